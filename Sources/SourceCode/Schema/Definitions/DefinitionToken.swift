/// One token of a file with definitions. Offsets are into the file's UTF-8.
struct DefinitionToken {
  var kind: Kind
  var start: Int
  var end: Int
  /// Counted from 0.
  var line: Int

  enum Kind: UInt8 {
    /// A bare word, and a name in quotes of any kind.
    case word, quoted
    case literal, number, symbol
  }
}

/// The tokens of one statement, and how far it is read.
struct DefinitionStatement {
  let bytes: [UInt8]
  var tokens: [DefinitionToken] = []
  var position = 0
  /// Whether tokens were left out because there were too many.
  var isCut = false

  var isAtEnd: Bool { position >= tokens.count }

  var current: DefinitionToken? { peek(0) }

  func peek(_ offset: Int) -> DefinitionToken? {
    let index = position + offset
    return tokens.indices.contains(index) ? tokens[index] : nil
  }

  /// Whether a bare word stands there, in any letter case. The word is given in upper case.
  func isWord(_ word: StaticString, at offset: Int = 0) -> Bool {
    guard let token = peek(offset), token.kind == .word,
      token.end - token.start == word.utf8CodeUnitCount
    else { return false }
    return word.withUTF8Buffer { expected in
      zip(expected, bytes[token.start..<token.end]).allSatisfy { $0 == $1.asciiUppercased }
    }
  }

  func isOneOf(_ words: [StaticString], at offset: Int = 0) -> Bool {
    words.contains { isWord($0, at: offset) }
  }

  func isSymbol(_ symbol: Unicode.Scalar, at offset: Int = 0) -> Bool {
    guard let token = peek(offset), token.kind == .symbol else { return false }
    return bytes[token.start] == UInt8(ascii: symbol)
  }

  mutating func advance() { position += 1 }

  mutating func take(_ word: StaticString) -> Bool {
    guard isWord(word) else { return false }
    position += 1
    return true
  }

  /// All of the words one after the other, or none.
  mutating func take(_ words: StaticString...) -> Bool {
    for (offset, word) in words.enumerated() where !isWord(word, at: offset) { return false }
    position += words.count
    return true
  }

  mutating func takeSymbol(_ symbol: Unicode.Scalar) -> Bool {
    guard isSymbol(symbol) else { return false }
    position += 1
    return true
  }

  /// A name without its quotes.
  mutating func takeName() -> String? {
    guard let token = current, token.kind == .word || token.kind == .quoted else { return nil }
    position += 1
    return text(of: token)
  }

  /// A name with those before it: `public.boats`, `[harbour].[dbo].[boats]`.
  mutating func takeQualifiedName() -> (schema: String?, name: String)? {
    guard var name = takeName() else { return nil }
    var schema: String?
    while isSymbol("."), let next = peek(1), next.kind == .word || next.kind == .quoted {
      position += 2
      schema = name
      name = text(of: next)
    }
    return (schema, name)
  }

  mutating func takeInteger() -> Int? {
    let sign = isSymbol("-") ? 1 : 0
    guard let token = peek(sign), token.kind == .number, let number = Int(text(of: token)) else {
      return nil
    }
    position += sign + 1
    return sign == 1 ? -number : number
  }

  /// Behind the parenthesis that closes the one here. Returns the tokens between them.
  @discardableResult
  mutating func skipGroup() -> Range<Int> {
    guard takeSymbol("(") else { return position..<position }
    let start = position
    var depth = 1
    while !isAtEnd {
      if isSymbol("(") { depth += 1 }
      if isSymbol(")") { depth -= 1 }
      if depth == 0 { break }
      position += 1
    }
    let end = position
    position = min(position + 1, tokens.count)
    return start..<end
  }

  /// Up to the comma or closing parenthesis that ends what is being read.
  mutating func skipItem() {
    while !isAtEnd, !isSymbol(","), !isSymbol(")") {
      if isSymbol("(") { skipGroup() } else { position += 1 }
    }
  }

  /// Words without their quotes, literals with what they stand for.
  func text(of token: DefinitionToken) -> String {
    guard token.kind == .quoted || token.kind == .literal else {
      return String(decoding: bytes[token.start..<token.end], as: UTF8.self)
    }
    var content = bytes[token.start..<token.end]
    while let first = content.first, first.isIdentifierPart, token.kind == .literal {
      content.removeFirst()
    }
    guard let quote = content.popFirst() else { return "" }
    let closing = quote == UInt8(ascii: "[") ? UInt8(ascii: "]") : quote
    if content.last == closing { content.removeLast() }
    var text: [UInt8] = []
    var wasQuote = false
    for byte in content {
      // A doubled quote stands for one.
      wasQuote = byte == closing && !wasQuote
      if !wasQuote { text.append(byte) }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The source of some tokens, as it is written but for blanks, without parentheses around all.
  func source(_ range: Range<Int>) -> String {
    var range = range.clamped(to: tokens.indices)
    // Dumps put two around a condition.
    for _ in 0..<3 where closing(of: range.lowerBound, within: range) == range.upperBound - 1 {
      range = range.lowerBound + 1..<range.upperBound - 1
    }
    guard let first = range.first, let last = range.last else { return "" }
    let bytes = bytes[tokens[first].start..<tokens[last].end].prefix(Self.expressionBytesMax)
    let words = String(decoding: bytes, as: UTF8.self).split { $0.isWhitespace }
    return words.joined(separator: " ")
  }

  /// An expression longer than this is cut: nobody reads it in a report.
  private static let expressionBytesMax = 2_000

  private func closing(of index: Int, within range: Range<Int>) -> Int? {
    var inner = self
    inner.position = index
    guard range.count > 2, inner.isSymbol("(") else { return nil }
    let end = inner.skipGroup().upperBound
    return range.contains(end) ? end : nil
  }
}

extension UInt8 {
  var asciiUppercased: UInt8 { self >= 0x61 && self <= 0x7A ? self & ~0x20 : self }
}
