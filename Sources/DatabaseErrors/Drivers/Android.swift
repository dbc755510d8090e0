extension Driver {
  /// SQLite on telephones: Android's own, Room, SQLCipher, greenDAO, Kotlin/Native, FMDB.
  public static let android = Driver(
    name: "Android",
    modules: ["sqlcipher": .sqlite],
    wrappers: [
      // The package sqlite3 of Dart, which prints the code's meaning too.
      Wrapper("{message}, constraint failed (code {code})", dbms: .sqlite),
      Wrapper("{message} (code {code})", dbms: .sqlite),
      // With the code's name: `(code 2067 SQLITE_CONSTRAINT_UNIQUE[2067])`.
      Wrapper("{message} (code {code} {_})", dbms: .sqlite),
      Wrapper("{message} (Sqlite code {code}), (OS error - {_})", dbms: .sqlite),
      Wrapper("{message} (Sqlite code {code} {_}), (OS error - {_})", dbms: .sqlite),
      // androidx.sqlite's bundled driver.
      Wrapper("Error code: {code}, message: {message}", dbms: .sqlite),
      // SQLiter, of Kotlin/Native.
      Wrapper("Sqlite operation failure {message}", dbms: .sqlite, standsBehindProse: true),
      // FMDB.
      Wrapper("DB Error: {code} \"{message}\"", dbms: .sqlite),
      Wrapper("Unknown error calling sqlite3_step ({code}: {message}) {_}", dbms: .sqlite),
    ],
    examples: [
      Example(
        "UNIQUE constraint failed: boats.pier, boats.berth (code 2067 SQLITE_CONSTRAINT_UNIQUE)",
        type: "SQLiteConstraintException", module: "android.database.sqlite",
        yields: ConstraintViolation(
          kind: .unique, dbms: .sqlite, vendorCode: "2067", table: "boats",
          columns: ["pier", "berth"])),
      Example(
        "UNIQUE constraint failed: boats.id (code 1555)",
        yields: ConstraintViolation(
          kind: .primaryKey, dbms: .sqlite, vendorCode: "1555", table: "boats", columns: ["id"])),
      .nearMiss("no such table: boats (code 1 SQLITE_ERROR): , while compiling: SELECT 1"),
      .nearMiss("The operation failed (code 19 of the manual)"),
    ])
}
