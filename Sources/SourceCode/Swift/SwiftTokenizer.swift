/// Cuts Swift source into tokens, in one pass. Never fails.
struct SwiftTokenizer {
  let bytes: [UInt8]
  var position = 0
  var line = 1
  var tokens: [SwiftToken] = []
  private var startsLine = true

  /// Only an excerpt may begin inside a string.
  init(_ bytes: [UInt8], isExcerpt: Bool) {
    self.bytes = bytes
    tokens.reserveCapacity(bytes.count / 5)
    if isExcerpt, let end = Self.endOfUnseenString(bytes) {
      line += bytes[..<end].count { $0 == UInt8(ascii: "\n") }
      position = end
      startsLine = false
    }
  }

  /// For the reading of one literal's escapes.
  init(insideLiteral content: [UInt8]) { bytes = content }

  func peek(_ offset: Int = 0) -> UInt8 {
    let index = position + offset
    return index < bytes.count ? bytes[index] : 0
  }

  var isAtEnd: Bool { position >= bytes.count }

  private mutating func append(_ kind: SwiftToken.Kind, from start: Int, line first: Int? = nil) {
    tokens.append(
      SwiftToken(
        kind: kind, symbol: start < bytes.count ? bytes[start] : 0, startsLine: startsLine,
        isFollowedByBlank: peek() <= 0x20, start: start, end: position, line: first ?? line,
        endLine: line))
    startsLine = false
  }

  mutating func tokenize() {
    while !isAtEnd { readToken() }
    startsLine = true
    append(.end, from: position)
  }

  private mutating func readToken() {
    let start = position
    let byte = peek()
    switch byte {
    case UInt8(ascii: "\n"):
      position += 1
      line += 1
      startsLine = true
    case 0...0x20: position += 1
    case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"): skipLine()
    case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"): skipComment()
    case UInt8(ascii: "\""): readString(hashes: 0)
    case UInt8(ascii: "#"): readHash()
    case UInt8(ascii: "/") where isAtPattern: readPattern()
    case UInt8(ascii: "`"):
      position += 1
      while !isAtEnd, peek() != UInt8(ascii: "`"), peek() != UInt8(ascii: "\n") { position += 1 }
      position = min(position + 1, bytes.count)
      append(.word, from: start)
    case let byte where byte.isDigit: readNumber()
    case let byte where byte.isIdentifierStart || byte == UInt8(ascii: "$"): readWord()
    case let byte where byte.isSwiftPunctuation:
      position += 1
      append(.punctuation, from: start)
    default:
      position += 1
      while !isAtEnd, peek().isSwiftOperator { position += 1 }
      append(.operator, from: start)
    }
  }

  private mutating func skipLine() {
    while !isAtEnd, peek() != UInt8(ascii: "\n") { position += 1 }
  }

  /// Comments nest.
  private mutating func skipComment() {
    var open = 0
    while !isAtEnd {
      if peek() == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
        open += 1
        position += 2
      } else if peek() == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
        open -= 1
        position += 2
        if open == 0 { return }
      } else {
        if peek() == UInt8(ascii: "\n") { line += 1 }
        position += 1
      }
    }
    position = min(position, bytes.count)
  }

  private mutating func readWord() {
    let start = position
    position += 1
    while !isAtEnd, bytes[position].isIdentifierPart { position += 1 }
    append(.word, from: start)
  }

  private mutating func readNumber() {
    let start = position
    while peek().isIdentifierPart || (peek() == UInt8(ascii: ".") && peek(1).isDigit) {
      position += 1
    }
    append(.number, from: start)
  }

  /// `#"raw string"#`, `#/pattern/#`, or a directive.
  private mutating func readHash() {
    let start = position
    var hashes = 0
    while peek(hashes) == UInt8(ascii: "#") { hashes += 1 }
    switch peek(hashes) {
    case UInt8(ascii: "\""):
      position += hashes
      readString(hashes: hashes)
    case UInt8(ascii: "/"):
      position += hashes + 1
      let firstLine = line
      while !isAtEnd, !(peek() == UInt8(ascii: "/") && isHashed(1, hashes)) {
        if peek() == UInt8(ascii: "\n") { line += 1 }
        position += 1
      }
      position = min(position + 1 + hashes, bytes.count)
      append(.number, from: start, line: firstLine)
    default:
      if isAtDirective {
        skipLine()
        return
      }
      position += hashes
      append(.punctuation, from: start)
    }
  }

  /// `#if` and its kin: both branches are read as if they stood one after the other.
  private var isAtDirective: Bool {
    let word = bytes[(position + 1)...].prefix(8).prefix { $0.isLetter }
    return ["if", "else", "elseif", "endif"].contains { word.elementsEqual($0.utf8) }
  }

  /// Whether a slash begins a regular expression: where an operand is awaited, and with its end on
  /// the same line.
  private var isAtPattern: Bool {
    guard peek(1) > 0x20, peek(1) != UInt8(ascii: "=") else { return false }
    if let last = tokens.last, !startsLine {
      switch last.kind {
      case .word, .number, .string, .end: return false
      case .punctuation: if ")]}.".utf8.contains(last.symbol) { return false }
      case .operator: if !last.isFollowedByBlank { return false }
      }
    }
    var offset = 1
    while peek(offset) != UInt8(ascii: "\n"), position + offset < bytes.count, offset < 1_000 {
      if peek(offset) == UInt8(ascii: "\\") {
        offset += 1
      } else if peek(offset) == UInt8(ascii: "/") {
        return true
      }
      offset += 1
    }
    return false
  }

  private mutating func readPattern() {
    let start = position
    position += 1
    while !isAtEnd, peek() != UInt8(ascii: "/") {
      position += peek() == UInt8(ascii: "\\") ? 2 : 1
    }
    position = min(position + 1, bytes.count)
    append(.number, from: start)
  }

  private mutating func readString(hashes: Int) {
    let start = position - hashes
    let firstLine = line
    skipString(hashes: hashes, depth: 0)
    append(.string, from: start, line: firstLine)
  }
}

extension UInt8 {
  fileprivate var isSwiftPunctuation: Bool { "()[]{},;:@#.".utf8.contains(self) }
  fileprivate var isSwiftOperator: Bool { "=+-*%<>!&|^~?".utf8.contains(self) }
}
