extension CodeParser {
  /// One statement with the modifiers behind it; `nil` when nothing is there.
  mutating func readStatement() -> CodeStatement? {
    let start = position
    let annotations = readAnnotations()
    if isMemberFunction { return readMemberFunction(annotations, from: start) }
    var modifiers: [String] = []
    while let word = keyword(), word == .modifier || word == .declaration {
      // `static {` and `let` alone are no modifiers of anything.
      guard token(1).kind != .end else { break }
      modifiers.append(current.text)
      advance()
      // `public(set)`, `pub(crate)`.
      if word == .modifier, current.isOpening("("), !current.followsBlank { leave(current.partner) }
    }
    guard !isAtEnd, current.kind != .closing else { return nil }
    var statement: CodeStatement?
    switch keyword() {
    case .function: statement = readFunctionStatement(annotations, modifiers, from: start)
    case .type: statement = readTypeStatement(annotations, modifiers, from: start)
    case .condition, .negatedCondition, .requirement, .loop, .choice, .attempt, .scope:
      statement = readControl()
    case .result, .raise, .leave: statement = readJump()
    case .using:
      statement = readUsing()
    case .opening, .end, .alternative, .alternativeCondition, .handler, .cleanup, .clause:
      statement = readOrphan()
    default: break
    }
    if statement == nil {
      statement =
        current.isOpening("{") && modifiers.isEmpty && grammar.braces != .lambda && startsBlock
        ? readScope() : readExpressionStatement(modifiers, from: start)
    }
    statement?.annotations = annotations
    statement?.modifiers = modifiers
    return statement.map { readModifiers(behind: $0) }
  }

  /// Whether `{` at the start of a statement begins a block and no object.
  private var startsBlock: Bool { !grammar.blocksEndWithWord }

  private mutating func readScope() -> CodeStatement {
    let start = position
    var block = CodeBlock(kind: .scope, span: span(from: start))
    block.statements = readBraces()
    return control([block], from: start)
  }

  /// A part of a statement whose beginning is out of sight: `else {` in an excerpt.
  private mutating func readOrphan() -> CodeStatement? {
    let start = position
    let word = keyword()
    guard !grammar.blocksEndWithWord, word != .end, word != .opening else {
      advance()
      return nil
    }
    let blocks = readFollowingParts()
    guard !blocks.isEmpty else {
      advance()
      return nil
    }
    return control(blocks, from: start)
  }

  private mutating func readJump() -> CodeStatement {
    let start = position
    let kind: CodeStatement.Kind =
      switch keyword() {
      case .result: .result
      case .raise: .raise
      default: .leave
      }
    advance()
    var statement = CodeStatement(kind: kind, span: span(from: start))
    if !endsStatement, !isModifierWord { statement.value = readExpressions() }
    statement.span = span(from: start)
    return statement
  }

  private mutating func readUsing() -> CodeStatement {
    let start = position
    advance()
    var statement = CodeStatement(kind: .using, span: span(from: start))
    var values: [CodeExpression] = []
    while !endsStatement, values.count < SourceLimits.chainMax {
      let before = position
      values.append(readExpressions())
      guard takeMark(","), position > before else { break }
    }
    statement.value =
      values.count == 1 ? values[0] : CodeExpression(kind: .list(values), span: span(from: start))
    statement.span = span(from: start)
    return statement
  }

  /// Whether nothing of the statement can follow.
  var endsStatement: Bool {
    if isAtEnd || current.kind == .closing || current.isMark(";") { return true }
    return current.startsLine && grammar.newlinesEndStatements && !ignoresNewlines
      && !continuesLine
  }

  /// Whether a token at the start of a line belongs to what is before it.
  var continuesLine: Bool {
    guard current.kind == .mark else { return false }
    if grammar.memberOperators.contains(current.text) {
      return current.text != "::" || !grammar.callsWithoutParentheses
    }
    return Self.continuations.contains(current.text) || current.text == grammar.pipe
  }

  private static let continuations: Set<String> = [
    "&&", "||", "?", ":", "??", "?:", "<>", "+", "==", "===", "!=", "!==", "|", "=",
  ]

  /// `x if y`.
  var isModifierWord: Bool {
    guard grammar.blocksEndWithWord, let word = keyword() else { return false }
    return word == .condition || word == .negatedCondition || word == .loop || word == .handler
  }

  // MARK: Expressions as statements

