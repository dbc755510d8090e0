extension DBMS {
  public static let spanner = DBMS(rawValue: "spanner")
}

extension Dialect {
  /// Google Spanner and its emulator, whose sentences differ. Names stand in backticks, in
  /// quotation marks (the dialect of PostgreSQL) or bare.
  public static let spanner = Dialect(
    name: "Spanner", dbms: .spanner,
    messages: spannerKeys + spannerReferences + spannerValues,
    nearMisses: [
      .nearMiss("Row 7 in table boats already exists"),
      .nearMiss("Duplicate name in schema: boats."),
      .nearMiss("Transaction was aborted by the user."),
      .nearMiss("Foreign key constraint checks are slow on table boats"),
    ])

  private static let spannerKeys: [Message] = [
    Message(
      .primaryKey, "Row [{values}] in table {table} already exists{rest}",
      examples: [
        Example(
          "Row [K-17] in table Boats already exists",
          yields: ConstraintViolation(
            kind: .primaryKey, dbms: .spanner, table: "Boats", values: ["K-17"]))
      ]),
    Message(
      .primaryKey,
      "Failed to insert row with primary key {value} due to previously existing row{rest}",
      origin: "emulator"),
    Message(
      .unique,
      "Unique index violation on index {quoted constraint} at index key [{values}]. It conflicts "
        + "with row {_} in table {table}.{rest}",
      examples: [
        Example(
          "Unique index violation on index BoatsBySailNo at index key [K-17,3]. It conflicts with "
            + "row [1] in table Boats.",
          yields: ConstraintViolation(
            kind: .unique, dbms: .spanner, constraint: "BoatsBySailNo", table: "Boats",
            values: ["K-17,3"]))
      ]),
    Message(
      .unique,
      "Unique index violation on index {quoted constraint} at index key [{values}]{rest}"),
    Message(
      .unique,
      "Unique index violation at index key [{values}]. It conflicts with row {_} in table "
        + "{table}.{rest}",
      examples: [
        Example(
          "Unique index violation at index key [K-17]. It conflicts with row [1] in table Boats.",
          yields: ConstraintViolation(
            kind: .unique, dbms: .spanner, table: "Boats", values: ["K-17"]))
      ]),
    Message(
      .unique,
      "UNIQUE violation on index {quoted constraint},{/}duplicate key: {{{values}}{rest}",
      origin: "emulator"),
    Message(
      .unique,
      "UNIQUE violation on index {quoted constraint},{/}duplicate key: [{values}]{rest}",
      examples: [
        Example(
          "UNIQUE violation on index BoatsBySailNo, duplicate key: [K-17] in this transaction.",
          yields: ConstraintViolation(
            kind: .unique, dbms: .spanner, constraint: "BoatsBySailNo", values: ["K-17"]))
      ]),
  ]

  private static let spannerReferences: [Message] = [
    Message(
      .foreignKey, side: .child,
      "Foreign key constraint {quoted constraint} is violated on table {object}. Cannot find "
        + "referenced values in {parent}({parent columns}){rest}",
      examples: [
        Example(
          "Foreign key constraint `FK_Pier` is violated on table `Berths`. Cannot find referenced "
            + "values in Piers(Id).",
          yields: ConstraintViolation(
            kind: .foreignKey, dbms: .spanner, constraint: "FK_Pier", table: "Berths",
            referencedTable: "Piers", referencedColumns: ["Id"], side: .child))
      ]),
    Message(
      .foreignKey, side: .child,
      "Foreign key constraint {quoted constraint} is violated on table {object}. Cannot find "
        + "referenced values in {rest}"),
    Message(
      .foreignKey, side: .child,
      "Foreign key {quoted constraint} constraint violation on table {object}. Cannot find "
        + "referenced key {_} in table {parent object}.{rest}", origin: "emulator"),
    Message(
      .foreignKey, side: .parent,
      "Foreign key constraint violation when deleting or updating referenced row(s): referencing "
        + "row(s) found in table {object}.{rest}"),
    Message(
      .foreignKey, side: .parent,
      "Foreign key constraint violation when deleting or updating referenced row(s){rest}"),
    Message(
      .foreignKey, side: .child,
      "Parent row for row [{values}] in table {table} is missing.{rest}", origin: "interleaving"),
    Message(
      .foreignKey, side: .parent,
      "Integrity constraint violation during DELETE/REPLACE. Found child row [{values}] in table "
        + "{table}.{rest}", origin: "interleaving"),
  ]

  private static let spannerValues: [Message] = [
    Message(
      .notNull,
      "{quoted column} must not be NULL in table {table}."),
    Message(
      .notNull,
      "Cannot specify a null value for column: {table.columns} in table: {_}",
      examples: [
        Example(
          "Cannot specify a null value for column: Berths.Place in table: Berths",
          yields: ConstraintViolation(
            kind: .notNull, dbms: .spanner, table: "Berths", columns: ["Place"]))
      ]),
    Message(
      .notNull,
      "Cannot specify a null value for column: {quoted column} in table: {table}"),
    Message(
      .notNull,
      "A new row in table {table} does not specify a non-null value for these NOT NULL columns: "
        + "{columns}"),
    Message(
      .notNull,
      "A new row in table {table} does not specify a non-null value for NOT NULL column: "
        + "{quoted column}"),
    Message(
      .check,
      "Check constraint {table.constraint} is violated for key {rest}"),
    Message(
      .length,
      "New value exceeds the maximum size limit for this column in this database: "
        + "{object}.{column}, size: {rest}"),
    Message(
      .length,
      "New value exceeds the maximum size limit for this column: {object}.{column}, size: {rest}",
      examples: [
        Example(
          "New value exceeds the maximum size limit for this column: Boats.Name, size: 12, "
            + "limit: 10.",
          yields: ConstraintViolation(
            kind: .length, dbms: .spanner, table: "Boats", columns: ["Name"]))
      ]),
    Message(
      .serializationFailure,
      "Transaction was aborted. It was wounded by a higher priority transaction {rest}"),
    Message(
      .serializationFailure, "Transaction aborted by Spanner{rest}"),
  ]
}
