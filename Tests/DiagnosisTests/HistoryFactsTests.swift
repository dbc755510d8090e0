import EventSchema
import Testing

@testable import Diagnosis

@Suite("What an issue's events tell together")
struct HistoryFactsTests {
  /// 2031-03-19 12:26:40 UTC.
  static let noon = 1_931_689_600.0

  static func occurrence(
    _ number: Int, at seconds: Double, key: String? = "k",
    _ change: (inout History.Occurrence) -> Void = { _ in }
  ) -> History.Occurrence {
    var occurrence = History.Occurrence(eventID: "e\(number)", timestamp: noon + seconds)
    occurrence.key = key
    occurrence.traceID = "t\(number)"
    change(&occurrence)
    return occurrence
  }

  static func facts(
    _ seconds: [Double], keys: [String] = [],
    _ change: (Int, inout History.Occurrence) -> Void = { _, _ in }
  ) -> HistoryFacts {
    let occurrences = seconds.enumerated().map { index, seconds in
      occurrence(index, at: seconds, key: keys.indices.contains(index) ? keys[index] : "k") {
        change(index, &$0)
      }
    }
    return HistoryFacts(History(occurrences: occurrences))
  }

  @Test func pairsEventsOfOneKey() {
    let facts = Self.facts([0, 0.02, 0.04, 30], keys: ["a", "b", "a", "b"]) { index, occurrence in
      occurrence.server = index == 2 ? "two" : "one"
      occurrence.process = "7"
      occurrence.actor = index < 2 ? "ida" : "tom"
      occurrence.payload = index % 2 == 0 ? "same" : "p\(index)"
    }
    #expect(facts.pairs.count == 2)
    #expect(facts.nearPair.map { ($0.seconds * 1_000).rounded() } == 40)
    #expect(facts.nearPair?.otherActor == true && facts.nearPair?.sameActor == false)
    #expect(facts.nearPair?.sameServer == false && facts.nearPair?.sameProcess == false)
    #expect(facts.nearPair?.samePayload == true)
    #expect(facts.farPair?.samePayload == false && facts.farPair?.sameTask == nil)
    // Another actor's equal input is no repeated submit.
    #expect(facts.repeatedSubmit == nil)
    #expect(facts.repeatedTask == nil && facts.jobTwice == nil)
  }

  @Test func doesNotPairOneTraceOrOneEvent() {
    #expect(Self.facts([0, 0.1]) { $1.traceID = "t" }.pairs.isEmpty)
    #expect(Self.facts([0, 0.1]) { $1.eventID = "e" }.pairs.isEmpty)
    #expect(Self.facts([0, 0.1]) { $1.key = nil }.pairs.isEmpty)
  }

  @Test func seesRepeatedWork() {
    let submit = Self.facts([0, 0.6]) {
      $1.payload = "p"
      $1.actor = "ida"
    }
    #expect(submit.repeatedSubmit?.sameActor == true)
    let task = Self.facts([0, 45]) { index, occurrence in
      occurrence.task = "job 7"
      occurrence.retries = index
    }
    #expect(task.repeatedTask?.retries == 1)
    #expect(Self.facts([0, 45]) { $1.task = "job \($0)" }.repeatedTask == nil)
    let twice = Self.facts([0, 0.3]) { index, occurrence in
      occurrence.taskName = "nightly"
      occurrence.task = "job \(index)"
    }
    #expect(twice.jobTwice != nil && twice.repeatedTask == nil)
    #expect(Self.facts([0, 0.3]) { $1.taskName = "nightly \($0)" }.jobTwice == nil)
  }

  static let schedules: [([Double], HistoryFacts.Schedule.Kind?)] = [
    ([0, 30, 60, 90], .constant), ([0, 3_600, 7_201], .constant), ([0, 20, 60, 140], .growing),
    ([0, 15, 60, 195], .growing), ([0, 900], .usualTimeout), ([0, 3_602], .usualTimeout),
    ([0, 17], nil), ([0, 0.5, 1], nil), ([0, 30, 200, 210], nil), ([0, 400_000], nil),
  ]

  @Test(arguments: schedules)
  func findsSchedules(seconds: [Double], kind: HistoryFacts.Schedule.Kind?) {
    #expect(Self.facts(seconds).schedule?.kind == kind)
  }

  @Test func findsRisingNumbers() {
    func event(_ value: String) -> Event {
      var event = StatementTrailTests.event(
        #"duplicate key value violates unique constraint "boat_pkey""#
          + "\nDETAIL:  Key (id)=(\(value)) already exists.")
      event.id = value
      return event
    }
    func facts(_ values: [String]) -> HistoryFacts {
      let events = values.map(event)
      return HistoryFacts(
        History(occurrences: events.map { History.Occurrence($0, examine($0)) }))
    }
    #expect(facts(["3", "4", "5"]).risesByOne)
    #expect(facts(["98", "99", "100", "101"]).risingCount == 4)
    #expect(!facts(["3", "5", "6"]).risesByOne)
    #expect(!facts(["3", "4"]).risesByOne)
    #expect(!facts(["a", "b", "c"]).risesByOne)
    #expect(facts(["7", "7", "7"]).hasOneKey)
    #expect(!facts(["7", "7", "8"]).hasOneKey)
  }

