import Foundation
import Storage
import Testing

/// What every store must do. `make` gives a fresh one, and opens the same one again.
struct EventStoreCompliance {
  var make: () throws -> any EventStore

  static func body(_ text: String) -> StoredBody {
    StoredBody(form: .event, encoding: "identity", bytes: Array(text.utf8))
  }

  static func event(_ number: UInt64, project: Int64 = 1) -> AcceptedEvent {
    AcceptedEvent(
      project: project, id: EventID(high: 7, low: number), received: 1_000 + Double(number),
      body: body("event \(number)"))
  }

  static func change(_ events: [Int64], conclusion: String? = "a") -> IssueChange {
    var change = IssueChange(project: 1, fingerprint: "v1:x", title: "Duplicate key")
    change.cause = conclusion == nil ? nil : "race"
    change.strength = conclusion == nil ? nil : "likely"
    change.conclusion = conclusion
    change.events = events
    change.firstSeen = Double(events[0])
    change.lastSeen = Double(events[events.count - 1])
    change.occurrences = events.map {
      StoredOccurrence(id: EventID(high: 7, low: UInt64($0)), timestamp: Double($0), key: "k\($0)")
    }
    return change
  }

  func keepsEventsInOrder() throws {
    let store = try make()
    var changes = StoreChanges()
    changes.accepted = [Self.event(1), Self.event(2), Self.event(3)]
    let numbers = try store.commit(changes).events.compactMap { $0 }
    #expect(numbers == numbers.sorted() && numbers.count == 3)
    let queue = try store.archive.queue(after: 0, limit: 10)
    #expect(queue.map(\.number) == numbers)
    #expect(queue.map(\.id) == changes.accepted.map(\.id))
    #expect(queue.allSatisfy { $0.attempts == 0 })
    #expect(try store.archive.queue(after: numbers[0], limit: 1).map(\.number) == [numbers[1]])
    let kept = try #require(try store.archive.event(numbers[2]))
    #expect(kept.body == Self.body("event 3") && kept.received == 1_003)
    #expect(try store.archive.event(999) == nil)
  }

  func takesAnIdentityOncePerProject() throws {
    let store = try make()
    var changes = StoreChanges()
    changes.accepted = [Self.event(1), Self.event(1), Self.event(1, project: 2)]
    let outcome = try store.commit(changes)
    #expect(outcome.events.map { $0 != nil } == [true, false, true])
    #expect(try store.commit(changes).events == [nil, nil, nil])
    #expect(try store.archive.counts().events == 2)
  }

