/// One block of a compound statement: its `body`, an `else`, a handler.
public struct PythonBlock: Sendable, Hashable {
  public var role: Role
  /// What must hold for the block to run: the test of `if`, `elif` and `while`, the pattern of a
  /// `case`, the type of an `except`. `nil` for the others and when it lies before the excerpt.
  public var condition: PythonExpression?
  public var statements: [PythonStatement]

  public enum Role: Sendable, Hashable {
    case body, orelse, handler, finally
    /// A branch after the first: `elif`, or one `case`.
    case alternative
  }

  init(_ role: Role, _ statements: [PythonStatement], condition: PythonExpression? = nil) {
    self.role = role
    self.condition = condition
    self.statements = statements
  }
}

extension PythonStatement {
  /// The blocks of a compound statement in the order of the source, without empty ones.
  public var blocks: [PythonBlock] {
    let all: [PythonBlock] =
      switch kind {
      case .function(let function): [PythonBlock(.body, function.body)]
      case .class(let type): [PythonBlock(.body, type.body)]
      case .if(let branches, let orelse):
        branches.enumerated().map { index, branch in
          PythonBlock(index == 0 ? .body : .alternative, branch.body, condition: branch.test)
        } + [PythonBlock(.orelse, orelse)]
      case .while(let test, let body, let orelse):
        [PythonBlock(.body, body, condition: test), PythonBlock(.orelse, orelse)]
      case .for(let loop): [PythonBlock(.body, loop.body), PythonBlock(.orelse, loop.orelse)]
      case .try(let attempt):
        [PythonBlock(.body, attempt.body)]
          + attempt.handlers.map { PythonBlock(.handler, $0.body, condition: $0.type) }
          + [PythonBlock(.orelse, attempt.orelse), PythonBlock(.finally, attempt.finally)]
      case .with(_, let body): [PythonBlock(.body, body)]
      case .match(_, let cases):
        cases.map { PythonBlock(.alternative, $0.body, condition: $0.pattern) }
      case .unseenHead(let body), .partialHead(_, let body): [PythonBlock(.body, body)]
      default: []
      }
    return all.filter { !$0.statements.isEmpty }
  }

  /// The expressions that stand in the statement itself, not in its blocks, in the order of the
  /// source.
  public var expressions: [PythonExpression] {
    switch kind {
    case .function(let function):
      function.decorators + function.parameters.flatMap(\.expressions)
        + (function.returns.map { [$0] } ?? [])
    case .class(let type): type.decorators + type.arguments.map(\.value)
    case .if(let branches, _): branches.compactMap(\.test)
    case .while(let test, _, _): [test]
    case .for(let loop): [loop.target, loop.iterable]
    case .try(let attempt): attempt.handlers.compactMap(\.type)
    case .with(let items, _): items.flatMap { [$0.context] + ($0.target.map { [$0] } ?? []) }
    case .match(let subject, let cases):
      [subject] + cases.flatMap { [$0.pattern] + ($0.guard.map { [$0] } ?? []) }
    case .return(let value): value.map { [$0] } ?? []
    case .raise(let value, let cause): [value, cause].compactMap(\.self)
    case .assign(let targets, let value): targets + [value]
    case .annotate(let target, let annotation, let value):
      [target, annotation] + (value.map { [$0] } ?? [])
    case .augment(let target, _, let value): [target, value]
    case .expression(let value), .typeAlias(_, let value): [value]
    case .delete(let targets): targets
    case .assert(let test, let message): [test] + (message.map { [$0] } ?? [])
    case .unreadable(let parts), .partialHead(let parts, _): parts
    case .import, .importFrom, .global, .nonlocal, .pass, .break, .continue, .unseenHead: []
    }
  }

  /// Calls `body` for this statement and every one below it, outermost first; `false` keeps out of
  /// a statement's blocks.
  public func visit(_ body: (PythonStatement) -> Bool) {
    guard body(self) else { return }
    forEachInner { $0.visit(body) }
  }

  /// Calls `body` for each statement of the blocks, in the order of the source.
  private func forEachInner(_ body: (PythonStatement) -> Void) {
    switch kind {
    case .function(let function): function.body.forEach(body)
    case .class(let type): type.body.forEach(body)
    case .if(let branches, let orelse):
      for branch in branches { branch.body.forEach(body) }
      orelse.forEach(body)
    case .while(_, let inner, let orelse):
      inner.forEach(body)
      orelse.forEach(body)
    case .for(let loop):
      loop.body.forEach(body)
      loop.orelse.forEach(body)
    case .try(let attempt):
      attempt.body.forEach(body)
      for handler in attempt.handlers { handler.body.forEach(body) }
      attempt.orelse.forEach(body)
      attempt.finally.forEach(body)
    case .match(_, let cases):
      for branch in cases { branch.body.forEach(body) }
    case .with(_, let inner), .unseenHead(let inner), .partialHead(_, let inner):
      inner.forEach(body)
    case .return, .raise, .assign, .annotate, .augment, .expression, .typeAlias, .delete, .assert,
      .unreadable, .import, .importFrom, .global, .nonlocal, .pass, .break, .continue:
      break
    }
  }

  /// Calls `body` for every expression of this statement and of the ones below it, outermost first;
  /// `false` keeps out of an expression's parts.
  public func visitExpressions(_ body: (PythonExpression) -> Bool) {
    visit { statement in
      for expression in statement.expressions { expression.visit(body) }
      return true
    }
  }

  /// Every call in this statement and below it, outer calls first.
  public var calls: [PythonCall] {
    var calls: [PythonCall] = []
    visitExpressions { expression in
      if let call = expression.asCall { calls.append(call) }
      return true
    }
    return calls
  }
}

extension PythonParameter {
  var expressions: [PythonExpression] { [annotation, defaultValue].compactMap(\.self) }
}
