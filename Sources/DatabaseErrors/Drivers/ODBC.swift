extension Driver {
  /// ODBC's brackets, as pyodbc, PDO and others show them, and DB-Library behind pymssql.
  public static let odbc = Driver(
    name: "ODBC",
    modules: ["pymssql": .sqlServer, "_mssql": .sqlServer, "TinyTds": .sqlServer],
    wrappers: pythonTuples + calls + mySQLBrackets + [
      Wrapper(#"('{sqlstate}', "{python literal}")"#),
      Wrapper("('{sqlstate}', '{python literal}')"),
      Wrapper("[{sqlstate}] {message}"),
      Wrapper("[Microsoft][{_}][SQL Server]{message}", dbms: .sqlServer),
      Wrapper("[FreeTDS][SQL Server]{message}"),
      Wrapper("[unixODBC][FreeTDS][SQL Server]{message}"),
      Wrapper("SQLSTATE[{sqlstate}]: {message}"),
      // pymssql: bytes, and the library's own words behind the server's.
      Wrapper(#"({code}, b"{python literal}")"#, dbms: .sqlServer),
      Wrapper("({code}, b'{python literal}')", dbms: .sqlServer),
    ],
    examples: [
      Example(
        #"('23000', "[23000] [Microsoft][ODBC Driver 18 for SQL Server][SQL Server]Violation of "#
          + "UNIQUE KEY constraint 'uq_sail_no'. Cannot insert duplicate key in object "
          + "'dbo.boats'. The duplicate key value is (K-17). (2627) (SQLExecDirectW); [23000] "
          + "[Microsoft][ODBC Driver 18 for SQL Server][SQL Server]The statement has been "
          + #"terminated. (3621)")"#, type: "IntegrityError", module: "pyodbc",
        yields: ConstraintViolation(
          kind: .unique, dbms: .sqlServer, sqlState: "23000", vendorCode: "2627",
          constraint: "uq_sail_no", schema: "dbo", table: "boats", values: ["K-17"])),
      Example(
        #"(515, b"Cannot insert the value NULL into column 'name', table 'harbour.dbo.boats'; "#
          + "column does not allow nulls. INSERT fails.DB-Lib error message 20018, severity 16:\\n"
          + #"General SQL Server error: Check messages from the SQL Server\n")"#,
        type: "IntegrityError", module: "pymssql",
        yields: ConstraintViolation(
          kind: .notNull, dbms: .sqlServer, sqlState: "23000", vendorCode: "515", schema: "dbo",
          table: "boats", columns: ["name"])),
      Example(
        #"('23000', "[23000] [ma-3.1.15][10.11.19-MariaDB]Duplicate entry 'K-17' for key 'sail_no' "#
          + #"(1062) (SQLExecDirectW)")"#, type: "IntegrityError", module: "pyodbc",
        yields: ConstraintViolation(
          kind: .unique, dbms: .mariaDB, sqlState: "23000", vendorCode: "1062",
          constraint: "sail_no", values: ["K-17"])),
      Example(
        "[MySQL][ODBC 8.0(w) Driver][mysqld-8.0.36]Column 'name' cannot be null",
        yields: ConstraintViolation(
          kind: .notNull, dbms: .mySQL, sqlState: "23000", vendorCode: "1048", columns: ["name"])),
      .nearMiss(
        "('42S01', \"[42S01] [Microsoft][ODBC Driver 18 for SQL Server][SQL Server]There is "
          + "already an object named 'boats' in the database. (2714) (SQLExecDirectW)\")",
        type: "ProgrammingError", module: "pyodbc"),
      .nearMiss("('08001', '[08001] [Microsoft][ODBC Driver 18 for SQL Server]TCP Provider')"),
    ])

  /// The function of ODBC that failed, as pyodbc adds it.
  private static let calls = [
    "SQLExecDirectW", "SQLExecute", "SQLParamData", "SQLFetch", "SQLMoreResults", "SQLEndTran",
  ].map { Wrapper("{message} ({code}) (\($0))") }

  /// The connector's brackets, then the server's with its version.
  private static let mySQLBrackets: [Wrapper] = [
    Wrapper("[ma-{_}][{_}-MariaDB]{message}", dbms: .mariaDB),
    Wrapper("[ma-{_}][{_}-MariaDB-{_}]{message}", dbms: .mariaDB),
    Wrapper("[ma-{_}][{_}]{message}", dbms: .mySQL),
    Wrapper("[MySQL][ODBC {_} Driver][mysqld-{_}-MariaDB]{message}", dbms: .mariaDB),
    Wrapper("[MySQL][ODBC {_} Driver][mysqld-{_}-MariaDB-{_}]{message}", dbms: .mariaDB),
    Wrapper("[MySQL][ODBC {_} Driver][mysqld-{_}]{message}", dbms: .mySQL),
    Wrapper("[MySQL][ODBC {_} Driver]{message}", dbms: .mySQL),
  ]

  /// pyodbc: the arguments as Python prints a tuple. The states of constraint failures stand in the
  /// words, so that a line of a log is known by its first bytes.
  private static let pythonTuples: [Wrapper] = [
    "23000", "23502", "23503", "23505", "23513", "23514", "22001", "22003", "22007", "22008",
    "22018", "22032", "01000", "44000", "40001", "42000", "HY000",
  ].flatMap { state in
    [
      Wrapper("('\(state)', \"{python literal}\")"), Wrapper("('\(state)', '{python literal}')"),
    ]
  }
}
