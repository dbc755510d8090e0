extension Driver {
  /// pg, mysql2, trilogy and sqlite3, with ActiveRecord or Sequel above them.
  public static let ruby = Driver(
    name: "Ruby",
    modules: [
      "PG": .postgreSQL, "Mysql2": .mySQL, "Trilogy": .mySQL, "SQLite3": .sqlite,
      "Postgrex": .postgreSQL, "MyXQL": .mySQL, "Exqlite": .sqlite,
    ],
    wrappers: [
      // Rails 5 and before put the statement behind the message.
      Wrapper("{message}\n: INSERT {rest}"), Wrapper("{message}\n: UPDATE {rest}"),
      Wrapper("{message}\n: DELETE {rest}"),
      Wrapper("{code}: {message}", dbms: .mySQL),
    ],
    examples: [
      Example(
        """
        PG::UniqueViolation: ERROR:  duplicate key value violates unique constraint "index_boats_on_no"
        DETAIL:  Key (no)=(K-17) already exists.
        """, type: "ActiveRecord::RecordNotUnique",
        yields: ConstraintViolation(
          kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "index_boats_on_no",
          columns: ["no"], values: ["K-17"]
        ).inferring(table: "boats")),
      Example(
        "Mysql2::Error: Column 'name' cannot be null", type: "ActiveRecord::NotNullViolation",
        yields: ConstraintViolation(
          kind: .notNull, dbms: .mySQL, sqlState: "23000", vendorCode: "1048",
          columns: ["name"])),
      .nearMiss("Couldn't find Boat with 'id'=17", type: "ActiveRecord::RecordNotFound"),
    ])
}
