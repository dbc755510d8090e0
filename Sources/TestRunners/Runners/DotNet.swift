import Fixes

extension TestRunner {
  static let dotnet = TestRunner(
    name: "dotnet",
    usual: Usual("dotnet test", runs: ["xunit", "nunit"]),
    words: [["dotnet", "test"]],
    select: { command in
      let classes = command.paths.map { lastComponent(of: $0).prefix { $0 != "." } }
      return command.appending([
        "--filter", classes.map { "FullyQualifiedName~\($0)" }.joined(separator: "|"),
      ])
    },
    read: readDotNet,
    emptyWords: ["No test is available"],
    selections: [
      Selection(
        "dotnet test", ["tests/BookingDuplicateTests.cs"],
        "dotnet test --filter 'FullyQualifiedName~BookingDuplicateTests'")
    ],
    outputs: [
      Output(
        text: """
            Failed Berths.Tests.BookingTests.RefusesATakenBerth [12 ms]
            Error Message:
             Assert.Equal() Failure: Values differ
            Passed Berths.Tests.BookingTests.GivesAFreeBerth [3 ms]

          Failed!  - Failed:     1, Passed:     1, Skipped:     0, Total:     2, Duration: 20 ms - Berths.Tests.dll (net8.0)
          """, passed: 1, failed: 1,
        failing: [
          "Berths.Tests.BookingTests.RefusesATakenBerth": "Assert.Equal() Failure: Values differ"
        ], passing: ["Berths.Tests.BookingTests.GivesAFreeBerth"]),
      Output(
        text:
          "/srv/BookingTests.cs(10,5): error CS0103: The name 'Taken' does not exist\nBuild FAILED.",
        obstacle: .compiling),
    ])
}

private func readDotNet(_ lines: [Substring]) -> TestReport? {
  var report = TestReport()
  var isKnown = false
  for (index, line) in lines.enumerated() {
    if line.contains("!  - Failed:") {
      isKnown = true
      report.failed += line.number(after: "Failed: ") ?? 0
      report.passed += line.number(after: "Passed: ") ?? 0
      report.skipped += line.number(after: "Skipped: ") ?? 0
    } else if line.hasPrefix("  Failed "), let name = line.part(after: "Failed ", before: " [") {
      let message = lines.dropFirst(index + 1).prefix(3).first { $0.hasPrefix("   ") }
      report.note(name, .failed, message.map { trimmed($0) })
    } else if line.hasPrefix("  Passed "), let name = line.part(after: "Passed ", before: " [") {
      report.note(name, .passed)
    } else if line.contains(": error CS") || line.contains(": error FS") {
      report.note(.compiling, line)
    }
  }
  return isKnown || !report.obstacles.isEmpty ? report : nil
}
