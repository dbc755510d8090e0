import EventSchema
import SourceCode

/// The tests of a project as far as new ones build on them: their folder, and the fixtures of
/// their `conftest.py`.
struct PytestProject {
  /// Relative to the root, without a slash at its end: `tests`.
  let folder: String
  private let fixtures: [Fixture]
  /// What the names of the fixtures' file stand for.
  private let imports: [String: String]
  let texts: [String]

  struct Fixture {
    var name: String
    var function: PythonFunction
    var isAsync: Bool
    var parameters: [String]
    /// Whether several tests share what it gives.
    var outlivesTests: Bool

    /// Whether it gives what a call opens: `with Session() as session: yield session`.
    fileprivate func gives(whatOpens isOpening: (PythonExpression) -> Bool) -> Bool {
      var opened: Set<String> = []
      var gives = false
      for (statement, _) in function.body.flattened {
        if case .with(let items, _) = statement.kind {
          for item in items where isOpening(item.context) {
            if case .name(let name) = item.target?.kind { opened.insert(name) }
          }
        }
        if let (name, value) = statement.simpleAssignment, isOpening(value) {
          opened.insert(name)
        }
        for expression in statement.expressions {
          expression.visit { part in
            if case .yield(let given?) = part.kind, case .name(let name) = given.kind {
              gives = gives || opened.contains(name)
            }
            return !gives
          }
        }
      }
      return gives
    }
  }

  init(_ source: PythonSource) {
    let files = source.tree.files.filter { $0.path.hasSuffix("conftest.py") && $0.isWhole }
    let read = files.compactMap { file in
      source.file(at: file.path).map { ($0, Self.fixtures(in: $0)) }
    }
    // The one that makes a client; else the outermost.
    let chosen =
      read.first { $0.1.contains { Self.client(of: $0.function) != nil } } ?? read.first
    let path = chosen?.0.source.path ?? Self.folderOfTests(source.tree)
    folder = path.split(separator: "/").dropLast().joined(separator: "/")
    fixtures = chosen?.1 ?? []
    imports = chosen?.0.imports ?? [:]
    texts = files.map(\.text)
  }

  private static func fixtures(in file: PythonFile) -> [Fixture] {
    file.functions.compactMap { _, function, type in
      guard type == nil,
        let mark = function.decorators.first(where: { $0.chain.last?.name == "fixture" })
      else { return nil }
      let name = mark.asCall?.argument("name")?.stringValue ?? function.name
      let scope = mark.asCall?.argument("scope")?.stringValue ?? "function"
      return Fixture(
        name: name, function: function, isAsync: function.isAsync,
        parameters: function.parameters.map(\.name),
        outlivesTests: !["function", "class"].contains(scope))
    }
  }

  /// Without a `conftest.py`: where test files lie.
  private static func folderOfTests(_ tree: SourceTree) -> String {
    let test = tree.files.first { file in
      let name = file.path.split(separator: "/").last ?? ""
      return name.hasPrefix("test_") && name.hasSuffix(".py")
    }
    return test?.path ?? "tests/test.py"
  }

  enum Client {
    case flask, fastAPI, awaited
  }

  private static func client(of function: PythonFunction) -> Client? {
    for call in function.body.flatMap(\.calls) {
      switch call.name {
      case "test_client": return .flask
      case "TestClient": return .fastAPI
      case "AsyncClient": return .awaited
      default: continue
      }
    }
    return nil
  }

  /// The fixture whose value sends requests.
  func client(_ wanted: Client) -> Fixture? {
    fixtures.first { fixture in
      fixture.isAsync == (wanted == .awaited) && Self.client(of: fixture.function) == wanted
    }
  }

  /// What a client puts before every path: `/api` of `AsyncClient(base_url="http://test/api")`;
  /// empty where it puts nothing, or what cannot be told.
  func base(of client: String) -> String {
    guard let fixture = fixtures.first(where: { $0.name == client }) else { return "" }
    for call in fixture.function.body.flatMap(\.calls) {
      guard let parts = call.argument("base_url")?.stringValue?.components(separatedBy: "://"),
        parts.count == 2
      else { continue }
      let path = parts[1].split(separator: "/").dropFirst().joined(separator: "/")
      return path.isEmpty ? "" : "/" + path
    }
    return ""
  }

  /// The fixture whose client is known to the application, for what nobody else may ask.
  func knownClient(isAsync: Bool) -> Fixture? {
    let names = [
      "auth_client", "authenticated_client", "logged_in_client", "authorized_client",
      "client_with_auth", "user_client",
    ]
    return names.lazy.compactMap { name in
      fixtures.first { $0.name == name && $0.isAsync == isAsync }
    }.first
  }

  /// The fixture that gives the headers of somebody who is known.
  var knownHeaders: Fixture? {
    let names = [
      "auth_headers", "token_headers", "normal_user_token_headers", "user_headers", "headers",
      "superuser_token_headers",
    ]
    return names.lazy.compactMap { name in fixtures.first { $0.name == name } }.first
  }

