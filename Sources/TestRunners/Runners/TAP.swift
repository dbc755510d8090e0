extension TestRunner {
  /// The Test Anything Protocol, which prove, bats, pg_prove and Node's own runner speak; and the
  /// other face of Node's runner.
  static let tap = TestRunner(
    name: "TAP",
    usual: Usual("node --test", runs: ["node"]),
    words: [["node", "--test"], ["prove"], ["pg_prove"], ["bats"], ["tap"]],
    select: { $0.appendingPaths },
    read: readTAP,
    brokenTestWords: javaScriptBrokenTestWords,
    selections: [
      Selection("node --test", ["test/join.test.mjs"], "node --test test/join.test.mjs"),
      Selection("prove -l", ["t/join.t"], "prove -l t/join.t"),
    ],
    outputs: [
      Output(
        text: """
          TAP version 13
          # Subtest: gives a free berth
          ok 1 - gives a free berth
          # Subtest: refuses a taken berth
          not ok 2 - refuses a taken berth
            ---
            error: '500 == 409'
            ...
          ok 3 - sends a mail # SKIP
          1..3
          """, passed: 1, failed: 1, skipped: 1,
        failing: ["refuses a taken berth": "'500 == 409'"], passing: ["gives a free berth"]),
      Output(
        text: """
          ✔ gives a free berth (0.5ms)
          ✖ refuses a taken berth (1.2ms)
          ℹ tests 2
          ℹ pass 1
          ℹ fail 1
          """, passed: 1, failed: 1, failing: ["refuses a taken berth": ""],
        passing: ["gives a free berth"]),
    ])
}

private func readTAP(_ lines: [Substring]) -> TestReport? {
  readProtocol(lines) ?? readNodeSpec(lines)
}

private func readProtocol(_ lines: [Substring]) -> TestReport? {
  guard lines.contains(where: { $0.hasPrefix("1..") || $0.hasPrefix("TAP version") }) else {
    return nil
  }
  var report = TestReport()
  var last: String?
  for line in lines {
    let text = line.drop { $0 == " " }
    let failed = text.hasPrefix("not ok ")
    if failed || text.hasPrefix("ok ") {
      let rest = text.dropFirst(failed ? 7 : 3).drop { $0.isNumber || $0 == " " || $0 == "-" }
      let name = trimmed(rest.upTo(" # "))
      let directive = rest.part(after: " # ").map { $0.uppercased() } ?? ""
      let isExcused = directive.hasPrefix("SKIP") || directive.hasPrefix("TO" + "DO")
      last = name
      report.note(
        name.isEmpty ? "\(text)" : name, isExcused ? .skipped : failed ? .failed : .passed)
    } else if text.hasPrefix("error: "), let name = last, report.reasons[name] == nil {
      report.reasons[name] = trimmed(text.dropFirst(7))
    }
  }
  report.countNamed()
  return report
}

private func readNodeSpec(_ lines: [Substring]) -> TestReport? {
  guard let pass = lines.last(where: { $0.hasPrefix("ℹ pass ") })?.number(after: "pass "),
    let fail = lines.last(where: { $0.hasPrefix("ℹ fail ") })?.number(after: "fail ")
  else { return nil }
  var report = TestReport()
  for line in lines {
    let text = line.drop { $0 == " " }
    guard let sign = text.first, "✔✖".contains(sign) else { continue }
    let name = text.dropFirst().upTo(" (")
    if trimmed(name) == "failing tests:" { continue }
    report.note(name, sign == "✔" ? .passed : .failed)
  }
  report.passed = pass
  report.failed = fail
  return report
}
