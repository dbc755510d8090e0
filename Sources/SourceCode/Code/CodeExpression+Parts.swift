extension CodeExpression {
  /// The only name, text, symbol or number that the value is: `email` for `email`, `:email` and
  /// `"email"`; without the mark of a variable.
  public var plainName: String? {
    switch kind {
    case .name(let name), .symbol(let name), .number(let name): name
    case .string(let string): string.interpolations.isEmpty ? string.value : nil
    default: nil
    }
  }

  /// The last member's name: `email` for `user.email` and `email`.
  public var lastName: String? {
    switch kind {
    case .name(let name): name
    case .chain(let links): links.last?.name
    case .prefixed(_, let value): value.lastName
    default: nil
    }
  }

  /// The text of a string literal.
  public var text: String? {
    if case .string(let string) = kind { string.value } else { nil }
  }

  public var links: [CodeLink] {
    switch kind {
    case .chain(let links): links
    case .name(let name): [CodeLink(name: name, separator: "", span: span)]
    default: []
    }
  }

  /// The members of an object literal.
  public var members: [CodeArgument] {
    if case .object(let members) = kind { members } else { [] }
  }

  /// The elements of a list; the value itself when it is none.
  public var elements: [CodeExpression] {
    if case .list(let elements) = kind { elements } else { [self] }
  }

  /// The calls in the value: arguments before their call, the function behind a call after it.
  public var calls: [CodeCall] {
    var collector = CodeCollector()
    collector.visit(self)
    return collector.calls
  }

  /// The names of variables, members and constants in the value, in order, outside of functions.
  public var names: [String] {
    var collector = CodeCollector(entersBlocks: false)
    collector.visit(self)
    return collector.names
  }

  /// The texts in the value, in order.
  public var strings: [CodeString] {
    var collector = CodeCollector()
    collector.visit(self)
    return collector.strings.map(\.string)
  }

  /// The functions that stand in the value and the statements that are used as values.
  var innerBlocks: [CodeBlock] {
    switch kind {
    case .lambda(let block): return [block]
    case .control(let statement): return statement.innerBlocks
    case .chain(let links): return links.flatMap(\.innerBlocks)
    case .list(let values): return values.flatMap(\.innerBlocks)
    case .object(let members): return members.flatMap(\.value.innerBlocks)
    case .operation(let values, _): return values.flatMap(\.innerBlocks)
    case .prefixed(_, let value): return value.innerBlocks
    case .name, .number, .string, .symbol, .nothing: return []
    }
  }
}

extension CodeLink {
  fileprivate var innerBlocks: [CodeBlock] {
    (head?.innerBlocks ?? []) + (arguments ?? []).flatMap(\.value.innerBlocks)
      + (index ?? []).flatMap(\.value.innerBlocks) + (block.map { [$0] } ?? [])
  }
}

extension CodeStatement {
  var innerBlocks: [CodeBlock] {
    targets.flatMap(\.innerBlocks) + (value?.innerBlocks ?? []) + blocks
  }

  /// The calls of the statement with those of its blocks, in the order in which they stand.
  public var calls: [CodeCall] {
    var collector = CodeCollector()
    collector.visit(self)
    return collector.calls
  }
}

extension CodeBlock {
  /// The blocks directly inside, in order.
  public var innerBlocks: [CodeBlock] {
    (head?.innerBlocks ?? []) + statements.flatMap(\.innerBlocks)
  }

  /// The calls in the block, those of its head first, in the order of the source.
  public var calls: [CodeCall] {
    var collector = CodeCollector()
    collector.visit(self)
    return collector.calls
  }

  /// The texts in the block with their places, in order.
  public var strings: [(string: CodeString, span: CodeSpan)] {
    var collector = CodeCollector()
    collector.visit(self)
    return collector.strings
  }

  /// The texts that are SQL, in order.
  public var sqlLiterals: [SQLLiteral] {
    strings.compactMap { string, span in
      string.isPattern ? nil : SQLLiteral(string.value, span: span)
    }
  }
}

/// Walks through code and gathers calls, names and texts.
struct CodeCollector {
  var calls: [CodeCall] = []
  var names: [String] = []
  var strings: [(string: CodeString, span: CodeSpan)] = []
  var entersBlocks = true

  mutating func visit(_ block: CodeBlock) {
    for annotation in block.annotations { visit(annotation.arguments) }
    if let head = block.head { visit(head) }
    for statement in block.statements { visit(statement) }
  }

  mutating func visit(_ statement: CodeStatement) {
    if let value = statement.value { visit(value) }
    for target in statement.targets { visit(target) }
    guard entersBlocks else { return }
    for block in statement.blocks { visit(block) }
  }

  mutating func visit(_ arguments: [CodeArgument]) {
    for argument in arguments { visit(argument.value) }
  }

  mutating func visit(_ value: CodeExpression) {
    switch value.kind {
    case .name(let name): names.append(name)
    case .string(let string): strings.append((string, value.span))
    case .chain(let links): visit(links)
    case .list(let values), .operation(let values, _): for value in values { visit(value) }
    case .object(let members): visit(members)
    case .lambda(let block): if entersBlocks { visit(block) }
    case .prefixed(_, let value): visit(value)
    case .control(let statement): visit(statement)
    case .number, .symbol, .nothing: break
    }
  }

  private mutating func visit(_ links: [CodeLink]) {
    for (index, link) in links.enumerated() {
      if let head = link.head { visit(head) }
      if !link.name.isEmpty { names.append(link.name) }
      visit(link.index ?? [])
      guard let arguments = link.arguments else { continue }
      visit(arguments)
      let first = links[0].span
      calls.append(
        CodeCall(
          receiver: Array(links[..<index]), name: link.name, separator: link.separator,
          arguments: arguments, block: link.block, span: first.through(link.span),
          linkSpan: link.span))
      if let block = link.block, entersBlocks { visit(block) }
    }
  }
}

extension CodeCall {
  /// The names before the call with dots between: `prisma.user` for `prisma.user.create(…)`.
  public var receiverName: String { receiver.map(\.name).joined(separator: ".") }
}
