extension Driver {
  /// Prisma's client, versions 1 to 7: the call that failed, the query that it sent, and what its
  /// engine prints of errors that it does not know.
  public static let prisma = Driver(
    name: "Prisma",
    wrappers: [
      Wrapper("Error occurred during query execution:\n{message}"),
      Wrapper("Database error: {message}"), Wrapper("Error querying the database: {message}"),
      Wrapper("A constraint failed on the database: `{message}`"),
      Wrapper("Raw query failed. Code: `{code}`. Message: `{message}`"),
      Wrapper("Raw query failed. Code: `{_}`. Message: `{message}`"),
    ],
    recordHeads: ["Invalid `", "Raw query failed. Code: `"] + prismaConnectorHeads,
    readRecord: {
      ErrorRecord(prismaCall: $0) ?? ErrorRecord(prismaRawQuery: $0)
        ?? ErrorRecord(prismaConnector: $0)
    },
    fields: [
      "meta.modelname": .model, "meta.target": .target, "meta.fieldname": .target,
      "meta.constraint": .target,
      "meta.constraint.fields": .columns,
      "meta.code": .code, "meta.drivererror.code": .code, "meta.columnname": .column,
      "meta.drivererror.cause.constraint.fields": .columns,
      "meta.driveradaptererror.cause.constraint.fields": .columns,
      "meta.driveradaptererror.cause.constraint.index": .target,
      "meta.driveradaptererror.cause.originalcode": .code,
      "meta.driveradaptererror.cause.originalmessage": .words,
      // The same where `meta` alone was logged.
      "modelname": .model, "driveradaptererror.cause.constraint.fields": .columns,
      "driveradaptererror.cause.constraint.index": .target,
      "driveradaptererror.cause.originalcode": .code,
      "driveradaptererror.cause.originalmessage": .words,
    ],
    examples: [
      Example(
        "\nInvalid `prisma.boat.create()` invocation:\n\n\nUnique constraint failed on the fields: "
          + "(`pier_id`,`berth`)", type: "PrismaClientKnownRequestError",
        fields: [.init("code", "P2002"), .init("meta.modelName", "Boat")],
        yields: ConstraintViolation(
          kind: .unique, vendorCode: "P2002", columns: ["pier_id", "berth"]
        ).inferring(table: "Boat")),
      Example(
        "\nInvalid `prisma.boat.delete()` invocation in\n/srv/harbour/index.js:16:49\n\n"
          + "  12   },\n  13 })\n→ 16   const gone = await prisma.boat.delete(Error occurred during "
          + "query execution:\nConnectorError(ConnectorError { user_facing_error: None, kind: "
          + "QueryError(Error { kind: Db, cause: Some(DbError { severity: \"ERROR\", code: "
          + "SqlState(\"23503\"), message: \"update or delete on table \\\"Boat\\\" violates foreign "
          + "key constraint \\\"Stay_boat_fkey\\\" on table \\\"Stay\\\"\", detail: Some(\"Key "
          + "(id)=(8) is still referenced from table \\\"Stay\\\".\"), hint: None, schema: "
          + "Some(\"public\"), table: Some(\"Stay\"), constraint: Some(\"Stay_boat_fkey\") }) }) })",
        type: "PrismaClientUnknownRequestError",
        yields: ConstraintViolation(
          kind: .foreignKey, dbms: .postgreSQL, sqlState: "23503", constraint: "Stay_boat_fkey",
          schema: "public", table: "Stay", values: ["8"], referencedTable: "Boat",
          referencedColumns: ["id"], side: .parent
        ).inferring(columns: ["boat"])),
      Example(
        "Raw query failed. Code: `23505`. Message: `Key (sail_no)=(K-17) already exists.`",
        type: "PrismaClientKnownRequestError",
        yields: ConstraintViolation(
          kind: .unique, dbms: .postgreSQL, sqlState: "23505", columns: ["sail_no"],
          values: ["K-17"])),
      Example(
        "\nInvalid `prisma.boat.create()` invocation:\n\n\nUnique constraint failed on the (not "
          + "available)", type: "PrismaClientKnownRequestError",
        fields: [
          .init("code", "P2002"), .init("meta.modelName", "Boat"),
          .init("meta.driverAdapterError.cause.originalCode", "23505"),
          .init(
            "meta.driverAdapterError.cause.originalMessage",
            "duplicate key value violates unique constraint \"Boat_sailNo_key\""),
          .init("meta.driverAdapterError.cause.constraint.fields", "sailNo"),
        ],
        yields: ConstraintViolation(
          kind: .unique, dbms: .postgreSQL, sqlState: "23505", vendorCode: "P2002",
          constraint: "Boat_sailNo_key",
          columns: ["sailNo"]
        ).inferring(table: "Boat")),
      .nearMiss(
        "\nInvalid `prisma.boat.update()` invocation:\n\n\nAn operation failed because it depends "
          + "on one or more records that were required but not found. Record to update not found.",
        type: "PrismaClientKnownRequestError"),
      .nearMiss("Invalid `name`: may not be empty", type: "Error"),
    ])

  fileprivate static let prismaConnectorHeads = [
    "ConnectorError(", "KnownError {", "UserFacingError {", "PostgresError {", "MysqlError {",
    "SqliteError {", "DbError {",
  ]
}

