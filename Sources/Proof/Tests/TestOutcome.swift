import DatabaseErrors
import TestRunners

/// How one run of the test command ended, and what its output says.
struct TestOutcome {
  var ending: ChildProcess.Ending
  /// `nil` when the output is of no known runner.
  var report: TestReport?
  var command: String
  var seconds: Double
  /// The last lines, to be quoted when there is nothing better.
  var lastLine: String

  init(_ run: TestCommand.Run, command: String) {
    ending = run.ending
    report = TestReport.read(run.text)
    self.command = command
    seconds = run.seconds
    lastLine = outputLines(run.text).last { !trimmed($0).isEmpty }.map { trimmed($0) } ?? ""
  }

  var isSuccess: Bool { ending == .exited(0) }

  var stepOutcome: Proof.Step.Outcome {
    ending == .outOfTime ? .outOfTime : isSuccess ? .passed : .failed
  }

  /// `12 passed, 1 failed`, or how it ended.
  var summary: String {
    guard let report, report.ran + report.skipped > 0 else { return endingWords }
    let parts = [
      report.passed > 0 ? "\(report.passed) passed" : nil,
      report.failed > 0 ? "\(report.failed) failed" : nil,
      report.skipped > 0 ? "\(report.skipped) skipped" : nil,
    ]
    return parts.compactMap { $0 }.joined(separator: ", ")
  }

  private var endingWords: String {
    switch ending {
    case .exited(let code): "exit code \(code)"
    case .killed(let signal): "ended by signal \(signal)"
    case .outOfTime: "stopped after \(Int(seconds)) s"
    case .interrupted: "interrupted"
    }
  }

  /// Whether an exit code other than 0 only says that there are no tests yet.
  private var isEmptySuite: Bool {
    report.map { $0.ranNothing && $0.skipped == 0 && $0.obstacles.isEmpty } ?? false
  }

  /// What one run had to show, and whether it did.
  struct Judgement {
    var isRight: Bool
    var detail: String
    var notes: [String] = []
  }
}

extension TestOutcome {
  /// The tests that fail to begin with.
  ///
  /// - Throws: `ProofError` when the command does not run, or fails without telling which tests do.
  func usableAsBaseline(of command: TestCommand) throws(ProofError) -> [String] {
    let shown = "“\(command.whole)”"
    switch ending {
    case .exited(0): return []
    case .exited(126), .exited(127):
      throw ProofError(
        .tests, "the test command \(shown) does not run: \(lastLine); correct --test-command")
    case .killed(let signal):
      throw ProofError(.tests, "the test command \(shown) was ended by signal \(signal)")
    case .outOfTime:
      throw ProofError(
        .tests,
        "the suite does not end within \(Int(command.secondsMax)) s; give --time-limit SECONDS")
    default: break
    }
    if isEmptySuite { return [] }
    if let obstacle = report?.obstacles.first, report?.ran == 0 || report?.failing.isEmpty == true {
      throw ProofError(
        .tests, "the suite does not run to begin with: \(obstacle.line); mend that first")
    }
    guard let report, !report.failing.isEmpty else {
      throw ProofError(
        .tests,
        "the suite fails to begin with (\(summary)) and does not say which tests do"
          + (lastLine.isEmpty ? "" : ": \(lastLine)")
          + "; mend it first, or let the test command name the tests")
    }
    return report.failing
  }

  /// Whether the new tests fail on the unchanged code, and for a reason that shows the failure.
  ///
  /// - Parameters:
  ///   - areAlone: Whether nothing but the new tests was to be run.
  ///   - violation: What the failure violated, if it is known.
  func failsRightly(
    _ plan: Plan, _ baseline: TestOutcome, areAlone: Bool, for violation: ConstraintViolation?
  ) -> Judgement {
    switch ending {
    case .outOfTime:
      return Judgement(
        isRight: false,
        detail: "the new tests did not end within \(Int(seconds)) s before the change")
    case .killed(let signal):
      return Judgement(isRight: false, detail: "the new tests were ended by signal \(signal)")
    case .interrupted, .exited: break
    }
    guard let report else { return isSuccess ? passedBefore : failedSilently }
    if let obstacle = report.newObstacles(since: baseline.report).first {
      return judgement(of: obstacle, plan)
    }
    guard !isSuccess, report.failed > 0 else {
      return report.ranNothing ? nothingRan : passedBefore
    }
    let known = baseline.failing(besides: plan)
    let others = report.failing.filter { !known.contains($0) }
    let failing = others.filter { areAlone || plan.declares(test: $0) }
    guard let first = failing.first else {
      // Some runners count what they do not name.
      if report.failing.isEmpty { return Judgement(isRight: true, detail: summary) }
      return others.isEmpty
        ? passedBefore
        : Judgement(
          isRight: false, detail: "other tests than the new ones failed: \(listed(others))")
    }
    let telling = failing.filter {
      FailureReason(of: $0, in: report, for: violation).objection == nil
    }
    let reason = report.reasons[telling.first ?? first].map { ": \($0)" } ?? ""
    if telling.isEmpty,
      let objection = FailureReason(of: first, in: report, for: violation).objection
    {
      return Judgement(isRight: false, detail: "the new tests \(objection)\(reason)")
    }
    return Judgement(isRight: true, detail: "\(counted(failing.count, "new test")) failed\(reason)")
  }

