import EventSchema
import SourceCode

/// What starts a function from outside of the application's code: a request, a queue, a clock, a
/// command line, a signal.
enum PythonEntry {
  case view, task, schedule, command, receiver, test

  /// Where the values of its parameters come from.
  func kind(ofParameter name: String) -> SourceFacts.Origin.Kind? {
    switch self {
    case .view: ["self", "request", "cls"].contains(name) ? nil : .client
    case .task, .schedule, .command: name == "self" ? nil : .external
    case .receiver, .test: nil
    }
  }
}

extension PythonSite {
  /// How the function is started, where its decorators, its class or its name say so.
  func findEntry() -> PythonEntry? {
    for decorator in function?.decorators ?? [] {
      let names = decorator.chain.map(\.name)
      guard let last = names.last else { continue }
      if Self.scheduleDecorators.contains(last) || decorator.mentionsName("crontab") {
        return .schedule
      }
      if Self.taskDecorators.contains(last) { return .task }
      if ["receiver", "listens_for"].contains(last) { return .receiver }
      if ["command", "group"].contains(last) { return .command }
      if last == "api_view" || last == "action" || last == "websocket" { return .view }
      let isRoute = decorator.asCall?.positional.first?.stringValue.map {
        $0.isEmpty || $0.hasPrefix("/") || $0.hasPrefix("{") || last == "route"
      }
      if names.count > 1, Self.routeDecorators.contains(last), isRoute ?? (last == "route") {
        return .view
      }
    }
    if isView { return .view }
    guard let function else { return nil }
    let bases = type?.bases.map(\.lastName) ?? []
    if bases.contains("BaseCommand"), function.name == "handle" { return .command }
    if bases.contains(where: { $0.hasSuffix("Task") }), function.name == "run" { return .task }
    if bases.contains(where: { $0.hasSuffix("Resource") || $0 == "MethodView" || $0 == "APIView" }),
      ["get", "post", "put", "patch", "delete"].contains(function.name)
    {
      return .view
    }
    if function.name.hasPrefix("test_") { return .test }
    return nil
  }

  private static let taskDecorators: Set<String> = [
    "shared_task", "task", "job", "actor", "db_task", "background", "background_task", "subscriber",
    "consumer", "agent",
  ]
  private static let scheduleDecorators: Set<String> = [
    "periodic_task", "scheduled_job", "db_periodic_task", "cron", "repeat_every", "schedule",
    "repeat",
  ]
  private static let routeDecorators: Set<String> = [
    "route", "get", "post", "put", "patch", "delete", "api_route", "head",
  ]

  /// The path that a route's decorator names.
  private var routes: [String] {
    (function?.decorators ?? []).compactMap { $0.asCall?.positional.first?.stringValue }
  }

  /// In what kinds of runs the function takes part, as its source says.
  var contexts: Set<SourceFacts.Context> {
    var contexts: Set<SourceFacts.Context> = []
    switch entry {
    case .task: contexts.insert(.worker)
    case .schedule: contexts.formUnion([.worker, .schedule])
    case .command: contexts.insert(.command)
    case .receiver: contexts.insert(.callback)
    case .test: contexts.insert(.test)
    case .view, nil: break
    }
    let names = ([function?.name, type?.name].compactMap(\.self) + routes).map { $0.lowercased() }
    if names.contains(where: { $0.mentions("webhook") || $0.mentions("web_hook") }) {
      contexts.insert(.webhook)
    }
    if entry == .view, routes.contains(where: Self.isHook) { contexts.insert(.webhook) }
    if entry == .view, names.contains(where: { $0.mentions("callback") || $0.mentions("_ipn") }) {
      contexts.insert(.webhook)
    }
    if type?.bases.contains(where: { $0.lastName.hasSuffix("ModelAdmin") }) == true {
      contexts.insert(.admin)
    }
    if names.contains(where: Self.fillsTables) { contexts.insert(.fixture) }
    contexts.formUnion(Self.contexts(ofPath: file.source.path))
    return contexts
  }

  /// `/hooks/payments`, `/stripe/hook`: a hook of somebody. Mere `/hooks` may be what a shop sells,
  /// and `/hooks/<int:hook_id>` one of them.
  private static func isHook(_ route: String) -> Bool {
    let parts = route.lowercased().split(separator: "/")
    guard parts.count > 1, parts.allSatisfy({ $0.first != "<" && $0.first != "{" }) else {
      return false
    }
    return parts.contains { $0 == "hook" || $0 == "hooks" }
  }

  /// `seed_roles`, `load_fixtures`, `import_members`; no view does that by name alone.
  private static func fillsTables(_ name: String) -> Bool {
    ["seed", "load_fixture", "loaddata", "restore_", "populate_"].contains { name.hasPrefix($0) }
  }

  /// Modules of an application, whatever its folder is called: an app may be about seeds.
  private static let applicationModules: Set<String> = [
    "views.py", "models.py", "forms.py", "serializers.py", "admin.py", "services.py", "api.py",
    "viewsets.py", "tasks.py", "signals.py", "receivers.py", "schemas.py", "routes.py",
    "routers.py", "repository.py", "repositories.py", "managers.py", "selectors.py",
  ]

  /// What the place of a file of the application says; what runs it, its frames tell.
  static func contexts(ofPath path: String) -> Set<SourceFacts.Context> {
    var contexts: Set<SourceFacts.Context> = []
    let path = "/" + path
    func within(_ parts: String...) -> Bool { parts.contains { path.mentions($0) } }
    if within("/migrations/", "/alembic/") { contexts.insert(.migration) }
    if within("/management/commands/") { contexts.insert(.command) }
    let name = String(path.lastPathComponent)
    let isOfApplication = applicationModules.contains(name)
    if within("/fixtures/", "/seeds/", "/seeders/") && !isOfApplication || name == "seed.py"
      || name == "seeds.py"
      || name.hasPrefix("seed_")
    {
      contexts.insert(.fixture)
    }
    if within("/tests/") || name.hasPrefix("test_") || name == "tests.py" { contexts.insert(.test) }
    return contexts
  }
}

extension String {
  /// What is behind the last slash.
  fileprivate var lastPathComponent: Substring { part(behindLast: "/") }
}
