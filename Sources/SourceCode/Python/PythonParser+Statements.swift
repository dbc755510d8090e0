extension PythonParser {
  /// The whole text. Where a line is indented less than everything before it, that was the end of a
  /// block whose head was not seen.
  mutating func parseModule() -> [PythonStatement] {
    var statements: [PythonStatement] = []
    var unseenHeads = 0
    while !isAtEnd {
      parseStatements(into: &statements)
      if current.kind == .outdent { unseenHeads += 1 }
      if current.kind == .outdent, unseenHeads <= SourceLimits.nestingMax,
        let first = statements.first, let last = statements.last
      {
        statements = [
          PythonStatement(.unseenHead(statements), span: first.span.through(last.span))
        ]
      }
      if !isAtEnd { advance() }
    }
    return statements
  }

  /// Statements to the end of their block.
  mutating func parseStatements(into statements: inout [PythonStatement]) {
    var strayIndents = 0
    while true {
      switch current.kind {
      case .end, .outdent: return
      case .dedent:
        guard strayIndents > 0 else { return }
        strayIndents -= 1
        advance()
      case .indent:
        strayIndents += 1
        advance()
      case .newline: advance()
      default:
        let before = position
        parseStatement(into: &statements)
        if position == before { advance() }
      }
    }
  }

  private mutating func parseStatement(into statements: inout [PythonStatement]) {
    let first = current
    if let kind = parseCompound() {
      statements.append(PythonStatement(kind, span: span(from: first)))
      return
    }
    switch first.word {
    case .elif, .else, .except, .finally: parseOrphan(into: &statements)
    default: statements += parseSimpleLine()
    }
  }

  /// A compound statement, if one begins here.
  private mutating func parseCompound() -> PythonStatement.Kind? {
    switch current.word {
    case .def, .class, .at: return parseDefinition()
    case .if:
      advance()
      return parseBranches(after: [parseBranch()])
    case .while:
      advance()
      let test = parseNamed()
      let body = parseBlock()
      return .while(test, body: body, orelse: parseElse())
    case .for: return parseFor(isAsync: false)
    case .with: return parseWith()
    case .try:
      advance()
      return parseClauses(of: PythonTry(body: parseBlock()))
    case .async:
      switch token(ahead: 1).word {
      case .def: return parseDefinition()
      case .for:
        advance()
        return parseFor(isAsync: true)
      case .with:
        advance()
        return parseWith()
      default: return nil
      }
    default: return isName(current, "match") ? parseMatch() : nil
    }
  }

  /// What stands behind a colon: a block, or statements on the same line.
  mutating func parseBlock() -> [PythonStatement] {
    if !isAt(.colon) {
      noteMissing()
      while !isAtLineEnd, !isAt(.colon) { skipBalanced() }
    }
    _ = take(.colon)
    guard current.kind == .newline else { return isAtLineEnd ? [] : parseSimpleLine() }
    advance()
    // Deeper blocks are read as if they stood in this one.
    guard current.kind == .indent, blockDepth < SourceLimits.nestingMax else { return [] }
    advance()
    blockDepth += 1
    defer { blockDepth -= 1 }
    var statements: [PythonStatement] = []
    parseStatements(into: &statements)
    if current.kind == .dedent { advance() }
    return statements
  }

  private mutating func parseElse() -> [PythonStatement] { take(.else) ? parseBlock() : [] }

  private mutating func parseBranch() -> PythonBranch {
    let test = parseNamed()
    return PythonBranch(test: test, body: parseBlock())
  }

  private mutating func parseBranches(after seen: [PythonBranch]) -> PythonStatement.Kind {
    var branches = seen
    while take(.elif) { branches.append(parseBranch()) }
    return .if(branches, orelse: parseElse())
  }

  private mutating func parseFor(isAsync: Bool) -> PythonStatement.Kind {
    advance()
    let target = parseTargets()
    _ = take(.in)
    let iterable = parseExpressionList()
    let body = parseBlock()
    return .for(
      PythonLoop(
        target: target, iterable: iterable, body: body, orelse: parseElse(), isAsync: isAsync))
  }

  private mutating func parseClauses(of head: PythonTry) -> PythonStatement.Kind {
    var attempt = head
    while isAt(.except) { attempt.handlers.append(parseHandler()) }
    attempt.orelse += parseElse()
    if take(.finally) { attempt.finally = parseBlock() }
    return .try(attempt)
  }

  private mutating func parseHandler() -> PythonTry.Handler {
    let first = current
    advance()
    _ = take(.times)
    let type = isAt(.colon) ? nil : parseExpressionList()
    let name = take(.as) ? takeName() : nil
    let body = parseBlock()
    return PythonTry.Handler(type: type, name: name, body: body, span: span(from: first))
  }

  /// A clause whose statement began before the excerpt: the block before it is taken for the
  /// statement's.
  private mutating func parseOrphan(into statements: inout [PythonStatement]) {
    let first = current
    var body: [PythonStatement] = []
    var start = span(of: first)
    if let last = statements.last, case .unseenHead(let unseen) = last.kind {
      statements.removeLast()
      body = unseen
      start = last.span
    }
    let kind: PythonStatement.Kind =
      switch first.word {
      case .except, .finally: parseClauses(of: PythonTry(body: body))
      default: parseBranches(after: [PythonBranch(test: nil, body: body)])
      }
    statements.append(PythonStatement(kind, span: start.through(span(from: first))))
  }

  private mutating func parseWith() -> PythonStatement.Kind {
    advance()
    let isBracketed = isAtBracketedItems
    if isBracketed { advance() }
    var items: [PythonWithItem] = []
    while !isAtLineEnd, !isAt(.colon), !isAt(.rightParenthesis) {
      let before = position
      let context = parseNamed()
      let target = take(.as) ? parsePostfix() : nil
      items.append(PythonWithItem(context: context, target: target))
      if !take(.comma) || position == before { break }
    }
    if isBracketed { _ = take(.rightParenthesis) }
    return .with(items, body: parseBlock())
  }

  /// Whether the items of `with` stand in parentheses, as since Python 3.9.
  private var isAtBracketedItems: Bool {
    guard isAt(.leftParenthesis) else { return false }
    var open = 0
    var offset = 0
    var hasItems = false
    while true {
      let token = token(ahead: offset)
      if token.kind == .newline || token.kind == .end { return hasItems }
      if token.word.isOpeningBracket { open += 1 }
      if token.word.isClosingBracket { open -= 1 }
      if open == 1, token.word == .as || token.word == .comma { hasItems = true }
      offset += 1
      if open == 0 { break }
    }
    return hasItems && self.token(ahead: offset).word == .colon
  }
}
