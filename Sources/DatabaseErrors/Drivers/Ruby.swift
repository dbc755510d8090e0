extension Driver {
  /// pg, mysql2, trilogy and sqlite3, with ActiveRecord, Sequel, DataMapper or Mongoid above them.
  public static let ruby = Driver(
    name: "Ruby",
    modules: [
      "PG": .postgreSQL, "PGError": .postgreSQL, "Mysql2": .mySQL, "Mysql": .mySQL,
      "Trilogy": .mySQL, "SQLite3": .sqlite, "TinyTds": .sqlServer, "OCIError": .oracle,
      "OCI8": .oracle, "Mongo": .mongoDB, "Moped": .mongoDB,
    ],
    wrappers: statements + [
      Wrapper("{message}: EXEC sp_executesql N'{statement}"),
      // Rails' logs put the message into parentheses.
      Wrapper("{ruby class} ({message}):"),
      Wrapper("{ruby class} ({message})"),
      Wrapper("{ruby class} ({message}"),
      // `inspect`, in which Ruby 3.4 writes a message of several lines as a literal.
      Wrapper("#<{ruby class}: {message}>"),
      Wrapper("#<{ruby class}:\"{python literal}\">"),
      Wrapper("[{code}]: {message}", dbms: .mongoDB),
      Wrapper("[{code}:DuplicateKey]: {message}", dbms: .mongoDB),
      Wrapper("{message} (11000)", dbms: .mongoDB),
      Wrapper("{message} (on {_}, legacy retry, attempt 1)", dbms: .mongoDB),
      Wrapper("{message} (on {_}, modern retry, attempt 1)", dbms: .mongoDB),
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
      Example(
        """
        ActiveRecord::RecordNotUnique (PG::UniqueViolation: ERROR:  duplicate key value violates \
        unique constraint "uq"
        DETAIL:  Key (no)=(K-17) already exists.
        ):
        """,
        yields: ConstraintViolation(
          kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "uq",
          columns: ["no"], values: ["K-17"])),
      Example(
        """
        ERROR:  duplicate key value violates unique constraint "uq" (PG::UniqueViolation)
        DETAIL:  Key (no)=(K-17) already exists.
        """,
        yields: ConstraintViolation(
          kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "uq",
          columns: ["no"], values: ["K-17"])),
      Example(
        "SQLite3::ConstraintException: NOT NULL constraint failed: boats.name: INSERT INTO "
          + "\"boats\" (\"sail_no\") VALUES (?)",
        type: "ActiveRecord::StatementInvalid",
        yields: ConstraintViolation(
          kind: .notNull, dbms: .sqlite, vendorCode: "1299", table: "boats", columns: ["name"],
          statement: "INSERT INTO \"boats\" (\"sail_no\") VALUES (?)")),
      .nearMiss("Couldn't find Boat with 'id'=17", type: "ActiveRecord::RecordNotFound"),
      .nearMiss(
        "PG::DuplicateTable: ERROR:  relation \"boats\" already exists",
        type: "ActiveRecord::StatementInvalid"),
    ])

  /// Rails 5 and before put the statement behind the message, with every name in quotes.
  private static let statements: [Wrapper] = ["INSERT INTO ", "UPDATE ", "DELETE FROM "].flatMap {
    verb in
    ["\"", "`", "["].map { quote in
      Wrapper("{message}: \(verb)\(quote){statement}", verb: verb + quote)
    }
  }
}
