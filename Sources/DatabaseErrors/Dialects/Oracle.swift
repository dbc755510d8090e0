extension DBMS {
  public static let oracle = DBMS(rawValue: "oracle")
}

extension Dialect {
  /// Oracle. Up to 21c a constraint is named and nothing else; 23ai adds table, columns and values.
  ///
  /// The sentence is in the session's language (`NLS_LANG`); the number before it and the names in
  /// it stay, so that the words between them are skipped. Behind it come a stack of PL/SQL
  /// (`ORA-06512`), an address for help, or nothing.
  public static let oracle = Dialect(
    name: "Oracle", dbms: .oracle,
    messages: oracleKeys + oracleNulls + oracleValues + oracleConcurrency,
    conditions: oracleConditions,
    nearMisses: [
      .nearMiss("ORA-00942: table or view does not exist"),
      .nearMiss("ORA-02449: unique/primary keys in table referenced by foreign keys"),
      .nearMiss("ORA-02270: no matching unique or primary key for this column-list"),
      .nearMiss("ORA-02261: such unique or primary key already exists in the table"),
      .nearMiss("ORA-00955: name is already used by an existing object"),
      .nearMiss("ORA-20001: unique constraint (HARBOUR.UQ) violated, says the harbour master"),
      .nearMiss("ORA-06512: at \"HARBOUR.BOATS_API\", line 12"),
    ])

  private static let oracleKeys: [Message] = [
    Message(
      .unique, code: "23000", number: "ORA-00001",
      "ORA-00001: {_}({schema.constraint}) violated on table {object} columns ({columns})"
        + "{/}ORA-03301: {_} row with column values ({pairs}) already exists{rest}",
      origin: "23ai",
      examples: [
        Example(
          "ORA-00001: unique constraint (HARBOUR.UQ_BERTH) violated on table HARBOUR.BERTHS "
            + "columns (PIER, NO)\nORA-03301: (ORA-00001 details) row with column values "
            + "(PIER:'A', NO:7) already exists\n"
            + "Help: https://docs.oracle.com/error-help/db/ora-00001/",
          yields: ConstraintViolation(
            kind: .unique, dbms: .oracle, sqlState: "23000", vendorCode: "ORA-00001",
            constraint: "UQ_BERTH", schema: "HARBOUR", table: "BERTHS", columns: ["PIER", "NO"],
            values: ["A", "7"]))
      ]),
    Message(
      .unique, code: "23000", number: "ORA-00001",
      "ORA-00001: {_}({schema.constraint}) violated on table {object} columns ({columns}){rest}",
      origin: "23ai"),
    Message(
      .unique, code: "23000", number: "ORA-00001",
      "ORA-00001: {_}({schema.constraint}){rest}",
      examples: [
        Example(
          "ORA-00001: unique constraint (HARBOUR.UQ_SAIL_NO) violated\n"
            + "ORA-06512: at \"HARBOUR.BOATS_API\", line 12",
          yields: ConstraintViolation(
            kind: .unique, dbms: .oracle, sqlState: "23000", vendorCode: "ORA-00001",
            constraint: "UQ_SAIL_NO", schema: "HARBOUR")),
        Example(
          "ORA-00001: 违反唯一约束条件 (HARBOUR.SYS_C0012345)",
          yields: ConstraintViolation(
            kind: .unique, dbms: .oracle, sqlState: "23000", vendorCode: "ORA-00001",
            constraint: "SYS_C0012345", schema: "HARBOUR")),
      ]),
    Message(
      .foreignKey, code: "23000", number: "ORA-02291", side: .child,
      "ORA-02291: {_}({schema.constraint}){rest}"),
    Message(
      .foreignKey, code: "23000", number: "ORA-02292", side: .parent,
      "ORA-02292: {_}({schema.constraint}){rest}",
      examples: [
        Example(
          "ORA-02292: Integritäts-Constraint (HARBOUR.FK_PIER) verletzt - untergeordneter "
            + "Datensatz gefunden",
          yields: ConstraintViolation(
            kind: .foreignKey, dbms: .oracle, sqlState: "23000", vendorCode: "ORA-02292",
            constraint: "FK_PIER", schema: "HARBOUR", side: .parent))
      ]),
    Message(
      .foreignKey, code: "23000", number: "ORA-02298", side: .child,
      "ORA-02298: {_}({schema.constraint}){rest}", origin: "a key that is added or enabled"),
    Message(
      .check, code: "23000", number: "ORA-02290", "ORA-02290: {_}({schema.constraint}){rest}"),
    Message(
      .check, code: "72000", number: "ORA-14400", "ORA-14400: {rest}",
      origin: "no partition for the row"),
    Message(
      .check, code: "72000", number: "ORA-14402", "ORA-14402: {rest}",
      origin: "an update that moves the row to another partition"),
    Message(
      .check, code: "23000", number: "ORA-02293", "ORA-02293: {_}({schema.constraint}){rest}",
      origin: "a check that is added or enabled"),
    Message(
      .notNull, code: "23000", number: "ORA-02296", "ORA-02296: {_}({schema}.{_}){rest}",
      origin: "a column that is made NOT NULL"),
    Message(
      .notNull, code: "23000", number: "ORA-02296", "ORA-02296: {_}({schema}.){rest}",
      origin: "the same of a constraint without a name",
      examples: [
        Example(
          "ORA-02296: cannot enable (HARBOUR.) - null values found",
          yields: ConstraintViolation(
            kind: .notNull, dbms: .oracle, sqlState: "23000", vendorCode: "ORA-02296",
            schema: "HARBOUR"))
      ]),
    Message(
      .check, code: "44000", number: "ORA-01402", "ORA-01402: {rest}",
      origin: "a view WITH CHECK OPTION"),
    Message(
      .couldNotCreateUniqueIndex, number: "ORA-02299",
      "ORA-02299: {_}({schema.constraint}){rest}"),
    Message(
      .couldNotCreateUniqueIndex, number: "ORA-02437",
      "ORA-02437: {_}({schema.constraint}){rest}"),
    Message(.couldNotCreateUniqueIndex, number: "ORA-01452", "ORA-01452: {rest}"),
  ]

