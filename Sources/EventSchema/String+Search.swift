extension String {
  /// Whether the text holds the part, byte for byte; for short parts far quicker than `contains`.
  public func mentions(_ part: StaticString) -> Bool {
    let needle = UnsafeBufferPointer(start: part.utf8Start, count: part.utf8CodeUnitCount)
    guard let first = needle.first else { return true }
    let found = utf8.withContiguousStorageIfAvailable { bytes in
      var start = 0
      while start + needle.count <= bytes.count {
        if bytes[start] == first,
          bytes[start..<(start + needle.count)].elementsEqual(needle)
        {
          return true
        }
        start += 1
      }
      return false
    }
    return found ?? false
  }

  /// Whether the text holds the part; ASCII letters are equal in both cases.
  public func mentionsIgnoringCase(_ part: String) -> Bool {
    let found = utf8.withContiguousStorageIfAvailable { bytes in
      part.utf8.withContiguousStorageIfAvailable { needle in
        guard let first = needle.first.map(folded) else { return true }
        var start = 0
        while start + needle.count <= bytes.count {
          if folded(bytes[start]) == first,
            bytes[start..<(start + needle.count)].elementsEqual(
              needle, by: { folded($0) == folded($1) })
          {
            return true
          }
          start += 1
        }
        return false
      }
    }
    // A text that is not stored as one run of UTF-8 is rare; then it may.
    return (found ?? nil) ?? true
  }
}

private func folded(_ byte: UInt8) -> UInt8 {
  byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
}
