extension Driver {
  /// psycopg, asyncpg, sqlite3, mysqlclient, PyMySQL, MySQL's connector, and SQLAlchemy above them.
  public static let python = Driver(
    name: "Python",
    modules: [
      "psycopg": .postgreSQL, "psycopg2": .postgreSQL, "psycopg_binary": .postgreSQL,
      "asyncpg": .postgreSQL, "pg8000": .postgreSQL, "psycopg_c": .postgreSQL,
      "aiopg": .postgreSQL, "sqlite3": .sqlite, "_sqlite3": .sqlite, "aiosqlite": .sqlite,
      "pysqlite2": .sqlite, "pysqlite3": .sqlite, "MySQLdb": .mySQL, "_mysql": .mySQL,
      "_mysql_exceptions": .mySQL, "pymysql": .mySQL, "aiomysql": .mySQL, "asyncmy": .mySQL,
      "mysql": .mySQL, "mariadb": .mariaDB, "pymongo": .mongoDB,
      "duckdb": .duckDB, "_duckdb": .duckDB,
    ],
    wrappers: pythonDrivers + [
      // mysqlclient, PyMySQL: the arguments as Python prints a tuple.
      Wrapper(#"({code}, "{python literal}")"#, dbms: .mySQL),
      Wrapper("({code}, '{python literal}')", dbms: .mySQL),
      // What `repr` prints of an exception in Python 2.
      Wrapper(#"{class}({code}, u"{python literal}")"#),
      Wrapper("{class}({code}, u'{python literal}')"),
      // MySQL's connector.
      Wrapper("{code} ({sqlstate}): {message}", dbms: .mySQL),
      // SQLAlchemy 1.3 to 2.1, then 1.2 and before, where all stood on one line.
      Wrapper("{message}\n(Background on this error at: {rest})"),
      Wrapper("{message} (Background on this error at: {rest})"),
      Wrapper("{message}\n[parameters: {rest}]"),
      Wrapper("{message}\n[SQL: {statement}]"),
      Wrapper("{message} [SQL: '{statement}'] [parameters: {rest}]"),
      Wrapper("{message} [SQL: u'{statement}'] [parameters: {rest}]"),
      Wrapper(#"{message} [SQL: "{statement}"] [parameters: {rest}]"#),
      Wrapper("{message} [SQL: '{statement}']"),
      Wrapper("{message} [SQL: {statement}]"),
      Wrapper("({class}) {message}"),
      // SQLAlchemy over asyncpg.
      Wrapper("<class '{class}'>: {message}"),
      Wrapper(
        "This Session's transaction has been rolled back due to a previous exception during "
          + "flush. To begin a new transaction with this Session, first issue "
          + "Session.rollback(). Original exception was: {message}",
        repeatsEarlier: true),
      Wrapper("(raised as a result of Query-invoked autoflush; {_})\n{message}"),
      // Pony.
      Wrapper("Object {_} cannot be stored in the database. {class}: {message}"),
    ],
    fields: [
      "pgcode": .sqlState, "sqlstate": .sqlState, "constraintname": .constraint,
      "tablename": .table, "columnname": .column, "schemaname": .schema, "errno": .vendorCode,
      "messagedetail": .detail, "detail": .detail, "constraint": .constraint, "table": .table,
      "column": .column, "schema": .schema, "code": .code, "context": .context,
      "where": .context, "routine": .routine, "sourcefunction": .routine,
      "sqliteerrorcode": .vendorCode,
      "sqliteerrorname": .vendorCode,
    ],
    examples: [
      Example(
        #"(1062, "Duplicate entry 'K-17' for key 'sail_no'")"#, type: "IntegrityError",
        module: "django.db.utils",
        yields: ConstraintViolation(
          kind: .unique, dbms: .mySQL, sqlState: "23000", vendorCode: "1062",
          constraint: "sail_no", values: ["K-17"])),
      Example(
        """
        (sqlite3.IntegrityError) UNIQUE constraint failed: boats.sail_no
        [SQL: INSERT INTO boats (sail_no) VALUES (?)]
        [parameters: ('K-17',)]
        (Background on this error at: https://sqlalche.me/e/20/gkpj)
        """, type: "IntegrityError", module: "sqlalchemy.exc",
        yields: ConstraintViolation(
          kind: .unique, dbms: .sqlite, table: "boats", columns: ["sail_no"],
          statement: "INSERT INTO boats (sail_no) VALUES (?)")),
      Example(
        "(sqlalchemy.dialects.postgresql.asyncpg.IntegrityError) "
          + "<class 'asyncpg.exceptions.ForeignKeyViolationError'>: "
          + #"insert or update on table "berths" violates foreign key constraint "fk_pier""#,
        type: "IntegrityError", module: "sqlalchemy.exc",
        yields: ConstraintViolation(
          kind: .foreignKey, dbms: .postgreSQL, sqlState: "23503", constraint: "fk_pier",
          table: "berths", side: .child)),
      Example(
        "1048 (23000): Column 'name' cannot be null", type: "IntegrityError",
        module: "mysql.connector.errors",
        yields: ConstraintViolation(
          kind: .notNull, dbms: .mySQL, sqlState: "23000", vendorCode: "1048", columns: ["name"])),
      Example(
        "cannot insert: 重复键", type: "UniqueViolation", module: "psycopg.errors",
        yields: ConstraintViolation(kind: .unique, dbms: .postgreSQL, sqlState: "23505")),
      Example(
        #"('23000', "[23000] [Microsoft][ODBC Driver 18 for SQL Server][SQL Server]Violation of "#
          + "UNIQUE KEY constraint 'uq'. Cannot insert duplicate key in object 'dbo.boats'. The "
          + "duplicate key value is (K-17). (2627) (SQLExecDirectW); [23000] [Microsoft][ODBC "
          + "Driver 18 for SQL Server][SQL Server]The statement has been terminated. (3621)\")",
        type: "IntegrityError", module: "pyodbc",
        yields: ConstraintViolation(
          kind: .unique, dbms: .sqlServer, sqlState: "23000", vendorCode: "2627",
          constraint: "uq", schema: "dbo", table: "boats", values: ["K-17"])),
      Example(
        #"(515, b"Cannot insert the value NULL into column 'name', table 'harbour.dbo.boats'; "#
          + "column does not allow nulls. INSERT fails.DB-Lib error message 20018, severity 16:"
          + #"\nGeneral SQL Server error: Check messages from the SQL Server\n")"#,
        type: "IntegrityError", module: "pymssql._pymssql",
        yields: ConstraintViolation(
          kind: .notNull, dbms: .sqlServer, sqlState: "23000", vendorCode: "515",
          schema: "dbo", table: "boats", columns: ["name"])),
      Example(
        #"UniqueViolation('duplicate key value violates unique constraint "uq"\nDETAIL:  Key "#
          + #"(sail_no)=(K-17) already exists.\n')"#,
        yields: ConstraintViolation(
          kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "uq",
          columns: ["sail_no"], values: ["K-17"])),
      Example(
        "(IntegrityError) duplicate key value violates unique constraint \"uq\"\nDETAIL:  Key "
          + "(sail_no)=(K-17) already exists.\n 'INSERT INTO boats (sail_no) VALUES (%(no)s)' "
          + "{'no': 'K-17'}",
        type: "IntegrityError", module: "sqlalchemy.exc",
        yields: ConstraintViolation(
          kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "uq",
          table: "boats", columns: ["sail_no"], values: ["K-17"],
          statement: "INSERT INTO boats (sail_no) VALUES (%(no)s)")),
      .nearMiss("(1061, \"Duplicate key name 'sail_no'\")", type: "OperationalError"),
      .nearMiss(
        "('42S01', \"[42S01] [Microsoft][ODBC Driver 18 for SQL Server][SQL Server]There is "
          + "already an object named 'boats' in the database. (2714) (SQLExecDirectW)\")",
        type: "ProgrammingError", module: "pyodbc"),
    ])

  /// ODBC's tails, and errors as Python's `repr` shows them.
  private static let pythonDrivers: [Wrapper] =
    [
      // Several messages of one statement; the first one counts.
      Wrapper("{message} ({code}) ({class}); [{_}] {rest}"),
      Wrapper("{message} ({code}) ({class})"),
      Wrapper("[MySQL][{_}][{_}]{message}", dbms: .mySQL),
      Wrapper("[{_}][{_}-MariaDB]{message}", dbms: .mariaDB),
      Wrapper("[SQLite]{message} ({code})", dbms: .sqlite),
      Wrapper("[SQLite]{message}", dbms: .sqlite),
      Wrapper("{message};\nError while executing the query", dbms: .postgreSQL),
      Wrapper("{message}DB-Lib error message {number}, severity {rest}", dbms: .sqlServer),
      Wrapper("{message}\nHelp: https://docs.oracle.com/error-help/{rest}", dbms: .oracle),
      Wrapper("{class}('{python literal}')"),
      Wrapper(#"{class}("{python literal}")"#),
      Wrapper("{class}('{python literal}',)"),
      Wrapper(#"{class}("{python literal}",)"#),
      Wrapper("{class}({code}, '{python literal}')", dbms: .mySQL),
      Wrapper(#"{class}({code}, "{python literal}")"#, dbms: .mySQL),
      // Odoo.
      Wrapper("bad query: {statement}\nERROR: {message}", dbms: .postgreSQL),
    ] + oldSQLAlchemy

  /// SQLAlchemy before 1.0: statement and parameters as Python shows them.
  private static let oldSQLAlchemy: [Wrapper] = ["INSERT INTO ", "UPDATE ", "DELETE FROM "].flatMap
  {
    verb in
    ["'", "u'", "\"", "u\""].map { open in
      let close = open.suffix(1)
      return Wrapper("{message} \(open)\(verb){statement}\(close) {rest}", verb: verb)
    }
  }
}
