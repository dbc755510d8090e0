/// Which pairs of neighbouring bytes a text holds, as a set that can err towards yes: a quick test
/// whether words can stand in it at all. Letter case and the number of blanks do not count.
struct Bigrams: Sendable, Hashable {
  private var bits = SIMD16<UInt64>(repeating: 0)

  init() {}

  init(_ text: Bytes) {
    text.withUnsafeBufferPointer { bytes in
      guard var before = bytes.first?.plain else { return }
      for byte in bytes.dropFirst() {
        let next = byte.plain
        if next != 0x20 || before != 0x20 { insert(before, next) }
        before = next
      }
    }
  }

  private mutating func insert(_ first: UInt8, _ second: UInt8) {
    // 1024 places; the factor spreads neighbouring letters.
    let place = (Int(first) &* 131 &+ Int(second)) & 1023
    bits[place >> 6] |= 1 << UInt64(place & 63)
  }

  mutating func formUnion(_ other: Bigrams) { bits |= other.bits }

  func isSubset(of other: Bigrams) -> Bool { bits & other.bits == bits }
}