extension ErrorRecord {
  /// Without the call, and the source around it when that is printed.
  fileprivate init?(prismaCall text: Bytes) {
    guard text.hasPrefix(Array("Invalid `".utf8)),
      let call = text.firstIndex(of: Array("` invocation".utf8), from: text.startIndex)
    else { return nil }
    var rest = text[(call + 12)...]
    if rest.first == UInt8(ascii: ":") {
      rest = rest.dropFirst()
    } else if let arrow = rest.firstIndex(of: Array("\n→ ".utf8), from: rest.startIndex) {
      // The marked line ends in the call's parenthesis; older ones put the message right behind.
      let line = rest[(arrow + 1)...].prefix { !$0.isLineFeed }
      let open = line.firstIndex { $0 == UInt8(ascii: "(") }
      let tail = open.map { line[($0 + 1)...] }.flatMap { tail in
        tail.firstIndex(of: Array("Error occurred".utf8), from: tail.startIndex)
      }
      rest = rest[(tail ?? line.endIndex)...]
    } else if let feed = rest.dropFirst().firstIndex(where: \.isLineFeed) {
      rest = rest[feed...]
    }
    guard !rest.trimmed.isEmpty else { return nil }
    self.init(words: rest, fields: [], dbms: nil)
  }

  /// PostgreSQL's detail stands in place of its message.
  fileprivate init?(prismaRawQuery text: Bytes) {
    let template = MessageTemplate("Raw query failed. Code: `{sqlstate}`. Message: `{message}`")
    guard let match = template.match(text), let code = match[.sqlState],
      let message = match[.message]
    else { return nil }
    var fields = [DriverError.Field("sqlstate", code.string)]
    let isDetail = ["Key (", "Failing row contains ("].contains {
      message.hasPrefix(Array($0.utf8))
    }
    if isDetail { fields.append(DriverError.Field("detail", message.string)) }
    self.init(words: message, fields: fields)
  }

  /// Rust's `Debug` of what the engine caught.
  fileprivate init?(prismaConnector text: Bytes) {
    guard Self.connectorHeads.contains(where: { text.hasPrefix($0) }) else { return nil }
    let print = PrintedFields(text)
    func leaf(_ name: String) -> String? {
      print.fields.first { $0.name == name || $0.name.hasSuffix("." + name) }?.value
    }
    let database = Self.databases.first { text.firstIndex(of: $0.0, from: text.startIndex) != nil }
    var fields: [DriverError.Field] = []
    for name in ["detail", "schema", "table", "column", "constraint", "state"] {
      guard let value = leaf(name) else { continue }
      fields.append(DriverError.Field(name == "state" ? "sqlstate" : name, value))
    }
    if let code = leaf("code"), code.utf8.allSatisfy(\.isDigit) {
      fields.append(DriverError.Field("code", code))
    }
    if let code = leaf("extended_code") { fields.append(DriverError.Field("errno", code)) }
    if let message = leaf("message") ?? Self.textBehindCode(text) {
      self.init(words: Bytes(message), fields: fields, dbms: database?.1)
    } else if let sentence = Self.sentence(of: text, print) {
      self.init(words: Bytes(sentence), fields: [], dbms: database?.1)
    } else {
      return nil
    }
  }

  private static let connectorHeads = Driver.prismaConnectorHeads.map { Array($0.utf8) }

  private static let databases: [([UInt8], DBMS)] = [
    (Array("PostgresError".utf8), .postgreSQL), (Array("DbError".utf8), .postgreSQL),
    (Array("MysqlError".utf8), .mySQL), (Array("SqliteError".utf8), .sqlite),
    (Array("SqliteFailure".utf8), .sqlite), (Array("TokenError".utf8), .sqlServer),
  ]

  /// `SqliteFailure(Error { … }, Some("FOREIGN KEY constraint failed"))`: a text without a name.
  private static func textBehindCode(_ text: Bytes) -> String? {
    guard let start = text.firstIndex(of: Array("SqliteFailure(".utf8), from: text.startIndex),
      let some = text.firstIndex(of: Array("Some(\"".utf8), from: start),
      let end = text[(some + 6)...].firstIndex(of: UInt8(ascii: "\""))
    else { return nil }
    return text[(some + 6)..<end].string
  }

  /// `UniqueConstraintViolation { constraint: Fields(["a", "b"]) }` in Prisma's own words.
  private static func sentence(of text: Bytes, _ print: PrintedFields) -> String? {
    let kinds = [
      ("UniqueConstraintViolation", "Unique constraint failed"),
      ("ForeignKeyConstraintViolation", "Foreign key constraint violated"),
      ("NullConstraintViolation", "Null constraint violation"),
    ]
    guard
      let words = kinds.first(where: {
        text.firstIndex(of: Array($0.0.utf8), from: text.startIndex) != nil
      })?.1
    else { return nil }
    let names = print.fields.first { $0.name.hasSuffix("constraint") }?.value ?? ""
    if text.firstIndex(of: Array("Fields([".utf8), from: text.startIndex) != nil, !names.isEmpty {
      let fields = names.split(separator: ",").map { "`\($0)`" }.joined(separator: ",")
      return "\(words) on the fields: (\(fields))"
    }
    let isIndex = text.firstIndex(of: Array("Index(\"".utf8), from: text.startIndex) != nil
    return isIndex && !names.isEmpty
      ? "\(words) on the constraint: `\(names)`" : "\(words) on the (not available)"
  }
}
