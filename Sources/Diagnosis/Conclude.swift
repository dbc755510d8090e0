import DatabaseErrors
import Frameworks

/// Weighs the causes against each other. Right or silent: with nothing stronger than a guess the
/// conclusion is `undetermined`, and says what would settle it.
func conclude(_ evidence: Evidence) -> Conclusion {
  var findings: [Finding] = []
  var considered: [Conclusion.Dismissal] = []
  for cause in Cause.all {
    switch cause.judge(evidence) {
    case .finding(let finding): findings.append(finding)
    case .dismissed(let reason):
      considered.append(Conclusion.Dismissal(cause: cause.id, reason: reason))
    case .silent: break
    }
  }
  findings = findings.map { capped($0, evidence.context) }
  // Stable: at equal strength the order of the registry decides.
  findings = findings.enumerated().sorted {
    ($1.element.strength, $0.offset) < ($0.element.strength, $1.offset)
  }.map(\.element)
  let missing = missingEvidence(evidence)
  guard let best = findings.first,
    best.strength > .possible || (evidence.trail.failing != nil && findings.count == 1)
  else {
    return Conclusion(
      cause: Cause.undetermined.id, strength: .possible, findings: findings,
      considered: considered, missingEvidence: missing)
  }
  return Conclusion(
    cause: best.cause, strength: best.strength, findings: findings, considered: considered,
    missingEvidence: best.strength == .certain ? [] : missing)
}

/// Some runs explain a violation by themselves, so that nothing else is more than possible there.
private func capped(_ finding: Finding, _ context: ExecutionContext) -> Finding {
  let isOfTheRun = [Cause.testIsolation.id, Cause.badMigrationOrFixture.id].contains(finding.cause)
  guard context.isOnlyLogged || (context.isTest && !isOfTheRun) else { return finding }
  var finding = finding
  finding.strength = .possible
  return finding
}

/// Concrete acts that would make the conclusion stronger, the most telling first.
private func missingEvidence(_ evidence: Evidence) -> [String] {
  var missing: [String] = []
  if !evidence.trail.isComplete {
    missing.append(
      "Send the statements of the request as breadcrumbs (the Sentry SDK for Python does so by "
        + "itself; in Swift call `Monitor.addQuery`): they show what was looked up before the "
        + "write."
    )
  }
  if !evidence.source.sawWholeSource {
    missing.append(
      "Give the application's source with `--source DIR`: it shows the checks on this path and the "
        + "declared constraints.")
  }
  if evidence.table == nil {
    missing.append("Send the whole message of the database, with its DETAIL: it names the table.")
  }
  if evidence.history.count < 2, evidence.violation.kind == .unique {
    missing.append(
      "Let the collector see more events of this issue: pairs of one key tell a race from a retry.")
  }
  return missing
}
