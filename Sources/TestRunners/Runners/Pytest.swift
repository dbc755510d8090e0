extension TestRunner {
  static let pytest = TestRunner(
    name: "pytest",
    usual: Usual("pytest", runs: ["pytest"]),
    words: [["pytest"], ["py.test"], ["-m", "pytest"]],
    select: { $0.appendingPaths },
    read: readPytest,
    brokenTestWords: pythonBrokenTestWords,
    selections: [
      Selection("pytest -q", ["tests/test_join.py"], "pytest -q tests/test_join.py"),
      Selection(
        "docker compose run --rm web python -m pytest", ["tests/a b.py"],
        "docker compose run --rm web python -m pytest 'tests/a b.py'"),
      Selection("pytest && flake8", ["tests/test_join.py"], nil),
    ],
    outputs: [
      Output(
        text: """
          ============================= test session starts ==============================
          platform linux -- Python 3.11.2, pytest-8.0.0, pluggy-1.4.0
          collected 3 items

          tests/test_join.py F.s                                                   [100%]

          =================================== FAILURES ===================================
          ________________________________ test_duplicate ________________________________

              def test_duplicate(client):
          >       assert client.post("/join").status_code == 409
          E       assert 500 == 409

          tests/test_join.py:5: AssertionError
          =========================== short test summary info ============================
          FAILED tests/test_join.py::test_duplicate - assert 500 == 409
          ==================== 1 failed, 1 passed, 1 skipped in 0.05s ====================
          """, passed: 1, failed: 1, skipped: 1,
        failing: ["tests/test_join.py::test_duplicate": "assert 500 == 409"]),
      Output(
        text: """
          tests/test_join.py::JoinTests::test_duplicate FAILED                     [ 50%]
          tests/test_join.py::JoinTests::test_valid[a b] PASSED                    [100%]
          =========================== short test summary info ============================
          FAILED tests/test_join.py::JoinTests::test_duplicate - sqlalchemy.exc.Integri...
          1 failed, 1 passed in 0.05s
          """, passed: 1, failed: 1,
        failing: ["tests/test_join.py::JoinTests::test_duplicate": "sqlalchemy.exc.Integri..."],
        passing: ["tests/test_join.py::JoinTests::test_valid[a b]"]),
      Output(
        text: """
          _______________________________ JoinTests.test_x _______________________________

          >       client.post("/join", json=payload)
          E       KeyError: 'email'

          boats/views.py:5: KeyError
          =========================== short test summary info ============================
          FAILED tests/test_join.py::JoinTests::test_x - Key...
          1 failed in 0.05s
          """, failed: 1,
        failing: ["tests/test_join.py::JoinTests::test_x": "KeyError: 'email'"]),
      Output(
        text: """
          ==================================== ERRORS ====================================
          _____________________ ERROR collecting tests/test_join.py ______________________
          ImportError while importing test module '/srv/tests/test_join.py'.
          E   ModuleNotFoundError: No module named 'boats'
          =========================== short test summary info ============================
          ERROR tests/test_join.py - ModuleNotFoundError: No module named 'boats'
          !!!!!!!!!!!!!!!!!!!! Interrupted: 1 error during collection !!!!!!!!!!!!!!!!!!!!
          =============================== 1 error in 0.07s ===============================
          """, failed: 1, obstacle: .loading),
      Output(
        text: """
          ------------------------------ Captured log call -------------------------------
          ERROR    django.request:log.py:293 Internal Server Error: /newsletter/
          =========================== short test summary info ============================
          FAILED tests/test_join.py::test_duplicate - AssertionError: 500 != 200
          1 failed in 0.01s
          """, failed: 1,
        failing: ["tests/test_join.py::test_duplicate": "AssertionError: 500 != 200"]),
      Output(
        text: """
          .E                                                                       [100%]
          =========================== short test summary info ============================
          ERROR tests/test_join.py::test_duplicate - fixture 'boat' not found
          1 passed, 1 error in 0.01s
          """, passed: 1, failed: 1,
        failing: ["tests/test_join.py::test_duplicate": "fixture 'boat' not found"],
        unprepared: ["tests/test_join.py::test_duplicate"]),
      Output(
        text: """
          =================================== FAILURES ===================================
          ___________________________ JoinTests.test_duplicate ___________________________

          self = <tests.test_join.JoinTests testMethod=test_duplicate>

              def setUp(self):
          >       Boat.objects.create(name="Erna")
          _____________________________ JoinTests.test_valid _____________________________

              def test_valid(self):
          >       self.assertEqual(1, 2)
          =========================== short test summary info ============================
          FAILED tests/test_join.py::JoinTests::test_duplicate - IntegrityError
          FAILED tests/test_join.py::JoinTests::test_valid - AssertionError: 1 != 2
          2 failed in 0.02s
          """, failed: 2,
        failing: ["tests/test_join.py::JoinTests::test_duplicate": "IntegrityError"],
        unprepared: ["tests/test_join.py::JoinTests::test_duplicate"]),
      Output(
        text: "..                                           [100%]\n2 passed in 0.01s\n", passed: 2),
    ])
}

