import Diagnosis
import Foundation
import Reports
import Testing

@testable import Collector

@Suite struct DocumentTests {
  static func documents() throws -> [TextFile] {
    try Repository.files(in: ".") { path in
      path.hasSuffix(".md") && !path.hasPrefix("fixtures/") && !path.hasPrefix("Tests/")
    }
  }

  @Test(arguments: try documents())
  func linksLeadSomewhere(document: TextFile) throws {
    let folder = document.path.split(separator: "/").dropLast().joined(separator: "/")
    for match in document.text.matches(of: #/\]\(([^)#:]+)(?:#[^)]*)?\)/#) {
      let target = folder.isEmpty ? String(match.output.1) : "\(folder)/\(match.output.1)"
      #expect(Repository.exists(target), "\(document.path) links to \(match.output.1)")
    }
  }

  private static let top = "Sources|Tests|Scripts|Examples|Benchmarks|Fuzz|fixtures|docs"

  /// Paths in backquotes: `Sources/Diagnosis`, `Scripts/setup`.
  @Test(arguments: try documents())
  func namedPathsExist(document: TextFile) throws {
    let path = try Regex(#"`((?:\#(Self.top))/[\w/.+-]*)`"#, as: (Substring, Substring).self)
    for match in document.text.matches(of: path) {
      #expect(
        Repository.exists(String(match.output.1)),
        "\(document.path) names \(match.output.1), which is not there")
    }
  }

  @Test(arguments: try documents())
  func namedTargetsOfMakeExist(document: TextFile) throws {
    let makefile = try Repository.file("Makefile").text
    let command = #/(?:`|^    )make ([a-z-]+)/#.anchorsMatchLineEndings()
    for match in document.text.matches(of: command) {
      #expect(
        makefile.contains("\n\(match.output.1):"),
        "\(document.path) names make \(match.output.1); the Makefile has no such target")
    }
  }

  /// What the program itself tells people to read.
  @Test func documentsNamedInSourcesExist() throws {
    for file in try Repository.swiftFiles() where file.text.contains("docs/") {
      for match in file.text.matches(of: #/\bdocs\/[\w\/.-]+\.md/#) {
        #expect(Repository.exists(String(match.output)), "\(file.path) names \(match.output)")
      }
    }
  }

  @Test func generatedDocumentsAreCurrent() throws {
    let generated = [
      "docs/configuration.md": Manual.document,
      "docs/causes/README.md": renderManual(of: Cause.all, as: .markdown),
    ]
    for (path, text) in generated {
      #expect(try Repository.file(path).text == text, "\(path) is out of date; run: make docs")
    }
  }

  @Test func theChangelogCollectsWhatIsUnreleased() throws {
    #expect(try Repository.file("CHANGELOG.md").text.contains("\n## Unreleased\n"))
  }

  @Test func decisionsAreNumberedWithoutGaps() throws {
    let decisions = try Repository.files(in: "docs/decisions")
    for (index, decision) in decisions.enumerated() {
      let number = String(format: "%04d", index + 1)
      #expect(decision.path.contains("/\(number)-"), "\(decision.path) should be \(number)")
      for heading in ["Context", "Decision", "Alternatives", "Consequences"] {
        #expect(decision.text.contains("\n## \(heading)\n"), "\(decision.path) lacks \(heading)")
      }
    }
  }
}
