import Diagnosis
import Fixes
import Proof
import Reports

/// What a commit of the plan says: what is changed, why, and what was shown.
func commitMessage(_ subject: FixSubject, _ proof: Proof?) -> String {
  let changes = subject.plan.changes.filter { $0.state == .new }.map(\.fix)
  let title = plain(changes.first?.title ?? "Test \(subject.diagnosis.title)")
  var paragraphs = [wrapped(plain(subject.diagnosis.title), width: 72).joined(separator: "\n")]
  if let cause = subject.diagnosis.conclusion?.cause {
    paragraphs[0] += "\nCause: \(cause)"
  }
  let listed = changes.map { fix in
    let lines = wrapped("\(plain(fix.title)) (\(fix.applicability.rawValue))", width: 70)
    return "- " + lines.joined(separator: "\n  ")
  }
  let tests = subject.plan.tests.filter { $0.state == .new }.map { "- \($0.test.path)" }
  paragraphs.append((listed + tests).joined(separator: "\n"))
  if let proof, proof.proven {
    let steps = proof.steps.map { "- \($0.name.rawValue): \(plain($0.detail))" }
    paragraphs.append("Proven on \(proof.commit.prefix(12)):\n" + steps.joined(separator: "\n"))
  }
  paragraphs.append("Triage-Fingerprint: \(subject.diagnosis.fingerprint)")
  return ([shortened(title)] + paragraphs).joined(separator: "\n\n") + "\n"
}

/// A line of a commit: without marks of code, on one line.
private func plain(_ text: String) -> String { visibleLine(text.filter { $0 != "`" }) }

/// At most 72 characters, at the end of a word.
private func shortened(_ title: String) -> String {
  guard title.count > 72 else { return title }
  let words = title.prefix(71).split(separator: " ").dropLast().joined(separator: " ")
  return words + "…"
}
