extension TestRunner {
  /// Python's own runner, and Django's, which is the same in another dress.
  static let unittest = TestRunner(
    name: "unittest",
    usual: Usual("python manage.py test", runs: ["django"]),
    words: [
      ["manage.py", "test"], ["django-admin", "test"], ["-m", "unittest"],
      ["-m", "django", "test"],
    ],
    select: { command in command.appending(command.paths.map(pythonModule)) },
    read: readUnittest,
    brokenTestWords: pythonBrokenTestWords,
    selections: [
      Selection(
        "python manage.py test", ["accounts/tests/test_register.py"],
        "python manage.py test accounts.tests.test_register"),
      Selection(
        "cd src && python manage.py test", ["accounts/tests/test_register.py"], nil),
      Selection(
        "export CI=1; python manage.py test", ["tests/test_a.py"],
        "export CI=1; python manage.py test tests.test_a"),
      Selection(
        "python manage.py test | tee log", ["accounts/tests/test_register.py"], nil),
      Selection(
        "poetry run python -m unittest -v", ["tests/test_a.py", "tests/test_b.py"],
        "poetry run python -m unittest -v tests.test_a tests.test_b"),
    ],
    outputs: [
      Output(
        text: """
          Found 3 test(s).
          Creating test database for alias 'default'...
          System check identified no issues (0 silenced).
          F.s
          ======================================================================
          FAIL: test_duplicate (boats.tests.test_join.JoinTests.test_duplicate)
          ----------------------------------------------------------------------
          Traceback (most recent call last):
            File "/srv/boats/tests/test_join.py", line 12, in test_duplicate
              self.assertEqual(response.status_code, 200)
          AssertionError: 500 != 200

          ----------------------------------------------------------------------
          Ran 3 tests in 0.123s

          FAILED (failures=1, skipped=1)
          Destroying test database for alias 'default'...
          """, passed: 1, failed: 1, skipped: 1,
        failing: ["boats.tests.test_join.JoinTests.test_duplicate": "AssertionError: 500 != 200"]),
      Output(
        text: """
          test_duplicate (boats.tests.JoinTests) ... ERROR
          test_valid (boats.tests.JoinTests)
          A free berth is given. ... ok

          ======================================================================
          ERROR: test_duplicate (boats.tests.JoinTests)
          ----------------------------------------------------------------------
          Traceback (most recent call last):
            File "/srv/app.py", line 3, in join
              cursor.execute(sql)
          sqlite3.IntegrityError: UNIQUE constraint failed: boats_boat.name

          The above exception was the direct cause of the following exception:

          Traceback (most recent call last):
            File "/srv/app.py", line 3, in join
          django.db.utils.IntegrityError: UNIQUE constraint failed: boats_boat.name

          ----------------------------------------------------------------------
          Ran 2 tests in 0.010s

          FAILED (errors=1)
          """, passed: 1, failed: 1,
        failing: [
          "boats.tests.JoinTests.test_duplicate":
            "django.db.utils.IntegrityError: UNIQUE constraint failed: boats_boat.name"
        ], passing: ["boats.tests.JoinTests.test_valid"]),
      Output(
        text: """
          ERROR: test_x (boats.tests.JoinTests.test_x)
          ----------------------------------------------------------------------
          Traceback (most recent call last):
            File "/srv/boats/tests.py", line 9, in setUp
              Boat.objects.create(name="Erna")
          django.db.utils.IntegrityError: NOT NULL constraint failed: boats_boat.berth

          ----------------------------------------------------------------------
          Ran 1 test in 0.010s

          FAILED (errors=1)
          """, failed: 1,
        failing: [
          "boats.tests.JoinTests.test_x":
            "django.db.utils.IntegrityError: NOT NULL constraint failed: boats_boat.berth"
        ], unprepared: ["boats.tests.JoinTests.test_x"]),
      Output(
        text: """
          E
          ======================================================================
          ERROR: boats.tests.test_join (unittest.loader._FailedTest.boats.tests.test_join)
          ----------------------------------------------------------------------
          ImportError: Failed to import test module: boats.tests.test_join
          Traceback (most recent call last):
            File "/usr/lib/python3.11/unittest/loader.py", line 154, in loadTestsFromName
              module = __import__(module_name)
          ModuleNotFoundError: No module named 'factory'


          ----------------------------------------------------------------------
          Ran 1 test in 0.000s

          FAILED (errors=1)
          """, failed: 1,
        failing: ["boats.tests.test_join": "ModuleNotFoundError: No module named 'factory'"],
        obstacle: .loading),
      Output(
        text: """
          ..
          ----------------------------------------------------------------------
          Ran 2 tests in 0.001s

          OK
          """, passed: 2),
    ])

