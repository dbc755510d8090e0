extension TestRunner {
  static let rspec = TestRunner(
    name: "rspec",
    usual: Usual("bundle exec rspec", runs: ["rspec"]),
    words: [["rspec"]],
    select: { $0.appendingPaths },
    read: readRSpec,
    brokenTestWords: rubyBrokenTestWords,
    selections: [
      Selection(
        "bundle exec rspec", ["spec/models/boat_spec.rb"],
        "bundle exec rspec spec/models/boat_spec.rb")
    ],
    outputs: [
      Output(
        text: """
          .F*

          Failures:

            1) Boat refuses a taken name
               Failure/Error: expect(response.status).to eq(422)

                 expected: 422
                      got: 500
               # ./spec/models/boat_spec.rb:10:in `block (2 levels) in <top (required)>'

          Finished in 0.01 seconds (files took 0.1 seconds to load)
          3 examples, 1 failure, 1 pending

          Failed examples:

          rspec ./spec/models/boat_spec.rb:8 # Boat refuses a taken name
          """, passed: 1, failed: 1, skipped: 1,
        failing: [
          "Boat refuses a taken name": "Failure/Error: expect(response.status).to eq(422)"
        ]),
      Output(
        text: """
          An error occurred while loading ./spec/models/boat_spec.rb.
          Failure/Error: require "factory"
          LoadError:
            cannot load such file -- factory
          0 examples, 0 failures, 1 error occurred outside of examples
          """, obstacle: .loading),
    ])

  static let rubyBrokenTestWords = [
    "LoadError", "SyntaxError", "NameError", "NoMethodError", "uninitialized constant",
  ]
}

private func readRSpec(_ lines: [Substring]) -> TestReport? {
  guard
    let counts = lines.last(where: { $0.contains(" example") && $0.contains(" failure") }),
    let examples = counts.number(before: " example")
  else { return nil }
  var report = TestReport()
  report.failed = counts.number(before: " failure") ?? 0
  report.skipped = counts.number(before: " pending") ?? 0
  report.passed = max(0, examples - report.failed - report.skipped)
  var reasons: [String: String] = [:]
  for (index, line) in lines.enumerated() {
    if line.hasPrefix("rspec "), let name = line.part(after: " # ") {
      report.note(name, .failed, reasons[trimmed(name)])
    } else if line.hasPrefix("An error occurred while loading") {
      report.note(.loading, line)
    } else if line.hasPrefix("  "), trimmed(line).first?.isNumber == true,
      let name = line.part(after: ") "),
      let reason = lines.dropFirst(index + 1).first(where: { !trimmed($0).isEmpty })
    {
      reasons[trimmed(name)] = trimmed(reason)
    }
  }
  return report
}
