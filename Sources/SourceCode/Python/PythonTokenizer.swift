/// Cuts Python source into tokens, in one pass. Never fails: what is no token is `.unknown`.
struct PythonTokenizer {
  let bytes: [UInt8]
  var position = 0
  var line: Int32 = 1
  var tokens: [PythonToken] = []
  /// The closing brackets that are awaited, innermost last.
  var awaited: [UInt8] = []
  var formatted: [FormattedString] = []
  /// Columns of the blocks that are open; `nil` for a block whose column is not known yet.
  private var columns: [Int?] = []
  private var isAtLineStart = true
  /// Closing brackets without an opening one, met before any statement keyword.
  private(set) var strayClosers: [UInt8] = []
  private var sawStatementKeyword = false
  /// The quote of a triple-quoted string that never ends.
  var unterminatedQuote: UInt8?

  /// An f-string that is being read.
  struct FormattedString {
    var quote: UInt8
    var isTriple: Bool
    var mode: Mode
    /// How many brackets were awaited before each brace that is open in it, outermost first.
    var braces: [Int] = []

    enum Mode { case text, expression, specification }
  }

  /// `unseenClosers` are the brackets that the text begins inside of, innermost first;
  /// `insideQuote` is the quote of a triple-quoted string that it begins inside of.
  init(_ bytes: [UInt8], unseenClosers: [UInt8] = [], insideQuote: UInt8? = nil) {
    self.bytes = bytes
    tokens.reserveCapacity(bytes.count / 4)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    if let insideQuote {
      skipString(quote: insideQuote, isTriple: true)
      isAtLineStart = false
    }
    for closer in unseenClosers.reversed() {
      awaited.append(closer)
      append(.unseenBracket, from: position)
      isAtLineStart = false
    }
  }

  /// The byte at an offset from the position; 0 beyond the end.
  func peek(_ offset: Int = 0) -> UInt8 {
    let index = position + offset
    return index < bytes.count ? bytes[index] : 0
  }

  var isAtEnd: Bool { position >= bytes.count }

  mutating func append(
    _ kind: PythonToken.Kind, _ word: PythonWord = .none, from start: Int, line first: Int32? = nil
  ) {
    tokens.append(
      PythonToken(
        kind: kind, word: word, start: Int32(truncatingIfNeeded: start),
        end: Int32(truncatingIfNeeded: position), line: first ?? line, endLine: line))
  }

  mutating func tokenize() {
    while !isAtEnd {
      if let mode = formatted.last?.mode, mode != .expression {
        readFormattedText()
      } else if isAtLineStart && awaited.isEmpty {
        readIndentation()
      } else {
        readToken()
      }
    }
    if let last = tokens.last, last.kind != .newline { append(.newline, from: position) }
    for _ in columns.dropFirst() { append(.dedent, from: position) }
    append(.end, from: position)
  }

