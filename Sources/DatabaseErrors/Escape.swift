/// A way in which text is written so that it survives inside another format.
enum Escape: CaseIterable, Sendable {
  /// HTML and XML: entities and tags.
  case markup
  /// JSON, Python, JavaScript, Java, C: `\"`, `\n`, `\u0022`.
  case backslashes
  /// Addresses and form data: `%20`, `%22`.
  case percents
  /// What word processors, chats and phones make of straight quotation marks.
  case typography

  /// Whether the text may hold such escapes; cheap.
  func isIn(_ text: Bytes) -> Bool {
    switch self {
    case .markup: text.contains { $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "<") }
    case .backslashes: text.contains(UInt8(ascii: "\\"))
    case .percents: text.contains(UInt8(ascii: "%"))
    case .typography: text.contains { $0 == 0xE2 || $0 == 0xC2 || $0 == 0xEF }
    }
  }

  /// The text with one round of these escapes undone; `nil` when it has none.
  func undone(in text: Bytes) -> Bytes? {
    switch self {
    case .markup: text.withoutMarkup
    case .backslashes:
      text.hasEscapedMark ? text.unescapedPythonLiteral : nil
    case .percents: text.withoutPercents
    case .typography: text.withStraightMarks
    }
  }
}

/// A text that was escaped as a whole, as somebody copies it from a page's source or as a mail
/// shows it: with the characters that its entities stand for, and without tags. Lines stay lines.
/// `nil` for other texts, also for one in whose values entities stand.
public func withoutMarkup(_ text: String) -> String? {
  let bytes = Bytes(text)
  guard bytes.isEscapedForMarkup else { return nil }
  return bytes.withoutMarkup(keepingLines: true)?.string
}

extension Bytes {
  /// Whether it may hold quotation marks as entities or as typographic ones.
  var hasEntities: Bool {
    let base = startIndex
    return withUnsafeBufferPointer { bytes in
      bytes.indices.contains { index in
        let byte = bytes[index]
        guard byte == UInt8(ascii: "&") || byte == 0xE2 else { return false }
        let text = self[(base + index)...]
        return Self.markEntities.contains { text.hasPrefix($0) }
      }
    }
  }

  private static let markEntities = [
    "&#", "&quot;", "&apos;", "&laquo;", "\u{2018}", "\u{201C}",
  ].map { Array($0.utf8) }

  /// Whether characters that markup reserves stand in it as entities only.
  fileprivate var isEscapedForMarkup: Bool {
    guard contains(UInt8(ascii: "&")) else { return false }
    func has(_ entities: [[UInt8]]) -> Bool {
      entities.contains { firstIndex(of: $0, from: startIndex) != nil }
    }
    let hasQuotes = has(Self.escapedQuotes)
    guard hasQuotes || has(Self.escapedBrackets) else { return false }
    guard !has(Self.escapedDoubleQuotes) || !contains(UInt8(ascii: "\"")) else { return false }
    return !indices.contains { self[$0] == UInt8(ascii: "<") && self[$0...].tag == nil }
  }

  private static let escapedDoubleQuotes = ["&quot;", "&#34;", "&#x22;"].map { Array($0.utf8) }
  private static let escapedQuotes =
    escapedDoubleQuotes + ["&#39;", "&#039;", "&#x27;", "&apos;"].map { Array($0.utf8) }
  private static let escapedBrackets = ["&lt;", "&gt;"].map { Array($0.utf8) }

  /// A backslash before a quotation mark, a letter of an escape or another backslash.
  fileprivate var hasEscapedMark: Bool {
    zip(self, dropFirst()).contains { byte, next in
      byte == UInt8(ascii: "\\") && "\"'`ntru\\/".utf8.contains(next)
    }
  }

  /// Without entities and tags, whose ends of paragraphs become line feeds.
  fileprivate var withoutMarkup: Bytes? { withoutMarkup(keepingLines: false) }

  fileprivate func withoutMarkup(keepingLines: Bool) -> Bytes? {
    guard contains(UInt8(ascii: "&")) || contains(UInt8(ascii: "<")) else { return nil }
    var text: [UInt8] = []
    text.reserveCapacity(count)
    var changes = 0
    var rest = self
    while let byte = rest.first {
      if byte == UInt8(ascii: "&"), let (character, length) = rest.entity {
        text.append(contentsOf: character)
        rest = rest.dropFirst(length)
        changes += 1
      } else if byte == UInt8(ascii: "<"), let (replacement, length) = rest.tag {
        if !keepingLines {
          text.append(contentsOf: replacement)
        } else if !replacement.isEmpty, text.last.map({ !$0.isBlank }) ?? false {
          text.append(0x20)
        }
        rest = rest.dropFirst(length)
        changes += 1
      } else {
        text.append(byte)
        rest = rest.dropFirst()
      }
    }
    return changes > 0 ? text[...] : nil
  }

