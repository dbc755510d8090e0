/// A call with its parts at hand.
public struct PythonCall: Sendable, Hashable {
  public var callee: PythonExpression
  public var arguments: [PythonArgument]
  public var span: CodeSpan

  /// `Patient.objects.create`; `nil` when the callee is more than names (a call in a chain).
  public var dottedCallee: String? { callee.dottedName }

  /// The last name of the callee: `create`.
  public var name: String? {
    switch callee.kind {
    case .name(let name), .attribute(_, let name): name
    default: nil
    }
  }

  /// The value of a keyword argument.
  public func argument(_ name: String) -> PythonExpression? {
    arguments.first { $0.name == name }?.value
  }

  /// The positional arguments, in order, up to the first `*value`.
  public var positional: [PythonExpression] {
    arguments.prefix { $0.kind != .star }.filter { $0.kind == .positional }.map(\.value)
  }
}

extension PythonExpression {
  /// `a.b.c` for names and attributes alone.
  public var dottedName: String? {
    switch kind {
    case .name(let name): name
    case .attribute(let base, let name): base.dottedName.map { "\($0).\(name)" }
    default: nil
    }
  }

  public var asCall: PythonCall? {
    guard case .call(let callee, let arguments) = kind else { return nil }
    return PythonCall(callee: callee, arguments: arguments, span: span)
  }

  /// The value of a string literal that has no interpolations.
  public var stringValue: String? {
    guard case .string(let string) = kind, string.interpolations.isEmpty else { return nil }
    return string.value
  }

  /// One link of a chain such as `Patient.objects.filter(phone=phone).first()`.
  public struct Link: Sendable, Hashable {
    public var name: String
    /// `nil` when the name is not called.
    public var arguments: [PythonArgument]?
    public var span: CodeSpan

    public func argument(_ name: String) -> PythonExpression? {
      arguments?.first { $0.name == name }?.value
    }
  }

  /// The chain from its first name: `[Patient, objects, filter(…), first()]`. Subscripts and
  /// `await` are passed over; empty when it does not begin with a name.
  public var chain: [Link] {
    var links: [Link] = []
    var expression = self
    var arguments: [PythonArgument]?
    while true {
      switch expression.kind {
      case .name(let name):
        links.append(Link(name: name, arguments: arguments, span: expression.span))
        return links.reversed()
      case .attribute(let base, let name):
        links.append(Link(name: name, arguments: arguments, span: expression.span))
        arguments = nil
        expression = base
      case .call(let callee, let passed):
        arguments = passed
        expression = callee
      case .subscripted(let base, _), .await(let base):
        arguments = nil
        expression = base
      default: return []
      }
    }
  }

  /// The last name of `chain`, the same way: `first` of `Patient.objects.filter(…).first()`.
  public var lastName: String? {
    switch kind {
    case .name(let name), .attribute(_, let name): name
    case .call(let base, _), .subscripted(let base, _), .await(let base): base.lastName
    default: nil
    }
  }

  /// The direct parts, in the order of the source.
  public var parts: [PythonExpression] {
    var parts: [PythonExpression] = []
    forEachPart { parts.append($0) }
    return parts
  }

  /// Calls `body` for each direct part, in the order of the source.
  private func forEachPart(_ body: (PythonExpression) -> Void) {
    switch kind {
    case .name, .number, .none, .true, .false, .ellipsis: break
    case .attribute(let base, _): body(base)
    case .call(let callee, let arguments), .classPattern(let callee, let arguments):
      body(callee)
      for argument in arguments { body(argument.value) }
    case .subscripted(let base, let indices):
      body(base)
      indices.forEach(body)
    case .string(let string): string.interpolations.forEach(body)
    case .binary(let left, _, let right), .named(let left, let right):
      body(left)
      body(right)
    case .comparison(let first, let rest):
      body(first)
      for comparison in rest { body(comparison.operand) }
    case .unary(_, let operand), .await(let operand), .starred(let operand),
      .yieldFrom(let operand):
      body(operand)
    case .yield(let operand): operand.map(body)
    case .boolean(_, let elements), .list(let elements), .tuple(let elements), .set(let elements),
      .unreadable(let elements):
      elements.forEach(body)
    case .dictionary(let items):
      for item in items {
        item.key.map(body)
        body(item.value)
      }
    case .comprehension(let comprehension): comprehension.parts.forEach(body)
    case .lambda(let parameters, let value):
      for parameter in parameters { parameter.expressions.forEach(body) }
      body(value)
    case .conditional(let test, let then, let otherwise):
      body(then)
      body(test)
      body(otherwise)
    case .slice(let lower, let upper, let step):
      lower.map(body)
      upper.map(body)
      step.map(body)
    }
  }

  /// Calls `body` for this expression and every one below it, outermost first; `false` keeps out
  /// of an expression's parts.
  public func visit(_ body: (PythonExpression) -> Bool) {
    guard body(self) else { return }
    forEachPart { $0.visit(body) }
  }

  /// Every call in this expression, outer calls first.
  public var calls: [PythonCall] {
    var calls: [PythonCall] = []
    visit { expression in
      if let call = expression.asCall { calls.append(call) }
      return true
    }
    return calls
  }
}

extension PythonExpression.Comprehension {
  var parts: [PythonExpression] {
    [element] + (value.map { [$0] } ?? [])
      + clauses.flatMap { [$0.target, $0.iterable] + $0.conditions }
  }
}
