/// The lines of a log without terminal colours and carriage returns.
struct LogLines {
  private let lines: [Bytes]

  init(_ text: String) {
    lines = Bytes(text).withoutColours.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { $0.last == 0x0D ? $0.dropLast() : $0 }
  }

  var count: Int { lines.count }

  /// The violation that is reported at the line, and the number of the last line that it takes.
  func violation(at index: Int) -> (ConstraintViolation, Int)? {
    let line = lines[index]
    guard line.count >= Self.lineBytesMin else { return nil }
    for start in LinePrefix(line).starts {
      if let found = violation(at: index, start) { return found }
    }
    for string in line.quotedStrings {
      if let violation = read(string, .truncated) { return (violation, index + 1) }
    }
    return nil
  }

  /// Of the record with and without lines that may be others, what tells more; then the line alone.
  private func violation(at index: Int, _ start: Int) -> (ConstraintViolation, Int)? {
    let block = block(from: index, start)
    let readings = [block.labelled, block.whole].compactMap { part in
      read(part.text, .complete).map { ($0, part.end) }
    }
    if let first = readings.first {
      return readings.dropFirst().first { $0.0.factCount > first.0.factCount } ?? first
    }
    let line = lines[index][start...]
    return read(line, line.beginsWithCode ? .codeAlone : .truncated).map { ($0, index + 1) }
  }

  private func read(_ text: Bytes, _ tolerance: Tolerance) -> ConstraintViolation? {
    Unwrapped(DriverError(message: text.string))?.violation(tolerance)
  }

  /// The record that starts in the line, as long as it may be.
  private struct Block {
    /// With every line that may belong to it.
    var whole: (text: Bytes, end: Int)
    /// With those that certainly do.
    var labelled: (text: Bytes, end: Int)
  }

  private func block(from index: Int, _ start: Int) -> Block {
    let prefix = lines[index][..<start]
    let first = lines[index][start...]
    var block = Block(whole: (first, index + 1), labelled: (first, index + 1))
    var isBehindBlank = false
    for next in (index + 1)..<max(index + 1, min(index + Self.blockLinesMax, lines.count)) {
      let text = lines[next].withoutPrefix(like: prefix)
      if text.trimmed.isEmpty {
        isBehindBlank = true
        continue
      }
      let isLabelled = LabelledLines.isLabelled(text)
      // A sentence that ends in a colon announces the list behind the blank line.
      let isListed =
        block.whole.text.last == UInt8(ascii: ":") && text.trimmed.first == UInt8(ascii: "*")
      guard isLabelled || isListed || !(isBehindBlank || text.startsRecord) else { break }
      block.whole = (block.whole.text + [0x0A] + text, next + 1)
      if isLabelled { block.labelled = (block.labelled.text + [0x0A] + text, next + 1) }
      isBehindBlank = false
    }
    return block
  }

  /// Shorter than every message.
  private static let lineBytesMin = 16
  /// More lines than any message, its details and its statement take.
  private static let blockLinesMax = 60
}

extension Bytes {
  /// Without `ESC [ … letter`.
  fileprivate var withoutColours: Bytes {
    guard contains(0x1B) else { return self }
    var plain: [UInt8] = []
    var rest = self
    while let byte = rest.popFirst() {
      guard byte == 0x1B, rest.first == UInt8(ascii: "[") else {
        plain.append(byte)
        continue
      }
      rest = rest.dropFirst().drop { (0x20...0x3F).contains($0) }.dropFirst()
    }
    return plain[...]
  }

  /// The line without what stands before the record on its first line; digits may differ. The first
  /// line may have more before it, a code in brackets: then what both have, if a label follows.
  fileprivate func withoutPrefix(like prefix: Bytes) -> Bytes {
    guard !prefix.isEmpty else { return self }
    var common = zip(self, prefix).prefix { $0 == $1 || $0.isDigit && $1.isDigit }.count
    if common == prefix.count { return dropFirst(common) }
    while common > 0, !self[startIndex + common - 1].isBlank { common -= 1 }
    let rest = dropFirst(common)
    return common > 0 && LabelledLines.isLabelled(rest) ? rest : self
  }

  /// Whether a class, a severity or a number comes first; prose can quote a code at its end.
  fileprivate var beginsWithCode: Bool {
    guard let first, !first.isDigit, first != UInt8(ascii: "(") else { return !isEmpty }
    return prefix { !$0.isBlank }.last == UInt8(ascii: ":")
  }

  /// Whether a trace goes on or another record begins here.
  fileprivate var startsRecord: Bool {
    let text = trimmed
    return Self.recordStarts.contains { text.starts(with: $0) }
      || !LinePrefix(self).starts.dropFirst().isEmpty
  }

  private static let recordStarts: [[UInt8]] = [
    "Traceback (", "The above exception", "During handling", "File \"", "at ", "Caused by", "... ",
    "ERROR", "LOG:", "FATAL", "WARNING", "INFO", "DEBUG",
  ].map { Array($0.utf8) }

  /// The strings of a line of JSON or of `key="value"` pairs, unescaped.
  fileprivate var quotedStrings: [Bytes] {
    let isJSON = trimmed.first == UInt8(ascii: "{")
    guard isJSON || firstIndex(of: Array("=\"".utf8), from: startIndex) != nil else { return [] }
    var strings: [Bytes] = []
    var rest = self
    var before: UInt8 = 0
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\""), isJSON || before == UInt8(ascii: "=") else {
        before = byte
        continue
      }
      let start = rest.startIndex
      while let inside = rest.popFirst(), inside != UInt8(ascii: "\"") {
        if inside == UInt8(ascii: "\\") { rest = rest.dropFirst() }
      }
      let end = Swift.max(start, rest.startIndex - 1)
      let text = self[start..<end].unescapedPythonLiteral
      if text.count >= 16 { strings.append(text) }
      before = 0
    }
    return strings
  }
}
