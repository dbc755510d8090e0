extension SwiftTokenizer {
  /// Whether as many hash signs as a raw string has stand behind an offset.
  func isHashed(_ offset: Int, _ hashes: Int) -> Bool {
    (0..<hashes).allSatisfy { peek(offset + $0) == UInt8(ascii: "#") }
  }

  /// Passes a string; the position is at its first quote. One without the three quotes ends with
  /// its line at the latest.
  mutating func skipString(hashes: Int, depth: Int) {
    let quote = UInt8(ascii: "\"")
    let isMultiline = peek(1) == quote && peek(2) == quote
    let quotes = isMultiline ? 3 : 1
    position += quotes
    while !isAtEnd {
      let byte = peek()
      if byte == quote {
        let closes = !isMultiline || (peek(1) == quote && peek(2) == quote)
        guard closes, isHashed(quotes, hashes) else {
          position += 1
          continue
        }
        position += quotes + hashes
        return
      }
      if byte == UInt8(ascii: "\n") {
        guard isMultiline else { return }
        line += 1
      } else if byte == UInt8(ascii: "\\"), isHashed(1, hashes) {
        position += 1 + hashes
        if peek() == UInt8(ascii: "("), depth < SourceLimits.nestingMax {
          skipInterpolation(depth: depth)
          continue
        }
        // The end of a line is counted above.
        if peek() == UInt8(ascii: "\n") { continue }
      }
      position += 1
    }
    position = min(position, bytes.count)
  }

  /// Passes `(…)` with the strings in it.
  private mutating func skipInterpolation(depth: Int) {
    var open = 0
    while !isAtEnd {
      switch peek() {
      case UInt8(ascii: "("): open += 1
      case UInt8(ascii: ")"): open -= 1
      case UInt8(ascii: "\""):
        skipString(hashes: 0, depth: depth + 1)
        continue
      case UInt8(ascii: "\n"): return
      default: break
      }
      position += 1
      if open <= 0 { return }
    }
  }

  /// Where code begins in an excerpt that begins inside a string of several lines; `nil` if it does
  /// not. Such a string is opened at the end of a line and closed at the beginning of one.
  static func endOfUnseenString(_ bytes: [UInt8]) -> Int? {
    let quote = UInt8(ascii: "\"")
    guard
      let first = bytes.indices.dropLast(2).first(where: {
        bytes[$0] == quote && bytes[$0 + 1] == quote && bytes[$0 + 2] == quote
      })
    else { return nil }
    let end = first + 3
    let before = bytes[..<first].reversed().prefix { $0 != UInt8(ascii: "\n") }
    guard before.allSatisfy({ $0 <= 0x20 }) else { return nil }
    let after = bytes[end...].prefix { $0 != UInt8(ascii: "\n") }
    guard after.allSatisfy({ $0 <= 0x20 }) else { return end }
    // Alone on its line: it opens a string if the line before awaits a value.
    guard let last = bytes[..<first].lastIndex(where: { $0 > 0x20 }) else { return nil }
    let awaitsValue =
      "(,=:[{?+>".utf8.contains(bytes[last])
      || ["return", "else", "in"].contains { word in
        bytes[...last].suffix(word.utf8.count).elementsEqual(word.utf8)
      }
    return awaitsValue ? nil : end
  }
}

/// The value of a string literal of Swift.
enum SwiftEscapes {
  /// Escapes resolved, each interpolation as `{}`, the indentation of several lines taken off.
  static func value(ofLiteral literal: ArraySlice<UInt8>) -> String {
    let hashes = literal.prefix { $0 == UInt8(ascii: "#") }.count
    var content = literal.dropFirst(hashes)
    let quote = UInt8(ascii: "\"")
    let isMultiline = content.count >= 3 && content.prefix(3).allSatisfy { $0 == quote }
    let quotes = isMultiline ? 3 : 1
    content = content.dropFirst(quotes)
    let closing = content.suffix(quotes + hashes)
    if closing.count == quotes + hashes, closing.prefix(quotes).allSatisfy({ $0 == quote }) {
      content = content.dropLast(quotes + hashes)
    }
    if isMultiline { content = unindented(content) }
    guard content.contains(UInt8(ascii: "\\")) else {
      return String(decoding: content, as: UTF8.self)
    }
    return resolved(content, hashes: hashes)
  }

  /// Takes off the first and last line end, and from each line what stands before the closing
  /// quotes.
  private static func unindented(_ content: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let newline = UInt8(ascii: "\n")
    guard let first = content.firstIndex(of: newline) else { return content }
    let lines = content[(first + 1)...]
      .split(separator: newline, omittingEmptySubsequences: false)
    let indentation = lines.last?.prefix { $0 == 0x20 || $0 == 0x09 } ?? []
    let isClosed = lines.last.map { $0.count == indentation.count } ?? false
    let kept = (isClosed ? lines.dropLast() : lines[...]).map { line in
      isClosed && line.starts(with: indentation) ? line.dropFirst(indentation.count) : line
    }
    return ArraySlice(kept.joined(separator: [newline]))
  }

  private static func resolved(_ content: ArraySlice<UInt8>, hashes: Int) -> String {
    // The readers of strings and of interpolations are those of the tokenizer.
    var reader = SwiftTokenizer(insideLiteral: Array(content))
    var value: [UInt8] = []
    value.reserveCapacity(content.count)
    while !reader.isAtEnd {
      let byte = reader.peek()
      reader.position += 1
      guard byte == UInt8(ascii: "\\"), reader.isHashed(0, hashes) else {
        value.append(byte)
        continue
      }
      reader.position += hashes
      if reader.peek() == UInt8(ascii: "(") {
        reader.skipValueInterpolation()
        value += "{}".utf8
      } else {
        reader.readEscape(into: &value)
      }
    }
    return String(decoding: value, as: UTF8.self)
  }
}

extension SwiftTokenizer {
  fileprivate mutating func skipValueInterpolation() { skipInterpolation(depth: 0) }

  fileprivate mutating func readEscape(into value: inout [UInt8]) {
    let byte = peek()
    position += 1
    switch byte {
    case UInt8(ascii: "n"): value.append(0x0A)
    case UInt8(ascii: "t"): value.append(0x09)
    case UInt8(ascii: "r"): value.append(0x0D)
    case UInt8(ascii: "0"): value.append(0)
    case UInt8(ascii: "\n"): break
    case UInt8(ascii: "u") where peek() == UInt8(ascii: "{"):
      position += 1
      var scalar: UInt32 = 0
      while peek().isHexadecimalDigit, scalar < 0x11_0000 {
        let digit = peek() | 0x20
        scalar = scalar * 16 + UInt32(digit < 0x3A ? digit - 0x30 : digit - 0x57)
        position += 1
      }
      if peek() == UInt8(ascii: "}") { position += 1 }
      value += String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8
    default: value.append(byte)
    }
  }
}
