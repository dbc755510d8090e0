import SourceCode

/// A block around a piece of code, and how it came to be there.
struct CodeEnclosure {
  var block: CodeBlock
  /// The statement that the block is a part of, with the parts beside it; `nil` for what a call is
  /// given.
  var statement: CodeStatement?
  /// The chain up to the call that is given the block, for a function without a name.
  var call: [CodeLink] = []
  /// What a function without a name is assigned to.
  var assignedTo: String?
  /// Whether the piece stands in the block's head: in the condition, not in what depends on it.
  var isHead = false
}

/// A chain of the source with what is around it.
struct CodeUse {
  var links: [CodeLink]
  var span: CodeSpan
  /// Outermost first, inside of the block that was walked.
  var enclosures: [CodeEnclosure]
  /// The innermost statement that holds the chain.
  var statement: CodeStatement
  /// The variables that the statement assigns the chain's value to.
  var targets: [String]
}

/// Goes through a block in the order of the source and notes its chains and blocks.
struct CodeWalk {
  private(set) var uses: [CodeUse] = []
  /// Each block with those around it; the last one is the block itself.
  private(set) var blocks: [[CodeEnclosure]] = []
  /// Assignments: what to, and the value.
  private(set) var assignments: [(name: String, value: CodeExpression, statement: CodeStatement)] =
    []
  /// Statements in the order of the source with their enclosures.
  private(set) var statements: [(statement: CodeStatement, enclosures: [CodeEnclosure])] = []
  private var enclosures: [CodeEnclosure] = []

  /// Whether `&name` as an argument is where a result is put.
  private let ampersandsAssign: Bool

  init(_ block: CodeBlock, ampersandsAssign: Bool = false) {
    self.ampersandsAssign = ampersandsAssign
    walk(block.statements)
  }

  private mutating func walk(_ statements: [CodeStatement]) {
    for statement in statements { walk(statement) }
  }

  private mutating func walk(_ statement: CodeStatement) {
    statements.append((statement, enclosures))
    if let value = statement.value {
      let names = statement.targets.flatMap(\.assignedNames)
      if let name = names.first, statement.assignment != "->" {
        assignments.append((name, value, statement))
        for other in names.dropFirst() { assignments.append((other, value, statement)) }
      }
      walk(value, statement, names)
    }
    for target in statement.targets { walk(target, statement, []) }
    for block in statement.blocks {
      if let head = block.head {
        inside(CodeEnclosure(block: block, statement: statement, isHead: true)) { walk in
          walk.walk(head, statement, [])
        }
      }
      enter(CodeEnclosure(block: block, statement: statement))
    }
  }

  private mutating func enter(_ enclosure: CodeEnclosure) {
    inside(enclosure) { walk in
      walk.blocks.append(walk.enclosures)
      walk.walk(enclosure.block.statements)
    }
  }

  private mutating func inside(_ enclosure: CodeEnclosure, _ body: (inout CodeWalk) -> Void) {
    enclosures.append(enclosure)
    body(&self)
    enclosures.removeLast()
  }

  private mutating func walk(
    _ value: CodeExpression, _ statement: CodeStatement, _ targets: [String],
    in call: [CodeLink] = []
  ) {
    switch value.kind {
    case .chain(let links): walk(links, value.span, statement, targets)
    case .list(let values):
      for value in values { walk(value, statement, targets, in: call) }
    case .operation(let values, let operators):
      for (index, value) in values.enumerated() {
        // `if (row = find(…))`, `guard let row = find(…)`
        guard index > 0, operators[index - 1] == "=", case .name(let name) = values[index - 1].kind
        else {
          walk(value, statement, targets, in: call)
          continue
        }
        assignments.append((name, value, statement))
        walk(value, statement, [name], in: call)
      }
    case .object(let members):
      for member in members { walk(member.value, statement, [member.key ?? ""], in: call) }
    case .prefixed(_, let value): walk(value, statement, targets, in: call)
    case .lambda(let block):
      let name = targets.first ?? statement.targets.first?.lastName
      enter(CodeEnclosure(block: block, call: call, assignedTo: name))
    case .control(let inner):
      var inner = inner
      if inner.targets.isEmpty, inner.value == nil { inner.targets = statement.targets }
      walk(inner)
    case .name(let name) where name.hasSuffix("?") || name.hasSuffix("!"):
      // Only what is called has such a name.
      walk([CodeLink(calling: name, span: value.span)], value.span, statement, targets)
    case .name, .number, .string, .symbol, .nothing: break
    }
  }

  private mutating func walk(
    _ links: [CodeLink], _ span: CodeSpan, _ statement: CodeStatement, _ targets: [String]
  ) {
    for (index, link) in links.enumerated() {
      if let head = link.head { walk(head, statement, targets) }
      let call = Array(links[...index])
      for argument in (link.index ?? []) + (link.arguments ?? []) {
        walk(argument.value, statement, [argument.key ?? ""].filter { !$0.isEmpty }, in: call)
      }
    }
    let results = ampersandsAssign ? links.flatMap(\.resultNames) : []
    for name in results {
      let value = CodeExpression.chain(links, span)
      assignments.append((name, value, statement))
    }
    uses.append(
      CodeUse(
        links: links, span: span, enclosures: enclosures, statement: statement,
        targets: targets + results))
    for (index, link) in links.enumerated() {
      guard let block = link.block else { continue }
      enter(CodeEnclosure(block: block, call: Array(links[...index])))
    }
  }
}

extension CodeLink {
  /// The variables whose addresses are given: `&user`.
  fileprivate var resultNames: [String] {
    (arguments ?? []).compactMap { argument in
      guard case .prefixed("&", let inner) = argument.value.kind, case .name(let name) = inner.kind
      else { return nil }
      return name
    }
  }
}

extension CodeExpression {
  /// The variables that an assignment to this value sets: `user`, `user` and `error` of
  /// `{:error, user}`, `email` of `{ email }`; a member (`user.email`) sets none.
  var assignedNames: [String] {
    switch kind {
    case .name(let name): [name]
    case .list(let values): values.flatMap(\.assignedNames)
    case .object(let members): members.flatMap(\.value.assignedNames)
    case .prefixed(_, let value): value.assignedNames
    case .operation(let values, _): values.flatMap(\.assignedNames)
    default: []
    }
  }

  /// The variables and members that the value rests on, those in functions too.
  var allNames: Set<String> {
    Set(names).union(calls.map(\.name))
  }
}
