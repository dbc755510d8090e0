import Fixes

extension TestRunner {
  static let gradle = TestRunner(
    name: "gradle",
    words: [["gradle"], ["gradlew"]],
    select: { command in
      let classes = command.paths.map { "*" + lastComponent(of: $0).prefix { $0 != "." } }
      return command.appending(classes.flatMap { ["--tests", $0] })
    },
    read: readGradle,
    selections: [
      Selection(
        "./gradlew test", ["src/test/kotlin/org/example/BookingDuplicateTest.kt"],
        "./gradlew test --tests '*BookingDuplicateTest'")
    ],
    outputs: [
      Output(
        text: """
          > Task :test FAILED

          BookingTest > refusesATakenBerth() FAILED
              org.opentest4j.AssertionFailedError at BookingTest.java:12

          2 tests completed, 1 failed

          BUILD FAILED in 2s
          """, passed: 1, failed: 1,
        failing: [
          "BookingTest > refusesATakenBerth()":
            "org.opentest4j.AssertionFailedError at BookingTest.java:12"
        ]),
      Output(
        text: """
          > Task :compileTestKotlin FAILED
          e: file:///srv/src/test/kotlin/BookingTest.kt:10:5 Unresolved reference: Taken
          BUILD FAILED in 2s
          """, obstacle: .compiling),
      Output(text: "> Task :test\n\nBUILD SUCCESSFUL in 1s\n"),
    ])
}

private func readGradle(_ lines: [Substring]) -> TestReport? {
  guard lines.contains(where: { $0.hasPrefix("BUILD SUCCESSFUL") || $0.hasPrefix("BUILD FAILED") })
  else { return nil }
  var report = TestReport()
  for (index, line) in lines.enumerated() {
    if line.contains(" > "), line.hasSuffix(" FAILED"), !line.hasPrefix("> Task") {
      let reason = lines.dropFirst(index + 1).first.map { trimmed($0) }
      report.note(line.dropLast(7), .failed, reason)
    } else if line.contains(" > "), line.hasSuffix(" PASSED") {
      report.note(line.dropLast(7), .passed)
    } else if line.hasPrefix("> Task :compile"), line.hasSuffix(" FAILED") {
      let error = lines.dropFirst(index + 1).first { $0.hasPrefix("e: ") || $0.contains("error:") }
      report.note(.compiling, error ?? line)
    }
  }
  report.countNamed()
  report.countsAll = false
  for line in lines {
    guard let completed = line.number(before: " tests completed"),
      let failed = line.number(before: " failed")
    else { continue }
    report.failed = failed
    report.passed = max(0, completed - failed - (line.number(before: " skipped") ?? 0))
  }
  return report
}
