import Foundation
import Testing

/// What people write, as opposed to fixtures, which are as the world sends them.
private func handwritten() throws -> [TextFile] {
  try Repository.files(in: ".") { path in
    !path.hasPrefix("fixtures/") || path.hasPrefix("fixtures/apps/library_desk/")
  }
}

@Suite struct TextTests {
  @Test func linesHaveAtMostAHundredColumns() throws {
    let code = try handwritten().filter { file in
      file.path.hasSuffix(".swift") || file.path.hasPrefix("Scripts/") || file.path.hasSuffix(".sh")
    }
    for file in code {
      for line in file.numberedLines where line.text.count > 100 {
        Issue.record("\(file.path):\(line.number) has \(line.text.count) columns; run: make format")
      }
    }
  }

  @Test func nothingKnowsTheMachineItWasWrittenOn() throws {
    // In pieces, so that this file does not name them either.
    let foreign = ["/wo" + "rk/", "/ro" + "ot/", "/Us" + "ers/", "py" + "env", "py" + "pi.org"]
    for file in try handwritten() {
      for line in file.numberedLines {
        for word in foreign where line.text.contains(word) {
          Issue.record("\(file.path):\(line.number) names \(word); say it without the machine")
        }
      }
    }
  }

  @Test func nothingIsLeftForLater() throws {
    let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X:"]
    for file in try handwritten() where !file.path.hasPrefix("docs/") {
      for line in file.numberedLines {
        for mark in marks where line.text.contains(mark) {
          Issue.record("\(file.path):\(line.number): do it, or open an issue (\(mark))")
        }
      }
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
