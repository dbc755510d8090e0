extension Dialect {
  /// Transactions that could not go on.
  static let transactionMessages: [Message] = [
    Message(
      .transactionAborted, code: "25P02",
      "current transaction is aborted, commands ignored until end of transaction block",
      origin: "src/backend/tcop/postgres.c"),
    Message(
      .serializationFailure, code: "40001", "could not serialize access due to concurrent update",
      origin: "src/backend/executor/nodeModifyTable.c"),
    Message(
      .serializationFailure, code: "40001", "could not serialize access due to concurrent delete"),
    Message(
      .serializationFailure, code: "40001",
      "could not serialize access due to read/write dependencies among transactions",
      origin: "src/backend/storage/lmgr/predicate.c"),
    Message(
      .serializationFailure, code: "40001",
      "tuple to be {_} was already moved to another partition due to concurrent update",
      origin: "11 and later"),
    Message(
      .serializationFailure, code: "40001", "canceling statement due to conflict with recovery",
      origin: "a query on a standby, src/backend/tcop/postgres.c"),
    Message(
      .deadlock, code: "40P01", "deadlock detected",
      origin: "src/backend/storage/lmgr/deadlock.c",
      examples: [
        Example(
          """
          deadlock detected
          DETAIL:  Process 4711 waits for ShareLock on transaction 740; blocked by process 4712.
          Process 4712 waits for ShareLock on transaction 739; blocked by process 4711.
          HINT:  See server log for query details.
          CONTEXT:  while updating tuple (0,1) in relation "boats"
          """,
          yields: ConstraintViolation(
            kind: .deadlock, dbms: .postgreSQL, sqlState: "40P01", table: "boats"))
      ]),
    Message(.lockTimeout, code: "55P03", "canceling statement due to lock timeout"),
    Message(.lockTimeout, code: "55P03", #"could not obtain lock on row in relation "{table}""#),
    Message(.lockTimeout, code: "55P03", #"could not obtain lock on relation "{table}""#),
  ]
}
