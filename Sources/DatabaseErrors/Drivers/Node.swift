extension Driver {
  /// mysql and mysql2, sqlite3 and better-sqlite3, D1, knex.
  public static let node = Driver(
    name: "Node",
    wrappers: [
      Wrapper("SQLITE_CONSTRAINT: {message}", dbms: .sqlite),
      Wrapper("SQLITE_BUSY: {message}", dbms: .sqlite),
      Wrapper("D1_ERROR: {message}: SQLITE_CONSTRAINT", dbms: .sqlite),
      Wrapper("D1_ERROR: {message}", dbms: .sqlite),
      Wrapper("ER_DUP_ENTRY: {message}", dbms: .mySQL),
      Wrapper("ER_BAD_NULL_ERROR: {message}", dbms: .mySQL),
      Wrapper("ER_NO_REFERENCED_ROW_2: {message}", dbms: .mySQL),
      Wrapper("ER_ROW_IS_REFERENCED_2: {message}", dbms: .mySQL),
      // knex: the statement first.
      Wrapper("insert into {statement} - {message}"), Wrapper("update {statement} - {message}"),
      Wrapper("delete from {statement} - {message}"),
      Wrapper("Uncaught {message}"),
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
      .nearMiss("Cannot read properties of undefined (reading 'sail_no')", type: "TypeError"),
    ])
}
