extension SwiftParser {
  /// A bracket that is open in a statement.
  private struct Opening {
    /// Where the callee begins and whether all of it is in sight; `nil` for what is no call.
    var callee: (first: Int, isWhole: Bool)?
    var arguments: [SwiftCall.Argument] = []
    /// The first token of the argument at hand.
    var argumentStart: Int
    var label: String?
  }

  /// One statement with its blocks.
  mutating func parseStatement(inSwitch: Bool) -> SwiftStatement {
    let first = position
    let isCase = inSwitch && isAtCase
    // The parentheses of a pattern, and of an enum's case, call nothing.
    let isPattern = isAt("case")
    let kind = isCase ? .switchCase : parseKind()
    var statement = SwiftStatement(
      kind: kind, span: span(from: first, to: first), head: span(from: first, to: first))
    var openings: [Opening] = []
    var headEnd: Int?
    // Where the last block ended, and whether a value was given before.
    var clauseStart: Int?
    var hasValue = false
    while !isAtEnd {
      let token = current
      if position > first, openings.isEmpty, token.startsLine, endsStatement(before: token) {
        break
      }
      if token.isPunctuation(";"), openings.isEmpty {
        position += 1
        break
      }
      if token.isPunctuation("}") { break }
      if isCase, token.isPunctuation(":"), openings.isEmpty {
        position += 1
        headEnd = position
        statement.blocks.append(parseCaseBody())
        break
      }
      if token.isPunctuation("{") {
        if openings.isEmpty { headEnd = headEnd ?? position }
        let role = roleOfBlock(
          in: statement.kind, clauseStart: clauseStart, hasValue: hasValue,
          isNested: !openings.isEmpty)
        let hasEnded = parseBlock(role, of: &statement, isNested: !openings.isEmpty)
        if openings.isEmpty { clauseStart = position }
        if hasEnded { break }
        continue
      }
      if token.kind == .operator, token.symbol == UInt8(ascii: "="), openings.isEmpty {
        hasValue = true
      }
      let isSignature = isPattern || (statement.isFunction && headEnd == nil && openings.isEmpty)
      readToken(into: &statement, &openings, isSignature: isSignature)
      position += 1
    }
    statement.span = span(from: first, to: position)
    statement.head = span(from: first, to: headEnd ?? position)
    return statement
  }

  private mutating func readToken(
    into statement: inout SwiftStatement, _ openings: inout [Opening], isSignature: Bool
  ) {
    let token = current
    if token.kind == .string {
      let literal = bytes[token.start..<token.end]
      statement.strings.append(
        SwiftString(
          value: SwiftEscapes.value(ofLiteral: literal),
          span: span(from: position, to: position + 1)))
      return
    }
    guard token.kind == .punctuation else { return }
    switch token.symbol {
    case UInt8(ascii: "("), UInt8(ascii: "["):
      let isCall = token.symbol == UInt8(ascii: "(") && !isSignature
      let callee = isCall ? calleeBefore(position) : nil
      openings.append(Opening(callee: callee, argumentStart: position + 1))
    case UInt8(ascii: ":"):
      guard let last = openings.last, last.label == nil, position == last.argumentStart + 1 else {
        return
      }
      openings[openings.count - 1].label = text(of: self.token(at: position - 1))
      openings[openings.count - 1].argumentStart = position + 1
    case UInt8(ascii: ","):
      if !openings.isEmpty { endArgument(&openings[openings.count - 1], next: position + 1) }
    case UInt8(ascii: ")"), UInt8(ascii: "]"):
      guard var opening = openings.popLast() else { return }
      endArgument(&opening, next: position)
      guard let callee = opening.callee, token.symbol == UInt8(ascii: ")") else { return }
      statement.calls.append(call(opening, callee))
    default: break
    }
  }

  private func endArgument(_ opening: inout Opening, next: Int) {
    let end = current.isPunctuation(",") ? next - 1 : next
    if end > opening.argumentStart {
      opening.arguments.append(
        SwiftCall.Argument(
          label: opening.label, span: span(from: opening.argumentStart, to: end)))
    }
    opening.label = nil
    opening.argumentStart = next
  }

  private func call(_ opening: Opening, _ callee: (first: Int, isWhole: Bool)) -> SwiftCall {
    var name = ""
    var index = callee.first
    while index < position, !token(at: index).isPunctuation("(") {
      let token = token(at: index)
      if token.kind == .word {
        name += (name.isEmpty ? "" : ".") + text(of: token)
      }
      index += 1
    }
    return SwiftCall(
      callee: name, isWholeCallee: callee.isWhole, arguments: opening.arguments,
      span: span(from: callee.first, to: position + 1))
  }

