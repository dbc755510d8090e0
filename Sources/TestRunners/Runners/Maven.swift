import Fixes

extension TestRunner {
  static let maven = TestRunner(
    name: "maven",
    usual: Usual("mvn test", runs: ["junit4", "junit5"]),
    words: [["mvn"], ["mvnw"]],
    select: { command in
      let classes = command.paths.map { String(lastComponent(of: $0).prefix { $0 != "." }) }
      return command.appending(["-Dtest=" + classes.joined(separator: ",")])
    },
    read: readMaven,
    selections: [
      Selection(
        "./mvnw -q test", ["src/test/java/org/example/BookingDuplicateTest.java"],
        "./mvnw -q test -Dtest=BookingDuplicateTest")
    ],
    outputs: [
      Output(
        text: """
          [INFO] Running org.example.BookingTest
          [ERROR] Tests run: 2, Failures: 1, Errors: 0, Skipped: 0, Time elapsed: 0.05 s <<< FAILURE! -- in org.example.BookingTest
          [ERROR] org.example.BookingTest.refusesATakenBerth -- Time elapsed: 0.01 s <<< FAILURE!
          org.opentest4j.AssertionFailedError: expected: <409> but was: <500>
          [ERROR] Failures: 
          [ERROR]   BookingTest.refusesATakenBerth:12 expected: <409> but was: <500>
          [ERROR] Tests run: 2, Failures: 1, Errors: 0, Skipped: 0
          [INFO] BUILD FAILURE
          """, passed: 1, failed: 1,
        failing: [
          "org.example.BookingTest.refusesATakenBerth":
            "org.opentest4j.AssertionFailedError: expected: <409> but was: <500>"
        ]),
      Output(
        text: """
          [ERROR] COMPILATION ERROR : 
          [ERROR] /srv/src/test/java/org/example/BookingTest.java:[10,5] cannot find symbol
          [INFO] BUILD FAILURE
          """, obstacle: .compiling),
    ])
}

private func readMaven(_ lines: [Substring]) -> TestReport? {
  var report = TestReport()
  let isTotal = { (line: Substring) in
    line.contains("Tests run: ") && line.contains("Skipped: ") && !line.contains("Time elapsed")
  }
  let totals = lines.filter(isTotal)
  // Each module of a build has its own.
  for total in totals {
    let failed = (total.number(after: "Failures: ") ?? 0) + (total.number(after: "Errors: ") ?? 0)
    let skipped = total.number(after: "Skipped: ") ?? 0
    report.failed += failed
    report.skipped += skipped
    report.passed += max(0, (total.number(after: "Tests run: ") ?? 0) - failed - skipped)
  }
  for (index, line) in lines.enumerated() {
    if line.contains("COMPILATION ERROR") {
      report.note(.compiling, lines.dropFirst(index + 1).first { $0.contains(":[") } ?? line)
    }
    guard line.hasPrefix("[ERROR] "), line.contains("Time elapsed: "),
      line.hasSuffix("<<< FAILURE!") || line.hasSuffix("<<< ERROR!")
    else { continue }
    let name = line.dropFirst(8).upTo("Time elapsed").upTo(" -- ")
    report.note(
      mavenName(trimmed(name)), .failed, lines.dropFirst(index + 1).first.map { trimmed($0) })
  }
  return totals.isEmpty && report.obstacles.isEmpty ? nil : report
}

/// `refuses(org.example.BookingTest)`, as older versions print it, with the class first.
private func mavenName(_ name: String) -> String {
  guard name.hasSuffix(")"), let owner = name[...].part(after: "(", before: ")"), !owner.isEmpty
  else { return name }
  return "\(owner).\(name[...].upTo("("))"
}
