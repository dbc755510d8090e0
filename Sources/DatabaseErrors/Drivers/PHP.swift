extension Driver {
  /// PDO, Laravel's query exception and Doctrine around it.
  public static let php = Driver(
    name: "PHP",
    wrappers: [
      // Laravel: the statement with its values filled in.
      Wrapper("{message} (Connection: {_}, SQL: {statement})"),
      Wrapper("{message} (SQL: {statement})"),
      Wrapper("An exception occurred while executing a query: {message}"),
      Wrapper("An exception occurred while executing '{statement}' with params {_}:\n\n{message}"),
      // 7 is libpq's word for any failed statement.
      Wrapper("SQLSTATE[{sqlstate}]: {label}: 7 {message}", dbms: .postgreSQL),
      Wrapper("SQLSTATE[{sqlstate}]: {label}: {code} {message}"),
      Wrapper("SQLSTATE[{sqlstate}] [{code}] {message}"),
    ],
    examples: [
      Example(
        "SQLSTATE[23000]: Integrity constraint violation: 1062 Duplicate entry 'K-17' for key "
          + "'boats.uq' (Connection: mysql, SQL: insert into `boats` (`sail_no`) values (K-17))",
        type: "UniqueConstraintViolationException", module: "Illuminate\\Database",
        yields: ConstraintViolation(
          kind: .unique, dbms: .mySQL, sqlState: "23000", vendorCode: "1062", constraint: "uq",
          table: "boats", values: ["K-17"],
          statement: "insert into `boats` (`sail_no`) values (K-17)")),
      Example(
        """
        SQLSTATE[23505]: Unique violation: 7 ERROR:  duplicate key value violates unique \
        constraint "uq"
        DETAIL:  Key (sail_no)=(K-17) already exists.
        """, type: "PDOException",
        yields: ConstraintViolation(
          kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "uq",
          columns: ["sail_no"], values: ["K-17"])),
      .nearMiss(
        "SQLSTATE[42S01]: Base table or view already exists: 1050 Table 'boats' already exists",
        type: "PDOException"),
    ])
}
