import Fixes

extension TestRunner {
  /// `swift test`, which runs XCTest and Swift Testing one after the other.
  static let swiftTest = TestRunner(
    name: "swift test",
    usual: Usual("swift test", runs: ["swift-testing", "xctest"]),
    words: [["swift", "test"]],
    select: { command in
      // Types and functions are what the filter knows; a file is named for its type.
      let names = command.paths.map { path in
        String(lastComponent(of: path).prefix { $0 != "." && $0 != "+" })
      }
      return command.appending(names.flatMap { ["--filter", $0] })
    },
    read: readSwiftTest,
    emptyWords: ["error: no tests found"],
    selections: [
      Selection(
        "swift test", ["Tests/BerthTests/BookingDuplicateTests.swift"],
        "swift test --filter BookingDuplicateTests"),
      Selection(
        "swift test --parallel", ["Tests/A/OneTests.swift", "Tests/A/TwoTests.swift"],
        "swift test --parallel --filter OneTests --filter TwoTests"),
    ],
    outputs: [
      Output(
        text: """
          [5/5] Linking BerthsPackageTests.xctest
          Test Suite 'All tests' started at 2026-03-01 10:00:00.000
          Test Case 'BookingTests.testDuplicate' started at 2026-03-01 10:00:00.000
          /srv/Tests/BookingTests.swift:12: error: BookingTests.testDuplicate : XCTAssertEqual failed: ("2") is not equal to ("1") - 
          Test Case 'BookingTests.testDuplicate' failed (0.003 seconds)
          Test Case 'BookingTests.testValid' passed (0.001 seconds)
          Executed 2 tests, with 1 failure (0 unexpected) in 0.004 (0.004) seconds
          """, passed: 1, failed: 1,
        failing: [
          "BookingTests.testDuplicate": #"XCTAssertEqual failed: ("2") is not equal to ("1") -"#
        ], passing: ["BookingTests.testValid"]),
      Output(
        text: """
          ◇ Test run started.
          ↳ Testing Library Version: 6.3.1
          ◇ Suite BookingDuplicateTests started.
          ◇ Test duplicateIsRefused() started.
          ✘ Test duplicateIsRefused() recorded an issue at BookingDuplicateTests.swift:12:5: Caught error: UNIQUE constraint failed: booking.berth
          ✘ Test duplicateIsRefused() failed after 0.001 seconds with 1 issue.
          ✔ Test "A free berth is given" passed after 0.001 seconds.
          ✘ Suite BookingDuplicateTests failed after 0.002 seconds with 1 issue.
          ✘ Test run with 2 tests in 1 suite failed after 0.002 seconds with 1 issue.
          """, passed: 1, failed: 1,
        failing: [
          "duplicateIsRefused()": "Caught error: UNIQUE constraint failed: booking.berth"
        ], passing: ["A free berth is given"]),
      Output(
        text: """
          Building for debugging...
          /srv/Tests/BerthTests/BookingTests.swift:10:9: error: cannot find 'BerthTaken' in scope
          error: fatalError
          """, obstacle: .compiling),
    ])
}

private func readSwiftTest(_ lines: [Substring]) -> TestReport? {
  var report = TestReport()
  var isKnown = false
  for line in lines {
    if line.hasPrefix("Test Case '") {
      isKnown = true
      noteXCTest(line, &report)
    } else if line.contains(": error: "), line.contains(".swift:") {
      if let text = line.part(after: ": error: "), let (name, reason) = failedAssertion(text) {
        report.reasons[name] = report.reasons[name] ?? reason
      } else {
        report.note(.compiling, line)
      }
    } else if let text = testingEvent(line) {
      isKnown = noteSwiftTesting(line, text, &report) || isKnown
    } else if line.hasPrefix("error: fatalError") || line.hasPrefix("error: build") {
      report.note(.compiling, line)
    }
  }
  // A test that prints a compiler's words is no compiler.
  if isKnown { report.obstacles.removeAll { $0.kind == .compiling } }
  report.countNamed()
  return isKnown || !report.obstacles.isEmpty ? report : nil
}

/// `Test Case 'BookingTests.testX' passed (0.001 seconds)`, on macOS `'-[Module.Booking testX]'`.
private func noteXCTest(_ line: Substring, _ report: inout TestReport) {
  guard var name = line.part(after: "Test Case '", before: "' ") else { return }
  if name.hasPrefix("-[") { name = name.dropFirst(2).dropLast() }
  let shown = name.split(separator: " ").map { $0.split(separator: ".").last ?? "" }
  let identifier = shown.count == 2 ? shown.joined(separator: ".") : String(name)
  if line.contains("' passed") { report.note(identifier, .passed) }
  if line.contains("' failed") { report.note(identifier, .failed) }
  if line.contains("' skipped") { report.note(identifier, .skipped) }
}

/// `BookingTests.testDuplicate : XCTAssertEqual failed: …`
private func failedAssertion(_ text: Substring) -> (String, String)? {
  guard let reason = text.part(after: " : ") else { return nil }
  let name = text.upTo(" : ")
  guard name.contains(".test"), !name.contains(" ") else { return nil }
  return (String(name), trimmed(reason))
}

/// The words behind the sign of an event.
private func testingEvent(_ line: Substring) -> Substring? {
  guard let sign = line.first, "✔✘◇➜↳􁁛􀢄􀟈􀙟􀄵".contains(sign) else { return nil }
  return line.dropFirst().drop { $0 == " " }
}

/// Returns whether the line is one of a run.
private func noteSwiftTesting(
  _ line: Substring, _ text: Substring, _ report: inout TestReport
) -> Bool {
  if text.hasPrefix("Test run ") { return !text.hasPrefix("Test run started") }
  guard text.hasPrefix("Test ") else { return text.hasPrefix("Suite ") }
  let rest = text.dropFirst(5)
  let events: [(String, TestReport.Verdict)] = [
    (" recorded an issue", .failed), (" failed after ", .failed), (" passed after ", .passed),
    (" skipped", .skipped),
  ]
  for (words, verdict) in events where rest.contains(words) {
    var name = rest.upTo(words).upTo(" with ")
    if name.hasPrefix("\"") { name = name.dropFirst().upTo("\"") }
    let reason = words.contains("issue") ? rest.part(after: words)?.part(after: ": ") : nil
    // A known issue fails nothing.
    if words.contains("issue"), rest.contains("recorded a known issue") { return true }
    report.note(name, verdict, reason.map { trimmed($0) })
    return true
  }
  return true
}
