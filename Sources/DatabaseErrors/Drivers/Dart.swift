extension Driver {
  /// sqflite of Flutter, and the package sqlite3 with drift above it.
  public static let dart = Driver(
    name: "Dart",
    modules: ["sqflite": .sqlite],
    wrappers: [
      Wrapper("DatabaseException({message}) sql '{statement}' args [{rest}]", dbms: .sqlite),
      Wrapper("DatabaseException({message}) sql '{statement}'", dbms: .sqlite),
      Wrapper("DatabaseException({message})", dbms: .sqlite),
      // sqflite on Apple's systems prints an NSError.
      Wrapper("Error Domain={_} Code={code} \"{message}\" UserInfo={{{rest}}", dbms: .sqlite),
      Wrapper("Error Domain={_} Code={code} '{message}' UserInfo={{{rest}}", dbms: .sqlite),
      Wrapper(
        "SqliteException({code}): while {_}, {message}\n  Causing statement: {statement}",
        dbms: .sqlite),
      Wrapper(
        "SqliteException({code}): {message}\n  Causing statement: {statement}", dbms: .sqlite),
      Wrapper("SqliteException({code}): while {_}, {message}", dbms: .sqlite),
      Wrapper("SqliteException({code}): {message}", dbms: .sqlite),
    ],
    examples: [
      Example(
        "DatabaseException(UNIQUE constraint failed: boats.sail_no (code 2067 "
          + "SQLITE_CONSTRAINT_UNIQUE)) sql 'INSERT INTO boats (sail_no) VALUES (?)' args [K-17]",
        type: "SqfliteDatabaseException",
        yields: ConstraintViolation(
          kind: .unique, dbms: .sqlite, vendorCode: "2067", table: "boats", columns: ["sail_no"],
          statement: "INSERT INTO boats (sail_no) VALUES (?)")),
      Example(
        """
        SqliteException(1299): while executing statement, NOT NULL constraint failed: boats.name, \
        constraint failed (code 1299)
          Causing statement: INSERT INTO "boats" ("sail_no") VALUES (?), parameters: K-17
        """, type: "SqliteException",
        yields: ConstraintViolation(
          kind: .notNull, dbms: .sqlite, vendorCode: "1299", table: "boats", columns: ["name"],
          statement: #"INSERT INTO "boats" ("sail_no") VALUES (?), parameters: K-17"#)),
      .nearMiss("DatabaseException(no such table: boats (code 1 SQLITE_ERROR)) sql 'SELECT 1'"),
      .nearMiss("SqliteException(1): while preparing statement, no such table: boats"),
    ])
}
