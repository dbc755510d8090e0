extension DBMS {
  public static let db2 = DBMS(rawValue: "db2")
}

extension Dialect {
  /// IBM Db2 for Linux, Unix and Windows, for z/OS and for i.
  ///
  /// The JDBC driver prints the tokens of a message alone (`SQLERRMC=2;HARBOUR.BOATS`), the command
  /// line prints `SQL0803N` and a sentence, z/OS the sentence in capitals, i its own sentences.
  public static let db2 = Dialect(
    name: "Db2", dbms: .db2,
    messages: db2Tokens + db2Sentences + db2ZOSSentences + db2ForISentences,
    conditions: db2Conditions,
    nearMisses: [
      .nearMiss("DB2 SQL Error: SQLCODE=-204, SQLSTATE=42704, SQLERRMC=HARBOUR.BOATS, DRIVER=4.19"),
      .nearMiss("DB2 SQL Error: SQLCODE=-601, SQLSTATE=42710, SQLERRMC=HARBOUR.BOATS;TABLE"),
      .nearMiss("SQL0601N  The name of the object to be created is identical to the existing name"),
    ])

  /// The forms of the JDBC driver: 4.x, then 3.x.
  private static let tokenForms = [
    ("DB2 SQL Error: SQLCODE=", ", SQLSTATE=", ", SQLERRMC=", [", DRIVER={rest}", ""]),
    ("DB2 SQL error: SQLCODE: ", ", SQLSTATE: ", ", SQLERRMC: ", ["", "\n{rest}"]),
  ]

  private static func tokens(
    _ kind: Message.Kind, _ number: String, _ state: String?, _ tokens: [String],
    side: ConstraintViolation.Side? = nil, examples: [Example] = []
  ) -> [Message] {
    tokenForms.flatMap { form in
      tokens.flatMap { token in
        form.3.map { end in
          Message(
            kind, code: state, number: number, side: side,
            form.0 + number + form.1 + (state ?? "{sqlstate}") + form.2 + token + end,
            origin: "JCC")
        }
      }
    }.withExamples(examples)
  }

  private static let db2Tokens: [Message] =
    tokens(
      .unique, "-803", "23505", ["{number};{object}", "{constraint};{_}"],
      examples: [
        Example(
          "DB2 SQL Error: SQLCODE=-803, SQLSTATE=23505, SQLERRMC=2;HARBOUR.BOATS, DRIVER=4.19.56",
          yields: ConstraintViolation(
            kind: .unique, dbms: .db2, sqlState: "23505", vendorCode: "-803", schema: "HARBOUR",
            table: "BOATS")),
        Example(
          "DB2 SQL Error: SQLCODE=-803, SQLSTATE=23505, SQLERRMC=XBOATS_SAIL;0000000201, "
            + "DRIVER=4.19.56",
          yields: ConstraintViolation(
            kind: .unique, dbms: .db2, sqlState: "23505", vendorCode: "-803",
            constraint: "XBOATS_SAIL")),
      ])
    + tokens(
      .foreignKey, "-530", "23503", ["{table.constraint}"], side: .child,
      examples: [
        Example(
          "DB2 SQL Error: SQLCODE=-530, SQLSTATE=23503, SQLERRMC=HARBOUR.BERTHS.FK_PIER, "
            + "DRIVER=4.19.56",
          yields: ConstraintViolation(
            kind: .foreignKey, dbms: .db2, sqlState: "23503", vendorCode: "-530",
            constraint: "FK_PIER", schema: "HARBOUR", table: "BERTHS", side: .child))
      ])
    + tokens(.foreignKey, "-531", nil, ["{table.constraint}"], side: .parent)
    + tokens(.foreignKey, "-532", nil, ["{table.constraint}"], side: .parent)
    + tokens(.foreignKey, "-667", "23520", ["{quoted constraint}"], side: .child)
    + tokens(
      .notNull, "-407", "23502",
      ["TBSPACEID={number}, TABLEID={number}, COLNO={number}", "*N", "{quoted column}"])
    + tokens(.check, "-545", "23513", ["{table.constraint}"])
    + tokens(.check, "-544", "23512", ["{quoted constraint}"])
    + tokens(.check, "-161", "44000", ["{object}"])
    + tokens(.length, "-433", "22001", ["{value}"])
    + tokens(.length, "-404", "22001", ["{quoted column}"])
    + tokens(.length, "-302", "22001", ["{_}"])
    + tokens(.outOfRange, "-302", "22003", ["{_}"])
    + tokens(.outOfRange, "-413", "22003", ["{_}"])
    + tokens(.invalidValue, "-420", "22018", ["{_}"])
    + tokens(.couldNotCreateUniqueIndex, "-603", "23515", ["{_}"])
    + tokens(
      .deadlock, "-911", "40001", ["2", "00C90088;{_}"],
      examples: [
        Example(
          "DB2 SQL Error: SQLCODE=-911, SQLSTATE=40001, SQLERRMC=2, DRIVER=4.19.56",
          yields: ConstraintViolation(
            kind: .deadlock, dbms: .db2, sqlState: "40001", vendorCode: "-911"))
      ])
    + tokens(.lockTimeout, "-911", "40001", ["68", "00C9008E;{_}"])
    + tokens(.deadlock, "-913", "57033", ["2", "00C90088;{_}"])
    + tokens(.lockTimeout, "-913", "57033", ["68", "80", "00C9008E;{_}"])

