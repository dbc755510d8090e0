/// The lines of a pasted text without carriage returns and terminal colours.
struct TraceLines: Sendable {
  private let lines: [Substring]

  init(_ text: String) {
    var plain = text.utf8.contains(0x1B) ? Self.withoutColours(text) : text
    // AWS Lambda and web pages indent by such blanks.
    if text.utf8.contains(0xC2) { plain = Self.withPlainIndentation(plain) }
    plain.makeContiguousUTF8()
    lines = plain.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      Substring(line.last == 0x0D ? line.dropLast() : line)
    }
  }

  var count: Int { lines.count }

  /// The line at an index, counted from 0; empty outside the text.
  subscript(index: Int) -> Substring { lines.indices.contains(index) ? lines[index] : "" }

  /// With blanks for the no-break spaces that indent a line, be it behind a container's name: those
  /// at its start and those beside each other.
  private static func withPlainIndentation(_ text: String) -> String {
    var plain: [UInt8] = []
    plain.reserveCapacity(text.utf8.count)
    var bytes = Array(text.utf8)[...]
    var isAtStart = true
    while let byte = bytes.popFirst() {
      let isNoBreakSpace = byte == 0xC2 && bytes.first == 0xA0
      if isNoBreakSpace, isAtStart || bytes.dropFirst().starts(with: [0xC2, 0xA0]) {
        bytes.removeFirst()
        plain.append(0x20)
        isAtStart = true
        continue
      }
      isAtStart = byte == 0x0A || isAtStart && (byte == 0x20 || byte == 0x09)
      plain.append(byte)
    }
    return String(decoding: plain, as: UTF8.self)
  }

  /// Drops `ESC [ … letter`.
  private static func withoutColours(_ text: String) -> String {
    var plain: [UInt8] = []
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.popFirst() {
      guard byte == 0x1B, bytes.first == UInt8(ascii: "[") else {
        plain.append(byte)
        continue
      }
      bytes = bytes.dropFirst().drop { (0x20...0x3F).contains($0) }.dropFirst()
    }
    return String(decoding: plain, as: UTF8.self)
  }
}

extension Substring {
  /// What stands between the two words; `nil` unless both are there in this order.
  func between(_ start: String, _ end: String) -> (inside: Substring, after: Substring)? {
    guard let head = split(around: start), let tail = head.after.split(around: end) else {
      return nil
    }
    return (tail.before, tail.after)
  }

  /// The text before and after the first occurrence of the words. Compares bytes.
  func split(around words: String) -> (before: Substring, after: Substring)? {
    guard let offset = offset(of: words) else { return nil }
    let start = utf8.index(startIndex, offsetBy: offset)
    let end = utf8.index(start, offsetBy: words.utf8.count)
    // Slices of bytes need not look for the boundaries of characters.
    return (Substring(utf8[..<start]), Substring(utf8[end...]))
  }

  /// How many bytes stand before the first occurrence of the words.
  private func offset(of words: String) -> Int? {
    let offset = utf8.withContiguousStorageIfAvailable { text in
      words.utf8.withContiguousStorageIfAvailable { words -> Int? in
        guard let first = words.first, text.count >= words.count else { return nil }
        for start in 0...(text.count - words.count) where text[start] == first {
          if text[start..<(start + words.count)].elementsEqual(words) { return start }
        }
        return nil
      }
    }
    return offset.flatMap(\.self).flatMap(\.self)
  }

  /// The text before and after the last occurrence of the words.
  func splitLast(around words: String) -> (before: Substring, after: Substring)? {
    var found: (before: Substring, after: Substring)?
    var rest = self
    while let (_, after) = rest.split(around: words) {
      let start = utf8.index(after.startIndex, offsetBy: -words.utf8.count)
      found = (Substring(utf8[..<start]), after)
      rest = after
    }
    return found
  }

  var trimmed: Substring {
    var slice = utf8
    while let byte = slice.first, byte == 0x20 || byte == 0x09 { slice.removeFirst() }
    while let byte = slice.last, byte == 0x20 || byte == 0x09 { slice.removeLast() }
    return Substring(slice)
  }

  /// Blanks and tabs at the start.
  var indentation: Int { utf8.prefix { $0 == 0x20 || $0 == 0x09 }.count }

  func has(_ prefix: String) -> Bool { utf8.starts(with: prefix.utf8) }

  /// The decimal number at the start, and what follows it.
  var leadingNumber: (number: Int, after: Substring)? {
    let digits = utf8.prefix { (0x30...0x39).contains($0) }
    guard let number = Int(Substring(digits)) else { return nil }
    return (number, self[digits.endIndex...])
  }
}
