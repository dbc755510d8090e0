import EventSchema
import SourceCode

extension SwiftLibrary {
  /// stephencelis' SQLite.swift.
  static let sqliteSwift = SwiftLibrary(
    name: "SQLite.swift", marks: ["import SQLite\n"],
    pattern: { violation, _, file in
      // The code is the primary one of all constraints: only the words tell which.
      guard file.source.mentions("import SQLite\n"), let message = violation.sqliteMessage else {
        return nil
      }
      return "Result.error(let message, let code, _) "
        + "where code == SQLITE_CONSTRAINT && message == \"\(message)\""
    })

  /// PostgresNIO's own client.
  static let postgresNIO = SwiftLibrary(
    name: "PostgresNIO", marks: ["import PostgresNIO"],
    pattern: { violation, _, file in
      guard file.source.mentions("import PostgresNIO") else { return nil }
      if let constraint = violation.constraint {
        return "let error as PSQLError "
          + "where error.serverInfo?[.constraintName] == \"\(constraint)\""
      }
      guard violation.isOnly, let state = violation.sqlState else { return nil }
      return "let error as PSQLError where error.serverInfo?[.sqlState] == \"\(state)\""
    })

  /// A wrapper of the application's own around a C library: its error type tells what it keeps.
  static let ownWrapper = SwiftLibrary(
    name: "SQL", marks: [],
    pattern: { violation, reading, _ in
      reading.thrownErrorTypes.lazy.compactMap { $0.pattern(violation) }.first
    },
    isFree: { lookUp in
      rows(lookUp).map { "try \($0).isEmpty" }
    },
    isThere: { lookUp in
      rows(lookUp).map { "try !\($0).isEmpty" }
    })

  /// `connection.rows("SELECT …", [.text(email)])`
  private static func rows(_ lookUp: SwiftLookUp) -> String? {
    guard let connection = lookUp.connection, let query = lookUp.query else { return nil }
    return "\(connection).\(query)(\"\(lookUp.sql)\", [\(lookUp.values)])"
  }
}

/// An error type of the source that keeps what a database said.
struct SwiftErrorType {
  var name: String
  /// The types of its properties, by name.
  var properties: [String: String]

  /// The pattern that takes one violation of it and no other.
  func pattern(_ violation: SwiftViolation) -> String? {
    func property(_ names: [String]) -> String? { names.first { properties[$0] != nil } }
    if let constraint = violation.constraint,
      let name = property(["constraintName", "constraint"])
    {
      return "let error as \(self.name) where error.\(name) == \"\(constraint)\""
    }
    var tests: [String] = []
    if let code = property(["extendedCode", "extendedResultCode", "extendedErrorCode"]),
      let number = violation.sqliteCode?.number
    {
      tests.append("error.\(code) == \(number)")
    } else if let state = property(["sqlState", "sqlstate", "SQLState"]),
      let value = violation.sqlState
    {
      tests.append("error.\(state) == \"\(value)\"")
    }
    let words = violation.isOnly && !tests.isEmpty ? nil : violation.sqliteMessage
    if let words {
      guard let type = properties["message"] else { return nil }
      tests.append(
        type.hasSuffix("?")
          ? "error.message?.contains(\"\(words)\") == true" : "error.message.contains(\"\(words)\")"
      )
    } else if !violation.isOnly {
      return nil
    }
    guard !tests.isEmpty else { return nil }
    return "let error as \(name) where \(tests.joined(separator: " && "))"
  }
}
