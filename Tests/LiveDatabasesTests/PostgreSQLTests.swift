import DatabaseErrors
import Foundation
import SourceCode
import TestSupport
import Testing

@testable import LiveDatabases

@Suite(
  "PostgreSQL", .serialized,
  .enabled(if: PostgreSQLServer.programs != nil, "Scripts/setup databases installs the server"),
  .withPostgreSQL)
struct PostgreSQLTests {
  let server: PostgreSQLServer

  init() throws {
    server = try #require(PostgreSQLServer.current)
  }

  private func open() throws -> any LiveDatabase { try openDatabase(server.address()) }

  private func facts(
    _ violation: ConstraintViolation, asked: (String) -> Void = { _ in }
  ) throws -> ProbeFacts {
    let database = try open()
    return ask(database, about: violation, in: try database.schema(), announcing: asked)
  }

  /// The catalogue and a dump of the same database say the same.
  @Test func declaresWhatItsDumpDeclares() throws {
    let dump = fixtures.appending(path: "schemas/postgresql/harbour.sql")
    let text = try String(contentsOf: dump, encoding: .utf8)
    let dumped = try #require(Schema.read(SourceFile(path: "harbour.sql", text: text)))
    let live = try open().schema()
    #expect(Set(live.outline) == Set(dumped.outline))
    #expect(live.skipped.isEmpty)
    let boats = try #require(live.relation(named: "boats"))
    let others = try #require(dumped.relation(named: "boats"))
    for column in boats.columns {
      var other = try #require(others.column(named: column.column))
      other.place = column.place
      #expect(column == other)
    }
    for constraint in boats.constraints {
      var other = try #require(others.constraints.first { $0.name == constraint.name })
      other.place = constraint.place
      #expect(constraint == other)
    }
    #expect(live.sequence(of: "id", table: "boats")?.lastValue == 2)
    #expect(boats.place.description == "database harbour")
  }

  @Test func findsTheRowThatHoldsTheKey() throws {
    try server.run("INSERT INTO boats (name, pier_id, licence) VALUES ('Cid', 1, 'L-7')")
    var asked: [String] = []
    let facts = try facts(
      ConstraintViolation(
        kind: .unique, constraint: "licence_once", table: "boats", columns: ["licence"],
        values: ["L-7"])
    ) { asked.append($0) }
    let incumbent = try #require(facts.incumbent)
    #expect(incumbent.count == 1)
    #expect(incumbent.deletedColumn == nil && incumbent.isDeletionKnown)
    #expect(incumbent.createdColumn == "created_at")
    let now = Date().timeIntervalSince1970
    let created = try #require(incumbent.createdAt)
    let committed = try #require(incumbent.committedAt)
    #expect(abs(now - created) < 60 && committed >= created)
    #expect(incumbent.transactionsAgo.map { (0...20).contains($0) } == true)
    #expect(incumbent.idsAgo == 0)
    #expect(facts.emptiness.map(\.column) == ["licence"])
    #expect(facts.emptiness.first?.nulls ?? 0 > 0)
    #expect(facts.indexMissesRows == nil && facts.invalidIndexes.isEmpty)
    #expect(facts.unanswered.isEmpty)
    #expect(!asked.isEmpty && asked.allSatisfy { $0.hasPrefix("SELECT") && !$0.contains("L-7") })
    try server.run("DELETE FROM boats WHERE licence = 'L-7'")
  }

  @Test func findsARowThatIsMarkedAsDeletedThroughAnExpression() throws {
    try server.run("INSERT INTO boats (name, deleted_at, licence) VALUES ('Old', now(), 'L-8')")
    let licence = ConstraintViolation(kind: .unique, constraint: "licence_once", values: ["L-8"])
    #expect(try facts(licence).incumbent?.deletedColumn == "deleted_at")
    // The conditional key does not hold that row.
    let name = ConstraintViolation(kind: .unique, constraint: "boats_lower_name", values: ["old"])
    let other = try facts(name)
    #expect(other.incumbent?.count == 0)
    #expect(other.indexMissesRows == false)
    try server.run("DELETE FROM boats WHERE licence = 'L-8'")
  }

  @Test func tellsACounterThatIsBehind() throws {
    try server.run("INSERT INTO piers (id, code) VALUES (70, 'Z')")
    let facts = try facts(
      ConstraintViolation(
        kind: .primaryKey, constraint: "piers_pkey", columns: ["id"], values: ["70"]))
    let counter = try #require(facts.counters.first)
    #expect(counter.isBehind && counter.largest == 70 && counter.lastValue == 2)
    #expect(facts.incumbent?.idsAgo == -68)
    try server.run("DELETE FROM piers WHERE id = 70")
  }

  @Test func tellsWhetherAParentIsThere() throws {
    func parent(_ id: String) throws -> ProbeFacts.Parent? {
      try facts(
        ConstraintViolation(
          kind: .foreignKey, constraint: "boats_pier_id_fkey", table: "boats", values: [id])
      ).parent
    }
    let present = try #require(try parent("1"))
    #expect(present.isPresent && present.table == "piers" && present.createdAt != nil)
    #expect(try parent("999")?.isBeyondCounter == true)
    try server.run("INSERT INTO piers (code) VALUES ('Q')")
    try server.run("DELETE FROM piers WHERE code = 'Q'")
    #expect(try parent("3")?.isBeyondCounter == false)
  }

  @Test func countsDuplicatesAndHowFarApartTheyWereMade() throws {
    // Neither key stops rows of other piers that are marked as deleted.
    try server.run(
      "INSERT INTO boats (name, pier_id, created_at, deleted_at) VALUES "
        + "('Twin', 1, '2024-01-01', now()), ('Twin', 2, '2024-01-01 00:00:00.250', now()), "
        + "('Trio', 1, '2024-01-01', now()), ('Trio', 2, '2024-01-01 00:00:02', now())")
    let violation = ConstraintViolation(
      kind: .multipleObjectsReturned, table: "boats", columns: ["name"])
    let duplicates = try #require(try facts(violation).duplicates)
    #expect(duplicates.groups == 2)
    #expect(duplicates.medianSecondsApart == 2)
    try server.run("DELETE FROM boats WHERE name IN ('Twin', 'Trio')")
  }

  @Test func saysWhatIsDenied() throws {
    try server.run("CREATE ROLE guest LOGIN")
    let database = try openDatabase(server.address(user: "guest"))
    let violation = ConstraintViolation(
      kind: .unique, constraint: "licence_once", columns: ["licence"], values: ["L-1"])
    let facts = ask(database, about: violation, in: try database.schema()) { _ in }
    #expect(facts.incumbent == nil)
    #expect(facts.unanswered.first?.reason == "permission denied for table boats")
  }

  @Test func writesNothingAndHidesValues() throws {
    let database = try open()
    #expect(throws: LiveDatabaseError.self) {
      try database.rows("INSERT INTO piers (code) VALUES ('W') RETURNING 1", [], isByTable: false)
    }
    do {
      _ = try database.rows("SELECT $1::integer", ["Ada Lovelace"], isByTable: false)
      Issue.record("a name is no number")
    } catch {
      #expect(!error.reason.contains("Ada"))
    }
    #expect(try database.rows("SELECT 1", [], isByTable: false) == [["1"]])
  }

  @Test func saysThatNobodyAnswers() throws {
    let address = "postgresql://harbour:secret@127.0.0.1:1/harbour"
    do {
      _ = try openDatabase(address)
      Issue.record("nobody listens there")
    } catch {
      #expect(error.reason.contains("127.0.0.1") && !error.reason.contains("secret"))
    }
  }
}
