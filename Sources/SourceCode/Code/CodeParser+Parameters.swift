extension CodeParser {
  /// What is in the parenthesis at the current token, which is passed.
  mutating func readParameters() -> [CodeParameter] {
    let end = min(current.partner, tokens.count)
    advance()
    let parameters = readParameters(to: end)
    leave(end)
    return parameters
  }

  /// Parameters up to a token that is not one of theirs.
  mutating func readParameters(to end: Int) -> [CodeParameter] {
    var parameters: [CodeParameter] = []
    while position < end {
      let start = position
      let annotations = readAnnotations()
      let first = position
      skipParameter(to: end)
      parameters += self.parameters(from: first, to: position, annotations)
      if current.isMark(","), position < end { advance() }
      if position == start { advance() }
    }
    return parameters
  }

  /// `def name a, b = 1` without parentheses: to the end of the line.
  mutating func readBareParameters() -> [CodeParameter] {
    var end = position
    while end < tokens.count, !tokens[end].startsLine || end == position,
      !tokens[end].isMark(";")
    {
      end += 1
    }
    return readParameters(to: end)
  }

  private mutating func skipParameter(to end: Int) {
    var angles = 0
    while position < end {
      if current.isMark(","), angles == 0 { return }
      if current.isMark("<") { angles += 1 }
      if current.isMark(">") { angles = max(angles - 1, 0) }
      if current.kind == .opening {
        position = max(min(current.partner, end), position + 1)
        if position < end, current.kind == .closing { advance() }
      } else {
        advance()
      }
    }
  }

  private func parameters(
    from start: Int, to end: Int, _ annotations: [CodeCall]
  ) -> [CodeParameter] {
    var words: [String] = []
    var colon: Int?
    var angles = 0
    var index = start
    loop: while index < end {
      let token = tokens[index]
      switch token.kind {
      case .label: return [CodeParameter(name: token.text, annotations: annotations)]
      case .word where angles == 0:
        let isModifier = grammar.keywords[token.text] == .modifier
        if !isModifier || index == end - 1 { words.append(token.text) }
      case .opening:
        if token.text == "{", words.isEmpty, colon == nil {
          return destructured(from: index + 1, to: min(token.partner, end), annotations)
        }
        // `Json(payload): Json<NewBoat>`: the pattern gives the name.
        if token.text == "(", colon == nil, !words.isEmpty, index + 1 < end,
          tokens[index + 1].kind == .word
        {
          words[words.count - 1] = tokens[index + 1].text
        }
        index = min(token.partner, end)
      case .mark:
        if token.text == "<" { angles += 1 }
        if token.text == ">" { angles -= 1 }
        if token.text == "=" || token.text == "\\\\" { break loop }
        if token.text == ":" || token.text == "?:", colon == nil { colon = words.count }
        if [".", "\\", "::"].contains(token.text), !words.isEmpty, colon != words.count {
          // Of a qualified type the last word counts.
          words.removeLast()
        }
      default: break
      }
      index += 1
    }
    guard let parameter = parameter(words, colon: colon) else { return [] }
    return [
      CodeParameter(name: parameter.name, type: parameter.type, annotations: annotations)
    ]
  }

  private func parameter(_ words: [String], colon: Int?) -> (name: String, type: String?)? {
    guard let first = words.first, let last = words.last else { return nil }
    if let colon, colon > 0, colon <= words.count {
      return (words[colon - 1], colon < words.count ? last : nil)
    }
    if let variable = words.last(where: { $0.hasPrefix("$") }) {
      return (variable, first == variable ? nil : first)
    }
    if words.count == 1 { return (first, nil) }
    return grammar.typesFollowNames ? (first, last) : (last, words[words.count - 2])
  }

  /// `{ email, name = "x", ...rest }`: a parameter for each.
  private func destructured(
    from start: Int, to end: Int, _ annotations: [CodeCall]
  ) -> [CodeParameter] {
    var parameters: [CodeParameter] = []
    for index in start..<max(start, end) {
      let before = tokens[max(index - 1, 0)]
      if tokens[index].kind == .word, before.isOpening("{") || before.isMark(",") {
        parameters.append(CodeParameter(name: tokens[index].text, annotations: annotations))
      }
    }
    return parameters
  }

  // MARK: Types

  /// Passes a type and gives its last word outside of type arguments.
  mutating func readType() -> String? {
    var angles = 0
    var name: String?
    let start = position
    while !isAtEnd, position - start < SourceLimits.chainMax {
      let token = current
      if token.startsLine, position > start, angles == 0, !ignoresNewlines,
        grammar.newlinesEndStatements, !continuesLine
      {
        break
      }
      switch token.kind {
      case .word:
        if angles == 0, keyword() != nil, keyword() != .modifier, position > start,
          grammar.keywords[token.text] != .infix
        {
          return name
        }
        if angles == 0 { name = token.text }
        advance()
      case .opening
      where token.text == "{" && angles == 0 && position > start
        && !self.token(-1).isMark("|"):
        return name
      case .opening:
        leave(token.partner)
      case .mark:
        if token.text == "<" { angles += 1 }
        if token.text == ">" { angles -= 1 }
        let ends = ["=", ",", ";", ":=", ":"].contains(token.text) && angles <= 0
        let isArrow = token.text == "=>" && !self.token(-1).isClosing(")")
        if ends || angles < 0 || isArrow || (token.text == "=>" && angles == 0 && endsArrowType) {
          return name
        }
        advance()
      case .string, .number: advance()
      default: return name
      }
    }
    return name
  }

  /// Whether the arrow here begins a body and is no part of a type: `(x): Promise<void> => {`.
  private var endsArrowType: Bool { token(1).isOpening("{") }

  /// Passes `<…>`, at most a short stretch.
  mutating func skipTypeArguments() {
    if let end = endOfTypeArguments(from: position) {
      position = end + 1
    } else {
      advance()
    }
  }

  /// The index of the `>` that closes the `<` at an index, if what is between can be types.
  func endOfTypeArguments(from start: Int) -> Int? {
    var angles = 0
    var index = start
    while index < min(tokens.count, start + 64) {
      let token = tokens[index]
      switch token.kind {
      case .word, .string: break
      case .opening:
        guard token.text != "(" || angles > 0 else { return nil }
        index = min(token.partner, tokens.count - 1)
      case .mark:
        switch token.text {
        case "<": angles += 1
        case ">":
          angles -= 1
          if angles == 0 { return index }
        case ",", ".", "?", "|", "&", "::", ":", "=", "*", "->", "=>", "_": break
        default: return nil
        }
      default: return nil
      }
      index += 1
    }
    return nil
  }
}
