extension PythonParser {
  /// One or more expressions with commas between them, starred ones too: a tuple if there is a
  /// comma.
  mutating func parseExpressionList() -> PythonExpression {
    let first = current
    if isAt(.yield) { return nested { $0.parseYield() } }
    let expression = parseStarredOrNamed()
    guard isAt(.comma) else { return expression }
    var elements = [expression]
    while take(.comma) {
      let before = position
      let element = parseStarredOrNamed()
      if position == before { break }
      elements.append(element)
    }
    return PythonExpression(.tuple(elements), span: span(from: first))
  }

  mutating func parseStarredOrNamed() -> PythonExpression {
    let first = current
    guard take(.times) else { return parseNamed() }
    let value = parseOperators(5)
    return PythonExpression(.starred(value), span: span(from: first))
  }

  /// An expression, perhaps `name := value`, or `pattern as name` in a pattern.
  mutating func parseNamed() -> PythonExpression {
    let first = current
    let expression = parseExpression()
    if take(.walrus) {
      let value = parseExpression()
      return PythonExpression(.named(expression, value), span: span(from: first))
    }
    if isInPattern, take(.as) {
      let name = parsePostfix()
      return PythonExpression(.named(name, expression), span: span(from: first))
    }
    return expression
  }

  /// An expression without `:=`: a lambda, or operators with perhaps a condition behind them.
  mutating func parseExpression() -> PythonExpression {
    if isAt(.lambda) { return nested { $0.parseLambda() } }
    let first = current
    let then = parseOperators(1)
    guard isAt(.if), !isInPattern else { return then }
    advance()
    let test = parseOperators(1)
    guard take(.else) else {
      return PythonExpression(.unreadable([then, test]), span: span(from: first))
    }
    let otherwise = nested { $0.parseExpression() }
    return PythonExpression(
      .conditional(test: test, then: then, otherwise: otherwise), span: span(from: first))
  }

  /// Reads one level deeper, or passes over what is nested too deeply.
  mutating func nested(
    _ read: (inout PythonParser) -> PythonExpression
  ) -> PythonExpression {
    guard depth < SourceLimits.nestingMax else { return skipTooDeep() }
    depth += 1
    defer { depth -= 1 }
    return read(&self)
  }

  mutating func skipTooDeep() -> PythonExpression {
    let first = current
    if isAtLineEnd || first.word.isClosingBracket { return missing() }
    skipBalanced()
    let span = span(from: first)
    note(span)
    return PythonExpression(.unreadable([]), span: span)
  }

  private mutating func parseLambda() -> PythonExpression {
    let first = current
    advance()
    let parameters = parseParameters(until: .colon, annotated: false)
    _ = take(.colon)
    let body = parseExpression()
    return PythonExpression(.lambda(parameters, body), span: span(from: first))
  }

  private mutating func parseYield() -> PythonExpression {
    let first = current
    advance()
    if take(.from) {
      let value = parseExpression()
      return PythonExpression(.yieldFrom(value), span: span(from: first))
    }
    let before = position
    let value = parseExpressionList()
    return PythonExpression(
      .yield(position == before ? nil : value), span: span(from: first))
  }

  /// Binary operators that bind at least as tightly as `minimum`, by climbing their precedence.
  mutating func parseOperators(_ minimum: Int) -> PythonExpression {
    let first = current
    var left = parseUnary()
    var links = 0
    while let precedence = binaryPrecedence, precedence >= minimum {
      links += 1
      guard links < SourceLimits.chainMax else { return flattenOperators(minimum, left, first) }
      switch precedence {
      case 1, 2: left = parseBoolean(left, precedence, from: first)
      case 4: left = parseComparison(left, from: first)
      default:
        let word = current.word
        advance()
        let right = parseOperators(precedence + 1)
        left = PythonExpression(.binary(left, word.rawValue, right), span: span(from: first))
      }
    }
    return left
  }

  /// The precedence of the binary operator that is next, if one is.
  private var binaryPrecedence: Int? {
    guard let precedence = current.word.precedence else { return nil }
    // `not` is binary in `not in` alone.
    if isAt(.not), token(ahead: 1).word != .in { return nil }
    return precedence
  }

