import Diagnosis

/// Why it happened: the conclusion, what speaks for and against it, what else was thought of, and
/// what would settle it.
func rootCause(_ diagnosis: Diagnosis) -> Document.Section? {
  guard let conclusion = diagnosis.conclusion else { return nil }
  var blocks = verdict(diagnosis, conclusion)
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

extension Diagnosis {
  /// The answer in one line, for whoever reads no further: the cause, else the error and its place.
  var summary: Prose {
    guard let conclusion else { return errorAndPlace }
    guard !conclusion.isUndetermined else { return undetermined }
    let strength = conclusion.strength
    return """
      \(label: strength.rawValue, strength.tone) \(strong: causeTitle(conclusion.cause) + ".")
      """
  }

  private var errorAndPlace: Prose {
    let type: Prose = exception.type.map { "\(code: $0)" } ?? ""
    guard let culprit else { return type }
    return type + "\(type.isEmpty ? "" : " in ")\(code: culprit.place)"
  }

  private var undetermined: Prose {
    """
    \(label: "undetermined", .neutral) The evidence at hand does not decide between the causes \
    that could lead here.
    """
  }
}

private func verdict(_ diagnosis: Diagnosis, _ conclusion: Conclusion) -> [Document.Block] {
  guard !conclusion.isUndetermined else { return [.paragraph(diagnosis.summary)] }
  let strength = conclusion.strength
  let meaning: Prose = """
    The cause is called \(code: conclusion.cause); “\(strength.rawValue)” means that \
    \(strength.meaning).
    """
  let rationale = causeRationale(conclusion.cause).map { Prose(sentence: $0) + " " } ?? ""
  return [.paragraph(diagnosis.summary), .paragraph(rationale + meaning)]
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
  guard let place = fact.place else { return Document.Item(Prose(sentence: fact.sentence)) }
  let isInSource = place.contains(":") && !place.contains(" ")
  let shown: Prose = isInSource ? "\(code: place)" : "\(place)"
  return Document.Item("\(sentence: fact.sentence) (\(shown))")
}

private func alternatives(_ conclusion: Conclusion) -> [Document.Block] {
  let others = conclusion.findings.filter { $0 != conclusion.leadingFinding }.map { finding in
    Document.Item(
      """
      \(strong: causeTitle(finding.cause)) (\(code: finding.cause)): \
      \(finding.strength.rawValue) as well.
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
