/// The words with which known messages and wrappers begin, by their first four bytes.
///
/// Most words of a log begin none of them: a small table answers that first.
struct Heads: Sendable {
  static let shared = Heads()

  /// Of messages, records and wrappers.
  private var heads = HeadTable()
  /// Without those that sentences and statements begin with too.
  private var properHeads = HeadTable()
  /// The proper ones, and the classes whose name is a code.
  private var marks = HeadTable()
  /// The ends of wordings that begin with a name, by their last byte.
  private var headlessTails: [[Words]] = Array(repeating: [], count: 256)
  /// What stands behind that name.
  private var inner = HeadTable()

  private init() {
    let wrappers = Driver.all.flatMap { $0.wrappers.map(\.template) }.filter { !$0.head.isEmpty }
    let messages = Dialect.all.flatMap { $0.messages.map(\.template) }
    for record in Driver.all.flatMap(\.recordHeads) { properHeads.insert(Words(record.utf8)) }
    for template in messages + wrappers {
      if template.head.count >= HeadTable.keyBytes {
        heads.insert(template.head)
      } else {
        if let words = template.innerWords { inner.insert(words) }
        if template.tail.count >= HeadTable.keyBytes, let last = template.tail.bytes.last {
          headlessTails[Int(last)].append(template.tail)
        }
      }
    }
    for template in messages { properHeads.insert(template.head) }
    for template in wrappers where template.head.count >= Self.properHeadBytesMin {
      properHeads.insert(template.head)
    }
    heads.insert(properHeads)
    marks.insert(properHeads)
    marks.insert(inner)
    let classes = Array(Clues.classNames) + Driver.all.flatMap(\.kinds).map(\.key)
    for name in classes { marks.insert(Words(name.utf8)) }
    // Codes that are no numbers: Prisma's.
    let codes = Dialect.all.flatMap(\.conditions).compactMap(\.vendorCode)
    for code in codes where Int(code) == nil { marks.insert(Words(code.utf8)) }
  }

  /// Shorter beginnings of wrappers are those of many lines: `insert into `, `ERROR: `.
  private static let properHeadBytesMin = 13

  /// Whether a known beginning stands at the start of the text.
  func begin(_ text: Bytes) -> Bool { heads.begin(text) }

  /// Whether a message, a record or a wrapper begins here that nothing else begins like; the text
  /// may be cut inside it.
  func beginRecord(_ text: Bytes) -> Bool {
    properHeads.begin(text) || isCut(text, behindClass: false) || hasHeadlessTail(text)
  }

  /// Whether the text is the beginning of a message, which goes on in the next line. Behind a class
  /// little of it is enough.
  func isCut(_ text: Bytes, behindClass: Bool) -> Bool {
    properHeads.areCut(in: text, bytesMin: behindClass ? HeadTable.keyBytes : HeadTable.cutBytesMin)
  }

  /// Whether the line ends inside a message's first words, behind a colon.
  private func endsInHead(_ line: Bytes) -> Bool {
    guard line.count >= Self.wrapBytesMin,
      let colon = line.suffix(Self.cutHeadBytesMax).lastIndex(of: UInt8(ascii: ":")),
      colon + 1 < line.endIndex, line[colon + 1] == 0x20
    else { return line.last == UInt8(ascii: ":") && isCut(behindColons: line) }
    // Servers put two blanks behind a label.
    return isCut(line[(colon + 2)...].drop(while: \.isBlank), behindClass: true)
  }

  /// `UNIQUE constraint failed:` is a beginning that has a colon itself.
  private func isCut(behindColons line: Bytes) -> Bool {
    guard let colon = line.dropLast().suffix(Self.cutHeadBytesMax).lastIndex(of: UInt8(ascii: ":")),
      line[colon + 1] == 0x20
    else { return false }
    return isCut(line[(colon + 2)...], behindClass: true)
  }

  /// Longer than the first words of most messages.
  private static let cutHeadBytesMax = 48
  /// Narrower terminals are not used.
  private static let wrapBytesMin = 40

  /// Whether anything in the line may be the beginning, the code or the end of a message. Most
  /// lines of a log are done with here.
  func mayStandSomewhere(in line: Bytes) -> Bool {
    let start = line.startIndex
    let isThere = line.withUnsafeBufferPointer { bytes in
      var digits = 0
      var isInWord = false
      for (offset, byte) in bytes.enumerated() {
        let isDigit = byte.isDigit
        let isWordPart = isDigit || byte.isLetter
        // A number before a message: `1062 (23000)`, `(1062, …`, `23505: …`.
        if !isWordPart, digits >= 3, digits <= 5, byte.closesNumber,
          bytes.hasBlankOrMark(behind: offset)
        {
          return true
        }
        digits = isDigit ? digits + 1 : 0
        let startsWord = !isInWord || byte >= 0x80
        isInWord = isWordPart
        if startsWord, !byte.isBlank, marks.mayBegin(bytes, at: offset),
          marks.begin(line[(start + offset)...])
        {
          return true
        }
      }
      return false
    }
    return isThere || hasHeadlessTail(line) || endsInHead(line)
  }

