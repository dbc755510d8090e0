extension DBMS {
  public static let firebird = DBMS(rawValue: "firebird")
}

extension Dialect {
  /// Firebird, and InterBase before it. Clients join the lines of a message in many ways.
  public static let firebird = Dialect(
    name: "Firebird", dbms: .firebird,
    messages: firebirdKeys + firebirdReferences + firebirdValues + firebirdConcurrency,
    conditions: [
      Condition(nil, number: "335544665", .unique, .primaryKey),
      Condition(nil, number: "335544349", .unique, .primaryKey),
      Condition(nil, number: "335544466", .foreignKey),
      Condition(nil, number: "335544558", .check),
      Condition(nil, number: "335544347", .notNull, .check),
      Condition(nil, number: "335544336", .deadlock),
      Condition(nil, number: "335544345", .lockTimeout),
      Condition(nil, number: "335544510", .lockTimeout),
      Condition(nil, number: "335544334", .invalidValue),
      Condition(nil, number: "335544321", .outOfRange, .length),
    ],
    nearMisses: [
      .nearMiss("violation of PRIMARY or UNIQUE KEY rules in the harbour"),
      .nearMiss("validation error for column 3 of the sheet"),
      .nearMiss("Cannot delete PRIMARY KEY being used in FOREIGN KEY definition."),
      .nearMiss("attempt to store duplicate value in the list"),
    ])

  /// 6 puts the schema before the table.
  private static let tables = ["\"{schema}\".\"{table}\"", "\"{table}\""]
  private static let key = "{/}Problematic key value is ({pairs}){rest}"

  private static let firebirdKeys: [Message] =
    tables.flatMap { table in
      [key, "{rest}"].map { end in
        Message(
          .unique, code: "23000", number: "335544665",
          "violation of PRIMARY or UNIQUE KEY constraint \"{constraint}\" on table \(table)\(end)",
          origin: "2.5 and later print the key")
      }
    }.withExamples([
      Example(
        "violation of PRIMARY or UNIQUE KEY constraint \"UQ_BERTH\" on table \"BERTHS\"\n"
          + "-Problematic key value is (\"PIER\" = 'A', \"NO\" = 7)",
        yields: ConstraintViolation(
          kind: .unique, dbms: .firebird, sqlState: "23000", vendorCode: "335544665",
          constraint: "UQ_BERTH", table: "BERTHS", columns: ["PIER", "NO"], values: ["A", "7"])),
      Example(
        "violation of PRIMARY or UNIQUE KEY constraint \"INTEG_2\" on table \"PUBLIC\".\"BOATS\", "
          + "Problematic key value is (\"ID\" = 1)",
        yields: ConstraintViolation(
          kind: .unique, dbms: .firebird, sqlState: "23000", vendorCode: "335544665",
          constraint: "INTEG_2", schema: "PUBLIC", table: "BOATS", columns: ["ID"], values: ["1"])),
    ])
    + ["\"{constraint}\"\(key)", "\"{constraint}\"{rest}", "{constraint}\(key)"].map { end in
      // The log of a replica has no quotation marks.
      Message(
        .unique, code: "23000", number: "335544349",
        "attempt to store duplicate value (visible to active transactions) in unique index "
          + end)
    }

  private static let firebirdReferences: [Message] =
    tables.flatMap { table -> [Message] in
      let start = "violation of FOREIGN KEY constraint \"{constraint}\" on table \(table)"
      let sides: [(String, ConstraintViolation.Side)] = [
        ("Foreign key reference target does not exist", .child),
        ("Foreign key references are present for the record", .parent),
      ]
      return sides.flatMap { sentence, side in
        [key.replacingFirst("pairs", with: side == .child ? "pairs" : "parent pairs"), "{rest}"]
          .map { end in
            Message(
              .foreignKey, code: "23000", number: "335544466", side: side,
              start + "{/}" + sentence + end)
          }
      } + [Message(.foreignKey, code: "23000", number: "335544466", start + "{rest}")]
    }.withExamples([
      Example(
        "violation of FOREIGN KEY constraint \"FK_PIER\" on table \"BERTHS\"\n"
          + "-Foreign key reference target does not exist\n"
          + "-Problematic key value is (\"PIER_ID\" = 99)",
        yields: ConstraintViolation(
          kind: .foreignKey, dbms: .firebird, sqlState: "23000", vendorCode: "335544466",
          constraint: "FK_PIER", table: "BERTHS", columns: ["PIER_ID"], values: ["99"],
          side: .child)),
      Example(
        "violation of FOREIGN KEY constraint \"FK_PIER\" on table \"BERTHS\"; Foreign key "
          + "references are present for the record; Problematic key value is (\"ID\" = 3) "
          + "[SQLState:23000, ISC error code:335544466]",
        yields: ConstraintViolation(
          kind: .foreignKey, dbms: .firebird, sqlState: "23000", vendorCode: "335544466",
          constraint: "FK_PIER", table: "BERTHS", values: ["3"], referencedColumns: ["ID"],
          side: .parent)),
    ])

