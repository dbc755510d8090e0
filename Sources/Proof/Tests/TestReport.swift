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

  var failing: [String] { verdicts.filter { $0.value == .failed }.keys.sorted() }

  var ran: Int { passed + failed }

  /// Whether it is known that no test ran.
  var ranNothing: Bool { countsAll && ran == 0 }

  mutating func note(_ name: some StringProtocol, _ verdict: Verdict, _ reason: String? = nil) {
    let name = trimmed(Substring(name))
    guard !name.isEmpty else { return }
    // A test that failed once has failed, whatever a repetition says.
    if verdicts[name] != .failed { verdicts[name] = verdict }
    if let reason, reasons[name] == nil { reasons[name] = trimmed(reason[...]) }
  }

  mutating func note(_ kind: Obstacle.Kind, _ line: some StringProtocol) {
    guard obstacles.count < ProofLimits.obstaclesMax else { return }
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
  static func read(_ text: String) -> TestReport? {
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

/// The lines of an output without colours, carriage returns and cursor movements; of very many the
/// first and the last, where runners say what counts.
func outputLines(_ text: String) -> [Substring] {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.utf8.count)
  var isSequence = false
  var previous: UInt8 = 0
  for byte in text.utf8 {
    if isSequence {
      // `ESC [`, parameters, and a letter.
      let isOpening = previous == 0x1B && byte == UInt8(ascii: "[")
      isSequence = isOpening || (previous != 0x1B && !(0x40...0x7E).contains(byte))
      if previous == 0x1B, !isOpening { bytes.append(byte) }
    } else if byte == 0x1B {
      isSequence = true
    } else if byte != 0x0D {
      bytes.append(byte)
    }
    previous = byte
  }
  let lines = String(decoding: bytes, as: UTF8.self)
    .split(separator: "\n", omittingEmptySubsequences: false)
  let half = ProofLimits.outputHalfLines
  guard lines.count > 2 * half else { return lines }
  return lines.prefix(half) + lines.suffix(half)
}

/// Without blanks at both ends.
func trimmed(_ text: Substring) -> String {
  let start = text.drop { $0.isWhitespace }
  return start.lastIndex { !$0.isWhitespace }.map { String(start[...$0]) } ?? ""
}

extension Substring {
  /// What is between the first `start` and the next `end`.
  func part(after start: String, before end: String = "") -> Substring? {
    guard let opening = firstRange(of: start) else { return nil }
    let rest = self[opening.upperBound...]
    guard !end.isEmpty else { return rest }
    return rest.firstRange(of: end).map { rest[..<$0.lowerBound] }
  }

  /// What stands before the first `mark`; all of it without one.
  func upTo(_ mark: String) -> Substring {
    firstRange(of: mark).map { self[..<$0.lowerBound] } ?? self
  }

  /// The number before or behind a word: `3 passed`, `Failures: 2`.
  func number(before word: String) -> Int? {
    guard let place = firstRange(of: word) else { return nil }
    let digits = self[..<place.lowerBound].reversed().drop { $0 == " " }.prefix { $0.isNumber }
    return Int(String(digits.reversed()))
  }

  func number(after word: String) -> Int? {
    guard let place = firstRange(of: word) else { return nil }
    return Int(self[place.upperBound...].drop { $0 == " " }.prefix { $0.isNumber })
  }

  var indentation: Int { prefix { $0 == " " }.count }

  private func firstRange(of part: String) -> Range<Index>? {
    guard let first = part.utf8.first, !isEmpty else { return nil }
    var start = startIndex
    while let place = self.utf8[start...].firstIndex(of: first) {
      if self.utf8[place...].starts(with: part.utf8) {
        return place..<self.utf8.index(place, offsetBy: part.utf8.count)
      }
      start = self.utf8.index(after: place)
    }
    return nil
  }
}
