import Reports
import TestSupport
import Testing

/// What each format prints, byte for byte. `RECORD_SNAPSHOTS=1 swift test --filter GoldenTests`
/// rewrites the files; review them with `git diff`.
struct GoldenTests {
  static let cases = SampleReports.all.flatMap { sample in
    ReportFormat.allCases.map { (sample.name, $0) }
  }

  @Test(arguments: cases)
  func printsWhatItPrinted(name: String, format: ReportFormat) throws {
    let report = try #require(SampleReports.all.first { $0.name == name }?.report)
    let text = render(report, as: format)
    #expect(try golden("reports/\(name).\(format.fileExtension)", recording: text) == text)
  }

  @Test func coloursATerminal() throws {
    var options = RenderOptions()
    options.usesColor = true
    options.width = 72
    let text = render(SampleReports.missingCheck, as: .text, options)
    #expect(try golden("reports/missing-check.ansi", recording: text) == text)
  }
}

extension ReportFormat {
  fileprivate var fileExtension: String {
    switch self {
    case .text: "txt"
    case .markdown: "md"
    case .html: "html"
    case .json: "json"
    case .sarif: "sarif"
    }
  }
}
