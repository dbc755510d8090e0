import DatabaseErrors
import EventSchema
import Foundation
import Frameworks
import SourceCode
import TestSupport
import Testing

/// A piece of `fixtures/source/ways`: an application's code around a refused write, and what must
/// be found in it.
struct Way: Sendable, CustomTestStringConvertible {
  var title: String
  var source: String
  var framework = ""
  var violation = ConstraintViolation(kind: .unique)
  /// Pieces of one pair differ in little.
  var pair: String?
  /// The framework that the culprit's file alone names, when it is another one.
  var recognised: String?
  var files: [SourceFile] = []
  /// Callers first, the culprit last.
  var frames: [Frame] = []
  var expected: [String] = []

  var testDescription: String { "\(source): \(title)" }

  /// Of all files, or of those whose name is given without its extension.
  static func read(_ names: Set<String>? = nil) throws -> [Way] {
    let folder = fixtures.appending(path: "source/ways")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return try files.filter { $0.hasSuffix(".md") && $0 != "README.md" }
      .filter { names?.contains(String($0.dropLast(3))) ?? true }
      .flatMap { name in
        let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        return parse(text, source: name)
      }
  }

  /// The failure with all files at hand, or with the lines around the culprit alone.
  func failure(excerptRadius: Int? = nil) -> Failure {
    var event = Event()
    event.platform = nil
    var tree = SourceTree(files: files, isComplete: true)
    if let radius = excerptRadius, let frame = frames.last, let line = frame.lineNumber,
      let file = files.first(where: { $0.path == frame.filename })
    {
      let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
      let first = max(1, line - radius)
      let last = min(lines.count, line + radius)
      let text = lines[(first - 1)..<last].joined(separator: "\n")
      tree = SourceTree(files: [
        SourceFile(path: file.path, text: text, firstLine: first, isWhole: false)
      ])
    }
    return Failure(
      event: event, violation: violation, frames: frames, inApp: frames.map { _ in true },
      culpritIndex: frames.indices.last, tree: tree)
  }
}

extension Way {
  private static func parse(_ text: String, source: String) -> [Way] {
    var ways: [Way] = []
    var fence: (info: Substring, lines: [Substring])?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        if let closed = fence, !ways.isEmpty {
          ways[ways.count - 1].add(closed.info, closed.lines)
          fence = nil
        } else {
          fence = (line.dropFirst(3), [])
        }
      } else if fence != nil {
        fence?.lines.append(line)
      } else if line.hasPrefix("## ") {
        ways.append(Way(title: String(line.dropFirst(3)), source: source))
      } else if let colon = line.firstIndex(of: ":"), !ways.isEmpty {
        ways[ways.count - 1].set(
          line[..<colon], line[colon...].dropFirst().trimmingCharacters(in: .whitespaces))
      }
    }
    return ways
  }

  private mutating func set(_ key: Substring, _ value: String) {
    switch key {
    case "framework": framework = value
    case "pair": pair = value
    case "recognised": recognised = value
    case "violates": violation = Self.violation(value)
    case "parent":
      violation.side = .parent
      violation.referencedTable = value
    default: break
    }
  }

  private mutating func add(_ info: Substring, _ lines: [Substring]) {
    let words = info.split(separator: " ")
    if info == "facts" {
      expected += lines.map { String($0) }.filter { !$0.isEmpty }
    } else if info == "frames" {
      for line in lines.reversed() { addCaller(line) }
    } else if words.count == 2 {
      let path = String(words[1])
      if let index = lines.firstIndex(where: { $0.hasPrefix("↓") }) {
        frames.append(Frame(filename: path, lineNumber: index + 1))
      }
      let text = lines.map { $0.hasPrefix("↓") ? $0.dropFirst() : $0 }.joined(separator: "\n")
      files.append(SourceFile(path: path, text: text + "\n"))
    }
  }

  /// `function path:line`.
  private mutating func addCaller(_ line: Substring) {
    let words = line.split { $0 == " " || $0 == ":" }
    guard words.count == 3 else { return }
    frames.insert(
      Frame(filename: String(words[1]), function: String(words[0]), lineNumber: Int(words[2])),
      at: 0)
  }

  /// `kind table(columns) constraint`.
  private static func violation(_ text: String) -> ConstraintViolation {
    let words = text.split(separator: " ", maxSplits: 1)
    let target = NamedColumns(String(words.last ?? ""))
    var violation = ConstraintViolation(
      kind: ConstraintViolation.Kind(rawValue: String(words.first ?? "")) ?? .unique)
    violation.table = target.name
    violation.columns = target.columns
    violation.constraint = target.rest.isEmpty ? nil : target.rest
    return violation
  }
}

/// `name(one, two) rest`.
struct NamedColumns {
  var name: String
  var columns: [String]
  var rest: String

  init(_ text: String) {
    let open = text.firstIndex(of: "(") ?? text.endIndex
    let close = text[open...].firstIndex(of: ")") ?? text.endIndex
    name = text[..<open].trimmingCharacters(in: .whitespaces)
    columns = text[open..<close].dropFirst().split(separator: ",").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    rest = text[close...].dropFirst().trimmingCharacters(in: .whitespaces)
  }
}