  func digestsOnce() throws {
    let store = try make()
    var changes = StoreChanges()
    changes.accepted = (1...4).map { Self.event($0) }
    let numbers = try store.commit(changes).events.compactMap { $0 }
    var claim = StoreChanges()
    claim.claimed = numbers
    _ = try store.commit(claim)
    #expect(try store.archive.queue(after: 0, limit: 10).map(\.attempts) == [1, 1, 1, 1])
    var digest = StoreChanges()
    digest.digested.issues = [Self.change(Array(numbers[..<2]))]
    digest.digested.refused = [
      DigestedBatch.RefusedEvent(event: numbers[2], reason: "no JSON")
    ]
    digest.digested.scrubbed = [
      DigestedBatch.ScrubbedBody(event: numbers[1], body: Self.body("clean"))
    ]
    _ = try store.commit(digest)
    #expect(try store.archive.queue(after: 0, limit: 10).map(\.number) == [numbers[3]])
    #expect(
      try store.archive.counts() == StoreCounts(events: 4, queued: 1, refused: 1, issues: 1))
    #expect(try store.archive.event(numbers[1])?.body == Self.body("clean"))
    let issue = try #require(try store.archive.issue(project: 1, fingerprint: "v1:x"))
    #expect(issue.count == 2 && issue.latestEvent == numbers[1])
    #expect(try store.archive.issue(issue.id) == issue)
    #expect(try store.archive.issue(project: 2, fingerprint: "v1:x") == nil)
  }

  func countsNamesAndUsersOnce() throws {
    let store = try make()
    for (event, release, user) in [(1, "b", 5), (2, "a", 5), (3, "b", 6)]
      as [(Int64, String, Int64)]
    {
      var changes = StoreChanges()
      var change = Self.change([event])
      change.releases = [release]
      change.environments = ["production"]
      change.users = [user]
      changes.digested.issues = [change]
      changes.projects = [1: "shop"]
      _ = try store.commit(changes)
    }
    let issue = try #require(try store.archive.issues(project: 1, limit: 5).first)
    #expect(issue.releases == ["b", "a"])
    #expect(issue.environments == ["production"])
    #expect(issue.users == 2 && issue.count == 3)
    #expect(issue.firstSeen == 1 && issue.lastSeen == 3)
    #expect(try store.archive.projectNames() == [1: "shop"])
  }

  func keepsTheFirstAndTheLastOccurrences() throws {
    let store = try make()
    for first in stride(from: 1 as Int64, through: 961, by: 120) {
      var changes = StoreChanges()
      changes.digested.issues = [Self.change(Array(first..<first + 120))]
      _ = try store.commit(changes)
    }
    let issue = try #require(try store.archive.issues(project: nil, limit: 1).first)
    let kept = try store.archive.occurrences(ofIssue: issue.id).map(\.timestamp)
    let expected =
      Array(1...StoreLimits.oldestOccurrencesMax)
      + Array(1_081 - StoreLimits.newestOccurrencesMax...1_080)
    #expect(kept == expected.map { Double($0) })
  }

  func keepsAllOfAnOccurrence() throws {
    let store = try make()
    var occurrence = StoredOccurrence(id: EventID(high: 7, low: 1), timestamp: 3.5, key: "k")
    occurrence.successor = "l"
    occurrence.traceID = "t"
    occurrence.server = "host"
    occurrence.process = "41"
    occurrence.processStart = 1.5
    occurrence.actor = "a"
    occurrence.payload = "p"
    occurrence.task = "j"
    occurrence.taskName = "desk.add"
    occurrence.retries = 2
    occurrence.transaction = "POST /boats"
    occurrence.writePath = "desk.views add"
    occurrence.release = "r"
    occurrence.migration = "0007"
    occurrence.lookedUpBefore = true
    occurrence.waited = false
    var change = Self.change([1])
    change.occurrences = [occurrence]
    var changes = StoreChanges()
    changes.digested.issues = [change]
    _ = try store.commit(changes)
    #expect(try store.archive.occurrences(ofIssue: 1) == [occurrence])
  }

  /// Many events, of which some meet each other on their key, near and far apart.
  func keepsPairsTogether() throws {
    let store = try make()
    var next: Int64 = 1
    for batch in [1, 90, 400, 7, 250, 3, 600, 60] as [Int64] {
      var change = Self.change(Array(next..<next + batch))
      for index in change.occurrences.indices {
        let number = next + Int64(index)
        // Every tenth event meets the one before it, every 37th one that is long gone, and one key
        // comes again and again.
        let key =
          number % 10 == 0 ? number - 1 : number % 37 == 0 ? number - 300 : number
        change.occurrences[index].key = number % 53 == 0 ? "hot" : "k\(key)"
      }
      var changes = StoreChanges()
      changes.digested.issues = [change]
      _ = try store.commit(changes)
      next += batch
      let kept = try store.archive.occurrences(ofIssue: 1)
      let groups = Dictionary(grouping: kept, by: \.key)
      let middle = kept.filter {
        guard let time = $0.timestamp else { return false }
        return time > Double(StoreLimits.oldestOccurrencesMax)
          && time < Double(next - StoreLimits.newestOccurrencesMax)
      }
      #expect(middle.count <= StoreLimits.pairedOccurrencesMax + 250)
      #expect(middle.allSatisfy { groups[$0.key]?.count ?? 0 >= 2 }, "alone in the middle")
      // Each newest event that met its neighbour still has it.
      for occurrence in kept.suffix(Int(StoreLimits.newestOccurrencesMax)) {
        guard let time = occurrence.timestamp, Int64(time) % 10 == 0, Int64(time) % 53 != 0,
          Int64(time - 1) % 53 != 0, Int64(time - 1) % 37 != 0
        else { continue }
        #expect(groups[occurrence.key]?.count == 2)
      }
    }
    #expect(try store.archive.occurrences(ofIssue: 1).count < 600)
  }

  func remembersFirstSights() throws {
    let store = try make()
    func see(_ name: String, _ time: Double) throws {
      var changes = StoreChanges()
      changes.digested.firstSights = [
        StoredFirstSight(project: 1, kind: .release, name: name, time: time),
        StoredFirstSight(project: 1, kind: .migration, name: name, time: time + 1),
      ]
      _ = try store.commit(changes)
    }
    try see("b", 20)
    try see("a", 30)
    try see("a", 10)
    try see("b", 40)
    let sights = try store.archive.firstSights(ofProject: 1)
    #expect(sights.map(\.name) == ["a", "a", "b", "b"])
    #expect(sights.map(\.time) == [10, 11, 20, 21])
    #expect(try store.archive.firstSights(ofProject: 2).isEmpty)
    let key = try store.archive.installationKey()
    #expect(key.count == 16 && Set(key).count > 1)
  }

  func remembersWhichReportsAreDue() throws {
    let store = try make()
    func digest(_ event: Int64, _ conclusion: String?) throws {
      var changes = StoreChanges()
      changes.digested.issues = [Self.change([event], conclusion: conclusion)]
      _ = try store.commit(changes)
    }
    func report(_ conclusion: String) throws {
      var changes = StoreChanges()
      changes.reported = [StoreChanges.WrittenReport(issue: 1, conclusion: conclusion)]
      _ = try store.commit(changes)
    }
    var due: [Int64] { get throws { try store.archive.issuesWithReportDue(limit: 9) } }
    try digest(1, "a")
    #expect(try due == [1])
    try report("a")
    #expect(try due == [])
    try digest(2, "a")
    #expect(try due == [], "the conclusion is the same")
    try digest(3, "b")
    #expect(try due == [1])
    try report("a")
    #expect(try due == [1], "an older report was written")
    for _ in 0..<StoreLimits.reportAttemptsMax {
      var changes = StoreChanges()
      changes.reportsBegun = [1]
      _ = try store.commit(changes)
    }
    #expect(try due == [], "it was begun too often")
    try digest(4, "c")
    #expect(try due == [1], "another conclusion has attempts of its own")
  }

  func writesAllOrNothing() throws {
    let store = try make()
    var changes = StoreChanges()
    changes.accepted = [Self.event(1)]
    // A number of claims that are no events changes nothing and harms nothing.
    changes.claimed = [77]
    #expect(try store.commit(changes).events.count == 1)
    try store.close()
    #expect(throws: StoreError.self) { try store.commit(changes) }
  }
}

