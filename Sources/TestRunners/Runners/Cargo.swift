extension TestRunner {
  static let cargo = TestRunner(
    name: "cargo",
    words: [["cargo", "test"]],
    select: { command in
      // Only files below `tests` are targets of their own.
      let names = command.paths.compactMap { path -> String? in
        guard path.hasPrefix("tests/"), path.hasSuffix(".rs") else { return nil }
        return String(path.dropFirst(6).dropLast(3))
      }
      guard names.count == command.paths.count else { return nil }
      return command.appending(names.flatMap { ["--test", $0] })
    },
    read: readCargo,
    selections: [
      Selection("cargo test", ["tests/join_duplicate.rs"], "cargo test --test join_duplicate"),
      Selection("cargo test", ["src/join.rs"], nil),
    ],
    outputs: [
      Output(
        text: """
          running 2 tests
          test gives_a_free_berth ... ok
          test refuses_a_taken_berth ... FAILED

          failures:

          ---- refuses_a_taken_berth stdout ----
          thread 'refuses_a_taken_berth' panicked at tests/join.rs:10:9:
          assertion `left == right` failed

          test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
          """, passed: 1, failed: 1,
        failing: ["refuses_a_taken_berth": "assertion `left == right` failed"],
        passing: ["gives_a_free_berth"]),
      Output(
        text: """
          error[E0425]: cannot find function `taken` in this scope
          error: could not compile `berths` (test "join") due to 1 previous error
          """, obstacle: .compiling),
    ])
}

private func readCargo(_ lines: [Substring]) -> TestReport? {
  var report = TestReport()
  var isKnown = false
  var (reasons, subject): ([Substring: String], Substring?) = ([:], nil)
  for (index, line) in lines.enumerated() {
    if line.hasPrefix("test result: ") {
      isKnown = true
      report.passed += line.number(before: " passed") ?? 0
      report.failed += line.number(before: " failed;") ?? 0
      report.skipped += line.number(before: " ignored") ?? 0
    } else if line.hasPrefix("test "), let verdict = line.part(after: " ... ") {
      let name = line.dropFirst(5).upTo(" ... ")
      if verdict == "ok" { report.note(name, .passed) }
      if verdict.hasPrefix("FAILED") { report.note(name, .failed) }
      if verdict.hasPrefix("ignored") { report.note(name, .skipped) }
    } else if line.hasPrefix("---- ") {
      subject = line.part(after: "---- ", before: " stdout")
    } else if let name = subject, line.contains("panicked at") {
      reasons[name] = lines.dropFirst(index + 1).first.map { trimmed($0) }
      subject = nil
    } else if line.hasPrefix("error: could not compile") {
      report.note(.compiling, lines.first { $0.hasPrefix("error[") } ?? line)
    }
  }
  for (name, reason) in reasons { report.reasons[String(name)] = reason }
  return isKnown || !report.obstacles.isEmpty ? report : nil
}
