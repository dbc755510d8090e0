extension DBMS {
  public static let mongoDB = DBMS(rawValue: "mongodb")
}

extension Dialect {
  /// MongoDB's duplicate keys, in the wordings of 4.2 and later and of those before.
  public static let mongoDB = Dialect(
    name: "MongoDB", dbms: .mongoDB,
    messages: ["", ", full error: {rest}"].flatMap { end in
      [
        Message(
          .unique, number: "11000",
          "E11000 duplicate key error collection: {schema}.{table} index: {constraint} dup key: "
            + "{{ {values} }\(end)", origin: "3.2 and later",
          examples: end.isEmpty
            ? [
              Example(
                #"E11000 duplicate key error collection: harbour.boats index: sailNo_1 dup key: "#
                  + #"{ sailNo: "K-17" }"#,
                yields: ConstraintViolation(
                  kind: .unique, dbms: .mongoDB, vendorCode: "11000", constraint: "sailNo_1",
                  schema: "harbour", table: "boats", values: [#"sailNo: "K-17""#]
                ).inferring(columns: ["sailNo"]))
            ] : []),
        Message(
          .unique, number: "11000",
          "E11000 duplicate key error index: {schema}.{table}.${constraint}  dup key: "
            + "{{ {values} }\(end)", origin: "before 3.2"),
      ]
    },
    conditions: [Condition(nil, number: "11000", .unique)],
    nearMisses: [
      .nearMiss("E11000 is the number of a duplicate key"),
      .nearMiss("Document failed validation"),
    ])
}
