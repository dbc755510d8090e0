/// What an issue's events tell together.
struct HistoryFacts {
  /// How many events there are.
  var count: Int
  /// Each two events of one key that follow each other and are of different traces, in the order of
  /// time; the first ones and the last ones of very many.
  var pairs: [Pair] = []
  /// Keys that are whole numbers and rise by one from event to event, and how many do.
  var risesByOne = false
  var risingCount = 0
  /// Whether three events or more all have the same key.
  var hasOneKey = false
  /// Distances between events of one key that a schedule of retries explains.
  var schedule: Schedule?
  /// Many different keys within a moment, from one process.
  var burst: Burst?
  /// The issue began with this release, and the application had run before.
  var beganWithRelease: String?
  /// The issue began when this migration had been applied.
  var beganWithMigration: String?
  /// Only this older release fails although a newer one runs.
  var onlyOldRelease: OldRelease?
  /// Modules and functions that the events failed in.
  var writePaths: [String] = []
  /// Routes and tasks that the events failed in.
  var routes: [String] = []
  /// The issue began in the first hour of a day, month or year (UTC).
  var beganAtStartOf: Period?
  /// Three events or more fell on the same minute of different hours, or of different days.
  var runsOnTheClock: Period?

  /// Two events of one key.
  struct Pair: Hashable {
    var seconds: Double
    /// Whether both know who was affected, and it is the same.
    var sameActor = false
    /// Whether both know who was affected, and they differ.
    var otherActor = false
    var sameServer = true
    /// `nil` where one of them does not say.
    var sameProcess: Bool?
    var samePayload: Bool?
    var sameTask: Bool?
    var sameTaskName: Bool?
    var sameRoute: Bool?
    var sameRelease: Bool?
    /// How often the later one's job had run before.
    var retries: Int?
    /// Whether both had looked for the key, as far as their statements are known.
    var bothLooked: Bool?
  }

  struct Schedule: Hashable {
    /// The first distance.
    var seconds: Double
    /// How many distances fit.
    var count: Int
    var kind: Kind

    enum Kind: String {
      /// All distances are equal.
      case constant
      /// Each is the same multiple of the one before.
      case growing
      /// One distance that is a usual time-out: 30 s, 15 min, 1 h.
      case usualTimeout
    }
  }

  struct Burst: Hashable {
    var count: Int
    var seconds: Double
    /// How long the process had run, where it says so.
    var secondsAfterStart: Double?
    /// Whether these are the first events.
    var isFirst: Bool
  }

  struct OldRelease: Hashable {
    var failing: String
    var newer: String
  }

  enum Period: String {
    case hour, day, month, year
  }

  /// Two requests that are further apart than this hardly met.
  static let nearSecondsMax = 2.0
  private static let pairsMax = 64

  init(_ history: History) {
    let occurrences = history.occurrences
    count = occurrences.count
    if count > 1 {
      readPairs(occurrences)
      readRising(occurrences)
      schedule = Self.schedule(occurrences)
      burst = Self.burst(occurrences)
    }
    readBeginnings(history)
    readClock(occurrences)
    writePaths = occurrences.compactMap(\.writePath).unique
    routes = occurrences.compactMap(\.transaction).unique
    let keys = Set(occurrences.map(\.key))
    hasOneKey = count >= 3 && keys.count == 1 && keys.first != .some(nil)
  }

  /// The first pair that is at most two seconds apart.
  var nearPair: Pair? { pairs.first { $0.seconds <= Self.nearSecondsMax } }

  /// The first pair that is further apart.
  var farPair: Pair? { pairs.first { $0.seconds > Self.nearSecondsMax } }

  /// Two runs of the same task, message or delivery.
  var repeatedTask: Pair? {
    pairs.first { $0.sameTask == true } ?? pairs.first { ($0.retries ?? 0) > 0 }
  }

  /// The same input twice by the same actor, within ten seconds.
  var repeatedSubmit: Pair? {
    pairs.first { $0.seconds <= 10 && $0.samePayload == true && !$0.otherActor }
  }

  /// Two runs of one job that began together: it was started twice.
  var jobTwice: Pair? {
    pairs.first {
      $0.seconds <= 1 && $0.sameTaskName == true
        && ($0.sameTask == false || $0.sameProcess == false)
    }
  }

  private mutating func readPairs(_ occurrences: [History.Occurrence]) {
    var latest: [String: History.Occurrence] = [:]
    for occurrence in occurrences {
      guard let key = occurrence.key else { continue }
      if let earlier = latest[key], let pair = Pair(earlier, occurrence) {
        if pairs.count == Self.pairsMax { pairs.remove(at: Self.pairsMax / 2) }
        pairs.append(pair)
      }
      latest[key] = occurrence
    }
  }

  private mutating func readRising(_ occurrences: [History.Occurrence]) {
    let numbers = occurrences.filter { $0.successor != nil }
    guard numbers.count >= 3, numbers.count == occurrences.count else { return }
    risingCount = zip(numbers, numbers.dropFirst()).count { $0.successor == $1.key } + 1
    risesByOne = risingCount == numbers.count
  }
}

extension HistoryFacts.Pair {
  /// One failure that was reported twice comes at once; a message that is delivered again bears its
  /// trace along.
  private static let sameTraceSecondsMin = 0.25

  /// `nil` for one event seen twice, and for two of one trace.
  init?(_ earlier: History.Occurrence, _ later: History.Occurrence) {
    guard let start = earlier.timestamp, let end = later.timestamp,
      earlier.eventID != later.eventID,
      earlier.traceID == nil || earlier.traceID != later.traceID
        || abs(end - start) >= Self.sameTraceSecondsMin
    else { return nil }
    func same(_ part: KeyPath<History.Occurrence, String?>) -> Bool? {
      guard let one = earlier[keyPath: part], let other = later[keyPath: part] else { return nil }
      return one == other
    }
    seconds = abs(end - start)
    sameActor = same(\.actor) == true
    otherActor = same(\.actor) == false
    sameServer = earlier.server == later.server
    sameProcess = same(\.process).map { $0 && sameServer }
    samePayload = same(\.payload)
    sameTask = same(\.task)
    sameTaskName = same(\.taskName)
    sameRoute = same(\.transaction)
    sameRelease = same(\.release)
    retries = later.retries
    if let one = earlier.lookedUpBefore, let other = later.lookedUpBefore {
      bothLooked = one && other
    }
  }
}
