extension JSONReader {
  /// The next value's text; `nil` for what is no string.
  mutating func string() -> String? {
    guard token() == UInt8(ascii: "\"") else {
      skip()
      return nil
    }
    return rawString()?.decoded
  }

  /// The next value as an integer, also when it was written with a fraction of zero.
  mutating func integer() -> Int? {
    guard isAtNumber else {
      skip()
      return nil
    }
    return scalar().integer.flatMap { Int(exactly: $0) }
  }

  mutating func bool() -> Bool? {
    guard let byte = token(), byte == UInt8(ascii: "t") || byte == UInt8(ascii: "f") else {
      skip()
      return nil
    }
    return scalar().bool
  }

  private var isAtNumber: Bool {
    mutating get {
      guard let byte = token() else { return false }
      return byte == UInt8(ascii: "-") || isDigit(byte)
    }
  }

  /// The next value whole, whatever it is.
  mutating func value() -> JSON {
    switch token() {
    case UInt8(ascii: "{"): .object(members())
    case UInt8(ascii: "["): .array(elements())
    case UInt8(ascii: "\""): rawString().map { .string($0.decoded) } ?? .null
    default: scalar()
    }
  }

  /// The next value's members; empty for what is no object.
  mutating func members() -> [JSON.Member] {
    guard enterObject() else { return [] }
    var members: [JSON.Member] = []
    while let name = nextName() { members.append(JSON.Member(name.decoded, value())) }
    return members
  }

  private mutating func elements() -> [JSON] {
    guard enterArray() else { return [] }
    var elements: [JSON] = []
    while nextElement() { elements.append(value()) }
    return elements
  }

  // MARK: Scalars

  /// A number, `true`, `false` or `null`. The bare words that Python and JavaScript write for
  /// numbers outside JSON are taken as `null`.
  mutating func scalar() -> JSON {
    switch token() {
    case UInt8(ascii: "t"): literal("true", .bool(true))
    case UInt8(ascii: "f"): literal("false", .bool(false))
    case UInt8(ascii: "n"): literal("null", .null)
    case UInt8(ascii: "N"): literal("NaN", .null)
    case UInt8(ascii: "I"): literal("Infinity", .null)
    case UInt8(ascii: "-") where byte(at: position + 1) == UInt8(ascii: "I"):
      literal("-Infinity", .null)
    case let byte? where byte == UInt8(ascii: "-") || isDigit(byte): number()
    case nil: unexpected("the text ends where a value is expected")
    default: unexpected("no value begins like this")
    }
  }

  private mutating func unexpected(_ reason: String) -> JSON {
    fail(reason)
    return .null
  }

  private mutating func literal(_ word: StaticString, _ value: JSON) -> JSON {
    for index in 0..<word.utf8CodeUnitCount
    where byte(at: position + index) != word.utf8Start[index] {
      return unexpected("no value begins like this")
    }
    position += word.utf8CodeUnitCount
    return value
  }

  private mutating func number() -> JSON {
    let start = position
    let isNegative = byte(at: position) == UInt8(ascii: "-")
    if isNegative { position += 1 }
    var decimal = Decimal()
    let leading = byte(at: position)
    guard digits(into: &decimal) else { return unexpected("a digit is expected in a number") }
    if leading == UInt8(ascii: "0"), decimal.digitCount > 1 {
      return unexpected("a number begins with a needless zero")
    }
    var isInteger = true
    if byte(at: position) == UInt8(ascii: ".") {
      isInteger = false
      position += 1
      let whole = decimal.digitCount
      guard digits(into: &decimal) else { return unexpected("a digit is expected in a number") }
      decimal.exponent = whole - decimal.digitCount
    }
    if byte(at: position) == UInt8(ascii: "e") || byte(at: position) == UInt8(ascii: "E") {
      isInteger = false
      guard skipExponent() else { return unexpected("a digit is expected in a number") }
      decimal.isExact = false
    }
    if isInteger, let integer = decimal.integer(isNegative: isNegative) { return .integer(integer) }
    let number = decimal.double(isNegative: isNegative) ?? Double(textOfNumber(from: start)) ?? .nan
    // Beyond what a Double holds there is no number to give.
    return number.isFinite ? .number(number) : .null
  }

  private func textOfNumber(from start: Int) -> String {
    String(decoding: text(from: start), as: UTF8.self)
  }