  /// Where the callee before an opening parenthesis begins: names with dots, `?` and `!` between.
  private func calleeBefore(_ parenthesis: Int) -> (first: Int, isWhole: Bool)? {
    let open = token(at: parenthesis)
    var index = parenthesis - 1
    guard index >= 0, token(at: index).kind == .word, token(at: index).end == open.start,
      !isKeyword(token(at: index))
    else { return nil }
    // A chain longer than this is no callee of names.
    let earliest = max(0, index - 40)
    while index - 1 >= earliest, token(at: index - 1).isPunctuation(".") {
      var before = index - 2
      if before >= 0, token(at: before).kind == .operator, isOptionalMark(token(at: before)) {
        before -= 1
      }
      // `.create(…)`, or the base is a call: only the name is in sight.
      guard before >= 0, token(at: before).kind == .word, !isKeyword(token(at: before)) else {
        return (index, false)
      }
      index = before
    }
    return (index, true)
  }

  private func isOptionalMark(_ token: SwiftToken) -> Bool {
    token.end - token.start == 1 && (token.symbol == 0x3F || token.symbol == 0x21)
  }

  private func isKeyword(_ token: SwiftToken) -> Bool {
    Self.keywords.contains { isWord(token, $0) }
  }

  private static let keywords: [StaticString] = [
    "if", "guard", "while", "switch", "for", "in", "return", "throw", "try", "await", "case",
    "where", "else", "let", "var", "catch", "repeat", "is", "as", "func", "throws",
  ]

  /// What the block at the current brace is to its statement, told by the words before it.
  private func roleOfBlock(
    in kind: SwiftStatement.Kind, clauseStart: Int?, hasValue: Bool, isNested: Bool
  ) -> SwiftBlock.Role {
    if isNested { return .closure }
    if let clauseStart, isWord(token(at: clauseStart), "catch") { return .catch }
    if isWord(token(at: position - 1), "else") { return .orelse }
    if let clauseStart, isWord(token(at: clauseStart), "else") { return .alternative }
    // The accessors of a property.
    if case .binding = kind, !hasValue { return .body }
    return kind.hasBody ? .body : .closure
  }

  /// Reads the block at the current brace into the statement. Whether it ended the statement.
  private mutating func parseBlock(
    _ role: SwiftBlock.Role, of statement: inout SwiftStatement, isNested: Bool
  ) -> Bool {
    let word = token(at: position - 1)
    if role == .closure, word.kind == .word, !isKeyword(word), let callee = calleeEnding(at: word) {
      // A call without parentheses: all of its arguments are the closure.
      statement.calls.append(
        call(Opening(callee: callee, argumentStart: position), callee))
    }
    let isSwitch = statement.kind == .switch && role == .body
    statement.blocks.append(parseBlock(role, inSwitch: isSwitch))
    guard !isNested else { return false }
    if isAt("else") || isAt("catch") { return false }
    if statement.kind == .repeat, isAt("while") { return false }
    if statement.kind.hasBody { return statement.kind.endsWithBlock || current.startsLine }
    return false
  }

  private func calleeEnding(at word: SwiftToken) -> (first: Int, isWhole: Bool)? {
    var index = position - 1
    guard token(at: index).kind == .word else { return nil }
    var isWhole = true
    while index >= 2, token(at: index - 1).isPunctuation(".") {
      guard token(at: index - 2).kind == .word else {
        isWhole = false
        break
      }
      index -= 2
    }
    return (index, isWhole)
  }

  /// Whether a line's first token begins a new statement.
  private func endsStatement(before token: SwiftToken) -> Bool {
    let previous = self.token(at: position - 1)
    switch previous.kind {
    case .operator:
      // A binary operator awaits its right side; `?` and `!` behind a value do not.
      if previous.start > 0, bytes[previous.start - 1] <= 0x20 { return false }
    case .punctuation where ",([.:".utf8.contains(previous.symbol): return false
    case .word
    where isWord(previous, "else") || isWord(previous, "try") || isWord(previous, "await")
      || isWord(previous, "in"):
      return false
    default: break
    }
    switch token.kind {
    case .operator: return !token.isFollowedByBlank && !isTernary(token)
    case .punctuation:
      if token.symbol == UInt8(ascii: "{") { return false }
      return token.symbol != UInt8(ascii: ".") && token.symbol != UInt8(ascii: ":")
    case .word:
      let continuing: [StaticString] = ["else", "catch", "where", "throws", "rethrows", "as", "is"]
      return !continuing.contains { isWord(token, $0) }
    default: return true
    }
  }

  private func isTernary(_ token: SwiftToken) -> Bool { token.symbol == UInt8(ascii: "?") }
}
