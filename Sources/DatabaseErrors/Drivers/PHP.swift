extension Driver {
  /// PDO, mysqli, pgsql and SQLite3, with Laravel, Doctrine and others above them.
  public static let php = Driver(
    name: "PHP",
    modules: ["mysqli_sql_exception": .mySQL, "SQLite3Exception": .sqlite],
    wrappers: phpEnds + phpHeads + phpFrameworks,
    examples: [
      Example(
        "Storing boat[] failed: SQLSTATE[23505]: Unique violation: 7 ERROR:  duplicate key value "
          + "violates unique constraint \"uq\" DETAIL:  Key (id)=(7) already exists., "
          + "query was: INSERT INTO boats (sail_no) VALUES (?) (BoatStore.php:832)",
        yields: ConstraintViolation(
          kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "uq", columns: ["id"],
          values: ["7"])),
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
      Example(
        "WordPress database error Duplicate entry '7-ada' for key 'berth' for query INSERT INTO "
          + "`wp_berths` (`pier`, `guest`) VALUES (7, 'ada') made by require('wp-load.php'), do_it",
        yields: ConstraintViolation(
          kind: .unique, dbms: .mySQL, sqlState: "23000", vendorCode: "1062",
          constraint: "berth", table: "wp_berths", values: ["7-ada"],
          statement: "INSERT INTO `wp_berths` (`pier`, `guest`) VALUES (7, 'ada')")),
      Example(
        """
        WordPress database error: [Duplicate entry '7-ada' for key 'berth']
        INSERT INTO `wp_berths` (`pier`, `guest`) VALUES (7, 'ada')
        """,
        yields: ConstraintViolation(
          kind: .unique, dbms: .mySQL, sqlState: "23000", vendorCode: "1062",
          constraint: "berth", table: "wp_berths", values: ["7-ada"],
          statement: "INSERT INTO `wp_berths` (`pier`, `guest`) VALUES (7, 'ada')")),
      // CodeIgniter.
      Example(
        "Query error: Column 'name' cannot be null - Invalid query: INSERT INTO `boats` (`name`) "
          + "VALUES (NULL)",
        yields: ConstraintViolation(
          kind: .notNull, dbms: .mySQL, sqlState: "23000", vendorCode: "1048", table: "boats",
          columns: ["name"], statement: "INSERT INTO `boats` (`name`) VALUES (NULL)")),
      Example(
        "PHP Warning:  SQLite3::exec(): NOT NULL constraint failed: boats.name in "
          + "/srv/harbour/public/index.php on line 12",
        yields: ConstraintViolation(
          kind: .notNull, dbms: .sqlite, vendorCode: "1299", table: "boats", columns: ["name"])),
      Example(
        """
        An exception occurred while executing 'INSERT INTO boats (sail_no) VALUES (?)' with params \
        ["K-17"]:

        SQLSTATE[23505]: Unique violation: 7 ERROR:  duplicate key value violates unique constraint \
        "uniq_4f3b"
        DETAIL:  Key (sail_no)=(K-17) already exists.
        """, type: "Doctrine\\DBAL\\Exception\\UniqueConstraintViolationException",
        yields: ConstraintViolation(
          kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "uniq_4f3b",
          table: "boats",
          columns: ["sail_no"], values: ["K-17"],
          statement: "INSERT INTO boats (sail_no) VALUES (?)")),
      .nearMiss(
        "SQLSTATE[42S01]: Base table or view already exists: 1050 Table 'boats' already exists",
        type: "PDOException"),
      .nearMiss(
        "PHP Warning:  Undefined array key \"sail_no\" in /srv/harbour/index.php on line 12"),
    ])

  /// What PHP puts behind a message: where it happened, and the statement.
  private static let phpEnds: [Wrapper] = [
    Wrapper("{message} in {path} on line {number}"),
    Wrapper("{message} in {path}:{number}"),
    // Laravel: the statement with its values filled in. Titles and logs cut it.
    Wrapper("{message} (Connection: {_}, SQL: {statement})"),
    Wrapper("{message} (SQL: {statement})"),
    Wrapper("{message} (Connection: {_}, SQL: {statement}"),
    Wrapper("{message} (SQL: {statement}"),
    // Monolog's context.
    Wrapper("{message} {{\"exception\":{rest}"),
    Wrapper("{message} {{\"userId\":{rest}"),
    // Drupal, Yii, Magento, Joomla.
    Wrapper("{message}: INSERT INTO {{{table}} ({rest}"),
    Wrapper("{message}: INSERT INTO {statement}; Array{rest}", verb: "INSERT INTO "),
    Wrapper("{message}: UPDATE {statement}; Array{rest}", verb: "UPDATE "),
    Wrapper("{message}: DELETE FROM {statement}; Array{rest}", verb: "DELETE FROM "),
    Wrapper("{message}\nThe SQL being executed was: {statement}"),
    Wrapper("{message}\nAdditional Information:\n{rest}"),
    Wrapper("{message}. The SQL statement executed was: {statement}"),
    Wrapper("{message}, query was: {statement}"),
    Wrapper("{message} SQL=INSERT INTO {statement}", verb: "INSERT INTO "),
    Wrapper("{message} SQL=UPDATE {statement}", verb: "UPDATE "),
  ]

  /// What stands in front of a message: the kind of error and the function.
  private static let phpHeads: [Wrapper] = [
    Wrapper("PHP Fatal error:  {message}"),
    Wrapper("PHP Warning:  {message}"),
    Wrapper("Warning: {message}"),
    Wrapper("Fatal error: Uncaught {message}"),
    Wrapper("exception '{class}' with message '{message}'"),
    Wrapper("{class} with message '{message}'"),
    Wrapper("PHP Exception {class}: \"{message}\" at {_} line {number}"),
    Wrapper("pg_{_}(): Query failed: {message}", dbms: .postgreSQL),
    Wrapper("{class}(): {message}"),
    Wrapper("({sqlstate}/{code}): {message}", dbms: .mySQL),
    Wrapper("{code} {message}", dbms: .mySQL),
    // 7 is libpq's word for any failed statement.
    Wrapper("SQLSTATE[{sqlstate}]: {label}: 7 {message}", dbms: .postgreSQL),
    Wrapper("SQLSTATE[{sqlstate}]: {label}: -{code} {message}"),
    Wrapper("SQLSTATE[{sqlstate}]: {label}: 1 OCIStmtExecute: {message}", dbms: .oracle),
    // PDO's own source, and the application's in a log.
    Wrapper("{message}\n ({path}:{number})"),
    Wrapper("SQLSTATE[{sqlstate}]: {label}: {code} {message}"),
    Wrapper("SQLSTATE [{sqlstate}]: {label}: {code} {message}"),
    Wrapper("SQLSTATE[{sqlstate}] [{code}] {message}"),
    Wrapper("SQLSTATE[{sqlstate}, {code}]: {message}"),
  ]

  private static let phpFrameworks: [Wrapper] = [
    // Doctrine: since 3 without the statement.
    Wrapper("An exception occurred while executing a query: {message}"),
    Wrapper(
      "An exception occurred while executing '{query}' with params [{parameters}]: {message}"),
    Wrapper(
      "An exception occurred while executing '{query}' with params {{{parameters}}: {message}"),
    Wrapper("An exception occurred while executing '{query}': {message}"),
    Wrapper("An exception occurred in {_}: {message}"),
    Wrapper("CDbCommand failed to execute the SQL statement: {message}"),
    Wrapper("Query error: {message} - Invalid query: {statement}"),
    Wrapper(
      "WordPress database error {message} for query {statement} made by {rest}",
      standsBehindProse: true),
    Wrapper("WordPress database error {message} for query {statement}"),
    Wrapper("WordPress database error: [{message}]"),
    Wrapper(
      "WordPress database error: [{message}]\nINSERT INTO {statement}", standsBehindProse: true,
      verb: "INSERT INTO "),
    Wrapper(
      "WordPress database error: [{message}]\nUPDATE {statement}", standsBehindProse: true,
      verb: "UPDATE "),
    Wrapper("WordPress database error: [{message}]{rest}", standsBehindProse: true),
    Wrapper("Unable to execute {_} statement [{statement}] [wrapped: {message}]"),
    Wrapper("Debug info: {message}"),
    Wrapper("Query failed: {message}"),
    Wrapper("Database error: {message}"),
    Wrapper("MySQL Error: {message}", dbms: .mySQL),
    Wrapper("MySQL Error : {message}", dbms: .mySQL),
    Wrapper("Error: {code} {message} ({_})", dbms: .mySQL),
  ]
}
