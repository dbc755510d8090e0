import SourceCode

/// Whether an expression's outcome keeps a later stretch of its function from running.
///
/// The outcome is read as "found" when it is true, not `None` and not zero.
struct PythonGuard {
  /// Whether finding something keeps the stretch from running.
  var holds: Bool
  /// What runs when something is found; empty when nothing in particular does.
  var whenFound: [PythonStatement] = []
  /// The name that holds the outcome: `taken` of `taken = ….first()`.
  var name: String?
  /// The statement of the test, or of the look-up itself when there is no test.
  var statement: PythonStatement?

  static let absent = PythonGuard(holds: false)

  /// - Parameters:
  ///   - expression: The look-up, somewhere in `scope`.
  ///   - target: The stretch to be kept from running.
  ///   - isAbsence: Whether the outcome is read as "found" when it is false: that of `is_free(…)`.
  init(
    _ expression: CodeSpan, before target: CodeSpan, in scope: [PythonStatement],
    isAbsence: Bool = false
  ) {
    let question = Question(span: expression, target: target, isAbsence: isAbsence)
    self = Self.find(question, scope, wholeScope: scope) ?? .absent
  }

  /// What is asked about a stretch.
  private struct Question {
    var span: CodeSpan
    var target: CodeSpan
    var isAbsence: Bool

    /// Whether a test is true when something is found; `nil` when it does not ask.
    func meaning(
      of test: PythonExpression, _ isOutcome: (PythonExpression) -> Bool
    ) -> Bool? {
      test.meaning(of: isOutcome).map { $0 != isAbsence }
    }
  }

  private init(
    holds: Bool, whenFound: [PythonStatement] = [], name: String? = nil,
    statement: PythonStatement? = nil
  ) {
    self.holds = holds
    self.whenFound = whenFound
    self.name = name
    self.statement = statement
  }

  private static func find(
    _ question: Question, _ statements: [PythonStatement], wholeScope: [PythonStatement]
  ) -> PythonGuard? {
    let span = question.span
    guard let statement = statements.first(where: { $0.span.holds(span) }) else { return nil }
    if statement.expressions.contains(where: { $0.span.holds(span) }) {
      return own(question, statement, wholeScope)
    }
    for block in statement.blocks {
      guard let inner = find(question, block.statements, wholeScope: wholeScope) else {
        continue
      }
      if inner.holds { return inner }
      if case .try(let attempt) = statement.kind, block.role == .body,
        let outer = missed(attempt, statement, question.target)
      {
        var outer = outer
        outer.name = inner.name
        return outer
      }
      return inner
    }
    return nil
  }

  /// The statement that holds the look-up itself.
  private static func own(
    _ question: Question, _ statement: PythonStatement, _ scope: [PythonStatement]
  ) -> PythonGuard? {
    let (span, target) = (question.span, question.target)
    switch statement.kind {
    case .if, .while, .assert:
      return test(statement, question) { $0.span == span }
    case .assign, .annotate:
      guard let (name, value) = statement.simpleAssignment else { return .absent }
      if value.shortCircuits(span, before: target) { return PythonGuard(holds: true) }
      var result = named(name, after: statement, question, scope) ?? .absent
      result.name = name
      return result
    case .return(let value?), .expression(let value):
      return PythonGuard(holds: value.shortCircuits(span, before: target), statement: statement)
    default: return PythonGuard(holds: false, statement: statement)
    }
  }

  /// The first test of a name that was given the outcome.
  private static func named(
    _ name: String, after: PythonStatement, _ question: Question, _ scope: [PythonStatement]
  ) -> PythonGuard? {
    var result: PythonGuard?
    for statement in scope {
      statement.visit { inner in
        guard result?.holds != true, inner.span.start > after.span.start,
          inner.span.start < question.target.end
        else { return result?.holds != true }
        if let found = test(inner, question, of: { $0.kind == .name(name) }) { result = found }
        return true
      }
    }
    return result
  }

  /// A test that asks for the outcome; `nil` when it does not.
  private static func test(
    _ statement: PythonStatement, _ question: Question, of isOutcome: (PythonExpression) -> Bool
  ) -> PythonGuard? {
    let target = question.target
    switch statement.kind {
    case .if(let branches, let orelse):
      for (index, branch) in branches.enumerated() {
        guard let meaning = branch.test.flatMap({ question.meaning(of: $0, isOutcome) }) else {
          continue
        }
        let later = branches[(index + 1)...].flatMap(\.body) + orelse
        let (found, absent) = meaning ? (branch.body, later) : (later, branch.body)
        return PythonGuard(
          holds: absent.holds(target)
            || (!found.holds(target) && target.start >= statement.span.end
              && (found.terminates || found.reportsError)),
          whenFound: found, statement: statement)
      }
      return nil
    case .while(let test, let body, _):
      guard let meaning = question.meaning(of: test, isOutcome) else { return nil }
      return PythonGuard(
        holds: meaning ? target.start >= statement.span.end : body.holds(target),
        statement: statement)
    case .assert(let test, _):
      guard let meaning = question.meaning(of: test, isOutcome) else { return nil }
      return PythonGuard(holds: !meaning, statement: statement)
    default: return nil
    }
  }

