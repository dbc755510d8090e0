/// Finds blocks, statements and calls in the tokens of any language, in one pass and without ever
/// failing: what it does not understand is a value side by side with the next one.
struct CodeParser {
  let tokens: [CodeToken]
  let grammar: CodeGrammar
  var position = 0
  /// Nesting of blocks and brackets.
  var depth = 0
  /// Inside of round or square brackets, where a line's end ends nothing.
  var ignoresNewlines = false
  /// In the head of a statement, where `{` or `do` begins its body.
  var isInHead = false
  /// Among the arguments of a call without parentheses, whose `do` belongs to the call.
  var isInBareCall = false
  /// Inside of a `switch`, where `case` ends what is before.
  var isInChoice = false

  init(tokens: [CodeToken], language: CodeLanguage) {
    self.tokens = tokens
    grammar = language.grammar
  }

  private static let endToken = CodeToken(
    kind: .end, text: "", start: 0, end: 0, firstLine: 0, lastLine: 0)

  var current: CodeToken { token(0) }

  func token(_ offset: Int) -> CodeToken {
    let index = position + offset
    return tokens.indices.contains(index) ? tokens[index] : Self.endToken
  }

  var isAtEnd: Bool { position >= tokens.count }

  mutating func advance() { position += 1 }

  mutating func takeMark(_ text: String) -> Bool {
    guard current.isMark(text) else { return false }
    advance()
    return true
  }

  mutating func takeWord(_ text: String) -> Bool {
    guard current.kind == .word, current.text == text else { return false }
    advance()
    return true
  }

  /// What the token's word does, when it stands where a keyword can.
  func keyword(at offset: Int = 0) -> CodeKeyword? {
    let word = token(offset)
    guard word.kind == .word, let keyword = grammar.keywords[word.text] else { return nil }
    // A keyword may be the name of a member, a key or a variable.
    let before = token(offset - 1)
    if before.kind == .mark, grammar.memberOperators.contains(before.text) { return nil }
    let next = token(offset + 1)
    guard next.kind == .mark || next.kind == .closing, keyword != .end else { return keyword }
    switch next.text {
    case "=", ".", "?.", "+=", ",", "?:": return keyword == .result ? keyword : nil
    case "=>": return keyword == .alternative || keyword == .clause ? keyword : nil
    case ":": return keyword == .alternative || keyword == .clause ? keyword : nil
    case ")": return keyword == .leave || keyword == .result ? keyword : nil
    default: return keyword
    }
  }

  func span(from start: Int, to end: Int? = nil) -> CodeSpan {
    let last = min(max((end ?? position) - 1, start), tokens.count - 1)
    guard tokens.indices.contains(start), last >= start else {
      return CodeSpan(start: 0, end: 0, firstLine: 1, lastLine: 1)
    }
    return CodeSpan(
      start: tokens[start].start, end: tokens[last].end, firstLine: tokens[start].firstLine,
      lastLine: max(tokens[start...last].last?.lastLine ?? 1, tokens[start].lastLine))
  }

  // MARK: Files and blocks

  mutating func readFile(firstLine: Int, end: Int) -> CodeBlock {
    let lastLine = max(tokens.last?.lastLine ?? firstLine, firstLine)
    var block = CodeBlock(
      kind: .file,
      span: CodeSpan(start: 0, end: end, firstLine: firstLine, lastLine: lastLine))
    var cuts = 0
    while !isAtEnd {
      let start = position
      block.statements += readStatements()
      guard !isAtEnd else { break }
      // A bracket that closes nothing: the excerpt began inside of its block.
      let closes = current.isClosing("}") || keyword() == .end
      advance()
      if closes, !block.statements.isEmpty, cuts < SourceLimits.unseenBracketsMax {
        cuts += 1
        block.statements = [cut(block.statements, from: start)]
      }
    }
    return block
  }

  private func cut(_ statements: [CodeStatement], from start: Int) -> CodeStatement {
    var span = span(from: 0)
    span.lastLine = max(span.lastLine, span.firstLine)
    var block = CodeBlock(kind: .cut, span: span)
    block.statements = statements
    var statement = CodeStatement(kind: .control, span: span)
    statement.blocks = [block]
    return statement
  }

  /// Statements up to what closes their block, which is not passed.
  mutating func readStatements() -> [CodeStatement] {
    let outer = (ignoresNewlines, isInHead, isInBareCall)
    (ignoresNewlines, isInHead, isInBareCall) = (false, false, false)
    defer { (ignoresNewlines, isInHead, isInBareCall) = outer }
    guard depth < SourceLimits.nestingMax else {
      skipToClosing()
      return []
    }
    depth += 1
    defer { depth -= 1 }
    var statements: [CodeStatement] = []
    while !isAtEnd, !closesBlock {
      let start = position
      if takeMark(";") || takeMark(",") { continue }
      if let statement = readStatement() { statements.append(statement) }
      if position == start { advance() }
    }
    return statements
  }

  /// Whether the current token ends the statements of a block.
  var closesBlock: Bool {
    if current.kind == .closing { return true }
    guard current.kind == .word, let keyword = keyword() else { return false }
    if grammar.blocksEndWithWord {
      switch keyword {
      case .end, .alternative, .alternativeCondition, .handler, .cleanup: return true
      case .clause: return isInChoice
      default: return false
      }
    }
    return keyword == .clause && isInChoice || (keyword == .end)
  }

  /// Passes everything up to what closes the block around, when the nesting is too deep.
  private mutating func skipToClosing() {
    var words = 0
    while !isAtEnd {
      if current.kind == .closing { return }
      if grammar.blocksEndWithWord {
        if keyword() == .end {
          if words == 0 { return }
          words -= 1
        } else if keyword() == .opening || keyword() == .function || keyword() == .type {
          words += 1
        }
      }
      if current.kind == .opening { position = max(current.partner, position + 1) }
      if isAtEnd { return }
      advance()
    }
  }

  /// The statements in the braces at the current token, which are passed.
  mutating func readBraces() -> [CodeStatement] {
    let end = current.partner
    advance()
    let statements = readStatements()
    leave(end)
    return statements
  }

  /// Goes behind the closing bracket at an index, over whatever was not understood before it.
  mutating func leave(_ end: Int) {
    position = min(max(position, end), tokens.count)
    if current.kind == .closing, position == end { advance() }
  }
}
