/// Reads JSON in place, value by value, without building a tree.
///
/// The caller enters an object or array and takes its members one after the other; after each name
/// it reads or skips exactly one value. A read of another type than the value has skips the value
/// and gives `nil`. The first mistake of the text ends the reading: everything after it gives
/// `nil`, so loops end by themselves, and `failure` says what was wrong.
///
/// The reader borrows the bytes; it must not outlive the closure that lends them.
struct JSONReader {
  private let bytes: UnsafeRawBufferPointer
  private var end: Int { bytes.count }
  var position = 0
  private var depth = 0
  /// Whether the next member or element is the first of its object or array.
  private var isFirst = false
  private(set) var failure: JSON.Failure?

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// A string of the text as it stands there, between its quotes.
  struct RawString {
    let bytes: UnsafeRawBufferPointer
    let hasEscapes: Bool

    /// Compares with a name in a `switch`, without making a string of what was read.
    @inline(__always)
    static func ~= (name: StaticString, raw: RawString) -> Bool {
      if raw.hasEscapes { return raw.decoded == String(describing: name) }
      guard raw.bytes.count == name.utf8CodeUnitCount else { return false }
      for index in 0..<raw.bytes.count where raw.bytes[index] != name.utf8Start[index] {
        return false
      }
      return true
    }
  }

  // MARK: Bytes

  @inline(__always)
  func byte(at index: Int) -> UInt8? {
    index < end ? bytes[index] : nil
  }

  /// The bytes from `start` to where the reader stands.
  func text(from start: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[start..<position])
  }

  /// The first byte of the next token; white space before it is passed.
  @inline(__always)
  mutating func token() -> UInt8? {
    while position < end {
      let byte = bytes[position]
      if byte > 0x20 { return byte }
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else {
        fail("a control character stands between values")
        return nil
      }
      position += 1
    }
    return nil
  }

  mutating func fail(_ reason: String) {
    if failure == nil { failure = JSON.Failure(offset: position, reason: reason) }
    position = end
  }

  /// After the outermost value: only white space may follow.
  mutating func finish() {
    if token() != nil { fail("text follows after the value") }
  }

  // MARK: Objects and arrays

  /// Opens an object. A value of another type is skipped, and the answer is no.
  mutating func enterObject() -> Bool {
    enter(UInt8(ascii: "{"))
  }

  mutating func enterArray() -> Bool {
    enter(UInt8(ascii: "["))
  }

  private mutating func enter(_ opening: UInt8) -> Bool {
    guard token() == opening else {
      skip()
      return false
    }
    guard depth < Limits.jsonDepthMax else {
      fail("nested deeper than \(Limits.jsonDepthMax) levels")
      return false
    }
    position += 1
    depth += 1
    isFirst = true
    return true
  }

  /// The name of the next member of the object that was entered; `nil` at its end.
  mutating func nextName() -> RawString? {
    guard next(closing: UInt8(ascii: "}")) else { return nil }
    guard token() == UInt8(ascii: "\"") else {
      fail("a member's name in quotes is expected")
      return nil
    }
    guard let name = rawString() else { return nil }
    guard token() == UInt8(ascii: ":") else {
      fail("a colon is expected after a member's name")
      return nil
    }
    position += 1
    return name
  }

  /// Whether the array that was entered has another element, which is then to be read.
  mutating func nextElement() -> Bool {
    next(closing: UInt8(ascii: "]"))
  }

  private mutating func next(closing: UInt8) -> Bool {
    guard let byte = token() else {
      fail("the text ends inside an object or array")
      return false
    }
    if byte == closing {
      position += 1
      depth -= 1
      isFirst = false
      return false
    }
    if isFirst {
      isFirst = false
      return true
    }
    guard byte == UInt8(ascii: ",") else {
      fail("a comma or the end of the object or array is expected")
      return false
    }
    position += 1
    if token() == closing {
      fail("a comma stands before the end of an object or array")
      return false
    }
    return true
  }

  // MARK: Strings

  /// The string at the token, which must be a quote; checked, but not decoded.
  mutating func rawString() -> RawString? {
    let start = position + 1
    position = start
    var hasEscapes = false
    while true {
      skipPlainCharacters()
      switch byte(at: position) {
      case UInt8(ascii: "\""):
        let raw = RawString(bytes: text(from: start), hasEscapes: hasEscapes)
        position += 1
        return raw
      case UInt8(ascii: "\\"):
        hasEscapes = true
        guard skipEscape() else { return nil }
      case nil:
        fail("the text ends inside a string")
        return nil
      default:
        fail("a control character stands in a string")
        return nil
      }
    }
  }

  /// Stops at a quote, a backslash, a control character or the end; eight bytes at a time.
  @inline(__always)
  private mutating func skipPlainCharacters() {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highBits: UInt64 = 0x8080_8080_8080_8080
    while position + 8 <= end {
      let word = UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      let quote = word ^ (ones &* 0x22)
      let backslash = word ^ (ones &* 0x5C)
      // A byte's high bit is set where it is zero (or, for the last term, below 0x20). A borrow can
      // only spoil bytes above the first hit, and the first is the one that counts.
      let hits =
        ((quote &- ones) & ~quote | (backslash &- ones) & ~backslash
          | (word &- (ones &* 0x20)) & ~word) & highBits
      if hits != 0 {
        position += hits.trailingZeroBitCount >> 3
        return
      }
      position += 8
    }
    while let byte = byte(at: position), byte >= 0x20, byte != 0x22, byte != 0x5C { position += 1 }
  }

  private mutating func skipEscape() -> Bool {
    switch byte(at: position + 1) {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 2
      return true
    case UInt8(ascii: "u"):
      for index in position + 2..<position + 6 {
        guard let digit = byte(at: index), hexadecimalValue(digit) != nil else {
          fail("four hexadecimal digits are expected after \\u")
          return false
        }
      }
      position += 6
      return true
    default:
      fail("an unknown escape stands in a string")
      return false
    }
  }

  // MARK: Skipping

  /// Passes one value of any type, which is checked as if it were read.
  mutating func skip() {
    switch token() {
    case UInt8(ascii: "{"):
      guard enterObject() else { return }
      while nextName() != nil { skip() }
    case UInt8(ascii: "["):
      guard enterArray() else { return }
      while nextElement() { skip() }
    case UInt8(ascii: "\""):
      _ = rawString()
    default:
      _ = scalar()
    }
  }
}
