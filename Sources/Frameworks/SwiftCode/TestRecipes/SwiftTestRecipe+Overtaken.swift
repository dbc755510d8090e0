import EventSchema
import SourceCode

extension SwiftTestRecipe {
  /// A call that is given a closure which it calls between its look-up and its write, and another
  /// call of the same from inside of that closure.
  func overtaken(
    _ check: SwiftCheck, _ columns: [String], _ refusal: SwiftRefusal
  ) -> (lines: [String], fixtures: SwiftFixtures)? {
    guard let method = types.method(check.function), let gap = gap(of: method, check),
      let database = furnished, !gap.type.mentions("@Sendable") || database.isSendable,
      let calls = calls(of: check.function, giving: columns, in: database),
      !calls.first.mentionsWord("await") || gap.type.mentionsWord("async"),
      let other = calls.first.rest(after: "try "),
      let closure = SwiftSample.closure(
        of: types.resolved(gap.type), named: gap.name, before: "_ = try? \(other)")
    else { return nil }
    return test(
      [
        .store(parents),
        .refused(SwiftCallValues([gap.name: closure]) { _ in 1 }, refusal.expectation),
        .count(table, 1),
      ], of: check.function, giving: columns)
  }

  /// The parameter that the function calls behind its look-up and before its write.
  private func gap(of method: SwiftMethod, _ check: SwiftCheck) -> SwiftParameter? {
    guard let test = check.test,
      let write = reading.sites.first(where: { $0.function?.isSame(as: check.function) == true })
    else { return nil }
    let called = check.function.body.flatMap(\.allCalls).filter {
      $0.span.start >= test.span.end && $0.span.end <= write.statement.span.start
    }
    return method.signature.parameters.first { parameter in
      types.resolved(parameter.type).mentions("->")
        && called.contains { $0.callee == parameter.name }
    }
  }
}
