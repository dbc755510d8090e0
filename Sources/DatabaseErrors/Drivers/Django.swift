extension Driver {
  /// Django hands the driver's text on; its shell and its logs put the class in front.
  public static let django = Driver(
    name: "Django",
    wrappers: [
      Wrapper("Problem installing fixture '{_}': {message}"),
      // The rows that a deletion would have taken along stand behind its message.
      Wrapper(#"("{python literal}", {{{rest}"#), Wrapper("('{python literal}', {{{rest}"),
    ],
    examples: [
      Example(
        #"("Cannot delete some instances of model 'Pier' because they are referenced through "#
          + #"protected foreign keys: 'Berth.pier'.", {<Berth: Berth object (1)>})"#,
        type: "ProtectedError", module: "django.db.models.deletion",
        yields: ConstraintViolation(kind: .foreignKey, side: .parent)),
      Example(
        "NOT NULL constraint failed: boats.name", type: "IntegrityError",
        module: "django.db.utils",
        yields: ConstraintViolation(
          kind: .notNull, dbms: .sqlite, vendorCode: "1299", table: "boats", columns: ["name"])),
    ])
}
