/// Builds the tree from the tokens, by recursive descent. Goes on after every mistake.
struct PythonParser {
  let bytes: [UInt8]
  let tokens: [PythonToken]
  /// Where nothing but the ends of lines and blocks follows: what is missing there was cut off.
  private let contentEnd: Int
  /// Added to a token's line to give the line of the file.
  let lineOffset: Int
  var position = 0
  /// How many brackets and other nested expressions are open.
  var depth = 0
  var blockDepth = 0
  var isInPattern = false
  var unreadable: [CodeSpan] = []
  /// The end of the last token that was taken, as an offset and as a line of the text.
  private var lastEnd: Int32 = 0
  private var lastLine: Int32 = 1

  init(_ bytes: [UInt8], tokens: [PythonToken], firstLine: Int) {
    self.bytes = bytes
    self.tokens = tokens
    lineOffset = firstLine - 1
    contentEnd = tokens.lastIndex { !$0.isLayout }.map { $0 + 1 } ?? 0
  }

  private static let end = PythonToken(kind: .end, start: 0, end: 0, line: 1, endLine: 1)

  var current: PythonToken { position < tokens.count ? tokens[position] : Self.end }

  func token(ahead offset: Int) -> PythonToken {
    let index = position + offset
    return index < tokens.count ? tokens[index] : Self.end
  }

  var isAtEnd: Bool { current.kind == .end }

  func isAt(_ word: PythonWord) -> Bool { current.word == word }

  /// Whether a line, and with it a simple statement, ends here.
  var isAtLineEnd: Bool { current.isLayout }

  mutating func advance() {
    let token = current
    if !token.isLayout {
      lastEnd = token.end
      lastLine = token.endLine
    }
    position += 1
  }

  /// Takes the word if it is next.
  mutating func take(_ word: PythonWord) -> Bool {
    guard isAt(word) else { return false }
    advance()
    return true
  }

  /// Takes a name; keywords count too where `orKeyword` (after a dot every word is a name).
  mutating func takeName(orKeyword: Bool = false) -> String? {
    let token = current
    guard token.kind == .name || (orKeyword && token.kind == .keyword) else { return nil }
    advance()
    return text(of: token)
  }

  func text(of token: PythonToken) -> String { text(Int(token.start), Int(token.end)) }

  func text(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
  }

  func isName(_ token: PythonToken, _ name: StaticString) -> Bool {
    guard token.kind == .name, Int(token.end - token.start) == name.utf8CodeUnitCount else {
      return false
    }
    return name.withUTF8Buffer { bytes[Int(token.start)..<Int(token.end)].elementsEqual($0) }
  }

  func span(of token: PythonToken) -> CodeSpan {
    CodeSpan(
      start: Int(token.start), end: Int(token.end), firstLine: Int(token.line) + lineOffset,
      lastLine: Int(token.endLine) + lineOffset)
  }

  /// From the beginning of a token to the end of the last one that was taken.
  func span(from first: PythonToken) -> CodeSpan {
    guard lastEnd > first.start else {
      return CodeSpan(
        start: Int(first.start), end: Int(first.start), firstLine: Int(first.line) + lineOffset,
        lastLine: Int(first.line) + lineOffset)
    }
    return CodeSpan(
      start: Int(first.start), end: Int(lastEnd), firstLine: Int(first.line) + lineOffset,
      lastLine: Int(lastLine) + lineOffset)
  }

  /// Nothing where an expression should be.
  func missing() -> PythonExpression {
    let token = current
    return PythonExpression(
      .unreadable([]),
      span: CodeSpan(
        start: Int(token.start), end: Int(token.start), firstLine: Int(token.line) + lineOffset,
        lastLine: Int(token.line) + lineOffset))
  }

  /// Keeps in mind that something is missing here. An excerpt that was cut off misses nothing.
  mutating func noteMissing() {
    if position < contentEnd { note(span(of: current)) }
  }

  /// Keeps in mind what could not be read.
  mutating func note(_ span: CodeSpan) {
    // Neighbours are one mistake.
    if let last = unreadable.last, last.lastLine >= span.firstLine {
      unreadable[unreadable.count - 1] = last.through(span)
    } else {
      unreadable.append(span)
    }
  }

  /// Passes the next token; a bracket together with everything up to its partner.
  mutating func skipBalanced() {
    guard current.word.isOpeningBracket else {
      advance()
      return
    }
    var open = 0
    repeat {
      if current.word.isOpeningBracket { open += 1 }
      if current.word.isClosingBracket { open -= 1 }
      advance()
    } while open > 0 && !isAtLineEnd
  }

  /// Reads whatever expressions there are up to the end of the line: the parts of a statement that
  /// makes no sense.
  mutating func salvageLine() -> [PythonExpression] {
    let first = current
    var parts: [PythonExpression] = []
    while !isAtLineEnd, !isAt(.semicolon) {
      let before = position
      let expression = parseNamed()
      if position == before {
        advance()
      } else {
        parts.append(expression)
      }
    }
    note(span(from: first))
    return parts
  }
}

extension PythonToken {
  /// Whether it stands for the end of a line or of a block and for no text.
  var isLayout: Bool {
    switch kind {
    case .newline, .end, .indent, .dedent, .outdent: true
    default: false
    }
  }
}
