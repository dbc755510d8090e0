extension CodeParser {
  /// `if`, `while`, `switch`, `try` and their kin with all their parts.
  mutating func readControl() -> CodeStatement {
    grammar.blocksEndWithWord ? readWordControl() : readBraceControl()
  }

  // MARK: With braces

  private mutating func readBraceControl() -> CodeStatement {
    let start = position
    let word = keyword() ?? .scope
    advance()
    var block = CodeBlock(kind: kind(of: word), span: span(from: start))
    if word == .attempt, !current.isOpening("{"), !current.isOpening("(") {
      // Swift's `try x` and Kotlin's kin are values.
      return readExpressionStatement([], from: start)
    }
    block.head = readHead(hasArm: word == .requirement)
    if word == .requirement { _ = takeWord("else") }
    if word == .choice {
      readChoiceBody(into: &block)
    } else {
      block.statements = readBody()
    }
    block.span = span(from: start)
    var blocks = [block]
    blocks += readFollowingParts()
    return control(blocks, from: start)
  }

  /// `else if`, `else`, `catch`, `finally` behind a body.
  mutating func readFollowingParts() -> [CodeBlock] {
    var blocks: [CodeBlock] = []
    while let word = keyword() {
      let start = position
      var block = CodeBlock(kind: kind(of: word), span: span(from: start))
      switch word {
      case .alternative:
        advance()
        if let next = keyword(), next == .condition {
          advance()
          block.kind = .condition
          block.head = readHead()
        }
      case .alternativeCondition, .handler, .cleanup:
        advance()
        // The handler of a promise is a call.
        if word != .cleanup, !current.isOpening("{") { block.head = readHead() }
      default: return blocks
      }
      block.statements = readBody()
      block.span = span(from: start)
      blocks.append(block)
    }
    return blocks
  }

  /// What stands between a keyword and its body.
  private mutating func readHead(hasArm: Bool = false) -> CodeExpression? {
    if current.isOpening("{") { return nil }
    let outer = (isInHead, ignoresNewlines)
    defer { (isInHead, ignoresNewlines) = outer }
    if current.isOpening("("), !grammar.headsAreBare {
      let start = position
      let end = current.partner
      advance()
      (isInHead, ignoresNewlines) = (false, true)
      var values = [readExpression()]
      while position < end, current.isMark(";") || current.isMark(",") || current.isMark(":") {
        advance()
        if position < end { values.append(readExpression()) }
      }
      leave(end)
      return values.count == 1
        ? values[0] : CodeExpression(kind: .list(values), span: span(from: start))
    }
    guard grammar.headsAreBare else { return nil }
    (isInHead, ignoresNewlines) = (true, hasArm || ignoresNewlines)
    let start = position
    var values: [CodeExpression] = []
    while !isAtEnd, !current.isOpening("{"), current.kind != .closing,
      keyword() != .alternative
    {
      if current.isMark(";") || current.isMark(",") {
        advance()
        continue
      }
      let before = position
      values.append(readExpression())
      if position == before { break }
    }
    return values.count == 1
      ? values[0] : CodeExpression(kind: .list(values), span: span(from: start))
  }

  /// The statements in braces, the one statement without, or PHP's up to `endif`.
  private mutating func readBody() -> [CodeStatement] {
    if current.isOpening("{") { return readBraces() }
    if current.isMark(";") {
      advance()
      return []
    }
    if current.isMark(":") {
      advance()
      let statements = readStatementsOfColon()
      if keyword() == .end { advance() }
      return statements
    }
    guard depth < SourceLimits.nestingMax, !isAtEnd, current.kind != .closing else { return [] }
    depth += 1
    defer { depth -= 1 }
    return readStatement().map { [$0] } ?? []
  }

  private mutating func readStatementsOfColon() -> [CodeStatement] {
    var statements: [CodeStatement] = []
    guard depth < SourceLimits.nestingMax else { return statements }
    depth += 1
    defer { depth -= 1 }
    while !isAtEnd, current.kind != .closing {
      switch keyword() {
      case .end, .alternative, .alternativeCondition: return statements
      case .clause where isInChoice: return statements
      default: break
      }
      let start = position
      if takeMark(";") { continue }
      if let statement = readStatement() { statements.append(statement) }
      if position == start { advance() }
    }
    return statements
  }

  // MARK: Choices

  /// The clauses of a `switch`, `when` or `match`.
  mutating func readChoiceBody(into block: inout CodeBlock) {
    guard current.isOpening("{") else { return }
    let end = current.partner
    advance()
    let outer = (isInChoice, isInHead, ignoresNewlines, isInBareCall)
    (isInChoice, isInHead, ignoresNewlines, isInBareCall) = (true, false, false, false)
    defer { (isInChoice, isInHead, ignoresNewlines, isInBareCall) = outer }
    guard depth < SourceLimits.nestingMax else { return leave(end) }
    depth += 1
    defer { depth -= 1 }
    while position < end, !isAtEnd {
      let start = position
      if takeMark(",") || takeMark(";") { continue }
      block.statements.append(control([readClause(before: end)], from: start))
      if position == start { advance() }
    }
    leave(end)
  }

  private mutating func readClause(before end: Int) -> CodeBlock {
    let start = position
    var block = CodeBlock(kind: .clause, span: span(from: start))
    let isWord = keyword() == .clause || keyword() == .alternative
    if isWord { advance() }
    var patterns: [CodeExpression] = []
    isInHead = true
    ignoresNewlines = true
    while position < end, !isArrow, !current.isMark(":") {
      let before = position
      if !takeMark(","), !takeMark("|") { patterns.append(readExpression()) }
      if position == before { break }
    }
    isInHead = false
    ignoresNewlines = false
    block.head =
      patterns.count == 1
      ? patterns[0] : CodeExpression(kind: .list(patterns), span: span(from: start))
    let hasArrow = isArrow
    if hasArrow || current.isMark(":") { advance() }
    if hasArrow, current.isOpening("{") {
      block.statements = readBraces()
    } else if hasArrow {
      block.statements = readStatement().map { [$0] } ?? []
    } else if isWord {
      block.statements = readStatements()
    }
    block.span = span(from: start)
    return block
  }

  var isArrow: Bool { current.isMark("=>") || current.isMark("->") }

  // MARK: With words

  private mutating func readWordControl() -> CodeStatement {
    let start = position
    let word = keyword() ?? .scope
    advance()
    var block = CodeBlock(kind: kind(of: word), span: span(from: start))
    let arms = word == .attempt ? [] : readWordHead(into: &block)
    if !arms.isEmpty { return control(arms, from: start) }
    if let opening = keyword(), opening == .opening { advance() }
    if word == .choice {
      readWordClauses(into: &block)
      block.span = span(from: start)
      var blocks = [block]
      blocks += readWordParts(choice: true)
      if keyword() == .end { advance() }
      return control(blocks, from: start)
    }
    block.statements = readStatements()
    block.span = span(from: start)
    var blocks = [block]
    blocks += readWordParts()
    if keyword() == .end { advance() }
    return control(blocks, from: start)
  }

  /// The head of a statement that ends with `end`; of `if x, do: y, else: z` its parts.
  private mutating func readWordHead(into block: inout CodeBlock) -> [CodeBlock] {
    let start = position
    guard !(keyword() == .opening), !endsStatement else { return [] }
    let outer = (isInHead, isInBareCall)
    (isInHead, isInBareCall) = (true, true)
    defer { (isInHead, isInBareCall) = outer }
    var values: [CodeExpression] = []
    var arms: [CodeBlock] = []
    while true {
      if current.kind == .label, let arm = armKind(current.text, block.kind) {
        let armStart = position
        advance()
        var part = CodeBlock(kind: arm, span: span(from: armStart))
        guard depth < SourceLimits.nestingMax else { break }
        depth += 1
        part.statements = readStatement().map { [$0] } ?? []
        depth -= 1
        part.span = span(from: armStart)
        arms.append(part)
      } else {
        let before = position
        values.append(readExpression())
        if position == before { break }
      }
      guard takeMark(",") else { break }
    }
    block.head =
      values.count == 1
      ? values[0] : CodeExpression(kind: .list(values), span: span(from: start))
    if !arms.isEmpty { arms[0].head = block.head }
    return arms
  }

  private func armKind(_ label: String, _ kind: CodeBlock.Kind) -> CodeBlock.Kind? {
    switch label {
    case "do": kind
    case "else": .alternative
    default: nil
    }
  }

  /// `elsif`, `else`, `rescue`, `ensure` up to `end`.
  mutating func readWordParts(choice: Bool = false) -> [CodeBlock] {
    var blocks: [CodeBlock] = []
    while let word = keyword() {
      guard
        word == .alternative || word == .alternativeCondition || word == .handler
          || word == .cleanup
      else { return blocks }
      let start = position
      advance()
      var block = CodeBlock(kind: kind(of: word), span: span(from: start))
      if word == .alternativeCondition || (word == .handler && !current.startsLine) {
        _ = readWordHead(into: &block)
      }
      if keyword() == .opening { advance() }
      block.statements = readStatementsOrClauses()
      block.span = span(from: start)
      blocks.append(block)
    }
    return blocks
  }

  /// `when` clauses (Ruby), or patterns with arrows (Elixir).
  private mutating func readWordClauses(into block: inout CodeBlock) {
    let outer = isInChoice
    isInChoice = true
    defer { isInChoice = outer }
    guard grammar.pipe == nil else {
      block.statements = readStatementsOrClauses()
      return
    }
    while !isAtEnd, keyword() == .clause {
      let start = position
      advance()
      var clause = CodeBlock(kind: .clause, span: span(from: start))
      _ = readWordHead(into: &clause)
      if keyword() == .opening { advance() }
      clause.statements = readStatements()
      clause.span = span(from: start)
      block.statements.append(control([clause], from: start))
    }
  }

  /// The statements of a block; where patterns with arrows stand among them, each with its own.
  mutating func readStatementsOrClauses() -> [CodeStatement] {
    let statements = readStatements()
    guard grammar.pipe != nil, statements.contains(where: \.isPattern) else { return statements }
    var clauses: [CodeStatement] = []
    var block: CodeBlock?
    func close() {
      guard let block else { return }
      var clause = CodeStatement(kind: .control, span: block.span)
      clause.blocks = [block]
      clauses.append(clause)
    }
    for statement in statements {
      if statement.isPattern {
        close()
        block = CodeBlock(kind: .clause, span: statement.span)
        block?.head = statement.value
      } else if var open = block {
        open.statements.append(statement)
        open.span = open.span.through(statement.span)
        block = open
      } else {
        clauses.append(statement)
      }
    }
    close()
    return clauses
  }

  /// The body of a definition or a `do` block up to its `end`, with its handlers if it has some.
  mutating func readWordBody() -> [CodeStatement] {
    let start = position
    let outer = isInChoice
    isInChoice = false
    let statements = readStatementsOrClauses()
    var attempt = CodeBlock(kind: .attempt, span: span(from: start))
    let parts = readWordParts()
    isInChoice = outer
    if keyword() == .end { advance() }
    guard !parts.isEmpty else { return statements }
    attempt.statements = statements
    return [control([attempt] + parts, from: start)]
  }
}

extension CodeStatement {
  /// A pattern before an arrow, whose statements follow.
  var isPattern: Bool { assignment == "->" }
}
