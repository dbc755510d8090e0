@testable import ContinuousIntegration

/// Reads the part of YAML that jobs are written in, strictly: anything else is no document.
struct YAMLReading {
  private var value: YAML

  init?(_ text: String) {
    var lines = text.split(separator: "\n").map(Line.init)[...]
    guard let value = Self.block(&lines, indent: 0), lines.isEmpty else { return nil }
    self.value = value
  }

  private init(value: YAML) {
    self.value = value
  }

  subscript(key: String) -> YAMLReading? {
    guard case .map(let entries) = value else { return nil }
    return entries.first { $0.key == key }.map { YAMLReading(value: $0.value) }
  }

  var keys: [String] {
    guard case .map(let entries) = value else { return [] }
    return entries.map(\.key)
  }

  var first: YAMLReading? {
    guard case .map(let entries) = value else { return nil }
    return entries.first.map { YAMLReading(value: $0.value) }
  }

  var elements: [YAMLReading] {
    guard case .list(let elements) = value else { return [] }
    return elements.map { YAMLReading(value: $0) }
  }

  var text: String? {
    guard case .text(let text) = value else { return nil }
    return text
  }

  private struct Line {
    var indent: Int
    var text: Substring

    init(_ line: Substring) {
      text = line.drop { $0 == " " }
      indent = line.count - text.count
    }
  }

  private static func block(_ lines: inout ArraySlice<Line>, indent: Int) -> YAML? {
    guard let first = lines.first, first.indent == indent else { return nil }
    return first.text.hasPrefix("- ") ? list(&lines, indent) : map(&lines, indent)
  }

  private static func list(_ lines: inout ArraySlice<Line>, _ indent: Int) -> YAML? {
    var elements: [YAML] = []
    while var line = lines.first, line.indent == indent, line.text.hasPrefix("- ") {
      line.indent += 2
      line.text = line.text.dropFirst(2)
      lines[lines.startIndex] = line
      if entry(line.text) != nil {
        guard let element = map(&lines, indent + 2) else { return nil }
        elements.append(element)
      } else {
        guard let element = scalar(line.text) else { return nil }
        lines.removeFirst()
        elements.append(element)
      }
    }
    return .list(elements)
  }

  private static func map(_ lines: inout ArraySlice<Line>, _ indent: Int) -> YAML? {
    var entries: [YAML.Entry] = []
    while let line = lines.first, line.indent == indent {
      guard let (key, rest) = entry(line.text), !entries.contains(where: { $0.key == key }) else {
        return nil
      }
      lines.removeFirst()
      if !rest.isEmpty {
        guard let value = scalar(rest) else { return nil }
        entries.append(YAML.Entry(key, value))
      } else if let next = lines.first, next.indent > indent {
        guard let value = block(&lines, indent: indent + 2) else { return nil }
        entries.append(YAML.Entry(key, value))
      } else {
        entries.append(YAML.Entry(key, .nothing))
      }
    }
    return .map(entries)
  }

  /// `key: rest`; a quoted text is none.
  private static func entry(_ text: Substring) -> (String, Substring)? {
    guard text.first != "\"", let colon = text.firstIndex(of: ":") else { return nil }
    let rest = text[text.index(after: colon)...]
    guard rest.isEmpty || rest.hasPrefix(" ") else { return nil }
    return (String(text[..<colon]), rest.drop { $0 == " " })
  }

  private static func scalar(_ text: Substring) -> YAML? {
    if text == "[]" { return .list([]) }
    guard text.first == "\"" else {
      let isBad = "[{&*!|>'%@`".contains(text.first ?? "[") || text.contains(": ")
      return isBad ? nil : Int(text).map { .number($0) } ?? .text(String(text))
    }
    guard text.count > 1, text.last == "\"" else { return nil }
    var plain = ""
    var isEscaped = false
    for character in text.dropFirst().dropLast() {
      if isEscaped {
        plain.append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        return nil
      } else {
        plain.append(character)
      }
    }
    return isEscaped ? nil : .text(plain)
  }
}
