extension SQLStatement {
  /// A value that a statement writes, as its text gives it. Literals are personal data.
  public enum WrittenValue: Sendable, Hashable {
    /// A string without its quotes, or a number.
    case literal(String)
    /// By position, and by name where it has one: `:email`, `%(email)s`.
    case placeholder(Int, name: String?)
    case null
    /// Whatever the database computes.
    case expression
  }

  /// The rows that an INSERT … VALUES lists, or the values of an UPDATE's SET as one row; each
  /// parallel to `writtenColumns`. Empty when the statement has none. Linear and bounded.
  public static func writtenRows(in text: String, max rowsMax: Int = 500) -> [[WrittenValue]] {
    var text = text
    return text.withUTF8 { bytes in
      var reader = WrittenRowsReader(SQLLexer(bytes: bytes))
      return reader.read(rowsMax: rowsMax)
    }
  }

  /// The names of the placeholders by their index; `nil` for those that have a place only.
  public static func placeholderNames(in text: String) -> [String?] {
    var text = text
    return text.withUTF8 { bytes in
      var reader = WrittenRowsReader(SQLLexer(bytes: bytes))
      var names: [String?] = []
      while reader.current.kind != .end, names.count < placeholdersMax {
        if reader.current.kind == .placeholder { names.append(reader.name(of: reader.current)) }
        reader.advance()
      }
      return names
    }
  }

  private static var placeholdersMax: Int { 10_000 }
}

/// Reads the values of one statement, without its names.
private struct WrittenRowsReader {
  var lexer: SQLLexer
  var current: SQLToken

  init(_ lexer: SQLLexer) {
    self.lexer = lexer
    current = self.lexer.next()
  }

  mutating func advance() { current = lexer.next() }

  mutating func read(rowsMax: Int) -> [[SQLStatement.WrittenValue]] {
    var depth = 0
    while current.kind != .end {
      if current.isSymbol("(") { depth += 1 }
      if current.isSymbol(")") { depth -= 1 }
      let word = current.word
      advance()
      guard depth == 0 else { continue }
      switch word {
      case .values, .value: return readRows(rowsMax)
      case .set: return [readAssignments()]
      case .select, .from: return []
      default: break
      }
    }
    return []
  }

  private mutating func readRows(_ rowsMax: Int) -> [[SQLStatement.WrittenValue]] {
    var rows: [[SQLStatement.WrittenValue]] = []
    while rows.count < rowsMax {
      if current.word == .row { advance() }
      guard current.isSymbol("(") else { return rows }
      advance()
      var row: [SQLStatement.WrittenValue] = []
      while current.kind != .end {
        row.append(readValue())
        guard current.isSymbol(",") else { break }
        advance()
      }
      // A row that was cut off says nothing certain.
      guard current.isSymbol(")") else { return rows }
      rows.append(row)
      advance()
      guard current.isSymbol(",") else { return rows }
      advance()
    }
    return rows
  }

  private mutating func readAssignments() -> [SQLStatement.WrittenValue] {
    var row: [SQLStatement.WrittenValue] = []
    while current.isName {
      advance()
      while current.isSymbol(".") {
        advance()
        advance()
      }
      guard current.isSymbol("=") else { return row }
      advance()
      row.append(readValue())
      guard current.isSymbol(",") else { return row }
      advance()
    }
    return row
  }

  /// One value up to the next comma, closing parenthesis or clause.
  private mutating func readValue() -> SQLStatement.WrittenValue {
    var value = SQLStatement.WrittenValue.expression
    var tokens = 0
    var depth = 0
    while current.kind != .end, !current.isSymbol(";") {
      if depth == 0, current.isSymbol(",") || current.isSymbol(")") || current.word.endsCondition {
        break
      }
      if current.isSymbol("(") { depth += 1 }
      if current.isSymbol(")") { depth -= 1 }
      // A cast keeps the value: `$1::uuid`.
      let isCast = current.symbol == UInt8(ascii: ":") && current.kind == .symbol && tokens == 1
      if isCast {
        advance()
        if current.isName { advance() }
        continue
      }
      tokens += 1
      value = tokens == 1 ? self.value(of: current) : .expression
      advance()
    }
    return value
  }

  private func value(of token: SQLToken) -> SQLStatement.WrittenValue {
    switch token.kind {
    case .placeholder: .placeholder(token.parameter, name: name(of: token))
    case .literal: .literal(literal(token))
    case .word where token.word == .null: .null
    default: .expression
    }
  }

  /// `name` of `:name`, `@name` and `%(name)s`.
  func name(of token: SQLToken) -> String? {
    let bytes = lexer.bytes[token.start..<token.end]
    let isNamed =
      bytes.first == UInt8(ascii: "%")
      ? bytes.dropFirst().first == UInt8(ascii: "(")
      : bytes.first == UInt8(ascii: ":") || bytes.first == UInt8(ascii: "@")
    guard isNamed else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    let name = text.drop { "%(:@$".contains($0) }.prefix {
      $0.isLetter || $0.isNumber || $0 == "_"
    }
    return name.isEmpty ? nil : String(name)
  }

  /// A literal's text; in a string a quote is doubled.
  private func literal(_ token: SQLToken) -> String {
    let bytes = lexer.bytes[token.start..<token.end]
    guard let open = bytes.firstIndex(of: UInt8(ascii: "'")), bytes.last == UInt8(ascii: "'"),
      bytes.count > open - token.start + 1
    else { return String(decoding: bytes, as: UTF8.self) }
    return String(decoding: bytes[(open + 1)..<(token.end - 1)], as: UTF8.self)
      .replacingDoubledQuotes
  }
}

extension String {
  fileprivate var replacingDoubledQuotes: String {
    guard utf8.contains(UInt8(ascii: "'")) else { return self }
    var result = ""
    var isFirst = false
    for character in self {
      isFirst = character == "'" && !isFirst
      if !isFirst || character != "'" { result.append(character) }
    }
    return result
  }
}
