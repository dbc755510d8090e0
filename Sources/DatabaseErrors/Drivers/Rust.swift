extension Driver {
  /// sqlx and sea-orm, tokio-postgres, rusqlite, diesel, mysql_async; shown for people and, as a
  /// panic of `unwrap` does, field by field.
  public static let rust = Driver(
    name: "Rust",
    modules: ["tokio_postgres": .postgreSQL, "rusqlite": .sqlite, "mysql_async": .mySQL],
    wrappers: rustWrappers, debugRecords: rustRecords, examples: rustExamples)

  private static let rustWrappers: [Wrapper] = [
    Wrapper("error returned from database: {message}", standsBehindProse: true),
    Wrapper("(code: {code}) {message}", dbms: .sqlite),
    Wrapper("db error: {message}", dbms: .postgreSQL, standsBehindProse: true),
    Wrapper("Query Error: {message}"), Wrapper("Execution Error: {message}"),
    // diesel_migrations.
    Wrapper("Failed to run {_} with: {message}", standsBehindProse: true),
    // mysql_async closes with another mark than it opens with; mysql.
    Wrapper(
      "Server error: `ERROR {sqlstate} ({code}): {message}'", dbms: .mySQL,
      standsBehindProse: true),
    Wrapper(
      "Server error: `ERROR {code} ({sqlstate}): {message}'", dbms: .mySQL,
      standsBehindProse: true),
    Wrapper("MySqlError {{ ERROR {code} ({sqlstate}): {message} }", dbms: .mySQL),
    // rusqlite behind what `{:#}` of anyhow adds of its causes.
    Wrapper(
      "{message}: Error code {code}: A {_} constraint failed", dbms: .sqlite,
      standsBehindProse: true),
    Wrapper(
      "{message}: Error code {code}: SQLITE_CONSTRAINT_DATATYPE", dbms: .sqlite,
      standsBehindProse: true),
    Wrapper("{message}: Error code {code}: {_}", dbms: .sqlite),
    Wrapper("called `Result::unwrap()` on an `Err` value: {message}"),
  ]

  private static let rustRecords: [DebugRecord] = [
    DebugRecord(
      "PgDatabaseError {", dbms: .postgreSQL, message: "message",
      fields: postgreSQLFields.merging(["code": "sqlstate"]) { $1 }),
    DebugRecord(
      "DbError {", dbms: .postgreSQL, message: "message",
      fields: postgreSQLFields.merging(["code": "sqlstate"]) { $1 }),
    DebugRecord(
      "MySqlDatabaseError {", dbms: .mySQL, message: "message",
      fields: ["code": "sqlstate", "number": "errno"]),
    DebugRecord(
      "MySqlError {", dbms: .mySQL, message: "message",
      fields: ["state": "sqlstate", "code": "errno"]),
    DebugRecord(
      "ServerError {", dbms: .mySQL, message: "message",
      fields: ["state": "sqlstate", "code": "errno"]),
    DebugRecord("SqliteError {", dbms: .sqlite, message: "message", fields: ["code": "errno"]),
    DebugRecord("SqliteFailure(", dbms: .sqlite, message: nil, fields: ["extended_code": "errno"]),
    DebugRecord("DuckDBFailure(", dbms: .duckDB, message: nil),
    DebugRecord("DatabaseError(", dbms: nil, message: nil),
    DebugRecord("UniqueConstraintViolation(", dbms: nil, message: nil),
    DebugRecord("ForeignKeyConstraintViolation(", dbms: nil, message: nil),
  ]

  private static let postgreSQLFields = [
    "detail": "detail", "schema": "schema", "table": "table", "column": "column",
    "constraint": "constraint",
  ]

  private static let rustExamples: [Example] = [
    Example(
      "error returned from database: (code: 2067) UNIQUE constraint failed: boats.sail_no",
      yields: ConstraintViolation(
        kind: .unique, dbms: .sqlite, vendorCode: "2067", table: "boats",
        columns: ["sail_no"])),
    Example(
      "register boat: error returned from database: null value in column \"name\" of relation "
        + "\"boats\" violates not-null constraint", type: "RegisterError",
      yields: ConstraintViolation(
        kind: .notNull, dbms: .postgreSQL, sqlState: "23502", table: "boats", columns: ["name"])),
    Example(
      """
      db error: ERROR: duplicate key value violates unique constraint "uq"
      DETAIL: Key (sail_no)=(K-17) already exists.
      """,
      yields: ConstraintViolation(
        kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "uq",
        columns: ["sail_no"], values: ["K-17"])),
    Example(
      #"called `Result::unwrap()` on an `Err` value: Database(PgDatabaseError { severity: Error, "#
        + #"code: "23505", message: "duplicate key value violates unique constraint \"uq\"", "#
        + #"detail: Some("Key (sail_no)=(K-17) already exists."), hint: None, position: None, "#
        + #"where: None, schema: Some("public"), table: Some("boats"), column: None, "#
        + #"data_type: None, constraint: Some("uq"), file: Some("nbtinsert.c"), "#
        + #"line: Some(664), routine: Some("_bt_check_unique") })"#,
      yields: ConstraintViolation(
        kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "uq", schema: "public",
        table: "boats", columns: ["sail_no"], values: ["K-17"])),
    Example(
      #"Error { kind: Db, cause: Some(DbError { severity: "ERROR", parsed_severity: "#
        + #"Some(Error), code: SqlState(E23502), message: "null value in column \"name\" of "#
        + #"relation \"boats\" violates not-null constraint", detail: Some("Failing row "#
        + #"contains (4, null)."), schema: Some("public"), table: Some("boats"), "#
        + #"column: Some("name"), constraint: None }) }"#,
      yields: ConstraintViolation(
        kind: .notNull, dbms: .postgreSQL, sqlState: "23502", schema: "public", table: "boats",
        columns: ["name"])),
    Example(
      #"SqliteFailure(Error { code: ConstraintViolation, extended_code: 1555 }, "#
        + #"Some("UNIQUE constraint failed: boats.id"))"#,
      yields: ConstraintViolation(
        kind: .primaryKey, dbms: .sqlite, vendorCode: "1555", table: "boats", columns: ["id"])),
    Example(
      #"DatabaseError(UniqueViolation, "UNIQUE constraint failed: boats.sail_no")"#,
      yields: ConstraintViolation(
        kind: .unique, dbms: .sqlite, table: "boats", columns: ["sail_no"])),
    .nearMiss("error returned from database: relation \"boats\" does not exist"),
    .nearMiss(#"DatabaseError(__Unknown, "relation \"boats\" does not exist")"#),
    .nearMiss("PgDatabaseError { code: \"23505\", .. } => Conflict"),
  ]
}