  private mutating func digits(into decimal: inout Decimal) -> Bool {
    let start = position
    while let byte = byte(at: position), isDigit(byte) {
      decimal.append(byte &- UInt8(ascii: "0"))
      position += 1
    }
    return position > start
  }

  private mutating func skipExponent() -> Bool {
    position += 1
    if byte(at: position) == UInt8(ascii: "+") || byte(at: position) == UInt8(ascii: "-") {
      position += 1
    }
    let start = position
    while let byte = byte(at: position), isDigit(byte) { position += 1 }
    return position > start
  }

  /// The digits of a number while they fit 64 bits: enough for integers and times.
  private struct Decimal {
    var magnitude: UInt64 = 0
    var digitCount = 0
    var exponent = 0
    var isExact = true

    mutating func append(_ digit: UInt8) {
      digitCount += 1
      let (product, tooLarge) = magnitude.multipliedReportingOverflow(by: 10)
      let (sum, overflow) = product.addingReportingOverflow(UInt64(digit))
      if tooLarge || overflow { isExact = false }
      magnitude = sum
    }

    func integer(isNegative: Bool) -> Int64? {
      guard isExact else { return nil }
      guard isNegative else { return Int64(exactly: magnitude) }
      return magnitude == Int64.min.magnitude ? .min : Int64(exactly: magnitude).map { -$0 }
    }

    /// The correctly rounded value where one division suffices for it: a magnitude and a power of
    /// ten that a Double holds exactly.
    func double(isNegative: Bool) -> Double? {
      guard isExact, magnitude <= 1 << 53, -22...0 ~= exponent else { return nil }
      let value = Double(magnitude) / Decimal.powersOfTen[-exponent]
      return isNegative ? -value : value
    }

    private static let powersOfTen: [Double] = [
      1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
      1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]
  }
}

extension JSONReader.RawString {
  /// The text with its escapes resolved. What is no UTF-8, half a surrogate pair and U+0000 (which
  /// databases refuse) become U+FFFD.
  var decoded: String {
    guard hasEscapes else { return String(decoding: bytes, as: UTF8.self) }
    // No escape is shorter than what it stands for.
    return String(unsafeUninitializedCapacity: bytes.count) { output in
      var source = 0
      var count = 0
      while source < bytes.count {
        let byte = bytes[source]
        guard byte == UInt8(ascii: "\\"), source + 1 < bytes.count else {
          output[count] = byte
          count += 1
          source += 1
          continue
        }
        let (scalar, length) = escape(at: source)
        for unit in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
          output[count] = unit
          count += 1
        }
        source += length
      }
      return count
    }
  }

  /// The character that the escape at `index` stands for, and how many bytes it is written with.
  private func escape(at index: Int) -> (Unicode.Scalar, Int) {
    switch bytes[index + 1] {
    case UInt8(ascii: "b"): return ("\u{8}", 2)
    case UInt8(ascii: "f"): return ("\u{C}", 2)
    case UInt8(ascii: "n"): return ("\n", 2)
    case UInt8(ascii: "r"): return ("\r", 2)
    case UInt8(ascii: "t"): return ("\t", 2)
    case UInt8(ascii: "u"): break
    case let byte: return (Unicode.Scalar(byte), 2)
    }
    let replacement: Unicode.Scalar = "\u{FFFD}"
    guard let unit = codeUnit(at: index) else { return (replacement, 2) }
    if unit >> 10 == 0xD800 >> 10, let low = codeUnit(at: index + 6), low >> 10 == 0xDC00 >> 10 {
      let value = 0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF)
      return (Unicode.Scalar(value) ?? replacement, 12)
    }
    return (unit == 0 ? replacement : Unicode.Scalar(unit) ?? replacement, 6)
  }

  /// The value of `\uXXXX` at `index`; `nil` when no such escape stands there.
  private func codeUnit(at index: Int) -> UInt32? {
    guard index + 6 <= bytes.count, bytes[index] == UInt8(ascii: "\\"),
      bytes[index + 1] == UInt8(ascii: "u")
    else { return nil }
    var value: UInt32 = 0
    for digit in bytes[index + 2..<index + 6] {
      guard let digit = hexadecimalValue(digit) else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}

@inline(__always)
func isDigit(_ byte: UInt8) -> Bool {
  byte &- UInt8(ascii: "0") < 10
}

/// The value of a hexadecimal digit in either case.
func hexadecimalValue(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
  default: nil
  }
}
