import Fixes

extension TestRunner {
  static let goTest = TestRunner(
    name: "go test",
    usual: Usual("go test ./...", runs: ["go"]),
    words: [["go", "test"], ["gotestsum"]],
    select: { command in
      // A package is the least that can be named by a path; `./...` and its like give way.
      let packages = Set(command.paths.map { "./" + parentFolder(of: $0) }).sorted()
      let words = command.line.split(separator: " ").filter { !$0.hasPrefix("./") && $0 != "." }
      return (words.map(String.init) + packages.map(shellQuoted)).joined(separator: " ")
    },
    read: readGoTest,
    selections: [
      Selection(
        "go test ./...", ["store/booking_duplicate_test.go"], "go test ./store"),
      Selection("go test -race -v ./...", ["booking_test.go"], "go test -race -v ./"),
    ],
    outputs: [
      Output(
        text: """
          === RUN   TestDuplicate
              booking_test.go:12: got 500, want 409
          --- FAIL: TestDuplicate (0.00s)
          === RUN   TestValid
          --- PASS: TestValid (0.00s)
          FAIL
          FAIL\texample.org/berths/store\t0.003s
          ok  \texample.org/berths\t0.002s
          FAIL
          """, passed: 1, failed: 1,
        failing: [
          "example.org/berths/store.TestDuplicate": "booking_test.go:12: got 500, want 409"
        ], passing: ["example.org/berths/store.TestValid", "example.org/berths"]),
      Output(
        text: """
          # example.org/berths/store [example.org/berths/store.test]
          ./booking_test.go:10:2: undefined: ErrTaken
          FAIL\texample.org/berths/store [build failed]
          """, obstacle: .compiling),
    ])
}

private func readGoTest(_ lines: [Substring]) -> TestReport? {
  var report = TestReport()
  // Tests are named before the package that they are of.
  var pending: [(name: String, verdict: TestReport.Verdict, reason: String?)] = []
  var packages: [String: TestReport.Verdict] = [:]
  var said: Substring?
  for line in lines {
    let event = line.drop { $0 == " " }
    if event.hasPrefix("--- "), let name = event.part(after: ": ", before: " (") {
      let verdicts: [Substring: TestReport.Verdict] = [
        "--- PASS": .passed, "--- FAIL": .failed, "--- SKIP": .skipped,
      ]
      guard let verdict = verdicts[event.upTo(":")] else { continue }
      pending.append((String(name), verdict, verdict == .failed ? said.map { trimmed($0) } : nil))
    } else if let (package, verdict) = goPackage(line) {
      packages[package] = verdict
      if line.contains("build failed]") || line.contains("setup failed]") {
        report.note(.compiling, lines.first { $0.contains(".go:") && $0.hasPrefix("./") } ?? line)
      }
      for test in pending { report.note("\(package).\(test.name)", test.verdict, test.reason) }
      pending = []
    } else if event.hasPrefix("=== RUN") {
      said = nil
    } else if event.contains("_test.go:") || event.hasPrefix("panic: ") {
      // Behind the verdict, unless `-v` prints what is said when it is said.
      if let last = pending.indices.last, pending[last].verdict == .failed,
        pending[last].reason == nil
      {
        pending[last].reason = trimmed(event)
      } else {
        said = event
      }
    }
  }
  guard !packages.isEmpty else { return nil }
  report.countNamed()
  report.countsAll = false
  // A package that passes names none of its tests unless it is asked to.
  for (package, verdict) in packages where verdict == .passed { report.note(package, .passed) }
  return report
}

/// `ok  <tab>example.org/berths<tab>0.002s` or `FAIL<tab>example.org/berths/store [build failed]`.
private func goPackage(_ line: Substring) -> (String, TestReport.Verdict)? {
  let fields = line.split(separator: "\t")
  guard fields.count > 1 else { return nil }
  let name = String(fields[1].upTo(" ["))
  switch trimmed(fields[0]) {
  case "ok": return (name, .passed)
  case "FAIL": return (name, .failed)
  default: return nil
  }
}
