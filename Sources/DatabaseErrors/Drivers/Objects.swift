extension Driver {
  /// Errors that JavaScript prints or sends as objects, with or without the text in front: by
  /// `console.log`, `JSON.stringify`, PostgREST, Supabase, Hasura and GraphQL.
  public static let objects = Driver(
    name: "objects", recordHeads: ["{ ", "{\n", "{\"", "[\n", "[{"],
    readRecord: { ErrorRecord(object: $0) },
    fields: [
      "sqlmessage": .detail, "sql": .statement, "query": .statement, "details": .detail,
      "errorcode": .code, "number": .vendorCode, "errornum": .vendorCode, "name": .className,
    ],
    examples: [
      Example(
        "{ code: '23505', details: 'Key (sail_no)=(K-17) already exists.', hint: null, message: "
          + "'duplicate key value violates unique constraint \"boats_sail_no_key\"' }",
        yields: ConstraintViolation(
          kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "boats_sail_no_key",
          columns: ["sail_no"], values: ["K-17"]
        ).inferring(table: "boats")),
      Example(
        "{ code: 'ER_BAD_NULL_ERROR', errno: 1048, sqlState: '23000', sqlMessage: \"Column "
          + "'name' cannot be null\" }",
        yields: ConstraintViolation(
          kind: .notNull, dbms: .mySQL, sqlState: "23000", vendorCode: "1048", columns: ["name"])),
      Example(
        #"{"name":"SequelizeUniqueConstraintError","message":"Validation error","fields":"#
          + #"{"pier":"North","berth":"7"}}"#,
        yields: ConstraintViolation(
          kind: .unique, columns: ["pier", "berth"], values: ["North", "7"])),
      Example(
        #"{"name":"PrismaClientKnownRequestError","code":"P2002","meta":{"modelName":"Boat","#
          + #""target":["sailNo"]}}"#,
        yields: ConstraintViolation(kind: .unique, vendorCode: "P2002", columns: ["sailNo"])
          .inferring(table: "Boat")),
      .nearMiss(#"{"name":"ValidationError","message":"Invalid form","fields":{"pier":"gone"}}"#),
      .nearMiss(#"{"code":"invalid_type","message":"Required","path":["sail_no"]}"#),
      .nearMiss("{\n  code: 'ENOENT',\n  message: 'no such file'\n}"),
    ])
}

extension ErrorRecord {
  /// An object with a code or a message of a database; `nil` for every other one.
  fileprivate init?(object text: Bytes) {
    let print = PrintedFields(text)
    guard let words = Self.messageNames.lazy.compactMap({ print[$0] }).first(where: { !$0.isEmpty })
    else { return nil }
    let isError = print.fields.contains { field in
      let name = field.name.split(separator: ".").last ?? ""
      return Self.codeNames.contains(name.lowercased())
        || field.name == "name" && Driver.kind(ofClass: field.value) != nil
    }
    guard isError, Bytes(words) != text else { return nil }
    self.init(words: Bytes(words), fields: print.fields, dbms: nil)
  }

  /// Where the server's words stand; of several the one that is a driver's.
  private static let messageNames = [
    "sqlMessage", "meta.driverAdapterError.cause.originalMessage",
    "driverAdapterError.cause.originalMessage", "cause.message", "original.message",
    "parent.message", "original.sqlMessage",
    "parent.sqlMessage", "driverError.message", "error.message", "errors.message", "err.message",
    "internal.error.message", "errors.extensions.internal.error.message", "errmsg",
    "writeErrors.err.errmsg", "message", "name", "detail",
  ]

  private static let codeNames: Set<String> = [
    "code", "errno", "sqlstate", "errorcode", "error_code", "number", "severity", "errornum",
    "constraint", "originalcode",
  ]
}
