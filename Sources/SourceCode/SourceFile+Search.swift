import EventSchema

extension SourceFile {
  /// Whether the text holds a part, byte for byte.
  public func mentions(_ part: String) -> Bool { text.mentions(part) }

  /// The names of the classes that Python code declares, by the look of its lines.
  public var pythonClassNames: [Substring] {
    var names: [Substring] = []
    for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
      let code = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      guard code.first == UInt8(ascii: "c"), code.starts(with: "class ".utf8) else { continue }
      let name = code.dropFirst(6).drop { $0 == UInt8(ascii: " ") }.prefix(
        while: \.isIdentifierPart)
      if !name.isEmpty { names.append(Substring(name)) }
    }
    return names
  }
}