@Suite struct SQLiteStoreTests {
  private static func compliance() throws -> (EventStoreCompliance, String) {
    let path = FileManager.default.temporaryDirectory.path + "/triage-\(UUID()).sqlite"
    return (EventStoreCompliance { try SQLiteStore(path: path) }, path)
  }

  @Test func keepsEventsInOrder() throws { try Self.compliance().0.keepsEventsInOrder() }

  @Test func takesAnIdentityOncePerProject() throws {
    try Self.compliance().0.takesAnIdentityOncePerProject()
  }

  @Test func digestsOnce() throws { try Self.compliance().0.digestsOnce() }

  @Test func countsNamesAndUsersOnce() throws { try Self.compliance().0.countsNamesAndUsersOnce() }

  @Test func keepsTheFirstAndTheLastOccurrences() throws {
    try Self.compliance().0.keepsTheFirstAndTheLastOccurrences()
  }

  @Test func keepsAllOfAnOccurrence() throws {
    try Self.compliance().0.keepsAllOfAnOccurrence()
  }

  @Test func keepsPairsTogether() throws { try Self.compliance().0.keepsPairsTogether() }

  @Test func remembersFirstSights() throws { try Self.compliance().0.remembersFirstSights() }

  @Test func keepsItsKey() throws {
    let (compliance, path) = try Self.compliance()
    let store = try compliance.make()
    let key = try store.archive.installationKey()
    try store.close()
    #expect(try SQLiteArchive(path: path).installationKey() == key)
  }

  @Test func remembersWhichReportsAreDue() throws {
    try Self.compliance().0.remembersWhichReportsAreDue()
  }

  @Test func writesAllOrNothing() throws { try Self.compliance().0.writesAllOrNothing() }

  @Test func countsDiscardsOfBoundedlyManyKinds() throws {
    let store = try Self.compliance().0.make()
    var changes = StoreChanges()
    for number in 0..<(StoreLimits.discardKindsMax + 50) {
      changes.discards.append(
        Discard(project: 1, reason: "r\(number)", category: "error", quantity: 2))
    }
    _ = try store.commit(changes)
    _ = try store.commit(changes)
    try store.close()
  }

  @Test func hasOneOwnerAndManyReaders() throws {
    let (compliance, path) = try Self.compliance()
    let store = try compliance.make()
    let refusal = #expect(throws: StoreError.self) { try compliance.make() }
    #expect(refusal?.code == .busy)
    var changes = StoreChanges()
    changes.accepted = [EventStoreCompliance.event(1)]
    _ = try store.commit(changes)
    let beside = try SQLiteArchive(path: path)
    #expect(try beside.counts().events == 1)
    try store.close()
    let after = try SQLiteArchive(path: path)
    #expect(try after.counts().events == 1)
  }

  @Test func leavesOneFileBehind() throws {
    let (compliance, path) = try Self.compliance()
    let store = try compliance.make()
    var changes = StoreChanges()
    changes.accepted = [EventStoreCompliance.event(1)]
    _ = try store.commit(changes)
    try store.close()
    #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
  }

  @Test(arguments: [
    ("", StoreError.Code.cannotOpen), ("no database at all, but some text", .foreign),
  ])
  func refusesWhatIsNoStore(content: String, code: StoreError.Code) throws {
    let path = FileManager.default.temporaryDirectory.path + "/triage-\(UUID()).txt"
    if !content.isEmpty {
      try String(repeating: content, count: 100).write(
        toFile: path, atomically: true, encoding: .utf8)
    }
    let error = #expect(throws: StoreError.self) { try SQLiteArchive(path: path) }
    #expect(error?.code == code)
  }
}

@Suite struct EventIDTests {
  @Test(arguments: [
    "0123456789abcdef0123456789ABCDEF", "01234567-89ab-cdef-0123-456789abcdef",
  ])
  func readsBothForms(text: String) {
    #expect(EventID(text)?.description == "0123456789abcdef0123456789abcdef")
  }

  @Test(arguments: [
    "", "0123", "g123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef0",
  ])
  func refusesOthers(text: String) {
    #expect(EventID(text) == nil)
  }
}
