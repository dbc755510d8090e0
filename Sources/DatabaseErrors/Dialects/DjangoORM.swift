extension Dialect {
  /// What Django says in its own name, above any database.
  public static let djangoORM = Dialect(
    name: "Django ORM", dbms: nil,
    messages: [
      Message(
        .multipleObjectsReturned, "get() returned more than one {_} -- it returned {rest}!",
        origin: "django/db/models/query.py",
        examples: [
          Example(
            "get() returned more than one Boat -- it returned 2!", type: "MultipleObjectsReturned",
            module: "harbour.models",
            yields: ConstraintViolation(kind: .multipleObjectsReturned))
        ]),
      Message(
        .transactionAborted,
        "An error occurred in the current transaction. You can't execute queries until the end "
          + "of the 'atomic' block.",
        origin: "django/db/backends/base/base.py",
        examples: [
          Example(
            "An error occurred in the current transaction. You can't execute queries until the "
              + "end of the 'atomic' block.",
            type: "TransactionManagementError", module: "django.db.transaction",
            yields: ConstraintViolation(kind: .transactionAborted))
        ]),
      Message(
        .foreignKey, side: .child,
        "The row in table '{_}' with primary key '{rest}' has an invalid foreign key: "
          + "{table.columns} contains a value '{value}' that does not have a corresponding value in "
          + "{parent.column}.",
        origin: "check_constraints() on SQLite and MySQL, at the end of a test or a fixture"),
    ],
    nearMisses: [
      .nearMiss(
        "select_for_update cannot be used outside of a transaction.",
        type: "TransactionManagementError", module: "django.db.transaction"),
      .nearMiss(
        "Boat matching query does not exist.", type: "DoesNotExist", module: "harbour.models"),
    ])
}
