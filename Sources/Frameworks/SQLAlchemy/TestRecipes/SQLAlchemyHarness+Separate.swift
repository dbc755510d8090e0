import SourceCode

extension SQLAlchemyHarness {
  /// The harness for requests at once, where those of the project share the one session of the
  /// test: each has a connection of its own, and what they store is taken back afterwards.
  func separated(_ reading: SQLAlchemyReading, _ endpoint: PythonEndpoint) -> SQLAlchemyHarness? {
    guard endpoint.library == .fastAPI, !endpoint.isAsync, awaitedBy == nil, opening == nil,
      project.sharesSession(client), !project.isInMemory, fixtures.isEmpty,
      let dependency = reading.sessionDependency(endpoint), !dependency.isAsync,
      let relation = reading.relation, let file = relation.definition?.file
    else { return nil }
    let model = relation.facts.name
    var imports = imports
    imports[dependency.module, default: []].insert(dependency.name)
    imports[reading.dotted(file.source.path), default: []].insert(model)
    imports["sqlalchemy", default: []].insert("select")
    imports["sqlalchemy.orm", default: []].insert("Session")
    let overrides = "\(client).app.dependency_overrides"
    let fixture = """
      @pytest.fixture
      def apart(\(client), \(session)):
          \"""Requests with connections of their own; what they store is taken back.\"""
          engine = \(session).get_bind().engine
          tables = \(model).metadata.sorted_tables

          def open_session():
              with Session(engine) as own:
                  yield own

          shared = \(overrides).get(\(dependency.name))
          \(overrides)[\(dependency.name)] = open_session
          with Session(engine) as own:
              kept = [(table, own.execute(select(table)).mappings().all()) for table in tables]
              own.commit()
              yield own
          with engine.begin() as connection:
              for table in reversed(tables):
                  connection.execute(table.delete())
              for table, rows in kept:
                  if rows:
                      connection.execute(table.insert(), [dict(row) for row in rows])
          \(overrides)[\(dependency.name)] = shared
      """
    return using(fixture, named: "apart", imports)
  }
}