  private static let oracleNulls: [Message] = ["ORA-01400", "ORA-01407"].flatMap {
    (number: String) -> [Message] in
    [
      Message(
        .notNull, code: "23000", number: number,
        #"\#(number): {_}("{schema}"."{table}"."{column}"){rest}"#,
        examples: number == "ORA-01400"
          ? [
            Example(
              #"ORA-01400: cannot insert NULL into ("HARBOUR"."BOATS"."NAME")"#,
              yields: ConstraintViolation(
                kind: .notNull, dbms: .oracle, sqlState: "23000", vendorCode: "ORA-01400",
                schema: "HARBOUR", table: "BOATS", columns: ["NAME"]))
          ] : []),
      Message(
        .notNull, code: "23000", number: number,
        #"\#(number): ("{schema}"."{table}"."{column}"){rest}"#, origin: "Japanese"),
      Message(
        .notNull, code: "23000", number: number, "\(number): {_}({column}){rest}",
        origin: "a view, or quotation marks that were lost on the way"),
    ]
  }

  private static let oracleValues: [Message] = [
    Message(
      .length, code: "72000", number: "ORA-12899",
      #"ORA-12899: {_}"{schema}"."{table}"."{column}"{rest}"#,
      examples: [
        Example(
          #"ORA-12899: value too large for column "HARBOUR"."BOATS"."SAIL_NO" (actual: 31, "#
            + "maximum: 30)",
          yields: ConstraintViolation(
            kind: .length, dbms: .oracle, sqlState: "72000", vendorCode: "ORA-12899",
            schema: "HARBOUR", table: "BOATS", columns: ["SAIL_NO"]))
      ]),
    Message(
      .length, code: "72000", number: "ORA-12899", "ORA-12899: value too large for column {rest}"),
    Message(.length, code: "72000", number: "ORA-01401", "ORA-01401: {rest}", origin: "before 10g"),
    Message(
      .outOfRange, code: "22003", number: "ORA-01438",
      #"ORA-01438: {_}"{schema}"."{table}"."{column}"{rest}"#, origin: "23ai"),
    Message(
      .outOfRange, code: "22003", number: "ORA-01438",
      "ORA-01438: {_} {object}.{quoted column}; {rest}", origin: "23ai"),
    Message(
      .outOfRange, code: "22003", number: "ORA-01438",
      #"ORA-01438: {_} for column "{column}"{rest}"#, origin: "23ai",
      examples: [
        Example(
          #"ORA-01438: value 7000000 greater than specified precision (7, 2) for column "LENGTH""#,
          yields: ConstraintViolation(
            kind: .outOfRange, dbms: .oracle, sqlState: "22003", vendorCode: "ORA-01438",
            columns: ["LENGTH"]))
      ]),
    Message(.outOfRange, code: "22003", number: "ORA-01438", "ORA-01438: {rest}"),
    Message(.outOfRange, code: "22003", number: "ORA-01426", "ORA-01426: {rest}"),
    Message(.outOfRange, code: "22003", number: "ORA-01455", "ORA-01455: {rest}"),
    Message(.invalidValue, code: "42000", number: "ORA-01722", "ORA-01722: {rest}"),
    Message(.invalidValue, code: "22008", number: "ORA-01830", "ORA-01830: {rest}"),
    Message(.invalidValue, code: "22008", number: "ORA-01839", "ORA-01839: {rest}"),
    Message(.invalidValue, code: "22008", number: "ORA-01840", "ORA-01840: {rest}"),
    Message(.invalidValue, code: "22008", number: "ORA-01841", "ORA-01841: {rest}"),
    Message(.invalidValue, code: "22008", number: "ORA-01843", "ORA-01843: {rest}"),
    Message(.invalidValue, code: "22008", number: "ORA-01847", "ORA-01847: {rest}"),
    Message(.invalidValue, code: "22008", number: "ORA-01858", "ORA-01858: {rest}"),
    Message(.invalidValue, code: "22008", number: "ORA-01861", "ORA-01861: {rest}"),
  ]

  private static let oracleConcurrency: [Message] = [
    Message(.deadlock, code: "61000", number: "ORA-00060", "ORA-00060: {rest}"),
    Message(.serializationFailure, code: "72000", number: "ORA-08177", "ORA-08177: {rest}"),
    Message(.lockTimeout, code: "61000", number: "ORA-00054", "ORA-00054: {rest}"),
    Message(.lockTimeout, code: "61000", number: "ORA-30006", "ORA-30006: {rest}"),
    Message(.multipleObjectsReturned, code: "21000", number: "ORA-01422", "ORA-01422: {rest}"),
  ]

  private static let oracleConditions: [Condition] =
    (oracleKeys + oracleNulls + oracleValues + oracleConcurrency).reduce(into: []) {
      conditions, message in
      guard let number = message.vendorCode,
        !conditions.contains(where: { $0.vendorCode == number })
      else { return }
      conditions.append(Condition(nil, number: number, message.kind))
      // Drivers print the number alone: `Error Code: 1`.
      conditions.append(
        Condition(
          nil, number: String(number.dropFirst(4).drop { $0 == "0" }), message.kind,
          name: nil))
    }
}
