import SourceCode

/// An error class of the project that a handler of the application answers:
/// `@app.exception_handler(Refused)`, `@app.errorhandler(Refused)`.
struct PythonHandledError {
  let name: String
  /// The status that its handler gives; `nil` where it gives several, or none is written.
  let status: Int?

  /// Those that functions of a file raise with one message, so that another one can.
  static func raised(in file: PythonFile, _ source: PythonSource) -> [PythonHandledError] {
    let said = Set(
      file.functions.flatMap { $0.function.body.flattened }.compactMap { statement, _ in
        guard case .raise(let raised?, _) = statement.kind, let call = raised.asCall,
          call.arguments.count == 1, call.positional.first?.stringValue != nil
        else { return nil }
        return call.callee.dottedName
      } as [String])
    guard !said.isEmpty else { return [] }
    return source.files(mentioningAnyOf: ["exception_handler(", "errorhandler("])
      .flatMap { handled(in: $0) }.filter { said.contains($0.name) }
  }

  private static func handled(in file: PythonFile) -> [PythonHandledError] {
    file.functions.compactMap { _, function, _ in
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
