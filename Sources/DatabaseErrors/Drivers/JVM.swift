extension Driver {
  /// The JDBC and R2DBC drivers, and the tools that run migrations through them.
  public static let jvm = Driver(
    name: "JVM",
    modules: [
      "postgresql": .postgreSQL, "sqlite": .sqlite, "mariadb": .mariaDB, "h2": .h2,
      "hsqldb": .hsqldb, "derby": .derby, "jtds": .sqlServer, "sqlserver": .sqlServer,
    ],
    wrappers: driverWrappers + migrationWrappers,
    examples: driverExamples + migrationExamples)

  private static let driverWrappers: [Wrapper] = [
    // pgjdbc: one statement of a batch.
    Wrapper(
      "Batch entry {number} {statement} was aborted: {message} Call getNextException to see other "
        + "errors in the batch."),
    Wrapper(
      "バッチ {number} {statement} はアボートしました: {message} このバッチの他のエラーは getNextException "
        + "を呼び出すことで確認できます。"),
    Wrapper("Batch entry {number} {statement} was aborted: {message}"),
    Wrapper("バッチ {number} {statement} はアボートしました: {message}"),
    // R2DBC prints the code before the words.
    Wrapper("[{sqlstate}] {message}"),
    Wrapper("[{code}] [{sqlstate}] {message}"),
    // H2 and HSQLDB add the statement.
    Wrapper("{message}; SQL statement:{statement} [{code}-{number}]", dbms: .h2),
    Wrapper("{message}; SQL statement:", dbms: .h2),
    Wrapper("{message} [{code}-{number}]", dbms: .h2),
    Wrapper("{message} in statement [{statement}]", dbms: .hsqldb),
    // Derby: ij and the batches of the network client.
    Wrapper("ERROR {sqlstate}: {message}", dbms: .derby),
    Wrapper("Error for batch element #{number}: {message}"),
    // sqlite-jdbc explains the code before SQLite's own words.
    Wrapper("batch entry {number}: {message}", dbms: .sqlite),
    Wrapper("[{code name}] {_} ({message})"),
  ]

  private static let driverExamples: [Example] = [
    Example(
      """
      ERROR: duplicate key value violates unique constraint "uq"
        Detail: Key (sail_no)=(K-17) already exists.
      """, type: "PSQLException", module: "org.postgresql.util",
      yields: ConstraintViolation(
        kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "uq",
        columns: ["sail_no"], values: ["K-17"])),
    Example(
      """
      Batch entry 0 insert into boats (sail_no) values ('K-17') was aborted: ERROR: duplicate key \
      value violates unique constraint "uq"
        Detail: Key (sail_no)=(K-17) already exists.  Call getNextException to see other errors in \
      the batch.
      """, type: "BatchUpdateException", module: "java.sql",
      yields: ConstraintViolation(
        kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "uq",
        table: "boats", columns: ["sail_no"], values: ["K-17"],
        statement: "insert into boats (sail_no) values ('K-17')")),
    .nearMiss(
      "[SQLITE_ERROR] SQL error or missing database (table boats already exists)",
      type: "SQLiteException", module: "org.sqlite"),
    .nearMiss(
      "Duplicate key boats (attempted merging values 1 and 2)", type: "IllegalStateException",
      module: "java.lang"),
  ]

  private static let migrationWrappers: [Wrapper] = [
    // Flyway. The place and the statement follow the driver's words.
    Wrapper("Migration {rest}Message    : {message}\nLocation {rest}\nStatement  : {statement}"),
    Wrapper(
      "Migration {rest}SQL State  : {sqlstate}\n{rest}Message    : {message}\nLocation {rest}"),
    Wrapper("Migration {rest}Message    : {message}\nLocation {rest}"),
    Wrapper("Script {rest}Message    : {message}\nLocation {rest}"),
    Wrapper("Migration {rest}Message    : {message}"),
    Wrapper("Script {rest}Message    : {message}"),
    // Liquibase.
    Wrapper("Migration failed for changeset {rest}Reason: {message}"),
    Wrapper("Migration failed for change set {rest}Reason: {message}"),
    Wrapper("{message} [Failed SQL: {statement}]"),
  ]

  private static let migrationExamples: [Example] = [
    Example(
      """
      Migration V3__unique_sail_no.sql failed
      ---------------------------------------
      SQL State  : 23505
      Error Code : 0
      Message    : ERROR: could not create unique index "uq"
        Detail: Key (sail_no)=(K-17) is duplicated.
      Location   : db/migration/V3__unique_sail_no.sql (/srv/harbour/V3__unique_sail_no.sql)
      Line       : 1
      Statement  : ALTER TABLE boats ADD CONSTRAINT uq UNIQUE (sail_no)
      """, type: "FlywayMigrateException", module: "org.flywaydb.core.internal.command",
      yields: ConstraintViolation(
        kind: .couldNotCreateUniqueIndex, dbms: .postgreSQL, sqlState: "23505", constraint: "uq",
        columns: ["sail_no"], values: ["K-17"],
        statement: "ALTER TABLE boats ADD CONSTRAINT uq UNIQUE (sail_no)")),
    Example(
      "Migration failed for changeset db/boats.xml::3::ada:\n     Reason: "
        + "liquibase.exception.DatabaseException: Duplicate entry 'K-17' for key 'boats.uq' [Failed "
        + "SQL: (1062) INSERT INTO boats (sail_no) VALUES ('K-17')]",
      type: "MigrationFailedException", module: "liquibase.exception",
      yields: ConstraintViolation(
        kind: .unique, dbms: .mySQL, sqlState: "23000", vendorCode: "1062", constraint: "uq",
        table: "boats", values: ["K-17"],
        statement: "INSERT INTO boats (sail_no) VALUES ('K-17')")),
  ]
}
