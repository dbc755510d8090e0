public import DatabaseErrors
import Fixes
import Foundation

/// Proves a plan in a worktree of its own: the new tests fail before the change and pass after it,
/// and what passed before passes after.
public struct Prover: Sendable {
  public var checkout: Checkout
  /// Full name of the commit that the worktree is of.
  public var commit: String
  public var plan: Plan
  public var command: TestCommand
  /// What the failure violated; a new test that fails by another rule shows nothing.
  public var violation: ConstraintViolation?
  /// Whether what the working tree changed is taken along.
  public var takesChanges: Bool
  /// A folder for what the runs print; it is made, and stays.
  public var logFolder: String
  public var interruption: Interruption?
  public var progress: @Sendable (ProofProgress) -> Void

  public init(
    checkout: Checkout, commit: String, plan: Plan, command: TestCommand, logFolder: String,
    violation: ConstraintViolation? = nil, takesChanges: Bool = false,
    interruption: Interruption? = nil,
    progress: @escaping @Sendable (ProofProgress) -> Void = { _ in }
  ) {
    self.checkout = checkout
    self.commit = commit
    self.plan = plan
    self.command = command
    self.violation = violation
    self.takesChanges = takesChanges
    self.logFolder = logFolder
    self.interruption = interruption
    self.progress = progress
  }

  /// Takes four runs of tests. The worktree is gone afterwards, whatever happens.
  ///
  /// - Throws: `ProofError` when it cannot be told: no worktree, a change that does not fit the
  ///   commit, a test command that does not run, a suite that fails to begin with and does not say
  ///   where.
  public func prove() throws(ProofError) -> Proof {
    let start = ContinuousClock.now
    progress(.preparing(commit: commit))
    try makeLogFolder()
    var proof = try Worktree.with(commit, of: checkout) { worktree throws(ProofError) in
      let shared = SharedFiles(checkout: checkout, worktree: worktree)
      if takesChanges { try shared.takeChanges() }
      try shared.share()
      var run = try ProofRun(self, in: worktree)
      return try run.prove()
    }
    proof.seconds = (ContinuousClock.now - start) / .seconds(1)
    proof.testSeconds = proof.steps.reduce(0) { $0 + $1.seconds }
    return proof
  }

  private func makeLogFolder() throws(ProofError) {
    do {
      try FileManager.default.createDirectory(
        atPath: logFolder, withIntermediateDirectories: true)
    } catch {
      throw ProofError(
        .file, "cannot make the folder \(logFolder) for logs; name another one with --keep-logs")
    }
  }
}

/// One proof on its way.
private struct ProofRun {
  let prover: Prover
  let worktree: Worktree
  /// The plan on the files of the worktree.
  let plan: Plan
  private var steps: [Proof.Step] = []
  private var notes: [String] = []

  init(_ prover: Prover, in worktree: Worktree) throws(ProofError) {
    self.prover = prover
    self.worktree = worktree
    plan = try prover.plan.remade(on: .folder(worktree.folder))
    guard !plan.changesArePresent else {
      throw ProofError(
        .change, "the change is in \(prover.commit.prefix(12)) already; there is nothing to prove")
    }
  }

  mutating func prove() throws(ProofError) -> Proof {
    age(plan.files)
    let baseline = try suiteBefore()
    let writer = FileWriter(worktree.folder)
    try writer.write(plan.testFiles)
    if !plan.tests.isEmpty {
      let step = try newTestsBefore(baseline)
      guard step.isExpected else { return verdict(step.detail) }
    }
    try writer.write(plan.files)
    if !plan.tests.isEmpty {
      let step = try newTestsAfter(baseline)
      guard step.isExpected else { return verdict(step.detail) }
    }
    let step = try suiteAfter(baseline)
    guard step.isExpected else { return verdict(step.detail) }
    guard !plan.tests.isEmpty else {
      return verdict("there is no test that shows the failure; the suite is unharmed")
    }
    return verdict(nil)
  }

  private func verdict(_ problem: String?) -> Proof {
    Proof(
      proven: problem == nil,
      reason: problem ?? "the new tests fail without the change and pass with it, and what passed "
        + "before passes after",
      steps: steps, notes: notes, commit: prover.commit, seconds: 0, testSeconds: 0)
  }

  private mutating func suiteBefore() throws(ProofError) -> TestOutcome {
    let outcome = try run(.suiteBefore, prover.command.whole)
    let failing = try outcome.usableAsBaseline(of: prover.command)
    if !failing.isEmpty {
      notes.append(
        "\(counted(failing.count, "test")) of the suite failed before the change: "
          + listed(failing) + ".")
    }
    record(.suiteBefore, outcome, isExpected: true, outcome.summary)
    return outcome
  }

  private mutating func newTestsBefore(_ baseline: TestOutcome) throws(ProofError) -> Proof.Step {
    let outcome = try run(.newTestsBefore, selection)
    let judgement = outcome.failsRightly(
      plan, baseline, areAlone: prover.command.selecting(plan.testPaths) != nil,
      for: prover.violation)
    notes += judgement.notes
    return record(.newTestsBefore, outcome, isExpected: judgement.isRight, judgement.detail)
  }

  private mutating func newTestsAfter(_ baseline: TestOutcome) throws(ProofError) -> Proof.Step {
    let outcome = try run(.newTestsAfter, selection)
    let judgement = outcome.passes(plan, baseline)
    return record(.newTestsAfter, outcome, isExpected: judgement.isRight, judgement.detail)
  }

  private mutating func suiteAfter(_ baseline: TestOutcome) throws(ProofError) -> Proof.Step {
    let outcome = try run(.suiteAfter, prover.command.whole)
    let judgement = outcome.harmsNothing(of: baseline)
    return record(.suiteAfter, outcome, isExpected: judgement.isRight, judgement.detail)
  }

  /// The command for the new tests; the whole suite when it cannot be told to run them alone.
  private var selection: String {
    prover.command.selecting(plan.testPaths) ?? prover.command.whole
  }

  private func logPath(_ name: Proof.Step.Name) -> String {
    let number = (Proof.Step.Name.allCases.firstIndex(of: name) ?? 0) + 1
    return prover.logFolder
      + "/\(number)-\(name.rawValue.replacingOccurrences(of: " ", with: "-")).log"
  }

  private func run(
    _ name: Proof.Step.Name, _ line: String
  ) throws(ProofError) -> TestOutcome {
    prover.progress(.running(name, command: line))
    let run = try TestCommand.run(
      line, in: worktree.folder, secondsMax: prover.command.secondsMax, log: logPath(name),
      prover.interruption)
    return TestOutcome(run, command: line)
  }

  @discardableResult
  private mutating func record(
    _ name: Proof.Step.Name, _ outcome: TestOutcome, isExpected: Bool, _ detail: String
  ) -> Proof.Step {
    let step = Proof.Step(
      name: name, outcome: outcome.stepOutcome, isExpected: isExpected, detail: detail,
      command: outcome.command, seconds: outcome.seconds, log: logPath(name))
    steps.append(step)
    prover.progress(.finished(step))
    return step
  }

  /// Dates the files back that will be changed: Python takes what it has compiled for current when
  /// second and size are the same.
  private func age(_ files: [Plan.File]) {
    let past = timeval(tv_sec: time(nil) - 10, tv_usec: 0)
    for file in files where file.before != nil {
      _ = utimes(worktree.folder + "/" + file.path, [past, past])
    }
  }
}