  private var failedSilently: Judgement {
    Judgement(
      isRight: ending != .exited(126) && ending != .exited(127), detail: "failed with \(summary)",
      notes: ["The output is of no known test runner, so only exit codes were compared."])
  }

  private var passedBefore: Judgement {
    Judgement(
      isRight: false,
      detail: "the new tests pass on the unchanged code, so they do not show the failure")
  }

  private var nothingRan: Judgement {
    Judgement(
      isRight: false,
      detail:
        "none of the new tests was run by “\(command)”; put {tests} into --test-command where "
        + "their paths belong")
  }

  /// A compiler that misses what the change adds is the only obstacle that shows something.
  private func judgement(of obstacle: TestReport.Obstacle, _ plan: Plan) -> Judgement {
    guard obstacle.kind == .compiling else {
      return Judgement(
        isRight: false, detail: "the new tests could not be loaded: \(obstacle.line)")
    }
    guard plan.adds(nameQuotedIn: obstacle.line) else {
      return Judgement(isRight: false, detail: "the new tests do not compile: \(obstacle.line)")
    }
    return Judgement(
      isRight: true, detail: "do not compile without the change: \(obstacle.line)",
      notes: [
        "The new tests use what the change adds, so without it they do not compile: that they fail "
          + "before is shown by the compiler alone."
      ])
  }

  /// Whether the new tests pass with the change.
  func passes(_ plan: Plan, _ baseline: TestOutcome) -> Judgement {
    if isSuccess {
      guard report?.ranNothing != true else { return nothingRan }
      return Judgement(isRight: true, detail: summary)
    }
    if ending == .outOfTime {
      return Judgement(
        isRight: false, detail: "the new tests did not end within \(Int(seconds)) s with the change"
      )
    }
    guard let report, case .exited = ending else {
      return Judgement(isRight: false, detail: "the new tests fail with the change: \(lastLine)")
    }
    if let obstacle = report.newObstacles(since: baseline.report).first {
      return Judgement(isRight: false, detail: "with the change: \(obstacle.line)")
    }
    let known = baseline.failing(besides: plan)
    let failing = report.failing.filter { !known.contains($0) }
    guard failing.isEmpty, !report.failing.isEmpty else {
      let reason = failing.first.flatMap { report.reasons[$0] }.map { ": \($0)" } ?? ""
      return Judgement(
        isRight: false, detail: "fail with the change: " + listed(failing) + reason)
    }
    return Judgement(isRight: true, detail: summary)
  }

  /// Whether everything that passed before passes.
  func harmsNothing(of baseline: TestOutcome) -> Judgement {
    if ending == .outOfTime {
      return Judgement(
        isRight: false, detail: "the suite did not end within \(Int(seconds)) s with the change")
    }
    guard let report else {
      return Judgement(
        isRight: isSuccess,
        detail: isSuccess ? summary : "the suite fails with the change: \(lastLine)")
    }
    let before = baseline.report ?? TestReport()
    let known = Set(before.failing)
    let broken = report.failing.filter { !known.contains($0) }
    if !broken.isEmpty {
      return Judgement(
        isRight: false,
        detail: "the change breaks \(counted(broken.count, "test")): \(listed(broken))")
    }
    if let obstacle = report.newObstacles(since: before).first {
      return Judgement(isRight: false, detail: "with the change: \(obstacle.line)")
    }
    let total = before.ran + before.skipped
    guard !report.countsAll || report.ran + report.skipped >= total else {
      return Judgement(
        isRight: false,
        detail: "only \(report.ran + report.skipped) of the \(total) tests ran with the change")
    }
    guard isSuccess || !report.failing.isEmpty else {
      return Judgement(
        isRight: false, detail: "the suite ends with \(summary) though no test is said to fail")
    }
    return Judgement(isRight: true, detail: summary)
  }
}

extension TestOutcome {
  /// The tests that failed, without those of the plan: a test that is there already may be one.
  fileprivate func failing(besides plan: Plan) -> Set<String> {
    Set((report?.failing ?? []).filter { !plan.declares(test: $0) })
  }
}

extension TestReport {
  fileprivate func newObstacles(since before: TestReport?) -> [Obstacle] {
    let known = Set((before?.obstacles ?? []).map(\.line))
    return obstacles.filter { !known.contains($0.line) }
  }
}

/// `one test`, `3 tests`.
func counted(_ count: Int, _ noun: String) -> String {
  count == 1 ? "one \(noun)" : "\(count) \(noun)s"
}

/// Names with commas between; of many the first.
func listed(_ names: [String]) -> String {
  let shown = names.prefix(ProofLimits.namesShown).joined(separator: ", ")
  let rest = names.count - ProofLimits.namesShown
  return rest > 0 ? "\(shown) and \(rest) more" : shown
}
