extension Dialect {
  /// YugabyteDB: PostgreSQL's server above another store, whose conflicts it reports.
  public static let yugabyteDB: Dialect = {
    let postgreSQL = Dialect.postgreSQL
    return Dialect(
      name: "YugabyteDB", dbms: .yugabyteDB,
      messages: yugabyteDBMessages + postgreSQLMessages.map { $0.spoken(by: .yugabyteDB) },
      details: postgreSQLDetails, contexts: postgreSQLContexts, conditions: postgreSQL.conditions,
      hasLabelledLines: true,
      nearMisses: [
        .nearMiss("Operation failed. Try again when the tide is in"),
        .nearMiss(#"relation "boats" already exists"#),
      ])
  }()

  /// Wordings of YugabyteDB alone; they tell it apart wherever they stand.
  static let yugabyteDBMessages: [Message] = [
    conflict(
      "Query error: Restart read required at: {rest}",
      "Query error: Restart read required at: { read: { physical: 1586581117344246 } }"),
    conflict(
      "Restart read required at: {rest}",
      "Restart read required at: { read: { physical: 1586581117344246 logical: 12 } }"),
    conflict(
      "Operation failed. Try again{_}onflicts with higher priority transaction: {rest}",
      "Operation failed. Try again: 4f Conflicts with higher priority transaction: 5e"),
    conflict(
      "Operation expired: {_}expired or aborted by a conflict{rest}",
      "Operation expired: Transaction 4f expired or aborted by a conflict: 40001"),
    conflict(
      "could not serialize access due to concurrent update (query layer retry isn't possible{rest}",
      "could not serialize access due to concurrent update (query layer retry isn't possible as "
        + "data was already sent)"),
    conflict(
      "All transparent retries exhausted. {rest}",
      "All transparent retries exhausted. Query error: Restart read required at: { }"),
  ]

  private static func conflict(_ template: String, _ example: String) -> Message {
    Message(
      .serializationFailure, code: "40001", dbms: .yugabyteDB, template, toleratesCut: false,
      origin: "yugabyte/yugabyte-db, YSQL error reference",
      examples: [
        Example(
          example,
          yields: ConstraintViolation(
            kind: .serializationFailure, dbms: .yugabyteDB, sqlState: "40001"))
      ])
  }
}
