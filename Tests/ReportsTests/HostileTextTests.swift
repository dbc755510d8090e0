import Diagnosis
import EventSchema
import Foundation
import Reports
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A report whose every field is an attack, in each format.
struct HostileTextTests {
  private let report = SampleReports.hostile

  /// Scalars that change what a reader or a terminal shows.
  private static let deceptive: [ClosedRange<UInt32>] = [
    0x00...0x08, 0x0B...0x1F, 0x7F...0x9F, 0x200B...0x200B, 0x200E...0x200F, 0x202A...0x202E,
    0x2066...0x2069, 0xFEFF...0xFEFF,
  ]

  @Test(arguments: ReportFormat.allCases)
  func printsNoDeceptiveCharacter(format: ReportFormat) {
    let found = render(report, as: format).unicodeScalars.filter { scalar in
      Self.deceptive.contains { $0.contains(scalar.value) }
    }
    #expect(found.isEmpty)
  }

  @Test(arguments: ReportFormat.allCases)
  func isTheSameEachTime(format: ReportFormat) {
    #expect(render(report, as: format) == render(report, as: format))
  }

  /// Colours are the only escape sequences, and each is switched off again.
  @Test func coloursAreOurs() {
    var options = RenderOptions()
    options.usesColor = true
    let text = render(report, as: .text, options)
    let sequences = text.components(separatedBy: "\u{1B}").dropFirst()
    #expect(!sequences.isEmpty)
    for sequence in sequences {
      #expect(
        ["[0m", "[1m", "[2m", "[31m", "[32m", "[33m", "[36m"].contains { sequence.hasPrefix($0) })
    }
    #expect(sequences.filter { $0.hasPrefix("[0m") }.count * 2 == sequences.count)
  }

  @Test func aPageHasOnlyItsOwnElements() throws {
    let page = render(report, as: .html)
    #expect(!page.contains("<script"))
    #expect(!page.contains("<img"))
    #expect(!page.contains("href=\"javascript"))
    let allowed: Set = [
      "html", "head", "meta", "title", "style", "body", "main", "header", "nav", "section", "h1",
      "h2", "h3", "p", "ul", "ol", "li", "dl", "dt", "dd", "a", "pre", "code", "span", "i",
      "strong", "details", "summary",
    ]
    #expect(try Set(elements(of: page)).subtracting(allowed).isEmpty)
  }

  @Test(arguments: SampleReports.all.map(\.name))
  func aPageIsWellFormed(name: String) throws {
    let report = try #require(SampleReports.all.first { $0.name == name }?.report)
    #expect(try !elements(of: render(report, as: .html)).isEmpty)
  }

  /// The names of a page's elements, read as XML once the elements that HTML leaves open are
  /// closed.
  private func elements(of page: String) throws -> [String] {
    let xml = page.replacing("<!DOCTYPE html>\n", with: "")
      .replacing(#/<meta ([^>]*)>/#) { "<meta \($0.output.1)/>" }
    let parser = XMLParser(data: Data(xml.utf8))
    let reader = ElementReader()
    parser.delegate = reader
    let isWellFormed = parser.parse()
    try #require(
      isWellFormed, "line \(parser.lineNumber): \(String(describing: parser.parserError))")
    return reader.names
  }

  private final class ElementReader: NSObject, XMLParserDelegate {
    var names: [String] = []

    func parser(
      _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String] = [:]
    ) {
      names.append(elementName)
    }
  }

  /// Outside of fences no line begins a heading, a rule, a list or a fence that is not ours.
  @Test func markdownKeepsItsStructure() {
    var fence: Substring?
    var headings: [Substring] = []
    for line in render(report, as: .markdown).split(separator: "\n") {
      let content = line.drop { $0 == " " }
      let ticks = content.prefix { $0 == "`" }
      if let open = fence {
        if ticks == open, content == ticks { fence = nil }
      } else if ticks.count >= 3, !content.dropFirst(ticks.count).contains("`") {
        fence = ticks
      } else if content.hasPrefix("## ") {
        headings.append(content)
      } else {
        let markup = markup(in: content)
        #expect(!markup.contains("<"))
        #expect(!markup.contains("["))
      }
    }
    #expect(fence == nil)
    #expect(
      headings == [
        "## What happened", "## Also in this text", "## Reading the stack trace",
        "## Root cause", "## The fix", "## Testing the fix", "## Shipping it",
        "## How to see that it worked",
      ])
  }

  /// A line without what is inert: escaped characters and code spans, as CommonMark reads them.
  private func markup(in line: Substring) -> String {
    var rest = line[...]
    var markup = ""
    while let character = rest.first {
      let ticks = rest.prefix { $0 == "`" }
      if character == "\\" {
        rest = rest.dropFirst(2)
      } else if ticks.isEmpty {
        markup.append(character)
        rest = rest.dropFirst()
      } else {
        rest = rest.dropFirst(ticks.count)
        if let end = closing(ticks.count, in: rest) { rest = rest[end...] }
      }
    }
    return markup
  }

  /// Behind the next run of exactly so many backticks.
  private func closing(_ count: Int, in text: Substring) -> Substring.Index? {
    var rest = text
    while let start = rest.firstIndex(of: "`") {
      let run = rest[start...].prefix { $0 == "`" }
      if run.count == count { return run.endIndex }
      rest = rest[run.endIndex...]
    }
    return nil
  }

  @Test func neighbouringCodeSpansStayApart() {
    let report = Report(Diagnosis(fingerprint: "", title: "`a``` `b` <i>x</i> ``` `<u>y</u>``z`"))
    let heading = render(report, as: .markdown).split(separator: "\n")[0]
    #expect(!markup(in: heading).contains("<"))
  }

  @Test(arguments: ReportFormat.allCases)
  func masksRowValues(format: ReportFormat) {
    var options = RenderOptions()
    let masked = render(SampleReports.race, as: format, options)
    #expect(!masked.contains("2026-03-14"))
    options.showsValues = true
    let shown = render(SampleReports.race, as: format, options)
    // A code host's page is no place for them at all.
    #expect(shown.contains("2026-03-14") == (format != .sarif))
  }

  /// The commands of the report, run by a shell in which `git` only shows its words.
  @Test func theShellSeesOneWordForEachName() throws {
    let commands = render(report, as: .markdown).split(separator: "\n")
      .filter { $0.hasPrefix("git ") }.joined(separator: "\n")
    let script = """
      reboot() { echo EXECUTED; }
      git() { echo "git $# $1"; }
      \(commands)
      """
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = ["-c", script]
    let output = Pipe()
    shell.standardOutput = output
    try shell.run()
    let text = String(
      decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    shell.waitUntilExit()
    #expect(text == "git 3 switch\ngit 3 apply\ngit 2 add\ngit 3 commit\n")
  }
}
