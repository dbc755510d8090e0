extension TestRunner {
  static let minitest = TestRunner(
    name: "minitest",
    usual: Usual("bin/rails test", runs: ["minitest"]),
    words: [["rails", "test"], ["rake", "test"], ["ruby", "-Itest"], ["minitest"], ["m"]],
    select: { command in
      // A task of rake takes its file from a variable.
      guard shellWords(command.line).contains(where: { $0 == "rake" || $0.hasSuffix("/rake") })
      else { return command.appendingPaths }
      guard command.paths.count == 1 else { return nil }
      return command.line + " " + shellQuoted("TEST=" + command.paths[0])
    },
    read: readMinitest,
    brokenTestWords: rubyBrokenTestWords,
    selections: [
      Selection(
        "bin/rails test", ["test/models/boat_test.rb"], "bin/rails test test/models/boat_test.rb"),
      Selection(
        "bundle exec rake test", ["test/a_test.rb"], "bundle exec rake test TEST=test/a_test.rb"),
      Selection("bundle exec rake test", ["test/a_test.rb", "test/b_test.rb"], nil),
    ],
    outputs: [
      Output(
        text: """
          Run options: --seed 1234

          # Running:

          ..F

          Failure:
          BoatTest#test_refuses_a_taken_name [test/models/boat_test.rb:8]:
          Expected: 422
            Actual: 500


          bin/rails test test/models/boat_test.rb:7

          Finished in 0.01s, 300.0 runs/s, 300.0 assertions/s.
          3 runs, 3 assertions, 1 failures, 0 errors, 0 skips
          """, passed: 2, failed: 1,
        failing: ["BoatTest#test_refuses_a_taken_name": "Expected: 422"]),
      Output(
        text: """
            1) Error:
          BoatTest#test_refuses_a_taken_name:
          ActiveRecord::RecordNotUnique: SQLite3::ConstraintException: UNIQUE constraint failed: boats.name
              app/models/boat.rb:3:in `add'

          1 runs, 0 assertions, 0 failures, 1 errors, 0 skips
          """, failed: 1,
        failing: [
          "BoatTest#test_refuses_a_taken_name":
            "ActiveRecord::RecordNotUnique: SQLite3::ConstraintException: UNIQUE constraint failed: boats.name"
        ]),
      Output(
        text:
          "BoatTest#test_valid = 0.01 s = .\n1 runs, 1 assertions, 0 failures, 0 errors, 0 skips",
        passed: 1, passing: ["BoatTest#test_valid"]),
    ])
}

private func readMinitest(_ lines: [Substring]) -> TestReport? {
  guard
    let counts = lines.last(where: {
      $0.contains(" runs, ") && $0.contains(" assertions, ") && $0.contains(" failures")
    }), let runs = counts.number(before: " runs")
  else { return nil }
  var report = TestReport()
  report.failed =
    (counts.number(before: " failures") ?? 0) + (counts.number(before: " errors") ?? 0)
  report.skipped = counts.number(before: " skips") ?? 0
  report.passed = max(0, runs - report.failed - report.skipped)
  for (index, line) in lines.enumerated() {
    let isProblem = line.hasSuffix("Failure:") || line.hasSuffix("Error:")
    if isProblem, let head = lines.dropFirst(index + 1).first, head.contains("#") {
      let reason = lines.dropFirst(index + 2).first.map { trimmed($0) }
      report.note(head.upTo(" [").upTo(":"), .failed, reason)
    } else if line.contains("#test_"), line.contains(" = ") {
      let name = line.upTo(" = ")
      if line.hasSuffix(" = .") { report.note(name, .passed) }
    }
  }
  return report
}
