#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension String {
  /// Whether the text holds the part, byte for byte; far quicker than `contains`, also in a build
  /// without optimisation. A checkout is searched for many parts in turn.
  public func mentions(_ part: String) -> Bool {
    withBytes { text in
      part.withBytes { part in
        guard let first = part.first, let wanted = part.baseAddress else { return true }
        var rest = text[...]
        while rest.count >= part.count,
          let start = text.baseAddress.map({ $0 + rest.startIndex }),
          let found = memchr(start, Int32(first), rest.count - part.count + 1)
        {
          if memcmp(found, wanted, part.count) == 0 { return true }
          rest = rest.dropFirst(UnsafeRawPointer(found) - UnsafeRawPointer(start) + 1)
        }
        return false
      }
    }
  }

  /// Whether the text holds the part; ASCII letters are equal in both cases.
  public func mentionsIgnoringCase(_ part: String) -> Bool {
    func form(_ byte: UInt8) -> UInt8 {
      byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }
    return withBytes { bytes in
      part.withBytes { needle in
        guard let first = needle.first.map(form) else { return true }
        var start = 0
        while start + needle.count <= bytes.count {
          if form(bytes[start]) == first {
            var length = 1
            while length < needle.count, form(bytes[start + length]) == form(needle[length]) {
              length += 1
            }
            if length == needle.count { return true }
          }
          start += 1
        }
        return false
      }
    }
  }
}

extension StringProtocol {
  /// Calls the body with the text's UTF-8 as one run, as nearly every text is stored already.
  @inlinable
  public func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    utf8.withContiguousStorageIfAvailable(body) ?? Array(utf8).withUnsafeBufferPointer(body)
  }

  /// Whether the text holds the ASCII character.
  public func contains(ascii character: Unicode.Scalar) -> Bool {
    withBytes { bytes in
      guard let start = bytes.baseAddress else { return false }
      return memchr(start, Int32(UInt8(ascii: character)), bytes.count) != nil
    }
  }

  /// The parts between the ASCII characters, without empty ones: a split that looks for no
  /// boundaries of characters, which cost more than all else of it.
  public func parts(between character: Unicode.Scalar) -> [Substring] {
    let byte = UInt8(ascii: character)
    let text = Substring(self)
    var parts: [Substring] = []
    withBytes { bytes in
      var start = 0
      for end in 0...bytes.count where end == bytes.count || bytes[end] == byte {
        if end > start { parts.append(text.slice(ofBytes: start..<end)) }
        start = end + 1
      }
    }
    return parts
  }

  /// What stands behind the last of the ASCII characters; all of it without one.
  public func part(behindLast character: Unicode.Scalar) -> Substring {
    let byte = UInt8(ascii: character)
    let text = Substring(self)
    return withBytes { bytes in
      guard let last = bytes.lastIndex(of: byte) else { return text }
      return text.slice(ofBytes: (last + 1)..<bytes.count)
    }
  }
}

extension Substring {
  /// The bytes, which begin and end no character in its middle.
  fileprivate func slice(ofBytes bytes: Range<Int>) -> Substring {
    let start = utf8.index(startIndex, offsetBy: bytes.lowerBound)
    return Substring(utf8[start..<utf8.index(start, offsetBy: bytes.count)])
  }
}

extension UInt8 {
  /// Whether it is one of `a` to `z`, as nearly all bytes of names are.
  @inlinable public var isLowerCaseLetter: Bool { self &- UInt8(ascii: "a") < 26 }
}
