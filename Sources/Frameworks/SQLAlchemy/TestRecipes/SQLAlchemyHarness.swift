import EventSchema
import SourceCode

/// How a test sends requests and reaches the database: with the project's own fixtures where it
/// has them.
struct SQLAlchemyHarness {
  let project: PytestProject
  /// The fixture that sends requests.
  let client: String
  /// The fixtures that tests take to reach the database.
  private(set) var database: [String]
  /// The session in tests: `db.session`, `session`.
  private(set) var session: String
  /// The line that opens what the session needs: `with app.app_context():`.
  let opening: String?
  /// The mark of tests that are awaited, empty where they need none; `nil` for others.
  let awaitedBy: String?
  /// The fixture of the headers that a request needs.
  private let headers: String?
  /// As whom requests are sent, where nobody else gets an answer.
  let identity: RequestIdentity?
  /// Imports by module.
  private(set) var imports: [String: Set<String>] = [:]
  /// Whole statements of import.
  private(set) var modules: Set<String> = []
  /// Fixtures that the file itself defines.
  private(set) var fixtures: [String] = []
  /// Whether requests have connections of their own though the project's do not.
  private(set) var isSeparate = false

  /// `nil` when the application or its database cannot be told.
  init?(_ reading: SQLAlchemyReading, _ endpoint: PythonEndpoint) {
    let project = PytestProject(reading.source)
    self.project = project
    guard var found = Self.found(reading, endpoint, project) else { return nil }
    let asksWho = endpoint.asksWho(reading)
    let known = asksWho ? project.knownClient(isAsync: found.awaitedBy != nil) : nil
    let served = found.awaitedBy == nil ? nil : project.served(by: found.client)
    // What FastAPI depends on gives rows of models.
    let canSignIn =
      reading.driver == nil
      ? found.awaitedBy == nil || served != nil : endpoint.library == .flask
    identity = asksWho && canSignIn ? RequestIdentity(endpoint, reading, awaited: served) : nil
    headers = asksWho && identity == nil && known == nil ? project.knownHeaders?.name : nil
    if asksWho, identity == nil {
      // Nobody knows the test: without a fixture for that no request gets through.
      guard known != nil || headers != nil else { return nil }
      found.client = known?.name ?? found.client
    }
    awaitedBy = found.awaitedBy
    client = found.client
    database = found.database
    session = found.session
    opening = found.opening
    imports = found.imports
    modules = found.modules
    fixtures = found.fixtures + (identity?.fixtures ?? [])
    if let forgetting = identity?.forgetting(project) {
      fixtures.append(forgetting)
      modules.insert("import pytest")
    }
    for (module, names) in identity?.imports ?? [:] {
      imports[module, default: []].formUnion(names)
    }
  }

  private static func found(
    _ reading: SQLAlchemyReading, _ endpoint: PythonEndpoint, _ project: PytestProject
  ) -> Found? {
    if let driver = reading.driver { return connecting(driver, reading, endpoint, project) }
    return switch endpoint.library {
    case .flask: flask(reading, project)
    case .fastAPI: fastAPI(reading, endpoint, project)
    case .job:
      home(of: ["SQLAlchemy"], reading) == nil
        ? job(reading, endpoint, project) : endpoint.isAsync ? nil : flask(reading, project)
    }
  }

  /// What was found of the project's fixtures, and what they lack.
  struct Found {
    var client: String
    var database: [String]
    var session: String
    var opening: String?
    var awaitedBy: String?
    var imports: [String: Set<String>] = [:]
    var modules: Set<String> = []
    var fixtures: [String] = []
  }

  // MARK: - Flask

  private static func flask(_ reading: SQLAlchemyReading, _ project: PytestProject) -> Found? {
    let extensionHome = home(of: ["SQLAlchemy"], reading)
    guard let client = project.client(.flask) else {
      return flaskAlone(reading, extensionHome)
    }
    if let database = extensionHome, let application = project.application {
      return Found(
        client: client.name,
        database: [application.name] + project.preparations(of: client),
        session: "\(database.name).session", opening: "with \(application.name).app_context():",
        imports: [database.module: [database.name]])
    }
    if let session = project.session() {
      return Found(client: client.name, database: [session.name], session: session.name)
    }
    guard let shared = home(of: ["scoped_session"], reading) else { return nil }
    return Found(
      client: client.name, database: [], session: shared.name,
      imports: [shared.module: [shared.name]])
  }

