extension DBMS {
  public static let hsqldb = DBMS(rawValue: "hsqldb")
}

extension Dialect {
  /// HSQLDB 1.8 and 2.x, with the Spanish texts of 2.x. Names follow the sentence.
  public static let hsqldb = Dialect(
    name: "HSQLDB", dbms: .hsqldb, messages: hsqldbMessages + oldHSQLDBMessages,
    conditions: hsqldbConditions, primaryKeyPrefix: "SYS_PK_", nearMisses: hsqldbNearMisses)

  private static let english = "integrity constraint violation: "
  private static let spanish = "violación del restricción de integridad: "

  private static let hsqldbMessages: [Message] =
    integrity(
      .unique, code: "23505", english + "unique constraint or index violation",
      spanish + "violación de índice o clave única",
      examples: [
        Example(
          english + "unique constraint or index violation; UQ_SAIL_NO table: BOATS",
          yields: ConstraintViolation(
            kind: .unique, dbms: .hsqldb, sqlState: "23505", constraint: "UQ_SAIL_NO",
            table: "BOATS")),
        Example(
          english + "unique constraint or index violation ; SYS_PK_10092 table: PIERS",
          yields: ConstraintViolation(
            kind: .primaryKey, dbms: .hsqldb, sqlState: "23505", constraint: "SYS_PK_10092",
            table: "PIERS")),
      ])
    + integrity(
      .foreignKey, code: "23503", side: .child, english + "foreign key no parent",
      spanish + "no ha registro padre en clave foránea",
      examples: [
        Example(
          english + "foreign key no parent ; FK_PIER table: BERTHS value: 99",
          yields: ConstraintViolation(
            kind: .foreignKey, dbms: .hsqldb, sqlState: "23503", constraint: "FK_PIER",
            table: "BERTHS", values: ["99"], side: .child))
      ])
    + integrity(
      .foreignKey, code: "23504", side: .parent, english + "foreign key no action",
      spanish + "sin acción para la clave foránea")
    + integrity(
      .notNull, code: "23502", english + "NOT NULL check constraint",
      spanish + "restricción ('check') NOT NULL",
      examples: [
        Example(
          english + "NOT NULL check constraint; SYS_CT_10093 table: BOATS column: NAME",
          yields: ConstraintViolation(
            kind: .notNull, dbms: .hsqldb, sqlState: "23502", constraint: "SYS_CT_10093",
            table: "BOATS", columns: ["NAME"]))
      ])
    + integrity(
      .check, code: "23513", english + "check constraint",
      spanish + "restricción ('check') no se cumple")
    + limits(
      .length, code: "22001", "data exception: string data, right truncation",
      "excepción de datos: dato de tipo texto, truncado por la derecha",
      examples: [
        Example(
          "data exception: string data, right truncation ; size limit: 12 table: BOATS column: "
            + "SAIL_NO",
          yields: ConstraintViolation(
            kind: .length, dbms: .hsqldb, sqlState: "22001", table: "BOATS", columns: ["SAIL_NO"]))
      ])
    + limits(
      .outOfRange, code: "22003", "data exception: numeric value out of range",
      "excepción de datos: valor numérico fuera de rango")
    + Message.translations(
      .invalidValue, code: "22018",
      [
        "data exception: invalid character value for cast",
        "excepción de datos: valor incorrecto para CAST",
      ])
    + Message.translations(
      .invalidValue, code: "22007",
      [
        "data exception: invalid datetime format",
        "excepción de datos: formato fecha/hora incorrecto",
      ])
    + [
      Message(
        .serializationFailure, code: "40001", "transaction rollback: serialization failure{rest}")
    ]

