extension Dialect {
  /// gorm, which with `TranslateError` replaces the server's words by its own, and ent, which
  /// refuses before it asks the server.
  public static let goORM = Dialect(
    name: "Go ORM", dbms: nil,
    messages: [
      Message(
        .unique, "duplicated key not allowed", origin: "go-gorm/gorm errors.go",
        examples: [
          Example("duplicated key not allowed", yields: ConstraintViolation(kind: .unique))
        ]),
      Message(
        .foreignKey, "violates foreign key constraint", origin: "go-gorm/gorm errors.go",
        examples: [
          Example(
            "violates foreign key constraint", type: "*errors.errorString",
            yields: ConstraintViolation(kind: .foreignKey))
        ]),
      Message(.check, "violates check constraint", origin: "go-gorm/gorm errors.go"),
      Message(
        .appValidation, "validator failed for field \"{_}.{column}\": {rest}",
        origin: "ent/ent entc/gen/template/base.tmpl",
        examples: [
          Example(
            "ent: validator failed for field \"Boat.name\": value is less than the required length",
            yields: ConstraintViolation(kind: .appValidation, columns: ["name"]))
        ]),
      Message(.appValidation, "missing required field \"{_}.{column}\""),
    ],
    nearMisses: [
      .nearMiss("record not found", type: "*errors.errorString"),
      .nearMiss("ent: boat not found", type: "*ent.NotFoundError"),
      .nearMiss("a duplicated key is not allowed here"),
    ])
}
