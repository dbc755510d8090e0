extension DBMS {
  public static let sqlServer = DBMS(rawValue: "sqlserver")
}

extension Dialect {
  /// Microsoft SQL Server and Azure SQL. A child insert names the parent, not the child.
  public static let sqlServer = Dialect(
    name: "SQL Server", dbms: .sqlServer, messages: sqlServerMessages,
    conditions: sqlServerConditions,
    nearMisses: [
      .nearMiss("There is already an object named 'boats' in the database."),
      .nearMiss("Violation of the rules of the harbour."),
    ])

  private static let terminated = ["", " The statement has been terminated.", "\n{rest}"]

  private static let sqlServerMessages: [Message] = terminated.flatMap { end in
    [
      Message(
        .unique, code: "23000", number: "2627",
        "Violation of UNIQUE KEY constraint '{constraint}'. Cannot insert duplicate key in object "
          + "'{schema}.{table}'. The duplicate key value is ({values}).\(end)",
        examples: end.isEmpty
          ? [
            Example(
              "Violation of UNIQUE KEY constraint 'uq_sail_no'. Cannot insert duplicate key in "
                + "object 'dbo.boats'. The duplicate key value is (K-17).",
              yields: ConstraintViolation(
                kind: .unique, dbms: .sqlServer, sqlState: "23000", vendorCode: "2627",
                constraint: "uq_sail_no", schema: "dbo", table: "boats", values: ["K-17"]))
          ] : []),
      Message(
        .primaryKey, code: "23000", number: "2627",
        "Violation of PRIMARY KEY constraint '{constraint}'. Cannot insert duplicate key in object "
          + "'{schema}.{table}'. The duplicate key value is ({values}).\(end)"),
      Message(
        .unique, code: "23000", number: "2627",
        "Violation of UNIQUE KEY constraint '{constraint}'. Cannot insert duplicate key in object "
          + "'{schema}.{table}'.\(end)", origin: "2005"),
      Message(
        .primaryKey, code: "23000", number: "2627",
        "Violation of PRIMARY KEY constraint '{constraint}'. Cannot insert duplicate key in object "
          + "'{schema}.{table}'.\(end)", origin: "2005"),
      Message(
        .unique, code: "23000", number: "2601",
        "Cannot insert duplicate key row in object '{schema}.{table}' with unique index "
          + "'{constraint}'. The duplicate key value is ({values}).\(end)"),
      Message(
        .couldNotCreateUniqueIndex, code: "23000", number: "1505",
        "The CREATE UNIQUE INDEX statement terminated because a duplicate key was found for the "
          + "object name '{schema}.{table}' and the index name '{constraint}'. The duplicate key "
          + "value is ({values}).\(end)"),
      Message(
        .notNull, code: "23000", number: "515",
        "Cannot insert the value NULL into column '{column}', table '{_}.{schema}.{table}'; "
          + "column does not allow nulls. {_} fails.\(end)",
        examples: end.isEmpty
          ? [
            Example(
              "Cannot insert the value NULL into column 'name', table 'harbour.dbo.boats'; column "
                + "does not allow nulls. INSERT fails.",
              yields: ConstraintViolation(
                kind: .notNull, dbms: .sqlServer, sqlState: "23000", vendorCode: "515",
                schema: "dbo", table: "boats", columns: ["name"]))
          ] : []),
    ] + conflicts(end)
      + [
        Message(
          .length, code: "22001", number: "2628",
          "String or binary data would be truncated in table '{_}.{schema}.{table}', column "
            + "'{column}'. Truncated value: '{value}'.\(end)"),
        Message(
          .length, code: "22001", number: "8152",
          "String or binary data would be truncated.\(end)"),
        Message(
          .deadlock, code: "40001", number: "1205",
          "Transaction (Process ID {number}) was deadlocked on {_} resources with another process "
            + "and has been chosen as the deadlock victim. Rerun the transaction.\(end)"),
        Message(
          .lockTimeout, number: "1222", "Lock request time out period exceeded.\(end)"),
      ]
  }

  /// Error 547 in its forms; a constraint over several columns names none.
  private static func conflicts(_ end: String) -> [Message] {
    let place = "The conflict occurred in database \"{_}\", table"
    func message(
      _ kind: Message.Kind, _ name: String, _ side: ConstraintViolation.Side?, _ table: String
    ) -> Message {
      Message(
        kind, code: "23000", number: "547", side: side,
        "The {_} statement conflicted with the \(name) constraint \"{constraint}\". \(place) "
          + table + end)
    }
    let own = ["\"{schema}.{table}\", column '{column}'.", "\"{schema}.{table}\"."]
    let other = ["\"{schema}.{parent}\", column '{_}'.", "\"{schema}.{parent}\"."]
    return other.map { message(.foreignKey, "FOREIGN KEY", .child, $0) }
      + own.map { message(.foreignKey, "FOREIGN KEY SAME TABLE", .child, $0) }
      + own.map { message(.foreignKey, "REFERENCE", .parent, $0) }
      + own.map { message(.foreignKey, "SAME TABLE REFERENCE", .parent, $0) }
      + own.map { message(.check, "CHECK", nil, $0) }
  }

  private static let sqlServerConditions: [Condition] = [
    Condition(nil, number: "2627", .unique, .primaryKey),
    Condition(nil, number: "2601", .unique),
    Condition(nil, number: "1505", .couldNotCreateUniqueIndex),
    Condition(nil, number: "547", .constraintUnspecified, .foreignKey, .check),
    Condition(nil, number: "515", .notNull),
    Condition(nil, number: "2628", .length),
    Condition(nil, number: "8152", .length),
    Condition(nil, number: "1205", .deadlock),
    Condition(nil, number: "1222", .lockTimeout),
  ]
}
