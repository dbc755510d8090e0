extension Driver {
  /// Django hands the driver's text on; its shell and its logs put the class in front.
  public static let django = Driver(
    name: "Django",
    wrappers: [Wrapper("Problem installing fixture '{_}': {message}")],
    examples: [
      Example(
        "NOT NULL constraint failed: boats.name", type: "IntegrityError",
        module: "django.db.utils",
        yields: ConstraintViolation(
          kind: .notNull, dbms: .sqlite, vendorCode: "1299", table: "boats", columns: ["name"]))
    ])
}
