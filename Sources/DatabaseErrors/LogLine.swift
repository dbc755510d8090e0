/// What single lines of a log are made of.
extension Bytes {
  /// Without `ESC [ … letter`.
  var withoutColours: Bytes {
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

  /// Parted at line feeds, without the carriage returns before them.
  var lines: [Bytes] {
    var lines: [Bytes] = []
    var start = startIndex
    let base = startIndex
    withUnsafeBufferPointer { bytes in
      for (offset, byte) in bytes.enumerated() where byte == 0x0A {
        lines.append(self[start..<(base + offset)])
        start = base + offset + 1
      }
    }
    lines.append(self[start...])
    return lines.map { $0.last == 0x0D ? $0.dropLast() : $0 }
  }

  /// The line without what stands before the record on its first line; digits may differ.
  func withoutPrefix(like prefix: Bytes) -> Bytes {
    guard !prefix.isEmpty, count >= prefix.count else { return self }
    let fits = zip(self, prefix).allSatisfy { $0 == $1 || $0.isDigit && $1.isDigit }
    return fits ? dropFirst(prefix.count) : self
  }

  /// The label and what follows it, behind the whole prefix or its first words: a container's name
  /// stands before every line, a level only before the first.
  func labelledPart(prefix: Bytes) -> Bytes? {
    guard !prefix.isEmpty else { return LabelledLines.isLabelled(self) ? self : nil }
    var part = prefix
    for _ in 0..<Self.prefixWordsMax {
      let text = withoutPrefix(like: part)
      if text.count < count || part.isEmpty, LabelledLines.isLabelled(text) { return text }
      guard !part.isEmpty else { return nil }
      while let last = part.last, last.isPrefixSeparator { part.removeLast() }
      while let last = part.last, !last.isPrefixSeparator { part.removeLast() }
    }
    return nil
  }

  private static let prefixWordsMax = 24

  /// The label and what follows it, behind the words with which the line above begins too; digits
  /// may differ: `kernel: ERROR: …` above `kernel: DETAIL: …`.
  func labelledPart(below line: Bytes) -> Bytes? {
    let same = zip(self, line).prefix { $0 == $1 || $0.isDigit && $1.isDigit }.count
    var start = startIndex + Swift.min(same, count)
    while start > startIndex, !self[start - 1].isPrefixSeparator { start -= 1 }
    guard start > startIndex else { return nil }
    let text = self[start...]
    return LabelledLines.isLabelled(text) ? text : nil
  }

  /// Whether the line is a detail that lost its label.
  var isKeyDetail: Bool { trimmed.starts(with: Array("Key (".utf8)) }

  /// Whether it holds nothing but blanks.
  var isEmptyOrBlank: Bool { allSatisfy(\.isBlank) }

  /// Whether a class, a severity or a number comes first; prose can quote a code at its end.
  var beginsWithCode: Bool {
    guard let first, !first.isDigit, first != UInt8(ascii: "(") else { return !isEmpty }
    return prefix { !$0.isBlank }.last == UInt8(ascii: ":")
  }

  /// Whether a trace goes on or another record begins here.
  var startsRecord: Bool {
    let text = trimmed
    let isSeverity =
      text.prefix { !$0.isBlank }.last == UInt8(ascii: ":") && Heads.shared.begin(text)
    return isSeverity || text.beginsWithTime || Self.recordStarts.contains { text.starts(with: $0) }
      || !LinePrefix(self).starts.dropFirst().isEmpty
  }

  /// Whether a date and a time come first, as they do in the records of most logs.
  private var beginsWithTime: Bool {
    guard let first, first.isDigit || first == UInt8(ascii: "[") else { return false }
    let start = prefix(28)
    return start.count { $0 == UInt8(ascii: ":") } >= 2
      && start.count { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "/") } >= 2
  }

  private static let recordStarts: [[UInt8]] = [
    "Traceback (", "The above exception", "During handling", "File \"", "at ", "Caused by", "... ",
    "ERROR", "LOG:", "FATAL", "WARNING", "INFO", "DEBUG", "```", "#", "Stack trace", "stack trace",
  ].map { Array($0.utf8) }

  /// Without the `>` that a mail program or a chat puts before every line of a reply.
  var withoutQuoteMarks: Bytes {
    var text = self
    while text.first == UInt8(ascii: ">") {
      text = text.dropFirst()
      if text.first == 0x20 { text = text.dropFirst() }
    }
    return text
  }
}

extension Bytes {
  /// Without the apostrophes inside words.
  fileprivate var quotationMarkCount: Int {
    indices.count { index in
      switch self[index] {
      case UInt8(ascii: "\""), UInt8(ascii: "`"): true
      case UInt8(ascii: "'"):
        !(self[..<index].last?.isLetter ?? false)
          || !(self[(index + 1)...].first?.isLetter ?? false)
      default: false
      }
    }
  }
}

extension [Bytes] {
  /// The rows as one, as if each had been broken between words; inside a quoted name, where the
  /// blank would be part of it, as if the name had been broken.
  var joinedAtWords: Bytes {
    var joined = first ?? []
    for row in dropFirst() {
      let quotes = joined.quotationMarkCount
      let hasBlank = joined.last?.isBlank ?? true || row.first?.isBlank ?? true
      joined += quotes.isMultiple(of: 2) && !hasBlank ? [0x20] + row : row
    }
    return joined
  }

  /// The rows as one, as if each had been broken inside a word or identifier.
  var joinedInWords: Bytes { reduce(into: Bytes()) { $0 += $1 } }
}

extension ConstraintViolation {
  /// Whether the text named more than the kind.
  var namesPlace: Bool { table != nil || constraint != nil || !columns.isEmpty }

  /// Whether a name has a blank here that is none there.
  func hasBlankInName(unlike other: ConstraintViolation) -> Bool {
    func blanks(_ violation: ConstraintViolation) -> Int {
      ([violation.table, violation.constraint].compactMap(\.self) + violation.columns)
        .reduce(0) { $0 + $1.utf8.count { $0 == 0x20 } }
    }
    return blanks(self) > blanks(other)
  }
}

extension UInt8 {
  /// A blank, or the colon that some logs put without blanks between the parts of a prefix.
  fileprivate var isPrefixSeparator: Bool { isBlank || self == UInt8(ascii: ":") }
}