  /// With or without its number; tools wrap the lines.
  private static func sentences(
    _ kind: Message.Kind, _ number: String, _ state: String?, _ sentences: [String],
    side: ConstraintViolation.Side? = nil, examples: [Example] = []
  ) -> [Message] {
    let digits = number.dropFirst()
    let identifier = "SQL" + String(repeating: "0", count: 4 - digits.count) + digits + "N"
    let named = sentences.map { "\(identifier)  " + $0 } + sentences.map { "\(identifier) " + $0 }
    return (named + sentences.filter { $0.utf8.first != UInt8(ascii: "{") })
      .map { Message(kind, code: state, number: number, side: side, $0) }.withExamples(examples)
  }

  private static let db2Sentences: [Message] =
    sentences(
      .unique, "-803", "23505",
      [
        "{...}identified by \"{number}\" constrains table{...}\"{object}\"{rest}",
        // Where the sentence is translated, or wrapped inside.
        "{...}\"{number}\"{...}\"{object}\"{rest}",
        "One or more values in the INSERT statement,{...}identified by{...}\"{number}\"{...}"
          + "\"{object}\"{rest}",
        "One or more values in the INSERT statement,{...}identified by{...}\"{constraint}\"{rest}",
      ],
      examples: [
        Example(
          "SQL0803N  One or more values in the INSERT statement, UPDATE statement, or \nforeign key"
            + " update caused by a DELETE statement are not valid because the \nprimary key, unique"
            + " constraint or unique index identified by \"2\" constrains \ntable \"HARBOUR.BOATS\""
            + " from having duplicate values for the index key.  \nSQLSTATE=23505",
          yields: ConstraintViolation(
            kind: .unique, dbms: .db2, sqlState: "23505", vendorCode: "-803", schema: "HARBOUR",
            table: "BOATS"))
      ])
    + sentences(
      .foreignKey, "-530", "23503",
      [
        "The insert or update value of the FOREIGN KEY{...}\"{table.constraint}\"{rest}",
        "{...}\"{table.constraint}\"{rest}",
      ], side: .child)
    + sentences(
      .foreignKey, "-531", nil,
      [
        "The parent key in a parent row of relationship{...}\"{table.constraint}\"{rest}",
        "{...}\"{table.constraint}\"{rest}",
      ], side: .parent)
    + sentences(
      .foreignKey, "-532", nil,
      [
        "A parent row cannot be deleted because the relationship{...}\"{table.constraint}\"{rest}",
        "{...}\"{table.constraint}\"{rest}",
      ], side: .parent,
      examples: [
        Example(
          "SQL0532N  A parent row cannot be deleted because the relationship "
            + "\"HARBOUR.BERTHS.FK_PIER\" restricts the deletion.  SQLSTATE=23504",
          yields: ConstraintViolation(
            kind: .foreignKey, dbms: .db2, vendorCode: "-532",
            constraint: "FK_PIER", schema: "HARBOUR", table: "BERTHS", side: .parent))
      ])
    + sentences(
      .notNull, "-407", "23502",
      [
        "Assignment of a NULL value to a NOT NULL column{...}\"TBSPACEID={rest}",
        "Assignment of a NULL value to a NOT NULL column{...}\"*N\"{rest}",
        "Assignment of a NULL value to a NOT NULL column{...}\"{column}\"{rest}",
        "{...}\"TBSPACEID={rest}", "{...}\"*N\"{rest}", "{...}\"{column}\"{rest}",
      ])
    + sentences(
      .check, "-545", "23513",
      [
        "The requested operation is not allowed because a row does not satisfy the check "
          + "constraint{...}\"{table.constraint}\"{rest}",
        "{...}\"{table.constraint}\"{rest}",
      ])
    + sentences(.length, "-433", "22001", ["{...}\"{value}\" is too long.{rest}", "{rest}"])
    + sentences(.outOfRange, "-413", "22003", ["{rest}"])
    + sentences(.invalidValue, "-420", "22018", ["{rest}"])
    + sentences(.couldNotCreateUniqueIndex, "-603", "23515", ["{rest}"])
    + ["40001": "SQL0911N", "57033": "SQL0913N"].sorted { $0.key < $1.key }.flatMap { state, name in
      let number = "-" + name.dropFirst(4).dropLast()
      return [
        Message(
          .deadlock, code: state, number: number,
          "\(name)  {...}Reason code{...}\"2\".{rest}", origin: "CLI"),
        Message(
          .lockTimeout, code: state, number: number,
          "\(name)  {...}Reason code{...}\"68\".{rest}", origin: "CLI"),
      ]
    }

