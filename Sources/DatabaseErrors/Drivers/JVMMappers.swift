extension Driver {
  /// What stands between an application of the JVM and its driver: Hibernate, Spring, MyBatis, jOOQ
  /// and others. They repeat the driver's text in theirs, with the statement beside it.
  public static let jvmMappers = Driver(
    name: "mappers of the JVM",
    wrappers: springWrappers + hibernateWrappers + myBatisWrappers + jpaWrappers + otherWrappers,
    examples: mapperExamples + mapperNearMisses)

  /// The text behind the last `nested exception is` is the deepest; it may say less.
  private static let springWrappers: [Wrapper] =
    [Wrapper("{message}; nested exception is {nested}")]
    + [
      "Request processing failed", "Handler dispatch failed", "Could not commit JPA transaction",
      "Could not commit Hibernate transaction", "Servlet.service() for servlet {_} threw exception",
    ].flatMap { start in
      [Wrapper("\(start); nested exception is {message}"), Wrapper("\(start): {message}")]
    }
    + [
      "PreparedStatementCallback", "StatementCallback", "CallableStatementCallback",
      "ConnectionCallback", "executeMany", "execute", "jOOQ", "Hibernate operation",
      "Hibernate flushing", "Hibernate-related JDBC operation", "JDBC commit",
    ].flatMap { task in
      [
        Wrapper("\(task); SQL [{statement}]; {message}"),
        Wrapper(
          "\(task); uncategorized SQLException for SQL [{statement}]; SQL state [{_}]; error code "
            + "[{_}]; {message}"),
        Wrapper("\(task): {_}; SQL [{statement}]; {message}"),
      ]
    } + [
      Wrapper("SQL [{statement}]; {message}"),
      Wrapper("{message}; SQL [{statement}]; constraint [{rest}"),
    ]

  /// From 6 on Hibernate puts the driver's text and the statement in brackets.
  private static let hibernateWrappers: [Wrapper] = [
    Wrapper("could not {label} [{message}] [{statement}]; SQL [{rest}"),
    Wrapper("could not {label} [{message}] [{statement}]"),
    Wrapper("could not {label} [{message}]; SQL [{rest}"),
    Wrapper("Unable to {label} [{message}] [{statement}]"),
    Wrapper("Converting `{class}` to JPA `PersistenceException` : {message}"),
    Wrapper("Converting `{class}` to JPA `PersistenceException`: {message}"),
    Wrapper("JDBC exception executing SQL [{statement}] [{message}] [{rest}]"),
    Wrapper("JDBC exception executing SQL [{statement}]; {message}"),
  ]

  /// Three or four copies, the last ones behind `### Cause:` and, with Spring, behind a semicolon.
  private static let myBatisWrappers: [Wrapper] = [
    Wrapper(
      "### Error {_}.  Cause: {rest}\n### SQL: {statement}\n### Cause: {message}\n; {nested}"),
    Wrapper("### Error {_}.  Cause: {rest}\n### SQL: {statement}\n### Cause: {message}"),
    Wrapper("### Error {_}.  Cause: {rest}\n### Cause: {message}\n; {nested}"),
    Wrapper("### Error {_}.  Cause: {rest}\n### Cause: {message}"),
    Wrapper("### Error {_}.  Cause: {message}"),
    Wrapper("### Cause: {message}"),
  ]

  private static let jpaWrappers: [Wrapper] = [
    // EclipseLink.
    Wrapper(
      "Exception [EclipseLink-{number}] ({_}): {class}\nInternal Exception: {message}\nError Code: "
        + "{_}\nCall: {statement}\nQuery: {rest}"),
    Wrapper(
      "Exception [EclipseLink-{number}] ({_}): {class}\nInternal Exception: {message}\nError Code: "
        + "{rest}"),
    Wrapper("Exception [EclipseLink-{number}] ({_}): {class}\nInternal Exception: {message}"),
    Wrapper("Exception [EclipseLink-{number}] ({_}): {class} Internal Exception: {message}"),
    Wrapper("Internal Exception: {message}\nError Code: {_}\nCall: {statement}\nQuery: {rest}"),
    Wrapper("Internal Exception: {message}\nError Code: {_}\nCall: {statement}"),
    Wrapper("Internal Exception: {message}\nError Code: {rest}"),
    Wrapper("Internal Exception: {message} Error Code: {_} Call: {statement} Query: {rest}"),
    Wrapper("Internal Exception: {message} Error Code: {_} Call: {statement}"),
    // OpenJPA.
    Wrapper("<openjpa-{_}> {class}: {message}"),
    Wrapper("{message}\nFailedObject: {rest}"),
    Wrapper("{message} {{prepstmnt {statement}} [code={_}, state={sqlstate}]"),
    Wrapper("{message} {{stmnt {statement}} [code={_}, state={sqlstate}]"),
  ]

  private static let otherWrappers: [Wrapper] = [
    // Exposed.
    Wrapper("{message}\nSQL: [{statement}]"),
    // JDBI.
    Wrapper("{message} [statement:\"{statement}\", arguments:{rest}]"),
    Wrapper("{message} [statement:\"{statement}\", located:{rest}]"),
    Wrapper("{message} [statement:\"{statement}\", rewritten:{rest}]"),
    // Ebean.
    Wrapper("ERROR executing DML bindLog[{rest}] error[{message}]"),
    Wrapper("Error[{message}]"),
    // Micronaut Data.
    Wrapper("Error executing {label}: {message}"),
    Wrapper("SQL Error executing {label}: {message}"),
    // Cayenne.
    Wrapper("[v.{_}] Commit Exception: {message}"),
  ]

  private static let mapperExamples: [Example] = [
    Example(
      "could not execute statement [Duplicate entry 'K-17' for key 'boats.uq'] [insert into "
        + "boats (sail_no) values (?)]",
      type: "ConstraintViolationException", module: "org.hibernate.exception",
      yields: ConstraintViolation(
        kind: .unique, dbms: .mySQL, sqlState: "23000", vendorCode: "1062", constraint: "uq",
        table: "boats", values: ["K-17"],
        statement: "insert into boats (sail_no) values (?)")),
    Example(
      """
      could not execute statement [ERROR: null value in column "name" of relation "boats" violates \
      not-null constraint
        Detail: Failing row contains (4, null).] [insert into boats (name) values (?)]; SQL [insert \
      into boats (name) values (?)]; constraint [name]
      """, type: "DataIntegrityViolationException", module: "org.springframework.dao",
      yields: ConstraintViolation(
        kind: .notNull, dbms: .postgreSQL, sqlState: "23502", table: "boats", columns: ["name"],
        statement: "insert into boats (name) values (?)")),
    Example(
      "Request processing failed; nested exception is "
        + "org.springframework.dao.DuplicateKeyException: PreparedStatementCallback; SQL [insert "
        + "into boats (sail_no) values (?)]; Duplicate entry 'K-17' for key 'boats.uq'",
      type: "NestedServletException", module: "org.springframework.web.util",
      yields: ConstraintViolation(
        kind: .unique, dbms: .mySQL, sqlState: "23000", vendorCode: "1062", constraint: "uq",
        table: "boats", values: ["K-17"], statement: "insert into boats (sail_no) values (?)")),
    Example(
      """

      ### Error updating database.  Cause: java.sql.SQLIntegrityConstraintViolationException: \
      Duplicate entry 'K-17' for key 'boats.uq'
      ### The error may exist in com/harbour/BoatMapper.java (best guess)
      ### The error may involve com.harbour.BoatMapper.insert-Inline
      ### The error occurred while setting parameters
      ### SQL: INSERT INTO boats (sail_no) VALUES (?)
      ### Cause: java.sql.SQLIntegrityConstraintViolationException: Duplicate entry 'K-17' for key \
      'boats.uq'
      ; Duplicate entry 'K-17' for key 'boats.uq'
      """, type: "DuplicateKeyException", module: "org.springframework.dao",
      yields: ConstraintViolation(
        kind: .unique, dbms: .mySQL, sqlState: "23000", vendorCode: "1062", constraint: "uq",
        table: "boats", values: ["K-17"], statement: "INSERT INTO boats (sail_no) VALUES (?)")),
    Example(
      """

      Internal Exception: java.sql.SQLIntegrityConstraintViolationException: Duplicate entry 'K-17' \
      for key 'boats.uq'
      Error Code: 1062
      Call: INSERT INTO boats (sail_no) VALUES (?)
      \tbind => [K-17]
      Query: InsertObjectQuery(com.harbour.Boat@1b2)
      """, type: "DatabaseException", module: "org.eclipse.persistence.exceptions",
      yields: ConstraintViolation(
        kind: .unique, dbms: .mySQL, sqlState: "23000", vendorCode: "1062", constraint: "uq",
        table: "boats", values: ["K-17"],
        statement: "INSERT INTO boats (sail_no) VALUES (?)\n\tbind => [K-17]")),
    Example(
      "Column 'NAME'  cannot accept a NULL value. {prepstmnt 7 INSERT INTO boats (id) VALUES (?) "
        + "[params=(int) 1]} [code=20000, state=23502]\nFailedObject: com.harbour.Boat@1b2",
      type: "PersistenceException", module: "org.apache.openjpa.persistence",
      yields: ConstraintViolation(
        kind: .notNull, dbms: .derby, sqlState: "23502", table: "boats", columns: ["NAME"],
        statement: "INSERT INTO boats (id) VALUES (?) [params=(int) 1]")),
    Example(
      "org.sqlite.SQLiteException: [SQLITE_CONSTRAINT_UNIQUE] A UNIQUE constraint failed (UNIQUE "
        + "constraint failed: boats.sail_no)\nSQL: [INSERT INTO boats (sail_no) VALUES (?)]",
      type: "ExposedSQLException", module: "org.jetbrains.exposed.exceptions",
      yields: ConstraintViolation(
        kind: .unique, dbms: .sqlite, vendorCode: "2067", table: "boats", columns: ["sail_no"],
        statement: "INSERT INTO boats (sail_no) VALUES (?)")),
  ]

  private static let mapperNearMisses: [Example] = [
    .nearMiss(
      "register.sailNo: must not be null", type: "ConstraintViolationException",
      module: "jakarta.validation"),
    .nearMiss(
      "Validation failed for classes [com.harbour.Boat] during persist time for groups "
        + "[jakarta.validation.groups.Default, ]", type: "ConstraintViolationException",
      module: "jakarta.validation"),
    .nearMiss(
      "could not execute query; SQL [select b from boats]; nested exception is "
        + "org.hibernate.exception.SQLGrammarException: could not execute query",
      type: "InvalidDataAccessResourceUsageException", module: "org.springframework.dao"),
    .nearMiss(
      "No qualifying bean of type 'com.harbour.Boat' available: expected single matching bean but "
        + "found 2: a,b", type: "NoUniqueBeanDefinitionException",
      module: "org.springframework.beans.factory"),
  ]
}
