extension PythonParser {
  /// String literals that stand side by side.
  mutating func parseStrings() -> PythonExpression {
    let first = current
    var string = PythonString(value: "")
    while true {
      switch current.kind {
      case .string: readString(into: &string)
      case .formattedStart: readFormattedString(into: &string)
      default: return PythonExpression(.string(string), span: span(from: first))
      }
    }
  }

  private mutating func readString(into string: inout PythonString) {
    let token = current
    advance()
    let (prefix, quotes) = opening(of: token)
    if prefix.contains(UInt8(ascii: "b")) { string.isBytes = true }
    let start = Int(token.start) + prefix.count + quotes
    // A string that is cut off has no closing quotes.
    let quote = bytes[start - 1]
    var end = Int(token.end)
    if end - quotes >= start, bytes[(end - quotes)..<end].allSatisfy({ $0 == quote }) {
      end -= quotes
    }
    string.value += PythonEscapes.resolved(
      bytes[start..<max(start, end)], isRaw: prefix.contains(UInt8(ascii: "r")))
  }

  /// The lower-cased prefix of a string, and how many quotes follow it.
  private func opening(of token: PythonToken) -> (prefix: [UInt8], quotes: Int) {
    let text = bytes[Int(token.start)..<Int(token.end)]
    let prefix = text.prefix { $0.isLetter }.map { $0 | 0x20 }
    let quotes = text.dropFirst(prefix.count)
    let isTriple = quotes.count >= 3 && quotes.prefix(3).allSatisfy { $0 == quotes.first }
    return (prefix, isTriple ? 3 : 1)
  }

  private mutating func readFormattedString(into string: inout PythonString) {
    let isRaw = opening(of: current).prefix.contains(UInt8(ascii: "r"))
    string.isFormatted = true
    advance()
    while true {
      let token = current
      switch token.kind {
      case .formattedText:
        advance()
        string.value += PythonEscapes.resolved(
          bytes[Int(token.start)..<Int(token.end)], isRaw: isRaw, hasDoubledBraces: true)
      case .formattedEnd:
        advance()
        return
      case .operator where token.word == .leftBrace:
        string.value += "{}"
        readInterpolation(into: &string)
      default:
        if isAtLineEnd { return }
        note(span(of: token))
        advance()
      }
    }
  }

  /// From one brace to its partner, with those of a format specification inside.
  private mutating func readInterpolation(into string: inout PythonString) {
    advance()
    string.interpolations.append(nested { $0.parseExpressionList() })
    var open = 1
    while open > 0, !isAtLineEnd, current.kind != .formattedEnd, current.kind != .formattedText {
      switch current.word {
      case .leftBrace:
        open += 1
        advance()
        string.interpolations.append(nested { $0.parseExpressionList() })
      case .rightBrace:
        open -= 1
        advance()
      default:
        note(span(of: current))
        advance()
      }
    }
  }
}

/// The escapes of Python's string literals.
enum PythonEscapes {
  static func resolved(
    _ bytes: ArraySlice<UInt8>, isRaw: Bool, hasDoubledBraces: Bool = false
  ) -> String {
    let hasEscapes = !isRaw && bytes.contains(UInt8(ascii: "\\"))
    let hasBraces = hasDoubledBraces && bytes.contains { $0 == 0x7B || $0 == 0x7D }
    guard hasEscapes || hasBraces else { return String(decoding: bytes, as: UTF8.self) }
    var reader = EscapeReader(rest: bytes, isRaw: isRaw, hasDoubledBraces: hasDoubledBraces)
    return reader.read()
  }
}

private struct EscapeReader {
  var rest: ArraySlice<UInt8>
  var isRaw: Bool
  var hasDoubledBraces: Bool
  var value: [UInt8] = []

  mutating func read() -> String {
    value.reserveCapacity(rest.count)
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\"), !isRaw {
        readEscape()
      } else {
        if hasDoubledBraces, byte == 0x7B || byte == 0x7D, rest.first == byte { rest.removeFirst() }
        value.append(byte)
      }
    }
    return String(decoding: value, as: UTF8.self)
  }

  private mutating func readEscape() {
    guard let byte = rest.popFirst() else { return }
    switch byte {
    case UInt8(ascii: "n"): value.append(0x0A)
    case UInt8(ascii: "t"): value.append(0x09)
    case UInt8(ascii: "r"): value.append(0x0D)
    case UInt8(ascii: "a"): value.append(0x07)
    case UInt8(ascii: "b"): value.append(0x08)
    case UInt8(ascii: "f"): value.append(0x0C)
    case UInt8(ascii: "v"): value.append(0x0B)
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): value.append(byte)
    case UInt8(ascii: "\n"): break
    case UInt8(ascii: "\r"): if rest.first == UInt8(ascii: "\n") { rest.removeFirst() }
    case UInt8(ascii: "0")...UInt8(ascii: "7"): readOctal(first: byte)
    case UInt8(ascii: "x"): readHexadecimal(digits: 2)
    case UInt8(ascii: "u"): readHexadecimal(digits: 4)
    case UInt8(ascii: "U"): readHexadecimal(digits: 8)
    case UInt8(ascii: "N"): readCharacterName()
    default: value += [UInt8(ascii: "\\"), byte]
    }
  }

  private mutating func readOctal(first: UInt8) {
    var scalar = UInt32(first - UInt8(ascii: "0"))
    for _ in 0..<2 {
      guard let next = rest.first, next >= UInt8(ascii: "0"), next <= UInt8(ascii: "7") else {
        break
      }
      scalar = scalar * 8 + UInt32(next - UInt8(ascii: "0"))
      rest.removeFirst()
    }
    append(scalar)
  }

  private mutating func readHexadecimal(digits: Int) {
    let text = rest.prefix(digits).prefix { $0.isHexadecimalDigit }
    rest.removeFirst(text.count)
    append(UInt32(String(decoding: text, as: UTF8.self), radix: 16) ?? 0xFFFD)
  }

  /// `\N{EM DASH}`: the names are not known here.
  private mutating func readCharacterName() {
    if rest.first == UInt8(ascii: "{"), let end = rest.firstIndex(of: UInt8(ascii: "}")) {
      rest = rest[(end + 1)...]
    }
    append(0xFFFD)
  }

  private mutating func append(_ scalar: UInt32) {
    value += String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8
  }
}
