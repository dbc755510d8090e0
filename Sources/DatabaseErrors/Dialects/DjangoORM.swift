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
        .multipleObjectsReturned,
        "get() returned more than one {_} -- it returned {_}! Lookup parameters were {rest}",
        origin: "django/db/models/query.py before 1.8",
        examples: [
          Example(
            "get() returned more than one Boat -- it returned 2! Lookup parameters were "
              + "{'name': u'Anna'}",
            type: "MultipleObjectsReturned", module: "harbour.models",
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
          + "{table.columns} contains a value '{value}' that does not have a corresponding value "
          + "in {parent.column}.",
        origin: "check_constraints() on SQLite and MySQL, at the end of a test or a fixture"),
      // Refused by the ORM, which looks for children before it deletes.
      Message(
        .foreignKey, side: .parent,
        "Cannot delete some instances of model '{_}' because they are referenced through protected "
          + "foreign keys: {rest}",
        origin: "on_delete=PROTECT, django/db/models/deletion.py",
        examples: [
          Example(
            "Cannot delete some instances of model 'Pier' because they are referenced through "
              + "protected foreign keys: 'Berth.pier'.",
            type: "ProtectedError", module: "django.db.models.deletion",
            yields: ConstraintViolation(kind: .foreignKey, side: .parent))
        ]),
      Message(
        .foreignKey, side: .parent,
        "Cannot delete some instances of model '{_}' because they are referenced through "
          + "restricted foreign keys: {rest}",
        origin: "on_delete=RESTRICT, django/db/models/deletion.py",
        examples: [
          Example(
            "Cannot delete some instances of model 'Pier' because they are referenced through "
              + "restricted foreign keys: 'Berth.pier'.",
            type: "RestrictedError", module: "django.db.models.deletion",
            yields: ConstraintViolation(kind: .foreignKey, side: .parent))
        ]),
      // A form, a model's full_clean or a serializer refused before the database was asked.
      Message(
        .appValidation, "{{'__all__': ['{_} with this {_} already exists.']}",
        origin: "unique_together, UniqueConstraint"),
      Message(
        .appValidation, "{{'{column}': ['{_} with this {_} already exists.']}",
        origin: "django/db/models/fields",
        examples: [
          Example(
            "{'sail_no': ['Boat with this Sail no already exists.']}", type: "ValidationError",
            module: "django.core.exceptions",
            yields: ConstraintViolation(kind: .appValidation, columns: ["sail_no"]))
        ]),
      Message(
        .appValidation,
        "{{'{column}': [ErrorDetail(string='{_} with this {_} already exists.', code='unique')]}",
        origin: "Django REST framework"),
      Message(
        .appValidation,
        "{{'non_field_errors': [ErrorDetail(string='The fields {_} must make a unique set.', "
          + "code='unique')]}", origin: "Django REST framework"),
    ],
    nearMisses: [
      .nearMiss(
        "select_for_update cannot be used outside of a transaction.",
        type: "TransactionManagementError", module: "django.db.transaction"),
      .nearMiss(
        "Boat matching query does not exist.", type: "DoesNotExist", module: "harbour.models"),
    ])
}
