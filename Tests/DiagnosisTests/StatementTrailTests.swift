import DatabaseErrors
import EventSchema
import SourceCode
import Testing

@testable import Diagnosis

@Suite("Statements of one request")
struct StatementTrailTests {
  static let unique = #"duplicate key value violates unique constraint "boat_name_key""#
  static let nameTaken = unique + "\nDETAIL:  Key (name)=(Alma) already exists."

  static func event(_ message: String, _ breadcrumbs: [Breadcrumb] = [], spans: [Span] = [])
    -> Event
  {
    var event = Event()
    event.platform = "python"
    event.exceptions = [
      Exception(
        type: "IntegrityError", value: message,
        frames: [Frame(filename: "desk/boats.py", function: "add", lineNumber: 3, inApp: true)])
    ]
    event.breadcrumbs = breadcrumbs
    event.spans = spans
    return event
  }

  static func trail(_ event: Event) -> (StatementTrail, ConstraintViolation) {
    let examination = examine(event)
    return (
      examination.statements, examination.violation ?? ConstraintViolation(kind: .unique)
    )
  }

  static func queries(_ statements: [String], message: String = nameTaken)
    -> (StatementTrail, ConstraintViolation)
  {
    let crumbs = statements.enumerated().map { index, text in
      Breadcrumb(timestamp: 1_900_000_000 + Double(index), category: "query", message: text)
    }
    return trail(event(message, crumbs))
  }

  static let look = #"SELECT 1 AS "a" FROM "boat" WHERE "boat"."name" = %s LIMIT 1"#
  static let insert = #"INSERT INTO "boat" ("name", "berth_id") VALUES (%s, %s)"#

