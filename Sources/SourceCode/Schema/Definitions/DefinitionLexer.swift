/// Cuts a file with definitions of any database into statements. Linear; data between them is
/// passed over.
struct DefinitionLexer {
  private let bytes: [UInt8]
  /// Whether `\'` is a quote inside of a literal, as in MySQL.
  private let escapesWithBackslash: Bool
  private var position = 0
  private var line = 0
  private var isFirstOfLine = true
  /// Whether the position is inside of `/*! … */`, which MySQL reads and others do not.
  private var isInVersionComment = false
  private var statement: DefinitionStatement

  init(_ bytes: [UInt8], escapesWithBackslash: Bool) {
    self.bytes = bytes
    self.escapesWithBackslash = escapesWithBackslash
    statement = DefinitionStatement(bytes: bytes)
  }

  /// Tokens of one statement; those behind them are passed over. The largest real table has a
  /// tenth.
  private static let tokensMax = 100_000
  /// Tokens that are kept of a statement with rows.
  private static let rowTokensMax = 16

  /// The next statement that has a token; `nil` at the end.
  mutating func next() -> DefinitionStatement? {
    statement = DefinitionStatement(bytes: bytes)
    var depth = 0
    while skipBlanks() {
      if isFirstOfLine, isSeparatorLine() {
        skipLine()
        if !statement.tokens.isEmpty { return statement }
        continue
      }
      if startsAnother(depth) { return statement }
      let token = readToken()
      isFirstOfLine = false
      if token.kind == .symbol {
        switch bytes[token.start] {
        case UInt8(ascii: ";"):
          if statement.tokens.isEmpty { continue }
          finish()
          return statement
        case UInt8(ascii: "("): depth += 1
        case UInt8(ascii: ")"): depth = max(0, depth - 1)
        default: break
        }
      }
      keep(token)
      if statement.tokens.count == 1, statement.isWord("DELIMITER") { skipRoutines() }
    }
    return statement.tokens.isEmpty ? nil : statement
  }

  private var holdsRows: Bool {
    statement.isWord("INSERT") || statement.isWord("COPY") || statement.isWord("REPLACE")
  }

  private mutating func keep(_ token: DefinitionToken) {
    let count = statement.tokens.count
    guard count < (holdsRows ? Self.rowTokensMax : Self.tokensMax) else {
      statement.isCut = !holdsRows
      return
    }
    statement.tokens.append(token)
  }

  /// `COPY … FROM stdin;` is followed by rows up to `\.`.
  private mutating func finish() {
    guard statement.isWord("COPY"),
      statement.tokens.indices.contains(where: { statement.isWord("STDIN", at: $0) })
    else { return }
    skipLine()
    while position < bytes.count {
      let isEnd = peek() == UInt8(ascii: "\\") && peek(1) == UInt8(ascii: ".")
      skipLine()
      if isEnd { return }
    }
  }

  /// MySQL's triggers and routines, between `DELIMITER ;;` and `DELIMITER ;`.
  private mutating func skipRoutines() {
    skipLine()
    while position < bytes.count {
      let start = position
      skipLine()
      let words = String(decoding: bytes[start..<position], as: UTF8.self).prefix(40)
        .split { $0.isWhitespace }
      if words.first?.uppercased() == "DELIMITER", words.last == ";" { break }
    }
    statement.tokens.removeAll()
    isInVersionComment = false
  }

  /// `GO` of SQL Server, `/` of Oracle, and psql's own commands, each alone on a line.
  private func isSeparatorLine() -> Bool {
    if peek() == UInt8(ascii: "\\") { return true }
    var end = position
    while end < bytes.count, end < position + 3, bytes[end] > 0x20 { end += 1 }
    let isAlone = end >= bytes.count || bytes[end] == 0x0A || bytes[end] == 0x0D
    guard isAlone else { return false }
    let word = bytes[position..<end].map(\.asciiUppercased)
    return word == Array("GO".utf8) || word == Array("/".utf8)
  }

  /// Where nothing ends statements but the next one's begin.
  private func startsAnother(_ depth: Int) -> Bool {
    guard isFirstOfLine, depth == 0, !statement.tokens.isEmpty else { return false }
    if startsWord("CREATE", at: position) { return !statement.isWord("CREATE", at: 0) || hasBody }
    return startsWord("ALTER TABLE", at: position)
  }

  /// Whether the statement has more than its head: `CREATE` and `TABLE` may stand on two lines.
  private var hasBody: Bool { statement.tokens.count > 3 }

  private func startsWord(_ word: StaticString, at start: Int) -> Bool {
    let end = start + word.utf8CodeUnitCount
    guard end < bytes.count, !bytes[end].isIdentifierPart else { return false }
    return word.withUTF8Buffer { expected in
      zip(expected, bytes[start..<end]).allSatisfy { $0 == $1.asciiUppercased }
    }
  }