  private static let db2ZOSSentences: [Message] = {
    let start = "DSNT408I SQLCODE = "
    let error = ", ERROR: {/}"
    return [
      Message(
        .unique, code: "23505", number: "-803",
        "\(start)-803\(error)AN INSERTED OR UPDATED VALUE IS INVALID {rest}"),
      Message(
        .foreignKey, code: "23503", number: "-530", side: .child,
        "\(start)-530\(error)THE INSERT OR UPDATE VALUE OF FOREIGN KEY {constraint} IS "
          + "INVALID{rest}",
        examples: [
          Example(
            "DSNT408I SQLCODE = -530, ERROR:  THE INSERT OR UPDATE VALUE OF FOREIGN KEY FKPIER IS "
              + "INVALID",
            yields: ConstraintViolation(
              kind: .foreignKey, dbms: .db2, sqlState: "23503", vendorCode: "-530",
              constraint: "FKPIER", side: .child))
        ]),
      Message(
        .foreignKey, code: "23504", number: "-532", side: .parent,
        "\(start)-532\(error)THE RELATIONSHIP {constraint} RESTRICTS THE DELETION {rest}"),
      Message(
        .foreignKey, code: "23504", number: "-531", side: .parent,
        "\(start)-531\(error)PARENT KEY IN A PARENT ROW CANNOT BE UPDATED {rest}"),
      Message(
        .notNull, code: "23502", number: "-407",
        "\(start)-407\(error)AN UPDATE, INSERT, OR SET VALUE IS NULL, BUT THE OBJECT COLUMN "
          + "{column} CANNOT CONTAIN NULL VALUES{rest}"),
      Message(
        .check, code: "23513", number: "-545",
        "\(start)-545\(error)THE REQUESTED OPERATION IS NOT ALLOWED BECAUSE A ROW DOES NOT SATISFY "
          + "THE CHECK CONSTRAINT {constraint}{/}{rest}"),
    ]
  }()

  private static let db2ForISentences: [Message] =
    ["[SQL0{code}] ", "SQL0{code} - "].flatMap { form in
      func head(_ code: String) -> String { form.replacingFirst("{code}", with: code) }
      return [
        Message(
          .unique, code: "23505", number: "-803",
          head("803") + "Duplicate key value specified.{rest}"),
        Message(
          .foreignKey, code: "23503", number: "-530", side: .child,
          head("530") + "Operation not allowed by referential constraint {constraint} in "
            + "{schema}.{rest}"),
        Message(
          .foreignKey, code: "23001", number: "-531", side: .parent,
          head("531") + "Update prevented by referential constraint {constraint} in "
            + "{schema}.{rest}"),
        Message(
          .foreignKey, code: "23001", number: "-532", side: .parent,
          head("532") + "Delete prevented by referential constraint {constraint} in "
            + "{schema}.{rest}"),
        Message(
          .notNull, code: "23502", number: "-407",
          head("407") + "Null values not allowed in column or variable {column}.{rest}"),
        Message(
          .check, code: "23513", number: "-545",
          head("545") + "INSERT{_} not allowed by CHECK constraint{rest}"),
        Message(
          .length, code: "22001", number: "-404",
          head("404") + "Value for column or variable {column} too long.{rest}"),
        Message(
          .lockTimeout, code: "57033", number: "-913",
          head("913") + "Row or object {table} in {schema} type {_} in use.{rest}"),
      ]
    }.withExamples([
      Example(
        "[SQL0803] Duplicate key value specified.",
        yields: ConstraintViolation(
          kind: .unique, dbms: .db2, sqlState: "23505", vendorCode: "-803"))
    ])

  private static let db2Conditions: [Condition] = {
    var conditions: [Condition] = []
    for message in db2Tokens {
      guard let number = message.vendorCode else { continue }
      if let index = conditions.firstIndex(where: { $0.vendorCode == number }) {
        guard !conditions[index].kinds.contains(message.kind) else { continue }
        conditions[index] = Condition(
          nil, number: number, kinds: conditions[index].kinds + [message.kind])
      } else {
        conditions.append(Condition(nil, number: number, kinds: [message.kind]))
      }
    }
    return conditions
  }()
}
