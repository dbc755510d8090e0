import SourceCode

extension PythonLibraries {
  /// Functions of the project that are followed from one call.
  private static let depthMax = 3

  /// The relation of the row that a function of the project looks up and gives back:
  /// `self.plans.get_or_404(plan_id)`. `nil` as well where it may make the row.
  func rowRead(
    by value: PythonExpression, at site: PythonSite, depth: Int = depthMax
  ) -> PythonRelation? {
    if case .await(let inner) = value.kind { return rowRead(by: inner, at: site, depth: depth) }
    guard depth > 0, let call = value.asCall, let callee = source.callee(of: call, at: site),
      let function = callee.function, let last = function.body.last
    else { return nil }
    let end = PythonSite(file: callee.file, line: last.span.lastLine)
    guard end.function?.line == function.line else { return nil }
    let receiver = PythonReceiver(
      type: source.receiver(of: call, at: site), call: call, caller: site, source: source)
    end.receiver = receiver
    var found: PythonRelation?
    for (statement, _) in function.body.flattened {
      if uses(in: statement, at: end).contains(where: \.isWrite) { return nil }
      guard found == nil, case .return(let given?) = statement.kind, given.kind != .none else {
        continue
      }
      found = row(behind: given, statement, end, receiver, depth)
    }
    return found
  }

  /// The relation of the row that a returned expression is.
  private func row(
    behind given: PythonExpression, _ statement: PythonStatement, _ site: PythonSite,
    _ receiver: PythonReceiver, _ depth: Int
  ) -> PythonRelation? {
    var (value, end) = (given, statement.span.start)
    for _ in 0..<3 {
      if case .await(let inner) = value.kind { value = inner }
      guard case .name(let name) = value.kind, let (bound, at) = site.binding(of: name, before: end)
      else { break }
      (value, end) = (bound, at)
    }
    guard let function = site.function else { return nil }
    let asked = receiver.resolved(value, function)
    let use = uses(of: asked, site, before: end).last { $0.span == asked.span }
    if let use { return use.operation == .read && !value.countsRows ? use.relation : nil }
    return rowRead(by: value, at: site, depth: depth - 1)
  }
}
