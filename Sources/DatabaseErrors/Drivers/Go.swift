extension Driver {
  /// lib/pq, pgx, go-pg and bun; go-sql-driver; modernc's and mattn's SQLite; mongo-driver; gorm
  /// and ent above them, golang-migrate, and what programs wrap around with `%w`.
  public static let go = Driver(
    name: "Go",
    modules: [
      "pq": .postgreSQL, "pgconn": .postgreSQL, "pgx": .postgreSQL, "pgdriver": .postgreSQL,
      "sqlite": .sqlite, "mssql": .sqlServer, "godror": .oracle, "mongo": .mongoDB,
    ],
    wrappers: goWrappers, debugRecords: goRecords, examples: goExamples)

  private static let goWrappers: [Wrapper] = [
    // gorm logs the statement with its values on a line of its own.
    Wrapper("{message}\n[{_}ms] [rows:0] {statement}"),
    Wrapper("{message}\n[{_}ms] [rows:-] {statement}"),
    Wrapper("pq: {message}", dbms: .postgreSQL, standsBehindProse: true),
    Wrapper("{message} (SQLSTATE {sqlstate})", dbms: .postgreSQL, standsBehindProse: true),
    // What a program adds to the error it wraps.
    Wrapper("{message} (SQLSTATE {sqlstate}): {rest}", dbms: .postgreSQL, standsBehindProse: true),
    Wrapper("{message} (SQLSTATE={sqlstate})", dbms: .postgreSQL, standsBehindProse: true),
    Wrapper("ERROR #{sqlstate} {message}", dbms: .postgreSQL, standsBehindProse: true),
    Wrapper("Error {code} ({sqlstate}): {message}", dbms: .mySQL, standsBehindProse: true),
    Wrapper("Error {code}: {message}", dbms: .mySQL, standsBehindProse: true),
    Wrapper("constraint failed: {message} ({code})", dbms: .sqlite, standsBehindProse: true),
    Wrapper("mssql: {message}", dbms: .sqlServer, standsBehindProse: true),
    Wrapper("ent: constraint failed: {message}", standsBehindProse: true),
    Wrapper("insert node to table \"{table}\": {message}", standsBehindProse: true),
    Wrapper("insert nodes to table \"{table}\": {message}", standsBehindProse: true),
    Wrapper("migration failed{statement} (details: {message})", standsBehindProse: true),
    Wrapper(
      "write exception: write errors: [{message}]", dbms: .mongoDB, standsBehindProse: true),
    Wrapper(
      "bulk write exception: write errors: [{message}]", dbms: .mongoDB, standsBehindProse: true),
    Wrapper(
      "multiple write errors: [{{write errors: [{{{message}}]}, {{<nil>}]", dbms: .mongoDB,
      standsBehindProse: true),
  ]

  /// As `%#v` prints the structs.
  private static let goRecords: [DebugRecord] = [
    DebugRecord(
      "PgError{", dbms: .postgreSQL, message: "Message",
      fields: [
        "Code": "sqlstate", "Detail": "detail", "SchemaName": "schema", "TableName": "table",
        "ColumnName": "column", "ConstraintName": "constraint",
      ]),
    DebugRecord(
      "pq.Error{", dbms: .postgreSQL, message: "Message",
      fields: [
        "Code": "sqlstate", "Detail": "detail", "Schema": "schema", "Table": "table",
        "Column": "column", "Constraint": "constraint",
      ]),
    DebugRecord("MySQLError{", dbms: .mySQL, message: "Message", fields: ["Number": "errno"]),
    DebugRecord(
      "sqlite3.Error{", dbms: .sqlite, message: "err", fields: ["ExtendedCode": "errno"]),
    DebugRecord("mssql.Error{", dbms: .sqlServer, message: "Message", fields: ["Number": "errno"]),
  ]

  private static let goExamples: [Example] = [
    Example(
      "ERROR: duplicate key value violates unique constraint \"uq\" (SQLSTATE 23505)",
      type: "*pgconn.PgError",
      yields: ConstraintViolation(
        kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "uq")),
    Example(
      "register boat: insert: ERROR: duplicate key value violates unique constraint \"uq\" "
        + "(SQLSTATE 23505)",
      type: "*fmt.wrapError",
      yields: ConstraintViolation(
        kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "uq")),
    Example(
      "register boat: ERROR: duplicate key value violates unique constraint \"uq\" "
        + "(SQLSTATE 23505): hint: give it another number",
      yields: ConstraintViolation(
        kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "uq")),
    Example(
      "register boat K-17: UNIQUE constraint failed: boats.sail_no", type: "*errors.withStack",
      yields: ConstraintViolation(
        kind: .unique, dbms: .sqlite, table: "boats", columns: ["sail_no"])),
    Example(
      "ent: constraint failed: insert node to table \"boats\": pq: duplicate key value violates "
        + "unique constraint \"uq\"",
      yields: ConstraintViolation(
        kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "uq", table: "boats")),
    Example(
      "constraint failed: UNIQUE constraint failed: boats.sail_no (2067)",
      yields: ConstraintViolation(
        kind: .unique, dbms: .sqlite, vendorCode: "2067", table: "boats",
        columns: ["sail_no"])),
    Example(
      """
      ERROR: duplicate key value violates unique constraint "uq" (SQLSTATE 23505)
      [1.204ms] [rows:0] INSERT INTO "boats" ("sail_no") VALUES ('K-17') RETURNING "id"
      """,
      yields: ConstraintViolation(
        kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "uq", table: "boats",
        statement: #"INSERT INTO "boats" ("sail_no") VALUES ('K-17') RETURNING "id""#)),
    Example(
      #"&pgconn.PgError{Severity:"ERROR", Code:"23505", Message:"duplicate key value violates "#
        + #"unique constraint \"uq\"", Detail:"Key (sail_no)=(K-17) already exists.", Hint:"", "#
        + #"Position:0, SchemaName:"public", TableName:"boats", ColumnName:"", "#
        + #"ConstraintName:"uq", File:"nbtinsert.c", Line:664, Routine:"_bt_check_unique"}"#,
      yields: ConstraintViolation(
        kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "uq", schema: "public",
        table: "boats", columns: ["sail_no"], values: ["K-17"])),
    .nearMiss("pq: relation \"boats\" already exists"),
    .nearMiss("boat already exists", type: "*errors.errorString"),
    .nearMiss("register boat: context deadline exceeded", type: "*fmt.wrapError"),
    .nearMiss("&pgconn.PgError{Severity:\"ERROR\", Code:\"42P01\", Message:\"relation missing\"}"),
  ]
}