  private func peek(_ offset: Int = 0) -> UInt8 {
    let index = position + offset
    return index < bytes.count ? bytes[index] : 0
  }

  private mutating func advance() {
    if peek() == UInt8(ascii: "\n") {
      line += 1
      isFirstOfLine = true
    }
    position += 1
  }

  private mutating func skipLine() {
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
    if position < bytes.count { advance() }
  }

  /// Whether something is left.
  private mutating func skipBlanks() -> Bool {
    while position < bytes.count {
      switch peek() {
      case 0...0x20: advance()
      // The mark of UTF-8 at the start of a file.
      case 0xEF where position == 0 && peek(1) == 0xBB: position = min(3, bytes.count)
      case UInt8(ascii: "-") where peek(1) == UInt8(ascii: "-"): skipLine()
      case UInt8(ascii: "#") where isFirstOfLine: skipLine()
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"): skipComment()
      case UInt8(ascii: "*") where isInVersionComment && peek(1) == UInt8(ascii: "/"):
        position += 2
        isInVersionComment = false
      default: return true
      }
    }
    return false
  }

  private mutating func skipComment() {
    position += 2
    if peek() == UInt8(ascii: "!") || (peek() == UInt8(ascii: "M") && peek(1) == UInt8(ascii: "!"))
    {
      isInVersionComment = true
      while peek().isIdentifierPart || peek() == UInt8(ascii: "!") { position += 1 }
      return
    }
    while position < bytes.count {
      if peek() == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
        position += 2
        return
      }
      advance()
    }
  }

  private mutating func readToken() -> DefinitionToken {
    let start = position
    let startLine = line
    let kind = readKind()
    position = min(max(position, start + 1), bytes.count)
    return DefinitionToken(kind: kind, start: start, end: position, line: startLine)
  }

  private mutating func readKind() -> DefinitionToken.Kind {
    let byte = peek()
    switch byte {
    case UInt8(ascii: "'"):
      readQuoted(byte, escapes: escapesWithBackslash)
      return .literal
    case UInt8(ascii: "\""), UInt8(ascii: "`"):
      readQuoted(byte, escapes: false)
      return .quoted
    case UInt8(ascii: "[") where isBracketedName:
      readQuoted(UInt8(ascii: "]"), escapes: false)
      return .quoted
    case UInt8(ascii: "$") where readDollarQuoted(): return .literal
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      while peek().isIdentifierPart || (peek() == UInt8(ascii: ".") && peek(1).isDigit) {
        position += 1
      }
      return .number
    case let byte where byte.isIdentifierStart || byte == UInt8(ascii: "@"): return readWord()
    case UInt8(ascii: ":") where peek(1) == byte: position += 2
    default: position += 1
    }
    return .symbol
  }

  private mutating func readWord() -> DefinitionToken.Kind {
    let start = position
    repeat { position += 1 } while peek().isIdentifierPart || isNameMark(peek())
    // `E'…'`, `N'…'`, `_utf8mb4'…'`.
    guard peek() == UInt8(ascii: "'"), position - start <= 8 else { return .word }
    let escapes = bytes[start].asciiUppercased == UInt8(ascii: "E") && position - start == 1
    readQuoted(UInt8(ascii: "'"), escapes: escapes || escapesWithBackslash)
    return .literal
  }

  private func isNameMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "$") || byte == UInt8(ascii: "#") || byte == UInt8(ascii: "@")
  }

  /// `[name]` of SQL Server and SQLite, not `ARRAY[…]` or `text[]`.
  private var isBracketedName: Bool {
    peek(1).isIdentifierStart && !(position > 0 && bytes[position - 1].isIdentifierPart)
  }

  private mutating func readQuoted(_ closing: UInt8, escapes: Bool) {
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      if escapes, byte == UInt8(ascii: "\\") {
        advance()
        if position < bytes.count { advance() }
        continue
      }
      advance()
      if byte == closing {
        guard peek() == closing else { break }
        position += 1
      }
    }
    isFirstOfLine = false
  }

  /// `$$ … $$` and `$tag$ … $tag$`.
  private mutating func readDollarQuoted() -> Bool {
    var tagEnd = position + 1
    while tagEnd < bytes.count, bytes[tagEnd].isIdentifierPart, tagEnd < position + 66 {
      tagEnd += 1
    }
    guard tagEnd < bytes.count, bytes[tagEnd] == UInt8(ascii: "$") else { return false }
    let tag = bytes[position...tagEnd]
    while position <= tagEnd { advance() }
    while position < bytes.count {
      if peek() == UInt8(ascii: "$"), bytes[position...].starts(with: tag) {
        position += tag.count
        break
      }
      advance()
    }
    isFirstOfLine = false
    return true
  }
}
