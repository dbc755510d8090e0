/// Which pairs of neighbouring bytes a text holds, as a set that can err towards yes: a quick test
/// whether words can stand in it at all. Letter case and the number of blanks do not count.
struct Bigrams: Sendable, Hashable {
  private var bits = SIMD16<UInt64>(repeating: 0)

  init() {}

  init(_ text: Bytes) {
    // Byte for byte in memory: a vector would be loaded and stored whole for each pair.
    withUnsafeMutableBytes(of: &bits) { bits in
      guard var before = text.first?.plain else { return }
      for byte in text.dropFirst() {
        let next = byte.plain
        if next != 0x20 || before != 0x20 {
          let place = Self.place(before, next)
          bits[place >> 3] |= 1 << UInt8(place & 7)
        }
        before = next
      }
    }
  }

  /// One of 1024; the factor spreads neighbouring letters.
  private static func place(_ first: UInt8, _ second: UInt8) -> Int {
    (Int(first) &* 131 &+ Int(second)) & 1023
  }

  mutating func formUnion(_ other: Bigrams) { bits |= other.bits }

  func isSubset(of other: Bigrams) -> Bool { bits & other.bits == bits }
}
