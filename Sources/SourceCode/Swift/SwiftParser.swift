/// Finds statements, blocks and calls in the tokens. Goes on after every mistake.
struct SwiftParser {
  let bytes: [UInt8]
  let tokens: [SwiftToken]
  /// Added to a token's line to give the line of the file.
  let lineOffset: Int
  var position = 0
  var depth = 0

  init(_ bytes: [UInt8], tokens: [SwiftToken], firstLine: Int) {
    self.bytes = bytes
    self.tokens = tokens
    lineOffset = firstLine - 1
  }

  private static let end = SwiftToken(
    kind: .end, startsLine: true, start: 0, end: 0, line: 1, endLine: 1)

  func token(at index: Int) -> SwiftToken {
    index >= 0 && index < tokens.count ? tokens[index] : Self.end
  }

  var current: SwiftToken { token(at: position) }

  var isAtEnd: Bool { current.kind == .end }

  func text(of token: SwiftToken) -> String {
    String(decoding: bytes[token.start..<token.end], as: UTF8.self)
  }

  func isWord(_ token: SwiftToken, _ word: StaticString) -> Bool {
    guard token.kind == .word, token.end - token.start == word.utf8CodeUnitCount else {
      return false
    }
    return word.withUTF8Buffer { bytes[token.start..<token.end].elementsEqual($0) }
  }

  func isAt(_ word: StaticString) -> Bool { isWord(current, word) }

  func span(from first: Int, to end: Int) -> CodeSpan {
    let first = token(at: first)
    let last = token(at: max(end - 1, 0))
    return CodeSpan(
      start: first.start, end: max(last.end, first.start), firstLine: first.line + lineOffset,
      lastLine: max(last.endLine, first.line) + lineOffset)
  }

  /// The whole text. A closing brace without an opening one ends a block whose head was not seen.
  mutating func parseFile() -> [SwiftStatement] {
    var statements: [SwiftStatement] = []
    var unseenHeads = 0
    while !isAtEnd {
      // An excerpt may begin inside a switch.
      statements += parseStatements(inSwitch: true)
      guard !isAtEnd else { break }
      position += 1
      unseenHeads += 1
      if unseenHeads > SourceLimits.nestingMax { continue }
      let span = span(from: 0, to: position)
      statements = [
        SwiftStatement(
          kind: .unseenHead, span: span,
          head: CodeSpan(
            start: span.start, end: span.start, firstLine: span.firstLine,
            lastLine: span.firstLine),
          blocks: [SwiftBlock(role: .body, statements: statements, span: span)])
      ]
      continueUnseenHead(&statements[0])
    }
    return statements
  }

  /// `} else {` and `} catch {` behind a block whose head was not seen.
  private mutating func continueUnseenHead(_ statement: inout SwiftStatement) {
    guard isAt("else") || isAt("catch") else { return }
    var rest = parseStatement(inSwitch: false)
    rest.blocks.insert(contentsOf: statement.blocks, at: 0)
    statement.blocks = rest.blocks
    statement.calls += rest.calls
    statement.span = statement.span.through(rest.span)
  }

  /// Statements up to the brace that closes their block.
  private mutating func parseStatements(inSwitch: Bool) -> [SwiftStatement] {
    var statements: [SwiftStatement] = []
    while !isAtEnd, !current.isPunctuation("}") {
      let before = position
      let statement = parseStatement(inSwitch: inSwitch)
      if position == before {
        position += 1
      } else if statement.head.end > statement.head.start {
        statements.append(statement)
      }
    }
    return statements
  }

  /// The block at the current brace.
  mutating func parseBlock(_ role: SwiftBlock.Role, inSwitch: Bool = false) -> SwiftBlock {
    let first = position
    position += 1
    var statements: [SwiftStatement] = []
    if depth < SourceLimits.nestingMax {
      depth += 1
      if role == .closure { skipClosureSignature() }
      statements = parseStatements(inSwitch: inSwitch)
      depth -= 1
    } else {
      skipBlock()
    }
    if current.isPunctuation("}") { position += 1 }
    return SwiftBlock(role: role, statements: statements, span: span(from: first, to: position))
  }

  /// Passes `[weak self] (name: Type) -> Type in`.
  private mutating func skipClosureSignature() {
    if isAt("for") { return }
    var index = position
    var open = 0
    while index - position < 80 {
      let token = token(at: index)
      if token.startsLine, index > position, open == 0 { return }
      switch token.kind {
      case .end, .string, .number: return
      case .punctuation where "([".utf8.contains(token.symbol): open += 1
      case .punctuation where ")]".utf8.contains(token.symbol): open -= 1
      case .punctuation where "{};#".utf8.contains(token.symbol): return
      case .word where isWord(token, "in") && open == 0:
        position = index + 1
        return
      default: break
      }
      index += 1
    }
  }

  /// Passes what is nested too deeply, up to the brace that closes it.
  private mutating func skipBlock() {
    var open = 1
    while !isAtEnd {
      if current.isPunctuation("{") { open += 1 }
      if current.isPunctuation("}") { open -= 1 }
      if open == 0 { return }
      position += 1
    }
  }

  /// The statements of one `case`, up to the next.
  mutating func parseCaseBody() -> SwiftBlock {
    let first = position
    var statements: [SwiftStatement] = []
    while !isAtEnd, !current.isPunctuation("}"), !isAtCase {
      let before = position
      let statement = parseStatement(inSwitch: false)
      if position == before { position += 1 } else { statements.append(statement) }
    }
    return SwiftBlock(role: .body, statements: statements, span: span(from: first, to: position))
  }

  var isAtCase: Bool {
    isAt("case")
      || (isAt("default") && token(at: position + 1).isPunctuation(":"))
      || (current.isPunctuation("@") && isWord(token(at: position + 1), "unknown"))
  }
}
