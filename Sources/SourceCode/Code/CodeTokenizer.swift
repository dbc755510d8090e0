/// Cuts code of any language into tokens, in one pass.
///
/// Never fails: what is no token of the language is a mark of one byte. A text that is cut in a
/// string or comment ends with it.
struct CodeTokenizer {
  let bytes: [UInt8]
  let lexis: CodeLexis
  var position = 0
  var line: Int
  var tokens: [CodeToken] = []
  /// Texts that the next line begins, in order.
  var heredocs: [PendingHeredoc] = []
  var startsLine = true
  private var followsBlank = false

  struct PendingHeredoc {
    var token: Int
    var delimiter: [UInt8]
    var interpolates: Bool
  }

  static func tokens(of text: String, _ language: CodeLanguage, firstLine: Int) -> [CodeToken] {
    var tokenizer = CodeTokenizer(
      bytes: Array(text.utf8.prefix(SourceLimits.parsedBytesMax)), lexis: language.lexis,
      line: firstLine)
    tokenizer.run(isExcerpt: firstLine > 1)
    return tokenizer.tokens
  }

  private init(bytes: [UInt8], lexis: CodeLexis, line: Int) {
    self.bytes = bytes
    self.lexis = lexis
    self.line = line
  }

  private mutating func run(isExcerpt: Bool) {
    tokens.reserveCapacity(bytes.count / 5)
    if let island = lexis.island, island.opening.contains(where: { holds($0) }) {
      skipOutside(island.opening)
    }
    if isExcerpt { skipCutComment() }
    while position < bytes.count {
      if skipBlank() || skipComment() { continue }
      if let island = lexis.island, matches(island.closing) {
        // The end of an island ends a statement.
        addMark(";", length: island.closing.utf8.count)
        skipOutside(island.opening)
        continue
      }
      readToken()
      startsLine = false
      followsBlank = false
    }
    pairBrackets()
  }

  /// To read a text that was found in another one.
  static func reader(of text: String, _ lexis: CodeLexis) -> CodeTokenizer {
    CodeTokenizer(bytes: Array(text.utf8), lexis: lexis, line: 1)
  }

  // MARK: Looking at bytes

  func byte(_ offset: Int = 0) -> UInt8 {
    position + offset < bytes.count ? bytes[position + offset] : 0
  }

  func matches(_ text: String, at offset: Int = 0) -> Bool {
    var index = position + offset
    for byte in text.utf8 {
      guard index < bytes.count, bytes[index] == byte else { return false }
      index += 1
    }
    return true
  }

  private func holds(_ text: String) -> Bool {
    let wanted = Array(text.utf8)
    guard let first = wanted.first, wanted.count <= bytes.count else { return false }
    return (0...(bytes.count - wanted.count)).contains { index in
      bytes[index] == first && bytes[index..<(index + wanted.count)].elementsEqual(wanted)
    }
  }

  func text(_ start: Int, _ end: Int) -> String {
    start < end ? String(decoding: bytes[start..<min(end, bytes.count)], as: UTF8.self) : ""
  }

  /// Moves on, counting lines.
  mutating func advance(_ count: Int = 1) {
    for _ in 0..<count where position < bytes.count {
      if bytes[position] == UInt8(ascii: "\n") { line += 1 }
      position += 1
    }
  }

  mutating func add(_ kind: CodeToken.Kind, _ text: String, from start: Int, line first: Int) {
    tokens.append(
      CodeToken(
        kind: kind, text: text, start: start, end: position, firstLine: first, lastLine: line,
        startsLine: startsLine, followsBlank: followsBlank))
  }

  mutating func addMark(_ text: String, length: Int) {
    let start = position
    advance(length)
    add(.mark, text, from: start, line: line)
  }

  // MARK: What is no token

  private mutating func skipBlank() -> Bool {
    let first = byte()
    switch first {
    case UInt8(ascii: "\n"):
      advance()
      startsLine = true
      followsBlank = true
      readPendingHeredocs()
      return true
    case UInt8(ascii: "\\") where byte(1) == UInt8(ascii: "\n"):
      advance(2)
      followsBlank = true
      return true
    case 0x20, 0x09, 0x0D, 0x0C, 0x0B, 0:
      position += 1
      followsBlank = true
      return true
    case 0xC2 where byte(1) == 0xA0, 0xEF where byte(1) == 0xBB && byte(2) == 0xBF:
      position += first == 0xC2 ? 2 : 3
      followsBlank = true
      return true
    default: return false
    }
  }

