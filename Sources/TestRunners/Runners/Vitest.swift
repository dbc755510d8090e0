extension TestRunner {
  static let vitest = TestRunner(
    name: "vitest",
    usual: Usual("npx vitest run", runs: ["vitest"]),
    words: [["vitest"]],
    select: { $0.appendingPaths },
    read: readVitest,
    emptyWords: ["No test files found"],
    brokenTestWords: javaScriptBrokenTestWords,
    selections: [
      Selection("npx vitest run", ["test/join.test.ts"], "npx vitest run test/join.test.ts")
    ],
    outputs: [
      Output(
        text: """
           RUN  v1.6.0 /srv/berths

           ✓ test/berth.test.ts (2 tests) 5ms
           ❯ test/join.test.ts (2 tests | 1 failed) 8ms
             × joining > refuses a taken berth 5ms
               → expected 500 to be 409

          ⎯⎯⎯⎯⎯⎯⎯ Failed Tests 1 ⎯⎯⎯⎯⎯⎯⎯

           FAIL  test/join.test.ts > joining > refuses a taken berth
          AssertionError: expected 500 to be 409 // Object.is equality

           Test Files  1 failed | 1 passed (2)
                Tests  1 failed | 3 passed (4)
          """, passed: 3, failed: 1,
        failing: [
          "test/join.test.ts > joining > refuses a taken berth":
            "AssertionError: expected 500 to be 409 // Object.is equality"
        ]),
      Output(
        text: """
          ⎯⎯⎯⎯⎯⎯⎯ Failed Suites 1 ⎯⎯⎯⎯⎯⎯⎯

           FAIL  test/join.test.ts [ test/join.test.ts ]
          Error: Failed to resolve import "./berths" from "test/join.test.ts".

           Test Files  1 failed (1)
                Tests  no tests
          """, obstacle: .loading),
    ])
}

private func readVitest(_ lines: [Substring]) -> TestReport? {
  guard lines.contains(where: { trimmed($0).hasPrefix("Test Files ") }),
    let counts = lines.last(where: { trimmed($0).hasPrefix("Tests ") })
  else { return nil }
  var report = TestReport()
  report.passed = counts.number(before: " passed") ?? 0
  report.failed = counts.number(before: " failed") ?? 0
  report.skipped = counts.number(before: " skipped") ?? 0
  for (index, line) in lines.enumerated() where trimmed(line).hasPrefix("FAIL ") {
    let name = trimmed(line).dropFirst(5)
    let reason = lines.dropFirst(index + 1).first { !trimmed($0).hasPrefix("FAIL ") }
    if name.contains(" > ") {
      report.note(name, .failed, reason.map { trimmed($0) })
    } else {
      report.note(.loading, reason ?? line)
    }
  }
  return report
}
