import DatabaseErrors
import EventSchema
import SourceCode

extension SwiftLibrary {
  /// Fluent 4, on whichever database.
  static let fluent = SwiftLibrary(
    name: "Fluent", marks: ["import Fluent"],
    writes: [
      "create": .create, "save": .save, "update": .update, "delete": .delete, "restore": .update,
    ],
    valueless: ["create", "save", "update", "delete"],
    pattern: { violation, _, file in
      if let constraint = violation.constraint,
        file.source.mentions("import PostgresNIO")
          || file.source.mentions("import FluentPostgresDriver")
      {
        return "let error as PSQLError "
          + "where error.serverInfo?[.constraintName] == \"\(constraint)\""
      }
      // It tells violations from other errors, and not one from the other.
      return violation.isOnly
        ? "let error as any DatabaseError where error.isConstraintFailure" : nil
    },
    isFree: { lookUp in
      guard let query = fluentQuery(lookUp) else { return nil }
      return "try await \(query).first() == nil"
    },
    isThere: { lookUp in
      guard let query = fluentQuery(lookUp) else { return nil }
      return "try await \(query).first() != nil"
    })

  /// `Member.query(on: database).filter(\.$email == member.email)`
  private static func fluentQuery(_ lookUp: SwiftLookUp) -> String? {
    guard let record = lookUp.record, let connection = lookUp.connection else { return nil }
    var text = "\(record.name).query(on: \(connection))"
    for (column, value) in lookUp.conditions {
      guard let property = record.property(column) else { return nil }
      text += ".filter(\\.$\(property.name) == \(value))"
    }
    return text
  }
}
