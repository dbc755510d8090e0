import DatabaseErrors
import Fixes
import Foundation
import Synchronization
import Testing

@testable import Proof

@Suite struct ProverTests {
  static let command = "sh run_tests.sh {tests}"

  private func prove(
    _ repository: Repository, fixes: [Fix] = [rightFix], tests: [TestCase] = [Repository.newTest],
    command: String = Self.command, seconds: Double = 60, inner: String = "",
    violation: ConstraintViolation? = nil, takesChanges: Bool = false,
    interruption: Interruption? = nil
  ) throws -> Proof {
    let checkout = try repository.checkout(inner)
    let plan = try Plan(fixes: fixes, tests: tests, source: .folder(checkout.folder))
    let prover = Prover(
      checkout: checkout, commit: try #require(checkout.head), plan: plan,
      command: TestCommand(command, secondsMax: seconds),
      logFolder: repository.path + "/.git/triage/test", violation: violation,
      takesChanges: takesChanges,
      interruption: interruption)
    defer { expectNothingLeft(repository) }
    return try prover.prove()
  }

  /// No worktree, no change of the working tree.
  private func expectNothingLeft(_ repository: Repository) {
    guard (try? repository.git("ls-files", "tests/test_taken.sh")) == "" else { return }
    #expect((try? repository.git("worktree", "list", "--porcelain"))?.contains("\n\n") == false)
    #expect((try? repository.text("harbour.sh")) != Repository.fixed)
    #expect(!repository.exists("tests/test_taken.sh"))
  }

  @Test func provesAChange() throws {
    let repository = try Repository()
    let proof = try prove(repository)
    #expect(proof.proven, "\(proof.reason)")
    #expect(proof.steps.map(\.name) == Proof.Step.Name.allCases)
    #expect(proof.steps.map(\.outcome) == [.passed, .failed, .passed, .passed])
    #expect(proof.steps[1].detail == "one new test failed: AssertionError: given twice")
    #expect(proof.steps[1].command == "sh run_tests.sh tests/test_taken.sh")
    #expect(proof.steps[3].detail == "3 passed")
    #expect(proof.testSeconds <= proof.seconds)
    let log = try String(contentsOfFile: proof.steps[1].log, encoding: .utf8)
    #expect(log.contains("FAILED tests/test_taken.sh::test_a_taken_berth_is_refused"))
    #expect(try repository.git("status", "--porcelain").isEmpty)
  }

  /// A command that cannot be told which tests to run runs all of them each time.
  @Test func comparesTestsWhenAllAreRun() throws {
    let proof = try prove(try Repository(), command: "sh run_tests.sh")
    #expect(proof.proven, "\(proof.reason)")
    #expect(proof.steps[1].detail.contains("one new test failed"))
  }

  static let unproven: [(String, [Fix], String, String)] = [
    (
      "a change that does nothing",
      [
        fix("harbour.sh", from: Repository.app, to: Repository.app + "# harmless\n")
      ], Repository.newTest.code, "fail with the change"
    ),
    (
      "a test that passes anyway", [rightFix],
      "test_nothing() {\n  true\n}\n", "pass on the unchanged code"
    ),
    (
      "a test that does not parse", [rightFix],
      "test_broken() {\n  if\n}\n", "could not be loaded"
    ),
    (
      "a test that is broken", [rightFix],
      "test_x() {\n  echo \"NameError: name 'x' is not defined\"\n  return 1\n}\n", "wrong reason"
    ),
    ("no test at all", [rightFix], "# none\n", "none of the new tests was run"),
    (
      "a change that breaks another test",
      [
        fix("harbour.sh", from: Repository.app, to: "give() {\n  return 1\n}\n")
      ], "test_a_taken_berth_is_refused() {\n  give 4 4 >/dev/null && return 1\n  return 0\n}\n",
      "breaks one test: tests/test_good.sh::test_a_free_berth_is_given"
    ),
  ]

  @Test(arguments: unproven)
  func doesNotProve(_ example: (name: String, fixes: [Fix], test: String, says: String)) throws {
    var test = Repository.newTest
    test.code = example.test
    let proof = try prove(try Repository(), fixes: example.fixes, tests: [test])
    #expect(!proof.proven)
    #expect(proof.reason.contains(example.says), "\(example.name): \(proof.reason)")
    #expect(proof.steps.last?.isExpected == false)
  }

