public import DatabaseErrors
public import EventSchema

/// What was given to be diagnosed, after it was recognised.
public struct Input: Sendable, Hashable {
  /// The failure to diagnose. Of several in a text it is the last one that is a violation and no
  /// mere consequence of an earlier one; without any, the last trace.
  public var event: Event
  /// All constraint failures that a text reports, in its order, each once. None for the event of an
  /// SDK, which is one failure.
  public var violations: [FoundViolation]

  public init(event: Event, violations: [FoundViolation] = []) {
    self.event = event
    self.violations = violations
  }
}

/// One failure of a text: a trace, an object of a log, or an error's own lines.
struct ReportedFailure {
  var event: Event
  /// Counted from 1.
  var lines: ClosedRange<Int>
  /// What the event says by itself.
  var violation: ConstraintViolation?

  init(_ event: Event, lines: ClosedRange<Int>) {
    self.event = event
    self.lines = lines
    violation = ViolationInChain(event).violation
  }

  /// An error that was found in a log.
  init(_ violation: ConstraintViolation, lines: ClosedRange<Int>, of text: TextLines) {
    event = Event()
    event.message = text.joined(lines)
    self.lines = lines
    self.violation = violation
  }

  /// Whether another failure explains it: the one that aborted the transaction, or the one that a
  /// wrapper repeats without its words.
  var isConsequence: Bool {
    violation?.kind == .transactionAborted || violation?.kind == .constraintUnspecified
  }

  var hasFrames: Bool { event.exceptions.contains { !$0.frames.isEmpty } }
}

extension [ReportedFailure] {
  /// The one to diagnose; of an error that a trace and log lines report, the trace.
  var counting: ReportedFailure? {
    guard
      let last = last(where: { $0.violation != nil && !$0.isConsequence })
        ?? last(where: { $0.violation != nil }), let violation = last.violation
    else { return self.last }
    guard !last.hasFrames else { return last }
    return self.last { $0.hasFrames && $0.violation?.isSame(as: violation) == true } ?? last
  }

  /// The violations among them, each once; of an error that a trace and log lines report, the place
  /// of the trace, which holds more.
  var violations: [FoundViolation] {
    var found: [FoundViolation] = []
    var haveFrames: [Bool] = []
    for failure in self {
      guard let violation = failure.violation else { continue }
      let recent = found.suffix(Self.recentMax)
      guard let index = recent.firstIndex(where: { $0.violation.isOne(with: violation) }) else {
        found.append(FoundViolation(violation: violation, lines: failure.lines))
        haveFrames.append(failure.hasFrames)
        continue
      }
      if found[index].violation.saysLess(than: violation) { found[index].violation = violation }
      if failure.hasFrames, !haveFrames[index] {
        found[index].lines = failure.lines
        haveFrames[index] = true
      }
    }
    return found.sorted { $0.lines.lowerBound < $1.lines.lowerBound }
  }

  /// Looking further for another copy would take quadratic time.
  private static var recentMax: Int { 256 }
}

extension ConstraintViolation {
  /// Whether the other one names more.
  fileprivate func saysLess(than other: ConstraintViolation) -> Bool { nameCount < other.nameCount }

  /// Whether both are the same error; a wrapper may leave out which kind it was.
  fileprivate func isOne(with other: ConstraintViolation) -> Bool {
    if isSame(as: other) { return true }
    return constraint != nil && constraint == other.constraint
      && (kind == .constraintUnspecified) != (other.kind == .constraintUnspecified)
  }

  private var nameCount: Int {
    kind == .constraintUnspecified
      ? 0
      : [constraint, table, referencedTable, schema].count { $0 != nil }
        + columns.count + values.count + 1
  }
}

/// The lines of a text as they are, counted from 1.
struct TextLines {
  private let lines: [Substring]

  init(_ text: String) {
    lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      Substring($0)
    }
  }

  /// Those up to the last one that is not empty.
  var all: ClosedRange<Int> {
    1...((lines.lastIndex { !$0.utf8.allSatisfy { $0 <= 0x20 } } ?? 0) + 1)
  }

  /// The lines of the range that there are.
  func joined(_ range: ClosedRange<Int>) -> String {
    lines[(range.lowerBound - 1..<range.upperBound).clamped(to: lines.indices)]
      .joined(separator: "\n")
  }
}