  /// The character that the entity at the start stands for, and the entity's length.
  private var entity: ([UInt8], Int)? {
    guard let end = prefix(12).firstIndex(of: UInt8(ascii: ";")) else { return nil }
    let name = self[(startIndex + 1)..<end].string
    let length = end - startIndex + 1
    if let character = Self.entities[name] { return (Array(character.utf8), length) }
    guard name.hasPrefix("#") else { return nil }
    let digits = name.dropFirst()
    let number =
      digits.first == "x" || digits.first == "X"
      ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    guard let scalar = number.flatMap(Unicode.Scalar.init) else { return nil }
    return (Array(String(scalar).utf8), length)
  }

  private static let entities = [
    "quot": "\"", "apos": "'", "lt": "<", "gt": ">", "amp": "&", "nbsp": " ", "laquo": "«",
    "raquo": "»", "ldquo": "\"", "rdquo": "\"", "lsquo": "'", "rsquo": "'", "grave": "`",
    "lpar": "(", "rpar": ")", "colon": ":", "lowbar": "_", "period": ".", "comma": ",",
  ]

  /// What the tag at the start is replaced by, and its length. Other words between `<` and `>`,
  /// such as Python's `<class 'a.b'>`, are no tags.
  private var tag: ([UInt8], Int)? {
    let name = dropFirst().drop { $0 == UInt8(ascii: "/") }.prefix { $0.isLetter || $0.isDigit }
    let word = name.string.lowercased()
    let isBlock = Self.blockTags.contains(word)
    guard isBlock || Self.inlineTags.contains(word), name.endIndex < endIndex,
      self[name.endIndex].isBlank || "/>".utf8.contains(self[name.endIndex]),
      let close = self[name.endIndex...].prefix(400).firstIndex(of: UInt8(ascii: ">"))
    else { return nil }
    return (isBlock ? [0x0A] : [], close - startIndex + 1)
  }

  private static let blockTags: Set<String> = [
    "br", "p", "div", "pre", "li", "ul", "ol", "tr", "td", "th", "table", "h1", "h2", "h3", "h4",
    "h5", "h6", "blockquote", "hr", "body", "dd", "dt", "dl", "details", "summary",
  ]

  private static let inlineTags: Set<String> = [
    "b", "i", "u", "em", "strong", "code", "span", "a", "tt", "kbd", "font", "samp", "small", "wbr",
    "mark",
  ]

  /// With `%22` and its like as the bytes they stand for, and `+` as a blank.
  fileprivate var withoutPercents: Bytes? {
    guard Words(Array("%2".utf8)).first(in: self, from: startIndex) != nil else { return nil }
    let plusIsBlank = !contains(0x20)
    var text: [UInt8] = []
    var rest = self
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let number = UInt8(rest.prefix(2).string, radix: 16) {
        text.append(number)
        rest = rest.dropFirst(2)
      } else {
        text.append(plusIsBlank && byte == UInt8(ascii: "+") ? 0x20 : byte)
      }
    }
    return text[...]
  }

  /// With straight quotation marks and blanks instead of typographic ones.
  fileprivate var withStraightMarks: Bytes? {
    var text: [UInt8] = []
    var changes = 0
    var rest = self
    while let byte = rest.first {
      if byte >= 0xC2,
        let (mark, plain) = Self.typographic.first(where: { rest.starts(with: $0.0) })
      {
        text.append(plain)
        rest = rest.dropFirst(mark.count)
        changes += 1
      } else {
        text.append(byte)
        rest = rest.dropFirst()
      }
    }
    return changes > 0 ? text[...] : nil
  }

  private static let typographic: [([UInt8], UInt8)] = [
    ("\u{201C}", "\""), ("\u{201D}", "\""), ("\u{201E}", "\""), ("\u{2018}", "'"),
    ("\u{2019}", "'"), ("\u{2032}", "'"), ("\u{2033}", "\""), ("\u{A0}", " "), ("\u{FF02}", "\""),
  ].map { (mark: String, plain: Unicode.Scalar) in (Array(mark.utf8), UInt8(ascii: plain)) }
}
