extension Dialect {
  /// What SQLAlchemy, Tortoise and Pony say in their own names.
  public static let sqlAlchemy = Dialect(
    name: "SQLAlchemy, Tortoise and Pony", dbms: nil,
    messages: [
      Message(
        .multipleObjectsReturned, "Multiple rows were found when exactly one was required",
        origin: "sqlalchemy/engine/result.py, 1.4 and later",
        examples: [
          Example(
            "Multiple rows were found when exactly one was required",
            type: "MultipleResultsFound", module: "sqlalchemy.exc",
            yields: ConstraintViolation(kind: .multipleObjectsReturned))
        ]),
      Message(
        .multipleObjectsReturned, "Multiple rows were found when one or none was required",
        origin: "sqlalchemy/engine/result.py, 1.4 and later",
        examples: [
          Example(
            "sqlalchemy.exc.MultipleResultsFound: Multiple rows were found when one or none was "
              + "required",
            yields: ConstraintViolation(kind: .multipleObjectsReturned))
        ]),
      Message(
        .multipleObjectsReturned, "Multiple rows were found for one()",
        origin: "sqlalchemy/orm/query.py before 1.4"),
      Message(
        .multipleObjectsReturned, "Multiple rows were found for one_or_none()",
        origin: "sqlalchemy/orm/query.py before 1.4"),
      Message(
        .transactionAborted, "Can't reconnect until invalid transaction is rolled back.{rest}",
        origin: "sqlalchemy/engine/base.py",
        examples: [
          Example(
            "Can't reconnect until invalid transaction is rolled back.  Please rollback() fully "
              + "before proceeding",
            type: "PendingRollbackError", module: "sqlalchemy.exc",
            yields: ConstraintViolation(kind: .transactionAborted))
        ]),
      Message(
        .multipleObjectsReturned, "Multiple objects returned, expected exactly one",
        origin: "tortoise/queryset.py"),
      Message(
        .multipleObjectsReturned, "Multiple objects found for {_}, expected exactly one",
        origin: "tortoise/queryset.py before 0.16"),
      Message(
        .multipleObjectsReturned, "Multiple objects were found. Use {_} to retrieve them",
        origin: "pony/orm/core.py",
        examples: [
          Example(
            "Multiple objects were found. Use Boat.select(...) to retrieve them",
            type: "MultipleObjectsFoundError", module: "pony.orm.core",
            yields: ConstraintViolation(kind: .multipleObjectsReturned))
        ]),
    ],
    nearMisses: [
      .nearMiss(
        "No row was found when one was required", type: "NoResultFound", module: "sqlalchemy.exc"),
      .nearMiss("Multiple head revisions are present for given argument 'head'"),
    ])
}
