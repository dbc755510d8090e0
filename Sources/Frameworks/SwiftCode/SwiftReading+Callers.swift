import EventSchema
import SourceCode

/// Who calls a function that the stack does not tell of: an asynchronous function goes on without
/// the frames of those that wait for it.
extension SwiftReading {
  /// The sites of the stack, and behind the last of them the only callers of the source.
  static func withCallers(_ sites: [SwiftSite], _ source: SwiftSource) -> [SwiftSite] {
    var way = sites
    while way.count < callersMax, let function = way.last?.function,
      function.head.mentionsWord("async")
    {
      let callers = source.callers(of: function)
      guard callers.count == 1, let caller = callers.first, let next = caller.function,
        !way.contains(where: { $0.function?.isSame(as: next) == true })
      else { break }
      way.append(caller)
    }
    return way
  }

  private static let callersMax = 4

  /// Whether one of several callers that the stack does not tell of looks for rows of the table
  /// before: nobody knows then whether somebody looked.
  var mayBeCalledAfterLook: Bool {
    guard let table, let function = sites.last?.function, function.head.mentionsWord("async") else {
      return false
    }
    let callers = source.callers(of: function)
    return callers.count > 1
      && callers.contains { caller in
        guard let function = caller.function else { return false }
        let looks = SwiftCheck.find(
          in: function, before: caller.statement.span, table: table, source)
        return looks.contains { $0.check.guardsWrite }
      }
  }
}

extension SwiftSource {
  /// The places outside of tests that call a function on an object of its type or of a protocol
  /// that this conforms to; those of a type that nobody can tell among them.
  func callers(of function: SwiftFunction) -> [SwiftSite] {
    let labels = SwiftSignature(function)?.parameters.filter { !$0.hasDefault }.map(\.label)
    guard let labels else { return [] }
    let names = function.typeName.map { [$0] + conformances(of: $0) } ?? []
    var found: [SwiftSite] = []
    for caller in functions where caller.file.source.mentions("\(function.name)(") {
      guard !caller.isSame(as: function) else { continue }
      for call in caller.statement.allCalls where call.name == function.name {
        guard labels.allSatisfy({ label in call.arguments.contains { $0.label == label } }),
          isReceiver(of: call, in: caller, oneOf: names),
          let site = SwiftSite(file: caller.file, line: call.span.firstLine)
        else { continue }
        found.append(site)
      }
    }
    return found
  }

  /// The types and protocols that the declaration of a type and its extensions name.
  private func conformances(of type: String) -> [String] {
    files.filter { $0.source.mentions(type) }.flatMap { file -> [String] in
      var names: [String] = []
      file.parsed.visit { statement in
        if statement.kind == .type(type) {
          let head = file.parsed.source(of: statement.head)
          names += (head.halved(at: ":")?.1 ?? "").parts(at: ",").map(\.trimmed)
        }
        return true
      }
      return names
    }
  }

  /// Whether a call may be on one of the types: its receiver's type is one of them or not in sight.
  private func isReceiver(
    of call: SwiftCall, in caller: SwiftFunction, oneOf types: [String]
  ) -> Bool {
    guard call.isWholeCallee else { return true }
    let path = call.callee.split(separator: ".").map(String.init).filter { $0 != "self" }
    guard path.count > 1, let receiver = path.dropLast().last else {
      return types.isEmpty || caller.typeName.map(types.contains) ?? false
    }
    guard let type = type(of: receiver, in: caller) else { return true }
    return types.contains(type)
  }

  /// The type of a parameter, a local or a property, as far as it is written: `any Storing`.
  private func type(of name: String, in function: SwiftFunction) -> String? {
    if let parameter = SwiftSignature(function)?.parameters.first(where: { $0.name == name }) {
      return parameter.type.bareType
    }
    let texts = [
      function.file.parsed.source(of: function.statement.span), function.file.source.text,
    ]
    for text in texts {
      for word in ["let", "var"] {
        if let type = text.rest(after: "\(word) \(name): ")?.typeName { return type }
        if let made = text.rest(after: "\(word) \(name) = ")?.typeName,
          made.first?.isUppercase == true
        {
          return made
        }
      }
    }
    return nil
  }
}

extension String {
  /// Without the words before a protocol's name.
  fileprivate var bareType: String {
    split(separator: " ").filter { !["any", "some", "try", "await"].contains($0) }
      .joined(separator: " ")
  }

  /// The name that a text begins with.
  fileprivate var typeName: String? {
    let name = prefix(120).description.firstLine.bareType
      .prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    return name.isEmpty ? nil : String(name)
  }
}
