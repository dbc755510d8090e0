extension Driver {
  /// PostgreSQL's `jsonlog` and `csvlog`, and what PostgREST answers: the fields of one error each
  /// in its place.
  public static let serverLog = Driver(
    name: "server log", recordHeads: ["{\"", "{ \"", "{\n"],
    readRecord: { ErrorRecord(json: $0) },
    readUnmarkedRecord: { ErrorRecord(csv: $0) },
    fields: ["sqlstatement": .statement],
    examples: [
      Example(
        #"{"code":"23505","details":"Key (sail_no)=(K-17) already exists.","hint":null,"#
          + #""message":"duplicate key value violates unique constraint \"boats_sail_no_key\""}"#,
        yields: ConstraintViolation(
          kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "boats_sail_no_key",
          columns: ["sail_no"], values: ["K-17"]
        ).inferring(table: "boats")),
      Example(
        #"{"timestamp":"2031-05-01 10:00:00.123 UTC","user":"app","dbname":"harbour","pid":4711,"#
          + #""error_severity":"ERROR","state_code":"23502","message":"null value in column "#
          + #"\"name\" of relation \"boats\" violates not-null constraint","detail":"Failing "#
          + #"row contains (4, null).","statement":"INSERT INTO boats (id) VALUES (4)"}"#,
        yields: ConstraintViolation(
          kind: .notNull, dbms: .postgreSQL, sqlState: "23502", table: "boats", columns: ["name"],
          statement: "INSERT INTO boats (id) VALUES (4)")),
      Example(
        #"2031-05-01 10:00:00.123 UTC,"app","harbour",4711,"[local]",6a1f.1267,1,"INSERT","#
          + #"2031-05-01 09:59:59 UTC,3/5,0,ERROR,23505,"duplicate key value violates unique "#
          + #"constraint ""boats_sail_no_key""","Key (sail_no)=(K-17) already exists.",,,,,"#
          + #""INSERT INTO boats (sail_no) VALUES ('K-17')",,,"psql","client backend",,0"#,
        yields: ConstraintViolation(
          kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "boats_sail_no_key",
          table: "boats", columns: ["sail_no"], values: ["K-17"],
          statement: "INSERT INTO boats (sail_no) VALUES ('K-17')")),
      .nearMiss(#"{"code":"42P07","details":null,"message":"relation \"boats\" already exists"}"#),
      .nearMiss(#"{"code":"23505","message":"Parcel 23505 is a duplicate of another one"}"#),
      .nearMiss(
        #"2031-05-01 10:00:00.123 UTC,"app","harbour",4711,"[local]",6a1f.1267,1,"CREATE TABLE","#
          + #"2031-05-01 09:59:59 UTC,3/5,0,ERROR,42P07,"relation ""boats"" already exists",,,,,,"#
          + #""create table boats ()",,,"psql","client backend",,0"#),
    ])
}

extension ErrorRecord {
  /// A time with its zone is shorter.
  private static let timeBytesMax = 48

  /// An object with a code and a message side by side.
  fileprivate init?(json text: Bytes) {
    guard text.hasQuotedSQLState else { return nil }
    for object in JSONObjects(text).objects {
      var record = ErrorRecord(words: [], fields: [], dbms: nil)
      for (name, value) in object {
        guard let meaning = Self.jsonFields[name.lowercased().filter { $0 != "_" }] else {
          continue
        }
        if meaning == "message" {
          record.words = value
        } else if meaning != "sqlstate"
          || Hole.sqlState.accepts(value) && !value.string.isPrismaCode
        {
          record.fields.append(DriverError.Field(meaning, value.string))
        }
      }
      let names = record.fields.map(\.name)
      guard names.contains("sqlstate"), !record.words.isEmpty else { continue }
      if object.contains(where: { Self.fieldsOfPostgreSQL.contains($0.name) }) {
        record.dbms = .postgreSQL
      }
      self = record
      return
    }
    return nil
  }

  /// Names without `_`, in lower case, to those under which drivers state them.
  private static let jsonFields = [
    "code": "sqlstate", "statecode": "sqlstate", "sqlstate": "sqlstate", "pgcode": "sqlstate",
    "sqlstatecode": "sqlstate", "message": "message", "msg": "message",
    "messageprimary": "message", "detail": "detail", "details": "detail",
    "messagedetail": "detail", "context": "context", "where": "context", "funcname": "routine",
    "routine": "routine", "constraint": "constraint", "constraintname": "constraint",
    "table": "table", "tablename": "table", "column": "column", "columnname": "column",
    "schema": "schema", "schemaname": "schema", "statement": "sqlstatement",
  ]

  private static let fieldsOfPostgreSQL: Set<String> = [
    "state_code", "details", "detail", "hint", "routine", "dataType",
  ]

  /// A line of `csvlog`: the twelfth field is the severity, the next ones code, message, detail.
  fileprivate init?(csv text: Bytes) {
    let time = text.prefix { $0 != UInt8(ascii: ",") }
    guard text.prefix(4).allSatisfy(\.isDigit), time.count <= Self.timeBytesMax,
      time.count < text.count,
      text.dropFirst(time.count + 1).first.map({ "\",".utf8.contains($0) }) == true
    else { return nil }
    let fields = text.commaSeparatedFields(Self.csvFieldsMax)
    guard fields.count > 19, Hole.sqlState.accepts(fields[12]), !fields[13].isEmpty else {
      return nil
    }
    let names = [12: "sqlstate", 14: "detail", 18: "context", 19: "sqlstatement"]
    self.init(
      words: fields[13],
      fields: names.sorted { $0.key < $1.key }.map {
        DriverError.Field($0.value, fields[$0.key].string)
      }, dbms: .postgreSQL)
  }

  private static let csvFieldsMax = 26
}

extension Bytes {
  /// Whether a string of five characters looks like a code; a quick test.
  fileprivate var hasQuotedSQLState: Bool {
    var open: Int?
    for index in indices where self[index] == UInt8(ascii: "\"") {
      if let open, index - open == 6, Hole.sqlState.accepts(self[(open + 1)..<index]) {
        return true
      }
      open = index
    }
    return false
  }

  /// The fields of one record of CSV; quotation marks inside quotation marks are doubled.
  fileprivate func commaSeparatedFields(_ countMax: Int) -> [Bytes] {
    var fields: [Bytes] = []
    var field: [UInt8] = []
    var isQuoted = false
    var rest = self
    while let byte = rest.popFirst(), fields.count < countMax {
      switch byte {
      case UInt8(ascii: "\"") where isQuoted && rest.first == byte:
        field.append(byte)
        rest = rest.dropFirst()
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ",") where !isQuoted:
        fields.append(field[...])
        field = []
      case 0x0A where !isQuoted: return fields + [field[...]]
      default: field.append(byte)
      }
    }
    return fields + [field[...]]
  }
}
