import Diagnosis
import Fixes
import Proof
import Reports

/// The plan for a reader: what will be changed, what it promises, which tests show it.
func planText(_ subject: FixSubject, _ console: Console) -> String {
  var text = PlanText(console)
  text.line(console.style(visibleLine(subject.diagnosis.title), .strong))
  if let conclusion = subject.diagnosis.conclusion {
    text.line("[\(conclusion.strength.rawValue)] \(conclusion.cause)")
  }
  if let revision = subject.revision, let base = subject.base {
    text.line(
      "On \(visibleLine(revision)) (\(base.prefix(12))), which failed; HEAD reads otherwise.")
  }
  text.changes(subject.plan)
  text.tests(subject.plan)
  text.leftOut(subject.plan)
  return text.output
}

private struct PlanText {
  private let console: Console
  private(set) var output = ""

  init(_ console: Console) {
    self.console = console
  }

  mutating func line(_ text: String) { output += text + "\n" }

  private mutating func heading(_ text: String) {
    line("")
    line(console.style(text, .strong))
  }

  private mutating func paragraph(_ text: String, indent: Int = 0) {
    let margin = String(repeating: " ", count: indent)
    for part in wrapped(visibleLine(text), width: min(console.width, 100) - indent) {
      line(margin + part)
    }
  }

  mutating func changes(_ plan: Plan) {
    for (index, change) in plan.changes.enumerated() {
      let state = change.state == .present ? ", is there already" : ""
      heading(
        "\(index + 1). \(visibleLine(change.fix.title)) [\(change.fix.applicability.rawValue)\(state)]"
      )
      paragraph(change.fix.rationale)
      guard change.state == .new else { continue }
      line("")
      for part in visibleLines(change.fix.diff) { line(console.style(diffLine: part)) }
    }
  }

  mutating func tests(_ plan: Plan) {
    guard !plan.tests.isEmpty else { return }
    heading("Tests")
    for test in plan.tests {
      let state = test.state == .present ? " (is there already)" : ""
      line("  " + visibleLine(test.test.path) + console.style(state, .faint))
      paragraph(test.test.title, indent: 6)
    }
  }

  mutating func leftOut(_ plan: Plan) {
    let rest =
      plan.leftOut.map { ($0.fix, "left out: " + $0.reason) }
      + plan.alternatives.map { ($0, "an alternative, not applied") }
      + plan.guidance.map { fix in
        (fix, "guidance, not applied" + (fix.rationale.isEmpty ? "" : ": " + fix.rationale))
      }
    guard !rest.isEmpty else { return }
    heading("Not applied")
    for (fix, reason) in rest {
      line("  " + visibleLine(fix.title))
      paragraph(reason, indent: 6)
      guard fix.applicability == .guidance, !fix.sketch.isEmpty else { continue }
      for part in visibleLines(fix.sketch) { line("      " + console.style(part, .faint)) }
    }
  }
}

extension Console {
  /// A line of a unified diff, coloured for a terminal.
  fileprivate func style(diffLine line: String) -> String {
    let isHeader = ["+++", "---", "diff ", "new file"].contains { line.hasPrefix($0) }
    if isHeader { return style(line, .strong) }
    switch line.first {
    case "+": return style(line, .good)
    case "-": return style(line, .bad)
    case "@": return style(line, .faint)
    default: return line
    }
  }
}
