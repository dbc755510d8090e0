extension Event {
  /// An event id as 32 lower-case hexadecimal digits, from that form or a UUID with its dashes;
  /// `nil` for anything else.
  public static func normalisedID(_ text: String) -> String? {
    let utf8 = text.utf8
    guard utf8.count == 32 || utf8.count == 36 else { return nil }
    var digits: [UInt8] = []
    digits.reserveCapacity(32)
    for (index, byte) in utf8.enumerated() {
      if utf8.count == 36, index == 8 || index == 13 || index == 18 || index == 23 {
        guard byte == UInt8(ascii: "-") else { return nil }
      } else {
        guard hexadecimalValue(byte) != nil else { return nil }
        // Sets the bit that tells `a` from `A`; digits have it.
        digits.append(byte | 0x20)
      }
    }
    return String(decoding: digits, as: UTF8.self)
  }
}
