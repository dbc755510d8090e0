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

  /// Whether an earlier failure explains it.
  var isConsequence: Bool { violation?.kind == .transactionAborted }
}

extension [ReportedFailure] {
  /// The one to diagnose.
  var counting: ReportedFailure? {
    last { $0.violation != nil && !$0.isConsequence } ?? last { $0.violation != nil } ?? last
  }

  /// The violations among them, each once; of an error that a log line and a trace report, the place
  /// of the trace, which holds more.
  var violations: [FoundViolation] {
    var found: [FoundViolation] = []
    for failure in self {
      guard let violation = failure.violation else { continue }
      if let index = found.firstIndex(where: { $0.violation.isSame(as: violation) }) {
        if found[index].violation.saysLess(than: violation) { found[index].violation = violation }
        if !failure.event.exceptions.isEmpty,
          found[index].lines.upperBound < failure.lines.lowerBound,
          found[index].lines.count < failure.lines.count
        {
          found[index].lines = failure.lines
        }
      } else {
        found.append(FoundViolation(violation: violation, lines: failure.lines))
      }
    }
    return found.sorted { $0.lines.lowerBound < $1.lines.lowerBound }
  }
}

extension ConstraintViolation {
  /// Whether the other one names more.
  fileprivate func saysLess(than other: ConstraintViolation) -> Bool { nameCount < other.nameCount }

  private var nameCount: Int {
    [constraint, table, referencedTable, schema].count { $0 != nil } + columns.count + values.count
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

  var all: ClosedRange<Int> { 1...Swift.max(1, lines.count) }

  /// The lines of the range that there are.
  func joined(_ range: ClosedRange<Int>) -> String {
    lines[(range.lowerBound - 1..<range.upperBound).clamped(to: lines.indices)]
      .joined(separator: "\n")
  }
}
