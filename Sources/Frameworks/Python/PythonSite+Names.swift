import SourceCode

extension PythonSite {
  /// What a name was last given before an offset, and where that was.
  func binding(of name: String, before end: Int) -> (value: PythonExpression, at: Int)? {
    guard let value = bindings(before: end)[name] else { return nil }
    // `code = code + "x"`: the inner one is an earlier value.
    return (value, value.span.start)
  }

  /// What a loop around or before an offset takes a name from.
  func iterable(of name: String, before end: Int) -> PythonExpression? {
    var result: PythonExpression?
    for (statement, _) in scope.flattened where statement.span.start < end {
      if case .for(let loop) = statement.kind, loop.target.mentionsName(name) {
        result = loop.iterable
      }
    }
    guard result == nil else { return result }
    for (statement, _) in scope.flattened where statement.span.start < end {
      for expression in statement.expressions {
        expression.visit { part in
          if case .comprehension(let comprehension) = part.kind,
            let clause = comprehension.clauses.first(where: { $0.target.mentionsName(name) })
          {
            result = clause.iterable
          }
          return true
        }
      }
    }
    return result
  }

  /// The loop that tries values for a name until one is free.
  func searchLoop(for name: String, before end: Int) -> PythonStatement? {
    for (statement, _) in scope.flattened where statement.span.start < end {
      guard case .while(let test, let body, _) = statement.kind else { continue }
      let isGiven = body.flattened.contains { inner, _ in
        if case .augment(let target, _, _) = inner.kind { return target.kind == .name(name) }
        return inner.simpleAssignment?.name == name
      }
      let asks = test.calls.contains { call in
        [
          "exists", "filter", "first", "count", "aexists", "filter_by", "scalar", "fetchone",
          "query", "execute", "get",
        ]
        .contains(call.name ?? "") || call.name?.hasPrefix("exists") == true
          || call.name?.hasPrefix("is_taken") == true
      }
      let breaks =
        test.kind == .true
        && body.flattened.contains { inner, _ in
          guard case .if(let branches, _) = inner.kind else { return false }
          return branches.contains { branch in
            branch.body.terminates && branch.test?.calls.isEmpty == false
          }
        }
      if isGiven, asks || breaks { return statement }
    }
    return nil
  }

  /// The call of a function on the way to a stretch.
  func call(of name: String, around target: CodeSpan) -> PythonCall? {
    var result: PythonCall?
    for (statement, _) in scope.flattened where statement.span.firstLine <= target.lastLine {
      for call in statement.expressions.flatMap(\.calls) where call.name == name {
        if call.span.holds(target) || target.holds(call.span) { result = call }
      }
    }
    return result
  }
}

extension PythonFunction {
  /// What a call gives one of the parameters; `nil` when it leaves it out.
  func argument(for name: String, of call: PythonCall, isMethod: Bool) -> PythonExpression? {
    if let value = call.argument(name) { return value }
    var names = parameters.filter { $0.kind == .plain }.map(\.name)
    if isMethod, ["self", "cls"].contains(names.first ?? "") { names.removeFirst() }
    guard let index = names.firstIndex(of: name), call.positional.indices.contains(index) else {
      return nil
    }
    return call.positional[index]
  }

  /// Whether one of its ways out gives nothing, while another gives something.
  var returnsNothing: Bool {
    var (something, nothing) = (false, false)
    for (statement, _) in body.flattened {
      guard case .return(let value) = statement.kind else { continue }
      if let value, value.kind != .none { something = true } else { nothing = true }
    }
    return something && (nothing || !body.terminates)
  }
}
