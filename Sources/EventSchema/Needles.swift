/// Texts that are looked for together, byte for byte: one pass over a text finds which of them it
/// holds, however many they are.
///
/// Each has a group, so that a question such as "which runtimes' marks are there?" is one search.
public struct Needles: Sendable {
  private struct Needle: Sendable {
    let bytes: [UInt8]
    let group: Int

    func stands(in text: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
      text.count - start >= bytes.count
        && bytes.indices.allSatisfy { bytes[$0] == text[start + $0] }
    }
  }

  private let groupCount: Int
  /// As many bytes as the shortest has, up to four: those that a place is judged by.
  private let keyBytes: Int
  private let needlesByKey: [UInt32: [Needle]]
  /// One bit for each slot: whether a needle may begin with a key of it. Most places of a text end
  /// here.
  private let mayBegin: [UInt64]

  /// - Parameter groups: Empty texts are left out.
  public init(groups: [[String]]) {
    let needles = groups.enumerated().flatMap { group, texts in
      texts.filter { !$0.isEmpty }.map { Needle(bytes: Array($0.utf8), group: group) }
    }
    let keyBytes = min(4, needles.map(\.bytes.count).min() ?? 4)
    groupCount = groups.count
    self.keyBytes = keyBytes
    needlesByKey = Dictionary(grouping: needles) { needle in
      needle.bytes.prefix(keyBytes).reduce(0) { $0 << 8 | UInt32($1) }
    }
    var mayBegin = [UInt64](repeating: 0, count: Self.slotCount / 64)
    for key in needlesByKey.keys {
      let slot = Self.slot(key)
      mayBegin[slot >> 6] |= 1 << UInt64(slot & 63)
    }
    self.mayBegin = mayBegin
  }

  public init(_ needles: [String]) { self.init(groups: [needles]) }

  /// Whether any of them stands in the text.
  public func stand(in text: some StringProtocol) -> Bool {
    var isThere = false
    search(text) { _ in
      isThere = true
      return false
    }
    return isThere
  }

  /// For each group whether one of its needles stands in the text.
  public func groups(in text: some StringProtocol) -> [Bool] {
    var found = [Bool](repeating: false, count: groupCount)
    var missing = groupCount
    search(text) { group in
      if !found[group] { missing -= 1 }
      found[group] = true
      return missing > 0
    }
    return found
  }

  /// Calls `isWanted` with the group of each needle that it finds, until that wants no more.
  private func search(_ text: some StringProtocol, _ isWanted: (Int) -> Bool) {
    let isDone: Void? = text.utf8.withContiguousStorageIfAvailable { search($0, isWanted) }
    if isDone == nil { Array(text.utf8).withUnsafeBufferPointer { search($0, isWanted) } }
  }

  private func search(_ bytes: UnsafeBufferPointer<UInt8>, _ isWanted: (Int) -> Bool) {
    guard bytes.count >= keyBytes, !needlesByKey.isEmpty else { return }
    let mask = UInt32.max >> UInt32(32 - 8 * keyBytes)
    // Asked of the array for each byte, its memory would be counted for each byte.
    mayBegin.withUnsafeBufferPointer { mayBegin in
      var key: UInt32 = 0
      for index in bytes.indices {
        key = key << 8 | UInt32(bytes[index])
        let slot = Self.slot(key & mask)
        guard mayBegin[slot >> 6] & 1 << UInt64(slot & 63) != 0, index + 1 >= keyBytes,
          let candidates = needlesByKey[key & mask]
        else { continue }
        let start = index + 1 - keyBytes
        for needle in candidates where needle.stands(in: bytes, at: start) {
          guard isWanted(needle.group) else { return }
        }
      }
    }
  }

  private static let slotBits: UInt32 = 14
  private static let slotCount = 1 << Int(slotBits)

  private static func slot(_ key: UInt32) -> Int {
    Int((key &* 0x9E37_79B1) >> (32 - slotBits))
  }
}
