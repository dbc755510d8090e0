/// What the output of a test run says of its tests.
public struct TestReport: Sendable, Hashable {
  public enum Verdict: String, Sendable, Hashable {
    case passed, failed, skipped
  }

  /// Why tests did not get as far as running.
  public struct Obstacle: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
      /// A test file could not be loaded or collected.
      case loading
      /// The compiler refused.
      case compiling
    }

    public var kind: Kind
    /// The line that says so.
    public var line: String

    public init(_ kind: Kind, _ line: some StringProtocol) {
      self.kind = kind
      self.line = trimmed(Substring(line))
    }
  }

  /// Of those tests that the runner names; many name only what failed.
  public var verdicts: [String: Verdict] = [:]
  /// Why a test failed, by its name: the line of the error, where it is printed.
  public var reasons: [String: String] = [:]
  /// Tests that failed before they began: in what prepares them.
  public var unprepared: Set<String> = []
  /// What the runner counts; it counts also what it does not name.
  public var passed = 0
  public var failed = 0
  public var skipped = 0
  /// Whether every test that ran is counted; some runners tell of what failed alone.
  public var countsAll = true
  public var obstacles: [Obstacle] = []

  public init() {}

  /// Names of the tests that failed, sorted.
  public var failing: [String] { verdicts.filter { $0.value == .failed }.keys.sorted() }

  /// Tests that passed or failed.
  public var ran: Int { passed + failed }

  /// Whether it is known that no test ran.
  public var ranNothing: Bool { countsAll && ran == 0 }

  mutating func note(_ name: some StringProtocol, _ verdict: Verdict, _ reason: String? = nil) {
    let name = trimmed(Substring(name))
    guard !name.isEmpty else { return }
    // A test that failed once has failed, whatever a repetition says.
    if verdicts[name] != .failed { verdicts[name] = verdict }
    if let reason, reasons[name] == nil { reasons[name] = trimmed(reason[...]) }
  }

  mutating func note(_ kind: Obstacle.Kind, _ line: some StringProtocol) {
    guard obstacles.count < OutputLimits.obstaclesMax else { return }
    let obstacle = Obstacle(kind, line)
    if !obstacles.contains(obstacle) { obstacles.append(obstacle) }
  }

  /// Takes the counts from the named tests, for a runner that prints none.
  mutating func countNamed() {
    passed = verdicts.values.count { $0 == .passed }
    failed = verdicts.values.count { $0 == .failed }
    skipped = verdicts.values.count { $0 == .skipped }
  }

  /// One report of two runners of one command.
  mutating func add(_ other: TestReport) {
    verdicts.merge(other.verdicts) { $0 == .failed ? $0 : $1 }
    reasons.merge(other.reasons) { one, _ in one }
    unprepared.formUnion(other.unprepared)
    passed += other.passed
    failed += other.failed
    skipped += other.skipped
    countsAll = countsAll && other.countsAll
    obstacles += other.obstacles.filter { !obstacles.contains($0) }
  }

  /// Reads what a run printed; `nil` when no known runner has printed it.
  public static func read(_ text: String) -> TestReport? {
    let lines = outputLines(text)
    var report: TestReport?
    for runner in TestRunner.all {
      guard let read = runner.read(lines) else { continue }
      if report == nil { report = read } else { report?.add(read) }
    }
    if report == nil, TestRunner.all.contains(where: { $0.saysThatThereAreNone(lines) }) {
      report = TestReport()
    }
    return report
  }
}
