import SourceCode

extension SQLAlchemyHarness {
  /// How tests reach the database of code that runs statements by itself: by a fixture of the
  /// project's, else by the function that opens its connections.
  static func connecting(
    _ driver: PythonDriver, _ reading: SQLAlchemyReading, _ endpoint: PythonEndpoint,
    _ project: PytestProject
  ) -> Found? {
    let isFlask = endpoint.library == .flask
    guard !driver.isAwaited, let client = project.client(isFlask ? .flask : .fastAPI) else {
      return nil
    }
    var found = Found(client: client.name, database: [], session: "connection")
    found.fixtures = [helpers(driver, givesNames: givesNames(reading))]
    let openers = PythonOpener.all(in: reading.source)
    let names = Set(openers.filter { $0.kind != .generator }.map(\.name) + ["connect"])
    if let fixture = project.connection(openedBy: names) {
      found.database = [fixture.name]
      found.session = fixture.name
      return found
    }
    guard let opener = openers.first else { return nil }
    found.imports[reading.dotted(opener.file.source.path)] = [opener.name]
    if opener.needsApplication {
      guard let application = project.application, opener.kind == .plain else { return nil }
      found.database = [application.name] + project.preparations(of: client)
      found.opening = "with \(application.name).app_context():"
      found.session = "\(opener.name)()"
      return found
    }
    found.database = ["connection"]
    found.modules.insert("import pytest")
    let opening =
      switch opener.kind {
      case .plain: "with closing(\(opener.name)()) as connection:\n        yield connection"
      case .manager: "with \(opener.name)() as connection:\n        yield connection"
      case .generator: "yield from \(opener.name)()"
      }
    if opener.kind == .plain { found.imports["contextlib"] = ["closing"] }
    found.fixtures.append(
      "@pytest.fixture\ndef connection(\(client.name)):\n    \(opening)")
    return found
  }

  /// Whether rows are known by the names of their columns alone.
  private static func givesNames(_ reading: SQLAlchemyReading) -> Bool {
    ["dict_row", "DictCursor", "dict_factory", "dictionary=True"].contains { mark in
      !reading.source.files(mentioning: mark).isEmpty
    }
  }

  /// What the lines of tests call to store rows and to look at them.
  private static func helpers(_ driver: PythonDriver, givesNames: Bool) -> String {
    let mark = driver.placeholder
    let first = givesNames ? "next(iter(row.values()))" : "row[0]"
    let returning = driver.returnsRows ? " RETURNING {key}" : ""
    let last = driver.returnsRows ? "row and \(first)" : "\(first) if row else cursor.lastrowid"
    return """
      def run(connection, statement, values):
          cursor = connection.cursor()
          cursor.execute(statement, list(values))
          row = cursor.fetchone() if cursor.description else None
          connection.commit()
          return \(last)


      def store(connection, table, key, /, **row):
          \"""Stores a row and gives its key.\"""
          marks = ", ".join("\(mark)" for _ in row)
          statement = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})\(returning)"
          return run(connection, statement, row.values())


      def value(connection, table, column, /, **key):
          \"""What the rows hold that have these values.\"""
          tests = " AND ".join(f"{name} = \(mark)" for name in key) or "1 = 1"
          statement = f"SELECT {column} FROM {table} WHERE {tests}"
          return run(connection, statement, key.values())
      """
  }
}
