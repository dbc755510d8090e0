extension DBMS {
  public static let sybase = DBMS(rawValue: "sybase")
}

extension Dialect {
  /// SAP ASE, once Sybase: SQL Server's numbers with other words.
  public static let sybaseASE = Dialect(
    name: "Sybase ASE", dbms: .sybase,
    messages: [
      Message(
        .unique, code: "23000", number: "2601",
        "Attempt to insert duplicate key row in object '{object}' with unique index "
          + "'{constraint}'{rest}",
        examples: [
          Example(
            "Attempt to insert duplicate key row in object 'boats' with unique index "
              + "'boats_sail_no_uq'\nCommand has been aborted.",
            yields: ConstraintViolation(
              kind: .unique, dbms: .sybase, sqlState: "23000", vendorCode: "2601",
              constraint: "boats_sail_no_uq", table: "boats"))
        ]),
      Message(
        .unique, code: "23000", number: "2615",
        "Attempt to insert duplicate row in table '{object}'{rest}"),
      Message(
        .foreignKey, code: "23000", number: "546", side: .child,
        "Foreign key constraint violation occurred, dbname = '{_}', table name = '{object}', "
          + "constraint name = '{constraint}'{rest}",
        examples: [
          Example(
            "Foreign key constraint violation occurred, dbname =  'harbour', table name = "
              + "'berths', constraint name = 'fk_pier'.",
            yields: ConstraintViolation(
              kind: .foreignKey, dbms: .sybase, sqlState: "23000", vendorCode: "546",
              constraint: "fk_pier", table: "berths", side: .child))
        ]),
      Message(
        .foreignKey, code: "23000", number: "546", side: .child,
        "Foreign key constraint violation occurred, dbname =  '{_}', table name = '{object}', "
          + "constraint name = '{constraint}'{rest}"),
      Message(
        .foreignKey, code: "23000", number: "547", side: .parent,
        "Dependent foreign key constraint violation in a referential integrity constraint. "
          + "dbname =  '{_}', table name = '{_}', constraint name = '{constraint}'{rest}"),
      Message(
        .foreignKey, code: "23000", number: "547", side: .parent,
        "Dependent foreign key constraint violation in a referential integrity constraint. "
          + "dbname = '{_}', table name = '{_}', constraint name = '{constraint}'{rest}"),
      Message(
        .check, code: "23000", number: "548",
        "Check constraint violation occurred, dbname = '{_}', table name = '{object}', constraint "
          + "name = '{constraint}'{rest}"),
      Message(
        .notNull, code: "23000", number: "233",
        "The column {quoted column} in table {object} does not allow null values.{rest}",
        examples: [
          Example(
            "The column sail_no in table boats does not allow null values.",
            yields: ConstraintViolation(
              kind: .notNull, dbms: .sybase, sqlState: "23000", vendorCode: "233", table: "boats",
              columns: ["sail_no"]))
        ]),
      Message(
        .couldNotCreateUniqueIndex, number: "1505",
        "Create unique index aborted on duplicate key.{rest}"),
      Message(
        .deadlock, code: "40001", number: "1205",
        "Your server command (family id #{number}, process id #{number}) encountered a deadlock "
          + "situation.{rest}"),
      Message(
        .lockTimeout, number: "12205",
        "Could not acquire a lock within the specified wait period.{rest}"),
    ],
    conditions: [
      Condition(nil, number: "2601", .unique), Condition(nil, number: "2615", .unique),
      Condition(nil, number: "546", .foreignKey), Condition(nil, number: "547", .foreignKey),
      Condition(nil, number: "548", .check), Condition(nil, number: "233", .notNull),
      Condition(nil, number: "1505", .couldNotCreateUniqueIndex),
      Condition(nil, number: "1205", .deadlock), Condition(nil, number: "12205", .lockTimeout),
    ],
    nearMisses: [
      .nearMiss("Attempt to insert duplicate boats into the harbour"),
      .nearMiss("The column sail_no in table boats is the last one"),
    ])
}
