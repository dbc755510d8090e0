/// Which pairs of neighbouring bytes a text holds, as a set that can err towards yes: a quick test
/// whether words can stand in it at all. Letter case and the number of blanks do not count.
struct Bigrams: Sendable, Hashable {
  private var bits = SIMD16<UInt64>(repeating: 0)

  init(_ bytes: some Sequence<UInt8>) {
    var before: UInt8?
    for byte in bytes {
      let next = byte.isBlank ? 0x20 : byte.folded
      if next == 0x20, before == 0x20 { continue }
      if let before { insert(before, next) }
      before = next
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
