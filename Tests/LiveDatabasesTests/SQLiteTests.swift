import DatabaseErrors
import Foundation
import SourceCode
import Storage
import TestSupport
import Testing

@testable import LiveDatabases

@Suite("SQLite files")
struct SQLiteTests {
  /// A harbour in a file of its own.
  private func file(_ statements: String...) throws -> String {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "harbour-\(UUID().uuidString).sqlite").path()
    let definitions = fixtures.appending(path: "record/schemas/sqlite.sql")
    let database = try SQLiteDatabase(path: path, access: .readWrite, busyMilliseconds: 1_000)
    try database.execute(String(contentsOf: definitions, encoding: .utf8), doing: "fill")
    for statement in statements { try database.execute(statement, doing: "fill") }
    return path
  }

  private func facts(_ path: String, _ violation: ConstraintViolation) throws -> ProbeFacts {
    let database = try openDatabase(path)
    return ask(database, about: violation, in: try database.schema()) { _ in }
  }

  @Test func declaresWhatItsDumpDeclares() throws {
    let path = try file()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let dump = fixtures.appending(path: "schemas/sqlite/harbour.sql")
    let text = try String(contentsOf: dump, encoding: .utf8)
    let dumped = try #require(Schema.read(SourceFile(path: "harbour.sql", text: text)))
    for address in [path, "sqlite:\(path)", "sqlite://\(path)"] {
      let live = try openDatabase(address).schema()
      #expect(Set(live.outline) == Set(dumped.outline))
      #expect(live.sequence(of: "id", table: "boats")?.lastValue == 2)
    }
  }

  @Test func findsTheRowThatHoldsTheKey() throws {
    let path = try file(
      "UPDATE boats SET licence = 'l-1', deleted_at = '2024-05-01', "
        + "created_at = '2024-01-01 12:00:00' WHERE id = 1")
    defer { try? FileManager.default.removeItem(atPath: path) }
    let name = ConstraintViolation(
      kind: .unique, dbms: .sqlite, table: "boats", columns: ["pier_id", "name"],
      values: ["1", "Ann"])
    let incumbent = try #require(try facts(path, name).incumbent)
    #expect(incumbent.count == 1 && incumbent.idsAgo == 1)
    #expect(incumbent.deletedColumn == "deleted_at")
    #expect(incumbent.createdAt == 1_704_110_400)
    let missing = ConstraintViolation(
      kind: .unique, table: "boats", columns: ["pier_id", "name"], values: ["1", "Eve"])
    let none = try facts(path, missing)
    #expect(none.incumbent?.count == 0 && none.indexMissesRows == false)
  }

  @Test func saysWhatTheFailureLeavesOut() throws {
    let path = try file()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let withoutValues = ConstraintViolation(kind: .unique, table: "piers", columns: ["code"])
    #expect(
      try facts(path, withoutValues).unanswered.map(\.question) == ["which row holds the key"])
    let elsewhere = ConstraintViolation(kind: .unique, table: "ships", columns: ["code"])
    #expect(try facts(path, elsewhere).unanswered.map(\.reason) == ["it has no table ships"])
  }

  @Test func tellsWhetherAParentIsThere() throws {
    let path = try file()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let violation = ConstraintViolation(
      kind: .foreignKey, table: "boats", columns: ["pier_id"], values: ["9"])
    let parent = try #require(try facts(path, violation).parent)
    #expect(!parent.isPresent && parent.isBeyondCounter == true)
  }

  @Test func refusesWhatIsNoDatabase() throws {
    let path = fixtures.appending(path: "schemas/ORIGIN.md").path()
    for address in [path, "/nowhere/harbour.sqlite", "mysql://root@localhost/harbour"] {
      #expect(throws: LiveDatabaseError.self) { try openDatabase(address).schema() }
    }
  }

  @Test func changesNothing() throws {
    let path = try file()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let before = try Data(contentsOf: URL(filePath: path))
    let database = try openDatabase(path)
    #expect(throws: LiveDatabaseError.self) {
      try database.rows("DELETE FROM boats", [], isByTable: false)
    }
    _ = try database.schema()
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
  }
}
