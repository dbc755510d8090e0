extension Driver {
  /// GRDB, SQLite.swift, PostgresNIO and Fluent, MySQLNIO.
  public static let swift = Driver(
    name: "Swift",
    modules: [
      "GRDB": .sqlite, "SQLite": .sqlite, "SQLiteNIO": .sqlite, "FluentSQLiteDriver": .sqlite,
      "PostgresNIO": .postgreSQL, "FluentPostgresDriver": .postgreSQL, "PSQLError": .postgreSQL,
      "PostgresClientKit": .postgreSQL, "MySQLNIO": .mySQL, "FluentMySQLDriver": .mySQL,
    ],
    wrappers: [
      // GRDB, with its statement in backticks and, when asked for, the arguments.
      Wrapper("SQLite error {code}: {message} - while executing `{statement}`", dbms: .sqlite),
      Wrapper(
        "SQLite error {code}: {message} - while executing `{statement}` with arguments {rest}",
        dbms: .sqlite),
      Wrapper(
        "SQLite error {code} with statement `{statement}`: {message}", dbms: .sqlite),
      Wrapper("SQLite error {code}: {message}", dbms: .sqlite),
      Wrapper(
        "SQLite error {code} with statement `{statement}` arguments [{_}]: {message}", dbms: .sqlite
      ),
      // SQLite.swift.
      Wrapper("{message} (code: {code})", dbms: .sqlite),
      Wrapper("{message} ({statement}) (code: {code})", dbms: .sqlite),
      // Its extended errors print the statement always.
      Wrapper(
        "{message} (INSERT {statement}) (extended code: {code})", dbms: .sqlite, verb: "INSERT "),
      Wrapper(
        "{message} (UPDATE {statement}) (extended code: {code})", dbms: .sqlite, verb: "UPDATE "),
      Wrapper(
        "{message} (DELETE {statement}) (extended code: {code})", dbms: .sqlite, verb: "DELETE "),
      // SQLiteNIO.
      Wrapper("constraint: {message}", dbms: .sqlite),
      // PostgresNIO before 1.12.
      Wrapper("server: {message} ({_})", dbms: .postgreSQL),
      // Its logs before that, without the word.
      Wrapper("{message} (_bt_check_unique)", dbms: .postgreSQL),
      Wrapper("{message} (ExecConstraints)", dbms: .postgreSQL),
      Wrapper("{message} (ri_ReportViolation)", dbms: .postgreSQL),
      Wrapper("{message} (check_exclusion_or_unique_constraint)", dbms: .postgreSQL),
      // Vapor's logs end with the request, and with the place when that was asked for.
      Wrapper("{message} [request-id: {_}]"), Wrapper("{message} [request-id: {_}] ({_})"),
      // MySQLNIO.
      Wrapper("MySQL error: Server error: {message}", dbms: .mySQL),
      Wrapper("MySQL error: Duplicate entry: {message}", dbms: .mySQL),
      Wrapper("Server error: {message}", dbms: .mySQL),
    ],
    // What the SDK sends of an error of the application's own.
    fields: ["statement": .statement, "extendedcode": .vendorCode],
    examples: [
      Example(
        "CHECK constraint failed: seats >= 0", type: "SQLiteError", module: "CourseDesk",
        fields: [
          .init("code", "19"), .init("extended_code", "275"),
          .init("Statement", "UPDATE courses SET seats = seats - 1 WHERE id = ?"),
        ],
        yields: ConstraintViolation(
          kind: .check, dbms: .sqlite, vendorCode: "275",
          statement: "UPDATE courses SET seats = seats - 1 WHERE id = ?"
        ).checking("seats >= 0")),
      Example(
        "SQLite error 19: UNIQUE constraint failed: boats.sail_no - while executing "
          + "`INSERT INTO boats (sail_no) VALUES (?)`",
        type: "DatabaseError", module: "GRDB",
        yields: ConstraintViolation(
          kind: .unique, dbms: .sqlite, vendorCode: "19", table: "boats", columns: ["sail_no"],
          statement: "INSERT INTO boats (sail_no) VALUES (?)")),
      Example(
        "UNIQUE constraint failed: boats.sail_no (code: 19)", type: "Result", module: "SQLite",
        yields: ConstraintViolation(
          kind: .unique, dbms: .sqlite, vendorCode: "19", table: "boats", columns: ["sail_no"])),
      Example(
        "server: duplicate key value violates unique constraint \"uq:boats.sail_no\" "
          + "(_bt_check_unique) [request-id: 0B6A4A5E-1F0D-4C0B-9C5E-0D6F5C9A7B11]",
        yields: ConstraintViolation(
          kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "uq:boats.sail_no"
        ).inferring(table: "boats", columns: ["sail_no"])),
      .nearMiss("server: connection closed [request-id: 0B6A4A5E]"),
      .nearMiss("The operation couldn’t be completed. (code: 19)", type: "NSError"),
    ])
}
