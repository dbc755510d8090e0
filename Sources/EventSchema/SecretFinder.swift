/// Finds secrets in a text by their shape, and by a name before them.
///
/// It works on the bytes of decoded text and on JSON's escaped text alike: a backslash before a
/// quote is passed, and no range begins or ends inside an escape.
struct SecretFinder {
  /// Source code names its secrets all the time (`password = form["password"]`) and holds none.
  enum Kind { case text, sourceCode }

  private let text: UnsafeRawBufferPointer
  private let kind: Kind
  private var index = 0
  /// In order, without overlaps.
  private var ranges: [Range<Int>] = []

  private init(text: UnsafeRawBufferPointer, kind: Kind) {
    self.text = text
    self.kind = kind
  }

  /// What is to be replaced, in order.
  static func secrets(in text: UnsafeRawBufferPointer, _ kind: Kind) -> [Range<Int>] {
    var finder = SecretFinder(text: text, kind: kind)
    finder.run()
    return finder.ranges
  }

  private mutating func run() {
    while true {
      index = end(from: index) { !SecretFinder.isTrigger($0) }
      guard index < text.count else { return }
      let range: Range<Int>?
      switch text[index] {
      case UInt8(ascii: "="), UInt8(ascii: ":"): range = valueAfterSeparator()
      case UInt8(ascii: "0")...UInt8(ascii: "9"): range = cardNumber()
      case UInt8(ascii: "J"): range = webToken()
      case UInt8(ascii: "B"), UInt8(ascii: "b"): range = bearer()
      case UInt8(ascii: "-"): range = privateKey()
      case UInt8(ascii: "$"): range = passwordHash()
      default: range = nil
      }
      if let range, range.lowerBound >= ranges.last?.upperBound ?? 0, !isFiltered(range) {
        ranges.append(range)
        index = max(index, range.upperBound)
      } else {
        index += 1
      }
    }
  }

  /// The bytes that `run` looks at, as two sets of bits, since it passes every byte of every event.
  @inline(__always)
  private static func isTrigger(_ byte: UInt8) -> Bool {
    byte < 0x80 && (byte < 0x40 ? lowTriggers : highTriggers) >> (byte & 0x3F) & 1 == 1
  }

  /// `$`, `-`, digits, `:` and `=`.
  private static let lowTriggers: UInt64 =
    1 << 0x24 | 1 << 0x2D | 0x3FF << 0x30 | 1 << 0x3A | 1 << 0x3D
  /// `B`, `J` and `b`, less 0x40.
  private static let highTriggers: UInt64 = 1 << 0x02 | 1 << 0x0A | 1 << 0x22

  private func isFiltered(_ range: Range<Int>) -> Bool {
    range.isEmpty || holds("[Filtered", at: range.lowerBound)
      || text[range].allSatisfy { $0 == UInt8(ascii: "*") }
  }

  // MARK: Small steps

  private func byte(at index: Int) -> UInt8? {
    text.indices.contains(index) ? text[index] : nil
  }

  private func holds(_ word: StaticString, at start: Int) -> Bool {
    guard start >= 0, start <= text.count - word.utf8CodeUnitCount else { return false }
    for offset in 0..<word.utf8CodeUnitCount where text[start + offset] != word.utf8Start[offset] {
      return false
    }
    return true
  }

  /// The end of the bytes from `start` on that satisfy `isPart`, at most `limit` of them.
  private func end(
    from start: Int, limit: Int = .max, while isPart: (UInt8) -> Bool
  ) -> Int {
    var end = start
    while end < text.count, end - start < limit, isPart(text[end]) { end += 1 }
    return end
  }

  private func start(before end: Int, limit: Int, while isPart: (UInt8) -> Bool) -> Int {
    var start = end
    while start > 0, end - start < limit, isPart(text[start - 1]) { start -= 1 }
    return start
  }

  // MARK: A name and its value

  private static let nameLengthMax = 64
  private static let columnsLengthMax = 256

