extension Dialect {
  static let mySQLKeyMessages: [Message] = [
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
    Message(.unique, code: "23000", number: "1859", "Duplicate entry for key '{key}'"),
    Message(
      .unique, code: "23000", number: "1022", "Can't write; duplicate key in table '{table}'",
      examples: [
        Example(
          "Can't write; duplicate key in table '#sql-1a2b_c'",
          yields: ConstraintViolation(
            kind: .unique, dbms: .mySQL, sqlState: "23000", vendorCode: "1022"))
      ]),
    Message(
      .unique, code: "23000", number: "1169",
      "Can't write, because of unique constraint, to table '{table}'"),
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
      .check, code: "HY000", number: "3819", dbms: .mySQL, isCommon: true,
      "Check constraint '{constraint}' is violated", origin: "without its full stop",
      examples: [
        Example(
          "Check constraint 'length_positive' is violated",
          yields: ConstraintViolation(
            kind: .check, dbms: .mySQL, sqlState: "HY000", vendorCode: "3819",
            constraint: "length_positive"))
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
      .check, code: "44000", number: "1369", "CHECK OPTION failed '{schema}.{table}'",
      examples: [
        Example(
          "CHECK OPTION failed 'harbour.long_boats'",
          yields: ConstraintViolation(
            kind: .check, dbms: .mySQL, sqlState: "44000", vendorCode: "1369", schema: "harbour",
            table: "long_boats"))
      ]),
    Message(
      .check, code: "44000", number: "1369", dbms: .mariaDB,
      "CHECK OPTION failed `{schema}`.`{table}`"),
    Message(
      .check, code: "HY000", number: "1526", "Table has no partition for value {value}",
      examples: [
        Example(
          "Table has no partition for value 2031",
          yields: ConstraintViolation(
            kind: .check, dbms: .mySQL, sqlState: "HY000", vendorCode: "1526", values: ["2031"]))
      ]),
    Message(
      .check, code: "HY000", number: "1591", "Table has no partition for some existing values"),
    Message(
      .check, code: "HY000", number: "1748", "Found a row not matching the given partition set"),
  ]

