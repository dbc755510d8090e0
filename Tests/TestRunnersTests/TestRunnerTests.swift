import Fixes
import Testing

@testable import TestRunners

@Suite struct TestRunnerTests {
  static let selections = TestRunner.all.flatMap { runner in
    runner.selections.map { (runner.name, $0) }
  }
  static let outputs = TestRunner.all.flatMap { runner in
    runner.outputs.map { (runner.name, $0) }
  }

  @Test(arguments: selections)
  func selectsTheNewTests(runner: String, selection: TestRunner.Selection) {
    let selected = TestRunner.of(command: selection.command)?
      .selecting(selection.paths, in: selection.command)
    #expect(selected == selection.selected)
  }

  @Test(arguments: outputs)
  func readsItsExamples(runner: String, output: TestRunner.Output) throws {
    let value = try #require(TestRunner.all.first { $0.name == runner })
    try expect(value.read(outputLines(output.text)), output)
    // And no other runner takes it for its own.
    try expect(TestReport.read(output.text), output)
  }

  /// As terminals and continuous integration see it: colours, carriage returns, times before.
  @Test(arguments: outputs)
  func readsThemInColour(runner: String, output: TestRunner.Output) throws {
    let lines = output.text.split(separator: "\n", omittingEmptySubsequences: false)
    let coloured = lines.map { "\u{1B}[1;31m\($0)\u{1B}[0m\r" }.joined(separator: "\n")
    try expect(TestReport.read(coloured), output)
  }

  /// What is cut off anywhere is read without harm.
  @Test(arguments: outputs)
  func survivesWhatIsCutOff(runner: String, output: TestRunner.Output) {
    for length in stride(from: 0, to: output.text.count, by: 7) {
      _ = TestReport.read(String(output.text.prefix(length)))
      _ = TestReport.read(String(output.text.suffix(length)))
    }
  }

  @Test(arguments: [
    "", "make: Nothing to be done for 'test'.\n", "all good\n", "ok then\n", "FAILED to load\n",
    "Error: everything is fine\n",
  ])
  func isNoneForOtherOutput(text: String) {
    #expect(TestReport.read(text) == nil)
  }

  /// A project without tests is not one whose tests fail.
  @Test(arguments: TestRunner.all.flatMap(\.emptyWords))
  func knowsThatThereAreNoTests(words: String) {
    #expect(TestReport.read("\n\(words), exiting with code 1\n") == TestReport())
  }

  static let commands: [(String, String?)] = [
    ("pytest -x", "pytest"), ("docker compose run web pytest", "pytest"),
    ("coverage run manage.py test", "unittest"), (".venv/bin/python -m pytest", "pytest"),
    ("make test", nil), ("./gradlew check", "gradle"), ("npx vitest run", "vitest"),
    ("bundle exec rails test", "minitest"), ("tox -e py311", nil), ("latest", nil),
  ]

  @Test(arguments: commands)
  func knowsTheRunnerOfACommand(command: String, name: String?) {
    #expect(TestRunner.of(command: command)?.name == name)
  }

  @Test(arguments: TestRunner.all.filter { $0.usual != nil }.map(\.name))
  func runsAFrameworksTestsByTheUsualCommand(name: String) throws {
    let runner = try #require(TestRunner.all.first { $0.name == name })
    let usual = try #require(runner.usual)
    #expect(TestRunner.of(command: usual.command)?.name == name)
    for framework in usual.frameworks {
      let test = TestCase(path: "test/join_test.rb", framework: framework, code: "", title: "")
      let commands = UsualTestCommand.all(for: [test, test])
      #expect(commands.map(\.framework) == [framework])
      #expect(commands.first?.line == runner.selecting([test.path], in: usual.command))
    }
  }

  private func expect(_ report: TestReport?, _ output: TestRunner.Output) throws {
    let report = try #require(report)
    #expect(report.passed == output.passed)
    #expect(report.failed == output.failed)
    #expect(report.skipped == output.skipped)
    #expect(report.obstacles.first?.kind == output.obstacle)
    for (name, reason) in output.failing {
      #expect(report.verdicts[name] == .failed, "\(report.verdicts)")
      if !reason.isEmpty { #expect(report.reasons[name] == reason) }
    }
    #expect(report.unprepared.sorted() == output.unprepared.sorted())
    for name in output.passing { #expect(report.verdicts[name] == .passed, "\(report.verdicts)") }
  }
}
