/// The words of a message with `{holes}`: `Duplicate entry '{values}' for key '{key}'`.
///
/// It matches a text from its first byte to its last, the case of ASCII letters and the number of
/// blanks between words aside. A name ends where the next words stand for the first time. A value
/// may be anything, other messages included, so it ends where the next words stand for the last
/// time: what somebody typed cannot decide which constraint is reported. `{{` stands for a brace.
/// Linear in the text's length for each hole.
///
/// A class, since templates are many and are passed around for every text.
final class MessageTemplate: Sendable, Hashable {
  enum Segment: Sendable, Hashable {
    case words(Words)
    case hole(Hole)
  }

  let pattern: String
  let segments: [Segment]
  /// The words before the first hole.
  let head: Words
  /// The words after the last hole.
  let tail: Words
  /// Names in braces that are no `Hole`; the tests demand none.
  let unknownHoles: [String]

  init(_ pattern: String) {
    self.pattern = pattern
    var segments: [Segment] = []
    var unknown: [String] = []
    var words: [UInt8] = []
    var rest = Bytes(pattern)
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "{") else {
        words.append(byte)
        continue
      }
      guard rest.first != UInt8(ascii: "{"), let close = rest.firstIndex(of: UInt8(ascii: "}"))
      else {
        words.append(byte)
        rest = rest.dropFirst()
        continue
      }
      let name = rest[..<close].string
      rest = rest[(close + 1)...]
      if !words.isEmpty { segments.append(.words(Words(words))) }
      words = []
      if let hole = Hole(rawValue: name) {
        segments.append(.hole(hole))
      } else {
        unknown.append(name)
      }
    }
    if !words.isEmpty { segments.append(.words(Words(words))) }
    self.segments = segments
    head = if case .words(let words)? = segments.first { words } else { Words([]) }
    tail = if case .words(let words)? = segments.last { words } else { Words([]) }
    unknownHoles = unknown
  }

  static func == (one: MessageTemplate, other: MessageTemplate) -> Bool {
    one.pattern == other.pattern
  }

  func hash(into hasher: inout Hasher) { hasher.combine(pattern) }

  /// Whether the text has the words at both ends; a quick test before `match` for whole texts.
  func hasEnds(of text: Bytes) -> Bool {
    head.end(in: text, at: text.startIndex) != nil
      && tail.start(in: text, before: text.endIndex) != nil
  }

  /// Pairs of bytes that every text of this form holds.
  var bigrams: Bigrams {
    var all = Bigrams()
    for case .words(let words) in segments { all.formUnion(Bigrams(words.bytes[...])) }
    return all
  }

  /// What the holes stand for in this text.
  struct Match: Sendable {
    var holes: [(hole: Hole, text: Bytes)] = []
    /// The text stops inside a hole; that hole and those behind it are not among `holes`.
    var isTruncated = false

    subscript(hole: Hole) -> Bytes? { holes.first { $0.hole == hole }?.text }
  }

  /// `nil` when the text is not of this form.
  func match(_ text: Bytes) -> Match? {
    guard head.end(in: text, at: text.startIndex) != nil else { return nil }
    var reading = Reading(
      text: text, start: text.startIndex, end: text.endIndex, high: segments.count)
    guard readForward(&reading), readBackward(&reading) else { return nil }
    for (hole, text) in reading.match.holes where !hole.accepts(text) { return nil }
    return reading.match
  }

  /// Whether the text ends inside the first hole that may hold anything, which nothing closes.
  func isOpen(in text: Bytes) -> Bool {
    guard head.count >= Self.openHeadBytesMin, head.end(in: text, at: text.startIndex) != nil
    else { return false }
    var reading = Reading(
      text: text, start: text.startIndex, end: text.endIndex, high: segments.count)
    guard readForward(&reading), !reading.match.isTruncated, reading.low + 1 < reading.high,
      case .words(let next) = segments[reading.low + 1]
    else { return false }
    return next.first(in: text, from: reading.start) == nil
  }

  /// Shorter beginnings are those of many texts.
  private static let openHeadBytesMin = 5

  /// `text[start..<end]` is still to be matched by `segments[low..<high]`.
  private struct Reading {
    let text: Bytes
    var start: Int
    var end: Int
    var low = 0
    var high: Int
    var wordsCount = 0
    var match = Match()
  }

  /// From the left up to the first hole that may hold anything.
  private func readForward(_ reading: inout Reading) -> Bool {
    while reading.low < reading.high {
      switch segments[reading.low] {
      case .words(let words):
        guard let end = words.end(in: reading.text, at: reading.start) else { return false }
        reading.start = end
        reading.wordsCount += words.count
      case .hole(let hole):
        guard hole.extent != .upToLast else { return true }
        guard let end = end(of: hole, reading) else { return truncated(&reading) }
        let text = reading.text[reading.start..<end]
        guard hole.accepts(text) else { return false }
        reading.match.holes.append((hole, text))
        reading.start = end
      }
      reading.low += 1
    }
    return reading.start == reading.end
  }

  private func end(of hole: Hole, _ reading: Reading) -> Int? {
    guard reading.low + 1 < reading.high else { return reading.end }
    if hole.extent == .balanced {
      let rest = reading.text[reading.start...]
      return hole == .document ? rest.endOfDocument : rest.endOfList
    }
    guard case .words(let next) = segments[reading.low + 1] else { return nil }
    let limit = min(reading.text.endIndex, reading.start + hole.bytesMax + next.count)
    let first = next.first(in: reading.text[..<limit], from: reading.start)?.lowerBound
    // A name with quotation marks inside ends where the whole text does.
    guard hole == .constraint, reading.low + 2 == segments.count, first != nil,
      let last = next.start(in: reading.text, before: reading.text.endIndex),
      last > reading.start, reading.text[reading.start..<last].quotesWords
    else { return first }
    return last
  }

  /// From the right down to the hole at `low`, which gets what is left.
  private func readBackward(_ reading: inout Reading) -> Bool {
    guard reading.low < reading.high, case .hole(let open) = segments[reading.low] else {
      return true
    }
    guard !reading.match.isTruncated else { return true }
    var behind: [(Hole, Bytes)] = []
    while reading.high - 1 > reading.low {
      switch segments[reading.high - 1] {
      case .words(let words):
        guard let start = words.start(in: reading.text, before: reading.end),
          start >= reading.start
        else { return truncated(&reading) }
        reading.end = start
      case .hole(let hole):
        guard case .words(let before) = segments[reading.high - 2],
          let found = before.last(in: reading.text[..<reading.end], from: reading.start)
        else { return truncated(&reading) }
        behind.append((hole, reading.text[found.upperBound..<reading.end]))
        reading.end = found.upperBound
      }
      reading.high -= 1
    }
    reading.match.holes.append((open, reading.text[reading.start..<reading.end]))
    reading.match.holes += behind.reversed()
    return true
  }

  /// Accepts a text that was cut inside the hole at `low`: enough words stand before it and nothing
  /// in the rest could close it.
  private func truncated(_ reading: inout Reading) -> Bool {
    guard reading.wordsCount >= Self.truncatedWordsMin, reading.low + 1 < segments.count,
      case .words(let next) = segments[reading.low + 1], let close = next.bytes.first,
      !close.isBlank,
      !reading.text[reading.start...].contains(close)
    else { return false }
    reading.match.isTruncated = true
    return true
  }

  /// Bytes of fixed words after which a cut text is still recognised.
  private static let truncatedWordsMin = 16
}

extension Bytes {
  /// Whether each quotation mark inside opens or closes a word of a name, as in `boats "no" key`,
  /// and does not part the name from other text.
  fileprivate var quotesWords: Bool {
    var isOpen = false
    for index in indices where self[index] == UInt8(ascii: "\"") {
      let beside = isOpen ? self[(index + 1)...].first : self[..<index].last
      guard beside?.isBlank ?? true else { return false }
      isOpen.toggle()
    }
    return !isOpen
  }

  /// Where the parenthesis closes that was open before this text; quoted names are skipped.
  var endOfList: Int? {
    var depth = 0
    var quote: UInt8?
    for index in indices {
      let byte = self[index]
      if let open = quote {
        if byte == open { quote = nil }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "`"), UInt8(ascii: "'"): quote = byte
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        if depth == 0 { return index }
        depth -= 1
      default: break
      }
    }
    return nil
  }
}
