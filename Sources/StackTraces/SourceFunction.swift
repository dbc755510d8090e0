public import EventSchema

extension [Frame] {
  /// The frames with their functions named as in the source: compilers make functions of their own
  /// for lambdas, coroutines and state machines, and some SDKs print a whole signature.
  public func namedAsInSource(platform: String?) -> [Frame] {
    guard let names = platform.flatMap({ Runtime.sourceFunctions[$0] }), !names.isEmpty else {
      return self
    }
    return map { frame in
      guard let name = names.lazy.compactMap({ $0(frame) }).first else { return frame }
      var frame = frame
      frame.function = name
      return frame
    }
  }
}

/// `RegisterAsync` of `async Task<Boat> Boats.RegisterAsync(string no)`, and of the `MoveNext` of
/// its state machine.
func sourceFunctionOfCLR(_ frame: Frame) -> String? {
  guard let function = frame.function else { return nil }
  let signature = function.prefix { $0 != "(" }
  let last = signature.trimmed.split(separator: " ").last.map { String($0) }
  let name = CLRMethod(signature.trimmed)?.name ?? last ?? function
  guard name == "MoveNext", let module = frame.module else {
    return name == function ? nil : name
  }
  return CLRMethod("\(module).MoveNext")?.name
}

/// `register` of Kotlin's and Scala's `register$lambda$0`, `lambda$register$0`,
/// `$anonfun$register$1` and of the `invokeSuspend` of a class `Boats$register$2`.
func sourceFunctionOfJVM(_ frame: Frame) -> String? {
  guard let function = frame.function else { return nil }
  let isResuming = resumingMethods.contains(function)
  let text = isResuming ? frame.module?.part(behindLast: ".") ?? "" : function[...]
  guard text.contains(ascii: "$") else { return nil }
  return text.drop { isResuming && $0 != "$" }.parts(between: "$").first { part in
    !compilerWords.contains(String(part))
      && part.first.map { !$0.isNumber && !$0.isUppercase } ?? false
  }.map { String($0) }
}

/// Of classes that a compiler made of a function.
private let resumingMethods: Set = ["invokeSuspend", "invoke", "emit", "apply", "accept"]

private let compilerWords: Set = [
  "lambda", "anonfun", "default", "access", "suspendImpl", "adapted", "Companion",
]

/// `register` of `register::{{closure}}`, without addresses and hashes.
func sourceFunctionOfRust(_ frame: Frame) -> String? {
  guard let function = frame.function else { return nil }
  let name = String(function[...].rustFunction)
  return name == function ? nil : name
}
