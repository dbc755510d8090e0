import Diagnosis
import EventSchema
import Foundation
import SourceCode
import Testing

/// One story under `Tests/Cases`: a Markdown file whose fenced blocks are executed.
///
/// Blocks: `error` (the exception as logged), `LANGUAGE PATH` (a source file), `statements` (one a
/// line, the last one failed), and the goldens `report` and `diff`.
struct Case: Sendable, CustomTestStringConvertible {
  var file: URL
  var text: String
  var blocks: [Block]

  struct Block: Sendable {
    /// What stands after the opening fence.
    var info: String
    var content: String
  }

  var testDescription: String {
    "\(file.deletingLastPathComponent().lastPathComponent)/\(file.lastPathComponent)"
  }

  static let all: [Case] = {
    let files = FileManager.default.enumerator(at: cases, includingPropertiesForKeys: nil)
    let markdown = (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "md" }
    return markdown.sorted { $0.path < $1.path }.compactMap { file in
      (try? String(contentsOf: file, encoding: .utf8)).map { Case(file: file, text: $0) }
    }
  }()

  init(file: URL, text: String) {
    self.file = file
    self.text = text
    blocks = []
    var info: String?
    var lines: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let open = info {
        if line == "```" {
          blocks.append(Block(info: open, content: lines.map { $0 + "\n" }.joined()))
          info = nil
        } else {
          lines.append(line)
        }
      } else if line.hasPrefix("```") {
        info = String(line.dropFirst(3))
        lines = []
      }
    }
  }

  func block(_ info: String) -> String? { blocks.first { $0.info == info }?.content }

  /// What the error and the statements mean.
  var input: Input {
    var input = Input(pasted: block("error") ?? "")
    input.event.timestamp = 1_900_000_000
    let statements = (block("statements") ?? "").split(separator: "\n").map(String.init)
    input.event.breadcrumbs = statements.enumerated().map { index, statement in
      Breadcrumb(
        timestamp: 1_900_000_000 - Double(statements.count - index) / 100, category: "query",
        message: statement)
    }
    return input
  }

  /// The source files, those with a path after the language.
  var tree: SourceTree {
    let files = blocks.compactMap { block -> SourceFile? in
      let words = block.info.split(separator: " ")
      guard words.count == 2 else { return nil }
      return SourceFile(path: String(words[1]), text: block.content)
    }
    return SourceTree(files: files, isComplete: true)
  }

  /// The file's text with a golden block replaced.
  func replacing(_ info: String, with content: String) -> String {
    guard let old = blocks.first(where: { $0.info == info }) else { return text }
    return text.replacingOccurrences(
      of: "```\(info)\n\(old.content)```", with: "```\(info)\n\(content)```")
  }

  private static let cases = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Cases")
}
