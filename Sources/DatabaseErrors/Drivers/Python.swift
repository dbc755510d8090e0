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
      "mysql": .mySQL, "mariadb": .mariaDB,
      "duckdb": .duckDB, "_duckdb": .duckDB,
    ],
    wrappers: [
      // mysqlclient, PyMySQL: the arguments as Python prints a tuple.
      Wrapper(#"({code}, "{python literal}")"#, dbms: .mySQL),
      Wrapper("({code}, '{python literal}')", dbms: .mySQL),
      // What `repr` prints of an exception.
      Wrapper(#"{class}({code}, "{python literal}")"#),
      Wrapper("{class}({code}, '{python literal}')"),
      Wrapper(#"{class}({code}, u"{python literal}")"#),
      Wrapper("{class}({code}, u'{python literal}')"),
      Wrapper(#"{class}("{python literal}")"#),
      Wrapper("{class}('{python literal}')"),
      // MySQL's connector.
      Wrapper("{code} ({sqlstate}): {message}", dbms: .mySQL),
      // SQLAlchemy 1.3 to 2.1, then 1.2 and before, where all stood on one line.
      Wrapper("{message}\n(Background on this error at: {rest})"),
      Wrapper("{message} (Background on this error at: {rest})"),
      Wrapper("{message}\n[parameters: {rest}]"),
      Wrapper("{message}\n[SQL: {statement}]"),
      Wrapper("{message} [SQL: '{statement}'] [parameters: {rest}]"),
      Wrapper(#"{message} [SQL: "{statement}"] [parameters: {rest}]"#),
      Wrapper("{message} [SQL: '{statement}']"),
      Wrapper("({class}) {message}"),
      // SQLAlchemy over asyncpg.
      Wrapper("<class '{class}'>: {message}"),
      Wrapper(
        "This Session's transaction has been rolled back due to a previous exception during "
          + "flush. To begin a new transaction with this Session, first issue "
          + "Session.rollback(). Original exception was: {message}"),
      Wrapper("(raised as a result of Query-invoked autoflush; {_})\n{message}"),
      // Pony.
      Wrapper("Object {rest} cannot be stored in the database. {class}: {message}"),
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
      .nearMiss("(1061, \"Duplicate key name 'sail_no'\")", type: "OperationalError"),
    ])
}
