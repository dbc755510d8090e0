extension Driver {
  /// What stands between MySQL and whoever reads its words: the replica's log, Vitess, TiDB's log.
  public static let replication = Driver(
    name: "replication",
    wrappers: replicaWrappers + vitessWrappers + tiDBWrappers,
    examples: [
      Example(
        "Could not execute Write_rows event on table harbour.boats; Duplicate entry '7' for key "
          + "'PRIMARY', Error_code: 1062; handler error HA_ERR_FOUND_DUPP_KEY; the event's master "
          + "log binlog.000002, end_log_pos 789",
        yields: ConstraintViolation(
          kind: .primaryKey, dbms: .mySQL, sqlState: "23000", vendorCode: "1062",
          constraint: "PRIMARY", schema: "harbour", table: "boats", values: ["7"])),
      Example(
        "Slave SQL: Error 'Duplicate entry '7' for key 'sail_no'' on query. Default database: "
          + "'harbour'. Query: 'insert into boats values (7)', Error_code: 1062",
        yields: ConstraintViolation(
          kind: .unique, dbms: .mySQL, sqlState: "23000", vendorCode: "1062",
          constraint: "sail_no", table: "boats", values: ["7"],
          statement: "insert into boats values (7)")),
      Example(
        "target: harbour.-80.primary: vttablet: rpc error: code = AlreadyExists desc = Duplicate "
          + "entry 'K-17' for key 'boats.sail_no' (errno 1062) (sqlstate 23000) (CallerID: app): "
          + #"Sql: "insert into boats(sail_no) values (:v1)", BindVars: {v1: "K-17"}"#,
        yields: ConstraintViolation(
          kind: .unique, dbms: .mySQL, sqlState: "23000", vendorCode: "1062",
          constraint: "sail_no", table: "boats", values: ["K-17"],
          statement: "insert into boats(sail_no) values (:v1)")),
      Example(
        "[kv:1062]Duplicate entry 'K-17' for key 'boats.sail_no'",
        yields: ConstraintViolation(
          kind: .unique, dbms: .tiDB, sqlState: "23000", vendorCode: "1062",
          constraint: "sail_no", table: "boats", values: ["K-17"])),
      .nearMiss(
        "Could not execute Update_rows event on table harbour.boats; Can't find record in 'boats', "
          + "Error_code: 1032; handler error HA_ERR_KEY_NOT_FOUND; the event's master log b.1"),
      .nearMiss("target: harbour.-80.primary: vttablet: rpc error: code = Unavailable desc = down"),
      .nearMiss("[kv:8001]Memory capacity of 1 bytes for 'Statement Count' exceeded"),
    ])

  private static let replicaWrappers: [Wrapper] =
    ["Slave SQL: ", "Last_Error: ", "Last_SQL_Error: "].map {
      Wrapper($0 + "{message}", dbms: .mySQL)
    }
    + ["Slave", "Replica"].flatMap { replica in
      [
        Wrapper("\(replica) SQL for channel '': {message}", dbms: .mySQL),
        Wrapper("\(replica) SQL for channel '{_}': {message}", dbms: .mySQL),
      ]
    } + [
      Wrapper(
        "Worker {number} failed executing transaction '{_}' at {_}, end_log_pos {number}; "
          + "{message}", dbms: .mySQL),
      Wrapper(
        "Could not execute {_} event on table {written schema}.{written table}; {message}, Error_code: {code}; "
          + "handler error {rest}", dbms: .mySQL),
      // A statement that was replicated as such.
      Wrapper(
        "Error '{message}' on query. Default database: '{_}'. Query: '{statement}', Error_code: "
          + "{rest}", dbms: .mySQL),
      Wrapper(
        "Error '{message}' on query. Default database: '{_}'. Query: '{statement}', Gtid {rest}",
        dbms: .mariaDB),
      Wrapper(
        "Error '{message}' on query. Default database: '{_}'. Query: '{statement}'", dbms: .mySQL),
    ]

  /// Vitess and PlanetScale print the bind variables: personal data.
  private static let vitessWrappers: [Wrapper] = [
    Wrapper("target: {_}: vttablet: {message}", dbms: .mySQL),
    Wrapper("vttablet: {message}", dbms: .mySQL),
    Wrapper("rpc error: code = {_} desc = {message}"),
    Wrapper("lookup.Create: Code: ALREADY_EXISTS\n{message}", dbms: .mySQL),
    Wrapper(
      "transaction rolled back to reverse changes of partial DML execution: {message}",
      dbms: .mySQL),
    Wrapper(
      "{message} (errno {code}) (sqlstate {sqlstate}) (CallerID: {_}): Sql: \"{statement}\", "
        + "BindVars: {{{rest}}", dbms: .mySQL),
    Wrapper("{message} (errno {code}) (sqlstate {sqlstate}) (CallerID: {_}):", dbms: .mySQL),
    Wrapper("{message} (errno {code}) (sqlstate {sqlstate}) (CallerID: {_})", dbms: .mySQL),
    Wrapper("{message} (errno {code}) (sqlstate {sqlstate})", dbms: .mySQL),
  ]

  /// TiDB names the part of the server before the number.
  private static let tiDBWrappers: [Wrapper] = [
    "kv", "table", "executor", "types", "planner", "schema", "ddl", "tikv", "session",
    "expression", "server", "parser", "variable", "lightning",
  ].map { Wrapper("[\($0):{code}]{message}", dbms: .tiDB) }
}
