extension String {
  /// Whether the text holds the part, byte for byte; for short parts far quicker than `contains`.
  public func mentions(_ part: String) -> Bool { holds(part) { $0 } }

  /// Whether the text holds the part; ASCII letters are equal in both cases.
  public func mentionsIgnoringCase(_ part: String) -> Bool {
    holds(part) { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") ? $0 | 0x20 : $0 }
  }

  /// Whether the part stands anywhere, both seen through `form`.
  @inline(__always)
  private func holds(_ part: String, _ form: (UInt8) -> UInt8) -> Bool {
    let (text, part) = (contiguous, part.contiguous)
    let found = text.utf8.withContiguousStorageIfAvailable { bytes in
      part.utf8.withContiguousStorageIfAvailable { needle in
        guard let first = needle.first.map(form) else { return true }
        var start = 0
        while start + needle.count <= bytes.count {
          if form(bytes[start]) == first,
            bytes[start..<(start + needle.count)].elementsEqual(
              needle, by: { form($0) == form($1) })
          {
            return true
          }
          start += 1
        }
        return false
      }
    }
    return (found ?? nil) ?? false
  }

  /// The same text stored as one run of UTF-8, as nearly every text is already.
  private var contiguous: String {
    var text = self
    text.makeContiguousUTF8()
    return text
  }
}