  /// Whether the words of a wording that begins with a name stand behind one.
  func beginWithName(_ text: Bytes) -> Bool {
    var before: UInt8 = 0x20
    for index in text.indices.prefix(Self.nameBytesMax) {
      let byte = text[index]
      let startsWord = !before.isWordPart || byte >= 0x80
      before = byte
      if startsWord, !byte.isBlank, inner.begin(text[index...]) { return true }
    }
    return false
  }

  /// A name of 63 characters with a table's before it.
  private static let nameBytesMax = 140

  /// Whether the text ends like a wording that begins with a name.
  func hasHeadlessTail(_ text: Bytes) -> Bool {
    guard let last = text.last else { return false }
    return headlessTails[Int(last.isBlank ? 0x20 : last.folded)].contains {
      $0.start(in: text, before: text.endIndex) != nil
    }
  }

  /// Where messages and wrappers begin in a line, each at the start of a word.
  func positions(in line: Bytes, max countMax: Int) -> [Int] {
    let start = line.startIndex
    return line.withUnsafeBufferPointer { bytes in
      var positions: [Int] = []
      var before: UInt8 = 0x20
      for (offset, byte) in bytes.enumerated() {
        let startsWord = !before.isWordPart || byte >= 0x80
        before = byte
        guard startsWord, !byte.isBlank, heads.mayBegin(bytes, at: offset),
          heads.begin(line[(start + offset)...])
        else { continue }
        positions.append(start + offset)
        if positions.count == countMax { break }
      }
      return positions
    }
  }
}

/// Words by their first bytes.
private struct HeadTable: Sendable {
  static let keyBytes = 4

  private var byKey: [UInt32: [Words]] = [:]
  private var mayStand = [Bool](repeating: false, count: 1 << 14)

  mutating func insert(_ words: Words) {
    guard words.count >= Self.keyBytes else { return }
    let key = Self.key(words.bytes[...])
    guard byKey[key]?.contains(words) != true else { return }
    byKey[key, default: []].append(words)
    mayStand[Self.slot(key)] = true
  }

  mutating func insert(_ table: HeadTable) {
    for words in table.byKey.values.joined() { insert(words) }
  }

  /// Whether some of the words may stand there; errs towards yes.
  func mayBegin(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    guard text.count - start >= Self.keyBytes else { return false }
    var key: UInt32 = 0
    for index in start..<(start + Self.keyBytes) { key = key << 8 | UInt32(text[index].plain) }
    return mayStand[Self.slot(key)]
  }

  /// Whether some of the words stand at the start of the text.
  func begin(_ text: Bytes) -> Bool {
    candidates(text).contains { $0.end(in: text, at: text.startIndex) != nil }
  }

  /// Whether the text is the beginning of some of the words.
  func areCut(in text: Bytes, bytesMin: Int) -> Bool {
    guard text.count >= bytesMin else { return false }
    let start = Words(text)
    return candidates(text).contains {
      $0.count > start.count && $0.bytes.starts(with: start.bytes)
    }
  }

  private func candidates(_ text: Bytes) -> [Words] {
    guard text.count >= Self.keyBytes else { return [] }
    let key = Self.key(text)
    return mayStand[Self.slot(key)] ? byKey[key] ?? [] : []
  }

  /// Less of a beginning says nothing.
  static let cutBytesMin = 12

  private static func key(_ text: Bytes) -> UInt32 {
    var key: UInt32 = 0
    for index in text.startIndex..<(text.startIndex + keyBytes) {
      key = key << 8 | UInt32(text[index].plain)
    }
    return key
  }

  private static func slot(_ key: UInt32) -> Int { Int((key &* 0x9E37_79B1) >> 18) }
}

extension MessageTemplate {
  /// The first words of a wording that begins with a name, from their first letter on.
  fileprivate var innerWords: Words? {
    for case .words(let words) in segments {
      let start = words.bytes.drop { !$0.isLetter && $0 < 0x80 }
      if start.count >= 8 { return Words(start) }
    }
    return nil
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether a blank, a quotation mark or a parenthesis follows.
  fileprivate func hasBlankOrMark(behind offset: Int) -> Bool {
    guard offset + 1 < count else { return false }
    let next = self[offset + 1]
    return next.isBlank || next == UInt8(ascii: "\"") || next == UInt8(ascii: "'")
      || next == UInt8(ascii: "(")
  }
}

extension UInt8 {
  /// ASCII letters and digits, of which words are made.
  fileprivate var isWordPart: Bool { isLetter || isDigit }

  /// What may stand behind the number of an error.
  fileprivate var closesNumber: Bool {
    self == UInt8(ascii: ",") || self == UInt8(ascii: ")") || self == UInt8(ascii: ":")
  }
}
