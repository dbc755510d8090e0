/// What came of trying the change, when the collector does that for the project.
func proofOfTheFix(_ report: Report) -> Document.Section? {
  guard let proof = report.proof else { return nil }
  var blocks: [Document.Block] = [.paragraph(verdict(proof))]
  if !proof.steps.isEmpty { blocks.append(.table(proof.steps.map(row))) }
  var items = proof.notes.map { Document.Item(Prose(sentence: $0)) }
  if let branch = proof.branch {
    items.append(Document.Item("It is on the branch \(code: branch); nothing was merged."))
  }
  if let request = proof.pullRequest {
    items.append(Document.Item("It can be reviewed at \(code: request)."))
  }
  if !items.isEmpty { blocks.append(.list(items, .dot)) }
  if !proof.diff.isEmpty {
    blocks.append(.fold(summary: "What was tried", [.diff(proof.diff)]))
  }
  return Document.Section("Proof", anchor: "proof", blocks)
}

private func verdict(_ proof: IssueProof) -> Prose {
  let place: Prose =
    proof.commit.map { commit in
      let name = proof.revision.map { " (\($0))" } ?? ""
      return " Tried on \(code: String(commit.prefix(12)))\(name)."
    } ?? ""
  let reason = proof.reason.map { ": \($0)." } ?? "."
  switch proof.state {
  case .waiting: return "\(label: "waiting", .neutral) The change waits to be tried."
  case .proven: return "\(label: "proven", .good) The change is proven\(reason)" + place
  case .notProven:
    return "\(label: "not proven", .caution) The change is not proven\(reason)" + place
  case .impossible:
    return "\(label: "not tried", .caution) The change could not be tried\(reason)" + place
  }
}

private func row(_ step: IssueProof.Step) -> Document.Row {
  let tone: Prose.Tone = step.isExpected ? .good : .bad
  return Document.Row(
    step.name,
    "\(label: step.outcome, tone) \(step.detail) (\(String(Int(step.seconds.rounded()))) s)")
}
