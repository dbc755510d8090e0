import Diagnosis
import EventSchema
import Fixes
import Hosting
import Proof
import Reports

/// What `triage fix` found and did, for a reader or a program.
struct FixResult {
  let subject: FixSubject
  /// `nil` when nothing was to be proven.
  var proof: Proof?
  /// `nil` when nothing was written.
  var delivered: Delivery.Outcome?

  init(_ subject: FixSubject) {
    self.subject = subject
  }

  /// One value whose keys are always there.
  var json: JSON {
    let plan = subject.plan
    return [
      "title": .string(subject.diagnosis.title),
      "fingerprint": .string(subject.diagnosis.fingerprint),
      "cause": optional(subject.diagnosis.conclusion?.cause),
      "proven": proof.map { .bool($0.proven) } ?? nil,
      "reason": optional(proof?.reason ?? reasonForNothing),
      "steps": .array(proof?.steps.map(stepJSON) ?? []),
      "notes": .array((proof?.notes ?? []).map(JSON.string)),
      "seconds": proof.map { .number($0.seconds) } ?? nil,
      "test_seconds": proof.map { .number($0.testSeconds) } ?? nil,
      "base": optional(subject.base),
      "revision": optional(subject.revision),
      "changes": .array(
        plan.changes.map { change in
          [
            "title": .string(change.fix.title),
            "applicability": .string(change.fix.applicability.rawValue),
            "files": .array(change.fix.files.map(JSON.string)),
            "diff": .string(change.fix.diff), "state": .string(change.state.rawValue),
          ]
        }),
      "tests": .array(
        plan.tests.map { test in
          [
            "path": .string(test.test.path), "title": .string(test.test.title),
            "state": .string(test.state.rawValue),
          ]
        }),
      "left_out": .array(
        plan.leftOut.map { ["title": .string($0.fix.title), "reason": .string($0.reason)] }),
      "guidance": .array(plan.guidance.map { .string($0.title) }),
      "applied": .bool(delivered?.applied ?? false),
      "branch": optional(delivered?.branch),
      "commit": optional(delivered?.commit),
      "pushed_to": optional(delivered?.remote),
      "pull_request": optional(delivered?.opened?.address),
      "patch": optional(delivered?.patch),
    ]
  }

  /// Why there is nothing to apply.
  var reasonForNothing: String? {
    let plan = subject.plan
    if plan.isPresent { return "the source has the change already" }
    guard !plan.writesAnything else { return nil }
    if let first = plan.leftOut.first { return first.reason }
    return plan.guidance.isEmpty
      ? "no change is proposed; triage diagnose says what evidence would settle it"
      : "there is guidance only: the place is not unmistakable"
  }
}

private func optional(_ text: String?) -> JSON { text.map(JSON.string) ?? nil }

private func stepJSON(_ step: Proof.Step) -> JSON {
  [
    "name": .string(step.name.rawValue), "outcome": .string(step.outcome.rawValue),
    "expected": .bool(step.isExpected), "detail": .string(step.detail),
    "command": .string(step.command), "seconds": .number(step.seconds), "log": .string(step.log),
  ]
}

/// What is printed at the end.
func render(_ result: FixResult, _ request: FixRequest, _ console: Console) -> String {
  guard !request.isJSON else { return terminalSafe(json: result.json.serialised) + "\n" }
  guard request.patch != "-" else { return "" }
  guard result.subject.plan.writesAnything else {
    return "\n" + sentence(result.reasonForNothing ?? "") + "\n"
  }
  guard request.doesAnything else { return nextSteps }
  var lines: [String] = []
  if let proof = result.proof { lines += ["", proofText(proof, console)] }
  if let delivered = result.delivered { lines += deliveredLines(delivered, result.subject) }
  return lines.map { $0 + "\n" }.joined()
}

/// What the reader of a plan can do with it.
private let nextSteps = """

  Nothing was written. Next, with the same words:
    --verify --test-command COMMAND   prove it: the tests fail without the change, pass with it
    --apply, --branch, --patch FILE   write it

  """

private func proofText(_ proof: Proof, _ console: Console) -> String {
  let nameWidth = proof.steps.map(\.name.rawValue.count).max() ?? 0
  let rows = proof.steps.map { step in
    let name = padded(step.name.rawValue, nameWidth)
    let seconds = tenths(step.seconds)
    let outcome = console.style(
      padded(step.outcome.rawValue, 11), step.isExpected ? .good : .bad)
    return "  \(name)  \(outcome)  \(seconds) s  \(visibleLine(step.detail))"
  }
  let verdict = proof.proven ? console.style("Proven", .good) : console.style("Not proven", .bad)
  var lines = [console.style("Proof on \(proof.commit.prefix(12))", .strong)] + rows
  lines += proof.notes.map { "  " + visibleLine($0) }
  lines.append("\(verdict): \(visibleLine(proof.reason)).")
  if let log = proof.steps.last?.log, let slash = log.lastIndex(of: "/") {
    lines.append("Logs: \(visibleLine(String(log[..<slash])))")
  }
  return lines.joined(separator: "\n")
}

private func deliveredLines(_ outcome: Delivery.Outcome, _ subject: FixSubject) -> [String] {
  var lines: [String] = []
  if outcome.applied { lines.append("Written: \(subject.plan.paths.joined(separator: ", "))") }
  if let branch = outcome.branch, let commit = outcome.commit {
    lines.append("Branch \(branch): commit \(commit.prefix(12))")
  }
  if let remote = outcome.remote { lines.append("Pushed to \(remote)") }
  if let opened = outcome.opened {
    lines.append("\(opened.wasThere ? "Open already" : "To review"): \(opened.address)")
  }
  if let patch = outcome.patch, patch != "-" { lines.append("Patch: \(patch)") }
  return lines.map { visibleLine($0) }
}

/// What a waiting person reads.
func progressLine(_ progress: ProofProgress) -> String {
  switch progress {
  case .preparing(let commit): "Making a worktree of \(commit.prefix(12)) …"
  case .running(let name, let command): "Running \(name.rawValue): \(command) …"
  case .finished(let step): "  \(step.outcome.rawValue) after \(tenths(step.seconds)) s"
  }
}

private func sentence(_ text: String) -> String {
  text.isEmpty ? "" : text.prefix(1).uppercased() + text.dropFirst() + "."
}

private func padded(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - text.count))
}

/// `12.3`, at least five columns wide.
private func tenths(_ seconds: Double) -> String {
  let tenths = Int((seconds * 10).rounded())
  let text = "\(tenths / 10).\(tenths % 10)"
  return String(repeating: " ", count: max(0, 5 - text.count)) + text
}
