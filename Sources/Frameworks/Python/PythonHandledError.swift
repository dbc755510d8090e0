import EventSchema
import SourceCode

/// An error class of the project that a handler of the application answers:
/// `@app.exception_handler(Refused)`, `@app.errorhandler(Refused)`.
struct PythonHandledError {
  let name: String
  /// The file that declares it, where the one that would raise it does not know it.
  private(set) var home: PythonFile?
  /// The status that its handler gives; `nil` where it gives several, or none is written.
  let status: Int?

  private init(name: String, status: Int?) {
    self.name = name
    self.status = status
  }

  /// Those that functions of a file raise with one message, so that another one can; else those
  /// that functions of the project raise which the file imports.
  static func raised(near file: PythonFile, _ source: PythonSource) -> [PythonHandledError] {
    let own = raised(in: file, source)
    guard own.isEmpty else { return own }
    let modules = Set(file.imports.values).sorted()
    for path in modules.flatMap({ source.paths(ofModule: $0, from: file.source.path) }) {
      guard let other = source.file(at: path), other.source.path.hasSuffix(path) else { continue }
      let raised = raised(in: other, source)
      guard !raised.isEmpty else { continue }
      return raised.compactMap { error in
        var error = error
        error.home = source.definition(of: error.name, in: other)?.file
        return error.home == nil || error.name.mentions(".") ? nil : error
      }
    }
    return []
  }

  private static func raised(
    in file: PythonFile, _ source: PythonSource
  ) -> [PythonHandledError] {
    let said = Set(
      file.functions.flatMap { $0.function.body.flattened }.compactMap { statement, _ in
        guard case .raise(let raised?, _) = statement.kind, let call = raised.asCall,
          call.arguments.count == 1, call.positional.first?.stringValue != nil
        else { return nil }
        return call.callee.dottedName
      } as [String])
    guard !said.isEmpty else { return [] }
    let answered = source.files(mentioningAnyOf: ["exception_handler(", "errorhandler("])
      .flatMap { handled(in: $0) }
    let plain = answered.filter { said.contains($0.name) }
    guard plain.isEmpty, !answered.isEmpty else { return plain }
    return said.sorted().compactMap { kind(of: $0, among: answered, in: file, source) }
  }

  /// An error that is of a handled kind, with the status that its class names:
  /// `class Conflict(Problem): status = 409`.
  private static func kind(
    of name: String, among handled: [PythonHandledError], in file: PythonFile,
    _ source: PythonSource, depth: Int = 4
  ) -> PythonHandledError? {
    guard depth > 0, let found = source.definition(of: name, in: file), let type = found.type
    else { return nil }
    let number = ["status", "status_code", "code", "http_status"].lazy
      .compactMap { type.value($0) }.first
    var status: Int?
    if case .number(let digits) = number?.kind { status = Int(digits) }
    for base in type.bases {
      let outer =
        handled.first { $0.name.lastName == base.lastName }
        ?? kind(of: base, among: handled, in: found.file, source, depth: depth - 1)
      guard let outer else { continue }
      return PythonHandledError(name: name, status: status ?? outer.status)
    }
    return nil
  }

  private static func handled(in file: PythonFile) -> [PythonHandledError] {
    file.allFunctions.compactMap { function in
      let mark = function.decorators.lazy.compactMap(\.asCall).first { call in
        ["exception_handler", "errorhandler"].contains(call.name ?? "")
      }
      guard let name = mark?.positional.first?.dottedName, !foreign.contains(name.lastName) else {
        return nil
      }
      var numbers: Set<Int> = []
      for (statement, _) in function.body.flattened {
        statement.visitExpressions { part in
          if case .number(let digits) = part.kind, let number = Int(digits),
            (400..<600).contains(number)
          {
            numbers.insert(number)
          }
          return true
        }
      }
      return PythonHandledError(name: name, status: numbers.count == 1 ? numbers.first : nil)
    }
  }

  private static let foreign: Set<String> = [
    "HTTPException", "StarletteHTTPException", "RequestValidationError", "Exception",
    "ValidationError", "IntegrityError", "Error",
  ]
}

extension PythonFile {
  /// The functions of the file, also those inside of others: `create_app` may hold the handlers.
  fileprivate var allFunctions: [PythonFunction] {
    var found: [PythonFunction] = []
    for statement in module.statements {
      statement.visit { inner in
        if case .function(let function) = inner.kind { found.append(function) }
        return true
      }
    }
    return found
  }
}
