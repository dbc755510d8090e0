extension Dialect {
  /// What Prisma says in its own name, above any database. Columns are the model's or the
  /// database's.
  public static let prismaORM = Dialect(
    name: "Prisma", dbms: nil, messages: prismaMessages, conditions: prismaConditions,
    nearMisses: [
      .nearMiss("Unique constraint failed in the timetable of the trains"),
      .nearMiss("Unique constraint failed on the fields: (`sail_no`)", type: "ValueError"),
      .nearMiss("Null constraint violation is what the lesson is about"),
    ])

  private static let prismaMessages: [Message] =
    [
      Message(
        .unique, "Unique constraint failed on the fields: ({columns})", origin: "P2002",
        examples: [
          Example(
            "Unique constraint failed on the fields: (`pier_id`,`berth`)",
            yields: ConstraintViolation(kind: .unique, columns: ["pier_id", "berth"]))
        ]),
      Message(
        .unique, dbms: .sqlServer, "Unique constraint failed on the constraint: `dbo.{table}`",
        origin: "P2002 of SQL Server, where the object's name is taken for the constraint's",
        examples: [
          Example(
            "Unique constraint failed on the constraint: `dbo.Boat`",
            type: "PrismaClientKnownRequestError",
            yields: ConstraintViolation(kind: .unique, dbms: .sqlServer, table: "Boat"))
        ]),
      Message(
        .unique, "Unique constraint failed on the constraint: `{constraint}`", origin: "P2002",
        examples: [
          Example(
            "Unique constraint failed on the constraint: `Boat_sailNo_key`",
            yields: ConstraintViolation(kind: .unique, constraint: "Boat_sailNo_key")
              .inferring(table: "Boat", columns: ["sailNo"]))
        ]),
      Message(
        .unique, "Unique constraint failed on the (not available)", origin: "P2002",
        examples: [
          Example(
            "Unique constraint failed on the (not available)",
            yields: ConstraintViolation(kind: .unique))
        ]),
      Message(
        .notNull, "Null constraint violation on the fields: ({columns})", origin: "P2011",
        examples: [
          Example(
            "Null constraint violation on the fields: (`name`)",
            yields: ConstraintViolation(kind: .notNull, columns: ["name"]))
        ]),
      Message(
        .notNull, "Null constraint violation on the constraint: `{constraint}`", origin: "P2011"),
      Message(.notNull, "Null constraint violation on the (not available)", origin: "P2011"),
      Message(
        .length,
        "The provided value for the column is too long for the column's type. Column: (not "
          + "available)", origin: "P2000"),
      Message(
        .length,
        "The provided value for the column is too long for the column's type. Column: {column}",
        origin: "P2000",
        examples: [
          Example(
            "The provided value for the column is too long for the column's type. Column: name",
            yields: ConstraintViolation(kind: .length, columns: ["name"]))
        ]),
      Message(
        .foreignKey, isCommon: true, "Foreign key constraint violated",
        origin: "P2003 of a database that names nothing",
        examples: [
          Example(
            "Foreign key constraint violated", type: "PrismaClientKnownRequestError",
            yields: ConstraintViolation(kind: .foreignKey))
        ]),
      Message(.outOfRange, "Value out of range for the type. {rest}", origin: "P2020"),
      Message(.outOfRange, "Value out of range for the type: {rest}", origin: "P2020"),
      Message(
        .outOfRange,
        "A number used in the query does not fit into a 64 bit signed integer. {rest}",
        origin: "P2033"),
      Message(
        .foreignKey, side: .parent,
        "The change you are trying to make would violate the required relation '{_}' between the "
          + "{rest} models.", origin: "P2014"),
      Message(
        .serializationFailure,
        "Transaction failed due to a write conflict or a deadlock. Please retry your transaction",
        origin: "P2034",
        examples: [
          Example(
            "Transaction failed due to a write conflict or a deadlock. Please retry your transaction",
            yields: ConstraintViolation(kind: .serializationFailure))
        ]),
    ]
    + ["failed on the field: ", "failed on the fields: ", "violated: ", "violated on the "].flatMap(
      foreignKeyMessages)

  /// P2003. The name of a constraint has `(index)` behind it; MySQL gives the field alone.
  private static func foreignKeyMessages(_ words: String) -> [Message] {
    let start = "Foreign key constraint \(words)"
    let example = Example(
      "\(start)`Berth_pierId_fkey (index)`",
      yields: ConstraintViolation(kind: .foreignKey, constraint: "Berth_pierId_fkey")
        .inferring(table: "Berth", columns: ["pierId"]))
    return [
      Message(
        .foreignKey, "\(start)`{constraint} (index)`", origin: "P2003",
        examples: words == "violated on the " ? [] : [example]),
      Message(.foreignKey, "\(start)`foreign key`"), Message(.foreignKey, "\(start)foreign key"),
      Message(.foreignKey, "\(start)`(not available)`"),
      Message(.foreignKey, "\(start)(not available)"),
      Message(.foreignKey, "\(start)fields: ({columns})"),
      Message(.foreignKey, "\(start)constraint: `{constraint}`"),
      Message(.foreignKey, "\(start)({columns})"),
      Message(.foreignKey, "\(start)`{column}`"),
    ]
  }

  private static let prismaConditions: [Condition] = [
    Condition(nil, number: "P2002", .unique, .primaryKey),
    Condition(nil, number: "P2003", .foreignKey),
    Condition(nil, number: "P2011", .notNull), Condition(nil, number: "P2000", .length),
    Condition(nil, number: "P2004", .constraintUnspecified, .check, .exclusion),
    Condition(nil, number: "P2014", .foreignKey), Condition(nil, number: "P2020", .outOfRange),
    Condition(nil, number: "P2033", .outOfRange),
    Condition(nil, number: "P2034", .serializationFailure, .deadlock),
  ]
}
