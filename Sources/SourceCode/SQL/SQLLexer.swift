/// Cuts a statement into tokens, one at a time. Every access is checked against the end.
struct SQLLexer {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0
  /// How many placeholders were read.
  var placeholders = 0

  func peek(_ offset: Int = 0) -> UInt8 {
    let index = position + offset
    return index < bytes.count ? bytes[index] : 0
  }

  var isAtEnd: Bool { position >= bytes.count }

  mutating func next() -> SQLToken {
    skipBlanks()
    let start = position
    guard !isAtEnd else { return SQLToken(kind: .end, start: start, end: start) }
    let byte = peek()
    switch byte {
    case UInt8(ascii: "'"): return readLiteral(from: start, escapes: false)
    case UInt8(ascii: "\""), UInt8(ascii: "`"): return readQuoted(closing: byte)
    case UInt8(ascii: "[") where isBracketedName: return readQuoted(closing: UInt8(ascii: "]"))
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return readNumber()
    case let byte where byte.isIdentifierStart: return readWord()
    default: return readPlaceholder() ?? readSymbol()
    }
  }

  private mutating func skipBlanks() {
    while !isAtEnd {
      switch peek() {
      case 0...0x20: position += 1
      case UInt8(ascii: "-") where peek(1) == UInt8(ascii: "-"): skipLine()
      case UInt8(ascii: "#") where peek(1) == UInt8(ascii: " "): skipLine()
      case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"): skipComment()
      default: return
      }
    }
  }

  private mutating func skipLine() {
    while !isAtEnd, peek() != UInt8(ascii: "\n") { position += 1 }
  }

  private mutating func skipComment() {
    position += 2
    while !isAtEnd {
      if peek() == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
        position += 2
        return
      }
      position += 1
    }
  }

  private func token(_ kind: SQLToken.Kind, from start: Int) -> SQLToken {
    SQLToken(kind: kind, start: start, end: position)
  }

  /// The position is at the opening quote; `start` may be at a prefix such as `E` or `N`.
  private mutating func readLiteral(from start: Int, escapes: Bool) -> SQLToken {
    position += 1
    while !isAtEnd {
      let byte = peek()
      position += 1
      if byte == UInt8(ascii: "\\") {
        // MySQL escapes a quote so; elsewhere, as in `ESCAPE '\'`, it ends the literal.
        if peek() == UInt8(ascii: "'"), !escapes, endsLiteral(peek(1)) { continue }
        position += 1
      } else if byte == UInt8(ascii: "'") {
        guard peek() == UInt8(ascii: "'") else { break }
        position += 1
      }
    }
    position = min(position, bytes.count)
    return token(.literal, from: start)
  }

  private func endsLiteral(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: ")") || byte == UInt8(ascii: ",")
      || byte == UInt8(ascii: ";")
  }

  private mutating func readQuoted(closing: UInt8) -> SQLToken {
    let start = position
    position += 1
    while !isAtEnd {
      let byte = peek()
      position += 1
      if byte == closing {
        guard peek() == closing else { break }
        position += 1
      }
    }
    return token(.quoted, from: start)
  }

  /// `[name]` of SQL Server and SQLite, not `ARRAY[…]` or `column[1]`.
  private var isBracketedName: Bool {
    peek(1).isIdentifierStart && !(position > 0 && bytes[position - 1].isIdentifierPart)
  }

  private mutating func readNumber() -> SQLToken {
    let start = position
    while peek().isIdentifierPart || (peek() == UInt8(ascii: ".") && peek(1).isDigit) {
      position += 1
    }
    return token(.literal, from: start)
  }

  private mutating func readWord() -> SQLToken {
    let start = position
    while !isAtEnd, bytes[position].isIdentifierPart || bytes[position] == UInt8(ascii: "$") {
      position += 1
    }
    if peek() == UInt8(ascii: "'") {
      let escapes = position - start == 1 && bytes[start].asciiLowercased == UInt8(ascii: "e")
      return readLiteral(from: start, escapes: escapes)
    }
    var token = token(.word, from: start)
    token.word = SQLWord(spelled: bytes[start..<position])
    return token
  }

  private mutating func readSymbol() -> SQLToken {
    let start = position
    let first = peek()
    position += 1
    if first.isOperatorPart {
      while peek().isOperatorPart, !isAtPlaceholder { position += 1 }
      // PostgreSQL's `~*`, which folds case.
      if bytes[position - 1] == UInt8(ascii: "~"), peek() == UInt8(ascii: "*") { position += 1 }
    } else if first == UInt8(ascii: ":"), peek() == first {
      position += 1
    }
    var token = token(.symbol, from: start)
    token.symbol = first
    return token
  }

  /// Whether a placeholder begins right behind an operator: `=?`, `=%s`.
  private var isAtPlaceholder: Bool {
    peek() == UInt8(ascii: "%") && (peek(1) == UInt8(ascii: "s") || peek(1) == UInt8(ascii: "("))
  }

  private mutating func readPlaceholder() -> SQLToken? {
    let start = position
    var number: Int?
    switch (peek(), peek(1)) {
    case (UInt8(ascii: "%"), UInt8(ascii: "s")): position += 2
    case (UInt8(ascii: "%"), UInt8(ascii: "(")):
      while !isAtEnd, peek() != UInt8(ascii: ")") { position += 1 }
      position = min(position + 2, bytes.count)
    case (UInt8(ascii: "?"), _):
      // `?|` and `?&` are operators of PostgreSQL.
      if peek(1) == UInt8(ascii: "|") || peek(1) == UInt8(ascii: "&") { return nil }
      position += 1
      number = readInteger()
    case (UInt8(ascii: "{"), UInt8(ascii: "}")): position += 2
    case (UInt8(ascii: "$"), let next) where next.isDigit:
      position += 1
      number = readInteger()
    case (UInt8(ascii: "$"), _): return readDollarQuoted()
    case (UInt8(ascii: ":"), let next) where next.isIdentifierPart,
      (UInt8(ascii: "@"), let next) where next.isIdentifierStart:
      position += 1
      while peek().isIdentifierPart { position += 1 }
    default: return nil
    }
    var token = token(.placeholder, from: start)
    token.parameter = number.map { max($0, 1) - 1 } ?? placeholders
    placeholders += 1
    return token
  }

  private mutating func readInteger() -> Int? {
    guard peek().isDigit else { return nil }
    var number = 0
    while peek().isDigit {
      number = min(number * 10 + Int(peek() - 0x30), 1 << 20)
      position += 1
    }
    return number
  }

  /// `$$ … $$` and `$tag$ … $tag$`.
  private mutating func readDollarQuoted() -> SQLToken? {
    let start = position
    var tagEnd = position + 1
    while tagEnd < bytes.count, bytes[tagEnd].isIdentifierPart { tagEnd += 1 }
    guard tagEnd < bytes.count, bytes[tagEnd] == UInt8(ascii: "$") else { return nil }
    let tag = bytes[start...tagEnd]
    // A tag is a name; a longer one would make the search slow.
    guard tag.count <= 66 else { return nil }
    position = tagEnd + 1
    while !isAtEnd {
      if peek() == UInt8(ascii: "$"), bytes[position...].starts(with: tag) {
        position += tag.count
        break
      }
      position += 1
    }
    return token(.literal, from: start)
  }
}

extension UInt8 {
  fileprivate var isOperatorPart: Bool {
    switch self {
    case UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "!"),
      UInt8(ascii: "~"), UInt8(ascii: "|"), UInt8(ascii: "&"), UInt8(ascii: "#"),
      UInt8(ascii: "%"), UInt8(ascii: "^"):
      true
    default: false
    }
  }
}