private func readPytest(_ lines: [Substring]) -> TestReport? {
  guard let summary = lines.last(where: isSummary) else { return nil }
  var report = TestReport()
  report.passed =
    (summary.number(before: " passed") ?? 0) + (summary.number(before: " xfailed") ?? 0)
  report.failed =
    (summary.number(before: " failed") ?? 0) + (summary.number(before: " error") ?? 0)
  report.skipped = summary.number(before: " skipped") ?? 0
  // Elsewhere a log may begin a line with the same words.
  let start = lines.lastIndex { $0.contains("= short test summary info =") } ?? lines.count
  var uncollected: [Substring] = []
  for (index, line) in lines.enumerated() {
    if line.hasPrefix("_"), let path = line.part(after: " ERROR collecting ", before: " _") {
      uncollected.append(path)
    } else if index > start, line.hasPrefix("FAILED ") {
      let (name, reason) = nameAndReason(line.dropFirst(7))
      report.note(name, .failed, reason)
    } else if index > start, line.hasPrefix("ERROR ") {
      let (name, reason) = nameAndReason(line.dropFirst(6))
      if name.contains("::") {
        // What fails in the test itself is FAILED.
        report.note(name, .failed, reason)
        report.unprepared.insert(name)
      } else if name.contains("/") || name.hasSuffix(".py") {
        report.note(.loading, reason ?? name)
      }
    } else if line.contains("::"), let (name, verdict) = verboseVerdict(line) {
      report.note(name, verdict)
    }
  }
  for heading in unpreparedHeadings(lines) {
    let tail = "::" + heading.split(separator: ".").joined(separator: "::")
    report.unprepared.formUnion(report.failing.filter { $0.hasSuffix(tail) })
  }
  for (name, reason) in wholeReasons(lines, of: report) { report.reasons[name] = reason }
  // The summary says why; without it the headings say at least what.
  if report.obstacles.isEmpty {
    for path in uncollected { report.note(.loading, path) }
  }
  return report
}

/// The errors of tests whose reason the summary cuts to a terminal's width: the first line that
/// pytest marks below the heading.
private func wholeReasons(_ lines: [Substring], of report: TestReport) -> [String: String] {
  let cut = report.failing.filter { report.reasons[$0]?.hasSuffix("...") != false }
  guard !cut.isEmpty else { return [:] }
  var found: [String: String] = [:]
  var heading: Substring?
  for line in lines {
    if line.hasPrefix("____"), line.hasSuffix("____") {
      heading = line.part(after: "_ ", before: " _")
    } else if let name = heading, line.hasPrefix("E  ") {
      let tail = "::" + name.split(separator: ".").joined(separator: "::")
      for test in cut where test.hasSuffix(tail) && found[test] == nil {
        found[test] = trimmed(line.dropFirst())
      }
      heading = nil
    }
  }
  return found
}

/// The names above tracebacks whose first function is a `setUp`: pytest counts what fails there as
/// failures of the test.
private func unpreparedHeadings(_ lines: [Substring]) -> [Substring] {
  var found: [Substring] = []
  var heading: Substring?
  for line in lines {
    if line.hasPrefix("____"), line.hasSuffix("____") {
      heading = line.part(after: "_ ", before: " _")
    } else if let name = heading, trimmed(line).hasPrefix("def ") || line.contains(": in ") {
      if line.contains("def setUp") || line.contains(": in setUp") { found.append(name) }
      heading = nil
    }
  }
  return found
}

/// `==== 1 failed, 2 passed in 0.05s ====`, and without the rules when it is quiet.
private func isSummary(_ line: Substring) -> Bool {
  let text = line.drop { $0 == "=" || $0 == " " }
  guard text.contains(" in "), let first = text.first else { return false }
  let words = [
    "passed", "failed", "error", "errors", "skipped", "deselected", "xfailed", "warning",
  ]
  if text.hasPrefix("no tests ran in ") { return true }
  let second = text.split(separator: " ").dropFirst().first?.filter(\.isLetter) ?? ""
  return first.isNumber && words.contains { second == $0 || second == $0 + "s" }
}

/// `tests/test_join.py::test_duplicate - assert 500 == 409`
private func nameAndReason(_ text: Substring) -> (String, String?) {
  let name = trimmed(text.upTo(" - "))
  return (name, text.part(after: " - ").map { trimmed($0) })
}

/// `tests/test_a.py::test_x PASSED [ 50%]`, and `[gw0] [ 50%] PASSED tests/test_a.py::test_x`.
private func verboseVerdict(_ line: Substring) -> (Substring, TestReport.Verdict)? {
  let verdicts: [(String, TestReport.Verdict)] = [
    ("PASSED", .passed), ("FAILED", .failed), ("ERROR", .failed), ("SKIPPED", .skipped),
    ("XFAIL", .passed), ("XPASS", .passed),
  ]
  for (word, verdict) in verdicts {
    if line.hasPrefix("[gw"), let name = line.part(after: " \(word) ") { return (name, verdict) }
    if !line.hasPrefix(" "), line.contains(" \(word)") {
      let name = line.upTo(" \(word)")
      if name.contains("::") { return (name, verdict) }
    }
  }
  return nil
}
