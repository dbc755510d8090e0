/// A driver's error as a language prints it field by field, for developers:
/// `DbError { code: SqlState(E23505), message: "…" }`, `&pq.Error{Code:"23505", Message:"…"}`,
/// `DatabaseError(UniqueViolation, "…")`.
///
/// Such a record stands inside other records, and behind the words of a panic and a colon.
struct DebugRecord: Sendable {
  /// The name with the brace or parenthesis that opens the record, as printed: `PgError{`.
  let opening: [UInt8]
  let dbms: DBMS?
  /// Names of the record's fields, and of those of records inside it, to the names under which
  /// drivers state them (`Driver.fields`).
  let fields: [String: String]
  /// The field that holds the server's words; `nil` where they have no name.
  let message: String?

  init(_ opening: String, dbms: DBMS?, message: String?, fields: [String: String] = [:]) {
    self.opening = Array(opening.utf8)
    self.dbms = dbms
    self.fields = fields
    self.message = message
  }

  /// The first of the records that the text holds.
  static func read(_ text: Bytes, _ records: [DebugRecord]) -> ErrorRecord? {
    guard isHeld(by: text, records) else { return nil }
    for start in text.debugExpressions {
      for record in records {
        if let found = record.read(text, from: start) { return found }
      }
    }
    return nil
  }

  /// Whether the opening of a record stands anywhere in the text; a quick test.
  static func isHeld(by text: Bytes, _ records: [DebugRecord]) -> Bool {
    text.indices.contains { index in
      let byte = text[index]
      guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "(") else { return false }
      let before = text[...index]
      return records.contains { before.hasSuffix($0.opening) }
    }
  }

  /// The record, when it is there and holds words of a server.
  private func read(_ text: Bytes, from begin: Int) -> ErrorRecord? {
    var start = begin
    for _ in 0..<Self.openingsMax {
      guard let index = text.firstIndex(of: opening, from: start) else { return nil }
      start = index + opening.count
      guard index == text.startIndex || !text[index - 1].isIdentifier else { continue }
      var reader = DebugRecordReader(text[start...])
      reader.readFields(until: opening.last == UInt8(ascii: "(") ? ")" : "}")
      if let record = record(reader.values) { return record }
    }
    return nil
  }

  /// Errors that hold errors, and a few values that look like one.
  private static let openingsMax = 16

  private func record(_ values: [DebugRecordReader.Value]) -> ErrorRecord? {
    guard let words = values.last(where: { $0.isText && $0.name == message })?.text, !words.isEmpty
    else { return nil }
    var record = ErrorRecord(words: words, fields: [], dbms: dbms)
    for value in values {
      guard let name = value.name.flatMap({ fields[$0] }), !value.text.isEmpty else { continue }
      record.fields.append(DriverError.Field(name, value.text.string))
    }
    return record
  }
}

extension Bytes {
  /// Where a printed value begins: a name with a brace or parenthesis, at the start or behind a
  /// colon or `=`, and not inside another one.
  fileprivate var debugExpressions: [Int] {
    guard !WrappedBehindProse.isQuotation(self) else { return [] }
    var starts: [Int] = []
    var depth = 0
    var mayBegin = true
    for index in indices where starts.count < 8 {
      let byte = self[index]
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: "]"): depth = Swift.max(0, depth - 1)
      default: break
      }
      if byte.isBlank { continue }
      if mayBegin, depth == 0, self[index...].beginsDebugExpression { starts.append(index) }
      mayBegin = byte == UInt8(ascii: ":") || byte == UInt8(ascii: "=")
    }
    return starts
  }

  /// `Name {`, `&package.Name{` or `Name(`.
  var beginsDebugExpression: Bool {
    let name = drop { $0 == UInt8(ascii: "&") }
    let rest = name.drop { $0.isIdentifier || ".:".utf8.contains($0) }.drop { $0 == 0x20 }
    guard rest.startIndex > name.startIndex else { return false }
    return rest.first == UInt8(ascii: "{") || rest.first == UInt8(ascii: "(")
  }
}

/// Reads the fields of a record, those of the records inside it among them. Linear; depth bounded.
private struct DebugRecordReader {
  struct Value {
    var name: String?
    var text: Bytes
    /// Whether it stood in quotation marks.
    var isText: Bool
  }

  private(set) var values: [Value] = []
  private var rest: Bytes
  private var depth = 0

  init(_ text: Bytes) { rest = text }

  mutating func readFields(until close: Unicode.Scalar) {
    depth += 1
    defer { depth -= 1 }
    let end = UInt8(ascii: close)
    while values.count < Self.valuesMax {
      rest = rest.drop { $0.isBlank || $0 == UInt8(ascii: ",") }
      guard let byte = rest.first else { return }
      if byte == end {
        rest = rest.dropFirst()
        return
      }
      let before = rest.startIndex
      readValue(named: close == ")" ? nil : popName())
      if rest.startIndex == before { rest = rest.dropFirst() }
    }
  }

  private static let valuesMax = 64
  private static let depthMax = 8

  /// `name:` with what blanks stand behind it.
  private mutating func popName() -> String? {
    let name = rest.prefix(while: \.isIdentifier)
    guard !name.isEmpty, rest.dropFirst(name.count).first == UInt8(ascii: ":") else { return nil }
    rest = rest.dropFirst(name.count + 1).drop(while: \.isBlank)
    return name.string
  }

  private mutating func readValue(named name: String?) {
    rest = rest.drop { $0 == UInt8(ascii: "&") }
    guard let byte = rest.first else { return }
    if byte == UInt8(ascii: "\"") { return readText(named: name) }
    let word = rest.prefix { $0.isIdentifier || ".:[]*-".utf8.contains($0) }
    rest = rest.dropFirst(word.count)
    let behind = rest.drop { $0 == 0x20 }
    switch behind.first {
    case UInt8(ascii: "{") where depth < Self.depthMax:
      rest = behind.dropFirst()
      readFields(until: "}")
    case UInt8(ascii: "(") where depth < Self.depthMax:
      rest = behind.dropFirst()
      let inside = values.count
      readFields(until: ")")
      // `Some("…")` and `SqlState(E23505)` are the field's value.
      guard values.count == inside + 1, values[inside].name == nil else { return }
      values[inside].name = name
    default:
      let isNothing = word.isEmpty || word.string == "None" || word.string == "nil"
      if !isNothing { values.append(Value(name: name, text: word.withoutRadix, isText: false)) }
    }
  }

  private mutating func readText(named name: String?) {
    let start = rest.startIndex + 1
    var index = start
    while index < rest.endIndex, rest[index] != UInt8(ascii: "\"") {
      index += rest[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    let end = min(index, rest.endIndex)
    values.append(
      Value(name: name, text: rest[start..<end].unescapedPythonLiteral, isText: true))
    rest = rest[min(end + 1, rest.endIndex)...]
  }
}

extension Bytes {
  /// Go prints unsigned numbers as `0x426`, tokio-postgres its codes as `E23505`.
  fileprivate var withoutRadix: Bytes {
    if starts(with: [UInt8(ascii: "0"), UInt8(ascii: "x")]),
      let number = UInt64(dropFirst(2).string, radix: 16)
    {
      return Bytes(String(number))
    }
    let code = dropFirst()
    return first == UInt8(ascii: "E") && Hole.sqlState.accepts(code) ? code : self
  }
}
