import SourceCode

extension PythonSite {
  /// Whether the name that holds a looked-up row is given a new one of the same model where nothing
  /// was found: `except DoesNotExist: price = Price(…)`.
  func makes(
    _ model: String?, insteadOf look: PythonStatement, before end: CodeSpan
  ) -> Bool {
    guard let model, let name = look.simpleAssignment?.name else { return false }
    return scope.flattened.contains { statement, _ in
      guard statement.span.start > look.span.start, statement.span.end <= end.start,
        let made = statement.simpleAssignment, made.name == name,
        let callee = made.value.asCall?.dottedCallee,
        callee == model || callee.hasPrefix(model + ".") && callee.lastName == "create"
      else { return false }
      return scope.blocks(around: statement.span).contains { outer, block in
        switch outer.kind {
        case .if(let branches, _): branches.contains { $0.test?.mentionsName(name) == true }
        case .try: outer.span.holds(look.span) && block.role != .body
        default: false
        }
      }
    }
  }
}
