extension CodeParser {
  /// A value, or several with commas between, as a list.
  mutating func readExpressions() -> CodeExpression {
    let start = position
    var values = [readExpression()]
    while current.isMark(","), !isInHead, !endsStatement, grammar.newlinesEndStatements {
      advance()
      let before = position
      values.append(readArgument().value)
      if position == before { break }
    }
    return values.count == 1
      ? values[0] : CodeExpression(kind: .list(values), span: span(from: start))
  }

  /// Values with operators between them.
  mutating func readExpression() -> CodeExpression {
    let start = position
    guard depth < SourceLimits.nestingMax else {
      skipOne()
      return CodeExpression(kind: .nothing, span: span(from: start))
    }
    depth += 1
    defer { depth -= 1 }
    var values = [readTerm()]
    var operators: [String] = []
    var questions = 0
    while values.count < SourceLimits.chainMax, !endsExpression {
      if current.isMark("?") { questions += 1 }
      if current.isMark(":") {
        guard questions > 0 else { break }
        questions -= 1
      }
      let before = position
      guard let sign = takeOperator() else { break }
      operators.append(sign)
      if sign == "as" || sign == "is" || sign == "instanceof" || sign == "satisfies",
        grammar.hasGenerics
      {
        let typeStart = position
        let name = readType() ?? ""
        values.append(CodeExpression(kind: .name(name), span: span(from: typeStart)))
      } else {
        values.append(readTerm())
      }
      if position == before { break }
    }
    guard values.count > 1 else { return values[0] }
    return CodeExpression(
      kind: .operation(values, Array(operators.prefix(values.count - 1))), span: span(from: start))
  }

  /// Passes one token or one bracket with all that is in it.
  mutating func skipOne() {
    if current.kind == .opening {
      leave(current.partner)
    } else if current.kind != .closing {
      advance()
    }
  }

  private var endsExpression: Bool {
    if isAtEnd || current.kind == .closing { return true }
    return endsStatement
  }

  /// The operator at the current token, which is passed; empty when two values stand side by side.
  private mutating func takeOperator() -> String? {
    let token = current
    switch token.kind {
    case .mark:
      if Self.separators.contains(token.text) { return nil }
      if token.text == "{" { return nil }
      if Self.assigning.contains(token.text), !isInHead, !ignoresNewlines { return nil }
      if token.text == "=>" || token.text == "->" {
        guard token.text == "=>", grammar.callsWithoutParentheses, grammar.pipe == nil else {
          return nil
        }
      }
      if grammar.suffixMarks.contains(token.text), !token.followsBlank {
        advance()
        return takeOperator()
      }
      advance()
      return token.text
    case .word:
      switch keyword() {
      case .infix:
        advance()
        if token.text == "not" || current.text == "not", takeWord("in") || takeWord("not") {
          return "not in"
        }
        return token.text
      case nil, .prefix, .new, .lambda, .type: return juxtaposition
      case .function: return juxtaposition
      case .modifier: return juxtaposition
      case .clause where grammar.pipe != nil:
        advance()
        return token.text
      default: return nil
      }
    case .string, .number, .symbol: return juxtaposition
    default: return nil
    }
  }

  /// Two values side by side: `Type name`, `name Type`, a cast, or what is not understood.
  private var juxtaposition: String? { "" }

  private static let separators: Set<String> = [",", ";", "@"]
  private static let assigning: Set<String> = [
    "=", ":=", "+=", "-=", "*=", "/=", "||=", "&&=", "??=", "|=", ".=", "<-",
  ]

  // MARK: Arguments

  /// What is in the bracket at the current token, which is passed.
  mutating func readArguments() -> [CodeArgument] {
    let end = current.partner
    advance()
    let outer = (ignoresNewlines, isInHead, isInBareCall, isInChoice)
    (ignoresNewlines, isInHead, isInBareCall, isInChoice) = (true, false, false, false)
    defer { (ignoresNewlines, isInHead, isInBareCall, isInChoice) = outer }
    var arguments: [CodeArgument] = []
    guard depth < SourceLimits.nestingMax else {
      leave(end)
      return arguments
    }
    depth += 1
    defer { depth -= 1 }
    while position < end, !isAtEnd {
      let start = position
      if takeMark(",") || takeMark(";") { continue }
      arguments.append(readArgument())
      if position == start { advance() }
    }
    leave(end)
    return arguments
  }

  /// `value`, `key: value`, `key => value`, `key = value`.
  mutating func readArgument() -> CodeArgument {
    let start = position
    if current.kind == .label {
      let key = current.text
      advance()
      // `f(name:)` gives the variable of that name.
      if current.isMark(",") || current.kind == .closing || isAtEnd {
        return CodeArgument(
          key: key, value: CodeExpression(kind: .name(key), span: span(from: start)))
      }
      return CodeArgument(key: key, value: readExpression())
    }
    let isKey = [.word, .string, .number, .symbol].contains(current.kind)
    if isKey, token(1).kind == .mark, grammar.keySeparators.contains(token(1).text),
      token(1).text != ":" || token(2).kind != .mark || token(2).text != ":"
    {
      let key = current.text
      position += 2
      return CodeArgument(key: key, value: readExpression())
    }
    let value = readExpression()
    if current.kind == .mark, grammar.keySeparators.contains(current.text), !endsStatement {
      advance()
      return CodeArgument(key: value.plainName, value: readExpression())
    }
    return CodeArgument(key: nil, value: value)
  }

  /// `{…}` as a value with members; functions among them are theirs.
  mutating func readObject() -> CodeExpression {
    let start = position
    let end = current.partner
    advance()
    let outer = (ignoresNewlines, isInHead, isInBareCall, isInChoice)
    (ignoresNewlines, isInHead, isInBareCall, isInChoice) = (true, false, false, false)
    defer { (ignoresNewlines, isInHead, isInBareCall, isInChoice) = outer }
    var members: [CodeArgument] = []
    guard depth < SourceLimits.nestingMax else {
      leave(end)
      return CodeExpression(kind: .nothing, span: span(from: start))
    }
    depth += 1
    defer { depth -= 1 }
    while position < end, !isAtEnd {
      let before = position
      if takeMark(",") || takeMark(";") { continue }
      ignoresNewlines = false
      let isFunction = isMemberFunction
      ignoresNewlines = true
      if isFunction {
        let statement = readMemberFunction([], from: position)
        if let block = statement.blocks.first {
          members.append(
            CodeArgument(
              key: block.name, value: CodeExpression(kind: .lambda(block), span: block.span)))
        }
      } else {
        var member = readArgument()
        // `{ name }` is short for `{ name: name }`.
        if member.key == nil, case .name(let name) = member.value.kind { member.key = name }
        members.append(member)
      }
      if position == before { advance() }
    }
    leave(end)
    return CodeExpression(kind: .object(members), span: span(from: start))
  }

  /// `[…]` or `(…)`: a list, or an object when its members have keys.
  mutating func readList() -> CodeExpression {
    let start = position
    let isRound = current.text == "("
    let arguments = readArguments()
    if arguments.contains(where: { $0.key != nil }) {
      return CodeExpression(kind: .object(arguments), span: span(from: start))
    }
    if isRound, arguments.count == 1 {
      var value = arguments[0].value
      value.span = span(from: start)
      return value
    }
    return CodeExpression(kind: .list(arguments.map(\.value)), span: span(from: start))
  }
}