  static let refusals: [(says: String, isTelling: Bool)] = [
    ("IntegrityError: UNIQUE constraint failed: berths.boat", true),
    ("IntegrityError: UNIQUE constraint failed: berths.number", false),
    ("IntegrityError: UNIQUE constraint failed: piers.boat", false),
    ("IntegrityError: NOT NULL constraint failed: berths.name", false),
    ("IntegrityError: UNIQUE constraint failed: Berths.Boat", true),
  ]

  /// A test that the database refuses for another rule shows nothing of this failure.
  @Test(arguments: refusals)
  func demandsTheSameRefusal(_ example: (says: String, isTelling: Bool)) throws {
    var test = Repository.newTest
    test.code = """
      test_a_taken_berth_is_refused() {
        give 4 4 >/dev/null && { echo "\(example.says)"; return 1; }
        return 0
      }

      """
    var violation = ConstraintViolation(kind: .unique)
    violation.table = "berths"
    violation.columns = ["boat"]
    let proof = try prove(try Repository(), tests: [test], violation: violation)
    #expect(proof.proven == example.isTelling, "\(proof.reason)")
    if !example.isTelling { #expect(proof.reason.contains("another constraint")) }
  }

  @Test func withoutTestsOnlyTheSuiteIsCompared() throws {
    let proof = try prove(try Repository(), tests: [])
    #expect(!proof.proven)
    #expect(proof.reason.contains("no test that shows the failure"))
    #expect(proof.steps.map(\.name) == [.suiteBefore, .suiteAfter])
  }

  // MARK: A suite that fails to begin with

  private static let badTest = "test_bad() {\n  echo \"AssertionError: old\"\n  return 1\n}\n"

  @Test func leavesKnownFailuresAside() throws {
    let repository = try Repository(files: ["tests/test_bad.sh": Self.badTest])
    let proof = try prove(repository)
    #expect(proof.proven, "\(proof.reason)")
    #expect(proof.notes.first?.contains("tests/test_bad.sh::test_bad") == true)
  }

  static let unusable: [(command: String, says: String)] = [
    ("false", "fails to begin with"),
    ("echo 3 problems; exit 3", "does not say which tests do"),
    ("no-such-command-anywhere", "does not run"),
    ("kill -9 $$", "signal 9"),
    ("sleep 30", "does not end within"),
  ]

  @Test(arguments: unusable)
  func refusesACommandThatTellsNothing(_ example: (command: String, says: String)) throws {
    let repository = try Repository()
    let error = #expect(throws: ProofError.self) {
      try prove(repository, command: example.command, seconds: 1)
    }
    #expect(error?.description.contains(example.says) == true, "\(String(describing: error))")
    #expect(error?.code == .tests)
  }

  /// The tests are there already, and fail; the change is what is new.
  @Test func provesWithTestsThatAreThereAlready() throws {
    let repository = try Repository(files: ["tests/test_taken.sh": Repository.newTest.code])
    let proof = try prove(repository)
    #expect(proof.proven, "\(proof.reason)")
  }

  /// Runners that name only what fails: a test less that fails is no test less that ran.
  @Test func countsOnlyWhatIsCounted() throws {
    let repository = try Repository(files: [
      "go.sh": """
      grep -q "case" harbour.sh && { printf 'ok  \\texample.org/berths\\t0.01s\\n'; exit 0; }
      echo "--- FAIL: TestOld (0.00s)"
      [ -f tests/test_taken.sh ] && echo "--- FAIL: test_a_taken_berth_is_refused (0.00s)"
      printf 'FAIL\\texample.org/berths\\t0.01s\\n'
      exit 1

      """
    ])
    let proof = try prove(repository, command: "sh go.sh")
    #expect(proof.proven, "\(proof.reason)")
  }

  @Test func anUnknownRunnerIsJudgedByItsExitCode() throws {
    let command = "sh run_tests.sh {tests} >/dev/null"
    let proof = try prove(try Repository(), command: command)
    #expect(proof.proven, "\(proof.reason)")
    #expect(proof.notes.contains { $0.contains("no known test runner") })
  }

  // MARK: Checkouts of all kinds

  @Test func worksInAFolderOfARepository() throws {
    let repository = try Repository(inner: "services/the harbour")
    let proof = try prove(repository, inner: "services/the harbour")
    #expect(proof.proven, "\(proof.reason)")
  }

  @Test func worksWithoutABranch() throws {
    let repository = try Repository()
    try repository.git("checkout", "--quiet", "--detach")
    #expect(try repository.checkout().branch == nil)
    #expect(try prove(repository).proven)
  }

