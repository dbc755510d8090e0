extension Dialect {
  /// What Rails says in its own name: uniqueness that was checked before the database was asked,
  /// and more rows than one.
  public static let activeRecord = Dialect(
    name: "Active Record", dbms: nil,
    messages: [
      Message(
        .appValidation, "Validation failed: {attribute} has already been taken",
        origin: "activerecord/lib/active_record/locale/en.yml",
        examples: [
          Example(
            "Validation failed: Sail no has already been taken",
            type: "ActiveRecord::RecordInvalid",
            yields: ConstraintViolation(kind: .appValidation).inferring(columns: ["sail_no"])),
          Example(
            "Validation failed: Name can't be blank, Sail no has already been taken",
            type: "ActiveRecord::RecordInvalid",
            yields: ConstraintViolation(kind: .appValidation).inferring(columns: ["sail_no"])),
        ]),
      Message(
        .appValidation, "Validation failed: {attribute} has already been taken, {rest}",
        origin: "several errors",
        examples: [
          Example(
            "Validation failed: Sail no has already been taken, Name can't be blank",
            type: "ActiveRecord::RecordInvalid",
            yields: ConstraintViolation(kind: .appValidation).inferring(columns: ["sail_no"]))
        ]),
      Message(
        .appValidation, "Validation failed: {_} must exist",
        origin: "activerecord/lib/active_record/locale/en.yml, belongs_to without its row",
        examples: [
          Example(
            "Validation failed: Pier must exist", type: "ActiveRecord::RecordInvalid",
            yields: ConstraintViolation(kind: .appValidation))
        ]),
      Message(
        .appValidation,
        "message:\n  Validation of {_} failed.\nsummary:\n  The following errors were found: "
          + "{attribute} has already been taken{rest}", origin: "Mongoid"),
      Message(
        .multipleObjectsReturned, "Wanted only one {_}", origin: "sole, find_sole_by",
        examples: [
          Example(
            "Wanted only one Boat", type: "ActiveRecord::SoleRecordExceeded",
            yields: ConstraintViolation(kind: .multipleObjectsReturned))
        ]),
    ],
    nearMisses: [
      .nearMiss("Validation failed: Name can't be blank", type: "ActiveRecord::RecordInvalid"),
      .nearMiss(
        "Validation failed: Sail no is too short (minimum is 3 characters)",
        type: "ActiveRecord::RecordInvalid"),
      .nearMiss("Couldn't find Boat with 'id'=17", type: "ActiveRecord::RecordNotFound"),
    ])
}
