/// UTF-8 text that is being read. A slice of the message: cheap to narrow from both ends.
typealias Bytes = ArraySlice<UInt8>

extension Bytes {
  init(_ text: String) { self = Array(text.utf8)[...] }

  var string: String { String(decoding: self, as: UTF8.self) }

  /// Without blanks, tabs, line feeds and carriage returns at both ends.
  var trimmed: Bytes {
    var slice = self
    while let byte = slice.first, byte.isBlank { slice.removeFirst() }
    while let byte = slice.last, byte.isBlank { slice.removeLast() }
    return slice
  }

  /// Whether the words stand at `index`, the case of ASCII letters aside.
  func has(_ words: [UInt8], at index: Index) -> Bool {
    guard index >= startIndex, endIndex - index >= words.count else { return false }
    for offset in 0..<words.count where self[index + offset].folded != words[offset].folded {
      return false
    }
    return true
  }

  func hasPrefix(_ words: [UInt8]) -> Bool { has(words, at: startIndex) }

  func hasSuffix(_ words: [UInt8]) -> Bool { has(words, at: endIndex - words.count) }

  /// Where the words stand for the first time at or after `start`.
  func firstIndex(of words: [UInt8], from start: Index) -> Index? {
    guard let first = words.first?.folded, start >= startIndex, endIndex - start >= words.count
    else { return nil }
    let last = endIndex - words.count
    let base = startIndex
    return withUnsafeBufferPointer { bytes in
      for index in start...last where bytes[index - base].folded == first {
        if has(words, at: index) { return index }
      }
      return nil
    }
  }

  /// Where the words stand for the last time at or after `start`.
  func lastIndex(of words: [UInt8], from start: Index) -> Index? {
    guard let first = words.first?.folded, start >= startIndex, endIndex - start >= words.count
    else { return nil }
    let last = endIndex - words.count
    let base = startIndex
    return withUnsafeBufferPointer { bytes in
      for index in (start...last).reversed() where bytes[index - base].folded == first {
        if has(words, at: index) { return index }
      }
      return nil
    }
  }

  /// Split at the words; the whole as one element when they do not occur.
  func split(at words: [UInt8]) -> [Bytes] {
    var parts: [Bytes] = []
    var start = startIndex
    while let index = firstIndex(of: words, from: start) {
      parts.append(self[start..<index])
      start = index + words.count
    }
    parts.append(self[start...])
    return parts
  }
}

extension UInt8 {
  /// Lower case for ASCII letters, itself for every other byte.
  var folded: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }

  /// Folded, and a blank for everything that counts as one.
  var plain: UInt8 { isBlank ? 0x20 : folded }

  var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
  var isLineFeed: Bool { self == 0x0A }
  var isDigit: Bool { (0x30...0x39).contains(self) }
  var isUpper: Bool { (0x41...0x5A).contains(self) }
  var isLetter: Bool { (0x61...0x7A).contains(folded) }
  /// Part of an unquoted identifier: letters, digits, `_`, `$` and everything beyond ASCII.
  var isIdentifier: Bool {
    isLetter || isDigit || self == UInt8(ascii: "_") || self == UInt8(ascii: "$") || self >= 0x80
  }
}
