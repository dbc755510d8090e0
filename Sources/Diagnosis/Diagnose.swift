import DatabaseErrors
public import EventSchema
import Fixes
import Frameworks
public import SourceCode
import StackTraces

/// The whole road from an event to its diagnosis. Pure: no clock, no files, no randomness.
///
/// - Parameters:
///   - history: The events of the same issue, this one among them or not.
///   - tree: The application's source; the excerpts that the event's frames carry are added.
///   - schema: What the database declares; fills what the message leaves out.
///   - probes: What the live database answered about this failure.
public func diagnose(
  _ event: Event, history: History = .empty, in tree: SourceTree = .empty,
  schema: Schema = .empty, probes: ProbeFacts = .none
) -> Diagnosis {
  Investigation(event, history: history, in: tree, schema: schema, probes: probes).proposal
}

/// Diagnoses what was pasted: the failure that counts, and the others that the text reports.
public func diagnose(
  _ input: Input, in tree: SourceTree = .empty, schema: Schema = .empty, probes: ProbeFacts = .none
) -> Diagnosis {
  var diagnosis = diagnose(input.event, in: tree, schema: schema, probes: probes)
  diagnosis.violations = input.violations
  return diagnosis
}

/// Diagnoses an issue from its events, oldest first: the last one, with all of them as history.
/// `nil` without events.
public func diagnose(
  issue events: [Event], in tree: SourceTree = .empty, schema: Schema = .empty,
  probes: ProbeFacts = .none
) -> Diagnosis? {
  guard let last = events.last else { return nil }
  let occurrences = events.dropLast().map { History.Occurrence($0, examine($0)) }
  return diagnose(
    last, history: History(occurrences: occurrences), in: tree, schema: schema, probes: probes)
}

extension Evidence {
  /// What one event and its issue show without source; `nil` for what is no violation.
  init?(of event: Event, history: History) {
    let examination = examine(event)
    guard examination.violation != nil else { return nil }
    let surroundings = examination.trace.surroundings
    let failure = Failure(
      event: event, violation: examination.violation, frames: examination.frames,
      inApp: examination.inApp, culpritIndex: examination.culpritIndex, tree: surroundings.tree)
    let facts = Framework.recognised(in: failure)?.reading(of: failure).facts ?? SourceFacts()
    self.init(
      examination, event, facts, history.including(event, examination), .empty, .none, surroundings)
  }
}

extension History {
  /// The history with this event as its last, unless it is among them.
  func including(_ event: Event, _ examination: Examination) -> History {
    let isKnown = !event.id.isEmpty && occurrences.contains { $0.eventID == event.id }
    return isKnown
      ? self : History(occurrences: occurrences + [Occurrence(event, examination)])
  }
}