  /// Without a client of the project's own: one of its factory, on a database of the test's own.
  private static func flaskAlone(
    _ reading: SQLAlchemyReading, _ database: (module: String, name: String)?
  ) -> Found? {
    guard let database else { return nil }
    let settings =
      "{\n            \"TESTING\": True,\n            \"WTF_CSRF_ENABLED\": False,\n"
      + "            \"SQLALCHEMY_DATABASE_URI\": os.environ.get(\n"
      + "                \"DATABASE_URL\", f\"sqlite:///{tmp_path}/test.db\"\n"
      + "            ),\n        }"
    var found = Found(
      client: "client", database: ["app"], session: "\(database.name).session",
      opening: "with app.app_context():", imports: [database.module: [database.name]],
      modules: ["import os", "import pytest"])
    for file in reading.source.files(mentioning: "def create_app") {
      guard let factory = file.definition(named: "create_app")?.function,
        let parameter = factory.parameters.first(where: { $0.kind == .plain }),
        file.source.text.mentions("(\(parameter.name))"), parameter.defaultValue != nil
      else { continue }
      found.imports[reading.dotted(file.source.path), default: []].insert("create_app")
      found.fixtures = [
        """
        @pytest.fixture
        def app(tmp_path):
            app = create_app(
                \(settings)
            )
            with app.app_context():
                \(database.name).create_all()
            yield app
            with app.app_context():
                \(database.name).session.remove()
                \(database.name).drop_all()


        @pytest.fixture
        def client(app):
            return app.test_client()
        """
      ]
      return found
    }
    return nil
  }

  // MARK: - FastAPI

  private static func fastAPI(
    _ reading: SQLAlchemyReading, _ endpoint: PythonEndpoint, _ project: PytestProject
  ) -> Found? {
    if let client = project.client(.fastAPI), let session = project.session() {
      return Found(client: client.name, database: [session.name], session: session.name)
    }
    if let client = project.client(.awaited), let session = project.session(isAsync: true) {
      return Found(
        client: client.name, database: [session.name], session: session.name,
        awaitedBy: project.awaitedMark(reading.source.tree) ?? "")
    }
    guard let dependency = reading.sessionDependency(endpoint), let model = reading.modelName,
      let relation = reading.relation, let file = relation.definition?.file
    else { return nil }
    if let client = project.client(.fastAPI) {
      return besides(client, dependency, reading)
    }
    guard let application = home(of: ["FastAPI"], reading) else { return nil }
    var found = Found(
      client: "client", database: ["session"], session: "session", modules: ["import pytest"])
    found.imports[application.module] = [application.name]
    found.imports[dependency.module, default: []].insert(dependency.name)
    if let client = project.client(.awaited), dependency.isAsync {
      found.client = client.name
      found.awaitedBy = project.awaitedMark(reading.source.tree) ?? ""
      let marker = project.marksAwaitedFixtures ? "pytest_asyncio" : "pytest"
      found.modules = ["import \(marker)"]
      found.fixtures = [
        """
        @\(marker).fixture
        async def session(\(client.name)):
            dependency = \(application.name).dependency_overrides.get(
                \(dependency.name), \(dependency.name)
            )
            sessions = dependency()
            yield await anext(sessions)
            await sessions.aclose()
        """
      ]
      return found
    }
    guard !dependency.isAsync else { return nil }
    found.modules.formUnion(["import os"])
    found.imports["fastapi.testclient"] = ["TestClient"]
    found.imports["sqlalchemy"] = ["create_engine"]
    found.imports["sqlalchemy.orm"] = ["sessionmaker"]
    found.imports[reading.dotted(file.source.path), default: []].insert(model)
    found.fixtures = [
      """
      @pytest.fixture
      def sessions(tmp_path):
          url = os.environ.get("DATABASE_URL", f"sqlite:///{tmp_path}/test.db")
          engine = create_engine(url)
          \(model).metadata.create_all(engine)
          yield sessionmaker(bind=engine)
          \(model).metadata.drop_all(engine)
          engine.dispose()


      @pytest.fixture
      def session(sessions):
          with sessions() as session:
              yield session


      @pytest.fixture
      def client(sessions):
          def open_session():
              with sessions() as session:
                  yield session

          \(application.name).dependency_overrides[\(dependency.name)] = open_session
          with TestClient(\(application.name)) as client:
              yield client
          \(application.name).dependency_overrides.clear()
      """
    ]
    return found
  }

