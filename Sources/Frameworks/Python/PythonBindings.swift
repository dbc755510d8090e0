import SourceCode

/// What each name was last given before a place of a function, or of a whole file.
struct PythonBindings {
  private let assignments: [String: [Assignment]]
  private let end: Int

  static let none = PythonBindings([:], before: 0)

  /// One value that a name is given, and where that is done.
  struct Assignment {
    var value: PythonExpression
    var end: Int
  }

  init(_ assignments: [String: [Assignment]], before end: Int) {
    self.assignments = assignments
    self.end = end
  }

  subscript(name: String) -> PythonExpression? {
    assignments[name]?.last { $0.end <= end }?.value
  }
}

extension [PythonStatement] {
  /// All values that names are given in these statements, in the order of the source.
  var assignments: [String: [PythonBindings.Assignment]] {
    var result: [String: [PythonBindings.Assignment]] = [:]
    for statement in self {
      statement.visit { inner in
        inner.forEachBinding { name, value, end in
          result[name, default: []].append(PythonBindings.Assignment(value: value, end: end))
        }
        return true
      }
    }
    return result
  }
}

extension PythonStatement {
  /// Calls `body` for each name that the statement itself gives a value: `a = value`,
  /// `book, member = request.POST["book"], request.POST["member"]`, and names bound by `:=`.
  fileprivate func forEachBinding(_ body: (String, PythonExpression, Int) -> Void) {
    if let (name, value) = simpleAssignment { body(name, value, span.end) }
    if case .assign(let targets, let value) = kind, targets.count == 1 {
      let (names, values) = (targets[0].elements, value.elements)
      if names.count == values.count {
        for (name, value) in zip(names, values) {
          if case .name(let name) = name.kind { body(name, value, span.end) }
        }
      } else if case .name(let first) = names.first?.kind {
        body(first, value, span.end)  // `choice, created = ….get_or_create(…)`
      }
    }
    for expression in expressions {
      expression.visit { inner in
        if case .named(let target, let value) = inner.kind, case .name(let name) = target.kind {
          body(name, value, inner.span.end)
        }
        return true
      }
    }
  }
}
