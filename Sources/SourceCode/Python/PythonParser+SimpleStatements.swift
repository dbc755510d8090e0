extension PythonParser {
  /// The statements of one line, with semicolons between them, and the line's end.
  mutating func parseSimpleLine() -> [PythonStatement] {
    var statements: [PythonStatement] = []
    repeat {
      let first = current
      let before = position
      let kind = parseSimple()
      if position > before {
        statements.append(PythonStatement(kind, span: span(from: first)))
      }
      // It has passed its own end of line.
      if case .partialHead = kind { return statements }
      if !isAtLineEnd, !isAt(.semicolon) {
        let rest = current
        let parts = salvageLine()
        statements.append(PythonStatement(.unreadable(parts), span: span(from: rest)))
      }
    } while take(.semicolon) && !isAtLineEnd
    if current.kind == .newline { advance() }
    return statements
  }

  private mutating func parseSimple() -> PythonStatement.Kind {
    switch current.word {
    case .pass: return parseWord(.pass)
    case .break: return parseWord(.break)
    case .continue: return parseWord(.continue)
    case .return:
      advance()
      return .return(isAtStatementEnd ? nil : parseExpressionList())
    case .raise: return parseRaise()
    case .import: return parseImport()
    case .from: return parseImportFrom()
    case .del:
      advance()
      let targets = parseExpressionList()
      if case .tuple(let targets) = targets.kind { return .delete(targets) }
      return .delete([targets])
    case .assert:
      advance()
      let test = parseExpression()
      return .assert(test, message: take(.comma) ? parseExpression() : nil)
    case .global:
      advance()
      return .global(parseNames())
    case .nonlocal:
      advance()
      return .nonlocal(parseNames())
    default: return parseTypeAlias() ?? parsePrint() ?? parseExpressionStatement()
    }
  }

  private var isAtStatementEnd: Bool { isAtLineEnd || isAt(.semicolon) }

  private mutating func parseWord(_ kind: PythonStatement.Kind) -> PythonStatement.Kind {
    advance()
    return kind
  }

  private mutating func parseNames() -> [String] {
    var names: [String] = []
    while let name = takeName() {
      names.append(name)
      guard take(.comma) else { break }
    }
    return names
  }

  private mutating func parseRaise() -> PythonStatement.Kind {
    advance()
    // Python 2 had `raise Type, value`.
    let value = isAtStatementEnd ? nil : parseExpressionList()
    return .raise(value, cause: take(.from) ? parseExpression() : nil)
  }

  private mutating func parseImport() -> PythonStatement.Kind {
    advance()
    var names: [PythonImportedName] = []
    while let name = takeDottedName() {
      names.append(PythonImportedName(name: name, alias: take(.as) ? takeName() : nil))
      guard take(.comma) else { break }
    }
    return .import(names)
  }

  private mutating func parseImportFrom() -> PythonStatement.Kind {
    advance()
    var level = 0
    while true {
      if take(.dot) {
        level += 1
      } else if take(.ellipsis) {
        level += 3
      } else {
        break
      }
    }
    let module = takeDottedName() ?? ""
    guard take(.import) else { return .importFrom(module: module, level: level, []) }
    if take(.times) {
      return .importFrom(
        module: module, level: level, [PythonImportedName(name: "*", alias: nil)])
    }
    let isBracketed = take(.leftParenthesis)
    var names: [PythonImportedName] = []
    while let name = takeName() {
      names.append(PythonImportedName(name: name, alias: take(.as) ? takeName() : nil))
      guard take(.comma) else { break }
    }
    if isBracketed { _ = take(.rightParenthesis) }
    return .importFrom(module: module, level: level, names)
  }

  private mutating func takeDottedName() -> String? {
    guard var name = takeName() else { return nil }
    while isAt(.dot) {
      advance()
      guard let part = takeName(orKeyword: true) else { break }
      name += "." + part
    }
    return name
  }

  /// `type Name = …`, where `type` is a keyword.
  private mutating func parseTypeAlias() -> PythonStatement.Kind? {
    guard isName(current, "type"), token(ahead: 1).kind == .name,
      token(ahead: 2).word == .assign || token(ahead: 2).word == .leftBracket
    else { return nil }
    advance()
    guard let name = takeName() else { return nil }
    if isAt(.leftBracket) { skipBalanced() }
    _ = take(.assign)
    return .typeAlias(name, parseExpression())
  }

  /// Python 2's `print value` and `exec code`, read as calls.
  private mutating func parsePrint() -> PythonStatement.Kind? {
    let first = current
    let next = token(ahead: 1)
    guard isName(first, "print") || isName(first, "exec"), next.beginsOperand,
      !next.word.isOpeningBracket
    else { return nil }
    advance()
    let callee = PythonExpression(.name(text(of: first)), span: span(of: first))
    let values = parseExpressionList()
    var arguments = [PythonArgument(.positional, values)]
    if case .tuple(let elements) = values.kind {
      arguments = elements.map { PythonArgument(.positional, $0) }
    }
    return .expression(PythonExpression(.call(callee, arguments), span: span(from: first)))
  }

  private mutating func parseExpressionStatement() -> PythonStatement.Kind {
    let first = current
    let expression = parseExpressionList()
    if current.word.isAugmentedAssignment {
      let word = current.word.rawValue
      advance()
      return .augment(expression, word, parseExpressionList())
    }
    if isAt(.assign) { return parseAssignment(to: expression) }
    if first.kind == .unseenBracket { return parsePartialHead(expression) }
    guard isAt(.colon) else { return .expression(expression) }
    if token(ahead: 1).kind == .newline { return .partialHead([expression], parseBlock()) }
    advance()
    let annotation = parseExpression()
    return .annotate(
      expression, annotation, value: take(.assign) ? parseExpressionList() : nil)
  }

  private mutating func parseAssignment(to first: PythonExpression) -> PythonStatement.Kind {
    var targets = [first]
    while take(.assign) { targets.append(parseExpressionList()) }
    let value = targets.removeLast()
    return .assign(targets, value)
  }

  /// What follows a bracket that was opened before the excerpt: often the end of a statement's
  /// head.
  private mutating func parsePartialHead(_ bracket: PythonExpression) -> PythonStatement.Kind {
    var parts = [bracket]
    while !isAtStatementEnd, !(isAt(.colon) && token(ahead: 1).kind == .newline) {
      let before = position
      parts.append(parseNamed())
      if position == before {
        parts.removeLast()
        advance()
      }
    }
    if isAt(.colon) { return .partialHead(parts, parseBlock()) }
    return parts.count == 1 ? .expression(bracket) : .unreadable(parts)
  }
}
