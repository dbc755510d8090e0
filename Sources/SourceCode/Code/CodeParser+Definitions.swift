extension CodeParser {
  // MARK: Annotations

  /// `@Name(…)`, `#[Name(…)]` or `[Name(…)]` before a definition.
  mutating func readAnnotations() -> [CodeCall] {
    guard let mark = grammar.annotation else { return [] }
    var annotations: [CodeCall] = []
    while startsAnnotation(mark) {
      if mark == "@" {
        advance()
        let start = position
        let value = readAnnotationName(from: start)
        annotations += value.calls.isEmpty ? [] : [value.calls[value.calls.count - 1]]
      } else {
        let end = current.partner
        advance()
        while position < end, !isAtEnd {
          let start = position
          let value = readAnnotationName(from: start)
          if let call = value.calls.last { annotations.append(call) }
          _ = takeMark(",")
          if position == start { advance() }
        }
        leave(end)
      }
    }
    return annotations
  }

  private func startsAnnotation(_ mark: String) -> Bool {
    if mark == "@" { return current.isMark("@") && token(1).kind == .word }
    guard current.isOpening(mark), tokens.indices.contains(current.partner) else { return false }
    if mark == "#[" { return true }
    // A list cannot begin a statement; what is behind an annotation is a definition's beginning.
    let next = current.partner + 1
    return tokens.indices.contains(next) && token(1).kind == .word
      && (tokens[next].kind == .word || tokens[next].isOpening(mark))
  }

  /// A name with dots and, when a parenthesis follows, its arguments; always as a call.
  private mutating func readAnnotationName(from start: Int) -> CodeExpression {
    var names: [CodeLink] = []
    while current.kind == .word {
      let nameStart = position
      let name = current.text
      advance()
      names.append(
        CodeLink(
          name: name, separator: names.isEmpty ? "" : ".", span: span(from: nameStart)))
      // `@field:NotNull`, `@ORM\Column`, `sea_orm::Model`.
      let isJoint = [".", ":", "\\", "::"].contains(current.text) && current.kind == .mark
      guard isJoint, token(1).kind == .word, !token(1).followsBlank else { break }
      advance()
    }
    guard !names.isEmpty else {
      advance()
      return CodeExpression(kind: .nothing, span: span(from: start))
    }
    let last = names.count - 1
    names[last].arguments =
      current.isOpening("(") && !current.startsLine ? readArguments() : []
    names[last].span = span(from: start)
    return CodeExpression(kind: .chain(names), span: span(from: start))
  }

  // MARK: Functions

  mutating func readFunctionStatement(
    _ annotations: [CodeCall], _ modifiers: [String], from start: Int
  ) -> CodeStatement? {
    var block = readFunction(from: start)
    block.annotations = annotations
    block.modifiers = modifiers
    return definition(block)
  }

  func definition(_ block: CodeBlock) -> CodeStatement {
    var statement = CodeStatement(kind: .definition, span: block.span)
    statement.blocks = [block]
    return statement
  }

  /// From the function's keyword on.
  mutating func readFunction(from start: Int) -> CodeBlock {
    let word = current.text
    advance()
    var block = CodeBlock(kind: .function, span: span(from: start))
    if current.isOpening("("), tokens.indices.contains(current.partner),
      tokens[min(current.partner + 1, tokens.count - 1)].kind == .word,
      grammar.headsAreBare, !grammar.hasTrailingLambdas
    {
      // Go's receiver names the type that the function belongs to.
      block.bases = readParameters().compactMap(\.type)
    }
    block.name = readFunctionName() ?? (grammar.namesOfFunctionWords.contains(word) ? word : nil)
    if current.isMark("<") { skipTypeArguments() }
    if current.isOpening("(") {
      block.parameters = readParameters()
    } else if grammar.callsWithoutParentheses, !endsStatement, keyword() == nil,
      current.kind == .word || current.kind == .label || current.isMark("*")
    {
      block.parameters = readBareParameters()
    }
    readFunctionBody(into: &block)
    block.span = span(from: start)
    return block
  }

  /// The last of the words before the parenthesis: `self.find`, `<T> List<T>.first`.
  private mutating func readFunctionName() -> String? {
    var name: String?
    var count = 0
    while !isAtEnd, count < SourceLimits.unseenBracketsMax {
      count += 1
      if current.isMark("<"), grammar.hasGenerics {
        skipTypeArguments()
      } else if current.kind == .word {
        guard name == nil || token(-1).kind == .mark else { return name }
        name = current.text
        advance()
        // `def name=(value)`.
        if grammar.callsWithoutParentheses, current.isMark("="), !current.followsBlank,
          token(1).isOpening("(")
        {
          advance()
        }
      } else if current.isMark(".") || current.isMark("*") || current.isMark("&") {
        advance()
      } else {
        return name
      }
    }
    return name
  }

  /// Goes over the types behind the parameters and reads the body, if there is one.
  private mutating func readFunctionBody(into block: inout CodeBlock) {
    if grammar.blocksEndWithWord { return readWordFunctionBody(into: &block) }
    while !isAtEnd, current.kind != .closing, !current.isMark(";") {
      if current.isOpening("{") {
        block.statements = readBraces()
        return
      }
      if current.isMark("=>") || current.isMark("=") {
        advance()
        block.statements = [readResult()]
        return
      }
      if current.startsLine, grammar.newlinesEndStatements, !continuesLine,
        keyword() != nil || current.isMark("@") || token(-1).isClosing(")")
      {
        return
      }
      if current.isMark(":") || current.isMark("->") {
        advance()
        _ = readType()
      } else if current.kind == .opening {
        leave(current.partner)
      } else {
        advance()
      }
    }
  }

  private mutating func readWordFunctionBody(into block: inout CodeBlock) {
    // `def f(x), do: y` and `def f = y`.
    if current.isMark(","), token(1).kind == .label {
      advance()
      advance()
      block.statements = [readResult()]
      return
    }
    if current.isMark("=") {
      advance()
      block.statements = [readResult()]
      return
    }
    if grammar.pipe != nil {
      // A guard, and the body's `do`; a head without a body has none.
      if keyword() == .clause {
        advance()
        let outer = (isInHead, isInBareCall)
        (isInHead, isInBareCall) = (true, true)
        _ = readExpression()
        (isInHead, isInBareCall) = outer
      }
      if current.isMark(","), token(1).kind == .label {
        position += 2
        block.statements = [readResult()]
        return
      }
      guard keyword() == .opening else { return }
      advance()
    }
    block.statements = readWordBody()
  }

  /// An expression that is the value of its function.
  mutating func readResult() -> CodeStatement {
    let start = position
    guard depth < SourceLimits.nestingMax else {
      advance()
      return CodeStatement(kind: .result, span: span(from: start))
    }
    depth += 1
    defer { depth -= 1 }
    let value = readExpression()
    var statement = CodeStatement(kind: .result, span: span(from: start))
    statement.value = value
    return statement
  }

  // MARK: Members without a keyword

  /// Whether `[types] name(…) [types] {` stands here: a method of Java, C# or JavaScript.
  var isMemberFunction: Bool {
    guard grammar.definesWithoutKeyword, !ignoresNewlines,
      current.kind == .word || current.isMark("*") || current.isMark("#") || current.isOpening("[")
        || current.isMark("<")
    else { return false }
    var index = position
    let bound = min(tokens.count, position + 48)
    var hasName = false
    while index < bound {
      let token = tokens[index]
      if token.kind == .word || token.kind == .string {
        if let keyword = grammar.keywords[token.text], keyword != .modifier,
          !tokens[min(index + 1, tokens.count - 1)].isOpening("(") || keyword != .new
        {
          return false
        }
        hasName = true
      } else if token.isOpening("(") {
        return hasName && isBodyBehind(token.partner)
      } else if token.isOpening("[") {
        index = token.partner
      } else if token.kind == .mark {
        guard ["<", ">", ".", "?", ",", "*", "#", "&"].contains(token.text) else { return false }
      } else {
        return false
      }
      index += 1
    }
    return false
  }

  /// Whether a function's body follows the parenthesis that closes at an index.
  private func isBodyBehind(_ closing: Int) -> Bool {
    var index = closing + 1
    let bound = min(tokens.count, index + 64)
    var isInType = false
    while index < bound {
      let token = tokens[index]
      if token.isOpening("{") {
        return !token.startsLine || !grammar.newlinesEndStatements || isInType
      }
      if token.isMark("=>") { return !grammar.lambdaArrows.contains("=>") || !isInType }
      if token.kind == .word {
        guard isInType || ["throws", "where"].contains(token.text) else { return false }
        isInType = true
      } else if token.isMark(":") {
        isInType = true
      } else if isInType, token.kind == .opening {
        index = token.partner
      } else if !isInType || token.isMark(";") || token.isMark("=") || token.kind == .closing {
        return false
      }
      index += 1
    }
    return false
  }

  mutating func readMemberFunction(
    _ annotations: [CodeCall], from start: Int
  ) -> CodeStatement {
    var modifiers: [String] = []
    while keyword() == .modifier, !token(1).isOpening("(") {
      modifiers.append(current.text)
      advance()
    }
    var block = CodeBlock(kind: .function, span: span(from: start))
    while !isAtEnd, !current.isOpening("(") {
      if current.isMark("<") {
        skipTypeArguments()
      } else if current.isOpening("[") {
        leave(current.partner)
      } else {
        if current.kind == .word || current.kind == .string { block.name = current.text }
        advance()
      }
    }
    block.parameters = readParameters()
    readFunctionBody(into: &block)
    block.annotations = annotations
    block.modifiers = modifiers
    block.span = span(from: start)
    return definition(block)
  }

  // MARK: Types

  mutating func readTypeStatement(
    _ annotations: [CodeCall], _ modifiers: [String], from start: Int
  ) -> CodeStatement? {
    advance()
    var block = CodeBlock(kind: .type, span: span(from: start))
    block.annotations = annotations
    block.modifiers = modifiers
    readTypeHead(into: &block)
    if grammar.blocksEndWithWord {
      if keyword() == .opening { advance() }
      block.statements = readWordBody()
    } else if current.isOpening("{") {
      let outer = isInChoice
      isInChoice = false
      block.statements = readBraces()
      isInChoice = outer
    }
    block.span = span(from: start)
    return definition(block)
  }

  /// The name, the types behind it, and parameters (records, primary constructors).
  private mutating func readTypeHead(into block: inout CodeBlock) {
    var isBase = false
    let line = current.firstLine
    while !isAtEnd, !current.isOpening("{"), !current.isMark(";"), current.kind != .closing {
      if grammar.blocksEndWithWord, current.firstLine != line || keyword() == .opening { return }
      if current.isMark("="), grammar.newlinesEndStatements || !isBase { return }
      if current.isMark("<"), !grammar.callsWithoutParentheses {
        skipTypeArguments()
      } else if current.kind == .word, !(keyword() != nil && isBase && current.startsLine) {
        readTypeWord(into: &block, &isBase)
      } else if current.isOpening("(") {
        if block.parameters.isEmpty, !isBase {
          block.parameters = readParameters()
        } else {
          leave(current.partner)
        }
      } else if current.startsLine, grammar.newlinesEndStatements,
        !current.isMark(":"), !current.isMark(",")
      {
        return
      } else {
        if current.isMark(":") || current.isMark("<") { isBase = true }
        advance()
      }
    }
  }

  private mutating func readTypeWord(into block: inout CodeBlock, _ isBase: inout Bool) {
    let isJoint = ["extends", "implements", "with", "where"].contains(current.text)
    if block.name != nil, isJoint || current.text == "for" {
      // `impl Trait for Name`.
      if current.text == "for", let name = block.name {
        block.bases.append(name)
        block.name = nil
      }
      isBase = isJoint
      advance()
      return
    }
    var name = current.text
    advance()
    while current.kind == .mark, [".", "::", "\\"].contains(current.text), token(1).kind == .word {
      advance()
      name =
        isBase || !grammar.callsWithoutParentheses
        ? current.text : "\(name)\(token(-1).text)\(current.text)"
      advance()
    }
    if block.name == nil {
      block.name = name
    } else if isBase {
      block.bases.append(name)
    }
  }
}
