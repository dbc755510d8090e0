import DatabaseErrors
public import EventSchema
import StackTraces

/// The event of a pasted trace, log or message.
public func readText(_ text: String) -> Event { readFailures(inText: text).event }

/// The failures of a text that is no JSON.
func readFailures(inText text: String) -> Input {
  let lines = TextLines(text)
  let found = findViolations(inText: text)
  let traces = readTraces(text)
  guard !traces.isEmpty || found.count > 1 else { return readOne(text, found.first, lines) }
  let failures = reportedFailures(traces, found, lines)
  guard let counting = failures.counting else { return readOne(text, found.first, lines) }
  return Input(event: counting.event, violations: failures.violations)
}

/// The event of a text that is one message.
private func readOne(_ text: String, _ found: FoundViolation?, _ lines: TextLines) -> Input {
  var event = Event()
  event.message = text
  let violation = ViolationInChain(event).violation
  let record = violation == nil ? text : found.map { lines.joined($0.lines) } ?? text
  let candidates =
    [namedException(text)].compactMap(\.self) + namedExceptions(inFirstLineOf: record)
  for exception in candidates {
    var named = Event()
    named.exceptions = [exception]
    // What the database said counts more than how its error is called.
    guard ViolationInChain(named).violation == violation else { continue }
    event = named
    break
  }
  let violations = violation.map {
    [FoundViolation(violation: $0, lines: found?.lines ?? lines.all)]
  }
  return Input(event: event, violations: violations ?? [])
}

/// Traces and the errors outside of them, in the order of the text.
private func reportedFailures(
  _ traces: [Trace], _ found: [FoundViolation], _ lines: TextLines
) -> [ReportedFailure] {
  var errors = found.flatMap { error in
    ([error.lines] + error.repetitions).map {
      ReportedFailure(error.violation, lines: $0, of: lines)
    }
  }
  errors.sort { $0.lines.lowerBound < $1.lines.lowerBound }
  var failures: [ReportedFailure] = []
  var next = errors.startIndex
  for trace in traces {
    var failure = ReportedFailure(trace)
    var before: [ReportedFailure] = []
    while next < errors.endIndex, errors[next].lines.lowerBound <= trace.lines.upperBound {
      let error = errors[next]
      next += 1
      // What stands in a trace was read with it, which knows whether the error was handled.
      if error.lines.upperBound < trace.lines.lowerBound {
        before.append(error)
      } else if failure.violation == nil, !failure.namesException {
        // Frames alone know nothing: a log may name the place of an error in the error's line.
        failure = failure.joined(with: error) ?? failure
      }
    }
    if let error = before.last, let completed = failure.completed(by: error) {
      failures += before.dropLast() + [completed]
    } else if next < errors.endIndex, let completed = failure.named(by: errors[next]) {
      failures += before + [completed]
      next += 1
    } else {
      failures += before + [failure]
    }
  }
  return failures + errors[next...]
}

extension ReportedFailure {
  fileprivate init(_ trace: Trace) {
    var event = Event()
    event.exceptions = trace.exceptions
    event.platform = trace.platform
    self.init(event, lines: trace.lines)
  }

  /// The trace with what the log reported of the same failure before it, as Hibernate does whose
  /// exceptions say only that a statement could not be executed. `nil` when nothing shows that they
  /// belong together.
  fileprivate func completed(by error: ReportedFailure) -> ReportedFailure? {
    guard let reported = error.violation,
      lines.lowerBound - error.lines.upperBound <= Self.recordLinesMax
    else { return nil }
    if !namesException, violation == nil { return joined(with: error) }
    if let violation {
      guard
        violation.isVague && violation.mayBe(reported)
          || violation.knownTable == nil && reported.knownTable != nil
            && violation.isSame(as: reported)
      else { return nil }
    } else {
      guard let cause = event.exceptions.first, cause.tellsOfDatabase else { return nil }
    }
    return joined(with: error)
  }

  /// The frames of a logger, which prints no exception, with the error below: a logger's field for
  /// the error follows the one for the stack.
  fileprivate func named(by error: ReportedFailure) -> ReportedFailure? {
    guard violation == nil, error.lines.lowerBound - lines.upperBound == 1, !namesException
    else { return nil }
    return joined(with: error)
  }

  var namesException: Bool { event.exceptions.contains { $0.type != nil } }

  /// The error as the cause of the trace's exceptions.
  fileprivate func joined(with error: ReportedFailure) -> ReportedFailure? {
    var link = EventSchema.Exception(value: error.event.message)
    link.mechanism = EventSchema.Exception.Mechanism()
    link.mechanism?.source = "log"
    var whole = event
    whole.exceptions.insert(link, at: 0)
    let completed = ReportedFailure(whole, lines: lines)
    return completed.violation == nil ? nil : completed
  }

  /// Between the two stand the rest of the first record and the head of the second.
  private static let recordLinesMax = 12
}

extension ConstraintViolation {
  /// Whether it says that a constraint failed, and not which.
  fileprivate var isVague: Bool {
    constraint == nil && knownTable == nil && knownColumns.isEmpty
  }

  /// Whether nothing that it says speaks against the other one.
  fileprivate func mayBe(_ other: ConstraintViolation) -> Bool {
    (kind == .constraintUnspecified || kind == other.kind)
      && (dbms == nil || other.dbms == nil || dbms == other.dbms)
      && (sqlState == nil || other.sqlState == nil || sqlState == other.sqlState)
  }
}

extension EventSchema.Exception {
  /// Whether the class is one that a driver or mapper of some language raises for a statement.
  fileprivate var tellsOfDatabase: Bool {
    guard let name = qualifiedType?.lowercased() else { return false }
    return Self.databaseWords.contains { name.utf8.contains(word: $0) }
  }

  private static let databaseWords = [
    "sql", "jdbc", "hibernate", "database", "persistence", "dataaccess", "dataintegrity",
    "dbupdate", "doctrine", "dbal", "activerecord", "statementinvalid", "queryfailed",
    "ormexception",
    "psycopg", "npgsql", "postgrex",
  ].map { Array($0.utf8) }
}

extension String.UTF8View {
  fileprivate func contains(word: [UInt8]) -> Bool {
    indices.contains { self[$0...].starts(with: word) }
  }
}