  private mutating func skipComment() -> Bool {
    // No comment begins with a letter, as most tokens do.
    guard !isNameStart(byte()) else { return false }
    for comment in lexis.blockComments where matches(comment.opening) {
      guard !comment.startsLine || startsLine else { continue }
      skip(comment)
      followsBlank = true
      return true
    }
    guard lexis.lineComments.contains(where: { matches($0) }),
      !lexis.notComments.contains(where: { matches($0) })
    else { return false }
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
      if let island = lexis.island, matches(island.closing) { break }
      position += 1
    }
    return true
  }

  private mutating func skip(_ comment: CodeLexis.BlockComment) {
    var depth = 1
    advance(comment.opening.utf8.count)
    while position < bytes.count, depth > 0 {
      if matches(comment.closing) {
        depth -= 1
        advance(comment.closing.utf8.count)
      } else if comment.nests, matches(comment.opening) {
        depth += 1
        advance(comment.opening.utf8.count)
      } else {
        advance()
      }
    }
  }

  /// An excerpt may begin inside of a comment: then the comment's end comes before any beginning.
  private mutating func skipCutComment() {
    guard let comment = lexis.blockComments.first(where: { !$0.startsLine }) else { return }
    let start = (position, line)
    while position < bytes.count {
      if matches(comment.opening) { break }
      if matches(comment.closing) {
        advance(comment.closing.utf8.count)
        return
      }
      // Lines of such a comment begin with its star or are prose; a line of code ends the search.
      if byte() == UInt8(ascii: ";") || byte() == UInt8(ascii: "{") { break }
      advance()
    }
    (position, line) = start
  }

  private mutating func skipOutside(_ openings: [String]) {
    while position < bytes.count {
      if let opening = openings.first(where: { matches($0) }) {
        advance(opening.utf8.count)
        break
      }
      advance()
    }
    startsLine = true
  }

  // MARK: Tokens

  private mutating func readToken() {
    let first = byte()
    if readString() { return }
    if isNameStart(first) || (isNamePrefix(first) && continuesName(byte(1))) {
      readWord()
    } else if first >= 0x30 && first <= 0x39 {
      readNumber()
    } else if lexis.hasSymbols, first == UInt8(ascii: ":"), readSymbol() {
      return
    } else if first == UInt8(ascii: "(") || first == UInt8(ascii: "[") || first == UInt8(ascii: "{")
    {
      let start = position
      position += 1
      add(.opening, text(start, position), from: start, line: line)
    } else if first == UInt8(ascii: ")") || first == UInt8(ascii: "]") || first == UInt8(ascii: "}")
    {
      let start = position
      position += 1
      add(.closing, text(start, position), from: start, line: line)
    } else {
      readMark()
    }
  }

  func isNameStart(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return (lower >= 0x61 && lower <= 0x7A) || byte == UInt8(ascii: "_") || byte >= 0x80
  }

  func isNamePrefix(_ byte: UInt8) -> Bool { lexis.namePrefixes.contains(byte) }

  func continuesName(_ byte: UInt8) -> Bool {
    isNameStart(byte) || (byte >= 0x30 && byte <= 0x39) || isNamePrefix(byte)
  }

  private mutating func readWord() {
    let start = position
    while isNamePrefix(byte()) { position += 1 }
    while position < bytes.count,
      isNameStart(byte()) || (byte() >= 0x30 && byte() <= 0x39)
        || (byte() == UInt8(ascii: "$") && isNamePrefix(byte()))
    {
      position += 1
    }
    // `empty?` is a name, `a ? b : c` and `a != b` are not.
    if lexis.nameSuffixes.contains(byte()), byte(1) != UInt8(ascii: "=") || byte(2) == 0x3D,
      byte(1) != UInt8(ascii: ":") || byte(2) == UInt8(ascii: ":") || lexis.hasLabels
    {
      position += 1
    }
    if lexis.hasLabels, byte() == UInt8(ascii: ":"), byte(1) != UInt8(ascii: ":"),
      tokens.last?.isMark("?") != true
    {
      position += 1
      add(.label, text(start, position - 1), from: start, line: line)
      return
    }
    add(.word, text(start, position), from: start, line: line)
  }

  private mutating func readNumber() {
    let start = position
    while position < bytes.count {
      let current = byte()
      let isDigit = current >= 0x30 && current <= 0x39
      let next = byte(1)
      guard
        isDigit || (isNameStart(current) && current < 0x80)
          || (current == UInt8(ascii: ".") && next >= 0x30 && next <= 0x39)
      else { break }
      position += 1
    }
    add(.number, text(start, position), from: start, line: line)
  }

  private mutating func readSymbol() -> Bool {
    guard byte(1) != UInt8(ascii: ":"), isNameStart(byte(1)) else { return false }
    let start = position
    position += 1
    while continuesName(byte()), position < bytes.count { position += 1 }
    if lexis.nameSuffixes.contains(byte()) || (byte() == 0x3D && byte(1) != 0x3D && byte(1) != 0x3E)
    {
      position += 1
    }
    add(.symbol, text(start + 1, position), from: start, line: line)
    return true
  }

  /// Longest first.
  private static let marks: [[String]] = [
    [
      "<=>", "===", "!==", "**=", "...", "..=", "..<", "<<=", ">>=", "&&=", "||=", "??=", "?->",
    ],
    [
      "|>", "=>", "->", "<-", "::", "==", "!=", "=~", "<=", ">=", "&&", "||", "??", "?.", "?:",
      "&.", "++", "--", "+=", "-=", "*=", "/=", "%=", ".=", "|=", "&=", "^=", ":=", "<<", "**",
      "!!", "..", "<>", "\\\\", "#[", "~>",
    ],
  ]

  private mutating func readMark() {
    for marks in Self.marks {
      if let mark = marks.first(where: { matches($0) }) {
        addMark(mark, length: mark.utf8.count)
        return
      }
    }
    addMark(text(position, position + 1), length: 1)
  }

  // MARK: Brackets

  /// Finds each bracket's partner. One that is missing costs only the blocks around it.
  private mutating func pairBrackets() {
    var open: [Int] = []
    for index in tokens.indices {
      if tokens[index].kind == .opening {
        tokens[index].partner = tokens.count
        open.append(index)
      } else if tokens[index].kind == .mark, tokens[index].text == "#[" {
        tokens[index].kind = .opening
        tokens[index].partner = tokens.count
        open.append(index)
      } else if tokens[index].kind == .closing {
        let wanted = Self.opening(of: tokens[index].text)
        let candidates = open.suffix(8)
        guard let match = candidates.lastIndex(where: { tokens[$0].text.hasSuffix(wanted) })
        else { continue }
        // What was left open inside ends here too.
        for inner in open[(match + 1)...] { tokens[inner].partner = index }
        tokens[open[match]].partner = index
        tokens[index].partner = open[match]
        open.removeSubrange(match...)
      }
    }
  }

  private static func opening(of closing: String) -> String {
    switch closing {
    case ")": "("
    case "]": "["
    default: "{"
    }
  }
}
