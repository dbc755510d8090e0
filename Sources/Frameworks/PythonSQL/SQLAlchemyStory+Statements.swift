import EventSchema
import Fixes
import SourceCode

extension SQLAlchemyStory {
  /// How many rows of a table there are, beside those that the project's own fixtures store.
  func countByStatement(_ filter: String, of table: String) -> String {
    let condition = filter.isEmpty ? "" : ", \(filter)"
    let count = "value(\(harness.session), \"\(table)\", \"count(*)\"\(condition))"
    let isStored = filter.isEmpty && harness.project.stores(table)
    return isStored ? "\(count) - \(Self.known(table))" : count
  }

  /// The lines that count those rows for the lines of a test that speak of them.
  func knownRows(in body: [String]) -> [String] {
    guard reading.driver != nil else { return [] }
    let tables = reading.source.declaredSchema.relations.map(\.table).filter { table in
      body.contains { $0.mentions("- \(Self.known(table)) ") }
    }
    return inDatabase(
      tables.sorted().map { table in
        "\(Self.known(table)) = value(\(harness.session), \"\(table)\", \"count(*)\")"
      })
  }

  /// The request makes its key of what it finds: then the same one comes a second time.
  func ofSecondRequest(_ scenario: SQLAlchemyScenario) -> [TestCase] {
    var story = self
    story.test(
      "\(subject)_refuses_a_second_time", scenario.rows,
      inDatabase(scenario.rows.lines) + scenario.body()
        + ["assert \(status(of: send(scenario))) < 400", "answer = \(send(scenario))"]
        + refusal(reading.refusalMessage) + inDatabase(["assert \(count()) == 1"]))
    return story.cases("twice", "The same request is refused a second time")
  }

  /// Members of the body that a unique key of any table asks to differ, beside the violated one's,
  /// with other values: a request may write more than the row that was refused.
  func otherKeysOfStatements(
    _ scenario: SQLAlchemyScenario
  ) -> [(key: String, value: String)] {
    let own = Set(reading.columns.compactMap(scenario.key))
    return scenario.payload.compactMap { member in
      guard !own.contains(member.key) else { return nil }
      for row in reading.source.declaredSchema.relations {
        guard let column = row.column(named: member.key), column.referencedTable == nil,
          row.constraints.contains(where: {
            $0.kind == .unique && $0.columns.contains(column.column)
          }), !(row.table == relation.facts.table && reading.columns.contains(column.column)),
          let sample = SQLAlchemySample(column, in: PythonRelation(facts: row), number: 2)
        else { continue }
        return (member.key, sample.sent)
      }
      return nil
    }
  }

  private static func known(_ table: String) -> String { "known_\(table.underscored)" }
}

extension PytestProject {
  /// Whether its fixtures put rows into a table.
  fileprivate func stores(_ table: String) -> Bool {
    texts.contains { $0.lowercased().mentions("insert into \(table.lowercased())") }
  }
}

extension PythonDriver {
  /// What makes two requests meet before either writes: the text of `meeting_before_write`, and
  /// what it imports; `nil` for drivers whose cursors cannot be told to wait.
  var meeting: (text: String, modules: [String])? {
    switch module {
    case "psycopg": (Self.waiting(in: "psycopg.Cursor"), ["import psycopg", "import threading"])
    case "psycopg2":
      (
        Self.waitingOfPsycopg2,
        ["import psycopg2", "import psycopg2.extensions", "import threading"]
      )
    case "pymysql":
      (Self.waiting(in: "pymysql.cursors.Cursor"), ["import pymysql", "import threading"])
    case "MySQLdb":
      (
        Self.waiting(in: "MySQLdb.cursors.BaseCursor"),
        ["import MySQLdb.cursors", "import threading"]
      )
    case "sqlite3": (Self.waitingOfSQLite, ["import sqlite3", "import threading"])
    default: nil
    }
  }

