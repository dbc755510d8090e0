extension DBMS {
  public static let mongoDB = DBMS(rawValue: "mongodb")
}

extension Dialect {
  /// MongoDB's duplicate keys in the wordings of all versions, write conflicts, and documents that
  /// a validator refused. A collection is the table.
  public static let mongoDB = Dialect(
    name: "MongoDB", dbms: .mongoDB,
    messages: duplicateKeys + cutDuplicateKeys + [
      Message(
        .check, number: "121", "Document failed validation",
        examples: [
          Example(
            "Document failed validation",
            yields: ConstraintViolation(kind: .check, dbms: .mongoDB, vendorCode: "121"))
        ]),
      Message(.unique, number: "11000", isVague: true, "E11000 duplicate key error"),
      Message(.check, number: "121", "Document failed validation, full error: {rest}"),
      Message(.check, number: "121", "Document failed validation :: {rest}"),
      Message(.check, number: "121", isVague: true, "Document failed validation{rest}"),
      Message(
        .serializationFailure, number: "112",
        "Write conflict during plan execution and yielding is disabled.{rest}"),
      Message(
        .serializationFailure, number: "112",
        "WriteConflict error: this operation conflicted with "
          + "another operation. Please retry your operation or multi-document transaction.{rest}"),
      Message(
        .serializationFailure, number: "112",
        "Caused by :: Write conflict during plan execution {rest}"),
    ],
    conditions: [
      Condition(nil, number: "11000", .unique), Condition(nil, number: "11001", .unique),
      Condition(nil, number: "121", .check),
      Condition(nil, number: "112", .serializationFailure),
    ],
    nearMisses: [
      .nearMiss("E11000 is the number of a duplicate key"),
      .nearMiss("Document failed validation: page 3 of the harbour rules"),
      .nearMiss("The document failed validation in the browser"),
      .nearMiss("E11000 duplicate key error", type: "ValueError"),
    ])

  /// Logs and titles end before the key, which holds what somebody typed.
  private static let cutDuplicateKeys: [Message] =
    [
      "collection: {schema}.{table} index: {constraint} dup key:",
      "collection: {schema}.{table} index: {constraint} dup key",
      "collection: {schema}.{table} index: {constraint} dup",
      "index: {schema}.{table}.${constraint} dup key:",
      "index: {schema}.{table}.${constraint} dup key", "index: {schema}.{table}.${constraint} dup",
      "index: {schema}.{table}.${constraint}", "collection: {schema}.{table} index: {constraint}",
      "collection: {schema}.{table}",
    ].map {
      Message(.unique, number: "11000", "E11000 duplicate key error \($0)", origin: "cut")
    }
    .withExamples([
      Example(
        "E11000 duplicate key error collection: harbour.boats index: sailNo_1 dup key:",
        yields: ConstraintViolation(
          kind: .unique, dbms: .mongoDB, vendorCode: "11000", constraint: "sailNo_1",
          schema: "harbour", table: "boats"
        ).inferring(columns: ["sailNo"])),
      Example(
        "E11000 duplicate key error collection: harbour.boats index: sailNo_1",
        yields: ConstraintViolation(
          kind: .unique, dbms: .mongoDB, vendorCode: "11000", constraint: "sailNo_1",
          schema: "harbour", table: "boats"
        ).inferring(columns: ["sailNo"])),
      Example(
        "E11000 duplicate key error collection: harbour.boats",
        yields: ConstraintViolation(
          kind: .unique, dbms: .mongoDB, vendorCode: "11000", schema: "harbour", table: "boats")),
    ])

  private static let duplicateKeys: [Message] =
    [
      "collection: {schema}.{table} index: {constraint} collation: {{ {_}}",
      "collection: {schema}.{table} index: {constraint}", "index: {schema}.{table}.${constraint}",
      // People leave out the first part of a database's name.
      "collection: ...{schema}.{table} index: {constraint}",
    ].flatMap { place in
      // A value that breaks out of its document still leaves the key's name.
      ["{{ {document}}{rest}", "{{{document}}{rest}", "{rest}"].map { key in
        Message(
          .unique, number: "11000", "E11000 duplicate key error \(place) dup key: \(key)",
          origin: place.hasPrefix("index") ? "before 3.2" : "3.2 and later")
      }
    }
    .withExamples([
      Example(
        "E11000 duplicate key error collection: harbour.boats index: sailNo_1_pier_1 dup key: "
          + #"{ sailNo: "K-17, {", pier: { no: 3, side: "S" } }"#,
        yields: ConstraintViolation(
          kind: .unique, dbms: .mongoDB, vendorCode: "11000", constraint: "sailNo_1_pier_1",
          schema: "harbour", table: "boats", columns: ["sailNo", "pier"],
          values: ["K-17, {", #"{ no: 3, side: "S" }"#])),
      Example(
        #"E11000 duplicate key error collection: ..._harbour.boats index: sailNo_1 dup key: "#
          + #"{ sailNo: "K" }"#,
        yields: ConstraintViolation(
          kind: .unique, dbms: .mongoDB, vendorCode: "11000", constraint: "sailNo_1",
          schema: "_harbour", table: "boats", columns: ["sailNo"], values: ["K"])),
      Example(
        #"E11000 duplicate key error collection: harbour.boats index: sailNo_1 dup key: { : "K" }"#
          + ", full error: {'index': 0, 'code': 11000, 'keyPattern': {'sailNo': 1}}",
        yields: ConstraintViolation(
          kind: .unique, dbms: .mongoDB, vendorCode: "11000", constraint: "sailNo_1",
          schema: "harbour", table: "boats", values: ["K"]
        ).inferring(columns: ["sailNo"])),
      Example(
        "E11000 duplicate key error collection: harbour.boats index: _id_ dup key: "
          + "{ _id: ObjectId('5a290d23af4cd538dc2106fc') }",
        yields: ConstraintViolation(
          kind: .primaryKey, dbms: .mongoDB, vendorCode: "11000", constraint: "_id_",
          schema: "harbour", table: "boats", columns: ["_id"],
          values: ["ObjectId('5a290d23af4cd538dc2106fc')"])),
    ])
}

extension [Message] {
  /// The same wordings, the first one with examples.
  func withExamples(_ examples: [Example]) -> [Message] {
    prefix(1).map { $0.with(examples) } + dropFirst()
  }
}