  mutating func readExpressionStatement(_ modifiers: [String], from start: Int) -> CodeStatement {
    var statement = CodeStatement(kind: .expression, span: span(from: start))
    let isDeclaration = !modifiers.isEmpty || depth > 1
    var left = [readExpression()]
    statement.type = readDeclaredType(isDeclaration: isDeclaration)
    while current.isMark(","), !endsStatement, listsTargets {
      advance()
      left.append(readExpression())
    }
    if grammar.pipe != nil, current.isMark("->") || keyword() == .clause {
      readPatternEnd(&statement, left, from: start)
      return statement
    }
    if current.kind == .mark, Self.assignments.contains(current.text), !endsStatement {
      statement.assignment = current.text
      advance()
      statement.targets = left.map { target($0, &statement.type) }
      statement.value = readAssigned()
    } else {
      statement.value =
        left.count == 1
        ? left[0] : CodeExpression(kind: .list(left), span: span(from: start))
    }
    readPropertyBody(&statement)
    if position == start { advance() }
    statement.span = span(from: start)
    return statement
  }

  /// `pattern when guard ->`: what follows belongs to it.
  private mutating func readPatternEnd(
    _ statement: inout CodeStatement, _ left: [CodeExpression], from start: Int
  ) {
    statement.value =
      left.count == 1 ? left[0] : CodeExpression(kind: .list(left), span: span(from: start))
    if keyword() == .clause {
      advance()
      if !endsStatement { _ = readExpression() }
    }
    if takeMark("->") { statement.assignment = "->" }
    statement.span = span(from: start)
  }

  private static let assignments: Set<String> = [
    "=", ":=", "+=", "-=", "*=", "/=", "||=", "&&=", "??=", "|=", ".=", "<-", "<<",
  ]

  /// `a = b = c` assigns `c`; what is assigned may be a list without brackets.
  private mutating func readAssigned() -> CodeExpression {
    let start = position
    var value = readExpressions()
    while current.isMark("="), !endsStatement {
      advance()
      value = readExpressions()
    }
    value.span = span(from: start)
    return value
  }

  private var listsTargets: Bool {
    grammar.newlinesEndStatements && grammar.braces != .lambda
  }

  /// `Type name` declares `name`.
  private func target(_ value: CodeExpression, _ type: inout String?) -> CodeExpression {
    guard case .operation(let values, let operators) = value.kind, operators.last == "",
      let last = values.last
    else { return value }
    if type == nil, values.count > 1 { type = values[values.count - 2].lastName }
    return last
  }

  /// `: Type` behind a name, where declarations have it.
  private mutating func readDeclaredType(isDeclaration: Bool) -> String? {
    guard grammar.typesFollowNames, isDeclaration,
      current.isMark(":") || current.isMark("?:")
        || (current.isMark("!") && token(1).isMark(":"))
    else { return nil }
    if current.isMark("!") { advance() }
    advance()
    return readType()
  }

  /// The accessors behind a property: `{ get; set; }`, `{ didSet {…} }`.
  private mutating func readPropertyBody(_ statement: inout CodeStatement) {
    guard current.isOpening("{"), !endsStatement, !grammar.blocksEndWithWord, !isInHead else {
      return
    }
    let start = position
    var block = CodeBlock(kind: .scope, span: span(from: start))
    block.statements = readBraces()
    block.span = span(from: start)
    statement.blocks.append(block)
  }

  // MARK: Modifiers behind a statement

  /// `x if y`, `x rescue y`, one behind the other.
  private mutating func readModifiers(behind statement: CodeStatement) -> CodeStatement {
    var statement = statement
    var count = 0
    while isModifierWord, !current.startsLine, count < SourceLimits.nestingMax,
      let word = keyword()
    {
      count += 1
      let start = position
      advance()
      let head = readExpressions()
      var block = CodeBlock(
        kind: word == .handler ? .attempt : kind(of: word), span: statement.span)
      block.statements = [statement]
      block.span = statement.span.through(span(from: start))
      var outer = CodeStatement(kind: .control, span: block.span)
      if word == .handler {
        var handler = CodeBlock(kind: .handler, span: span(from: start))
        var answer = CodeStatement(kind: .expression, span: head.span)
        answer.value = head
        handler.statements = [answer]
        outer.blocks = [block, handler]
      } else {
        block.head = head
        outer.blocks = [block]
      }
      statement = outer
    }
    return statement
  }

  func kind(of word: CodeKeyword) -> CodeBlock.Kind {
    switch word {
    case .condition, .alternativeCondition: .condition
    case .negatedCondition, .requirement: .negatedCondition
    case .alternative: .alternative
    case .loop: .loop
    case .choice: .choice
    case .clause: .clause
    case .attempt: .attempt
    case .handler: .handler
    case .cleanup: .cleanup
    default: .scope
    }
  }

  func control(_ blocks: [CodeBlock], from start: Int) -> CodeStatement {
    var statement = CodeStatement(kind: .control, span: span(from: start))
    statement.blocks = blocks
    return statement
  }
}
