/// A server's error that a client prints as the record of its fields.
struct ErrorRecord: Sendable {
  var words: Bytes
  var fields: [DriverError.Field]
  /// The database, when only its drivers print such a record.
  var dbms: DBMS? = .postgreSQL
}

extension Driver {
  /// pg8000 and PostgresNIO show the fields of the protocol instead of a sentence.
  public static let records = Driver(
    name: "records", recordHeads: ["{'S': ", "PSQLError("],
    readRecord: { ErrorRecord(pythonDictionary: $0) ?? ErrorRecord(swiftError: $0) },
    examples: [
      Example(
        "{'S': 'ERROR', 'V': 'ERROR', 'C': '23505', 'M': 'duplicate key value violates unique "
          + "constraint \"uq\"', 'D': \"Key (name)=(O'Hara) already exists.\", 's': 'public', "
          + "'t': 'boats', 'n': 'uq', 'F': 'nbtinsert.c', 'L': '664', 'R': '_bt_check_unique'}",
        type: "DatabaseError", module: "pg8000.exceptions",
        yields: ConstraintViolation(
          kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "uq", schema: "public",
          table: "boats", columns: ["name"], values: ["O'Hara"])),
      Example(
        "PSQLError(code: server, serverInfo: [tableName: boats, sqlState: 23505, detail: Key "
          + "(sail_no)=(K-17) already exists., file: nbtinsert.c, line: 664, message: duplicate "
          + "key value violates unique constraint \"uq\", routine: _bt_check_unique, "
          + "constraintName: uq, schemaName: public, severity: ERROR], "
          + "triggeredFromRequestInFile: App/Boats.swift, line: 12)",
        type: "PSQLError", module: "PostgresNIO",
        yields: ConstraintViolation(
          kind: .unique, dbms: .postgreSQL, sqlState: "23505", constraint: "uq", schema: "public",
          table: "boats", columns: ["sail_no"], values: ["K-17"])),
      .nearMiss("{'S': 'ERROR', 'C': '42P07', 'M': 'relation \"boats\" already exists'}"),
    ])
}

extension ErrorRecord {
  /// `{'C': '23505', 'M': "…"}` with the one-letter keys of the protocol.
  fileprivate init?(pythonDictionary text: Bytes) {
    guard text.starts(with: Array("{'S': ".utf8)), text.last == UInt8(ascii: "}") else {
      return nil
    }
    self.init(words: [], fields: [])
    var rest = text.dropFirst()
    while let key = rest.popPythonString(), let value = rest.popPythonString() {
      switch key.string {
      case "M": words = value
      case let letter:
        guard let name = Self.letters[letter] else { continue }
        fields.append(DriverError.Field(name, value.string))
      }
    }
  }

  private static let letters = [
    "C": "sqlstate", "D": "detail", "s": "schema_name", "t": "table_name", "c": "column_name",
    "n": "constraint_name", "W": "context", "R": "routine",
  ]

  /// `PSQLError(code: server, serverInfo: [key: value, …])` in any order, without quotes: a value
  /// ends where the next known key stands. A key that stands twice is in a value too and counts for
  /// nothing.
  fileprivate init?(swiftError text: Bytes) {
    let head = Array("PSQLError(code: server, serverInfo: [".utf8)
    guard text.hasPrefix(head) else { return nil }
    let end =
      text.lastIndex(of: Array("], triggeredFrom".utf8), from: text.startIndex)
      ?? text.lastIndex(of: Array("])".utf8), from: text.startIndex)
      ?? text.lastIndex(of: UInt8(ascii: "]")) ?? text.endIndex
    let open = text.startIndex + head.count - 1
    let inside = text[open..<max(open, end)]
    var starts: [(key: String, word: Int, value: Int)] = []
    for key in Self.serverInfoKeys {
      let first = inside.starts(with: Array("[\(key): ".utf8)) ? inside.startIndex : nil
      let words = Array(", \(key): ".utf8)
      let start = first ?? inside.firstIndex(of: words, from: inside.startIndex)
      guard let start else { continue }
      let value = start + key.utf8.count + (first == nil ? 4 : 3)
      let isTwice = inside.firstIndex(of: words, from: value) != nil
      starts.append((isTwice ? "" : key, start, value))
    }
    starts.sort { $0.word < $1.word }
    self.init(words: [], fields: [])
    for (number, start) in starts.enumerated() {
      let stop = number + 1 < starts.count ? starts[number + 1].word : inside.endIndex
      let value = inside[start.value..<max(start.value, stop)]
      if start.key == "message" {
        words = value
      } else if !start.key.isEmpty {
        fields.append(DriverError.Field(start.key, value.string))
      }
    }
  }

  private static let serverInfoKeys = [
    "localizedSeverity", "severity", "sqlState", "message", "detail", "hint", "position",
    "internalPosition", "internalQuery", "locationContext", "schemaName", "tableName",
    "columnName", "dataTypeName", "constraintName", "file", "line", "routine",
  ]
}

extension Bytes {
  /// Takes the next string literal of a Python dictionary and what stands before it.
  fileprivate mutating func popPythonString() -> Bytes? {
    self = drop { $0 != UInt8(ascii: "'") && $0 != UInt8(ascii: "\"") }
    guard let quote = popFirst() else { return nil }
    let start = startIndex
    var index = start
    while index < endIndex, self[index] != quote {
      index += self[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard index < endIndex else { return nil }
    let text = self[start..<index]
    self = self[(index + 1)...]
    return text.unescapedPythonLiteral
  }
}
