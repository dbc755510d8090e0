/// A document as the files of continuous integration need it. What is written is well formed.
indirect enum YAML: Sendable, Hashable {
  case nothing
  case number(Int)
  /// Quoted where it would be read as something else.
  case text(String)
  case list([YAML])
  /// In this order.
  case map([Entry])

  struct Entry: Sendable, Hashable {
    var key: String
    var value: YAML

    init(_ key: String, _ value: YAML) {
      self.key = key
      self.value = value
    }
  }

  static func texts(_ texts: [String]) -> YAML { .list(texts.map { .text($0) }) }

  /// Names with texts.
  static func pairs(_ pairs: [(String, String)]) -> YAML {
    .map(pairs.map { Entry($0.0, .text($0.1)) })
  }

  /// Ends with a line feed.
  var written: String { lines.joined(separator: "\n") + "\n" }

  private var lines: [String] {
    switch self {
    case .nothing, .number, .text: [inline ?? ""]
    case .list(let elements):
      elements.flatMap { element -> [String] in
        let lines = element.lines
        return ["- " + (lines.first ?? "")] + lines.dropFirst().map(Self.indented)
      }
    case .map(let entries): entries.flatMap(Self.lines)
    }
  }

  private static func lines(_ entry: Entry) -> [String] {
    let key = isPlain(entry.key) ? entry.key : quoted(entry.key)
    switch entry.value {
    case .nothing: return ["\(key):"]
    case .text(let text) where text.contains("\n"):
      let body = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      return ["\(key): |-"] + body.map(indented)
    case .list(let elements) where elements.isEmpty: return ["\(key): []"]
    case .map(let entries) where entries.isEmpty: return ["\(key): {}"]
    case .list, .map: return ["\(key):"] + entry.value.lines.map(indented)
    case .number, .text: return ["\(key): \(entry.value.inline ?? "")"]
    }
  }

  private var inline: String? {
    switch self {
    case .number(let number): String(number)
    case .text(let text): Self.isPlain(text) ? text : Self.quoted(text)
    case .nothing: "null"
    case .list, .map: nil
    }
  }

  private static func indented(_ line: String) -> String { line.isEmpty ? "" : "  " + line }

  /// Whether a reader of any version takes the bare text for itself.
  private static func isPlain(_ text: String) -> Bool {
    let words = ["true", "false", "yes", "no", "null", "y", "n"]
    guard let first = text.unicodeScalars.first, text.last != " ", text.last != ":",
      !words.contains(text.lowercased()), !text.contains(": "), !text.contains(" #"),
      text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f })
    else { return false }
    switch first {
    case "a"..."z", "A"..."Z", "/": return true
    case ".": return text.utf8.count > 1 && !text.utf8.dropFirst().allSatisfy(isDigit)
    default: return false
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7f: continue
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