  @Test func findsBursts() {
    let keys = (0..<8).map { "code \($0)" }
    let seed = Self.facts(keys.indices.map { Double($0) * 0.1 }, keys: keys) {
      $1.processStart = Self.noon - 4
    }
    #expect(seed.burst?.count == 8 && seed.burst?.isFirst == true)
    #expect(seed.burst?.secondsAfterStart == 4)
    #expect(Self.facts(keys.indices.map { Double($0) }, keys: keys).burst == nil)
    #expect(Self.facts(keys.indices.map { Double($0) * 0.1 }).burst == nil)
    let hosts = Self.facts(keys.indices.map { Double($0) * 0.1 }, keys: keys) {
      $1.server = "host \($0)"
    }
    #expect(hosts.burst == nil)
  }

  static func history(
    _ releases: [(String, Double)], failing: [(String?, Double)]
  ) -> HistoryFacts {
    var history = History(
      occurrences: failing.enumerated().map { index, event in
        occurrence(index, at: event.1, key: nil) {
          $0.release = event.0
          $0.migration = event.0.map { "m\($0)" }
        }
      })
    history.releases = releases.map { History.FirstSight(name: $0.0, time: noon + $0.1) }
    history.migrations = releases.map { History.FirstSight(name: "m\($0.0)", time: noon + $0.1) }
    return HistoryFacts(history)
  }

  @Test func findsBeginnings() {
    let new = Self.history([("1", -90_000), ("2", 0)], failing: [("2", 60), ("2", 90)])
    #expect(new.beganWithRelease == "2" && new.beganWithMigration == "m2")
    #expect(new.onlyOldRelease == nil)
    // The first release ever, one that had run for days, and one that nobody knows.
    #expect(Self.history([("2", 0)], failing: [("2", 60)]).beganWithRelease == nil)
    let old = Self.history([("1", -90_000), ("2", 0)], failing: [("2", 200_000)])
    #expect(old.beganWithRelease == nil)
    #expect(Self.history([("1", -9), ("2", 0)], failing: [(nil, 60)]).beganWithRelease == nil)
    let skew = Self.history([("1", -90_000), ("2", 0)], failing: [("1", 5), ("1", 9)])
    #expect(skew.onlyOldRelease == HistoryFacts.OldRelease(failing: "1", newer: "2"))
    let both = Self.history([("1", -90_000), ("2", 0)], failing: [("1", 5), ("2", 9), ("1", 12)])
    #expect(both.onlyOldRelease == nil)
  }

  @Test func readsClockAndCalendar() {
    // 2031-03-01 00:10 UTC, 2031-01-01 00:00, 2031-03-18 00:30.
    for (time, period) in [
      (1_930_090_200.0, HistoryFacts.Period.month), (1_924_992_000, .year),
      (1_931_560_200, .day),
    ] {
      let occurrence = History.Occurrence(eventID: "e", timestamp: time)
      #expect(HistoryFacts(History(occurrences: [occurrence])).beganAtStartOf == period)
    }
    #expect(Self.facts([0]).beganAtStartOf == nil)
    #expect(Self.facts([0, 86_400, 172_830]).runsOnTheClock == .day)
    #expect(Self.facts([0, 3_600, 10_790]).runsOnTheClock == .hour)
    #expect(Self.facts([0, 3_600, 9_000]).runsOnTheClock == nil)
    #expect(Self.facts([0, 10, 20]).runsOnTheClock == nil)
  }

  @Test func keepsMarksInsteadOfValues() {
    var event = StatementTrailTests.event(StatementTrailTests.nameTaken)
    event.user = User(email: "ida@example.org")
    event.request = Request(url: "/boats", method: "POST")
    event.request?.data = ["name": "Alma"]
    let one = History.Occurrence(event, examine(event), hash: KeyedHash(key: [1]))
    let other = History.Occurrence(event, examine(event), hash: KeyedHash(key: [2]))
    for text in [one.key, one.actor, one.payload] {
      #expect(text?.count == 16)
      #expect(text?.contains("Alma") == false && text?.contains("ida") == false)
    }
    #expect(one.key != other.key && one.actor != other.actor)
    #expect(one == History.Occurrence(event, examine(event), hash: KeyedHash(key: [1])))
    event.user = nil
    event.request = nil
    let bare = History.Occurrence(event, examine(event))
    #expect(bare.actor == nil && bare.payload == nil && bare.task == nil)
  }
}
