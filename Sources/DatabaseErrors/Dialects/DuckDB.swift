extension Dialect {
  /// DuckDB 0.5 to 1.4. Behind the name of an error's class come words of its own or SQLite's; a
  /// key is told by its columns, never by its name.
  public static let duckDB = Dialect(
    name: "DuckDB", dbms: .duckDB, messages: duckDBMessages, hasLabelledLines: true,
    nearMisses: duckDBNearMisses)

  private static let duckDBMessages: [Message] =
    duckDBKeyMessages(.primaryKey, "primary key") + duckDBKeyMessages(.unique, "unique") + [
      Message(
        .unique, #"PRIMARY KEY or UNIQUE constraint violation: duplicate key "{value}""#,
        origin: "1.2 and later, two rows of one statement"),
      Message(.unique, #"PRIMARY KEY or UNIQUE constraint violated: duplicate key "{value}""#),
      Message(
        .unique, "PRIMARY KEY or UNIQUE constraint violated: duplicated key", origin: "before 0.8"),
      Message(
        .couldNotCreateUniqueIndex, "Data contains duplicates on indexed column(s)",
        examples: [
          Example(
            "Constraint Error: Data contains duplicates on indexed column(s)",
            yields: ConstraintViolation(kind: .couldNotCreateUniqueIndex, dbms: .duckDB))
        ]),
      Message(
        .foreignKey, side: .child,
        #"Violates foreign key constraint because key "{parent column: value}" does not exist in "#
          + "the referenced table",
        examples: [
          Example(
            #"Constraint Error: Violates foreign key constraint because key "id: 99" does not "#
              + "exist in the referenced table",
            yields: ConstraintViolation(
              kind: .foreignKey, dbms: .duckDB, values: ["99"], referencedColumns: ["id"],
              side: .child))
        ]),
    ]
    + ["", ".{rest}"].map {
      Message(
        .foreignKey, side: .parent,
        #"Violates foreign key constraint because key "{column: value}" is still referenced by a "#
          + "foreign key in a different table\($0)")
    } + [
      Message(.notNull, "NOT NULL constraint failed: {table.columns}"),
      Message(
        .check, "CHECK constraint failed on table {table} with expression {rest}",
        origin: "1.2 and later",
        examples: [
          Example(
            "Constraint Error: CHECK constraint failed on table boats with expression "
              + "CHECK((length > 0))",
            yields: ConstraintViolation(kind: .check, dbms: .duckDB, table: "boats")
              .checking("CHECK((length > 0))"))
        ]),
      Message(.check, "CHECK constraint failed: {table}", origin: "before 1.2"),
      Message(
        .invalidValue, "Conversion Error: Could not convert string '{value}' to {type}",
        examples: [
          Example(
            "Conversion Error: Could not convert string 'long' to INT32\n"
              + "LINE 1: insert into piers values ('long', 'West')",
            yields: ConstraintViolation(kind: .invalidValue, dbms: .duckDB, values: ["long"]))
        ]),
      Message(
        .invalidValue,
        #"Conversion Error: {_} field value out of range: "{value}", expected format is {rest}"#,
        origin: "before 1.2"),
      Message(
        .invalidValue,
        #"Conversion Error: invalid {_} field format: "{value}", expected format is {rest}"#),
      Message(
        .outOfRange,
        "Conversion Error: Type {type} with value {value} can't be cast because the value is out of "
          + "range for the destination type {type}"),
      Message(
        .outOfRange,
        #"Conversion Error: Casting value "{value}" to type {type} failed: value is out of range!"#),
      Message(
        .noUniqueForOnConflict,
        "Binder Error: The specified columns as conflict target are not referenced by a "
          + "UNIQUE/PRIMARY KEY CONSTRAINT{rest}",
        examples: [
          Example(
            "Binder Error: The specified columns as conflict target are not referenced by a "
              + "UNIQUE/PRIMARY KEY CONSTRAINT or INDEX",
            yields: ConstraintViolation(kind: .noUniqueForOnConflict, dbms: .duckDB))
        ]),
      Message(
        .noUniqueForOnConflict,
        "Binder Error: There are no UNIQUE/PRIMARY KEY {_} that refer to this table, {rest}"),
      Message(.serializationFailure, "TransactionContext Error: Conflict on {_}!"),
      Message(
        .serializationFailure,
        "TransactionContext Error: Catalog write-write conflict on {rest}"),
      Message(
        .transactionAborted,
        "TransactionContext Error: Current transaction is aborted (please ROLLBACK)"),
      Message(
        .transactionAborted, "Invalid Error: Current transaction is aborted (please ROLLBACK)",
        origin: "before 0.10"),
    ]

  private static func duckDBKeyMessages(_ kind: Message.Kind, _ noun: String) -> [Message] {
    // Until 1.1 with the manual's address.
    let advice =
      "If this is an unexpected constraint violation please double check with the known index "
      + "limitations section in our documentation ({_})."
    return ["", ".", ". \(advice)", ".\n\(advice)"].map { end in
      let example = Example(
        "Constraint Error: Duplicate key \"pier: 1, berth: 7\" violates \(noun) constraint.",
        yields: ConstraintViolation(
          kind: kind, dbms: .duckDB, columns: ["pier", "berth"], values: ["1", "7"]))
      return Message(
        kind, #"Duplicate key "{column: value}" violates \#(noun) constraint"# + end,
        examples: end == "." ? [example] : [])
    }
  }

  private static let duckDBNearMisses: [Example] = [
    .nearMiss("Catalog Error: Table with name \"boats\" already exists!"),
    .nearMiss("Binder Error: Table \"boats\" does not have a column with name \"mast\""),
    .nearMiss("Parser Error: syntax error at or near \"unique\""),
    .nearMiss("Constraint Error: no schedule satisfies all of them"),
    .nearMiss("Duplicate key \"pier: 1\" in the mapping"),
  ]
}
