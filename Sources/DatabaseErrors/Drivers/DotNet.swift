extension Driver {
  /// Npgsql, MySqlConnector, SqlClient, Microsoft.Data.Sqlite.
  public static let dotNet = Driver(
    name: ".NET",
    modules: ["Npgsql": .postgreSQL, "MySqlConnector": .mySQL],
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
    ],
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
      .nearMiss(
        "An item with the same key has already been added. Key: K-17", type: "ArgumentException",
        module: "System"),
    ])
}
