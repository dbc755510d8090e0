import DatabaseErrors

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
  findings = findings.map { capped($0, evidence.facts) }
  // Stable: at equal strength the order of the registry decides.
  findings = findings.enumerated().sorted {
    ($1.element.strength, $0.offset) < ($0.element.strength, $1.offset)
  }.map(\.element)
  let missing = missingEvidence(evidence)
  guard let best = findings.first,
    best.strength > .possible || (evidence.knowsWrite && findings.count == 1)
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
private func capped(_ finding: Finding, _ facts: FactTable) -> Finding {
  let isOfTheRun = [
    Cause.testIsolation.id, Cause.badMigrationOrFixture.id, Cause.expectedNoise.id,
  ].contains(finding.cause)
  guard !isOfTheRun, facts.shows(.isOnlyLogged) || facts.shows(.inTest) else { return finding }
  var finding = finding
  finding.strength = .possible
  return finding
}
