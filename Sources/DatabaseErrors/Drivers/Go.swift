extension Driver {
  /// lib/pq, pgx and go-sql-driver; modernc's and mattn's SQLite.
  public static let go = Driver(
    name: "Go",
    wrappers: [
      Wrapper("pq: {message}", dbms: .postgreSQL),
      Wrapper("{message} (SQLSTATE {sqlstate})", dbms: .postgreSQL),
      Wrapper("Error {code} ({sqlstate}): {message}", dbms: .mySQL),
      Wrapper("Error {code}: {message}", dbms: .mySQL),
      Wrapper("constraint failed: {message} ({code})", dbms: .sqlite),
      Wrapper("mssql: {message}", dbms: .sqlServer),
      Wrapper("ent: constraint failed: {message}"),
    ],
    examples: [
      Example(
        "ERROR: duplicate key value violates unique constraint \"uq\" (SQLSTATE 23505)",
        type: "*pgconn.PgError",
        yields: ConstraintViolation(
          kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "uq")),
      Example(
        "constraint failed: UNIQUE constraint failed: boats.sail_no (2067)",
        yields: ConstraintViolation(
          kind: .unique, dbms: .sqlite, vendorCode: "2067", table: "boats",
          columns: ["sail_no"])),
      .nearMiss("pq: relation \"boats\" already exists"),
    ])
}
