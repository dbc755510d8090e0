import EventSchema
import Foundation
import Testing

@testable import Storage

/// Stores of earlier versions, brought up to date.
@Suite struct MigrationTests {
  /// A store as its first version wrote it.
  private static func firstStore(_ rows: String) throws -> String {
    let path = FileManager.default.temporaryDirectory.path + "/triage-\(UUID()).sqlite"
    let database = try SQLiteDatabase(path: path, access: .readWrite, busyMilliseconds: 1_000)
    try database.execute(Migration.firstLayout, doing: "make an old store")
    try database.execute(rows, doing: "fill it")
    try database.execute(
      "PRAGMA user_version = 1; PRAGMA application_id = \(0x5452_4941)", doing: "mark it")
    return path
  }

  @Test func marksTheValuesOfTheFirstLayout() throws {
    let path = try Self.firstStore(
      """
      INSERT INTO issue (id, project, fingerprint, title, count, first_seen, last_seen, users,
        latest_event) VALUES (1, 1, 'v1:x', 'Duplicate key', 3, 1, 3, 1, 3);
      INSERT INTO issue_user (issue, user) VALUES (1, 5);
      INSERT INTO occurrence (issue, sequence, event_id, timestamp, key, actor, looked_up) VALUES
        (1, 1, x'00000000000000000000000000000001', 1, '41', 'ida@example.org', 1),
        (1, 2, x'00000000000000000000000000000002', 2, 'Alma' || char(31) || '7', NULL, NULL),
        (1, 3, x'00000000000000000000000000000003', 3, '42', 'ida@example.org', 0);
      """)
    let store = try SQLiteStore(path: path)
    let kept = try store.archive.occurrences(ofIssue: 1)
    let hash = KeyedHash(key: try store.archive.installationKey())
    #expect(
      kept.map(\.key) == [
        hash.mark(of: ["41"]), hash.mark(of: ["Alma", "7"]), hash.mark(of: ["42"]),
      ])
    #expect(kept.map(\.successor) == [kept[2].key, nil, hash.mark(of: ["43"])])
    #expect(kept.map(\.actor) == [hash.mark(of: "ida@example.org"), nil, kept[0].actor])
    #expect(kept.map(\.lookedUpBefore) == [true, nil, false])
    // A user that was counted is known again.
    var change = IssueChange(project: 1, fingerprint: "v1:x", title: "Duplicate key")
    change.events = [4]
    change.users = [hash.mark(ofUser: 5), hash.mark(ofUser: 6)]
    change.occurrences = [StoredOccurrence(id: EventID(high: 0, low: 4))]
    var changes = StoreChanges()
    changes.digested.issues = [change]
    _ = try store.commit(changes)
    #expect(try store.archive.issue(1)?.users == 2)
    try store.close()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    for text in ["ida@example.org", "Alma"] {
      #expect(bytes.range(of: Data(text.utf8)) == nil, "the file still holds a value")
    }
  }

  @Test func isReadOnlyByItsOwnVersion() throws {
    let path = try Self.firstStore("")
    let error = #expect(throws: StoreError.self) { try SQLiteArchive(path: path) }
    #expect(error?.code == .foreign)
    try SQLiteStore(path: path).close()
    #expect(try SQLiteArchive(path: path).counts().events == 0)
  }
}
