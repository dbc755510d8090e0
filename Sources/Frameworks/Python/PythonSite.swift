import EventSchema
import SourceCode

/// One application frame and the source around its line.
struct PythonSite {
  var file: PythonFile
  var line: Int
  var location: PythonLocation
  /// The name that the trace gives; it may be that of a comprehension or lambda.
  var functionName: String?

  init?(_ frame: Frame, in source: PythonSource) {
    guard let line = frame.lineNumber, let path = frame.filename ?? frame.absolutePath,
      let file = source.file(at: path, line: line)
    else { return nil }
    self.init(file: file, line: line)
    functionName = function?.name ?? frame.function
  }

  init(file: PythonFile, line: Int) {
    self.file = file
    self.line = line
    location = file.module.location(ofLine: line)
    functionName = location.function?.name
  }

  var function: PythonFunction? { location.function }
  var type: PythonClass? { location.class }

  /// The innermost statement of the line.
  var statement: PythonStatement? { location.statement }

  /// The statements of the function; of the excerpt when its head is not in sight.
  var scope: [PythonStatement] { function?.body ?? file.module.statements }

  /// Whether everything from the function's head to the line is at hand and was understood.
  var sawWholeFunction: Bool {
    guard let function, let statement else { return false }
    let unread = file.module.unreadable.contains { span in
      span.firstLine >= function.line && span.firstLine <= statement.span.lastLine
    }
    return !unread
  }

  /// What each name was last given before the statement, in the order of the source.
  func bindings(before end: Int) -> [String: PythonExpression] {
    file.bindings(in: scope, ofFunction: function != nil, before: end)
  }

  /// Whether a request reaches this function directly: a view function, or a method of a view.
  var isView: Bool {
    guard let function else { return false }
    let names = function.parameters.map(\.name)
    if names.first == "request" { return true }
    guard let type, names.first == "self" else { return false }
    return names.dropFirst().first == "request" || names.contains("form")
      || names.contains("serializer")
      || type.bases.contains { $0.hasSuffix("View") || $0.hasSuffix("ViewSet") }
  }
}

extension [PythonStatement] {
  /// What each name was last given in these statements before the end, in the order of the source.
  func bindings(before end: Int) -> [String: PythonExpression] {
    var bindings: [String: PythonExpression] = [:]
    for statement in self {
      statement.visit { inner in
        guard inner.span.start < end else { return false }
        if let (name, value) = inner.simpleAssignment, inner.span.end <= end {
          bindings[name] = value
        }
        inner.bindPairs(into: &bindings, before: end)
        return true
      }
    }
    return bindings
  }
}

extension PythonStatement {
  /// `book, member = request.POST["book"], request.POST["member"]`, and names bound by `:=`.
  fileprivate func bindPairs(into bindings: inout [String: PythonExpression], before end: Int) {
    if case .assign(let targets, let value) = kind, targets.count == 1, span.end <= end {
      let (names, values) = (targets[0].elements, value.elements)
      if names.count == values.count {
        for (name, value) in zip(names, values) {
          if case .name(let name) = name.kind { bindings[name] = value }
        }
      } else if case .name(let first) = names.first?.kind {
        bindings[first] = value  // `choice, created = ….get_or_create(…)`
      }
    }
    for expression in expressions {
      expression.visit { inner in
        if case .named(let target, let value) = inner.kind, case .name(let name) = target.kind,
          inner.span.end <= end
        {
          bindings[name] = value
        }
        return true
      }
    }
  }
}
