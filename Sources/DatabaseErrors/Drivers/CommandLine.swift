extension Driver {
  /// psql, pg_restore, mysql, Workbench and phpMyAdmin, which print errors for people.
  public static let commandLine = Driver(
    name: "command line",
    wrappers: [
      Wrapper("ERROR: {sqlstate}: {message}", dbms: .postgreSQL),
      Wrapper("ERROR:  {sqlstate}: {message}", dbms: .postgreSQL),
      Wrapper("psql:{_}: ERROR:  {message}", dbms: .postgreSQL),
      Wrapper("pg_restore: error: COPY failed for table \"{_}\": {message}", dbms: .postgreSQL),
      Wrapper("pg_restore: error: could not execute query: {message}", dbms: .postgreSQL),
      Wrapper("ERROR {code} ({sqlstate}) at line {number}: {message}", dbms: .mySQL),
      Wrapper("ERROR {code} ({sqlstate}): {message}", dbms: .mySQL),
      Wrapper("Error Code: {code}. {message}\t{_} sec", dbms: .mySQL),
      Wrapper("Error Code: {code}. {message}", dbms: .mySQL),
      Wrapper("#{code} - {message}", dbms: .mySQL),
      // DBeaver, HeidiSQL, DataGrip, Adminer, Navicat, rsyslog.
      Wrapper("SQL Error [{code}] [{sqlstate}]: {message}"),
      Wrapper("SQL Error ({code}): {message}"),
      Wrapper("[{sqlstate}][{code}] {message}"),
      Wrapper("[{code}] {message}"),
      Wrapper("Error in query ({code}): {message}"),
      Wrapper("{code} - {message}"),
      Wrapper("db error ({code}): {message}", dbms: .mySQL, standsBehindProse: true),
      Wrapper("Runtime error near line {number}: {message} ({code})", dbms: .sqlite),
      Wrapper("Runtime error: {message} ({code})", dbms: .sqlite),
      Wrapper("Error near line {number}: {message} ({code})", dbms: .sqlite),
      Wrapper("stepping, {message} ({code})", dbms: .sqlite),
      Wrapper("stepping, {message}", dbms: .sqlite),
      Wrapper("near line {number}: {message}", dbms: .sqlite),
      // DB Browser for SQLite.
      Wrapper("Error adding record: {message}", dbms: .sqlite),
      Wrapper("{message} (INSERT INTO {_})", dbms: .sqlite),
      Wrapper("{message} (UPDATE {_})", dbms: .sqlite),
      // Tcl.
      Wrapper("{message}\n    while executing\n\"{statement}\"", dbms: .sqlite),
      Wrapper("Error: near line {number}: {message}", dbms: .sqlite),
      Wrapper("Error: stepping, {message} ({code})", dbms: .sqlite),
    ],
    examples: [
      Example(
        """
        ERROR:  23505: duplicate key value violates unique constraint "boats_sail_no_key"
        DETAIL:  Key (sail_no)=(K-17) already exists.
        SCHEMA NAME:  harbour
        TABLE NAME:  boats
        CONSTRAINT NAME:  boats_sail_no_key
        LOCATION:  _bt_check_unique, nbtinsert.c:664
        """,
        yields: ConstraintViolation(
          kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "boats_sail_no_key",
          schema: "harbour", table: "boats", columns: ["sail_no"], values: ["K-17"])),
      Example(
        "ERROR 1062 (23000) at line 9: Duplicate entry 'K-17' for key 'sail_no'",
        yields: ConstraintViolation(
          kind: .unique, dbms: .mySQL, sqlState: "23000", vendorCode: "1062",
          constraint: "sail_no", values: ["K-17"])),
      // pgAdmin, then a log that puts all on one line.
      Example(
        "ERROR:  Key (sail_no)=(K-17) already exists.duplicate key value violates unique "
          + "constraint \"boats_sail_no_key\"",
        yields: ConstraintViolation(
          kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "boats_sail_no_key",
          columns: ["sail_no"], values: ["K-17"]
        ).inferring(table: "boats")),
      Example(
        "ERROR:  duplicate key value violates unique constraint \"boats_sail_no_key\" "
          + "DETAIL:  Key (sail_no)=(K-17) already exists. STATEMENT:  INSERT INTO boats VALUES (1)",
        yields: ConstraintViolation(
          kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "boats_sail_no_key",
          columns: ["sail_no"], values: ["K-17"], statement: "INSERT INTO boats VALUES (1)"
        ).inferring(table: "boats")),
      Example(
        "ERROR: duplicate key value violates unique constraint \"boats_sail_no_key\" SQL state: "
          + "23505 Detail: Key (sail_no)=(K-17) already exists.",
        yields: ConstraintViolation(
          kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "boats_sail_no_key",
          columns: ["sail_no"], values: ["K-17"]
        ).inferring(table: "boats")),
      .nearMiss("ERROR 1061 (42000): Duplicate key name 'sail_no'"),
      .nearMiss("RAISE EXCEPTION 'duplicate key value violates unique constraint \"uq\"';"),
      .nearMiss("ERROR:  duplicate key value violates unique constraint \"...\""),
    ])
}
