/// Names that frameworks make of checksums, so that only who knows table and columns can read them:
/// Doctrine's `UNIQ_8D93D649E7927C74`, TypeORM's `UQ_97672ac88f789774dd47f7c8be3`.
public enum HashedNames {
  /// Columns that a key is looked for among.
  private static let columnsMax = 64
  /// The shortest checksum that proves something.
  private static let digitsMin = 12

  /// The columns whose checksums, with the table's, make up a constraint's name; empty where none
  /// do. At most two for names that sum up all of them in one.
  ///
  /// Examples: `uniq_8d93d649e7927c74` of `user` among `id, email` → `email`.
  public static func columns(
    of name: String, table: String, among columns: [String]
  ) -> [String] {
    let parts = name.lowercased().split(separator: "_")
    guard parts.count == 2, ["uniq", "uq", "idx", "pk"].contains(parts[0]),
      parts[1].count >= digitsMin, parts[1].allSatisfy(\.isHexDigit)
    else { return [] }
    let columns = Array(columns.prefix(columnsMax))
    let joined = joinedChecksums(parts[1], table, columns)
    return joined.isEmpty ? digest(parts[1], table, columns) : joined
  }

  /// One CRC-32 behind the other, without leading zeros: Doctrine.
  private static func joinedChecksums(
    _ digits: Substring, _ table: String, _ columns: [String]
  ) -> [String] {
    let head = hexadecimal(crc32(table))
    guard digits.hasPrefix(head) else { return [] }
    var rest = digits.dropFirst(head.count)
    var found: [String] = []
    while !rest.isEmpty {
      let next = columns.first { column in
        !found.contains(column) && rest.hasPrefix(hexadecimal(crc32(column)))
      }
      guard let next else { return [] }
      found.append(next)
      rest = rest.dropFirst(hexadecimal(crc32(next)).count)
    }
    return found
  }

  /// The beginning of one SHA-1 over the table and its sorted columns: TypeORM.
  private static func digest(
    _ digits: Substring, _ table: String, _ columns: [String]
  ) -> [String] {
    let stem = table.split(separator: ".").joined(separator: "_")
    func fits(_ key: [String]) -> Bool {
      sha1("\(stem)_\(key.sorted().joined(separator: "_"))").hasPrefix(digits)
    }
    if let one = columns.first(where: { fits([$0]) }) { return [one] }
    for (index, first) in columns.enumerated() {
      for second in columns[(index + 1)...] where fits([first, second]) { return [first, second] }
    }
    return []
  }

  private static func hexadecimal(_ value: UInt32) -> String { String(value, radix: 16) }

  static func crc32(_ text: String) -> UInt32 {
    var value = UInt32.max
    for byte in text.utf8 {
      value ^= UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
    return ~value
  }

  /// Not for security: the names that are compared were made so.
  static func sha1(_ text: String) -> String {
    var message = Array(text.utf8)
    let bits = UInt64(message.count) * 8
    message.append(0x80)
    while message.count % 64 != 56 { message.append(0) }
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      message.append(UInt8(truncatingIfNeeded: bits >> shift))
    }
    var state: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]
    for start in stride(from: 0, to: message.count, by: 64) {
      add(message[start..<(start + 64)], to: &state)
    }
    return state.map { value in
      let digits = hexadecimal(value)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  private static func add(_ block: ArraySlice<UInt8>, to state: inout [UInt32]) {
    var words: [UInt32] = stride(from: block.startIndex, to: block.endIndex, by: 4).map { index in
      block[index..<(index + 4)].reduce(0) { $0 << 8 | UInt32($1) }
    }
    for index in 16..<80 {
      words.append(
        rotated(words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16], by: 1))
    }
    var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
    for (index, word) in words.enumerated() {
      let (mixed, constant): (UInt32, UInt32) =
        switch index {
        case ..<20: (b & c | ~b & d, 0x5A82_7999)
        case ..<40: (b ^ c ^ d, 0x6ED9_EBA1)
        case ..<60: (b & c | b & d | c & d, 0x8F1B_BCDC)
        default: (b ^ c ^ d, 0xCA62_C1D6)
        }
      let next = rotated(a, by: 5) &+ mixed &+ e &+ constant &+ word
      (a, b, c, d, e) = (next, a, rotated(b, by: 30), c, d)
    }
    for (index, value) in [a, b, c, d, e].enumerated() { state[index] &+= value }
  }

  private static func rotated(_ value: UInt32, by bits: UInt32) -> UInt32 {
    value << bits | value >> (32 - bits)
  }
}
