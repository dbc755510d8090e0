import DatabaseErrors
import EventSchema
import SourceCode

extension SwiftLibrary {
  /// Fluent 4, on whichever database.
  static let fluent = SwiftLibrary(
    name: "Fluent", marks: ["import Fluent"],
    writes: [
      "create": .create, "save": .save, "update": .update, "delete": .delete, "restore": .update,
      "attach": .create,
    ],
    valueless: ["create", "save", "update", "delete", "attach"],
    pattern: { violation, reading, file in
      if let constraint = violation.constraint,
        namesPostgresErrors(file) || reading.usesPostgresDriver
      {
        return "let error as PSQLError "
          + "where error.serverInfo?[.constraintName] == \"\(constraint)\""
      }
      // It tells violations from other errors, and not one from the other.
      return violation.isAlone
        ? "let error as any DatabaseError where error.isConstraintFailure" : nil
    },
    module: { namesPostgresErrors($0) ? nil : postgresDriver },
    isFree: { lookUp in
      guard let query = fluentQuery(lookUp) else { return nil }
      return "try await \(query).first() == nil"
    },
    isThere: { lookUp in
      guard let query = fluentQuery(lookUp) else { return nil }
      return "try await \(query).first() != nil"
    })

  fileprivate static let postgresDriver = "FluentPostgresDriver"

  /// Whether a file imports what errors of PostgreSQL are declared in.
  private static func namesPostgresErrors(_ file: SwiftSourceFile) -> Bool {
    ["import PostgresNIO", "import PostgresKit", "import \(postgresDriver)"]
      .contains { file.source.mentions($0) }
  }

  /// `Member.query(on: database).filter(\.$email == member.email)`
  private static func fluentQuery(_ lookUp: SwiftLookUp) -> String? {
    guard let record = lookUp.record, let connection = lookUp.connection else { return nil }
    var text = "\(record.name).query(on: \(connection))"
    for (column, value) in lookUp.conditions {
      guard let property = record.property(column) else { return nil }
      text += ".filter(\\.\(property.queryPath) == \(value))"
    }
    return text
  }
}

extension SwiftReading {
  /// Whether the application's own target talks to PostgreSQL through Fluent's driver.
  fileprivate var usesPostgresDriver: Bool {
    guard failure.violation?.dbms == .postgreSQL, let path = writeSite?.file.source.path else {
      return false
    }
    let folder = path.split(separator: "/").prefix(2).joined(separator: "/") + "/"
    return source.files.contains { file in
      file.source.path.hasPrefix(folder)
        && file.source.mentions("import \(SwiftLibrary.postgresDriver)")
    }
  }
}