  struct Shape: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var breadcrumb: Breadcrumb
    var verb: SQLStatement.Verb?
    var milliseconds: Double?
    var rows: Int?
  }

  static let shapes = [
    Shape(
      testDescription: "Python", breadcrumb: Breadcrumb(category: "query", message: insert),
      verb: .insert),
    Shape(
      testDescription: "Rails",
      breadcrumb: Breadcrumb(
        category: "sql.active_record",
        data: ["sql": .string(look), "name": "Boat Exists?", "cached": true, "row_count": 0]),
      verb: .select, rows: 0),
    Shape(
      testDescription: "Laravel",
      breadcrumb: Breadcrumb(
        category: "db.sql.query", message: look, data: ["executionTimeMs": 2.5]),
      verb: .select, milliseconds: 2.5),
    Shape(
      testDescription: "Hibernate's logger",
      breadcrumb: Breadcrumb(
        category: "org.hibernate.SQL", message: "insert into boat (name, id) values (?, ?)"),
      verb: .insert),
    Shape(
      testDescription: "Entity Framework's logger",
      breadcrumb: Breadcrumb(
        category: "Microsoft.EntityFrameworkCore.Database.Command",
        message: "Executed DbCommand (3ms) [Parameters=[@p0='?'], CommandType='Text']\n"
          + "INSERT INTO boat (name) VALUES (@p0)"),
      verb: .insert, milliseconds: 3),
    Shape(
      testDescription: "Ecto's logger",
      breadcrumb: Breadcrumb(
        category: "ecto", message: "QUERY OK source=\"boat\" db=0.5ms\nSELECT 1 FROM boat b0"),
      verb: .select, milliseconds: 0.5),
    Shape(
      testDescription: "Sequelize's logger",
      breadcrumb: Breadcrumb(
        category: "sequelize", message: "Executing (default): SELECT id FROM boat WHERE name = $1"),
      verb: .select),
    Shape(
      testDescription: "Django's logger",
      breadcrumb: Breadcrumb(
        category: "django.db.backends", message: "(0.004) SELECT id FROM boat; args=()"),
      verb: .select, milliseconds: 4),
    Shape(
      testDescription: "OpenTelemetry's field",
      breadcrumb: Breadcrumb(category: "db", data: ["db.query.text": .string(look)]),
      verb: .select),
    Shape(
      testDescription: "a line that only names SQL",
      breadcrumb: Breadcrumb(category: "sqlalchemy.engine", message: "COMMIT failed, see log")),
    Shape(
      testDescription: "another category",
      breadcrumb: Breadcrumb(category: "console", message: insert)),
  ]

  @Test("are read in every SDK's shape", arguments: shapes)
  func readsShapes(_ shape: Shape) throws {
    let record = StatementRecord(shape.breadcrumb, index: 0)
    let statement = record.flatMap { SQLStatement.read($0.text) }
    #expect(statement?.verb == shape.verb)
    guard shape.verb != nil else { return }
    let milliseconds = record?.duration.map { ($0 * 1e6).rounded() / 1e3 }
    #expect(milliseconds == shape.milliseconds)
    #expect(record?.rows == shape.rows)
    #expect(statement?.table == "boat")
  }

  @Test("take start and duration from spans, each statement once")
  func mergesSpans() {
    let crumbs = [
      Breadcrumb(timestamp: 10, category: "query", message: Self.look),
      Breadcrumb(timestamp: 10.1, category: "query", message: Self.insert),
    ]
    let spans = [
      Span(operation: "http.server", summary: "GET /boats", start: 9, end: 11),
      Span(operation: "db", summary: Self.look, start: 10.001, end: 10.004, status: "ok"),
      Span(
        operation: "db", summary: Self.insert, start: 10.1, end: 10.4, status: "internal_error"),
      Span(operation: "db.sql.query", summary: "SELECT id FROM boat", start: 9.5, end: 9.6),
    ]
    let (trail, _) = Self.trail(Self.event(Self.nameTaken, crumbs, spans: spans))
    #expect(trail.steps.map(\.place) == ["SQL span 4", "SQL breadcrumb 1", "SQL breadcrumb 2"])
    #expect(trail.failing?.failed == true)
    #expect(trail.failing?.duration.map { Int(($0 * 1_000).rounded()) } == 300)
    #expect(trail.isComplete)
  }

  @Test("say that the failing statement waited", arguments: [(0.4, true), (0.04, false)])
  func findsWaits(seconds: Double, waits: Bool) {
    let spans = (0..<4).map { index in
      Span(
        operation: "db", summary: "SELECT id FROM berth WHERE id = %s", start: Double(index),
        end: Double(index) + 0.002)
    }
    let failing = Span(operation: "db", summary: Self.insert, start: 9, end: 9 + seconds)
    let (trail, _) = Self.trail(Self.event(Self.nameTaken, spans: spans + [failing]))
    #expect((trail.wait != nil) == waits)
  }

  @Test("do not compare a duration with nothing")
  func needsUsualDurations() {
    let failing = Span(operation: "db", summary: Self.insert, start: 9, end: 9.8)
    let (trail, _) = Self.trail(Self.event(Self.nameTaken, spans: [failing]))
    #expect(trail.failing?.duration != nil && trail.wait == nil)
  }

  @Test("tell the transaction of the failing statement")
  func readsTransactions() {
    let (trail, _) = Self.queries([
      "BEGIN", Self.look, #"SAVEPOINT "a""#, #"RELEASE SAVEPOINT "a""#, #"SAVEPOINT "b""#,
      Self.insert, #"ROLLBACK TO SAVEPOINT "b""#,
    ])
    #expect(trail.failing?.statement.verb == .insert)
    #expect(trail.transaction.opening?.place == "SQL breadcrumb 1")
    #expect(trail.transaction.savepoints.map(\.place) == ["SQL breadcrumb 5"])
    #expect(trail.transaction.isOpen == true)
    #expect(trail.transaction.isContained)
    let (other, _) = Self.queries(["BEGIN", Self.look, "COMMIT", Self.insert])
    #expect(other.transaction.opening == nil && other.transaction.isOpen == nil)
  }

  @Test("find the statement that broke a transaction")
  func findsBrokenTransactions() {
    var crumbs = [Self.look, Self.insert, Self.insert].map {
      Breadcrumb(category: "query", message: $0)
    }
    crumbs[1].data = ["failed": true]
    let (trail, _) = Self.trail(Self.event(Self.nameTaken, crumbs))
    // The refused one is the one that counts, not the last one of its kind.
    #expect(trail.failingIndex == 1)
    #expect(trail.transaction.brokenBy == nil)
    crumbs[2].data = ["failed": true]
    let (both, _) = Self.trail(Self.event(Self.nameTaken, crumbs))
    #expect(both.transaction.brokenBy?.place == "SQL breadcrumb 2")
  }

  @Test("blame the last write of the child for a refused COMMIT")
  func readsDeferredConstraints() {
    let message =
      #"insert or update on table "boat" violates foreign key constraint "boat_berth_id_fk""#
      + "\nDETAIL:  Key (berth_id)=(9) is not present in table \"berth\"."
    var crumbs = [
      "BEGIN", #"SELECT "id" FROM "berth" WHERE "berth"."id" = %s"#, Self.insert,
      #"UPDATE "harbour" SET "boats" = %s"#, "COMMIT",
    ].map { Breadcrumb(category: "query", message: $0) }
    crumbs[4].data = ["failed": true]
    let (trail, violation) = Self.trail(Self.event(message, crumbs))
    #expect(trail.failing?.place == "SQL breadcrumb 3")
    #expect(trail.failingCommit?.place == "SQL breadcrumb 5")
    #expect(trail.parentSteps(of: violation, .select).map(\.place) == ["SQL breadcrumb 2"])
    #expect(trail.parentSteps(of: violation, .delete).isEmpty)
    crumbs[4].data = [:]
    #expect(Self.trail(Self.event(message, crumbs)).0.failingCommit == nil)
  }

  @Test(
    "tell look-ups that compute the value",
    arguments: [
      (#"SELECT MAX("boat"."name") FROM "boat""#, StatementTrail.ComputingRead.Way.largest),
      (#"SELECT COALESCE(MAX(name), 0) + 1 FROM boat"#, .largest),
      (#"SELECT "id", "name" FROM "boat" ORDER BY "boat"."name" DESC LIMIT 1"#, .lastInOrder),
      (#"SELECT "name" FROM "boat" WHERE "boat"."name" LIKE %s"#, .sharedPrefix),
      (#"SELECT COUNT(*) FROM "boat" WHERE "boat"."berth_id" = %s"#, .count),
      (#"SELECT COUNT(*) FROM "boat" WHERE "boat"."name" = %s"#, nil),
      (#"SELECT MAX("boat"."length") FROM "boat""#, nil),
      (#"SELECT "name" FROM "boat" ORDER BY "boat"."length" DESC LIMIT 1"#, nil),
      (look, nil),
    ])
  func findsComputingReads(sql: String, way: StatementTrail.ComputingRead.Way?) {
    let (trail, violation) = Self.queries([sql, Self.insert])
    #expect(trail.computingReads(of: violation).first?.way == way)
  }

  @Test("know which earlier INSERT wrote the same key")
  func comparesEarlierInserts() {
    let crumbs = ["Alma", "Berta", "Alma"].map { name in
      Breadcrumb(
        category: "query", message: Self.insert, data: ["db.params": [.string(name), 1]])
    }
    let (trail, violation) = Self.trail(Self.event(Self.nameTaken, crumbs))
    #expect(trail.earlierInserts(of: violation).map(\.hasSameKey) == [true, false])
    let (unknown, other) = Self.queries([Self.insert, Self.insert])
    #expect(unknown.earlierInserts(of: other).map(\.hasSameKey) == [nil])
  }

  struct Rows: Sendable, CustomTestStringConvertible {
    var sql: String
    var parameters: JSON = .null
    var repeats: Bool?
    var testDescription: String { "\(sql) \(parameters)" }
  }

  @Test(
    "see a key that one statement writes twice",
    arguments: [
      Rows(
        sql: "INSERT INTO boat (name, length) VALUES ('Alma', 3), ('Berta', 4), ('Alma', 5)",
        repeats: true),
      Rows(
        sql: "INSERT INTO boat (name, length) VALUES ('Alma', 3), ('alma', 3)", repeats: false),
      Rows(
        sql: "INSERT INTO boat (name, length) VALUES (%s, %s), (%s, %s)",
        parameters: ["Alma", 1, "Alma", 2], repeats: true),
      Rows(
        sql: "INSERT INTO boat (name, length) VALUES (%(name__0)s, 1), (%(name__1)s, 2)",
        parameters: ["name__1": "'Alma'", "name__0": "'Alma'"], repeats: true),
      Rows(
        sql: "INSERT INTO boat (name, length) VALUES (%s, %s)",
        parameters: [["Alma", 1], ["Berta", 2], ["Alma", 3]], repeats: true),
      Rows(
        sql: "INSERT INTO boat (name, length) VALUES (:name, :length)",
        parameters: [["name": "Alma", "length": 1], ["name": "Berta", "length": 2]],
        repeats: false),
      Rows(sql: "INSERT INTO boat (name, length) VALUES (%s, %s), (%s, %s)"),
      Rows(sql: "INSERT INTO boat (name, length) VALUES (lower('A'), 1), (upper('b'), 2)"),
      Rows(sql: "INSERT INTO boat (name, length) VALUES ('Alma', 3)"),
    ])
  func findsRepeatedKeys(_ example: Rows) {
    let crumb = Breadcrumb(
      category: "query", message: example.sql, data: ["db.params": example.parameters])
    let (trail, violation) = Self.trail(Self.event(Self.nameTaken, [crumb]))
    #expect(trail.failing?.repeatsKey(violation.knownColumns) == example.repeats)
  }

  @Test(
    "tell replicas by their connection",
    arguments: [
      ("replica", true), ("reading_replica_2", true), ("default", false), ("db-ro", true),
      ("robot", false), ("secondary1", true), ("bro", false),
    ])
  func findsReplicas(alias: String, isReplica: Bool) {
    #expect(StatementRecord.namesReplica(alias) == isReplica)
    var crumbs = [Self.look, Self.insert].map { Breadcrumb(category: "query", message: $0) }
    crumbs[0].data = ["db.alias": .string(alias)]
    crumbs[1].data = ["db.alias": "default"]
    let (trail, violation) = Self.trail(Self.event(Self.nameTaken, crumbs))
    #expect((trail.staleLookup(of: violation) != nil) == isReplica)
    #expect(
      (trail.lookupOfOtherDatabase(of: violation) != nil) == (!isReplica && alias != "default"))
  }

  @Test("know a key that was drawn from a sequence")
  func findsSequenceDraws() {
    let (trail, _) = Self.queries([
      #"SELECT nextval('boat_id_seq')"#, #"INSERT INTO "boat" ("id", "name") VALUES (%s, %s)"#,
    ])
    #expect(trail.sequenceDraw != nil)
    #expect(Self.queries([Self.look, Self.insert]).0.sequenceDraw == nil)
  }

  @Test("take the isolation level from its statement")
  func readsIsolationLevels() {
    let (trail, _) = Self.queries([
      "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", "SET search_path TO a", Self.insert,
    ])
    #expect(trail.isolationLevel == "repeatable read")
    #expect(trail.steps.count == 1)
  }
}
