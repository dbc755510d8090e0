extension TestRunner {
  static let phpunit = TestRunner(
    name: "phpunit",
    usual: Usual("vendor/bin/phpunit", runs: ["phpunit"]),
    words: [["phpunit"], ["simple-phpunit"]],
    select: { command in command.paths.count == 1 ? command.appendingPaths : nil },
    read: readPHPUnit,
    emptyWords: ["No tests executed!"],
    brokenTestWords: phpBrokenTestWords,
    selections: [
      Selection(
        "vendor/bin/phpunit", ["tests/Feature/JoinTest.php"],
        "vendor/bin/phpunit tests/Feature/JoinTest.php")
    ],
    outputs: [
      Output(
        text: """
          PHPUnit 10.5.5 by Sebastian Bergmann and contributors.

          .F                                                                  2 / 2 (100%)

          There was 1 failure:

          1) Tests\\Feature\\JoinTest::test_taken_berth
          Failed asserting that 500 matches expected 422.

          /srv/tests/Feature/JoinTest.php:12

          FAILURES!
          Tests: 2, Assertions: 2, Failures: 1.
          """, passed: 1, failed: 1,
        failing: [
          "Tests\\Feature\\JoinTest::test_taken_berth":
            "Failed asserting that 500 matches expected 422."
        ]),
      Output(text: "PHPUnit 10.5.5\n\nOK (3 tests, 3 assertions)\n", passed: 3),
      Output(
        text: "PHPUnit 10.5.5\nPHP Fatal error:  Uncaught Error: Class \"Berths\\Boat\" not found",
        obstacle: .loading),
    ])

  static let phpBrokenTestWords = [
    "ParseError", "Class \"", "Call to undefined", "Error: Interface", "Target class [",
  ]
}

private func readPHPUnit(_ lines: [Substring]) -> TestReport? {
  guard lines.contains(where: { $0.hasPrefix("PHPUnit ") }) else { return nil }
  var report = TestReport()
  if let line = lines.last(where: { $0.hasPrefix("OK (") }) {
    report.passed = line.number(before: " test") ?? 0
    return report
  }
  guard let counts = lines.last(where: { $0.hasPrefix("Tests: ") && $0.contains("Assertions: ") })
  else {
    guard let line = lines.first(where: { $0.contains("Fatal error") || $0.contains("ParseError") })
    else { return nil }
    report.note(.loading, line)
    return report
  }
  report.failed =
    (counts.number(after: "Failures: ") ?? 0) + (counts.number(after: "Errors: ") ?? 0)
  report.skipped =
    (counts.number(after: "Skipped: ") ?? 0) + (counts.number(after: "Incomplete: ") ?? 0)
  report.passed = max(0, (counts.number(after: "Tests: ") ?? 0) - report.failed - report.skipped)
  for (index, line) in lines.enumerated() where line.first?.isNumber == true {
    guard let name = line.part(after: ") "), name.contains("::"), line.prefix(6).contains(")")
    else {
      continue
    }
    report.note(name, .failed, lines.dropFirst(index + 1).first.map { trimmed($0) })
  }
  return report
}