  private static let firebirdValues: [Message] = [
    Message(
      .notNull, code: "23000", number: "335544347",
      "validation error for column \"{schema}\".\"{table}\".\"{column}\", value \"*** null "
        + "***\"{rest}", origin: "6"),
    Message(
      .notNull, code: "23000", number: "335544347",
      "validation error for column \"{table}\".\"{column}\", value \"*** null ***\"{rest}",
      examples: [
        Example(
          "validation error for column \"BOATS\".\"NAME\", value \"*** null ***\"",
          yields: ConstraintViolation(
            kind: .notNull, dbms: .firebird, sqlState: "23000", vendorCode: "335544347",
            table: "BOATS", columns: ["NAME"]))
      ]),
    Message(
      .notNull, code: "23000", number: "335544347",
      "validation error for column {object}.{column}, value \"*** null ***\"{rest}",
      toleratesCut: false, origin: "2.5"),
    Message(
      .notNull, code: "23000", number: "335544347",
      "validation error for column {column}, value \"*** null ***\"{rest}",
      toleratesCut: false, origin: "2.0"),
    Message(
      .check, code: "23000", number: "335544347",
      "validation error for column \"{table}\".\"{column}\", value \"{value}\"{rest}",
      toleratesCut: false, origin: "the check of a domain"),
    Message(
      .check, code: "23000", number: "335544558",
      "Operation violates CHECK constraint {quoted constraint} on view or table "
        + "\"{schema}\".\"{table}\"{rest}", origin: "6"),
    Message(
      .check, code: "23000", number: "335544558",
      "Operation violates CHECK constraint {quoted constraint} on view or table {object} {rest}"),
    Message(
      .check, code: "23000", number: "335544558",
      "Operation violates CHECK constraint {quoted constraint} on view or table {object}",
      examples: [
        Example(
          "Operation violates CHECK constraint INTEG_7 on view or table BOATS",
          yields: ConstraintViolation(
            kind: .check, dbms: .firebird, sqlState: "23000", vendorCode: "335544558",
            constraint: "INTEG_7", table: "BOATS"))
      ]),
    Message(
      .length, code: "22001", number: "335544321",
      "arithmetic exception, numeric overflow, or string truncation{/}string right "
        + "truncation{rest}"),
    Message(
      .outOfRange, code: "22003", number: "335544321",
      "arithmetic exception, numeric overflow, or string truncation{/}numeric value is out of "
        + "range{rest}"),
    Message(
      .outOfRange, code: "22003", number: "335544321",
      "arithmetic exception, numeric overflow, or string truncation{/}Integer overflow.{rest}"),
    Message(
      .invalidValue, code: "22018", number: "335544334",
      "conversion error from string \"{value}\"{rest}"),
  ]

  private static let firebirdConcurrency: [Message] = [
    Message(
      .deadlock, code: "40001", number: "335544336",
      "deadlock{/}update conflicts with concurrent update{rest}",
      examples: [
        Example(
          "deadlock, update conflicts with concurrent update, concurrent transaction number is 42",
          yields: ConstraintViolation(
            kind: .deadlock, dbms: .firebird, sqlState: "40001", vendorCode: "335544336"))
      ]),
    Message(
      .deadlock, code: "40001", number: "335544336",
      "deadlock{/}read conflicts with concurrent update{rest}"),
    Message(
      .lockTimeout, code: "40001", number: "335544345",
      "lock conflict on no wait transaction{rest}"),
    Message(
      .lockTimeout, code: "40001", number: "335544510", "lock time-out on wait transaction{rest}"),
  ]
}