  /// A run of operators that is too long for a tree: all operands side by side.
  private mutating func flattenOperators(
    _ minimum: Int, _ left: PythonExpression, _ first: PythonToken
  ) -> PythonExpression {
    var parts = [left]
    while let precedence = binaryPrecedence, precedence >= minimum {
      advance()
      parts.append(parseOperators(precedence + 1))
    }
    return PythonExpression(.unreadable(parts), span: span(from: first))
  }

  private mutating func parseBoolean(
    _ left: PythonExpression, _ precedence: Int, from first: PythonToken
  ) -> PythonExpression {
    let word = current.word
    var operands = [left]
    while take(word) { operands.append(parseOperators(precedence + 1)) }
    return PythonExpression(.boolean(word.rawValue, operands), span: span(from: first))
  }

  private mutating func parseComparison(
    _ left: PythonExpression, from first: PythonToken
  ) -> PythonExpression {
    var rest: [PythonExpression.Comparison] = []
    while binaryPrecedence == 4 {
      var word = current.word.rawValue
      let isNegatable = isAt(.is)
      if isAt(.not) {
        advance()
        word = "not in"
      }
      advance()
      if isNegatable, take(.not) { word = "is not" }
      rest.append(.init(operator: word, operand: parseOperators(5)))
    }
    return PythonExpression(.comparison(left, rest), span: span(from: first))
  }

  private mutating func parseUnary() -> PythonExpression {
    let first = current
    switch first.word {
    case .not, .minus, .plus, .invert:
      advance()
      let operand = nested { first.word == .not ? $0.parseOperators(4) : $0.parseUnary() }
      return PythonExpression(.unary(first.word.rawValue, operand), span: span(from: first))
    default:
      let base = parsePostfix()
      guard take(.power) else { return base }
      let exponent = nested { $0.parseUnary() }
      return PythonExpression(
        .binary(base, PythonWord.power.rawValue, exponent), span: span(from: first))
    }
  }

  /// A name, literal or bracket with the attributes, calls and subscripts behind it.
  mutating func parsePostfix() -> PythonExpression {
    let first = current
    if isAt(.await), token(ahead: 1).beginsOperand {
      advance()
      let operand = current
      let value = parsePostfix(of: parseAtom(), from: operand)
      return PythonExpression(.await(value), span: span(from: first))
    }
    return parsePostfix(of: parseAtom(), from: first)
  }

  private mutating func parsePostfix(
    of atom: PythonExpression, from first: PythonToken
  ) -> PythonExpression {
    var base = atom
    var links = 0
    while true {
      links += 1
      // Starts afresh with a flat part, so that the tree stays shallow.
      if links == SourceLimits.chainMax {
        base = PythonExpression(.unreadable(flattened(base)), span: base.span)
        links = 0
      }
      switch current.word {
      case .dot:
        advance()
        guard let name = takeName(orKeyword: true) else {
          note(span(from: first))
          return PythonExpression(.unreadable([base]), span: span(from: first))
        }
        base = PythonExpression(.attribute(base, name), span: span(from: first))
      case .leftParenthesis:
        let arguments = parseArguments()
        base = PythonExpression(
          isInPattern ? .classPattern(base, arguments) : .call(base, arguments),
          span: span(from: first))
      case .leftBracket:
        let indices = parseIndices()
        base = PythonExpression(.subscripted(base, indices), span: span(from: first))
      default: return base
      }
    }
  }

  /// The parts of a chain side by side; its calls stay calls of nothing.
  private func flattened(_ chain: PythonExpression) -> [PythonExpression] {
    var parts: [PythonExpression] = []
    var expression = chain
    let nothing = PythonExpression(.unreadable([]), span: chain.span)
    while true {
      switch expression.kind {
      case .attribute(let base, _): expression = base
      case .call(let callee, let arguments):
        parts.append(PythonExpression(.call(nothing, arguments), span: expression.span))
        expression = callee
      case .subscripted(let base, let indices):
        parts += indices
        expression = base
      case .unreadable(let earlier):
        return earlier + parts.reversed()
      default:
        return [expression] + parts.reversed()
      }
    }
  }
}

extension PythonToken {
  /// Whether an operand can begin with this token.
  var beginsOperand: Bool {
    switch kind {
    case .name, .number, .string, .formattedStart, .unseenBracket: true
    case .keyword:
      word == .noneValue || word == .trueValue || word == .falseValue || word == .await
        || word == .lambda || word == .not
    case .operator: word.isOpeningBracket || word == .ellipsis
    default: false
    }
  }
}
