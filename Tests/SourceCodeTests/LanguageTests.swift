import Foundation
import SourceCode
import Testing

@Suite("Languages")
struct LanguageTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var language: Language
    var number: Int
    var testDescription: String { "\(language.name) \(number)" }

    /// The source without its mark, and the marked line.
    var source: (text: String, line: Int) {
      var lines = language.examples[number].source
        .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      let marked = lines.firstIndex { $0.hasPrefix("↓") } ?? 0
      lines[marked].removeFirst()
      return (lines.joined(separator: "\n"), marked + 1)
    }
  }

  static let examples = Language.all.flatMap { language in
    language.examples.indices.map { Example(language: language, number: $0) }
  }

  @Test(arguments: examples)
  func readsItsExamples(_ example: Example) {
    let (text, line) = example.source
    expect(example, text, line: line)
  }

  @Test(arguments: examples)
  func readsItsExamplesWithOtherLineEnds(_ example: Example) {
    let (text, line) = example.source
    expect(example, text.replacingOccurrences(of: "\n", with: "\r\n"), line: line)
  }

  @Test(arguments: examples)
  func readsItsExamplesBehindOtherText(_ example: Example) {
    let (text, line) = example.source
    expect(example, "\(example.language.lineComment) naïve — “text”\n\n\(text)", line: line + 2)
  }

  @Test(arguments: examples)
  func isSilentInComments(_ example: Example) {
    let text = example.source.text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { "\(example.language.lineComment) \($0)" }.joined(separator: "\n")
    let file = SourceFile(path: "x", text: text)
    #expect(example.language.sqlLiterals(in: file).isEmpty)
    #expect(example.language.functionName(in: file, line: example.source.line) == nil)
  }

  private func expect(_ example: Example, _ text: String, line: Int) {
    let expected = example.language.examples[example.number]
    let file = SourceFile(path: "x", text: text)
    #expect(example.language.functionName(in: file, line: line) == expected.function)
    let found = example.language.sqlLiterals(in: file).map {
      "\($0.statement.verb) \($0.statement.table ?? "-")"
    }
    #expect(found == expected.sql)
  }

  @Test(arguments: [
    ("a/b.py", "python"), ("B.PYI", "python"), ("Store.swift", "swift"), ("a.rb", nil),
    ("py", nil), ("a.py/b", nil),
  ])
  func isToldByTheExtension(path: String, name: String?) {
    #expect(Language.of(path: path)?.name == name)
  }

  @Test func areListed() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/SourceCode/Languages")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path())
      .filter { $0 != "Language.swift" }.map { $0.lowercased() }
    #expect(files.sorted() == Language.all.map { "\($0.name).swift" }.sorted())
  }

  @Test(arguments: Language.all.map(\.name))
  func hasExamplesAndNearMisses(name: String) throws {
    let language = try #require(Language.all.first { $0.name == name })
    #expect(language.examples.count { $0.function != nil } >= 2)
    #expect(language.examples.count { $0.sql.isEmpty } >= 2)
  }
}
