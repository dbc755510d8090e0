extension Driver {
  /// SAP HANA's, SQL Anywhere's and ASE's clients.
  public static let sapClients = Driver(
    name: "SAP clients", modules: ["hdbcli": .hana, "sqlanydb": .sqlAnywhere],
    wrappers: [
      Wrapper("SAP DBTech JDBC: {message}", dbms: .hana),
      Wrapper("[{code}]: {message}"), Wrapper("[{code}] (at {number}): {message}"),
      Wrapper("* {code}: {message}"), Wrapper("SQL Error {code} - {message}"),
      Wrapper("[SAP AG][{_}][HDBODBC] {_};{code} {message}", dbms: .hana),
      Wrapper("[SAP][ODBC Driver][SQL Anywhere]{message}", dbms: .sqlAnywhere),
      Wrapper("[SAP][JDBC Driver][SQL Anywhere]{message}", dbms: .sqlAnywhere),
      Wrapper("[Sybase][ODBC Driver][SQL Anywhere]{message}", dbms: .sqlAnywhere),
      Wrapper("[Sybase][ODBC Driver][Adaptive Server Enterprise]{message}", dbms: .sybase),
      Wrapper("[SAP][ASE ODBC Driver][Adaptive Server Enterprise]{message}", dbms: .sybase),
      Wrapper("SQL Anywhere Error -{number}: {message}", dbms: .sqlAnywhere),
      // hdbcli: a tuple like that of MySQL's clients, with numbers that MySQL does not have.
    ]
      + Dialect.hanaConditions.compactMap(\.vendorCode).flatMap { number in
        [
          Wrapper("(\(number), '{python literal}')", dbms: .hana),
          Wrapper("(\(number), \"{python literal}\")", dbms: .hana),
        ]
      },
    examples: [
      Example(
        "(301, 'unique constraint violated: Table(BOATS), Index(_SYS_TREE_CS_#182_#0_#P0)')",
        type: "IntegrityError", module: "hdbcli.dbapi",
        yields: ConstraintViolation(
          kind: .unique, dbms: .hana, sqlState: "23000", vendorCode: "301",
          constraint: "_SYS_TREE_CS_#182_#0_#P0", table: "BOATS")),
      Example(
        "[Sybase][ODBC Driver][SQL Anywhere]Column 'name' in table 'boats' cannot be NULL",
        yields: ConstraintViolation(
          kind: .notNull, dbms: .sqlAnywhere, sqlState: "23502", vendorCode: "-195",
          table: "boats", columns: ["name"])),
      .nearMiss("SAP DBTech JDBC: [259]: invalid table name:  Could not find table/view BOATS"),
      .nearMiss("(301, 'Moved Permanently')"),
    ])
}
