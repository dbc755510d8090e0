extension TestRunner {
  static let mocha = TestRunner(
    name: "mocha",
    usual: Usual("npx mocha", runs: ["mocha"]),
    words: [["mocha"]],
    select: { $0.appendingPaths },
    read: readMocha,
    emptyWords: ["Error: No test files found"],
    brokenTestWords: javaScriptBrokenTestWords,
    selections: [
      Selection("npx mocha", ["test/join.spec.js"], "npx mocha test/join.spec.js")
    ],
    outputs: [
      Output(
        text: """
            joining
              ✔ gives a free berth (12ms)
              1) refuses a taken berth


            1 passing (15ms)
            1 failing

            1) joining
                 refuses a taken berth:

                AssertionError [ERR_ASSERTION]: 500 == 409
                + expected - actual
          """, passed: 1, failed: 1,
        failing: ["joining refuses a taken berth": "AssertionError [ERR_ASSERTION]: 500 == 409"]),
      Output(
        text: """
          Error: Cannot find module '../src/berths'
          Require stack:
          - /srv/test/join.spec.js
              at Module._load (node:internal/modules/cjs/loader:985:27)
              at /srv/node_modules/mocha/lib/esm-utils.js:52:14
          """, obstacle: .loading),
    ])
}

private func readMocha(_ lines: [Substring]) -> TestReport? {
  var report = TestReport()
  guard let end = lines.lastIndex(where: { isCount($0, "passing") }) else {
    guard lines.contains(where: { $0.contains("/mocha/lib/") }),
      let error = lines.first(where: { $0.contains("Error") })
    else { return nil }
    report.note(.loading, error)
    return report
  }
  report.passed = lines[end].number(before: " passing") ?? 0
  var rest = lines[(end + 1)...]
  while let line = rest.popFirst() {
    if isCount(line, "failing") { report.failed = line.number(before: " failing") ?? 0 }
    if isCount(line, "pending") { report.skipped = line.number(before: " pending") ?? 0 }
    guard trimmed(line).first?.isNumber == true, let first = line.part(after: ") ") else {
      continue
    }
    // The suites and the test, each on a line and deeper than the one before, end with a colon.
    var name = [trimmed(first)]
    while name.last?.hasSuffix(":") == false, let next = rest.first, !trimmed(next).isEmpty {
      name.append(trimmed(next))
      rest = rest.dropFirst()
    }
    let reason = rest.first { !trimmed($0).isEmpty }
    report.note(name.joined(separator: " ").dropLast(), .failed, reason.map { trimmed($0) })
  }
  return report
}

/// `  3 passing (15ms)`
private func isCount(_ line: Substring, _ word: String) -> Bool {
  let words = line.split(separator: " ")
  return words.count > 1 && words[1] == word && Int(words[0]) != nil
}
