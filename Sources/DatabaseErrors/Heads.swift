/// The words with which known messages and wrappers begin, by their first four bytes.
///
/// Most words of a log begin none of them: a small table answers that first.
struct Heads: Sendable {
  static let shared = Heads()

  /// What messages and wrappers begin with.
  private var byKey: [UInt32: [Words]] = [:]
  /// Records, and the classes whose name is a code.
  private var keys: Set<UInt32> = []
  private var mayStand = [Bool](repeating: false, count: 1 << 14)
  /// The ends of wordings that begin with a name.
  private(set) var headlessTails: [Words] = []

  private init() {
    for head in Driver.all.flatMap(\.recordHeads) { keys.insert(Self.key(Bytes(head))) }
    let wrappers = Driver.all.flatMap { $0.wrappers.map(\.template) }.filter { !$0.head.isEmpty }
    for template in Dialect.all.flatMap({ $0.messages.map(\.template) }) + wrappers {
      if template.head.count >= 4 {
        let key = Self.key(template.head.bytes[...])
        if byKey[key]?.contains(template.head) != true {
          byKey[key, default: []].append(template.head)
        }
      } else if template.tail.count >= 4, !headlessTails.contains(template.tail) {
        headlessTails.append(template.tail)
      }
    }
    keys.formUnion(byKey.keys)
    for key in keys { mayStand[Self.slot(key)] = true }
  }

  /// Whether the first bytes of a known beginning stand at the start of the text.
  func mayBegin(_ text: Bytes) -> Bool {
    guard text.count >= 4 else { return false }
    let key = Self.key(text)
    return mayStand[Self.slot(key)] && keys.contains(key)
  }

  /// Whether the whole of a known beginning stands at the start of the text.
  func begin(_ text: Bytes) -> Bool {
    guard text.count >= 4 else { return false }
    let key = Self.key(text)
    guard mayStand[Self.slot(key)], let heads = byKey[key] else { return false }
    return heads.contains { $0.end(in: text, at: text.startIndex) != nil }
  }

  /// Where known beginnings stand in a line, each at the start of a word.
  func positions(in line: Bytes, max countMax: Int) -> [Int] {
    var positions: [Int] = []
    var before: UInt8 = 0x20
    for index in line.indices.dropLast(3) {
      let byte = line[index]
      let startsWord = !before.isWordPart || byte >= 0x80
      before = byte
      guard startsWord, !byte.isBlank, begin(line[index...]) else { continue }
      positions.append(index)
      if positions.count == countMax { break }
    }
    return positions
  }

  private static func key(_ text: Bytes) -> UInt32 {
    text.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1.isBlank ? 0x20 : $1.folded) }
  }

  private static func slot(_ key: UInt32) -> Int { Int((key &* 0x9E37_79B1) >> 18) }
}

extension UInt8 {
  /// ASCII letters and digits, of which words are made.
  fileprivate var isWordPart: Bool { isLetter || isDigit }
}
