/// All messages of all dialects by their first or last bytes, so that a text meets the few that can
/// fit.
struct MessageIndex: Sendable {
  /// Shared, since a dialect is large and candidates are many.
  final class Entry: Sendable {
    let dialect: Dialect
    let message: Message
    /// The dialect's.
    let hasLabelledLines: Bool
    /// The place in the order of trial.
    let rank: Int

    init(dialect: Dialect, message: Message, rank: Int) {
      self.dialect = dialect
      self.message = message
      hasLabelledLines = dialect.hasLabelledLines
      self.rank = rank
    }
  }

  static let shared = MessageIndex(Dialect.all)

  private var byHead: [UInt32: [Entry]] = [:]
  /// Wordings that begin with a name, by their last bytes; where those are few, by the last one.
  private var byTail: [UInt32: [Entry]] = [:]
  private var byLastByte: [[Entry]] = Array(repeating: [], count: 256)

  init(_ dialects: [Dialect]) {
    var rank = 0
    for dialect in dialects {
      for message in dialect.messages {
        let entry = Entry(dialect: dialect, message: message, rank: rank)
        rank += 1
        if let key = Self.key(of: message.template.head.bytes[...]) {
          byHead[key, default: []].append(entry)
        } else if let key = Self.tailKey(of: message.template.tail.bytes[...]) {
          byTail[key, default: []].append(entry)
        } else {
          byLastByte[Int(message.template.tail.bytes.last ?? 0)].append(entry)
        }
      }
    }
  }

  /// The messages that may fit, in the order of trial. `primary` is the text without the lines that
  /// follow a message of PostgreSQL.
  func candidates(for text: Bytes, primary: Bytes) -> [Entry] {
    let keyed = Self.key(of: text).flatMap { byHead[$0] }?.filter {
      $0.message.template.head.end(in: text, at: text.startIndex) != nil
    }
    // Most texts are one line, and all of it is primary.
    guard text.count != primary.count else {
      return (keyed ?? []) + headless(endingAs: text) { _ in true }.sorted { $0.rank < $1.rank }
    }
    var others = headless(endingAs: text) { !$0.hasLabelledLines }
    others += headless(endingAs: primary) { $0.hasLabelledLines }
    if text.last?.folded == primary.last?.folded { others.sort { $0.rank < $1.rank } }
    return (keyed ?? []) + others
  }

  /// Those of the wordings that begin with a name whose last words end the text.
  private func headless(endingAs text: Bytes, where isWanted: (Entry) -> Bool) -> [Entry] {
    let entries =
      byLastByte[Int(text.last?.folded ?? 0)]
      + (Self.tailKey(of: text).flatMap { byTail[$0] } ?? [])
    return entries.filter {
      isWanted($0) && $0.message.template.tail.start(in: text, before: text.endIndex) != nil
    }
  }

  /// The last four bytes as `Words` compare them, runs of blanks as one; `nil` of a shorter text.
  private static func tailKey(of text: Bytes) -> UInt32? {
    var (key, count): (UInt32, UInt32) = (0, 0)
    for byte in text.reversed() {
      let plain = byte.plain
      if plain == 0x20, count > 0, key >> (8 * (count - 1)) == 0x20 { continue }
      guard count < 4 else { break }
      key |= UInt32(plain) << (8 * count)
      count += 1
    }
    return count == 4 ? key : nil
  }

  private static func key(of text: Bytes) -> UInt32? {
    guard text.count >= 4 else { return nil }
    return text.prefix(4).reduce(0) { $0 << 8 | UInt32($1.isBlank ? 0x20 : $1.folded) }
  }
}
