/// Some signs, in any order: compared with others in one step, however many they are.
struct SignSet: Sendable, Hashable {
  /// One bit for each sign; there are fewer than 256 of them, since their numbers are bytes.
  private var bits = SIMD4<UInt64>()

  init() {}

  init(_ signs: [Sign]) {
    for sign in signs { insert(sign) }
  }

  mutating func insert(_ sign: Sign) {
    let place = Int(sign.rawValue)
    bits[place >> 6] |= 1 << UInt64(place & 63)
  }

  func contains(_ sign: Sign) -> Bool {
    let place = Int(sign.rawValue)
    return bits[place >> 6] & 1 << UInt64(place & 63) != 0
  }

  func isSubset(of other: SignSet) -> Bool { bits & other.bits == bits }

  func isDisjoint(with other: SignSet) -> Bool { bits & other.bits == .zero }
}
