extension CodeParser {
  /// The members, calls and indices behind a value, as the links of one chain.
  mutating func readLinks(behind value: CodeExpression) -> CodeExpression {
    var chain = Chain(value)
    // What can be nothing else than a value needs no look at what is behind it.
    while chain.links.count < SourceLimits.chainMax {
      let start = position
      guard readLink(into: &chain), position > start else { break }
    }
    return chain.value(endingAt: position > 0 ? span(from: position - 1) : value.span)
  }

  /// A chain that grows.
  struct Chain {
    var links: [CodeLink]
    let first: CodeExpression
    /// Whether the first value is a name, which can be called.
    let isNamed: Bool

    init(_ value: CodeExpression) {
      first = value
      switch value.kind {
      case .name(let name):
        links = [CodeLink(name: name, separator: "", span: value.span)]
        isNamed = true
      case .chain(let known):
        links = known
        isNamed = true
      default:
        links = [CodeLink(name: "", separator: "", head: value, span: value.span)]
        isNamed = false
      }
    }

    func value(endingAt end: CodeSpan) -> CodeExpression {
      guard let link = links.first else { return first }
      let isBare =
        links.count == 1 && link.arguments == nil && link.index == nil
        && link.block == nil
      if isBare { return first }
      return CodeExpression(kind: .chain(links), span: first.span.through(links.last?.span ?? end))
    }

    /// Gives the last link arguments, or a link of its own to what was called already.
    mutating func call(_ arguments: [CodeArgument], _ span: CodeSpan) {
      let last = links.count - 1
      if links[last].arguments == nil, links[last].index == nil, links[last].head == nil {
        links[last].arguments = arguments
        links[last].span = links[last].span.through(span)
      } else {
        links.append(CodeLink(name: "", separator: "", arguments: arguments, span: span))
      }
    }

    mutating func attach(_ block: CodeBlock) {
      let last = links.count - 1
      links[last].block = block
      if links[last].arguments == nil { links[last].arguments = [] }
      links[last].span = links[last].span.through(block.span)
    }
  }

  /// Reads one link; `false` when none is here.
  private mutating func readLink(into chain: inout Chain) -> Bool {
    let token = current
    if token.startsLine, grammar.newlinesEndStatements, !ignoresNewlines, !continuesLine {
      return false
    }
    switch token.kind {
    case .mark: return readMarkLink(into: &chain)
    case .opening: return readBracketLink(into: &chain)
    case .string where isTag(token, chain):
      let start = position
      let text = readTagged()
      chain.call([CodeArgument(key: nil, value: text)], span(from: start))
      return true
    case .word where keyword() == .opening && token.text == "do":
      guard !isInHead, !isInBareCall, grammar.hasTrailingLambdas, grammar.blocksEndWithWord,
        chain.isNamed || chain.links.count > 1, depth < SourceLimits.nestingMax
      else { return false }
      chain.attach(readWordBlock())
      return true
    default: return readBareArguments(into: &chain)
    }
  }

  /// A template behind a name: `` sql`…` ``.
  private func isTag(_ token: CodeToken, _ chain: Chain) -> Bool {
    chain.isNamed && !token.followsBlank && grammar.pipe == nil
      && !grammar.callsWithoutParentheses && chain.links.last?.head == nil
  }

  private mutating func readTagged() -> CodeExpression {
    let start = position
    let string = CodeString(
      value: current.text, interpolations: current.interpolations, isPattern: false)
    advance()
    return CodeExpression(kind: .string(string), span: span(from: start))
  }

  private mutating func readMarkLink(into chain: inout Chain) -> Bool {
    let token = current
    if grammar.memberOperators.contains(token.text) { return readMember(into: &chain) }
    if token.text == grammar.pipe {
      advance()
      var next = Chain(readOperand(behindPipe: ()))
      while next.links.count < SourceLimits.chainMax, !current.isMark(token.text) {
        let start = position
        guard readLink(into: &next), position > start else { break }
      }
      if !next.links.isEmpty { next.links[0].separator = token.text }
      chain.links += next.links
      return true
    }
    if token.text == "<" || token.text == "<>", grammar.hasGenerics, chain.isNamed,
      !token.followsBlank
    {
      return readTypeArguments()
    }
    // `format!(…)`, `value!.name`, `found?`.
    if grammar.suffixMarks.contains(token.text), !token.followsBlank,
      !(token.text == "?" && self.token(1).followsBlank && grammar.memberOperators.contains("?.")
        && !grammar.startsWithDot)
    {
      advance()
      return true
    }
    return false
  }

  private mutating func readOperand(behindPipe: Void) -> CodeExpression {
    let start = position
    guard current.kind == .word, keyword() == nil || keyword() == .choice else {
      return readTermBehindPipe()
    }
    if keyword() == .choice {
      let statement = readControl()
      return CodeExpression(kind: .control(statement), span: span(from: start))
    }
    let name = current.text
    advance()
    return CodeExpression(kind: .name(name), span: span(from: start))
  }

  private mutating func readTermBehindPipe() -> CodeExpression {
    guard depth < SourceLimits.nestingMax, current.kind == .opening else {
      return CodeExpression(kind: .nothing, span: span(from: position))
    }
    return readList()
  }

