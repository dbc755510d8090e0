import DatabaseErrors
import EventSchema
import SourceCode

extension DjangoReading {
  /// The class that the URL configuration names for the request, when all of its frames are the
  /// framework's own: a `ModelViewSet` without methods has none in the trace.
  static func routedView(_ failure: Failure, _ source: PythonSource) -> PythonSite? {
    failure.culpritIndex == nil ? viewByURL(failure, source) : nil
  }

  /// The view class that the URL leads to, whatever frames there are.
  var viewByURL: PythonSite? { Self.viewByURL(failure, source) }

  private static func viewByURL(_ failure: Failure, _ source: PythonSource) -> PythonSite? {
    definition(failure, source).flatMap { definition in
      definition.type.map { PythonSite(file: definition.file, line: $0.line) }
    }
  }

  /// The class or function that the URL configuration names for the request.
  static func definition(_ failure: Failure, _ source: PythonSource) -> PythonDefinition? {
    guard let transaction = failure.event.transaction else { return nil }
    guard transaction.hasPrefix("/") else { return definition(named: transaction, source) }
    let wanted = segments(of: transaction)
    var found: [PythonDefinition] = []
    var isWhole = false
    for file in source.files(mentioning: "urlpatterns") {
      let prefix = segments(of: source.prefix(ofURLsIn: file) ?? "")
      for call in file.module.calls {
        guard let (pattern, view) = registration(call), leads(pattern, to: wanted),
          let definition = source.definition(of: view, in: file)
        else { continue }
        // What is before the pattern of an included file is known, but for that of a router.
        let whole = prefix + pattern
        let isAll = leads(whole, to: wanted) && whole.count >= wanted.count
        if isAll, !isWhole { found = [] }
        guard isAll || !isWhole else { continue }
        isWhole = isAll
        found.append(definition)
      }
    }
    // Two apps may use one name below different prefixes.
    guard let first = found.first,
      found.allSatisfy({
        $0.statement.span == first.statement.span && $0.file.source == first.file.source
      })
    else { return nil }
    return first
  }

  /// `rooms.views.AddRoom`, as some projects name transactions.
  private static func definition(
    named name: String, _ source: PythonSource
  ) -> PythonDefinition? {
    let parts = name.split(separator: ".").map(String.init)
    guard parts.count > 1, let last = parts.last else { return nil }
    let path = parts.dropLast().joined(separator: "/") + ".py"
    return source.file(at: path)?.definition(named: last)
  }

  /// `router.register("customers", views.CustomerViewSet)`, `path("signup", SignupView.as_view())`.
  private static func registration(_ call: PythonCall) -> (pattern: [String], view: String)? {
    guard call.positional.count > 1, let pattern = call.positional[0].stringValue else {
      return nil
    }
    switch call.name {
    case "register":
      guard let view = call.positional[1].dottedName, !pattern.isEmpty else { return nil }
      return (segments(of: pattern) + ["{}"], view)
    case "path":
      guard !pattern.isEmpty, let view = call.positional[1].viewName else { return nil }
      return (segments(of: pattern), view)
    default: return nil
    }
  }

  /// Whether a pattern is the end of the request's path; the key at the end of a router's may be
  /// missing, since lists have none.
  private static func leads(_ pattern: [String], to wanted: [String]) -> Bool {
    if wanted.suffix(pattern.count).elementsEqual(pattern) { return true }
    guard pattern.count > 1, pattern.last == "{}" else { return false }
    return wanted.suffix(pattern.count - 1).elementsEqual(pattern.dropLast())
  }

  /// The parts between slashes, with `{}` for each parameter.
  private static func segments(of path: String) -> [String] {
    path.split(separator: "/").map { part in
      part.first == "{" || part.first == "<" ? "{}" : String(part)
    }
  }
}

extension PythonExpression {
  /// `views.lend`, `JoinView.as_view()`, `csrf_exempt(views.lend)`.
  fileprivate var viewName: String? {
    guard let call = asCall else { return dottedName }
    if call.name == "as_view", case .attribute(let base, _) = call.callee.kind {
      return base.dottedName
    }
    return call.name == "include" ? nil : call.positional.first?.viewName
  }
}
