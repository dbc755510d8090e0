extension Dialect {
  /// MySQL 5 to 9. Where the text does not tell MariaDB apart, `mysql` stands for the family.
  public static let mySQL = Dialect(
    name: "MySQL", dbms: .mySQL,
    messages: mySQLMessages + translatedMySQLMessages + translatedForeignKeyMessages,
    conditions: mySQLConditions,
    nearMisses: mySQLNearMisses)

  private static let mySQLMessages: [Message] =
    [
      Message(
        .unique, code: "23000", number: "1062", "Duplicate entry '{values}' for key '{key}'",
        origin: "5.1 and later; 8.0.19 and later put the table before the key",
        examples: [
          Example(
            "Duplicate entry 'K-17' for key 'boats.uq_sail_no'",
            yields: ConstraintViolation(
              kind: .unique, dbms: .mySQL, sqlState: "23000", vendorCode: "1062",
              constraint: "uq_sail_no", table: "boats", values: ["K-17"])),
          Example(
            "Duplicate entry '3-12' for key 'PRIMARY'",
            yields: ConstraintViolation(
              kind: .primaryKey, dbms: .mySQL, sqlState: "23000", vendorCode: "1062",
              constraint: "PRIMARY", values: ["3-12"])),
          Example(
            "Duplicate entry 'x' for key 'PRIMARY' for key 'sail_no'",
            yields: ConstraintViolation(
              kind: .unique, dbms: .mySQL, sqlState: "23000", vendorCode: "1062",
              constraint: "sail_no", values: ["x' for key 'PRIMARY"])),
        ]),
      Message(
        .unique, code: "23000", number: "1062", "Duplicate entry '{values}' for key {number}",
        origin: "before 5.1: the key's position",
        examples: [
          Example(
            "Duplicate entry 'K-17' for key 2",
            yields: ConstraintViolation(
              kind: .unique, dbms: .mySQL, sqlState: "23000", vendorCode: "1062", values: ["K-17"]))
        ]),
      Message(
        .unique, code: "23000", number: "1859", "Duplicate entry for key '{key}'"),
      Message(
        .unique, code: "23000", number: "1022", "Can't write; duplicate key in table '{table}'"),
      Message(
        .unique, code: "23000", number: "1169",
        "Can't write, because of unique constraint, to table '{table}'"),
      Message(
        .unique, code: "23000", number: "1761",
        "Foreign key constraint for table '{_}', record '{values}' would lead to a duplicate entry "
          + "in table '{table}', key '{key}'"),
      Message(
        .unique, code: "23000", number: "1762",
        "Foreign key constraint for table '{_}', record '{values}' would lead to a duplicate entry "
          + "in a child table"),
      Message(
        .notNull, code: "23000", number: "1048", "Column '{column}' cannot be null",
        examples: [
          Example(
            "Column 'name' cannot be null",
            yields: ConstraintViolation(
              kind: .notNull, dbms: .mySQL, sqlState: "23000", vendorCode: "1048",
              columns: ["name"]))
        ]),
      Message(
        .notNull, code: "HY000", number: "1364", "Field '{column}' doesn't have a default value"),
    ]
    + foreignKeyMessages(
      number: "1452", unexplainedNumber: "1216", side: .child,
      sentences: ["Cannot add or update a child row: a foreign key constraint fails"])
    + foreignKeyMessages(
      number: "1451", unexplainedNumber: "1217", side: .parent,
      sentences: ["Cannot delete or update a parent row: a foreign key constraint fails"])
    + [
      Message(
        .check, code: "HY000", number: "3819", dbms: .mySQL,
        "Check constraint '{constraint}' is violated.", origin: "8.0.16 and later",
        examples: [
          Example(
            "Check constraint 'boats_chk_1' is violated.",
            yields: ConstraintViolation(
              kind: .check, dbms: .mySQL, sqlState: "HY000", vendorCode: "3819",
              constraint: "boats_chk_1"
            ).inferring(table: "boats"))
        ]),
      Message(
        .check, code: "23000", number: "4025", dbms: .mariaDB,
        "CONSTRAINT `{constraint}` failed for `{schema}`.`{table}`", origin: "MariaDB 10.2.22",
        examples: [
          Example(
            "CONSTRAINT `length_positive` failed for `harbour`.`boats`",
            yields: ConstraintViolation(
              kind: .check, dbms: .mariaDB, sqlState: "23000", vendorCode: "4025",
              constraint: "length_positive", schema: "harbour", table: "boats"))
        ]),
      Message(
        .check, code: "23000", number: "4025", dbms: .mariaDB,
        "CONSTRAINT `{constraint}` failed for '{schema}'.'{table}'"),
      Message(
        .length, code: "22001", number: "1406",
        "Data too long for column '{column}' at row {number}"),
      Message(
        .outOfRange, code: "22003", number: "1264",
        "Out of range value for column '{column}' at row {number}",
        examples: [
          Example(
            "Out of range value for column 'length' at row 1",
            yields: ConstraintViolation(
              kind: .outOfRange, dbms: .mySQL, sqlState: "22003", vendorCode: "1264",
              columns: ["length"]))
        ]),
      Message(
        .outOfRange, code: "22003", number: "1690", "BIGINT {_} is out of range in '{rest}'"),
      Message(
        .outOfRange, code: "22003", number: "1690", "DOUBLE value is out of range in '{rest}'"),
      Message(
        .invalidValue, code: "01000", number: "1265",
        "Data truncated for column '{column}' at row {number}"),
      Message(
        .invalidValue, code: "HY000", number: "1366",
        "Incorrect {_} value: '{value}' for column '{column}' at row {number}"),
      Message(
        .invalidValue, code: "HY000", number: "1366", dbms: .mariaDB,
        "Incorrect {_} value: '{value}' for column `{schema}`.`{table}`.`{column}` at row "
          + "{number}"),
      Message(
        .deadlock, code: "40001", number: "1213",
        "Deadlock found when trying to get lock; try restarting transaction"),
      Message(
        .lockTimeout, code: "HY000", number: "1205",
        "Lock wait timeout exceeded; try restarting transaction"),
      Message(
        .lockTimeout, code: "HY000", number: "3572",
        "Statement aborted because lock(s) could not be acquired immediately and NOWAIT is set."),
    ]

  /// The sentence with the definition as far as it was printed: the whole is cut at 512 bytes.
  static func foreignKeyMessages(
    number: String, unexplainedNumber: String, side: ConstraintViolation.Side, sentences: [String]
  ) -> [Message] {
    let constraint = "CONSTRAINT `{constraint}` FOREIGN KEY"
    // Chinese has a wide parenthesis of its own, which belongs to the sentence.
    let ends = [
      " ({columns}) REFERENCES {parent} ({parent columns}){rest})",
      " ({columns}) REFERENCES {parent} ({parent columns}){rest}）",
      " ({columns}) REFERENCES {parent} ({parent columns}){rest}",
      " ({columns}) REFERENCES {parent} ({rest}",
      " ({columns}){rest}",
      "{rest}",
    ]
    return sentences.flatMap { sentence -> [Message] in
      let open = sentence.hasSuffix("（") ? "" : " ("
      // 5.0 put the database and the table into one pair of quotes.
      return ["`{schema}`.`{table}`", "`{schema}/{table}`"].flatMap { table in
        ends.map {
          Message(
            .foreignKey, code: "23000", number: number, side: side,
            "\(sentence)\(open)\(table), \(constraint)\($0)")
        }
      } + [
        Message(
          .foreignKey, code: "23000", number: unexplainedNumber, side: side, sentence,
          origin: "without the privilege to see the other table")
      ]
    }
  }

  private static let mySQLConditions: [Condition] = [
    Condition(nil, number: "1062", .unique, .primaryKey),
    Condition(nil, number: "1586", .unique, .primaryKey),
    Condition(nil, number: "1859", .unique, .primaryKey),
    Condition(nil, number: "1022", .unique),
    Condition(nil, number: "1169", .unique),
    Condition(nil, number: "1761", .unique, .primaryKey),
    Condition(nil, number: "1762", .unique),
    Condition(nil, number: "1048", .notNull),
    Condition(nil, number: "1364", .notNull),
    Condition(nil, number: "1452", .foreignKey),
    Condition(nil, number: "1451", .foreignKey),
    Condition(nil, number: "1216", .foreignKey),
    Condition(nil, number: "1217", .foreignKey),
    Condition(nil, number: "3819", .check),
    Condition(nil, number: "4025", .check),
    Condition(nil, number: "1406", .length),
    Condition(nil, number: "1264", .outOfRange),
    Condition(nil, number: "1690", .outOfRange),
    Condition(nil, number: "1265", .invalidValue),
    Condition(nil, number: "1366", .invalidValue),
    Condition(nil, number: "1292", .invalidValue),
    Condition(nil, number: "1213", .deadlock),
    Condition(nil, number: "1205", .lockTimeout),
    Condition(nil, number: "3572", .lockTimeout),
  ]

  private static let mySQLNearMisses: [Example] = [
    .nearMiss("Duplicate key name 'uq_sail_no'"),
    .nearMiss("Duplicate column name 'sail_no'"),
    .nearMiss("Duplicate entry 'K-17' was found in the list"),
    .nearMiss("Cannot add foreign key constraint"),
    .nearMiss(
      "Can't create table `harbour`.`boats` (errno: 150 \"Foreign key constraint is incorrectly "
        + "formed\")"),
    .nearMiss("Duplicate entry 'K-17' for key 'sail_no'", type: "KeyError"),
  ]
}
