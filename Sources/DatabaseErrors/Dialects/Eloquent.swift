extension Dialect {
  /// What Laravel and Doctrine say in their own names.
  public static let eloquent = Dialect(
    name: "Eloquent and Doctrine", dbms: nil,
    messages: [
      Message(
        .appValidation, "The {attribute} has already been taken.",
        origin: "illuminate/translation/lang/en/validation.php",
        examples: [
          Example(
            "The sail no has already been taken.",
            type: "Illuminate\\Validation\\ValidationException",
            yields: ConstraintViolation(kind: .appValidation).inferring(columns: ["sail_no"]))
        ]),
      Message(
        .appValidation, "The {attribute} has already been taken. (and {number} more error{rest}",
        origin: "Laravel 9 and later sum up",
        examples: [
          Example(
            "The email has already been taken. (and 1 more error)",
            type: "Illuminate\\Validation\\ValidationException",
            yields: ConstraintViolation(kind: .appValidation).inferring(columns: ["email"]))
        ]),
      Message(
        .multipleObjectsReturned,
        "More than one result was found for query although one row or none was expected.",
        origin: "doctrine/orm/src/NonUniqueResultException.php",
        examples: [
          Example(
            "More than one result was found for query although one row or none was expected.",
            type: "Doctrine\\ORM\\NonUniqueResultException",
            yields: ConstraintViolation(kind: .multipleObjectsReturned))
        ]),
    ],
    nearMisses: [
      .nearMiss(
        "The sail no field is required.", type: "Illuminate\\Validation\\ValidationException"),
      .nearMiss(
        "No query results for model [App\\Models\\Boat] 17",
        type: "Illuminate\\Database\\Eloquent\\ModelNotFoundException"),
      .nearMiss("No result was found for query although at least one row was expected."),
    ])
}
