extension DBMS {
  public static let informix = DBMS(rawValue: "informix")
}

extension Dialect {
  /// IBM Informix. A constraint stands behind its owner: `informix.u100_1`.
  public static let informix = Dialect(
    name: "Informix", dbms: .informix,
    messages: [
      Message(
        .unique, code: "23000", number: "-268",
        "Unique constraint ({schema.constraint}) violated.{rest}",
        examples: [
          Example(
            "Unique constraint (informix.u100_1) violated.",
            yields: ConstraintViolation(
              kind: .unique, dbms: .informix, sqlState: "23000", vendorCode: "-268",
              constraint: "u100_1", schema: "informix"))
        ]),
      Message(
        .unique, code: "23000", number: "-239",
        "Could not insert new row - duplicate value in a UNIQUE INDEX column (Unique "
          + "Index:{constraint}).{rest}"),
      Message(
        .unique, code: "23000", number: "-239",
        "Could not insert new row - duplicate value in a UNIQUE INDEX column{rest}"),
      Message(
        .unique, code: "23000", number: "-346",
        "Could not update a row in the table - duplicate value{rest}"),
      Message(
        .foreignKey, code: "23000", number: "-691", side: .child,
        "Missing key in referenced table for referential constraint ({schema.constraint}).{rest}",
        examples: [
          Example(
            "Missing key in referenced table for referential constraint (informix.r101_2).",
            yields: ConstraintViolation(
              kind: .foreignKey, dbms: .informix, sqlState: "23000", vendorCode: "-691",
              constraint: "r101_2", schema: "informix", side: .child))
        ]),
      Message(
        .foreignKey, code: "23000", number: "-692", side: .parent,
        "Key value for constraint ({schema.constraint}) is still being referenced.{rest}"),
      Message(
        .check, code: "23000", number: "-530",
        "Check constraint ({schema.constraint}) failed.{rest}"),
      Message(
        .notNull, code: "23000", number: "-391",
        "Cannot insert a null into column ({table}.{column}).{rest}"),
      Message(
        .notNull, code: "23000", number: "-391",
        "Cannot insert a null into column ({column}).{rest}"),
      Message(.length, code: "22001", number: "-1279", "Value exceeds string column length.{rest}"),
      Message(
        .outOfRange, code: "22003", number: "-1226",
        "Decimal or money value exceeds maximum precision.{rest}"),
    ],
    nearMisses: [
      .nearMiss("Unique constraint (informix.u100_1) already exists."),
      .nearMiss("Cannot insert a null into the harbour"),
    ])
}