  @Test func hooksAndSettingsOfTheUserDoNotStall() throws {
    let repository = try Repository()
    try repository.write(".git/hooks/post-checkout", "#!/bin/sh\nsleep 60\n")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: repository.path + "/.git/hooks/post-checkout")
    try repository.git("config", "commit.gpgSign", "true")
    try repository.git("config", "core.pager", "sleep 60")
    try repository.git("config", "diff.noprefix", "true")
    #expect(try prove(repository).proven)
  }

  /// What is ignored is no part of the commit, but of what the tests need.
  @Test func takesSettingsAndPackagesAlong() throws {
    let repository = try Repository(files: [".gitignore": "local.env\nnode_modules/\nbuild/\n"])
    try repository.write("local.env", "BERTHS=9\n")
    try repository.write("node_modules/berths/index.js", "1\n")
    try repository.write("build/out", "1\n")
    let command =
      "test -f local.env && test -f node_modules/berths/index.js && test ! -e build && "
      + Self.command
    #expect(try prove(repository, command: command).proven)
    #expect(repository.exists("node_modules/berths/index.js"))
  }

  @Test func takesChangesAlongWhenTold() throws {
    let repository = try Repository()
    try repository.write("tests/test_good.sh", Repository.goodTest + "# changed\n")
    try repository.write("extra.txt", "new\n")
    let command = "grep -q changed tests/test_good.sh && test -f extra.txt && " + Self.command
    #expect(try prove(repository, command: command, takesChanges: true).proven)
    #expect(throws: ProofError.self) { try prove(repository, command: command) }
  }

  @Test func fillsSubmodules() throws {
    let library = try Repository()
    let repository = try Repository()
    try repository.git(
      "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", library.path, "lib")
    try repository.git("commit", "--quiet", "--message=Add the library")
    let proof = try prove(repository, command: "test -f lib/harbour.sh && " + Self.command)
    #expect(proof.proven, "\(proof.reason)")
    let reasons = try repository.checkout().protected(["lib/harbour.sh", "harbour.sh"])
    #expect(reasons.keys.sorted() == ["lib/harbour.sh"])
  }

  @Test func neverProvesTwice() throws {
    let repository = try Repository()
    let checkout = try repository.checkout()
    let plan = try Plan(
      fixes: [rightFix], tests: [Repository.newTest], source: .folder(checkout.folder))
    try repository.write("harbour.sh", Repository.fixed)
    try repository.git("commit", "--quiet", "--all", "--message=Fix")
    let later = try repository.checkout()
    let prover = Prover(
      checkout: later, commit: try #require(later.head), plan: plan,
      command: TestCommand(Self.command), logFolder: repository.path + "/.git/triage/test")
    let error = #expect(throws: ProofError.self) { try prover.prove() }
    #expect(error?.description.contains("already") == true)
  }

  // MARK: Ends

  @Test func endsWhatTheTestsStarted() throws {
    let repository = try Repository()
    let mark = "triage-\(UUID().uuidString)"
    let command = "sh -c 'sleep 300; echo \(mark)' & sh run_tests.sh {tests}"
    #expect(try prove(repository, command: command).proven)
    #expect(try isRunning(mark) == false)
  }

  @Test func anInterruptionEndsItAtOnce() throws {
    let repository = try Repository()
    let interruption = Interruption()
    let mark = "triage-\(UUID().uuidString)"
    let thread = Thread {
      Thread.sleep(forTimeInterval: 1)
      interruption.request()
    }
    thread.start()
    let start = ContinuousClock.now
    let error = #expect(throws: ProofError.self) {
      try prove(repository, command: "sh -c 'sleep 60; echo \(mark)'", interruption: interruption)
    }
    #expect(error?.code == .interrupted)
    #expect(ContinuousClock.now - start < .seconds(20))
    #expect(try isRunning(mark) == false)
  }

  @Test func boundsWhatIsKeptOfTheOutput() throws {
    let folder = try makeTemporaryFolder(named: "triage-log")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var log = try TestLog(path: folder + "/a.log", halfMax: 100)
    for number in 0..<1_000 { log.append(Array("line \(number)\n".utf8)[...]) }
    let text = log.finish()
    #expect(text.hasPrefix("line 0\n") && text.hasSuffix("line 999\n"))
    #expect(text.contains("bytes left out") && text.utf8.count < 300)
    #expect(try String(contentsOfFile: folder + "/a.log", encoding: .utf8) == text)
  }

  private func isRunning(_ mark: String) throws -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "ps -e -o args= | grep -v grep | grep -q -- \"$1\"", "sh", mark]
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
