extension Dialect {
  /// What Waterline, Directus, mongoose, Sequelize's validators and Strapi say in their own names.
  public static let nodeORMs = Dialect(
    name: "Node ORMs", dbms: nil,
    messages: directusMessages + [
      Message(
        .unique,
        "Would violate uniqueness constraint-- a record already exists with conflicting value(s).",
        origin: "waterline: E_UNIQUE",
        examples: [
          Example(
            "Would violate uniqueness constraint-- a record already exists with conflicting "
              + "value(s).", type: "AdapterError",
            yields: ConstraintViolation(kind: .unique))
        ]),
      // Refused before the database was asked.
      Message(
        .appValidation, "notNull Violation: {table}.{column} cannot be null",
        origin: "sequelize lib/instance-validator.js",
        examples: [
          Example(
            "notNull Violation: Boat.name cannot be null", type: "SequelizeValidationError",
            yields: ConstraintViolation(kind: .appValidation, table: "Boat", columns: ["name"]))
        ]),
      Message(
        .appValidation, "Path `{column}` is required.", origin: "mongoose lib/error/messages.js",
        examples: [
          Example(
            "Path `sailNo` is required.", type: "ValidatorError",
            yields: ConstraintViolation(kind: .appValidation, columns: ["sailNo"]))
        ]),
      Message(
        .appValidation, "Path `{column}` ({rest}", origin: "mongoose lib/error/messages.js"),
      Message(
        .appValidation, "Error, expected `{column}` to be unique. {rest}",
        origin: "mongoose-unique-validator"),
      Message(.appValidation, "This attribute must be unique", origin: "strapi"),
    ],
    nearMisses: [
      .nearMiss("Form validation failed: see the marked fields"),
      .nearMiss("Would violate uniqueness of the harbour"),
    ])

  /// Directus says which field of which collection.
  private static let directusMessages: [Message] =
    [
      (.unique, "has to be unique."), (.notNull, "can't be null."), (.length, "is too long."),
      (.outOfRange, "is out of range."),
    ].flatMap { (kind: Message.Kind, end: String) in
      [
        #"Value "{value}" for field "{column}" in collection "{table}" "#,
        #"Value for field "{column}" in collection "{table}" "#,
      ].map {
        Message(
          kind, $0 + end, origin: "directus api/src/database/errors",
          examples: kind == .unique && $0.hasPrefix("Value for")
            ? [
              Example(
                #"Value for field "sail_no" in collection "boats" has to be unique."#,
                yields: ConstraintViolation(kind: .unique, table: "boats", columns: ["sail_no"]))
            ] : [])
      }
    } + [
      Message(
        .foreignKey, #"Invalid foreign key for field "{column}" in collection "{table}"."#,
        origin: "directus api/src/database/errors",
        examples: [
          Example(
            #"Invalid foreign key for field "pier_id" in collection "berths"."#,
            yields: ConstraintViolation(
              kind: .foreignKey, table: "berths", columns: ["pier_id"]))
        ])
    ]
}
