import EventSchema
import Foundation
import Reports
import Testing

/// A real collector, asked over HTTP, and its store, read beside it.
@Suite(.serialized) struct IssueTests {
  @Test func readsACollectorAndItsStore() throws {
    try RunningCollector.run { collector in
      let issues = try eventually { () -> [JSON]? in
        let outcome = try collector.triage("issues", "--format", "json")
        guard outcome.exitCode == 0 else { return nil }
        let issues = JSON(parsing: outcome.output)?["issues"]?.array ?? []
        return issues.isEmpty ? nil : issues
      }
      let issue = try #require(issues.first)
      let number = try #require(issue["id"]?.integer)
      let title = try #require(issue["title"]?.string)
      #expect(issue["cause"]?.string != nil)

      #expect(try collector.triage("issues").output.contains(title))
      for format in ReportFormat.allCases {
        let outcome = try collector.triage("report", "\(number)", "--format", format.rawValue)
        #expect(outcome.exitCode == 0)
        let stored = try BuiltTool().run(
          "report", "\(number)", "--format", format.rawValue, "--store", "triage.sqlite",
          in: collector.folder)
        #expect(format == .json || stored.output == outcome.output, "\(format)")
      }
      try aReportWithoutANumberIsTheNewest(collector, number)
      try refusals(collector, number)
      try doctor(collector)
    }
  }

  private func aReportWithoutANumberIsTheNewest(
    _ collector: RunningCollector, _ number: Int64
  ) throws {
    let newest = try collector.triage("report")
    #expect(newest.exitCode == 0)
    #expect(newest.output == (try collector.triage("report", "#\(number)").output))
  }

  private func refusals(_ collector: RunningCollector, _ number: Int64) throws {
    let missing = try collector.triage("report", "4711")
    #expect(missing.exitCode == 1)
    #expect(missing.errors.contains("there is no issue 4711"))
    for token in [nil, "another-token-of-the-tests"] {
      let refused = try collector.triage("report", "\(number)", token: token)
      #expect(refused.exitCode == 2)
      #expect(refused.errors.contains("TRIAGE_TOKEN"))
      #expect(refused.output.isEmpty)
    }
    let source = try collector.triage("report", "--source", ".")
    #expect(source.exitCode == 2)
    #expect(source.errors.contains("--store"))
  }

  private func doctor(_ collector: RunningCollector) throws {
    let healthy = try collector.triage("doctor")
    #expect(healthy.exitCode == 0, "\(healthy.output)")
    for subject in ["Libraries", "Configuration", "Store", "Collector", "Reading", "Key"] {
      #expect(healthy.output.contains("ok     \(subject)"))
    }
    let foreign = collector.address.replacing("://", with: "://another-key@") + "/1"
    let sick = try collector.triage("doctor", "--dsn", foreign)
    #expect(sick.exitCode == 1)
    #expect(sick.output.contains("to do  Key"))
  }

  @Test func doctorFindsWhatIsMissing() throws {
    try withTemporaryFolder { folder in
      try Data("{".utf8).write(to: folder.appending(path: "config.json"))
      try Data("no store".utf8).write(to: folder.appending(path: "triage.sqlite"))
      let outcome = try BuiltTool().run("doctor", "--url", "http://127.0.0.1:1", in: folder)
      #expect(outcome.exitCode == 1)
      for subject in ["Configuration", "Store", "Collector"] {
        #expect(outcome.output.contains("to do  \(subject)"))
      }
      #expect(outcome.output.contains("→ "))
    }
  }
}
