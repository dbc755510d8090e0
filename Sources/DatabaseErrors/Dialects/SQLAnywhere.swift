extension DBMS {
  public static let sqlAnywhere = DBMS(rawValue: "sqlanywhere")
}

extension Dialect {
  /// SAP SQL Anywhere.
  public static let sqlAnywhere = Dialect(
    name: "SQL Anywhere", dbms: .sqlAnywhere,
    messages: [
      Message(
        .primaryKey, code: "23W01", number: "-193",
        "Primary key for table '{table}' is not unique{rest}",
        examples: [
          Example(
            "Primary key for table 'boats' is not unique: Primary key value ('7')",
            yields: ConstraintViolation(
              kind: .primaryKey, dbms: .sqlAnywhere, sqlState: "23W01", vendorCode: "-193",
              table: "boats"))
        ]),
      Message(
        .unique, code: "23505", number: "-196",
        "Index '{constraint}' for table '{table}' would not be unique{rest}"),
      Message(
        .foreignKey, code: "23503", number: "-194", side: .child,
        "No primary key value for foreign key '{constraint}' in table '{table}'{rest}",
        examples: [
          Example(
            "No primary key value for foreign key 'fk_pier' in table 'berths'",
            yields: ConstraintViolation(
              kind: .foreignKey, dbms: .sqlAnywhere, sqlState: "23503", vendorCode: "-194",
              constraint: "fk_pier", table: "berths", side: .child))
        ]),
      Message(
        .foreignKey, code: "23503", number: "-198", side: .parent,
        "Primary key for row in table '{parent}' is referenced by foreign key '{constraint}' in "
          + "table '{table}'{rest}"),
      Message(
        .notNull, code: "23502", number: "-195",
        "Column '{column}' in table '{table}' cannot be NULL{rest}"),
      Message(
        .check, code: "23506", number: "-677",
        "Constraint '{constraint}' violated: Invalid value in table '{table}'{rest}"),
      Message(
        .check, code: "23505", number: "-209",
        "Invalid value for column '{column}' in table '{table}'{rest}"),
      Message(.length, code: "22001", number: "-638", "Right truncation of string data{rest}"),
      Message(
        .deadlock, code: "40001", number: "-306", isVague: true, "Deadlock detected{rest}",
        examples: [
          Example(
            "SQL Anywhere Error -306: Deadlock detected",
            yields: ConstraintViolation(
              kind: .deadlock, dbms: .sqlAnywhere, sqlState: "40001", vendorCode: "-306"))
        ]),
      Message(
        .lockTimeout, code: "42W18", number: "-210",
        "User '{_}' has the row in '{table}' locked{rest}"),
    ],
    nearMisses: [
      .nearMiss("Primary key for table 'boats' is missing"),
      .nearMiss("Deadlock detected between two ferries"),
      .nearMiss("Index 'ix_boats' for table 'boats' already exists"),
    ])
}