  /// `password='…'`, `"token": "…"`, `Key (token)=(…)`, `?token=…`, `scheme://user:password@host`.
  private func valueAfterSeparator() -> Range<Int>? {
    if text[index] == UInt8(ascii: ":"), let password = passwordOfURL() { return password }
    guard kind == .text else { return nil }
    let quoteEnd = start(before: index, limit: 8) {
      isQuote($0) || $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: " ")
    }
    if byte(at: quoteEnd - 1) == UInt8(ascii: ")") { return valuesOfColumns(closing: quoteEnd - 1) }
    let nameStart = start(before: quoteEnd, limit: SecretFinder.nameLengthMax, while: isNameByte)
    guard nameStart < quoteEnd else { return nil }
    let name = UnsafeRawBufferPointer(rebasing: text[nameStart..<quoteEnd])
    guard SensitiveName.matches(name) else { return nil }
    return value(of: name, hasGapBefore: byte(at: index - 1) == UInt8(ascii: " "))
  }

  private func value(of name: UnsafeRawBufferPointer, hasGapBefore: Bool) -> Range<Int>? {
    var start = index + 1
    guard byte(at: start) != text[index] else { return nil }  // `==` and `::` assign nothing.
    if byte(at: start) == UInt8(ascii: ">") { start += 1 }
    let isTight = !hasGapBefore && byte(at: start) != UInt8(ascii: " ")
    start = end(from: start, limit: 8) { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\\") }
    if let prefix = byte(at: start), prefix == UInt8(ascii: "b") || prefix == UInt8(ascii: "u"),
      let next = byte(at: start + 1), isQuote(next)
    {
      start += 1
    }
    guard !holds("[Filtered", at: start) else { return nil }
    switch byte(at: start) {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return quoted(from: start)
    case UInt8(ascii: "["), UInt8(ascii: "("): return bracketed(from: start)
    case nil, UInt8(ascii: "<"), UInt8(ascii: "%"), UInt8(ascii: "?"), UInt8(ascii: ":"),
      UInt8(ascii: "$"), UInt8(ascii: "@"), UInt8(ascii: "{"), UInt8(ascii: "\\"):
      // A placeholder of SQL or of a format, an object's description, a structure.
      return nil
    default:
      let isColon = text[index] == UInt8(ascii: ":")
      guard isColon ? SensitiveName.matchesForCertain(name) : isTight else { return nil }
      guard let found = bareValue(from: start, isHeader: isColon) else { return nil }
      // The value may begin with an escape, which is replaced as a whole.
      return self.start(before: start, limit: 8) { $0 == UInt8(ascii: "\\") }..<found.upperBound
    }
  }

  /// What stands between a quote and the next one of its kind.
  private func quoted(from quote: Int) -> Range<Int> {
    var end = closingQuote(of: quote)
    while end > quote + 1, end < text.count, text[end - 1] == UInt8(ascii: "\\") { end -= 1 }
    return quote + 1..<end
  }

  private func closingQuote(of quote: Int) -> Int {
    end(from: quote + 1) { $0 != text[quote] }
  }

  /// What stands in brackets, whose strings may hold brackets themselves.
  private func bracketed(from bracket: Int) -> Range<Int> {
    let opening = text[bracket]
    let closing = opening == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "]")
    var depth = 1
    var end = bracket + 1
    while end < text.count {
      switch text[end] {
      case UInt8(ascii: "'"), UInt8(ascii: "\""): end = closingQuote(of: end)
      case opening: depth += 1
      case closing: depth -= 1
      default: break
      }
      if depth == 0 { return bracket + 1..<end }
      end += 1
    }
    return bracket + 1..<text.count
  }

  /// A value without quotes: to the end of the line for a header, else to the next delimiter.
  private func bareValue(from start: Int, isHeader: Bool) -> Range<Int>? {
    let end = end(from: start) { byte in
      switch byte {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\\"), UInt8(ascii: "\""),
        UInt8(ascii: "'"):
        false
      case UInt8(ascii: " "), UInt8(ascii: ";"): isHeader
      case UInt8(ascii: ","), UInt8(ascii: "&"), UInt8(ascii: ")"), UInt8(ascii: "]"),
        UInt8(ascii: "}"), UInt8(ascii: ">"):
        false
      default: true
      }
    }
    for word: StaticString in ["None", "null", "nil", "True", "true", "False", "false"]
    where word.utf8CodeUnitCount == end - start && holds(word, at: start) {
      return nil
    }
    return start..<end
  }

  /// PostgreSQL's `Key (email, token)=(…, …)`: all values when one column is a secret.
  private func valuesOfColumns(closing: Int) -> Range<Int>? {
    let opening = start(before: closing, limit: SecretFinder.columnsLengthMax) {
      $0 != UInt8(ascii: "(")
    }
    guard byte(at: opening - 1) == UInt8(ascii: "("), byte(at: index + 1) == UInt8(ascii: "("),
      SensitiveName.matches(UnsafeRawBufferPointer(rebasing: text[opening..<closing]))
    else { return nil }
    let start = index + 2
    var end = start
    while end < text.count {
      if text[end] == UInt8(ascii: ")") {
        let next = byte(at: end + 1)
        if next == nil || next == UInt8(ascii: " ") || next == UInt8(ascii: ".") { break }
      }
      end += 1
    }
    return start..<end
  }

  private func passwordOfURL() -> Range<Int>? {
    var start = end(from: index + 1, limit: 4) {
      $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "/")
    }
    guard start > index + 2, text[start - 1] == UInt8(ascii: "/") else { return nil }
    let end = end(from: start, limit: 256) { isUserinfo($0) }
    guard byte(at: end) == UInt8(ascii: "@") else { return nil }
    start = self.end(from: start, limit: end - start) { $0 != UInt8(ascii: ":") }
    return start < end ? start + 1..<end : nil
  }

  // MARK: Shapes

  /// `eyJ….eyJ….…`: the three parts of a JSON web token.
  private func webToken() -> Range<Int>? {
    guard holds("ey", at: index - 2), index < 3 || !isTokenByte(text[index - 3]) else { return nil }
    let header = end(from: index, while: isTokenByte)
    guard header - index >= 8, holds(".eyJ", at: header) else { return nil }
    let claims = end(from: header + 1, while: isTokenByte)
    guard byte(at: claims) == UInt8(ascii: ".") else { return nil }
    return index - 2..<end(from: claims + 1, while: isTokenByte)
  }

  /// `Bearer` and a token: long, or with a digit, unlike the words that follow it in prose.
  private func bearer() -> Range<Int>? {
    guard holds("earer ", at: index + 1), index == 0 || !isNameByte(text[index - 1]) else {
      return nil
    }
    let start = index + 7
    let end = end(from: start) {
      isTokenByte($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "~")
        || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "=")
    }
    let isToken =
      end - start >= 20 || end - start >= 8 && text[start..<end].contains(where: isDigit)
    return isToken ? start..<end : nil
  }

  /// A PEM block of a private key, to its end or the end of the text.
  private func privateKey() -> Range<Int>? {
    guard holds("-----BEGIN ", at: index) else { return nil }
    let label = end(from: index + 11, limit: 64) { $0 != UInt8(ascii: "-") }
    guard holds("PRIVATE KEY-----", at: label - 11) else { return nil }
    var end = label + 5
    while end < text.count, !holds("-----END ", at: end) { end += 1 }
    guard end < text.count else { return index..<text.count }
    end = self.end(from: end + 9, limit: 64) { $0 != UInt8(ascii: "-") }
    return index..<self.end(from: end, limit: 5) { $0 == UInt8(ascii: "-") }
  }

  /// `pbkdf2_sha256$…`, `$2b$12$…`, `$argon2id$…`: what a dumped row of users holds.
  private func passwordHash() -> Range<Int>? {
    let start = start(before: index, limit: 16) { isTokenByte($0) }
    let isNamed =
      holds("pbkdf2_", at: start) || holds("argon2", at: start) || holds("bcrypt", at: start)
      || holds("scrypt", at: start)
    let isCrypt =
      start == index
      && (holds("$2a$", at: index) || holds("$2b$", at: index) || holds("$2y$", at: index)
        || holds("$argon2", at: index) || holds("$5$", at: index) || holds("$6$", at: index))
    guard isNamed || isCrypt else { return nil }
    let end = end(from: index) {
      isTokenByte($0) || $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: ".")
        || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "=")
    }
    return end - start >= 24 ? start..<end : nil
  }

  /// A payment card's number, in groups or not, that satisfies Luhn's check and an issuer's prefix.
  private mutating func cardNumber() -> Range<Int>? {
    let start = index
    var digitCount = 0
    var groupLength = 0
    var end = start
    while end < text.count, digitCount < 20 {
      if isDigit(text[end]) {
        digitCount += 1
        groupLength += 1
      } else if 4...6 ~= groupLength, isGroupSeparator(at: end) {
        groupLength = 0
      } else {
        break
      }
      end += 1
    }
    // Whatever this number is, the rest of it is no number of its own.
    index = end - 1
    guard CardNumber.lengths ~= digitCount, !isInWord(before: start), !isInWord(after: end) else {
      return nil
    }
    let digits = text[start..<end].filter(isDigit).map { $0 - UInt8(ascii: "0") }
    return CardNumber.isValid(digits) ? start..<end : nil
  }

  private func isGroupSeparator(at index: Int) -> Bool {
    guard text[index] == UInt8(ascii: " ") || text[index] == UInt8(ascii: "-"),
      let next = byte(at: index + 1)
    else { return false }
    return isDigit(next)
  }

  private func isInWord(before start: Int) -> Bool {
    byte(at: start - 1).map { isNameByte($0) } ?? false
  }

  /// A full stop after a number ends a sentence, unless decimals follow.
  private func isInWord(after end: Int) -> Bool {
    guard let next = byte(at: end) else { return false }
    return isTokenByte(next)
      || next == UInt8(ascii: ".") && byte(at: end + 1).map(isDigit) ?? false
  }
}

private func isQuote(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"")
}

/// Letters, digits, `_` and `-`.
private func isTokenByte(_ byte: UInt8) -> Bool {
  UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || isDigit(byte)
    || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
}

private func isNameByte(_ byte: UInt8) -> Bool {
  isTokenByte(byte) || byte == UInt8(ascii: ".")
}

/// What may stand before the `@` of a URL.
private func isUserinfo(_ byte: UInt8) -> Bool {
  byte > 0x20 && byte != UInt8(ascii: "@") && byte != UInt8(ascii: "/") && !isQuote(byte)
    && byte != UInt8(ascii: "?") && byte != UInt8(ascii: "#") && byte != UInt8(ascii: "\\")
    && byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">")
}
