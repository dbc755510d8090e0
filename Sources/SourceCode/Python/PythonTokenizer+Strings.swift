extension PythonTokenizer {
  /// Reads a string literal; the position is at its first quote.
  mutating func readString(from start: Int, prefix: Range<Int>) {
    let quote = peek()
    let isTriple = peek(1) == quote && peek(2) == quote
    let firstLine = line
    position += isTriple ? 3 : 1
    if bytes[prefix].contains(where: { $0 | 0x20 == 0x66 || $0 | 0x20 == 0x74 }) {
      append(.formattedStart, from: start, line: firstLine)
      formatted.append(FormattedString(quote: quote, isTriple: isTriple, mode: .text))
      return
    }
    skipString(quote: quote, isTriple: isTriple)
    append(.string, from: start, line: firstLine)
  }

  /// Passes the rest of a string with its closing quotes. A string in simple quotes ends with its
  /// line at the latest.
  mutating func skipString(quote: UInt8, isTriple: Bool) {
    while position < bytes.count {
      let byte = bytes[position]
      if byte == quote {
        guard isTriple else {
          position += 1
          return
        }
        if peek(1) == quote && peek(2) == quote {
          position += 3
          return
        }
        position += 1
      } else if byte == UInt8(ascii: "\\") {
        position += 1
        passCharacterOrLineEnd()
      } else if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        guard isTriple else { return }
        passLineEnd()
      } else {
        position += 1
      }
    }
    if isTriple { unterminatedQuote = quote }
  }

  private mutating func passCharacterOrLineEnd() {
    if isAtEnd { return }
    if peek() == UInt8(ascii: "\n") || peek() == UInt8(ascii: "\r") {
      passLineEnd()
    } else {
      position += 1
    }
  }

  /// Reads literal text of an f-string, or of a format specification, to the next brace or to the
  /// end of the string.
  mutating func readFormattedText() {
    guard let string = formatted.last else { return }
    let start = position
    let firstLine = line
    let isSpecification = string.mode == .specification
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "{") where !isSpecification && peek(1) == byte,
        UInt8(ascii: "}") where !isSpecification && peek(1) == byte:
        position += 2
      case UInt8(ascii: "{"):
        appendText(from: start, line: firstLine, unless: isSpecification)
        openBrace()
        return
      case UInt8(ascii: "}") where isSpecification:
        closeBrace()
        return
      case UInt8(ascii: "\\"):
        position += 1
        skipEscapedCharacter()
      case string.quote where !string.isTriple || (peek(1) == byte && peek(2) == byte):
        appendText(from: start, line: firstLine, unless: isSpecification)
        endFormatted(quotes: string.isTriple ? 3 : 1)
        return
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        guard string.isTriple else {
          appendText(from: start, line: firstLine, unless: isSpecification)
          endFormatted(quotes: 0)
          return
        }
        passLineEnd()
      default: position += 1
      }
    }
    appendText(from: start, line: firstLine, unless: isSpecification)
    if string.isTriple { unterminatedQuote = string.quote }
  }

  /// `\N{DASH}` has braces of its own; `\{` in a raw f-string has not.
  private mutating func skipEscapedCharacter() {
    if peek() == UInt8(ascii: "N"), peek(1) == UInt8(ascii: "{") {
      position += 2
    } else if peek() != UInt8(ascii: "{"), peek() != UInt8(ascii: "}") {
      passCharacterOrLineEnd()
    }
  }

  private mutating func appendText(from start: Int, line: Int32, unless isSkipped: Bool) {
    if position > start, !isSkipped { append(.formattedText, from: start, line: line) }
  }

  private mutating func openBrace() {
    position += 1
    append(.operator, .leftBrace, from: position - 1)
    let depth = awaited.count
    formatted[formatted.count - 1].braces.append(depth)
    formatted[formatted.count - 1].mode = .expression
    awaited.append(UInt8(ascii: "}"))
  }

  private mutating func closeBrace() {
    position += 1
    append(.operator, .rightBrace, from: position - 1)
    guard let depth = formatted[formatted.count - 1].braces.popLast() else { return }
    awaited.removeSubrange(min(depth, awaited.count)...)
    let isNested = !formatted[formatted.count - 1].braces.isEmpty
    formatted[formatted.count - 1].mode = isNested ? .specification : .text
  }

  private mutating func endFormatted(quotes: Int) {
    let start = position
    position += quotes
    append(.formattedEnd, from: start)
    guard let string = formatted.popLast() else { return }
    if let depth = string.braces.first { awaited.removeSubrange(min(depth, awaited.count)...) }
  }

  /// Reads what ends the expression between the braces of an f-string: `}`, `:`, `!r` or the `=` of
  /// `{value=}`. Whether there was such an end.
  mutating func readFormattedExpressionEnd() -> Bool {
    guard let depth = formatted.last?.braces.last, awaited.count > depth else { return false }
    if awaited.count > depth + 1 {
      // A bracket inside the braces was never closed.
      guard peek() == UInt8(ascii: "}"),
        !awaited[(depth + 1)...].suffix(8).contains(UInt8(ascii: "}"))
      else { return false }
    }
    switch peek() {
    case UInt8(ascii: "}"):
      closeBrace()
      return true
    case UInt8(ascii: ":"):
      position += 1
      formatted[formatted.count - 1].mode = .specification
      return true
    case UInt8(ascii: "!") where peek(1) != UInt8(ascii: "="):
      position += 1
      while peek().isLetter { position += 1 }
      return true
    case UInt8(ascii: "=") where peek(1) != UInt8(ascii: "="):
      var next = 1
      while peek(next) == UInt8(ascii: " ") { next += 1 }
      guard "}:!".utf8.contains(peek(next)) else { return false }
      position += next
      return true
    default: return false
    }
  }
}
