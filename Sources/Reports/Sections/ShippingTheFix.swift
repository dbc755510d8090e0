import ContinuousIntegration
import DatabaseErrors
import Diagnosis
import Fixes
import TestRunners

/// From the diff to production: branch and commit, a job with the real database, and for a
/// constraint the order of the roll-out.
func shippingTheFix(_ diagnosis: Diagnosis) -> Document.Section? {
  var blocks: [Document.Block] = []
  if let fix = diagnosis.fixes.first(where: { !$0.diff.isEmpty }) {
    let diffs: Prose = diagnosis.fixes.count { !$0.diff.isEmpty } == 1 ? "diff" : "diffs you take"
    blocks.append(.paragraph("Save the \(diffs) as \(code: "fix.diff"), then:"))
    blocks.append(.code(commitCommands(fix, diagnosis), language: "sh"))
  }
  if let job = integrationJob(diagnosis) {
    blocks.append(.heading("Continuous integration"))
    blocks.append(.paragraph(jobNote(diagnosis.violation?.dbms)))
    blocks.append(.code(job, language: "yaml"))
  }
  if let rollOut = rollOut(diagnosis) {
    blocks.append(.heading("Roll-out of the constraint"))
    blocks.append(.list(steps(rollOut), .number))
  }
  return Document.Section("Shipping it", anchor: "shipping", blocks)
}

private func commitCommands(_ fix: Fix, _ diagnosis: Diagnosis) -> String {
  let tests = Set(diagnosis.tests.map(\.path)).sorted().map(shellWord)
  let add = tests.isEmpty ? "" : "\ngit add \(tests.joined(separator: " "))"
  let message = String(fix.title.filter { $0 != "`" })
  return """
    git switch -c \(branchName(for: diagnosis))
    git apply --index fix.diff\(add)
    git commit -m \(shellWord(message))
    """
}

private func jobNote(_ dbms: DBMS?) -> Prose {
  guard let dbms else {
    return "Run the tests against the product that production uses."
  }
  guard dbms != .sqlite else { return "Run the tests on every push; SQLite needs no service." }
  return """
    Run the tests against \(dbms.displayName), which refused the statement: let the test settings \
    read \(code: "DATABASE_URL"), or name the same service there. This is the usual job; \
    \(code: "triage fix --ci") writes it for the project at hand.
    """
}

private func integrationJob(_ diagnosis: Diagnosis) -> String? {
  usualTestCommands(diagnosis.tests).lazy
    .compactMap { usualWorkflow($0.line, of: $0.framework, dbms: diagnosis.violation?.dbms) }
    .first
}

/// The roll-out of the constraint that the leading cause asks for.
func rollOut(_ diagnosis: Diagnosis) -> ConstraintRollOut? {
  let remedies = diagnosis.conclusion?.leadingFinding?.remedies ?? []
  return remedies.lazy
    .compactMap {
      ConstraintRollOut(
        $0, named: diagnosis.fixes.lazy.compactMap(\.addedKey).first,
        dbms: diagnosis.violation?.dbms)
    }
    .first
}

private func steps(_ rollOut: ConstraintRollOut) -> [Document.Item] {
  var statementBlocks: [Document.Block] = [.code(rollOut.statement, language: "sql")]
  if let note = rollOut.note { statementBlocks.append(.paragraph(Prose(sentence: note))) }
  return [
    Document.Item(
      "Find what is stored twice already:", [.code(rollOut.duplicatesQuery, language: "sql")]),
    Document.Item(
      """
      Deploy the code that copes with a refused write first; from then on no error reaches a user.
      """),
    Document.Item(
      """
      Clean up: decide which row of each group stays, move what points to the others, and delete \
      those, in the same migration or one before it.
      """),
    Document.Item("Add the constraint without a long lock:", statementBlocks),
    Document.Item(
      """
      Run the query again: a duplicate that was written between clean-up and constraint makes the \
      statement fail, so repeat both.
      """),
  ]
}
