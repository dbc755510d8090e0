/// All wrappers by the byte they begin or, when the message comes first, end with. Those that begin
/// with the message and end with another error come first: what ends the text is that error's end.
struct WrapperIndex: Sendable {
  static let shared = WrapperIndex(Driver.all)

  private var byFirstByte: [[Candidate]] = Array(repeating: [], count: 256)
  private var byLastByte: [[Candidate]] = Array(repeating: [], count: 256)
  private var nesting: [Candidate] = []
  /// Those that begin with a class, a number or a code, by the bytes that can begin one.
  private var headless: [[Candidate]] = Array(repeating: [], count: 256)
  /// Those that put something behind the message without a mark at the end. A value can hold what
  /// they look for, so that they count only when the message before it can be read.
  private let openEnded: [Candidate]

  init(_ drivers: [Driver]) {
    let wrappers = drivers.flatMap(\.wrappers)
    openEnded = wrappers.filter(\.isOpenEnded).map { Candidate($0) }
    for wrapper in wrappers where !wrapper.isOpenEnded {
      if let first = wrapper.template.head.bytes.first {
        byFirstByte[Int(first.folded)].insert(
          Candidate(wrapper), at: Self.place(of: wrapper, in: byFirstByte[Int(first.folded)]))
      } else if case .hole(.message)? = wrapper.template.segments.first,
        let last = wrapper.template.tail.bytes.last
      {
        byLastByte[Int(last.folded)].append(Candidate(wrapper))
      } else if case .hole(.message)? = wrapper.template.segments.first {
        nesting.append(Candidate(wrapper))
      } else if case .hole(let hole)? = wrapper.template.segments.first {
        for byte in UInt8.min...UInt8.max where hole.canBegin(with: byte) {
          headless[Int(byte)].append(Candidate(wrapper))
        }
      }
    }
  }

  /// Behind all others, but before those that begin alike and have fewer words behind that.
  private static func place(of wrapper: Wrapper, in others: [Candidate]) -> Int {
    let place = others.firstIndex {
      $0.wrapper.template.head == wrapper.template.head
        && $0.wrapper.template.wordBytes < wrapper.template.wordBytes
    }
    return place ?? others.endIndex
  }

  /// The first wrapper that fits.
  func match(_ text: Bytes, _ bigrams: Bigrams) -> (Wrapper, MessageTemplate.Match)? {
    guard let first = text.first, let last = text.last else { return nil }
    let ends = Ends(of: text)
    return matched(nesting, text, ends, bigrams)
      ?? matched(byLastByte[Int(last.folded)], text, ends, bigrams)
      ?? matched(byFirstByte[Int(first.folded)], text, ends, bigrams)
      ?? matched(headless[Int(first)], text, ends, bigrams)
  }

  /// All that fit and have no mark at the end, with the length of the message before them.
  func openEnded(
    _ text: Bytes, _ bigrams: Bigrams
  ) -> [(Wrapper, MessageTemplate.Match, length: Int)] {
    openEnded.compactMap { candidate in
      guard candidate.bigrams.isSubset(of: bigrams),
        let match = candidate.wrapper.template.match(text), !match.isTruncated,
        let message = match[.message]
      else { return nil }
      return (candidate.wrapper, match, message.count)
    }
  }

  private func matched(
    _ candidates: [Candidate], _ text: Bytes, _ ends: Ends, _ bigrams: Bigrams
  ) -> (Wrapper, MessageTemplate.Match)? {
    for index in candidates.indices
    where candidates[index].ends.fit(ends) && candidates[index].bigrams.isSubset(of: bigrams) {
      let wrapper = candidates[index].wrapper
      guard wrapper.template.hasEnds(of: text), let match = wrapper.template.match(text),
        !match.isTruncated
      else { continue }
      return (wrapper, match)
    }
    return nil
  }

  /// A wrapper beside what rules it out for most texts.
  private struct Candidate: Sendable {
    let ends: Ends
    let bigrams: Bigrams
    let wrapper: Wrapper

    init(_ wrapper: Wrapper) {
      bigrams = wrapper.template.bigrams
      ends = Ends(head: wrapper.template.head, tail: wrapper.template.tail)
      self.wrapper = wrapper
    }
  }
}

/// Up to four bytes of both ends of a text or of a template, to be compared at once.
private struct Ends: Sendable {
  private var head: UInt32 = 0
  private var tail: UInt32 = 0
  /// Which bits count.
  private var headMask: UInt32 = 0
  private var tailMask: UInt32 = 0

  init(of text: Bytes) {
    for byte in text.prefix(4) { Self.push(byte.plain, &head, &headMask) }
    for byte in text.suffix(4).reversed() { Self.push(byte.plain, &tail, &tailMask) }
  }

  /// A blank of a template may be several of a text, so that only what stands before it counts.
  init(head: Words, tail: Words) {
    for byte in head.bytes.prefix(4) {
      Self.push(byte, &self.head, &headMask)
      if byte == 0x20 { break }
    }
    for byte in tail.bytes.suffix(4).reversed() {
      Self.push(byte, &self.tail, &tailMask)
      if byte == 0x20 { break }
    }
  }

  /// The first byte comes to the lowest place, so that a shorter text compares with a longer one.
  private static func push(_ byte: UInt8, _ bytes: inout UInt32, _ mask: inout UInt32) {
    let place = UInt32((mask.nonzeroBitCount) & 24)
    bytes |= UInt32(byte) << place
    mask |= 0xFF << place
  }

  /// Whether a text with these ends can be of this template.
  func fit(_ text: Ends) -> Bool {
    text.head & headMask == head && text.tail & tailMask == tail
  }
}

extension MessageTemplate {
  /// How many bytes of a text are fixed.
  fileprivate var wordBytes: Int {
    segments.reduce(0) { sum, segment in
      if case .words(let words) = segment { sum + words.count } else { sum }
    }
  }
}
