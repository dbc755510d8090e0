/// The bounds of what is read of a run.
enum OutputLimits {
  /// Reasons why tests did not run that are kept of one output.
  static let obstaclesMax = 50
  /// Lines that are read of the beginning, and as many of the end: all readers look at each.
  static let halfLines = 50_000
}

/// The lines of an output without colours, carriage returns and cursor movements; of very many the
/// first and the last, where runners say what counts.
package func outputLines(_ text: String) -> [Substring] {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.utf8.count)
  var isSequence = false
  var previous: UInt8 = 0
  for byte in text.utf8 {
    if isSequence {
      // `ESC [`, parameters, and a letter.
      let isOpening = previous == 0x1B && byte == UInt8(ascii: "[")
      isSequence = isOpening || (previous != 0x1B && !(0x40...0x7E).contains(byte))
      if previous == 0x1B, !isOpening { bytes.append(byte) }
    } else if byte == 0x1B {
      isSequence = true
    } else if byte != 0x0D {
      bytes.append(byte)
    }
    previous = byte
  }
  let lines = String(decoding: bytes, as: UTF8.self)
    .split(separator: "\n", omittingEmptySubsequences: false)
  let half = OutputLimits.halfLines
  guard lines.count > 2 * half else { return lines }
  return lines.prefix(half) + lines.suffix(half)
}

/// Without blanks at both ends.
package func trimmed(_ text: Substring) -> String {
  let start = text.drop { $0.isWhitespace }
  return start.lastIndex { !$0.isWhitespace }.map { String(start[...$0]) } ?? ""
}

extension Substring {
  /// What is between the first `start` and the next `end`.
  func part(after start: String, before end: String = "") -> Substring? {
    guard let opening = firstRange(of: start) else { return nil }
    let rest = self[opening.upperBound...]
    guard !end.isEmpty else { return rest }
    return rest.firstRange(of: end).map { rest[..<$0.lowerBound] }
  }

  /// What stands before the first `mark`; all of it without one.
  func upTo(_ mark: String) -> Substring {
    firstRange(of: mark).map { self[..<$0.lowerBound] } ?? self
  }

  /// The number before or behind a word: `3 passed`, `Failures: 2`.
  func number(before word: String) -> Int? {
    guard let place = firstRange(of: word) else { return nil }
    let digits = self[..<place.lowerBound].reversed().drop { $0 == " " }.prefix { $0.isNumber }
    return Int(String(digits.reversed()))
  }

  func number(after word: String) -> Int? {
    guard let place = firstRange(of: word) else { return nil }
    return Int(self[place.upperBound...].drop { $0 == " " }.prefix { $0.isNumber })
  }

  var indentation: Int { prefix { $0 == " " }.count }

  private func firstRange(of part: String) -> Range<Index>? {
    guard let first = part.utf8.first, !isEmpty else { return nil }
    var start = startIndex
    while let place = self.utf8[start...].firstIndex(of: first) {
      if self.utf8[place...].starts(with: part.utf8) {
        return place..<self.utf8.index(place, offsetBy: part.utf8.count)
      }
      start = self.utf8.index(after: place)
    }
    return nil
  }
}
