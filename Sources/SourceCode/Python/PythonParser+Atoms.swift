extension PythonParser {
  /// What an expression is made of. Takes nothing when there is no such thing.
  mutating func parseAtom() -> PythonExpression {
    let first = current
    switch first.kind {
    case .name:
      advance()
      return PythonExpression(.name(text(of: first)), span: span(of: first))
    case .number:
      advance()
      return PythonExpression(.number(text(of: first)), span: span(of: first))
    case .string, .formattedStart: return parseStrings()
    case .keyword: return parseKeywordAtom()
    case .operator where first.word.isOpeningBracket: return nested { $0.parseBracket() }
    case .operator where first.word == .ellipsis:
      advance()
      return PythonExpression(.ellipsis, span: span(of: first))
    case .unseenBracket: return nested { $0.parseUnseenBracket() }
    default: return missing()
    }
  }

  private mutating func parseKeywordAtom() -> PythonExpression {
    let first = current
    let kind: PythonExpression.Kind
    switch first.word {
    case .noneValue: kind = .none
    case .trueValue: kind = .true
    case .falseValue: kind = .false
    // Names before Python 3.7.
    case .async, .await: kind = .name(first.word.rawValue)
    case .lambda: return parseExpression()
    default: return missing()
    }
    advance()
    return PythonExpression(kind, span: span(of: first))
  }

  private mutating func parseBracket() -> PythonExpression {
    let first = current
    advance()
    if first.word == .leftBrace { return parseBraces(from: first) }
    let isList = first.word == .leftBracket
    let elements = parseElements(until: isList ? .rightBracket : .rightParenthesis)
    let span = span(from: first)
    if let element = elements.items.first, !elements.clauses.isEmpty {
      let comprehension = PythonExpression.Comprehension(
        kind: isList ? .list : .generator, element: element, value: nil,
        clauses: elements.clauses)
      return PythonExpression(.comprehension(comprehension), span: span)
    }
    if isList { return PythonExpression(.list(elements.items), span: span) }
    // Parentheses around one expression leave their trace in the spans around it alone.
    if !elements.hasComma, elements.items.count == 1 { return elements.items[0] }
    return PythonExpression(.tuple(elements.items), span: span)
  }

  private struct Elements {
    var items: [PythonExpression] = []
    var clauses: [PythonExpression.Comprehension.Clause] = []
    var hasComma = false
  }

  private mutating func parseElements(until closer: PythonWord) -> Elements {
    var elements = Elements()
    while !isAtBracketEnd {
      let before = position
      let element = isAt(.yield) ? parseExpressionList() : parseStarredOrNamed()
      if position == before {
        passStrayToken()
        continue
      }
      elements.items.append(element)
      if isAtClause { elements.clauses = parseClauses() }
      if take(.comma) { elements.hasComma = true }
    }
    if !take(closer) { noteMissing() }
    return elements
  }

  /// Whether no more elements of a bracket can follow.
  private var isAtBracketEnd: Bool {
    if current.word.isClosingBracket || isAtLineEnd { return true }
    return current.kind == .formattedEnd || current.kind == .formattedText
  }

  /// Passes what can't be an element.
  private mutating func passStrayToken() {
    note(span(of: current))
    skipBalanced()
  }

  private mutating func parseBraces(from first: PythonToken) -> PythonExpression {
    var items: [PythonExpression.DictionaryItem] = []
    var elements: [PythonExpression] = []
    var clauses: [PythonExpression.Comprehension.Clause] = []
    while !isAtBracketEnd {
      let before = position
      if take(.power) {
        items.append(.init(key: nil, value: parseOperators(5)))
      } else {
        let element = parseStarredOrNamed()
        if take(.colon) {
          let value = isInPattern ? parseNamed() : parseExpression()
          items.append(.init(key: element, value: value))
        } else if position > before {
          elements.append(element)
        }
      }
      if position == before { passStrayToken() }
      if isAtClause { clauses = parseClauses() }
      _ = take(.comma)
    }
    if !take(.rightBrace) { noteMissing() }
    return PythonExpression(
      bracesKind(items, elements, clauses), span: span(from: first))
  }

  private func bracesKind(
    _ items: [PythonExpression.DictionaryItem], _ elements: [PythonExpression],
    _ clauses: [PythonExpression.Comprehension.Clause]
  ) -> PythonExpression.Kind {
    if !items.isEmpty, !elements.isEmpty {
      return .unreadable(elements + items.flatMap { [$0.key, $0.value].compactMap(\.self) })
    }
    if !clauses.isEmpty, let item = items.first {
      return .comprehension(
        .init(
          kind: .dictionary, element: item.key ?? item.value,
          value: item.key == nil ? nil : item.value, clauses: clauses))
    }
    if !clauses.isEmpty, let element = elements.first {
      return .comprehension(.init(kind: .set, element: element, value: nil, clauses: clauses))
    }
    return elements.isEmpty ? .dictionary(items) : .set(elements)
  }

  var isAtClause: Bool { isAt(.for) || (isAt(.async) && token(ahead: 1).word == .for) }

  mutating func parseClauses() -> [PythonExpression.Comprehension.Clause] {
    var clauses: [PythonExpression.Comprehension.Clause] = []
    while isAtClause {
      _ = take(.async)
      advance()
      let target = parseTargets()
      _ = take(.in)
      let iterable = parseOperators(1)
      var conditions: [PythonExpression] = []
      while take(.if) {
        let first = current
        var condition = parseOperators(1)
        if take(.walrus) {
          condition = PythonExpression(
            .named(condition, parseExpression()), span: span(from: first))
        }
        conditions.append(condition)
      }
      clauses.append(.init(target: target, iterable: iterable, conditions: conditions))
    }
    return clauses
  }

  /// What `for` assigns to: up to its `in`.
  mutating func parseTargets() -> PythonExpression {
    let first = current
    var targets: [PythonExpression] = []
    var hasComma = false
    while !isAt(.in), !isAtLineEnd {
      let before = position
      let start = current
      let isStarred = take(.times)
      let target = parseOperators(5)
      targets.append(
        isStarred ? PythonExpression(.starred(target), span: span(from: start)) : target)
      if position == before { break }
      guard take(.comma) else { break }
      hasComma = true
    }
    if let only = targets.first, targets.count == 1, !hasComma { return only }
    return PythonExpression(.tuple(targets), span: span(from: first))
  }

  /// The arguments of a call, from its opening parenthesis.
  mutating func parseArguments() -> [PythonArgument] {
    guard depth < SourceLimits.nestingMax else {
      _ = skipTooDeep()
      return []
    }
    depth += 1
    defer { depth -= 1 }
    advance()
    let arguments = parseArgumentList()
    if !take(.rightParenthesis) { noteMissing() }
    return arguments
  }

  private mutating func parseArgumentList() -> [PythonArgument] {
    var arguments: [PythonArgument] = []
    while !isAtBracketEnd {
      let before = position
      let argument = parseArgument()
      if position == before {
        passStrayToken()
      } else {
        arguments.append(argument)
      }
      _ = take(.comma)
    }
    return arguments
  }

  private mutating func parseArgument() -> PythonArgument {
    let first = current
    if take(.times) { return PythonArgument(.star, parseExpression()) }
    if take(.power) { return PythonArgument(.doubleStar, parseExpression()) }
    if token(ahead: 1).word == .assign, let name = takeName(orKeyword: true) {
      advance()
      return PythonArgument(.keyword(name), parseExpression())
    }
    let value = parseNamed()
    guard isAtClause else { return PythonArgument(.positional, value) }
    let clauses = parseClauses()
    let comprehension = PythonExpression.Comprehension(
      kind: .generator, element: value, value: nil, clauses: clauses)
    return PythonArgument(
      .positional, PythonExpression(.comprehension(comprehension), span: span(from: first)))
  }

  /// What is between `[` and `]` behind a value.
  mutating func parseIndices() -> [PythonExpression] {
    guard depth < SourceLimits.nestingMax else { return [skipTooDeep()] }
    depth += 1
    defer { depth -= 1 }
    advance()
    var indices: [PythonExpression] = []
    while !isAtBracketEnd {
      let before = position
      indices.append(parseIndex())
      if position == before { passStrayToken() }
      _ = take(.comma)
    }
    if !take(.rightBracket) { noteMissing() }
    return indices
  }

  private mutating func parseIndex() -> PythonExpression {
    let first = current
    let lower = isAt(.colon) ? nil : parseStarredOrNamed()
    guard take(.colon) else { return lower ?? missing() }
    let upper = parseBound()
    let step = take(.colon) ? parseBound() : nil
    return PythonExpression(.slice(lower, upper, step), span: span(from: first))
  }

  private mutating func parseBound() -> PythonExpression? {
    isAt(.colon) || isAt(.comma) || isAtBracketEnd ? nil : parseExpression()
  }

  /// Passes the words that stand between two expressions, the first of which lies before the
  /// excerpt.
  private mutating func passUnseenStart(into arguments: inout [PythonArgument]) {
    if isAtClause {
      for clause in parseClauses() {
        arguments += ([clause.iterable] + clause.conditions).map { PythonArgument(.positional, $0) }
      }
      return
    }
    switch current.word {
    case .if, .else, .as, .from, .dot, .power, .walrus: advance()
    case let word where word.precedence != nil: advance()
    default: passStrayToken()
    }
  }

  /// The rest of a bracket that was opened before the excerpt.
  private mutating func parseUnseenBracket() -> PythonExpression {
    let first = current
    advance()
    var arguments: [PythonArgument] = []
    while !isAtBracketEnd {
      let before = position
      let argument = parseArgument()
      if position == before {
        passUnseenStart(into: &arguments)
      } else {
        arguments.append(argument)
      }
      // The value of a dictionary's item, the bound of a slice, an annotation, a default value.
      while take(.colon) || take(.assign) {
        arguments.append(PythonArgument(.positional, parseExpression()))
      }
      _ = take(.comma)
    }
    let isCall = isAt(.rightParenthesis) && arguments.contains { $0.name != nil }
    if current.word.isClosingBracket { advance() }
    let nothing = PythonExpression(
      .unreadable([]),
      span: CodeSpan(
        start: Int(first.start), end: Int(first.start), firstLine: Int(first.line) + lineOffset,
        lastLine: Int(first.line) + lineOffset))
    return PythonExpression(
      isCall ? .call(nothing, arguments) : .unreadable(arguments.map(\.value)),
      span: span(from: first))
  }
}
