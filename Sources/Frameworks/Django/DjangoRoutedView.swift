import EventSchema
import SourceCode

extension DjangoReading {
  /// The class that the URL configuration names for the request, when all of its frames are the
  /// framework's own: a `ModelViewSet` without methods has none in the trace.
  static func routedView(_ failure: Failure, _ source: PythonSource) -> PythonSite? {
    guard failure.culpritIndex == nil, let transaction = failure.event.transaction,
      transaction.hasPrefix("/")
    else { return nil }
    let wanted = segments(of: transaction)
    var found: [PythonSite] = []
    for file in source.files(mentioning: "urlpatterns") {
      for call in file.module.calls {
        guard let (pattern, view) = registration(call), leads(pattern, to: wanted),
          let definition = source.definition(of: view, in: file), let type = definition.type
        else { continue }
        found.append(PythonSite(file: definition.file, line: type.line))
      }
    }
    // Two apps may use one name below different prefixes.
    guard let first = found.first, found.allSatisfy({ $0.type == first.type }) else { return nil }
    return first
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
      guard let made = call.positional[1].asCall, made.name == "as_view",
        case .attribute(let base, _) = made.callee.kind, let view = base.dottedName,
        !pattern.isEmpty
      else { return nil }
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
