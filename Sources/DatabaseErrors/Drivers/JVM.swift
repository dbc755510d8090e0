extension Driver {
  /// pgjdbc and the other JDBC drivers, Hibernate, Spring.
  public static let jvm = Driver(
    name: "JVM",
    modules: ["postgresql": .postgreSQL, "sqlite": .sqlite, "mariadb": .mariaDB],
    wrappers: [
      // Hibernate 6: the driver's text and the statement in brackets; Spring Boot 3 adds to it.
      Wrapper("could not execute statement [{message}] [{statement}]; SQL [{rest}]"),
      Wrapper("could not execute statement [{message}] [{statement}]"),
      Wrapper("could not execute batch [{message}] [{statement}]"),
      Wrapper("{message}; nested exception is {rest}"),
      // Spring JDBC.
      Wrapper("PreparedStatementCallback; SQL [{statement}]; {message}"),
      Wrapper("StatementCallback; SQL [{statement}]; {message}"),
      Wrapper("{message} Call getNextException to see other errors in the batch."),
      // sqlite-jdbc explains the code before SQLite's own words.
      Wrapper("[{code name}] {_} ({message})"),
    ],
    examples: [
      Example(
        """
        ERROR: duplicate key value violates unique constraint "uq"
          Detail: Key (sail_no)=(K-17) already exists.
        """, type: "PSQLException", module: "org.postgresql.util",
        yields: ConstraintViolation(
          kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "uq",
          columns: ["sail_no"], values: ["K-17"])),
      Example(
        "could not execute statement [Duplicate entry 'K-17' for key 'boats.uq'] [insert into "
          + "boats (sail_no) values (?)]",
        type: "ConstraintViolationException", module: "org.hibernate.exception",
        yields: ConstraintViolation(
          kind: .unique, dbms: .mySQL, sqlState: "23000", vendorCode: "1062", constraint: "uq",
          table: "boats", values: ["K-17"],
          statement: "insert into boats (sail_no) values (?)")),
      .nearMiss(
        "register.sailNo: must not be null", type: "ConstraintViolationException",
        module: "jakarta.validation"),
    ])
}
