import Diagnosis
import Fixes

/// The change that is proposed, and the other ones.
func proposedFix(_ diagnosis: Diagnosis) -> Document.Section? {
  guard let first = diagnosis.fixes.first else { return outline(diagnosis) }
  var blocks = show(first)
  let others = diagnosis.fixes.dropFirst()
  if !others.isEmpty {
    blocks.append(.heading("Beside it, or instead"))
    blocks += others.map { fix in
      .fold(summary: heading(fix, Prose(sentence: fix.title)), body(of: fix))
    }
  }
  return Document.Section("The fix", anchor: "fix", blocks)
}

/// What the cause asks for, in words, when the source at hand is too little to write it down.
private func outline(_ diagnosis: Diagnosis) -> Document.Section? {
  let remedies = diagnosis.conclusion?.leadingFinding?.remedies ?? []
  guard !remedies.isEmpty else { return nil }
  let blocks: [Document.Block] = [
    .paragraph("The source at hand is too little to write it as a diff. The cause asks for this:"),
    .list(remedies.map { Document.Item(advice($0)) }, .number),
  ]
  return Document.Section("The fix", anchor: "fix", blocks)
}

private func show(_ fix: Fix) -> [Document.Block] {
  [.paragraph(heading(fix, strongSentence(fix.title)))] + body(of: fix)
}

private func heading(_ fix: Fix, _ title: Prose) -> Prose {
  """
  \(label: fix.applicability.rawValue, fix.applicability.tone) \(title) \
  (\(fix.applicability.meaning))
  """
}

private func strongSentence(_ sentence: String) -> Prose {
  Prose(
    spans: Prose(sentence: sentence).spans.map { span in
      if case .words(let words) = span { .strong(words) } else { span }
    })
}

private func body(of fix: Fix) -> [Document.Block] {
  var blocks: [Document.Block] = []
  if !fix.rationale.isEmpty { blocks.append(.paragraph(Prose(sentence: fix.rationale))) }
  if !fix.diff.isEmpty {
    blocks.append(.diff(fix.diff))
  } else if !fix.sketch.isEmpty {
    blocks.append(.code(fix.sketch, language: fix.files.first.flatMap(fenceLanguage) ?? ""))
  }
  return blocks
}
