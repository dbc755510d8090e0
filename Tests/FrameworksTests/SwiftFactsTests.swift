import DatabaseErrors
import EventSchema
import Fixes
import Frameworks
import SourceCode
import Testing

/// What GRDB's own words show of the way to a write.
@Suite struct SwiftFactsTests {
  private static let scores = #"""
    import GRDB

    struct Score: Codable, FetchableRecord, MutablePersistableRecord {
      var id: Int64?
      var shelfMark: String
      var price: Int
      var archivedAt: Date?

      enum CodingKeys: String, CodingKey {
        case id, price
        case shelfMark = "shelf_mark"
        case archivedAt = "archived_at"
      }

      static func current() -> QueryInterfaceRequest<Score> {
        filter(Column("archived_at") == nil)
      }

      static func newestFirst() -> QueryInterfaceRequest<Score> {
        order(Column("id").desc)
      }
    }

    func createTables(_ db: Database) throws {
      try db.execute(sql: """
        CREATE TABLE score (
          id INTEGER PRIMARY KEY, shelf_mark TEXT NOT NULL, price INTEGER, archived_at DATETIME
        );
        CREATE UNIQUE INDEX score_mark ON score (shelf_mark COLLATE NOCASE) WHERE price > 0;
        """)
    }

    """#

  private func facts(_ code: String) throws -> SourceFacts {
    let story = SwiftRecipeStory(
      name: "", code: Self.scores + code,
      violation: ConstraintViolation(
        kind: .unique, dbms: .sqlite, table: "score", columns: ["shelf_mark"]),
      error: "GRDB.DatabaseError", remedy: .validateOnPath, adds: [])
    let failure = story.failure()
    return try #require(Framework.recognised(in: failure)).facts(of: failure)
  }

  private func enter(_ look: String) -> String {
    """
    func enter(_ mark: String, _ db: Database) throws {
      guard try \(look).isEmpty(db) else { throw Taken() }
      var score = Score(shelfMark: mark, price: 1)
      try score.insert(db)  // ↓
    }

    """
  }

  @Test func aScopeAddsItsConditions() throws {
    let own = try facts(enter("Score.current().filter(Column(\"shelf_mark\") == mark)"))
    #expect(own.checks.map(\.columns) == [["shelf_mark"]])
    #expect(own.checks.map(\.otherPredicates) == [["archived_at IS NULL"]])
    let plain = try facts(enter("Score.newestFirst().filter(Column(\"shelf_mark\") == mark)"))
    #expect(plain.checks.map(\.otherPredicates) == [[]])
  }

  @Test func aRowIsReadByItsKey() throws {
    let facts = try facts(
      """
      func mark(_ id: Int64, _ mark: String, _ db: Database) throws {
        guard var score = try Score.fetchOne(db, id: id) else { return }
        score.shelfMark = mark
        try score.update(db)  // ↓
      }

      """)
    #expect(facts.checks.map(\.columns) == [["id"]])
    #expect(facts.writtenColumns == ["shelf_mark"])
  }

  @Test func severalStatementsStandInOneText() throws {
    let facts = try facts(enter("Score.filter(Column(\"shelf_mark\") == mark)"))
    let key = try #require(facts.relation?.constraints.last)
    #expect(key.name == "score_mark")
    #expect(key.columns == ["shelf_mark"])
    #expect(key.ignoresCase == true)
    #expect(key.condition == "price > 0")
  }

  @Test func aTypeMayBeAWebhooks() throws {
    let write = """
      func receive(_ mark: String, _ db: Database) throws {
        try Score(shelfMark: mark, price: 1).insert(db)  // ↓
      }

      """
    #expect(try facts("struct ScoreWebhook {\n\(write)}\n").contexts == [.webhook])
    #expect(try facts("struct ScoreDesk {\n\(write)}\n").contexts.isEmpty)
  }
}