  /// `.name`, `?.name`, `->name`, `::name`, `.(…)`, `::<T>`, `.0`, `->{name}`.
  private mutating func readMember(into chain: inout Chain) -> Bool {
    let separator = current.text
    let start = position
    // A symbol or a type behind blanks is no member.
    if separator == "::", current.followsBlank, grammar.callsWithoutParentheses { return false }
    advance()
    let token = current
    switch token.kind {
    case .word, .number, .label:
      guard token.kind != .label || !isInHead || true else { return false }
      // Behind a member operator a label is a name and a colon that belongs to something else.
      advance()
      chain.links.append(
        CodeLink(name: token.text, separator: separator, span: span(from: start)))
    case .opening where token.text == "(" || token.text == "{" || token.text == "[":
      let arguments = readArguments()
      if token.text == "{" {
        chain.links.append(
          CodeLink(name: "", separator: separator, span: span(from: start)))
      } else {
        chain.call(arguments, span(from: start))
      }
    case .mark where token.text == "<" && grammar.hasGenerics: skipTypeArguments()
    case .mark where token.text == "*" || token.text == "#": advance()
    default: return false
    }
    return true
  }

  /// `name<Type>` before a call or a literal.
  private mutating func readTypeArguments() -> Bool {
    if current.text == "<>" {
      advance()
      return true
    }
    guard let end = endOfTypeArguments(from: position), tokens.indices.contains(end + 1) else {
      return false
    }
    let next = tokens[end + 1]
    let isType =
      next.isOpening("(") || next.isOpening("{") || next.isOpening("[") || next.kind == .word
      || next.kind == .closing || next.isMark(".") || next.isMark("::") || next.isMark(",")
      || next.isMark("?") || next.isMark("=") || next.isMark(">") || next.isMark("&")
      || next.kind == .string
    guard isType else { return false }
    position = end + 1
    return true
  }

  private mutating func readBracketLink(into chain: inout Chain) -> Bool {
    let token = current
    let start = position
    switch token.text {
    case "(":
      guard !(token.followsBlank && grammar.callsWithoutParentheses) else {
        return readBareArguments(into: &chain)
      }
      guard !token.startsLine || !grammar.newlinesEndStatements || ignoresNewlines else {
        return false
      }
      chain.call(readArguments(), span(from: start))
      return true
    case "[":
      if token.followsBlank {
        guard grammar.callsWithoutParentheses else { return false }
        return readBareArguments(into: &chain)
      }
      let index = readArguments()
      let last = chain.links.count - 1
      if chain.links[last].index == nil {
        chain.links[last].index = index
        chain.links[last].span = chain.links[last].span.through(span(from: start))
      } else {
        chain.links.append(
          CodeLink(name: "", separator: "", index: index, span: span(from: start)))
      }
      return true
    default: return readBraceLink(into: &chain)
    }
  }

  private mutating func readBraceLink(into chain: inout Chain) -> Bool {
    guard current.isOpening("{"), chain.isNamed, depth < SourceLimits.nestingMax else {
      return false
    }
    guard !current.startsLine || ignoresNewlines else { return false }
    if grammar.literalsFollowNames, grammar.pipe == nil {
      guard !isInHead, chain.links.last?.arguments == nil,
        grammar.newlinesEndStatements
          || grammar.barsAreLambdas
      else { return false }
      let start = position
      chain.call(readObject().members, span(from: start))
      return true
    }
    if grammar.pipe != nil {
      // `%User{name: x}`: the mark was read as a prefix.
      guard !current.followsBlank else { return false }
      let start = position
      chain.call(readObject().members, span(from: start))
      return true
    }
    guard grammar.hasTrailingLambdas,
      !(isInHead && grammar.headsAreBare && !grammar.blocksEndWithWord)
    else { return false }
    // An expression that is no call takes no function: `name { get }` is a property.
    chain.attach(readBraceLambda())
    return true
  }

  // MARK: Calls without parentheses

  private mutating func readBareArguments(into chain: inout Chain) -> Bool {
    guard grammar.callsWithoutParentheses, chain.isNamed, startsBareArgument,
      let last = chain.links.last, last.arguments == nil, last.index == nil,
      depth < SourceLimits.nestingMax
    else { return false }
    let start = position
    let outer = isInBareCall
    isInBareCall = true
    depth += 1
    var arguments: [CodeArgument] = []
    repeat {
      // A comma continues the call on the next line.
      let before = position
      let outerNewlines = ignoresNewlines
      if current.startsLine, !arguments.isEmpty, !isAtEnd { ignoresNewlines = outerNewlines }
      arguments.append(readArgument())
      if position == before { break }
    } while takeMark(",")
    depth -= 1
    isInBareCall = outer
    chain.call(arguments, span(from: start))
    return true
  }

  /// Whether what is here, behind a name and a blank, can only be an argument.
  private var startsBareArgument: Bool {
    let token = current
    guard token.followsBlank, !token.startsLine else { return false }
    switch token.kind {
    case .string, .number, .symbol, .label: return true
    case .word:
      switch keyword() {
      case nil, .prefix, .lambda, .new: return true
      case .type, .function, .modifier: return true
      default: return false
      }
    case .opening:
      // `name [1]` and `name (1)` give an argument; `name {` a function.
      return token.text != "{" || (grammar.pipe != nil && grammar.braces == .list)
    case .mark:
      let next = self.token(1)
      let isTight = !next.followsBlank && !next.startsLine
      if token.text == "->" {
        return !isInHead && grammar.pipe == nil && grammar.lambdaArrows.isEmpty
      }
      return isTight && ["*", "**", "&", "-", "::", "!", "%", "^", "@"].contains(token.text)
        && (token.text != "&" || grammar.pipe != nil || next.kind == .word || next.kind == .symbol)
    default: return false
    }
  }
}
