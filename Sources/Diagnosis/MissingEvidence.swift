import DatabaseErrors
import Frameworks
import SourceCode

/// A concrete act that would make a conclusion stronger.
private struct Act: Sendable {
  var sentence: String
  var wouldTell: @Sendable (Evidence) -> Bool
}

/// The acts that would settle it, the most telling first.
func missingEvidence(_ evidence: Evidence) -> [String] {
  acts.filter { $0.wouldTell(evidence) }.map(\.sentence) + unread(evidence)
}

/// What was given and gave no answer; the first of each kind stand for the others.
private func unread(_ evidence: Evidence) -> [String] {
  let isDeclared = evidence.relation != nil
  let skipped = (isDeclared ? [] : evidence.schema.skipped).prefix(3).map {
    "Mend the schema at \($0.place.description), which was passed over: \($0.reason)."
  }
  let unanswered = evidence.probes.unanswered.prefix(3).map {
    "Let the database tell \($0.question); it was asked in vain: \($0.reason)."
  }
  return skipped + unanswered
}

private let acts = [
  Act(
    sentence:
      "Send the statements of the request as breadcrumbs (the Sentry SDK for Python does so by "
      + "itself; in Swift call `Monitor.addQuery`): they show what was looked up before the write."
  ) { !$0.trail.isComplete },
  Act(
    sentence:
      "Give the application's source with `--source DIR`: it shows the checks on this path and the "
      + "declared constraints."
  ) { !$0.hasCheckout && !$0.source.sawWholeSource },
  Act(
    sentence:
      "Give a checkout of which every file can be read: of this one some are too large, too many, "
      + "too deep or not readable, so that what is not found in it may still be there."
  ) { $0.hasCheckout && !$0.hasWholeCheckout },
  Act(
    sentence:
      "Send the stack trace: without a frame of the application nothing tells which place of the "
      + "source failed."
  ) { $0.hasCheckout && $0.running.isEmpty && $0.source.write == nil },
  Act(
    sentence:
      "Give what the database declares with `--schema FILE`: it shows the columns, conditions and "
      + "collation of the violated key."
  ) { $0.schema.isEmpty && $0.source.relation == nil && $0.violation.constraint != nil },
  Act(
    sentence:
      "Ask the database with `--probe URL`: the age of the row that holds the key tells an old row "
      + "from one that came in between."
  ) { $0.probes == .none && Set.collisions.contains($0.violation.kind) },
  Act(
    sentence: "Ask the database with `--probe URL` whether the parent is there now."
  ) { $0.probes == .none && $0.violation.kind == .foreignKey && $0.violation.side != .parent },
  Act(
    sentence: "Send the whole message of the database, with its DETAIL: it names the table."
  ) { $0.table == nil },
  Act(
    sentence:
      "Let the collector see more events of this issue: pairs of one key tell a race from a retry."
  ) { $0.history.count < 2 && Set.collisions.contains($0.violation.kind) },
]
