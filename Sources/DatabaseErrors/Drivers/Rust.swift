extension Driver {
  /// sqlx, sea-orm, tokio-postgres.
  public static let rust = Driver(
    name: "Rust",
    wrappers: [
      Wrapper("error returned from database: {message}"),
      Wrapper("(code: {code}) {message}", dbms: .sqlite),
      Wrapper("db error: {message}", dbms: .postgreSQL),
      Wrapper("Query Error: {message}"), Wrapper("Execution Error: {message}"),
    ],
    examples: [
      Example(
        "error returned from database: (code: 2067) UNIQUE constraint failed: boats.sail_no",
        yields: ConstraintViolation(
          kind: .unique, dbms: .sqlite, vendorCode: "2067", table: "boats",
          columns: ["sail_no"])),
      .nearMiss("error returned from database: relation \"boats\" does not exist"),
    ])
}
