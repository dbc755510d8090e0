import Foundation
import Testing

/// What people write, as opposed to fixtures, which are as the world sends them.
private func handwritten() throws -> [TextFile] {
  try Repository.files(in: ".") { path in
    !path.hasPrefix("fixtures/") || path.hasPrefix("fixtures/apps/")
  }
}

/// `path:line names word` for every occurrence.
private func places(of words: [String], in files: [TextFile]) -> [String] {
  files.flatMap { file in
    words.filter { file.text.contains($0) }.flatMap { word in
      file.numberedLines.filter { $0.text.contains(word) }
        .map { "\(file.path):\($0.number) names \(word)" }
    }
  }
}

@Suite struct TextTests {
  /// Of Swift files only the comments, which the formatter leaves alone: make lint knows the rest.
  @Test func linesHaveAtMostAHundredColumns() throws {
    for file in try handwritten() {
      let isSwift = file.path.hasSuffix(".swift")
      guard isSwift || file.path.hasPrefix("Scripts/") else { continue }
      for line in file.numberedLines where line.text.utf8.count > 100 && line.text.count > 100 {
        if isSwift, !line.text.drop(while: { $0 == " " }).hasPrefix("//") { continue }
        Issue.record("\(file.path):\(line.number) has \(line.text.count) columns; wrap it at 100")
      }
    }
  }

  @Test func nothingKnowsTheMachineItWasWrittenOn() throws {
    // In pieces, so that this file does not name them either.
    let foreign = ["/wo" + "rk/", "/ro" + "ot/", "py" + "pi.org", "github" + "usercontent"]
    for place in try places(of: foreign, in: handwritten()) {
      Issue.record("\(place): say it without the machine")
    }
  }

  @Test func nothingIsLeftForLater() throws {
    for place in try places(of: ["TO" + "DO", "FIX" + "ME", "XX" + "X:"], in: handwritten()) {
      Issue.record("\(place): do it, or open an issue")
    }
  }

  @Test func noFileIsAnybodys() throws {
    for file in try Repository.swiftFiles() {
      for word in ["Utils", "Helper", "Common", "Manager"] {
        #expect(
          !file.path.contains(word), "\(file.path): name it for what it holds, not \(word)")
      }
    }
  }
}
