import SourceCode

/// A piece of code with holes: `raise unless error.message.include?("«mark»")`.
///
/// Levels of indentation are two blanks each, whatever the file at hand uses; a hole may be filled
/// with many lines, which then stand as far to the right as the hole's own line. A line that holds
/// nothing but a hole for nothing (an empty text) is left out.
struct CodeTemplate: Sendable, Hashable, ExpressibleByStringLiteral,
  ExpressibleByStringInterpolation
{
  let text: String
  private let lines: [Line]

  init(stringLiteral value: String) {
    text = value
    lines = value.split(separator: "\n", omittingEmptySubsequences: false).map(Line.init)
  }

  /// The names of the holes, in order, each once.
  var holes: [String] {
    var names: [String] = []
    for case .hole(let name) in lines.flatMap(\.pieces) where !names.contains(name) {
      names.append(name)
    }
    return names
  }

  /// With other names in the place of these, outside of the holes.
  func renaming(_ names: Set<String>) -> CodeTemplate {
    guard !names.isEmpty else { return self }
    var result = ""
    var word = ""
    var isInHole = false
    for character in text + "\n" {
      if character.isLetter || character.isNumber || character == "_" {
        word.append(character)
        continue
      }
      result += !isInHole && names.contains(word) ? "\(word)AtOnce" : word
      word = ""
      if character == "«" { isInHole = true }
      if character == "»" { isInHole = false }
      result.append(character)
    }
    return CodeTemplate(stringLiteral: String(result.dropLast()))
  }

  /// The text with every hole filled; `nil` when a hole has no value.
  ///
  /// - Parameters:
  ///   - margin: What stands before each line.
  ///   - level: What stands for two blanks at the beginning of a line.
  func filled(
    margin: String = "", level: String = "  ", dialect: (String) -> String = { $0 },
    _ value: (String) -> String?
  ) -> String? {
    var filled = ""
    var isFirst = true
    for line in lines {
      guard let result = line.filled(dialect, value) else { return nil }
      if result.isEmpty, !line.pieces.isEmpty { continue }
      if !isFirst { filled += "\n" }
      isFirst = false
      let before = margin + String(repeating: level, count: line.level)
      guard result.utf8.contains(UInt8(ascii: "\n")) else {
        if !result.isEmpty { filled += before + result }
        continue
      }
      filled += result.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? "" : before + $0 }.joined(separator: "\n")
    }
    return filled
  }

  /// One line of a template, taken apart once.
  private struct Line: Hashable {
    var level: Int
    var pieces: [Piece] = []

    init(_ line: Substring) {
      var rest = line.drop { $0 == " " }
      level = (line.utf8.count - rest.utf8.count) / 2
      while let open = rest.firstIndex(of: "«") {
        let inner = rest[rest.index(after: open)...]
        guard let close = inner.firstIndex(of: "»") else { break }
        if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
        pieces.append(.hole(String(inner[..<close])))
        rest = inner[inner.index(after: close)...]
      }
      if !rest.isEmpty { pieces.append(.text(String(rest))) }
    }

    func filled(_ dialect: (String) -> String, _ value: (String) -> String?) -> String? {
      var result = ""
      for piece in pieces {
        switch piece {
        case .text(let text): result += dialect(text)
        case .hole(let name):
          guard let value = value(name) else { return nil }
          result += value
        }
      }
      return result
    }
  }

  private enum Piece: Hashable {
    case text(String)
    case hole(String)
  }
}

/// How the members of a key are listed: a piece for each and what stands between.
struct ListForm: Sendable, Hashable {
  /// With the holes `«column»`, `«field»` and `«value»`.
  var each: CodeTemplate
  var separator: String

  init(_ each: CodeTemplate, _ separator: String = ", ") {
    self.each = each
    self.separator = separator
  }

  /// The list; `nil` when a member lacks what a hole asks for.
  func filled<Members: Sequence>(
    _ members: Members, _ value: (Members.Element, String) -> String?
  ) -> String? {
    var parts: [String] = []
    for member in members {
      guard let part = each.filled({ value(member, $0) }) else { return nil }
      parts.append(part)
    }
    return parts.isEmpty ? nil : parts.joined(separator: separator)
  }
}
