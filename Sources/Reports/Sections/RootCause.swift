import Diagnosis

/// Why it happened: the conclusion, what speaks for and against it, what else was thought of, and
/// what would settle it.
func rootCause(_ diagnosis: Diagnosis) -> Document.Section? {
  guard let conclusion = diagnosis.conclusion else { return nil }
  var blocks = verdict(conclusion)
  if let finding = conclusion.leadingFinding {
    blocks += evidence(finding)
  }
  blocks += alternatives(conclusion)
  if !conclusion.missingEvidence.isEmpty {
    blocks.append(.heading("What evidence would settle it"))
    blocks.append(
      .list(conclusion.missingEvidence.map { Document.Item(Prose(sentence: $0)) }, .dot))
  }
  return Document.Section("Root cause", anchor: "root-cause", blocks)
}

extension Conclusion {
  var isUndetermined: Bool { cause == "undetermined" }

  /// The finding that the conclusion rests on; none when the evidence does not decide.
  var leadingFinding: Finding? { findings.first { $0.cause == cause } }
}

private func verdict(_ conclusion: Conclusion) -> [Document.Block] {
  if conclusion.isUndetermined {
    return [
      .paragraph(
        """
        \(label: "undetermined", .neutral) The evidence at hand does not decide between the \
        causes that could lead here.
        """)
    ]
  }
  let title = causeTitle(conclusion.cause)
  let strength = conclusion.strength
  var blocks: [Document.Block] = [
    .paragraph(
      """
      \(label: strength.rawValue, strength.tone) \(strong: title) (\(code: conclusion.cause); \
      \(strength.rawValue): \(strength.meaning)).
      """)
  ]
  if let rationale = causeRationale(conclusion.cause) {
    blocks.append(.paragraph(Prose(sentence: rationale)))
  }
  return blocks
}

private func evidence(_ finding: Finding) -> [Document.Block] {
  var blocks: [Document.Block] = [
    .heading("Evidence for it"), .list(finding.grounds.map(item), .plus),
  ]
  if !finding.against.isEmpty {
    blocks += [.heading("Evidence against it"), .list(finding.against.map(item), .minus)]
  }
  return blocks
}

private func item(_ fact: Fact) -> Document.Item {
  let place: Prose = fact.place.map { " — \(code: $0)" } ?? ""
  return Document.Item(Prose(sentence: fact.sentence) + place)
}

private func alternatives(_ conclusion: Conclusion) -> [Document.Block] {
  let others = conclusion.findings.filter { $0 != conclusion.leadingFinding }.map { finding in
    Document.Item(
      """
      \(strong: causeTitle(finding.cause)) (\(code: finding.cause)) stays \
      \(finding.strength.rawValue).
      """,
      [.list(finding.grounds.map(item), .plus)]
        + (finding.against.isEmpty ? [] : [.list(finding.against.map(item), .minus)]))
  }
  let dismissed = conclusion.considered.map { dismissal in
    Document.Item(
      """
      \(strong: causeTitle(dismissal.cause)) (\(code: dismissal.cause)): \
      \(sentence: dismissal.reason)
      """)
  }
  let items = others + dismissed
  guard !items.isEmpty else { return [] }
  return [.heading("What else was considered"), .list(items, .dot)]
}

/// The title in the registry of causes; an unknown identifier stands for itself.
func causeTitle(_ cause: String) -> String {
  Cause.named(cause)?.title ?? cause
}

/// The registry's sentence or two about the mechanism.
func causeRationale(_ cause: String) -> String? {
  Cause.named(cause)?.rationale
}
