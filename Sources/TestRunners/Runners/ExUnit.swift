extension TestRunner {
  static let exUnit = TestRunner(
    name: "ExUnit",
    usual: Usual("mix test", runs: ["exunit"]),
    words: [["mix", "test"]],
    select: { $0.appendingPaths },
    read: readExUnit,
    brokenTestWords: [
      "UndefinedFunctionError", "CompileError", "SyntaxError", "TokenMissingError",
    ],
    selections: [
      Selection("mix test", ["test/join_test.exs"], "mix test test/join_test.exs")
    ],
    outputs: [
      Output(
        text: """
          .

            1) test refuses a taken berth (Berths.JoinTest)
               test/join_test.exs:5
               Assertion with == failed
               code:  assert status == 409

          Finished in 0.03 seconds (0.00s async, 0.03s sync)
          2 tests, 1 failure
          """, passed: 1, failed: 1,
        failing: ["Berths.JoinTest refuses a taken berth": "Assertion with == failed"]),
      Output(
        text: """
          == Compilation error in file test/join_test.exs ==
          ** (CompileError) test/join_test.exs:3: undefined function taken/0
          """, obstacle: .loading),
    ])
}

private func readExUnit(_ lines: [Substring]) -> TestReport? {
  var report = TestReport()
  if let line = lines.first(where: { $0.hasPrefix("== Compilation error in file ") }) {
    report.note(.loading, lines.first { $0.hasPrefix("** (") } ?? line)
    return report
  }
  guard
    let counts = lines.last(where: {
      $0.contains(" test") && $0.contains(" failure") && $0.first?.isNumber == true
    })
  else { return nil }
  let parts = counts.split(separator: ",")
  let total = parts.filter {
    $0.contains(" test") || $0.contains(" propert") || $0.contains(" doctest")
  }
  .compactMap { Int($0.split(separator: " ").first ?? "") }.reduce(0, +)
  report.failed = counts.number(before: " failure") ?? 0
  report.skipped =
    (counts.number(before: " skipped") ?? 0) + (counts.number(before: " excluded") ?? 0)
  report.passed = max(0, total - report.failed - report.skipped)
  for (index, line) in lines.enumerated() {
    guard trimmed(line).first?.isNumber == true, line.hasPrefix("  "),
      let title = line.part(after: ") test ", before: " ("),
      let module = line.part(after: title + " (", before: ")")
    else { continue }
    let reason = lines.dropFirst(index + 2).first.map { trimmed($0) }
    report.note("\(module) \(title)", .failed, reason)
  }
  return report
}
