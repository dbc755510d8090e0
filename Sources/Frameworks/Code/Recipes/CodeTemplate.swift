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

  init(stringLiteral value: String) { text = value }

  /// The names of the holes, in order, each once.
  var holes: [String] {
    var names: [String] = []
    for piece in pieces(of: text[...]) {
      if case .hole(let name) = piece, !names.contains(name) { names.append(name) }
    }
    return names
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
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let blanks = line.prefix { $0 == " " }.count
      let before = margin + String(repeating: level, count: blanks / 2)
      let pieces = pieces(of: line.dropFirst(blanks))
      var result = ""
      for piece in pieces {
        switch piece {
        case .text(let text): result += dialect(String(text))
        case .hole(let name):
          guard let value = value(name) else { return nil }
          result += value
        }
      }
      if result.isEmpty, !pieces.isEmpty { continue }
      lines += result.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? "" : before + $0 }
    }
    return lines.joined(separator: "\n")
  }

  private enum Piece {
    case text(Substring)
    case hole(String)
  }

  private func pieces(of line: Substring) -> [Piece] {
    var pieces: [Piece] = []
    var rest = line
    while let open = rest.firstIndex(of: "«") {
      let inner = rest[rest.index(after: open)...]
      guard let close = inner.firstIndex(of: "»") else { break }
      if open > rest.startIndex { pieces.append(.text(rest[..<open])) }
      pieces.append(.hole(String(inner[..<close])))
      rest = inner[inner.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.text(rest)) }
    return pieces
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