  /// Names of errors that say that a Python test is broken.
  static let pythonBrokenTestWords = [
    "ImportError", "ModuleNotFoundError", "SyntaxError", "IndentationError", "NameError",
    "ImproperlyConfigured", "AppRegistryNotReady", "NoReverseMatch", "TemplateDoesNotExist",
    "FixtureLookupError", "fixture '", "KeyError: ", "TypeError: ",
  ]
}

/// `accounts/tests/test_register.py` is the module `accounts.tests.test_register`.
private func pythonModule(_ path: String) -> String {
  let stem = path.hasSuffix(".py") ? String(path.dropLast(3)) : path
  return stem.split(separator: "/").joined(separator: ".")
}

private func readUnittest(_ lines: [Substring]) -> TestReport? {
  guard let last = lines.lastIndex(where: { $0.hasPrefix("Ran ") && $0.contains(" test") }),
    let ran = lines[last].number(after: "Ran ")
  else { return nil }
  var report = TestReport()
  let summary = lines[last...].first { $0.hasPrefix("FAILED") || $0.hasPrefix("OK") } ?? ""
  report.failed =
    (summary.number(after: "failures=") ?? 0) + (summary.number(after: "errors=") ?? 0)
    + (summary.number(after: "unexpected successes=") ?? 0)
  report.skipped = summary.number(after: "skipped=") ?? 0
  report.passed = max(0, ran - report.failed - report.skipped)
  var described: Substring?
  for (index, line) in lines[...last].enumerated() {
    if line.hasPrefix("FAIL: ") || line.hasPrefix("ERROR: ") {
      note(line, section: section(below: index, in: lines), in: &report)
    } else if let (name, verdict) = verboseVerdict(line, described) {
      report.note(name, verdict)
    }
    described = line.hasPrefix("test") && line.hasSuffix(")") ? line : nil
  }
  return report
}

/// `ERROR: test_duplicate (boats.tests.JoinTests.test_duplicate)`
private func note(
  _ line: Substring, section: [Substring], in report: inout TestReport
) {
  guard let identifier = line.part(after: ": ") else { return }
  let reason = reason(in: section)
  if line.contains("_FailedTest") {
    let module = identifier.upTo(" (")
    report.note(module, .failed, reason)
    report.note(.loading, reason ?? String(line))
  } else {
    let name = unittestName(identifier)
    report.note(name, .failed, reason)
    let preparations = ["setUp", "setUpTestData", "setUpClass", "asyncSetUp", "setUpModule"]
    if section.contains(where: { line in preparations.contains { line.hasSuffix(", in \($0)") } }) {
      report.unprepared.insert(name)
    }
  }
}

/// The module, class and method of `test_x (boats.tests.JoinTests)`, or, since Python 3.11, of
/// `test_x (boats.tests.JoinTests.test_x)`.
private func unittestName(_ identifier: Substring) -> String {
  let method = trimmed(identifier.upTo(" ("))
  guard let owner = identifier.part(after: " (", before: ")") else { return method }
  return owner.hasSuffix("." + method) ? String(owner) : "\(owner).\(method)"
}

/// `test_x (boats.tests.JoinTests) ... ok`; a docstring stands on a line of its own between.
private func verboseVerdict(
  _ line: Substring, _ described: Substring?
) -> (String, TestReport.Verdict)? {
  guard line.contains(" ... ") else { return nil }
  let verdict: TestReport.Verdict
  switch trimmed(line.part(after: " ... ") ?? "") {
  case "ok", "expected failure": verdict = .passed
  case "FAIL", "ERROR", "unexpected success": verdict = .failed
  case let text where text.hasPrefix("skipped"): verdict = .skipped
  default: return nil
  }
  let head = line.upTo(" ... ")
  let identifier = head.hasSuffix(")") && head.hasPrefix("test") ? head : described
  return identifier.map { (unittestName($0), verdict) }
}

/// What is printed of one failed test.
private func section(below index: Int, in lines: [Substring]) -> [Substring] {
  Array(
    lines.dropFirst(index + 2).prefix { !$0.hasPrefix("======") && !$0.hasPrefix("------") })
}

/// The last line of the section that begins an exception's words.
private func reason(in section: [Substring]) -> String? {
  return section.last { line in
    guard let first = line.first, first.isLetter else { return false }
    // Servers add lines of their own to a message.
    let isDetail = ["DETAIL", "HINT", "CONTEXT", "LINE "].contains { line.hasPrefix($0) }
    return !isDetail
      && line.prefix { $0 != ":" }.allSatisfy { $0.isLetter || $0.isNumber || "._".contains($0) }
  }.map { trimmed($0) }
}
