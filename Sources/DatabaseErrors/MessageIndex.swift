/// All messages of all dialects by their first bytes, so that a text meets the few that can fit.
struct MessageIndex: Sendable {
  /// Shared, since a dialect is large and candidates are many.
  final class Entry: Sendable {
    let dialect: Dialect
    let message: Message

    init(dialect: Dialect, message: Message) {
      self.dialect = dialect
      self.message = message
    }
  }

  static let shared = MessageIndex(Dialect.all)

  private var byHead: [UInt32: [Entry]] = [:]
  /// Wordings that begin with a name, by their last byte.
  private var headless: [[Entry]] = Array(repeating: [], count: 256)

  init(_ dialects: [Dialect]) {
    for dialect in dialects {
      for message in dialect.messages {
        let entry = Entry(dialect: dialect, message: message)
        if let key = Self.key(of: message.template.head.bytes[...]) {
          byHead[key, default: []].append(entry)
        } else {
          headless[Int(message.template.tail.bytes.last ?? 0)].append(entry)
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
    let last = text.last?.folded ?? 0
    let primaryLast = primary.last?.folded ?? 0
    var others = headless[Int(last)]
    if primaryLast != last { others += headless[Int(primaryLast)] }
    others = others.filter {
      let text = $0.dialect.hasLabelledLines ? primary : text
      return $0.message.template.tail.start(in: text, before: text.endIndex) != nil
    }
    return (keyed ?? []) + others
  }

  private static func key(of text: Bytes) -> UInt32? {
    guard text.count >= 4 else { return nil }
    return text.prefix(4).reduce(0) { $0 << 8 | UInt32($1.isBlank ? 0x20 : $1.folded) }
  }
}
