extension PythonParser {
  /// A function or class with its decorators.
  mutating func parseDefinition() -> PythonStatement.Kind {
    var decorators: [PythonExpression] = []
    while take(.at) {
      decorators.append(parseNamed())
      if !isAtLineEnd { decorators += salvageLine() }
      if current.kind == .newline { advance() }
    }
    let isAsync = isAt(.async) && token(ahead: 1).word == .def
    if isAsync { advance() }
    switch current.word {
    case .def: return parseFunction(decorators, isAsync: isAsync)
    case .class: return parseClass(decorators)
    default: return .unreadable(decorators)
    }
  }

  private mutating func parseFunction(
    _ decorators: [PythonExpression], isAsync: Bool
  ) -> PythonStatement.Kind {
    let line = span(of: current).firstLine
    advance()
    guard let name = takeName() else { return .unreadable(decorators + salvageLine()) }
    if isAt(.leftBracket) { skipBalanced() }
    var parameters: [PythonParameter] = []
    if take(.leftParenthesis) {
      parameters = parseParameters(until: .rightParenthesis, annotated: true)
      _ = take(.rightParenthesis)
    }
    let returns = take(.arrow) ? parseExpressionList() : nil
    let body = parseBlock()
    return .function(
      PythonFunction(
        name: name, parameters: parameters, returns: returns, decorators: decorators,
        isAsync: isAsync, body: body, line: line))
  }

  private mutating func parseClass(_ decorators: [PythonExpression]) -> PythonStatement.Kind {
    let line = span(of: current).firstLine
    advance()
    guard let name = takeName() else { return .unreadable(decorators + salvageLine()) }
    if isAt(.leftBracket) { skipBalanced() }
    let arguments = isAt(.leftParenthesis) ? parseArguments() : []
    let body = parseBlock()
    return .class(
      PythonClass(
        name: name, arguments: arguments, decorators: decorators, body: body, line: line))
  }

  /// The parameters of a function or lambda, up to the closing word.
  mutating func parseParameters(until closer: PythonWord, annotated: Bool) -> [PythonParameter] {
    var parameters: [PythonParameter] = []
    while !isAt(closer), !isAtLineEnd, !current.word.isClosingBracket {
      let before = position
      let parameter = parseParameter(annotated: annotated)
      if position == before {
        // Python 2 could take a tuple apart here.
        note(span(of: current))
        skipBalanced()
      } else {
        parameters.append(parameter)
      }
      _ = take(.comma)
    }
    return parameters
  }

  private mutating func parseParameter(annotated: Bool) -> PythonParameter {
    let first = current
    var kind = PythonParameter.Kind.plain
    switch first.word {
    case .divide: kind = .slash
    case .times: kind = .star
    case .power: kind = .doubleStar
    default: break
    }
    if kind != .plain { advance() }
    let name = kind == .slash ? nil : takeName()
    let annotation = annotated && take(.colon) ? parseStarredOrNamed() : nil
    let value = take(.assign) ? parseExpression() : nil
    return PythonParameter(
      name: name ?? "", kind: kind, annotation: annotation, defaultValue: value,
      span: span(from: first))
  }

  /// `match` is a keyword only where a block of cases follows.
  mutating func parseMatch() -> PythonStatement.Kind? {
    guard isMatchHead else { return nil }
    advance()
    let subject = parseExpressionList()
    _ = take(.colon)
    advance()
    advance()
    var cases: [PythonCase] = []
    while isName(current, "case") {
      advance()
      isInPattern = true
      let pattern = parseExpressionList()
      isInPattern = false
      let condition = take(.if) ? parseNamed() : nil
      cases.append(PythonCase(pattern: pattern, guard: condition, body: parseBlock()))
    }
    var rest: [PythonStatement] = []
    parseStatements(into: &rest)
    if current.kind == .dedent { advance() }
    if let last = cases.indices.last { cases[last].body += rest }
    return .match(subject, cases)
  }

  private var isMatchHead: Bool {
    guard blockDepth < SourceLimits.nestingMax, token(ahead: 1).kind != .newline else {
      return false
    }
    var offset = 1
    while true {
      let token = token(ahead: offset)
      if token.kind == .newline || token.kind == .end { break }
      offset += 1
    }
    return token(ahead: offset - 1).word == .colon && token(ahead: offset + 1).kind == .indent
      && isName(token(ahead: offset + 2), "case")
  }
}