  /// Beside a client of the project's own: a session on the database that its requests use.
  private static func besides(
    _ client: PytestProject.Fixture, _ dependency: (module: String, name: String, isAsync: Bool),
    _ reading: SQLAlchemyReading
  ) -> Found {
    var found = Found(
      client: client.name, database: ["session"], session: "session", modules: ["import pytest"])
    found.imports[dependency.module, default: []].insert(dependency.name)
    var application = "\(client.name).app"
    if let made = home(of: ["FastAPI"], reading) {
      application = made.name
      found.imports[made.module, default: []].insert(made.name)
    }
    let name = dependency.name
    guard dependency.isAsync else {
      found.fixtures = [
        """
        @pytest.fixture
        def session(\(client.name)):
            dependency = \(application).dependency_overrides.get(\(name), \(name))
            sessions = dependency()
            yield next(sessions)
            sessions.close()
        """
      ]
      return found
    }
    found.modules.insert("import asyncio")
    found.imports["sqlalchemy"] = ["create_engine"]
    found.imports["sqlalchemy.orm"] = ["Session"]
    let driver =
      reading.failure.tree.files.contains { file in
        file.text.mentions("psycopg2") && !file.path.hasSuffix(".lock")
      } ? "psycopg2" : "psycopg"
    found.fixtures = [
      """
      @pytest.fixture
      def session(\(client.name)):
          \"""The database of the requests, for tests that are not awaited.\"""

          async def ask():
              dependency = \(application).dependency_overrides.get(
                  \(dependency.name), \(dependency.name)
              )
              sessions = dependency()
              url = (await anext(sessions)).get_bind().engine.url
              await sessions.aclose()
              return url

          url = asyncio.run(ask())
          driver = url.drivername.replace("+aiosqlite", "").replace("asyncpg", "\(driver)")
          engine = create_engine(url.set(drivername=driver))
          with Session(engine) as session:
              yield session
          engine.dispose()
      """
    ]
    return found
  }

  /// The module and name of what one of the classes makes at the top level of a file.
  private static func home(
    of makers: Set<String>, _ reading: SQLAlchemyReading
  ) -> (module: String, name: String)? {
    for maker in makers.sorted() {
      for file in reading.source.files(mentioning: "\(maker)(") {
        for statement in file.module.statements {
          guard let (name, value) = statement.simpleAssignment, value.asCall?.name == maker else {
            continue
          }
          return (reading.dotted(file.source.path), name)
        }
      }
    }
    return nil
  }

  /// The fixtures that every request takes.
  var fixturesOfRequest: [String] {
    let application = identity?.needsApplication == true ? project.application?.name : nil
    return [client] + [application, headers].compactMap(\.self) + (identity?.needed ?? [])
  }

  /// The client with which requests are sent, of whoever is known where it must be somebody.
  func client(_ client: String, known key: String?) -> String {
    guard let identity, let key else { return client }
    return identity.client(client, key)
  }

  /// What a request is given beside its body: `, headers=auth_headers`.
  func argumentsOfRequest(known key: String?) -> String {
    if let identity, let key { return identity.arguments(project.application?.name, key) }
    return headers.map { ", headers=\($0)" } ?? ""
  }

  /// `await ` where tests are awaited.
  var awaiting: String { awaitedBy == nil ? "" : "await " }

  /// The same with a session by a fixture of the file's own.
  func using(
    _ fixture: String, named name: String, _ imports: [String: Set<String>]
  ) -> SQLAlchemyHarness {
    var other = self
    other.database = [name]
    other.session = name
    other.imports = imports
    other.modules.insert("import pytest")
    other.fixtures.append(fixture)
    other.isSeparate = true
    return other
  }

  mutating func need(_ name: String, from module: String) {
    imports[module, default: []].insert(name)
  }

  mutating func needModule(_ statement: String) { modules.insert(statement) }
}

extension SQLAlchemyReading {
  /// `office.models` of `office/models.py`.
  func dotted(_ path: String) -> String {
    var parts = path.split(separator: "/").map(String.init)
    if let last = parts.last, last.hasSuffix(".py") {
      parts[parts.count - 1] = String(last.dropLast(3))
    }
    if parts.last == "__init__" { parts.removeLast() }
    if ["src", "backend", "server"].contains(parts.first ?? "") { parts.removeFirst() }
    return parts.joined(separator: ".")
  }
}