  /// A sentence with the constraint and the table behind it. Until 2.4 no blank stood before the
  /// semicolon; of an index the name alone is printed.
  private static func integrity(
    _ kind: ConstraintViolation.Kind, code: String, side: ConstraintViolation.Side? = nil,
    _ sentences: String..., examples: [Example] = []
  ) -> [Message] {
    let ends = [
      "; {constraint} table: {table} column: {column}",
      "; {constraint} table: {table} value: {values}", "; {constraint} table: {table}",
      ": {constraint}", "",
    ]
    return sentences.enumerated().flatMap { number, sentence in
      ends.flatMap { $0.hasPrefix(";") ? [$0, " " + $0] : [$0] }.map { end in
        Message(
          kind, code: code, side: side, sentence + end,
          examples: number == 0 && end.isEmpty ? examples : [])
      }
    }
  }

  /// A sentence with the size of the column behind it, which is not always known.
  private static func limits(
    _ kind: ConstraintViolation.Kind, code: String, _ sentences: String..., examples: [Example] = []
  ) -> [Message] {
    sentences.enumerated().flatMap { number, sentence in
      [
        " ; size limit: {_} table: {table} column: {column}",
        "; size limit: {_} table: {table} column: {column}",
        "; table: {table} column: {column}", " ; table: {table} column: {column}", "",
      ].map {
        Message(
          kind, code: code, sentence + $0, examples: number == 0 && $0.isEmpty ? examples : [])
      }
    }
  }

  /// 1.8 and before.
  private static let oldHSQLDBMessages: [Message] = [
    Message(
      .unique, number: "-104",
      "Violation of unique constraint {constraint}: duplicate value(s) for column(s) "
        + "{plain columns}",
      origin: "1.8, src/org/hsqldb/resources/sql-error-messages.properties",
      examples: [
        Example(
          "Violation of unique constraint SYS_CT_47: duplicate value(s) for column(s) SAIL_NO",
          yields: ConstraintViolation(
            kind: .unique, dbms: .hsqldb, vendorCode: "-104", constraint: "SYS_CT_47",
            columns: ["SAIL_NO"]))
      ]),
    Message(.unique, number: "-9", "Violation of unique index: {constraint}"),
    Message(.unique, number: "-9", "Violation of unique index {constraint}"),
    Message(
      .foreignKey, number: "-177", side: .child,
      "Integrity constraint violation - no parent {constraint}, table: {parent}",
      examples: [
        Example(
          "Integrity constraint violation - no parent FK_PIER, table: PIERS in statement [insert "
            + "into berths values (3, 99)]",
          yields: ConstraintViolation(
            kind: .foreignKey, dbms: .hsqldb, vendorCode: "-177", constraint: "FK_PIER",
            referencedTable: "PIERS", side: .child, statement: "insert into berths values (3, 99)"))
      ]),
    Message(
      .foreignKey, number: "-8", side: .parent,
      "Integrity constraint violation {constraint} table: {table}"),
    Message(
      .notNull, number: "-10",
      "Attempt to insert null into a non-nullable column: column: {column} table: {table}"),
    Message(
      .check, number: "-157", "Check constraint violation {constraint} table: {table}"),
  ]

  private static let hsqldbConditions: [Condition] = [
    Condition("23505", number: "-104", .unique, .primaryKey, .couldNotCreateUniqueIndex),
    Condition("23503", number: "-177", .foreignKey, side: .child),
    Condition("23504", number: "-8", .foreignKey, side: .parent),
    Condition("23502", number: "-10", .notNull),
    Condition("23513", number: "-157", .check),
    Condition("22001", number: "-3401", .length),
    Condition("22003", number: "-3403", .outOfRange),
    Condition("22018", number: "-3438", .invalidValue),
    Condition("22007", number: "-3407", .invalidValue),
    Condition("40001", number: "-4861", .serializationFailure),
  ]

  private static let hsqldbNearMisses: [Example] = [
    .nearMiss("object name already exists: BOATS in statement [create table boats (id int)]"),
    .nearMiss("integrity constraint violation: see the log of the server for what failed"),
    .nearMiss(
      english + "unique constraint or index violation; UQ table: BOATS",
      type: "IllegalArgumentException", module: "java.lang"),
  ]
}