  /// The fixture that gives the application.
  var application: Fixture? {
    fixtures.first { $0.name == "app" && !$0.isAsync }
      ?? fixtures.first { fixture in
        !fixture.isAsync
          && fixture.function.body.flatMap(\.calls).contains { $0.name == "create_app" }
      }
  }

  /// The application that a client's requests reach: `ASGITransport(app=app)`.
  struct Served {
    /// As the fixtures name it.
    var name: String
    /// Where the name comes from; `nil` for a fixture.
    var module: String?
  }

  /// What a client's fixture hands its requests to; `nil` where the fixture makes it itself.
  func served(by client: String) -> Served? {
    guard let fixture = fixtures.first(where: { $0.name == client }) else { return nil }
    for call in fixture.function.body.flatMap(\.calls)
    where ["ASGITransport", "AsyncClient", "TestClient"].contains(call.name) {
      guard let given = call.argument("app") ?? call.positional.first,
        let name = given.dottedName, !name.contains(".")
      else { continue }
      if fixture.parameters.contains(name) { return Served(name: name, module: nil) }
      guard let origin = imports[name], origin.hasSuffix(".\(name)") else { return nil }
      return Served(name: name, module: String(origin.dropLast(name.count + 1)))
    }
    return nil
  }

  /// Whether one context of the application stays open from test to test, with what requests keep
  /// in it, such as who is signed in.
  var keepsContext: Bool {
    guard let application, application.outlivesTests else { return false }
    return application.function.body.flatMap(\.calls).contains { call in
      call.name == "app_context" || call.name == "push"
    }
  }

  /// What a client's fixture rests on beside the application, such as the tables.
  func preparations(of client: Fixture) -> [String] {
    client.parameters.filter { name in
      name != application?.name && fixtures.contains { $0.name == name && !$0.isAsync }
    }
  }

  /// The fixture that gives a session.
  func session(isAsync: Bool = false) -> Fixture? {
    let names = [
      "session", "db_session", "dbsession", "database_session", "sql_session", "async_session",
      "db",
    ]
    let named = names.lazy.compactMap { name in
      fixtures.first { $0.name == name && $0.isAsync == isAsync }
    }.first
    return named ?? fixtures.first { $0.isAsync == isAsync && $0.gives(whatOpens: \.makesSession) }
  }

  /// The fixture that gives a connection which one of these functions opens.
  func connection(openedBy names: Set<String>) -> Fixture? {
    fixtures.first { fixture in
      !fixture.isAsync
        && fixture.gives { value in
          let call = value.asCall
          let inner = call?.name == "closing" ? call?.positional.first?.asCall : call
          return names.contains(inner?.name ?? "")
        }
    }
  }

  /// Whether fixtures that are awaited are marked by a plugin of their own.
  var marksAwaitedFixtures: Bool { texts.contains { $0.mentions("@pytest_asyncio.fixture") } }

  /// How the project marks tests that are awaited; `nil` where it needs no mark.
  func awaitedMark(_ tree: SourceTree) -> String? {
    let marks = ["pytest.mark.anyio", "pytest.mark.asyncio"]
    return marks.first { mark in
      tree.files.contains { $0.path.hasSuffix(".py") && $0.text.mentions(mark) }
    }
  }

  /// Whether all requests of a client share the session that tests have: one request at a time.
  func sharesSession(_ client: String) -> Bool {
    guard let fixture = fixtures.first(where: { $0.name == client }) else { return false }
    var isShared = false
    func look(_ expression: PythonExpression) {
      expression.visit { part in
        switch part.kind {
        case .lambda(_, let body):
          if case .name(let name) = body.kind, fixture.parameters.contains(name) { isShared = true }
        case .yield(let given?):
          if case .name(let name) = given.kind, fixture.parameters.contains(name) {
            isShared = true
          }
        default: break
        }
        return !isShared
      }
    }
    for statement in fixture.function.body {
      statement.visit { inner in
        for expression in inner.expressions { look(expression) }
        if case .return(let given?) = inner.kind, case .name(let name) = given.kind,
          fixture.parameters.contains(name)
        {
          isShared = true
        }
        return !isShared
      }
    }
    return isShared
  }

  /// Whether two connections would not see the same rows.
  var isInMemory: Bool {
    texts.contains {
      $0.mentions("sqlite://\"") || $0.mentions("sqlite://'") || $0.mentions(":memory:")
    }
  }

  /// Where a new file of tests belongs.
  func path(_ name: String) -> String {
    folder.isEmpty ? "test_\(name).py" : "\(folder)/test_\(name).py"
  }
}

extension PythonExpression {
  /// `Session(engine)`, `session_factory()`, `async_session()`.
  fileprivate var makesSession: Bool {
    guard let name = asCall?.name?.lowercased() else { return false }
    return name.mentions("session") && !name.hasSuffix("maker")
  }
}
