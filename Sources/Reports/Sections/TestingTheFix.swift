import Diagnosis
import Fixes
import TestRunners

/// The test cases as files of the project at hand.
func testingTheFix(_ diagnosis: Diagnosis) -> Document.Section? {
  guard !diagnosis.tests.isEmpty else { return nil }
  let expectation: Prose =
    diagnosis.tests.count == 1
    ? "It repeats the failure: it fails on the code as it is."
    : "Those that repeat the failure fail on the code as it is."
  var blocks: [Document.Block] = [.paragraph(expectation)]
  blocks += diagnosis.tests.map { test in
    .fold(
      summary: "\(code: test.path): \(sentence: test.title)",
      [.code(test.code, language: fenceLanguage(ofPath: test.path) ?? "")])
  }
  let commands = usualTestCommands(diagnosis.tests).map(\.line)
  if !commands.isEmpty {
    blocks.append(.paragraph("Run \(commands.count == 1 ? "it" : "them"):"))
    blocks.append(.code(commands.joined(separator: "\n"), language: "sh"))
  }
  return Document.Section("Testing the fix", anchor: "tests", blocks)
}

/// How the tests are run where nothing is known of the project but them.
func usualTestCommands(_ tests: [TestCase]) -> [UsualTestCommand] {
  UsualTestCommand.all(
    for: tests.map { test in
      var test = test
      test.path = withoutDeceptive(test.path)
      return test
    })
}
