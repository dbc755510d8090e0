extension DBMS {
  public static let hana = DBMS(rawValue: "hana")
}

extension Dialect {
  /// SAP HANA. Clients put the number before the sentence: `[301]: `, `(301, '…')`, `* 301: `.
  public static let sapHANA = Dialect(
    name: "SAP HANA", dbms: .hana,
    messages: hanaMessages, conditions: hanaConditions,
    nearMisses: [
      .nearMiss("[259]: invalid table name: Could not find table/view BOATS"),
      .nearMiss("unique constraint violated by the harbour master"),
      .nearMiss("foreign key constraint violation is no laughing matter"),
    ])

  private static let hanaMessages: [Message] =
    ["", "[301] "].flatMap { number in
      [
        Message(
          .unique, code: "23000", number: "301",
          "unique constraint violated: \(number)Table({table}), Index({constraint}){rest}"),
        Message(
          .unique, code: "23000", number: "301",
          "unique constraint violated: \(number)Table({table}){rest}"),
      ]
    }.withExamples([
      Example(
        "[301]: unique constraint violated: Table(BOATS), Index(UQ_SAIL_NO)",
        yields: ConstraintViolation(
          kind: .unique, dbms: .hana, sqlState: "23000", vendorCode: "301",
          constraint: "UQ_SAIL_NO", table: "BOATS"))
    ]) + [
      Message(
        .unique, code: "23000", number: "301",
        "unique constraint violation for table {schema}:{table}, constraint='{constraint}', key "
          + "value='{value}'{rest}"),
      Message(
        .unique, code: "23000", number: "301",
        "unique constraint violation for table {schema}:{table} {_}constraint='{constraint}'{rest}"
      ),
      Message(
        .notNull, code: "23000", number: "287",
        "cannot insert NULL or update to NULL: Not nullable \"{column}\" column{rest}",
        examples: [
          Example(
            "SAP DBTech JDBC: [287]: cannot insert NULL or update to NULL: Not nullable \"NAME\" "
              + "column",
            yields: ConstraintViolation(
              kind: .notNull, dbms: .hana, sqlState: "23000", vendorCode: "287", columns: ["NAME"])),
          Example(
            "[287]: cannot insert NULL or update to NULL: NAME",
            yields: ConstraintViolation(
              kind: .notNull, dbms: .hana, sqlState: "23000", vendorCode: "287", columns: ["NAME"])),
        ]),
      Message(
        .notNull, code: "23000", number: "287",
        "cannot insert NULL or update to NULL: {quoted column}"),
      Message(
        .notNull, code: "23000", number: "287",
        "cannot insert NULL or update to NULL: {quoted column}: {rest}"),
      Message(
        .notNull, code: "23000", number: "287", "cannot insert NULL or update to NULL{rest}"),
      Message(
        .foreignKey, code: "23000", number: "461", side: .child,
        "foreign key constraint violation: {_} failed on table '{schema}:{table}' with error: "
          + "{verb} on {_}({columns}) failed, because no row with a corresponding key exists in "
          + "{_}:{parent}({parent columns})",
        examples: [
          Example(
            "SAP DBTech JDBC: [461]: foreign key constraint violation: TrexColumnUpdate failed on "
              + "table 'PORT:BERTHS' with error: INSERT on PORT:BERTHS(PIER_ID) failed, because no "
              + "row with a corresponding key exists in PORT:PIERS(ID)",
            yields: ConstraintViolation(
              kind: .foreignKey, dbms: .hana, sqlState: "23000", vendorCode: "461",
              schema: "PORT", table: "BERTHS", columns: ["PIER_ID"], referencedTable: "PIERS",
              referencedColumns: ["ID"], side: .child))
        ]),
      Message(
        .foreignKey, code: "23000", number: "461", side: .child,
        "foreign key constraint violation: {_} failed on table '{schema}:{table}' with error: "
          + "{rest}"),
      Message(
        .foreignKey, code: "23000", number: "461", side: .child,
        "foreign key constraint violation: {rest}"),
      Message(
        .foreignKey, code: "23000", number: "461", side: .child, isVague: true,
        "foreign key constraint violation",
        examples: [
          Example(
            "SAP DBTech JDBC: [461]: foreign key constraint violation",
            yields: ConstraintViolation(
              kind: .foreignKey, dbms: .hana, sqlState: "23000", vendorCode: "461", side: .child))
        ]),
      Message(
        .foreignKey, code: "23000", number: "462", side: .parent,
        "failed on update or delete by foreign key constraint violation"),
      Message(
        .foreignKey, code: "23000", number: "462", side: .parent,
        "failed on update or delete by foreign key constraint violation: {rest}"),
      Message(
        .check, code: "23000", number: "677",
        "check constraint violation: {_} failed on table '{schema}:{table}' with error: {rest}"),
      Message(.check, code: "23000", number: "677", "check constraint violation: {rest}"),
      Message(
        .length, code: "22001", number: "274",
        "inserted value too large for column: {_} failed on table '{schema}:{table}' with error: "
          + "Inserted value too large for column {quoted column}"),
      Message(
        .length, code: "22001", number: "274",
        "inserted value too large for column: {_} failed on table '{schema}:{table}' with error: "
          + "{rest}"),
      Message(
        .length, code: "22001", number: "274",
        "inserted value too large for column: Failed in \"{column}\" column{rest}",
        examples: [
          Example(
            "[274]: inserted value too large for column: Failed in \"SAIL_NO\" column with the "
              + "value 'K-17-1234'",
            yields: ConstraintViolation(
              kind: .length, dbms: .hana, sqlState: "22001", vendorCode: "274",
              columns: ["SAIL_NO"]))
        ]),
      Message(
        .length, code: "22001", number: "274", "inserted value too large for column: {rest}"),
      Message(.outOfRange, code: "22003", number: "314", "numeric overflow: {rest}"),
      Message(
        .deadlock, code: "40001", number: "133",
        "transaction rolled back by detected deadlock{rest}"),
      Message(
        .lockTimeout, code: "40001", number: "131",
        "transaction rolled back by lock wait timeout{rest}"),
      Message(
        .serializationFailure, code: "40001", number: "138",
        "transaction serialization "
          + "failure{rest}"),
    ]

  static let hanaConditions: [Condition] = [
    Condition(nil, number: "301", .unique, .primaryKey), Condition(nil, number: "287", .notNull),
    Condition(nil, number: "461", .foreignKey), Condition(nil, number: "462", .foreignKey),
    Condition(nil, number: "677", .check), Condition(nil, number: "274", .length),
    Condition(nil, number: "314", .outOfRange), Condition(nil, number: "133", .deadlock),
    Condition(nil, number: "131", .lockTimeout),
    Condition(nil, number: "138", .serializationFailure),
  ]
}
