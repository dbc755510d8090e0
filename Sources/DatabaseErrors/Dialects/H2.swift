extension DBMS {
  public static let h2 = DBMS(rawValue: "h2")
}

extension Dialect {
  /// H2 1.2 to 2.x. What it names stands as a definition between quotation marks, and its code at
  /// the end of the text: `[23505-214]`.
  public static let h2 = Dialect(
    name: "H2", dbms: .h2, messages: englishH2Messages + translatedH2Messages + repeatedH2Messages,
    conditions: h2Conditions, nearMisses: h2NearMisses)

  private static let englishH2Messages: [Message] = [
    Message(
      .unique, code: "23505", #"Unique index or primary key violation: "{index entry}""#,
      origin: "src/main/org/h2/res/_messages_en.prop",
      examples: [
        Example(
          """
          Unique index or primary key violation: "PUBLIC.UQ_INDEX_3 ON PUBLIC.BOATS(SAIL_NO NULLS \
          FIRST) VALUES ( /* 7 */ 'K-17' )"; SQL statement:
          insert into boats (sail_no) values ('K-17') [23505-214]
          """,
          yields: ConstraintViolation(
            kind: .unique, dbms: .h2, sqlState: "23505", vendorCode: "23505",
            constraint: "UQ_INDEX_3", schema: "PUBLIC", table: "BOATS", columns: ["SAIL_NO"],
            values: ["K-17"], statement: "insert into boats (sail_no) values ('K-17')")),
        Example(
          #"Unique index or primary key violation: "PRIMARY KEY ON PUBLIC.PIERS(ID) "#
            + #"[1, 'North']"; SQL statement: insert into piers values (1, 'West') [23505-200]"#,
          yields: ConstraintViolation(
            kind: .primaryKey, dbms: .h2, sqlState: "23505", vendorCode: "23505",
            schema: "PUBLIC", table: "PIERS", columns: ["ID"],
            statement: "insert into piers values (1, 'West')")),
        Example(
          #"Unique index or primary key violation: "PUBLIC.UQ ON PUBLIC.""my berths""(PIER, "#
            + #"""no, side"" DESC) VALUES (3, 'a""b', 12)""#,
          yields: ConstraintViolation(
            kind: .unique, dbms: .h2, sqlState: "23505", constraint: "UQ", schema: "PUBLIC",
            table: "my berths", columns: ["PIER", "no, side"], values: ["3", #"a"b"#])),
      ]),
    Message(
      .foreignKey, #"Referential integrity constraint violation: "{key definition}""#,
      origin: "the code tells the side",
      examples: [
        Example(
          """
          Referential integrity constraint violation: "FK_PIER: PUBLIC.BERTHS FOREIGN KEY(PIER_ID) \
          REFERENCES PUBLIC.PIERS(ID) (CAST(99 AS BIGINT))"; SQL statement:
          insert into berths values (3, 99) [23506-214]
          """,
          yields: ConstraintViolation(
            kind: .foreignKey, dbms: .h2, sqlState: "23506", vendorCode: "23506",
            constraint: "FK_PIER", schema: "PUBLIC", table: "BERTHS", columns: ["PIER_ID"],
            values: ["99"], referencedTable: "PIERS", referencedColumns: ["ID"], side: .child,
            statement: "insert into berths values (3, 99)")),
        Example(
          #"Referential integrity constraint violation: "FK_PIER: PUBLIC.BERTHS FOREIGN "#
            + #"KEY(PIER_ID) REFERENCES PUBLIC.PIERS(ID) (1)"; SQL statement: delete from piers "#
            + "[23503-200]",
          yields: ConstraintViolation(
            kind: .foreignKey, dbms: .h2, sqlState: "23503", vendorCode: "23503",
            constraint: "FK_PIER", schema: "PUBLIC", table: "BERTHS", columns: ["PIER_ID"],
            values: ["1"], referencedTable: "PIERS", referencedColumns: ["ID"], side: .parent,
            statement: "delete from piers")),
      ]),
    Message(
      .notNull, code: "23502", #"NULL not allowed for column "{column}""#,
      examples: [
        Example(
          #"NULL not allowed for column "NAME"; SQL statement: update boats set name = null "#
            + "[23502-214]",
          yields: ConstraintViolation(
            kind: .notNull, dbms: .h2, sqlState: "23502", vendorCode: "23502", columns: ["NAME"],
            statement: "update boats set name = null"))
      ]),
    Message(
      .check, code: "23513", #"Check constraint violation: "{check definition}""#,
      examples: [
        Example(
          #"Check constraint violation: "WEIGHT_SMALL: ""#,
          yields: ConstraintViolation(
            kind: .check, dbms: .h2, sqlState: "23513", constraint: "WEIGHT_SMALL")),
        Example(
          #"Check constraint violation: "(LENGTH > 0)""#,
          yields: ConstraintViolation(kind: .check, dbms: .h2, sqlState: "23513")
            .checking("(LENGTH > 0)")),
      ]),
    Message(
      .length, code: "22001", #"Value too long for column "{column definition}": {rest}"#,
      examples: [
        Example(
          #"Value too long for column "SAIL_NO CHARACTER VARYING(12)": "'K-1234567890123' (15)""#,
          yields: ConstraintViolation(
            kind: .length, dbms: .h2, sqlState: "22001", columns: ["SAIL_NO"])),
        Example(
          #"Value too long for column "CHARACTER VARYING(12)": "'K-1234567890123' (15)""#,
          yields: ConstraintViolation(kind: .length, dbms: .h2, sqlState: "22001")),
      ]),
    Message(
      .outOfRange, code: "22004",
      #"Numeric value out of range: "{value}" in column "{column definition}""#),
    Message(.outOfRange, code: "22003", #"Numeric value out of range: "{value}""#),
    Message(
      .invalidValue, code: "22030",
      #"Value not permitted for column "{column definition}": "{value}""#,
      examples: [
        Example(
          #"Value not permitted for column "('dinghy', 'keelboat')": "raft""#,
          yields: ConstraintViolation(
            kind: .invalidValue, dbms: .h2, sqlState: "22030", values: ["raft"]))
      ]),
    Message(
      .invalidValue, code: "22018", #"Data conversion error converting "{converted value}""#,
      examples: [
        Example(
          #"Data conversion error converting "'x' (BERTHS: ""PIER_ID"" INTEGER NOT NULL)""#,
          yields: ConstraintViolation(
            kind: .invalidValue, dbms: .h2, sqlState: "22018", table: "BERTHS",
            columns: ["PIER_ID"], values: ["x"])),
        Example(
          #"Data conversion error converting "soon""#,
          yields: ConstraintViolation(
            kind: .invalidValue, dbms: .h2, sqlState: "22018", values: ["soon"])),
      ]),
    Message(.invalidValue, code: "22007", #"Cannot parse "{type}" constant "{value}""#),
    Message(
      .deadlock, code: "40001",
      "Deadlock detected. The current transaction was rolled back. Details: {rest}"),
    Message(.lockTimeout, code: "HYT00", #"Timeout trying to lock table "{table}""#),
    Message(
      .lockTimeout, code: "HYT00", "Timeout trying to lock table {{0}",
      origin: "1.4.197 and later leave the name out, as they wrote it"),
    Message(
      .serializationFailure, code: "90131",
      #"Concurrent update in table "{table}": another transaction has updated or deleted the same "#
        + "row"),
  ]

  /// Behind a sentence in another language stands the English one.
  private static let repeatedH2Messages =
    translatedH2Messages
    .filter { $0.template.pattern.hasSuffix("\"") || !$0.template.tail.isEmpty }
    .map {
      Message(
        $0.kind, code: $0.sqlState, $0.template.pattern + "\n{rest}", origin: "with the English one"
      )
    }

  /// Before 1.3 the codes were others.
  private static let h2Conditions: [Condition] = [
    Condition("23505", number: "23505", .unique, .primaryKey, .couldNotCreateUniqueIndex),
    Condition("23001", number: "23001", .unique, .primaryKey, .couldNotCreateUniqueIndex),
    Condition("23506", number: "23506", .foreignKey, side: .child),
    Condition("23002", number: "23002", .foreignKey, side: .child),
    Condition("23503", number: "23503", .foreignKey, side: .parent),
    Condition("23003", number: "23003", .foreignKey, side: .parent),
    Condition("23502", number: "23502", .notNull),
    Condition("23513", number: "23513", .check),
    Condition("22001", number: "22001", .length),
    Condition("22003", number: "22003", .outOfRange),
    Condition("22004", number: "22004", .outOfRange),
    Condition("22018", number: "22018", .invalidValue),
    Condition("22030", number: "22030", .invalidValue),
    Condition("22007", number: "22007", .invalidValue),
    Condition("40001", number: "40001", .deadlock),
    Condition("HYT00", number: "50200", .lockTimeout),
    Condition("90131", number: "90131", .serializationFailure),
  ]

  private static let h2NearMisses: [Example] = [
    .nearMiss(
      #"Constraint "WEIGHT_SMALL" already exists; SQL statement: alter table boats [90045-214]"#),
    .nearMiss(#"Duplicate column name "NAME"; SQL statement: alter table boats [42121-214]"#),
    .nearMiss("Unique index or primary key violation of the catalogue"),
    .nearMiss(
      #"Unique index or primary key violation: "PUBLIC.UQ ON PUBLIC.BOATS(SAIL_NO)""#,
      type: "IllegalStateException", module: "java.lang"),
  ]
}