  static let mySQLValueMessages: [Message] =
    [
      Message(
        .notNull, code: "23000", number: "1048", isCommon: true,
        "Column '{column}' cannot be null",
        examples: [
          Example(
            "Column 'name' cannot be null",
            yields: ConstraintViolation(
              kind: .notNull, dbms: .mySQL, sqlState: "23000", vendorCode: "1048",
              columns: ["name"]))
        ]),
      Message(
        .notNull, code: "HY000", number: "1364", isCommon: true,
        "Field '{column}' doesn't have a default value",
        examples: [
          Example(
            "Field 'name' doesn't have a default value",
            yields: ConstraintViolation(
              kind: .notNull, dbms: .mySQL, sqlState: "HY000", vendorCode: "1364",
              columns: ["name"]))
        ]),
      Message(
        .notNull, code: "HY000", number: "1423",
        "Field of view '{_}' underlying table doesn't have a default value"),
      Message(
        .notNull, code: "22004", number: "1263",
        "Column set to default value; NULL supplied to NOT NULL column '{column}' at row {number}"),
      Message(
        .notNull, code: "22004", number: "1263",
        "Column was set to data type implicit default; NULL supplied for NOT NULL column "
          + "'{column}' at row {number}", origin: "5.0"),
      Message(
        .notNull, code: "22004", number: "1138", "Invalid use of NULL value",
        origin: "ALTER TABLE over rows with NULL"),
      Message(
        .length, code: "22001", number: "1406",
        "Data too long for column '{column}' at row {number}",
        examples: [
          Example(
            "Data too long for column 'sail_no' at row 3",
            yields: ConstraintViolation(
              kind: .length, dbms: .mySQL, sqlState: "22001", vendorCode: "1406",
              columns: ["sail_no"]))
        ]),
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
        .outOfRange, code: "22003", number: "1264",
        "Out of range value adjusted for column '{column}' at row {number}", origin: "5.0"),
      Message(
        .outOfRange, code: "22008", number: "1441", "Datetime function: {_} field overflow"),
      Message(
        .outOfRange, code: "HY000", number: "1467",
        "Failed to read auto-increment value from storage engine"),
      Message(
        .invalidValue, code: "01000", number: "1265",
        "Data truncated for column '{column}' at row {number}"),
      Message(
        .invalidValue, code: "22032", number: "3140",
        "Invalid JSON text: {rest} in value for column '{table}.{column}'.",
        examples: [
          Example(
            #"Invalid JSON text: "Invalid value." at position 0 in value for column 'boats.log'."#,
            yields: ConstraintViolation(
              kind: .invalidValue, dbms: .mySQL, sqlState: "22032", vendorCode: "3140",
              table: "boats", columns: ["log"]))
        ]),
      Message(
        .invalidValue, code: "22032", number: "3141",
        "Invalid JSON text in argument {number} to function {_}: {rest}"),
      Message(
        .invalidValue, code: "22003", number: "1416",
        "Cannot get geometry object from data you send to the GEOMETRY field"),
      Message(
        .invalidValue, code: "22007", number: "1292",
        "Truncated incorrect {_} value: '{value}'"),
      Message(
        .invalidValue, code: "22007", number: "1367",
        "Illegal {_} '{value}' value found during parsing"),
    ]
    + ["BIGINT", "BIGINT UNSIGNED", "INT", "DOUBLE", "FLOAT", "DECIMAL"].map {
      Message(
        .outOfRange, code: "22003", number: "1690", "\($0) value is out of range in '{rest}'")
    } + incorrectValueMessages

  /// Times have a code of their own; MariaDB qualifies the column since 10.3.
  private static let incorrectValueMessages: [Message] =
    [
      ("date", "1292"), ("datetime", "1292"), ("time", "1292"), ("timestamp", "1292"),
      ("year", "1292"), ("{_}", "1366"),
    ].flatMap { type, number -> [Message] in
      let code = number == "1292" ? "22007" : "HY000"
      let words = "Incorrect \(type) value: '{value}'"
      return [
        Message(
          .invalidValue, code: "22007", number: number, dbms: .mariaDB,
          words + " for column `{schema}`.`{table}`.`{column}` at row {number}"),
        Message(
          .invalidValue, code: code, number: number,
          words + " for column '{column}' at row {number}"),
      ]
    } + [
      Message(
        .invalidValue, code: "HY000", number: "1411",
        "Incorrect {_} value: '{value}' for function {_}"),
      Message(
        .invalidValue, code: "HY000", number: "1525", isCommon: true,
        "Incorrect {_} value: '{plain value}'"),
    ]

  static let mySQLLockMessages: [Message] = [
    Message(
      .deadlock, code: "40001", number: "1213",
      "Deadlock found when trying to get lock; try restarting transaction"),
    Message(
      .deadlock, code: "40001", number: "1213",
      "WSREP detected deadlock/conflict and aborted the transaction. Try restarting the "
        + "transaction", origin: "Galera"),
    Message(
      .deadlock, code: "HY000", number: "3058",
      "Deadlock found when trying to get user-level lock; try rolling back transaction/releasing "
        + "locks and restarting lock acquisition."),
    Message(
      .deadlock, code: "XA102", number: "1614",
      "XA_RBDEADLOCK: Transaction branch was rolled back: deadlock was detected"),
    Message(
      .deadlock, code: "40001", "Transactions deadlock detected, dumping detailed information.",
      origin: "innodb_print_all_deadlocks"),
    Message(
      .deadlock, code: "40001", "LATEST DETECTED DEADLOCK", origin: "SHOW ENGINE INNODB STATUS",
      examples: [
        Example(
          "LATEST DETECTED DEADLOCK",
          yields: ConstraintViolation(kind: .deadlock, dbms: .mySQL, sqlState: "40001"))
      ]),
    Message(
      .lockTimeout, code: "HY000", number: "1205",
      "Lock wait timeout exceeded; try restarting transaction",
      examples: [
        Example(
          "Lock wait timeout exceeded; try restarting transaction",
          yields: ConstraintViolation(
            kind: .lockTimeout, dbms: .mySQL, sqlState: "HY000", vendorCode: "1205"))
      ]),
    Message(
      .lockTimeout, code: "HY000", number: "3572",
      "Statement aborted because lock(s) could not be acquired immediately and NOWAIT is set."),
    Message(
      .serializationFailure, code: "HY000", number: "1020",
      "Record has changed since last read in table '{table}'",
      examples: [
        Example(
          "Record has changed since last read in table 'boats'",
          yields: ConstraintViolation(
            kind: .serializationFailure, dbms: .mySQL, sqlState: "HY000", vendorCode: "1020",
            table: "boats"))
      ]),
    Message(
      .serializationFailure, code: "HY000", number: "1020", dbms: .mariaDB,
      "Record has changed since last read in table '{table}'; try restarting transaction"),
    Message(
      .serializationFailure, code: "40000", number: "3101",
      "Plugin instructed the server to rollback the current transaction."),
    Message(
      .multipleObjectsReturned, code: "42000", number: "1172",
      "Result consisted of more than one row", origin: "SELECT … INTO"),
  ]
}