  /// `try: get() except DoesNotExist: …`
  private static func missed(
    _ attempt: PythonTry, _ statement: PythonStatement, _ target: CodeSpan
  ) -> PythonGuard? {
    let handlers = attempt.handlers.filter { handler in
      handler.typeNames.contains {
        $0.hasSuffix("DoesNotExist") || $0.hasSuffix("Http404") || $0.hasSuffix("NoResultFound")
      }
    }
    guard !handlers.isEmpty else { return nil }
    let found = Array(attempt.body.dropFirst()) + attempt.orelse
    return PythonGuard(
      holds: handlers.contains { $0.body.holds(target) }
        || (target.start >= statement.span.end && found.terminates),
      whenFound: found, statement: statement)
  }
}

extension CodeSpan {
  func holds(_ other: CodeSpan) -> Bool { start <= other.start && other.end <= end }
}

extension [PythonStatement] {
  /// Whether one of the statements holds the stretch.
  func holds(_ span: CodeSpan) -> Bool { contains { $0.span.holds(span) } }

  /// Whether nothing after these statements runs.
  var terminates: Bool {
    guard let last else { return false }
    switch last.kind {
    case .return, .raise, .continue, .break: return true
    case .if(let branches, let orelse):
      return branches.allSatisfy { $0.body.terminates } && orelse.terminates
    case .with(_, let body): return body.terminates
    case .expression(let value):
      return ["exit", "_exit", "abort"].contains(value.asCall?.name ?? "")
    default: return false
    }
  }

  /// Whether the statements note an error that is looked at later: `form.add_error(…)`.
  var reportsError: Bool {
    contains { statement in
      statement.calls.contains { $0.name == "add_error" } || statement.addsToErrors
    }
  }
}

extension PythonStatement {
  /// `errors["email"] = …`, `errors.append(…)`
  fileprivate var addsToErrors: Bool {
    switch kind {
    case .assign(let targets, _):
      targets.contains {
        if case .subscripted(let base, _) = $0.kind { base.isErrorList } else { false }
      }
    case .expression(let value):
      if let call = value.asCall, call.name == "append",
        case .attribute(let base, _) = call.callee.kind
      {
        base.isErrorList
      } else {
        false
      }
    default: false
    }
  }
}

extension PythonExpression {
  fileprivate var isErrorList: Bool {
    (dottedName?.split(separator: ".").last).map { $0.hasSuffix("errors") } ?? false
  }

  /// Whether the test is true when the outcome is "found"; `nil` when it does not ask for it.
  func meaning(of isOutcome: (PythonExpression) -> Bool) -> Bool? {
    if isOutcome(self) { return true }
    switch kind {
    case .unary("not", let operand): return operand.meaning(of: isOutcome).map { !$0 }
    case .boolean(_, let operands):
      for operand in operands {
        if let meaning = operand.meaning(of: isOutcome) { return meaning }
      }
      return nil
    case .named(_, let value): return value.meaning(of: isOutcome)
    case .comparison(_, let rest)
    where rest.count == 1 && ["in", "not in"].contains(rest[0].operator)
      && rest[0].operand.meaning(of: isOutcome) == true:
      return rest[0].operator == "in"
    case .comparison(let first, let rest):
      guard first.meaning(of: isOutcome) == true, let comparison = rest.first else { return nil }
      switch (comparison.operator, comparison.operand.kind) {
      case ("is", .none), ("==", .number("0")), ("==", .none), ("<", .number("1")),
        ("is", .false), ("==", .false):
        return false
      default: return true
      }
    case .call(let callee, let arguments):
      guard ["bool", "len", "any"].contains(callee.dottedName ?? ""), arguments.count == 1 else {
        return nil
      }
      return arguments[0].value.meaning(of: isOutcome)
    case .await(let operand): return operand.meaning(of: isOutcome)
    // `cursor.fetchone()[0] > 0`
    case .subscripted(let base, _): return base.meaning(of: isOutcome)
    default: return nil
    }
  }

  /// `look_up() or write()`: the write runs only when nothing was found.
  fileprivate func shortCircuits(_ span: CodeSpan, before target: CodeSpan) -> Bool {
    var result = false
    visit { expression in
      if case .boolean("or", let operands) = expression.kind,
        let first = operands.firstIndex(where: { $0.span.holds(span) }),
        let second = operands.firstIndex(where: { $0.span.holds(target) }), first < second
      {
        result = true
      }
      if case .conditional(let test, let then, let otherwise) = expression.kind,
        test.span.holds(span), then.span.holds(target) || otherwise.span.holds(target)
      {
        result = true
      }
      return !result
    }
    return result
  }
}

extension PythonReading.PathUse {
  /// Whether the function that looks says that there is nothing: `return found is None`.
  var answersAbsence: Bool {
    guard let function = site.function else { return false }
    let span = use.answer ?? use.span
    let name = site.statement(holding: use.span)?.simpleAssignment?.name
    return function.body.flattened.contains { statement, _ in
      guard case .return(let value?) = statement.kind else { return false }
      return value.meaning { part in
        part.span == span || name.map { part.kind == .name($0) } == true
      } == false
    }
  }
}
