extension Driver {
  /// Npgsql, SqlClient, MySqlConnector, the SQLite providers, Oracle's, and what Entity Framework
  /// and the runtime put around them.
  public static let dotNet = Driver(
    name: ".NET",
    modules: [
      "Npgsql": .postgreSQL, "MySqlConnector": .mySQL, "MySqlClient": .mySQL,
      "SqlClient": .sqlServer, "Sqlite": .sqlite, "ManagedDataAccess": .oracle,
      "FirebirdSql": .firebird, "DB2": .db2, "Db2": .db2, "Hana": .hana,
    ],
    wrappers: [
      Wrapper("{sqlstate}: {message}", dbms: .postgreSQL),
      Wrapper("SQLite Error {code}: '{message}'.", dbms: .sqlite),
      // System.Data.SQLite: SQLite's name of the code, then its sentence.
      Wrapper("constraint failed\n{message}", dbms: .sqlite),
      Wrapper("constraint failed\r\n{message}", dbms: .sqlite),
      Wrapper("constraint failed {message}", dbms: .sqlite),
      Wrapper("Abort due to constraint violation\n{message}", dbms: .sqlite),
      Wrapper("Abort due to constraint violation\r\n{message}", dbms: .sqlite),
      Wrapper("{class} (0x80131904): {message}", dbms: .sqlServer),
      Wrapper("{class} (0x80004005): {message}"),
      // System.Data.SQLite and Mono's.
      Wrapper("constraint failed\n{message}", dbms: .sqlite),
      Wrapper("constraint failed\r\n{message}", dbms: .sqlite),
      Wrapper("Abort due to constraint violation\n{message}", dbms: .sqlite),
      Wrapper("Abort due to constraint violation\r\n{message}", dbms: .sqlite),
      Wrapper("One or more errors occurred. ({message})"),
      Wrapper(
        "An error occurred while updating the entries. See the inner exception for details. ---> "
          + "{message}"),
      Wrapper(
        "An error occurred while saving the entity changes. See the inner exception for details. "
          + "---> {message}"),
      // ODBC's and IBM's providers.
      Wrapper("ERROR [{sqlstate}] {message}"),
    ],
    fields: ["number": .vendorCode],
    examples: [
      Example(
        """
        23505: duplicate key value violates unique constraint "IX_Boats_SailNo"

        DETAIL: Detail redacted as it may contain sensitive data.
        """, type: "PostgresException", module: "Npgsql",
        yields: ConstraintViolation(
          kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "IX_Boats_SailNo"
        ).inferring(table: "Boats", columns: ["SailNo"])),
      Example(
        "SQLite Error 19: 'NOT NULL constraint failed: boats.name'.", type: "SqliteException",
        module: "Microsoft.Data.Sqlite",
        yields: ConstraintViolation(
          kind: .notNull, dbms: .sqlite, vendorCode: "1299", table: "boats", columns: ["name"])),
      Example(
        "One or more errors occurred. (Cannot insert the value NULL into column 'name', table "
          + "'harbour.dbo.boats'; column does not allow nulls. INSERT fails.)",
        type: "AggregateException", module: "System",
        yields: ConstraintViolation(
          kind: .notNull, dbms: .sqlServer, sqlState: "23000", vendorCode: "515", schema: "dbo",
          table: "boats", columns: ["name"])),
      .nearMiss(
        "An item with the same key has already been added. Key: K-17", type: "ArgumentException",
        module: "System"),
      .nearMiss(
        "Column 'sail_no' is constrained to be unique.  Value 'K-17' is already present.",
        type: "ConstraintException", module: "System.Data"),
    ])
}
