import EventSchema
import Foundation
import StackTraces
import TestSupport
import Testing

/// What is read from every recorded trace, word for word, and what must not change it.
///
/// `RECORD_SNAPSHOTS=1 swift test --filter RecordedTracesTests` rewrites the goldens and fails.
@Suite struct RecordedTracesTests {
  /// One folder each.
  static let runtimes: [String] =
    (try? FileManager.default.contentsOfDirectory(
      at: fixtures.appending(path: "traces"), includingPropertiesForKeys: [.isDirectoryKey]))?
    .filter { $0.hasDirectoryPath }.map(\.lastPathComponent).sorted() ?? []

  static func texts(_ runtime: String) throws -> [(name: String, text: String)] {
    let folder = fixtures.appending(path: "traces/\(runtime)")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
      .filter { $0.hasSuffix(".txt") }
      .map { ($0, try String(contentsOf: folder.appending(path: $0), encoding: .utf8)) }
  }

  @Test(arguments: runtimes)
  func readsAsBefore(_ runtime: String) throws {
    var lines: [String: [String]] = [:]
    for (name, text) in try Self.texts(runtime) {
      lines[name] = readTraces(text).flatMap(\.summary)
    }
    let golden = fixtures.appending(path: "traces/\(runtime)/golden.json")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try encoder.encode(lines).write(to: golden)
      Issue.record("wrote the golden of \(runtime)")
    }
    let expected = try JSONDecoder().decode([String: [String]].self, from: Data(contentsOf: golden))
    #expect(lines == expected)
  }

  @Test(arguments: runtimes)
  func surroundingsChangeNothing(_ runtime: String) throws {
    for (name, text) in try Self.texts(runtime) {
      let plain = readTrace(text)
      #expect(!plain.isEmpty, "\(name)")
      #expect(readTrace(text.replacing("\n", with: "\r\n")) == plain, "\(name)")
      #expect(readTrace("Überschrift 💥\n\n" + text) == plain, "\(name)")
      let coloured = text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { "\u{1B}[31m\($0)\u{1B}[0m" }.joined(separator: "\n")
      #expect(readTrace(coloured) == plain, "\(name)")
    }
  }

  @Test func prefixesOfContainersChangeNothing() throws {
    for (name, text) in try Self.texts("cpython") where !name.hasPrefix("group.") {
      let prefixed = text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { "web-1  | \($0)" }.joined(separator: "\n")
      #expect(
        readTrace(prefixed).map(\.summary) == readTrace(text).map(\.summary), "\(name)")
    }
  }

  /// Each cut reads all that stands before it.
  private static let cutsPerText = 24

  @Test(arguments: runtimes)
  func cutTextsAreReadWithoutHarm(_ runtime: String) throws {
    for (_, text) in try Self.texts(runtime) {
      let step = max(61, text.utf8.count / Self.cutsPerText)
      for length in stride(from: text.utf8.count % 61, to: text.utf8.count, by: step) {
        _ = readTraces(String(decoding: text.utf8.prefix(length), as: UTF8.self))
      }
    }
  }

  @Test(arguments: [
    "", "Traceback (most recent call last):", "Traceback (most recent call last):\n",
    "Traceback (most recent call last):\n  File \"", "no trace at all", "Thread 0 crashed:\n",
    "Fatal error: ", "x.py:12: in f\nE   ", "  File \"a.py\", line 99999999999999999999, in f",
  ])
  func scrapsGiveNothingOrLittle(_ text: String) {
    #expect(readTraces(text).flatMap(\.exceptions).allSatisfy { $0.frames.isEmpty })
  }
}

extension Trace {
  fileprivate var summary: [String] {
    ["\(platform), lines \(lines)"]
      + exceptions.flatMap { exception in
        ["  \(exception.summary) [\(exception.mechanism?.source ?? "")]"]
          + exception.frames.map { frame in
            let mark = frame.isApplication(platform: platform) ? "*" : " "
            return "  \(mark) \(frame.summary) | \(frame.contextLine ?? "")"
          }
      }
  }
}
