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
}
