extension TestRunner {
  static let jest = TestRunner(
    name: "jest",
    usual: Usual("npx jest", runs: ["jest"]),
    words: [["jest"], ["react-scripts", "test"]],
    select: { $0.appendingPaths },
    read: readJest,
    emptyWords: ["No tests found"],
    brokenTestWords: javaScriptBrokenTestWords,
    selections: [
      Selection("npx jest", ["test/join.test.js"], "npx jest test/join.test.js"),
      Selection(
        "node_modules/.bin/jest --ci", ["src/a.test.ts"],
        "node_modules/.bin/jest --ci src/a.test.ts"),
      Selection("npm test", ["test/join.test.js"], nil),
    ],
    outputs: [
      Output(
        text: """
          FAIL test/join.test.js
            joining
              ✓ gives a free berth (3 ms)
              ✕ refuses a taken berth (5 ms)
              ○ skipped sends a mail

            ● joining › refuses a taken berth

              expect(received).toBe(expected) // Object.is equality

              Expected: 409
              Received: 500

          Test Suites: 1 failed, 1 total
          Tests:       1 failed, 1 skipped, 1 passed, 3 total
          """, passed: 1, failed: 1, skipped: 1,
        failing: [
          "joining › refuses a taken berth": "expect(received).toBe(expected) // Object.is equality"
        ]),
      Output(
        text: """
          FAIL test/join.test.js
            ● Test suite failed to run

              Cannot find module '../src/berths' from 'test/join.test.js'

          Test Suites: 1 failed, 1 total
          Tests:       0 total
          """, obstacle: .loading),
    ])

  static let javaScriptBrokenTestWords = [
    "ReferenceError", "SyntaxError", "Cannot find module", "ERR_MODULE_NOT_FOUND",
    "is not a function", "Failed to resolve import",
  ]
}

private func readJest(_ lines: [Substring]) -> TestReport? {
  guard let counts = lines.last(where: { $0.hasPrefix("Tests: ") && $0.hasSuffix(" total") })
  else { return nil }
  var report = TestReport()
  report.passed = counts.number(before: " passed") ?? 0
  report.failed = counts.number(before: " failed") ?? 0
  report.skipped =
    (counts.number(before: " skipped") ?? 0) + (counts.number(before: " todo") ?? 0)
  for (index, line) in lines.enumerated() {
    let text = line.drop { $0 == " " }
    guard text.hasPrefix("● ") else { continue }
    let reason = lines.dropFirst(index + 1).first { !trimmed($0).isEmpty }.map { trimmed($0) }
    if text.hasPrefix("● Test suite failed to run") {
      report.note(.loading, reason ?? String(text))
    } else if text.contains(" › ") || line.indentation == 2 {
      report.note(text.dropFirst(2), .failed, reason)
    }
  }
  return report
}
