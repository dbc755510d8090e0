extension Driver {
  /// pg, mysql and mysql2, mariadb, sqlite3 and better-sqlite3, libsql and D1, knex and what
  /// builds on it.
  public static let node = Driver(
    name: "Node",
    modules: [
      "pg": .postgreSQL, "postgres": .postgreSQL, "mysql2": .mySQL, "tedious": .sqlServer,
      "oracledb": .oracle, "mongodb": .mongoDB, "mongoose": .mongoDB,
      // Classes that say it themselves.
      "MongoServerError": .mongoDB, "MongoBulkWriteError": .mongoDB, "MongoError": .mongoDB,
      "BulkWriteError": .mongoDB, "SqliteError": .sqlite, "LibsqlError": .sqlite,
      "PostgresError": .postgreSQL,
    ],
    wrappers: sqliteWrappers + mySQLWrappers + statementWrappers + [
      Wrapper("Uncaught {message}"),
      // mongoose, of its model's paths.
      Wrapper("{class} validation failed: {_}: {message}"),
      // Hasura, of PostgreSQL's words.
      Wrapper("Uniqueness violation. {message}", dbms: .postgreSQL),
      Wrapper("Foreign key violation. {message}", dbms: .postgreSQL),
      Wrapper("Not-NULL violation. {message}", dbms: .postgreSQL),
      Wrapper("Check constraint violation. {message}", dbms: .postgreSQL),
    ],
    kinds: [
      "SequelizeUniqueConstraintError": .unique, "UniqueViolationError": .unique,
      "SequelizeForeignKeyConstraintError": .foreignKey, "ForeignKeyViolationError": .foreignKey,
      "NotNullViolationError": .notNull, "CheckViolationError": .check,
      "SequelizeExclusionConstraintError": .exclusion, "SequelizeValidationError": .appValidation,
    ],
    examples: [
      Example(
        "SQLITE_CONSTRAINT: UNIQUE constraint failed: boats.sail_no", type: "Error",
        yields: ConstraintViolation(
          kind: .unique, dbms: .sqlite, table: "boats", columns: ["sail_no"])),
      Example(
        "duplicate key value violates unique constraint \"uq\"", type: "error",
        fields: [
          .init("code", "23505"), .init("table", "boats"), .init("constraint", "uq"),
          .init("detail", "Key (sail_no)=(K-17) already exists."),
        ],
        yields: ConstraintViolation(
          kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "uq", table: "boats",
          columns: ["sail_no"], values: ["K-17"])),
      Example(
        "insert into `boats` (`sail_no`) values ('K-17') - Duplicate entry 'K-17' for key "
          + "'boats.boats_sail_no_unique'", type: "Error",
        fields: [.init("code", "ER_DUP_ENTRY"), .init("errno", "1062")],
        yields: ConstraintViolation(
          kind: .unique, dbms: .mySQL, sqlState: "23000", vendorCode: "1062",
          constraint: "boats_sail_no_unique", table: "boats", values: ["K-17"],
          statement: "insert into `boats` (`sail_no`) values ('K-17')"
        ).inferring(columns: ["sail_no"])),
      Example(
        "(conn=31, no: 1048, SQLState: 23000) Column 'name' cannot be null\n"
          + "sql: INSERT INTO boats (name) VALUES (?) - parameters:[null]", type: "SqlError",
        yields: ConstraintViolation(
          kind: .notNull, dbms: .mariaDB, sqlState: "23000", vendorCode: "1048", table: "boats",
          columns: ["name"],
          statement: "INSERT INTO boats (name) VALUES (?)")),
      Example(
        "SQLITE_CONSTRAINT_PRIMARYKEY: UNIQUE constraint failed: piers.id", type: "LibsqlError",
        yields: ConstraintViolation(
          kind: .primaryKey, dbms: .sqlite, vendorCode: "1555", table: "piers", columns: ["id"])),
      Example(
        "E11000 duplicate key error collection: harbour.boats index: place dup key: { pier: 1, "
          + "no: \"a\" }", type: "MongoServerError",
        fields: [
          .init("code", "11000"), .init("keyPattern.pier", "1"), .init("keyPattern.no", "1"),
          .init("keyValue.pier", "1"), .init("keyValue.no", "a"),
        ],
        yields: ConstraintViolation(
          kind: .unique, dbms: .mongoDB, vendorCode: "11000", constraint: "place",
          schema: "harbour", table: "boats", columns: ["pier", "no"], values: ["1", "a"])),
      Example(
        "Validation error", type: "SequelizeUniqueConstraintError",
        yields: ConstraintViolation(kind: .unique)),
      .nearMiss("Cannot read properties of undefined (reading 'sail_no')", type: "TypeError"),
      .nearMiss("insert into the logbook - see below", type: "Error"),
      .nearMiss("ER_PARSE_ERROR: You have an error in your SQL syntax", type: "Error"),
    ])

  private static let sqliteWrappers: [Wrapper] = [
    Wrapper("SQLITE_CONSTRAINT: {message}", dbms: .sqlite),
    Wrapper("SQLITE_BUSY: {message}", dbms: .sqlite),
    // D1, in the order of its releases.
    Wrapper("D1_ERROR: {message}: SQLITE_CONSTRAINT (extended: {class})", dbms: .sqlite),
    Wrapper("D1_ERROR: {message}: SQLITE_CONSTRAINT", dbms: .sqlite),
    Wrapper("D1_ERROR: Error: {message}", dbms: .sqlite),
    Wrapper("D1_ERROR: {message}", dbms: .sqlite),
    // libsql and Turso.
    Wrapper("SQLite error: {message}", dbms: .sqlite),
    Wrapper("SQLite input error: {message}", dbms: .sqlite),
  ]

  /// mysql puts the name of the number in front, mariadb all that it knows.
  private static let mySQLWrappers: [Wrapper] =
    [
      "ER_DUP_ENTRY", "ER_DUP_ENTRY_WITH_KEY_NAME", "ER_DUP_KEY", "ER_BAD_NULL_ERROR",
      "ER_NO_DEFAULT_FOR_FIELD", "ER_NO_REFERENCED_ROW", "ER_NO_REFERENCED_ROW_2",
      "ER_ROW_IS_REFERENCED", "ER_ROW_IS_REFERENCED_2", "ER_DATA_TOO_LONG",
      "ER_WARN_DATA_OUT_OF_RANGE", "WARN_DATA_TRUNCATED", "ER_TRUNCATED_WRONG_VALUE",
      "ER_TRUNCATED_WRONG_VALUE_FOR_FIELD", "ER_DATA_OUT_OF_RANGE", "ER_CONSTRAINT_FAILED",
      "ER_CHECK_CONSTRAINT_VIOLATED", "ER_LOCK_DEADLOCK", "ER_LOCK_WAIT_TIMEOUT",
    ].map { Wrapper("\($0): {message}", dbms: .mySQL) } + [
      Wrapper(
        "(conn={number}, no: {code}, SQLState: {sqlstate}) {message}\nsql: {statement} - "
          + "parameters:{rest}", dbms: .mariaDB),
      Wrapper("(conn={number}, no: {code}, SQLState: {sqlstate}) {message}", dbms: .mariaDB),
      Wrapper(
        "(conn:{number}, no: {code}, SQLState: {sqlstate}) {message}\nsql: {statement} - "
          + "parameters:{rest}", dbms: .mariaDB),
      Wrapper("(conn:{number}, no: {code}, SQLState: {sqlstate}) {message}", dbms: .mariaDB),
    ]

  /// knex and MikroORM: the statement first.
  private static let statementWrappers: [Wrapper] = [
    "insert into ", "insert ignore into ", "replace into ", "merge into ", "update ",
    "delete from ", "with ", "select ", "alter table ", "create unique index ",
  ].map { Wrapper("\($0){statement} - {message}", verb: $0) }
}
