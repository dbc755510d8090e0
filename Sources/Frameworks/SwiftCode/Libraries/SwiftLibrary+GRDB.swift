import EventSchema
import SourceCode

extension SwiftLibrary {
  /// GRDB 5 to 7.
  static let grdb = SwiftLibrary(
    name: "GRDB", marks: ["import GRDB"],
    writes: [
      "insert": .create, "inserted": .create, "insertAndFetch": .create, "save": .save,
      "saved": .save, "upsert": .upsert, "upserted": .upsert, "update": .update,
      "updateChanges": .update, "delete": .delete, "deleteOne": .delete, "deleteAll": .delete,
      "updateAll": .update,
    ],
    valueless: ["insert", "update", "save", "upsert", "execute"],
    pattern: { violation, _, file in
      guard file.source.mentions("import GRDB") else { return nil }
      if violation.isRestricted, let message = violation.sqliteMessage {
        return "let error as DatabaseError "
          + "where error.resultCode == .SQLITE_CONSTRAINT && error.message == \"\(message)\""
      }
      guard let code = violation.sqliteCode?.name else { return nil }
      let pattern = "let error as DatabaseError where error.extendedResultCode == .\(code)"
      if violation.isOnly { return pattern }
      return violation.sqliteMessage.map { "\(pattern) && error.message == \"\($0)\"" }
    },
    isFree: { lookUp in
      guard let connection = lookUp.connection else { return nil }
      guard let record = lookUp.record else {
        return "try Row.fetchOne(\(connection), sql: \"\(lookUp.sql)\", "
          + "arguments: [\(lookUp.values)]) == nil"
      }
      let conditions = lookUp.conditions.map { "Column(\"\($0.column)\") == \($0.value)" }
      return "try \(record.name).filter(\(conditions.joined(separator: " && ")))"
        + ".isEmpty(\(connection))"
    },
    isThere: { lookUp in
      guard let connection = lookUp.connection, let key = lookUp.conditions.first else {
        return nil
      }
      if let record = lookUp.record, lookUp.conditions.count == 1, key.column == "id" {
        return "try \(record.name).exists(\(connection), key: \(key.value))"
      }
      return "try Row.fetchOne(\(connection), sql: \"\(lookUp.sql)\", "
        + "arguments: [\(lookUp.values)]) != nil"
    },
    hasChanged: { "\($0).changesCount > 0" })
}