  private static let head = """
    @contextmanager
    def meeting_before_write():
        \"""Two requests both look before either writes.\"""
        barrier = threading.Barrier(2)
        known = threading.local()

        def wait(statement):
            writes = str(statement).lstrip().upper().startswith(("INSERT", "UPDATE"))
            if writes and not hasattr(known, "waited"):
                known.waited = True
                try:
                    barrier.wait(timeout=10)
                except threading.BrokenBarrierError:
                    pass  # The other one did not come to write.


    """

  private static func waiting(in cursor: String) -> String {
    head + """
          execute = \(cursor).execute

          def wait_and_execute(cursor, statement, *args, **kwargs):
              wait(statement)
              return execute(cursor, statement, *args, **kwargs)

          with patch.object(\(cursor), "execute", wait_and_execute):
              yield
      """
  }

  /// Its cursors are written in C: only a class below theirs can wait.
  private static let waitingOfPsycopg2 =
    head + """
          def waiting(factory):
              class Cursor(factory):
                  def execute(self, statement, *args, **kwargs):
                      wait(statement)
                      return super().execute(statement, *args, **kwargs)

              return Cursor

          class Connection(psycopg2.extensions.connection):
              def cursor(self, *args, **kwargs):
                  factory = kwargs.get("cursor_factory") or self.cursor_factory
                  kwargs["cursor_factory"] = waiting(factory or psycopg2.extensions.cursor)
                  return super().cursor(*args, **kwargs)

          connect = psycopg2.connect
          with patch.object(
              psycopg2,
              "connect",
              lambda *args, **kwargs: connect(
                  *args, **{**kwargs, "connection_factory": Connection}
              ),
          ):
              yield
      """

  private static let waitingOfSQLite =
    head + """
          class Cursor(sqlite3.Cursor):
              def execute(self, statement, *values):
                  wait(statement)
                  return super().execute(statement, *values)

          class Connection(sqlite3.Connection):
              def cursor(self, factory=Cursor):
                  return super().cursor(factory)

              def execute(self, statement, *values):
                  return self.cursor().execute(statement, *values)

          connect = sqlite3.connect
          with patch.object(
              sqlite3,
              "connect",
              lambda *args, **kwargs: connect(*args, **{**kwargs, "factory": Connection}),
          ):
              yield
      """
}

extension SQLAlchemyReading {
  /// Whether a statement on the way sets a column to an expression of itself, `stock = stock - ?`,
  /// or code takes from a row that it has read: `order.balance -= amount`.
  func takesFrom(_ column: String, of table: String) -> Bool {
    guard driver != nil else {
      guard reading.uses.contains(where: { $0.use.operation == .read && $0.use.isAbout(table) }),
        let field = libraries.relation(table: table)?.field(of: column)
      else { return false }
      return sites.flatMap(\.scope.flattened).contains { statement, _ in
        guard case .augment(let target, "-=", _) = statement.kind else { return false }
        if case .attribute(_, field) = target.kind { return true }
        return false
      }
    }
    return reading.uses.contains { use in
      use.use.operation == .update && use.use.isAbout(table)
        && use.use.values.contains { $0.column == column && $0.isComputedInDatabase }
    }
  }
}

extension SQLAlchemyReading {
  /// What the failing statement always takes: 1 of `SET stock = stock - 1` and of `seats -= 1`.
  var amountOfStatement: Int? {
    if driver == nil { return amountOfObject }
    guard driver != nil, let write, let column = columns.first ?? boundedColumn,
      let words = write.site.literal(of: write.use)?.stringValue?.comparisonWords
    else { return nil }
    let places = words.indices.dropLast(2).filter { index in
      words[index] == column && words[index + 1] == "-"
    }
    return places.lazy.compactMap { Int(words[$0 + 2]) }.first
  }

  private var amountOfObject: Int? {
    guard let site = write?.site ?? sites.first, let column = columns.first ?? boundedColumn else {
      return nil
    }
    return site.scope.flattened.lazy.compactMap { statement, _ -> Int? in
      guard case .augment(let target, "-=", let value) = statement.kind,
        case .attribute(_, let name) = target.kind, name == self.field(column)
      else { return nil }
      return value.count
    }.first
  }
}
