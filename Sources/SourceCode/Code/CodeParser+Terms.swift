extension CodeParser {
  /// A value with everything that is asked of it: `!User.where(a: 1).first`.
  mutating func readTerm() -> CodeExpression {
    let start = position
    var prefixes: [String] = []
    while prefixes.count < SourceLimits.chainMax, let prefix = takePrefix() {
      prefixes.append(prefix)
    }
    var value = readLinks(behind: readOperand())
    for prefix in prefixes.reversed() {
      value = CodeExpression(kind: .prefixed(prefix, value), span: span(from: start))
      if prefixes.count > 4 { break }
    }
    return value
  }

  private mutating func takePrefix() -> String? {
    let token = current
    if token.kind == .mark {
      guard Self.prefixes.contains(token.text) else { return nil }
      if token.text == ".", !grammar.startsWithDot { return nil }
      if token.text == "|" || token.text == "||", grammar.barsAreLambdas { return nil }
      if token.text == "->" { return nil }
      advance()
      return token.text
    }
    guard keyword() == .prefix else { return nil }
    advance()
    // `try?`, `try!`.
    if current.isMark("?") || current.isMark("!"), !current.followsBlank { advance() }
    return token.text
  }

  private static let prefixes: Set<String> = [
    "!", "-", "+", "&", "*", "**", "...", "..", "~", "^", "<-", "++", "--", "@", "&&", "!!", ":",
    "|", "%", "#", "::", "?", ".", "\\",
  ]

  private mutating func readOperand() -> CodeExpression {
    let start = position
    let token = current
    switch token.kind {
    case .word: return readWordOperand()
    case .number:
      advance()
      return CodeExpression(kind: .number(token.text), span: span(from: start))
    case .string:
      return readStrings()
    case .symbol:
      advance()
      return CodeExpression(kind: .symbol(token.text), span: span(from: start))
    case .label:
      // A key where no argument is due; it keeps its value.
      let argument = readArgument()
      return CodeExpression(kind: .object([argument]), span: span(from: start))
    case .opening: return readBracketOperand()
    case .mark:
      let begins = token.text == "->" && grammar.pipe == nil && grammar.lambdaArrows.isEmpty
      if begins || token.text == "|" || token.text == "||" { return readMarkLambda() }
      return CodeExpression(kind: .nothing, span: span(from: start))
    case .closing, .end:
      return CodeExpression(kind: .nothing, span: span(from: start))
    }
  }

  /// A text; texts side by side are one.
  private mutating func readStrings() -> CodeExpression {
    let start = position
    var string = CodeString(
      value: current.text, interpolations: current.interpolations, isPattern: current.isPattern)
    advance()
    while current.kind == .string, !endsStatement, position - start < SourceLimits.chainMax {
      string.value += current.text
      string.interpolations += current.interpolations
      advance()
    }
    return CodeExpression(kind: .string(string), span: span(from: start))
  }

  private mutating func readWordOperand() -> CodeExpression {
    let start = position
    if let arrow = arrowBehindParameters(at: position) {
      return readArrowLambda(from: start, arrow: arrow)
    }
    let word = current.text
    switch keyword() {
    case .function:
      var block = readFunction(from: start)
      block.kind = .lambda
      return CodeExpression(kind: .lambda(block), span: span(from: start))
    case .lambda: return readWordLambda()
    case .type
    where !grammar.blocksEndWithWord && (token(1).isOpening("{") || token(1).kind == .word):
      if let statement = readTypeStatement([], [], from: start) {
        return CodeExpression(kind: .control(statement), span: span(from: start))
      }
    case .condition, .negatedCondition, .choice, .attempt, .loop:
      let statement = readControl()
      return CodeExpression(kind: .control(statement), span: span(from: start))
    case .result, .raise, .leave:
      if let statement = readStatementInValue() {
        return CodeExpression(kind: .control(statement), span: span(from: start))
      }
    case .new: return readConstruction()
    case .end, .opening, .alternative, .alternativeCondition, .handler, .cleanup:
      return CodeExpression(kind: .nothing, span: span(from: start))
    case .modifier where token(1).kind == .word || token(1).isOpening("("):
      // `async (x) => …`, `static fn () => …`.
      if arrowBehindParameters(at: position + 1) != nil || grammar.keywords[token(1).text] != nil {
        advance()
        return readWordOrBracket()
      }
    default: break
    }
    advance()
    if grammar.literalCalls.contains(word), current.isOpening("(") { return readList() }
    return CodeExpression(kind: .name(word), span: span(from: start))
  }

  private mutating func readWordOrBracket() -> CodeExpression {
    current.kind == .opening ? readBracketOperand() : readWordOperand()
  }

  /// `x || return`, `?? throw error`.
  private mutating func readStatementInValue() -> CodeStatement? {
    guard depth < SourceLimits.nestingMax else { return nil }
    let start = position
    let word = keyword()
    advance()
    var statement = CodeStatement(
      kind: word == .result ? .result : word == .raise ? .raise : .leave, span: span(from: start))
    if !endsStatement, !isModifierWord, !current.isMark(","), !current.isMark(":") {
      statement.value = readExpression()
    }
    statement.span = span(from: start)
    return statement
  }

  /// `new Name(…) {…}`.
  private mutating func readConstruction() -> CodeExpression {
    let start = position
    advance()
    var name: String?
    while current.kind == .word {
      name = current.text
      advance()
      guard current.isMark(".") || current.isMark("\\") || current.isMark("::"),
        token(1).kind == .word
      else { break }
      advance()
    }
    guard let name else { return CodeExpression(kind: .name("new"), span: span(from: start)) }
    if current.isMark("<>") { advance() }
    if current.isMark("<"), endOfTypeArguments(from: position) != nil { skipTypeArguments() }
    var link = CodeLink(name: name, separator: "new", span: span(from: start))
    link.arguments = current.isOpening("(") ? readArguments() : []
    if current.isOpening("["), !current.followsBlank { link.index = readArguments() }
    if current.isOpening("{"), !isInHead {
      if grammar.literalsFollowNames {
        link.arguments = (link.arguments ?? []) + (readObject().members)
      } else if !grammar.newlinesEndStatements || grammar.braces == .list {
        // The body of a class without a name.
        let bodyStart = position
        var body = CodeBlock(kind: .type, span: span(from: bodyStart))
        body.bases = [name]
        body.statements = readBraces()
        body.span = span(from: bodyStart)
        link.block = body
      }
    }
    link.span = span(from: start)
    return CodeExpression(kind: .chain([link]), span: span(from: start))
  }

  private mutating func readBracketOperand() -> CodeExpression {
    let start = position
    if current.text == "(", let arrow = arrowBehindParameters(at: position) {
      return readArrowLambda(from: start, arrow: arrow)
    }
    guard current.text == "{" else {
      if current.text == "#[" {
        leave(current.partner)
        return readOperand(from: start)
      }
      return readList()
    }
    switch grammar.braces {
    case .object: return readObject()
    case .list: return readList()
    case .lambda:
      let block = readBraceLambda()
      return CodeExpression(kind: .lambda(block), span: block.span)
    }
  }

  private mutating func readOperand(from start: Int) -> CodeExpression {
    guard depth < SourceLimits.nestingMax, current.kind == .word || current.isOpening("(") else {
      return CodeExpression(kind: .nothing, span: span(from: start))
    }
    return readWordOrBracket()
  }

  // MARK: Functions without a name

  /// The index of the arrow behind `x` or `(x, y)` at an index; `nil` when they are no parameters.
  private func arrowBehindParameters(at index: Int) -> Int? {
    guard !grammar.lambdaArrows.isEmpty, tokens.indices.contains(index) else { return nil }
    var next = index + 1
    if tokens[index].isOpening("(") {
      next = tokens[index].partner + 1
      guard tokens.indices.contains(next) else { return nil }
      if tokens[next].isMark(":") {
        // A result type, if an arrow is behind it.
        var end = next + 1
        while end < min(tokens.count, next + 32), !isLambdaArrow(end),
          !tokens[end].isMark(";"), !tokens[end].isMark(","), tokens[end].kind != .closing
        {
          end = tokens[end].kind == .opening ? tokens[end].partner + 1 : end + 1
        }
        next = end
      }
    } else if tokens[index].kind != .word {
      return nil
    }
    return isLambdaArrow(next) ? next : nil
  }

  private func isLambdaArrow(_ index: Int) -> Bool {
    guard tokens.indices.contains(index), tokens[index].kind == .mark,
      grammar.lambdaArrows.contains(tokens[index].text)
    else { return false }
    // In a clause the arrow ends the pattern.
    return !(isInChoice && isInHead)
  }

  private mutating func readArrowLambda(from start: Int, arrow: Int) -> CodeExpression {
    var block = CodeBlock(kind: .lambda, span: span(from: start))
    if current.isOpening("(") {
      block.parameters = readParameters()
    } else {
      block.parameters = [CodeParameter(name: current.text)]
    }
    position = arrow + 1
    if current.isOpening("{") {
      block.statements = readBraces()
    } else {
      block.statements = [readResult()]
    }
    block.span = span(from: start)
    return CodeExpression(kind: .lambda(block), span: block.span)
  }

  /// `{ a, b -> … }`, `{ (a: Int) in … }`, `{ |a, b| … }`, `{ … }`.
  mutating func readBraceLambda() -> CodeBlock {
    let start = position
    let end = current.partner
    var block = CodeBlock(kind: .lambda, span: span(from: start))
    advance()
    readLambdaParameters(into: &block, before: end)
    block.statements = readStatements()
    leave(end)
    block.span = span(from: start)
    return block
  }

  private mutating func readLambdaParameters(into block: inout CodeBlock, before end: Int) {
    if current.isMark("|") {
      advance()
      var close = position
      while close < end, !tokens[close].isMark("|") { close += 1 }
      block.parameters = readParameters(to: close)
      position = min(close + 1, tokens.count)
      return
    }
    if current.isMark("||") {
      advance()
      return
    }
    var index = position
    while index < min(end, position + 32) {
      let token = tokens[index]
      if token.isMark("->") || (token.kind == .word && token.text == "in") {
        guard grammar.braces == .lambda else { return }
        if current.isOpening("(") {
          block.parameters = readParameters()
        } else {
          block.parameters = readParameters(to: index)
        }
        position = index + 1
        return
      }
      let isPlain =
        token.kind == .word
        || token.kind == .mark
          && [",", ":", "?", ".", "<", ">"].contains(token.text)
      guard isPlain || token.kind == .opening, !token.isOpening("{"),
        grammar.keywords[token.text] == nil
      else { return }
      index = token.kind == .opening ? token.partner + 1 : index + 1
    }
  }

  /// `do |x| … end`.
  mutating func readWordBlock() -> CodeBlock {
    let start = position
    var block = CodeBlock(kind: .lambda, span: span(from: start))
    advance()
    if current.isMark("|") || current.isMark("||") {
      readLambdaParameters(into: &block, before: tokens.count)
    }
    block.statements = readWordBody()
    block.span = span(from: start)
    return block
  }

  /// `fn a, b -> … end`.
  private mutating func readWordLambda() -> CodeExpression {
    let start = position
    advance()
    var block = CodeBlock(kind: .lambda, span: span(from: start))
    block.statements = readWordBody()
    // A lambda with one set of parameters is what its only clause holds.
    if block.statements.count == 1, let clause = block.statements[0].blocks.first,
      clause.kind == .clause
    {
      block.head = clause.head
      block.parameters = (clause.head?.names ?? []).map { CodeParameter(name: $0) }
      block.statements = clause.statements
    }
    block.span = span(from: start)
    return CodeExpression(kind: .lambda(block), span: block.span)
  }

  /// `->(x) { … }` (Ruby), `|x| …` (Rust).
  private mutating func readMarkLambda() -> CodeExpression {
    let start = position
    var block = CodeBlock(kind: .lambda, span: span(from: start))
    if takeMark("->") {
      if current.isOpening("(") { block.parameters = readParameters() }
      while current.kind == .word, keyword() == nil {
        block.parameters.append(CodeParameter(name: current.text))
        advance()
        _ = takeMark(",")
      }
      if current.isOpening("{") {
        block.statements = readBraces()
      } else if keyword() == .opening {
        advance()
        block.statements = readWordBody()
      }
    } else if grammar.barsAreLambdas {
      readLambdaParameters(into: &block, before: min(tokens.count, position + 64))
      if current.isMark("->") {
        advance()
        _ = readType()
      }
      block.statements = current.isOpening("{") ? readBraces() : [readResult()]
    } else {
      advance()
    }
    block.span = span(from: start)
    return CodeExpression(kind: .lambda(block), span: block.span)
  }
}