  private mutating func readToken() {
    let start = position
    switch peek() {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), 0x0C: position += 1
    case UInt8(ascii: "\r"), UInt8(ascii: "\n"): readLineEnd()
    case UInt8(ascii: "#"): skipComment()
    case UInt8(ascii: "\\"): readBackslash()
    case UInt8(ascii: "\""), UInt8(ascii: "'"): readString(from: start, prefix: start..<start)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): readNumber()
    case UInt8(ascii: ".") where peek(1).isDigit: readNumber()
    case let byte where byte.isIdentifierStart: readName()
    default: readOperator()
    }
  }

  /// Passes a line end of any kind and counts it.
  mutating func passLineEnd() {
    if peek() == UInt8(ascii: "\r") && peek(1) == UInt8(ascii: "\n") { position += 1 }
    position += 1
    line += 1
  }

  private mutating func readLineEnd() {
    if awaited.isEmpty {
      append(.newline, from: position)
      isAtLineStart = true
      passLineEnd()
    } else {
      passLineEnd()
      recoverIfStatementBegins()
    }
  }

  /// A line inside brackets that begins with the keyword of a statement: the brackets were never
  /// closed.
  private mutating func recoverIfStatementBegins() {
    var end = position
    while end < bytes.count, bytes[end] == UInt8(ascii: " ") || bytes[end] == UInt8(ascii: "\t") {
      end += 1
    }
    let start = end
    while end < bytes.count, end - start < 9, bytes[end].isIdentifierPart { end += 1 }
    guard PythonWord(spelled: bytes[start..<end]).alwaysBeginsStatement else { return }
    awaited.removeAll()
    formatted.removeAll()
    append(.newline, from: position)
    isAtLineStart = true
  }

  private mutating func skipComment() {
    while !isAtEnd, peek() != UInt8(ascii: "\n"), peek() != UInt8(ascii: "\r") { position += 1 }
  }

  private mutating func readBackslash() {
    position += 1
    if peek() == UInt8(ascii: "\n") || peek() == UInt8(ascii: "\r") {
      passLineEnd()
    } else {
      append(.unknown, from: position - 1)
    }
  }

  private mutating func readNumber() {
    let start = position
    if peek() == UInt8(ascii: "0"), [0x78, 0x6F, 0x62].contains(peek(1) | 0x20) {
      position += 2
      while peek().isHexadecimalDigit || peek() == UInt8(ascii: "_") { position += 1 }
    } else {
      skipDigits()
      if peek() == UInt8(ascii: ".") {
        position += 1
        skipDigits()
      }
      skipExponent()
    }
    // Python 2 wrote long integers with an L.
    if [0x6A, 0x6C].contains(peek() | 0x20) { position += 1 }
    append(.number, from: start)
  }

  private mutating func skipDigits() {
    while peek().isDigit || (peek() == UInt8(ascii: "_") && peek(1).isDigit) { position += 1 }
  }

  private mutating func skipExponent() {
    guard peek() | 0x20 == UInt8(ascii: "e") else { return }
    let sign = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-")
    guard peek(sign ? 2 : 1).isDigit else { return }
    position += sign ? 2 : 1
    skipDigits()
  }

  private mutating func readName() {
    let start = position
    while position < bytes.count, bytes[position].isIdentifierPart { position += 1 }
    if peek() == UInt8(ascii: "\"") || peek() == UInt8(ascii: "'"),
      bytes[start..<position].isStringPrefix
    {
      readString(from: start, prefix: start..<position)
      return
    }
    let word = PythonWord(spelled: bytes[start..<position])
    if word == .none {
      append(.name, from: start)
    } else {
      sawStatementKeyword = sawStatementKeyword || word.alwaysBeginsStatement
      append(.keyword, word, from: start)
    }
  }

  private mutating func readOperator() {
    let start = position
    if formatted.last?.mode == .expression, readFormattedExpressionEnd() { return }
    let available = min(3, bytes.count - position)
    for length in stride(from: available, through: 1, by: -1) {
      // A second character can only be one of these.
      if length > 1, !bytes[start + 1].continuesOperator { continue }
      let word = PythonWord(spelled: bytes[start..<start + length])
      guard word != .none else { continue }
      position += length
      track(word, byte: bytes[start])
      append(.operator, word, from: start)
      return
    }
    position += 1
    while !isAtEnd, peek() & 0xC0 == 0x80 { position += 1 }
    append(.unknown, from: start)
  }

  /// Keeps the list of awaited brackets.
  private mutating func track(_ word: PythonWord, byte: UInt8) {
    switch word {
    case .leftParenthesis: awaited.append(UInt8(ascii: ")"))
    case .leftBracket: awaited.append(UInt8(ascii: "]"))
    case .leftBrace: awaited.append(UInt8(ascii: "}"))
    case .rightParenthesis, .rightBracket, .rightBrace:
      if awaited.last == byte {
        awaited.removeLast()
      } else if let depth = innermostAwaited(byte) {
        awaited.removeSubrange(depth...)
      } else if awaited.isEmpty, !sawStatementKeyword,
        strayClosers.count < SourceLimits.unseenBracketsMax
      {
        strayClosers.append(byte)
      }
    default: break
    }
  }

  /// Where a bracket of the wrong kind is awaited after all, among the innermost few and inside the
  /// braces of the innermost f-string.
  private func innermostAwaited(_ closer: UInt8) -> Int? {
    let outermost = (formatted.last?.braces.last).map { $0 + 1 } ?? 0
    guard outermost < awaited.count else { return nil }
    return awaited[outermost...].suffix(8).lastIndex(of: closer)
  }

  /// Measures the line's indentation and opens or closes blocks. Blank lines and comments count for
  /// nothing.
  private mutating func readIndentation() {
    var column = 0
    loop: while !isAtEnd {
      switch peek() {
      case UInt8(ascii: " "): column += 1
      case UInt8(ascii: "\t"): column = (column / 8 + 1) * 8
      case 0x0C: column = 0
      default: break loop
      }
      position += 1
    }
    switch peek() {
    case UInt8(ascii: "#"): skipComment()
    case let mark where column == 0 && isConflictMarker(mark): skipComment()
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"): passLineEnd()
    case 0 where isAtEnd: break
    default:
      isAtLineStart = false
      openOrCloseBlocks(at: column)
    }
  }

  /// Whether the line is one that git puts between two versions that it could not merge.
  private func isConflictMarker(_ mark: UInt8) -> Bool {
    guard "<=>|".utf8.contains(mark) else { return false }
    return (1..<7).allSatisfy { peek($0) == mark } && peek(7) != mark
  }

  private mutating func openOrCloseBlocks(at column: Int) {
    guard let current = columns.last else {
      // The first line at all. After an unseen head's colon it is inside a block.
      let isBody = tokens.last { $0.kind != .newline }?.word == .colon
      columns = isBody ? [nil, column] : [column]
      if isBody { append(.indent, from: position) }
      return
    }
    if let current, column > current {
      columns.append(column)
      append(.indent, from: position)
      return
    }
    while columns.count > 1, let last = columns.last, let open = last, open > column {
      // A line between two levels: it counts for the inner one, as long as there is no better.
      if let below = columns[columns.count - 2], below < column {
        columns[columns.count - 1] = column
        return
      }
      columns.removeLast()
      append(.dedent, from: position)
    }
    guard columns.count == 1 else { return }
    if let base = columns[0], column < base { append(.outdent, from: position) }
    columns[0] = min(columns[0] ?? column, column)
  }
}

extension UInt8 {
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  var isHexadecimalDigit: Bool { isDigit || (self | 0x20 >= 0x61 && self | 0x20 <= 0x66) }
  var isLetter: Bool { self | 0x20 >= 0x61 && self | 0x20 <= 0x7A }
  /// Everything beyond ASCII counts as a letter.
  var isIdentifierStart: Bool { isLetter || self == 0x5F || self >= 0x80 }
  var isIdentifierPart: Bool { isIdentifierStart || isDigit }

  /// Whether it can be the second character of a Python operator.
  fileprivate var continuesOperator: Bool {
    switch self {
    case UInt8(ascii: "="), UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "<"),
      UInt8(ascii: ">"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}

extension ArraySlice<UInt8> {
  /// `r`, `b`, `u`, `f`, `t` and their combinations, in any case.
  fileprivate var isStringPrefix: Bool {
    count <= 2 && allSatisfy { "rbuft".utf8.contains($0 | 0x20) }
  }
}
