import DatabaseErrors
import Diagnosis
import Fixes
import Foundation
import Reports
import SourceCode
import Testing

@Suite("Cases")
struct CaseTests {
  @Test("tells the story", arguments: Case.all)
  func tellsTheStory(_ story: Case) throws {
    let diagnosis = diagnose(story.input, in: story.tree)
    let report = render(Report(diagnosis), as: .text)
    let diff = diagnosis.fixes.map(\.diff).filter { !$0.isEmpty }.joined(separator: "\n")
    try check(story, "report", report)
    if story.block("diff") != nil { try check(story, "diff", diff) }
  }

  @Test("reports neither row values nor absolute paths", arguments: Case.all)
  func keepsPrivate(_ story: Case) {
    let diagnosis = diagnose(story.input, in: story.tree)
    let report = render(Report(diagnosis), as: .markdown)
    for value in diagnosis.violation?.values ?? [] where value.count > 3 {
      #expect(!report.contains(value))
    }
    #expect(!report.contains("/srv/"))
  }

  /// Compares with the golden block; with `RECORD_SNAPSHOTS=1` rewrites it and still fails.
  private func check(_ story: Case, _ info: String, _ actual: String) throws {
    let golden = try #require(story.block(info), "no ```\(info) block")
    guard golden != actual else { return }
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      let current = Case(
        file: story.file, text: try String(contentsOf: story.file, encoding: .utf8))
      try current.replacing(info, with: actual)
        .write(to: story.file, atomically: true, encoding: .utf8)
    }
    Issue.record(
      "\(info) differs; RECORD_SNAPSHOTS=1 swift test --filter CaseTests rewrites it:\n\(actual)")
  }
}
