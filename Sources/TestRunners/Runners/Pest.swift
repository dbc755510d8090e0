extension TestRunner {
  /// Pest, and `php artisan test`, which prints as Pest does.
  static let pest = TestRunner(
    name: "pest",
    usual: Usual("vendor/bin/pest", runs: ["pest"]),
    words: [["pest"], ["artisan", "test"]],
    select: { $0.appendingPaths },
    read: readPest,
    brokenTestWords: phpBrokenTestWords,
    selections: [
      Selection(
        "php artisan test", ["tests/Feature/JoinTest.php"],
        "php artisan test tests/Feature/JoinTest.php")
    ],
    outputs: [
      Output(
        text: """
             PASS  Tests\\Unit\\BerthTest
            ✓ a berth has a name                                                0.01s

             FAIL  Tests\\Feature\\JoinTest
            ✓ a free berth is given                                             0.02s
            ⨯ a taken berth is refused                                          0.02s

            Tests:    1 failed, 2 passed (3 assertions)
            Duration: 0.10s
          """, passed: 2, failed: 1,
        failing: ["Tests\\Feature\\JoinTest::a taken berth is refused": ""],
        passing: [
          "Tests\\Unit\\BerthTest::a berth has a name",
          "Tests\\Feature\\JoinTest::a free berth is given",
        ])
    ])
}

private func readPest(_ lines: [Substring]) -> TestReport? {
  guard
    let counts = lines.last(where: {
      trimmed($0).hasPrefix("Tests: ") && $0.hasSuffix(" assertions)")
    })
  else { return nil }
  var report = TestReport()
  report.passed = counts.number(before: " passed") ?? 0
  report.failed = counts.number(before: " failed") ?? 0
  report.skipped = counts.number(before: " skipped") ?? 0
  var suite = ""
  for line in lines {
    let text = trimmed(line)
    for word in ["PASS  ", "FAIL  ", "WARN  "] where text.hasPrefix(word) {
      suite = String(text.dropFirst(6))
    }
    guard let sign = text.first, "✓⨯".contains(sign), !suite.isEmpty else { continue }
    let name = trimmed(text.dropFirst()[...].upTo("   "))
    report.note("\(suite)::\(name)", sign == "✓" ? .passed : .failed)
  }
  return report
}
