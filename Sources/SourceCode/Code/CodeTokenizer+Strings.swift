extension CodeTokenizer {
  /// Reads a text in quotes of any form; `false` when none begins here.
  mutating func readString() -> Bool {
    for form in lexis.strings where readString(form) { return true }
    if let opening = lexis.heredoc, matches(opening), readHeredocMark(opening) { return true }
    let first = byte()
    if lexis.hasPercentLiterals, first == UInt8(ascii: "%"), readPercentLiteral() { return true }
    if lexis.hasSigils, first == UInt8(ascii: "~"), readSigil() { return true }
    if lexis.hasRegularExpressions, first == UInt8(ascii: "/"), readPattern() { return true }
    if lexis.hasSymbols, first == UInt8(ascii: ":"), byte(1) == UInt8(ascii: "\""),
      let quote = lexis.strings.first(where: { $0.opening == "\"" })
    {
      position += 1
      guard readString(quote), !tokens.isEmpty else { return true }
      tokens[tokens.count - 1].kind = .symbol
      return true
    }
    return false
  }

  private mutating func readString(_ form: CodeLexis.StringForm) -> Bool {
    var opening = form.opening.utf8.count
    var closing = form.closing
    if form.isFenced {
      guard let (length, fences) = fencedOpening(form) else { return false }
      opening = length
      closing += String(repeating: "#", count: fences)
    } else {
      guard matches(form.opening) else { return false }
      if form.opening == "'", lexis.quoteMayBeginName, isLifetime { return readLifetime() }
    }
    let start = position
    let first = line
    let startedLine = startsLine
    advance(opening)
    let (text, interpolations) = readBody(form, closing: closing)
    startsLine = startedLine
    add(.string, text, from: start, line: first)
    tokens[tokens.count - 1].interpolations = interpolations
    // `"name": value` is a key where `name:` is one.
    if lexis.hasLabels, byte() == UInt8(ascii: ":"), byte(1) == 0x20 || byte(1) == 0x0A {
      position += 1
      tokens[tokens.count - 1].kind = .label
    }
    return true
  }

  /// The length of `r##"` or `##"` and the number of fences in it.
  private func fencedOpening(_ form: CodeLexis.StringForm) -> (length: Int, fences: Int)? {
    let quote = form.closing
    let prefix = form.opening.hasSuffix(quote) ? form.opening.dropLast(quote.count) : ""
    guard matches(String(prefix)) else { return nil }
    var length = prefix.utf8.count
    var fences = 0
    while byte(length) == UInt8(ascii: "#"), fences < SourceLimits.nestingMax {
      length += 1
      fences += 1
    }
    guard fences >= form.fencesMin, matches(quote, at: length) else { return nil }
    return (length + quote.utf8.count, fences)
  }

  private var isLifetime: Bool {
    isNameStart(byte(1)) && byte(2) != UInt8(ascii: "'") && byte(1) < 0x80
  }

  private mutating func readLifetime() -> Bool {
    let start = position
    position += 1
    while position < bytes.count, continuesName(byte()) { position += 1 }
    add(.word, text(start, position), from: start, line: line)
    return true
  }

  /// The value up to the closing quote, which is passed; `{}` where something is put in.
  mutating func readBody(
    _ form: CodeLexis.StringForm, closing: String
  ) -> (text: String, interpolations: [String]) {
    var value: [UInt8] = []
    var interpolations: [String] = []
    while position < bytes.count {
      let current = byte()
      if matches(closing) {
        let length = closing.utf8.count
        advance(length)
        guard form.doublesQuote, matches(closing) else { break }
        value += closing.utf8
        advance(length)
        continue
      }
      if current == UInt8(ascii: "\n"), !form.spansLines { break }
      if let opening = form.interpolation, matches(opening) {
        interpolations.append(readInterpolation(opening))
        value += "{}".utf8
      } else if form.interpolatesNames, current == UInt8(ascii: "$"), isNameStart(byte(1)) {
        interpolations.append(readInterpolatedName())
        value += "{}".utf8
      } else if current == form.escape, current != 0 {
        readEscape(into: &value)
      } else {
        value.append(current)
        advance()
      }
    }
    return (String(decoding: value, as: UTF8.self), interpolations)
  }

  private mutating func readEscape(into value: inout [UInt8]) {
    advance()
    switch byte() {
    case UInt8(ascii: "n"): value.append(UInt8(ascii: "\n"))
    case UInt8(ascii: "t"): value.append(UInt8(ascii: "\t"))
    case UInt8(ascii: "\n"): break
    default: value.append(byte())
    }
    advance()
  }

  /// From the opening to the bracket that closes it, over brackets and plain strings inside.
  private mutating func readInterpolation(_ opening: String) -> String {
    advance(opening.utf8.count)
    let start = position
    let isRound = opening.hasSuffix("(")
    let (open, close) = isRound ? (UInt8(ascii: "("), UInt8(ascii: ")")) : (0x7B, 0x7D)
    var depth = 1
    while position < bytes.count {
      let current = byte()
      if current == open { depth += 1 }
      if current == close {
        depth -= 1
        if depth == 0 { break }
      }
      if current == UInt8(ascii: "\"") || current == UInt8(ascii: "'")
        || current == UInt8(ascii: "`")
      {
        skipInnerString(current)
      } else {
        advance()
      }
    }
    let inner = text(start, min(position, start + 512))
    advance()
    return inner
  }

  /// A string inside of an interpolation; one that does not end on its line is no string.
  private mutating func skipInnerString(_ quote: UInt8) {
    var index = position + 1
    while index < bytes.count, bytes[index] != quote, bytes[index] != UInt8(ascii: "\n") {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    let isClosed = index < bytes.count && bytes[index] == quote
    advance(isClosed ? index - position + 1 : 1)
  }

  private mutating func readInterpolatedName() -> String {
    let start = position + 1
    advance()
    while position < bytes.count, continuesName(byte()) { advance() }
    return text(start, position)
  }

  // MARK: Heredocs

  /// `<<~SQL`, `<<-'SQL'`, `<<<SQL`: the text follows on the next lines.
  private mutating func readHeredocMark(_ opening: String) -> Bool {
    var index = position + opening.utf8.count
    func at(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }
    let isMarked = at(index) == UInt8(ascii: "~") || at(index) == UInt8(ascii: "-")
    if opening == "<<", isMarked { index += 1 }
    if opening == "<<<", at(index) == 0x20 { index += 1 }
    let quote = at(index)
    let isQuoted = quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"")
    if isQuoted { index += 1 }
    let start = index
    while index < bytes.count, continuesName(bytes[index]) { index += 1 }
    guard index > start, isNameStart(bytes[start]) else { return false }
    // `list << ITEM` appends; a text's name stands close to its mark.
    if opening == "<<", !isMarked, !(bytes[start] >= 0x41 && bytes[start] <= 0x5A) { return false }
    let delimiter = Array(bytes[start..<index])
    if isQuoted {
      guard at(index) == quote else { return false }
      index += 1
    }
    let markStart = position
    advance(index - position)
    heredocs.append(
      PendingHeredoc(
        token: tokens.count, delimiter: delimiter, interpolates: quote != UInt8(ascii: "'")))
    add(.string, "", from: markStart, line: line)
    return true
  }

  /// Reads the texts whose marks stood on the line that has just ended. A PHP text is followed by
  /// the rest of its statement on the line of its end.
  mutating func readPendingHeredocs() {
    let pending = heredocs
    heredocs = []
    for heredoc in pending where tokens.indices.contains(heredoc.token) {
      let start = position
      var end = position
      while position < bytes.count {
        end = position
        var index = position
        while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
        let after = index + heredoc.delimiter.count
        if after <= bytes.count, bytes[index..<after].elementsEqual(heredoc.delimiter),
          after == bytes.count || !continuesName(bytes[after])
        {
          advance(after - position)
          break
        }
        while position < bytes.count, bytes[position] != 0x0A { position += 1 }
        if position < bytes.count { advance() } else { end = position }
      }
      fill(heredoc, with: text(start, end))
    }
  }

  private mutating func fill(_ heredoc: PendingHeredoc, with body: String) {
    tokens[heredoc.token].lastLine = line
    guard heredoc.interpolates else {
      tokens[heredoc.token].text = body
      return
    }
    let isRuby = lexis.heredoc == "<<"
    var inner = CodeTokenizer.reader(of: body, lexis)
    let (text, interpolations) = inner.readBody(
      CodeLexis.StringForm(
        opening: "", closing: "\u{0}", spansLines: true, interpolation: isRuby ? "#{" : "{$",
        interpolatesNames: !isRuby), closing: "\u{0}")
    tokens[heredoc.token].text = text
    tokens[heredoc.token].interpolations = interpolations
  }

  // MARK: Other forms

  private static func closing(of opening: UInt8) -> UInt8? {
    switch opening {
    case UInt8(ascii: "("): UInt8(ascii: ")")
    case UInt8(ascii: "["): UInt8(ascii: "]")
    case UInt8(ascii: "{"): UInt8(ascii: "}")
    case UInt8(ascii: "<"): UInt8(ascii: ">")
    case UInt8(ascii: "|"), UInt8(ascii: "/"), UInt8(ascii: "!"), UInt8(ascii: "\""): opening
    default: nil
    }
  }

  /// `%w[…]`, `%i[…]`, `%q(…)`, `%(…)`.
  private mutating func readPercentLiteral() -> Bool {
    let hasLetter = isNameStart(byte(1)) && byte(1) < 0x80
    guard hasLetter || byte(1) == UInt8(ascii: "("),
      let closing = Self.closing(of: byte(hasLetter ? 2 : 1)), expectsValue || hasLetter
    else { return false }
    guard !hasLetter || [0x77, 0x57, 0x69, 0x49, 0x71, 0x51, 0x72].contains(byte(1)) else {
      return false
    }
    readDelimited(
      prefix: hasLetter ? 3 : 2, closing: closing,
      isPattern: byte(1) == UInt8(ascii: "r"), interpolation: "#{")
    return true
  }

  /// `~s(…)`, `~r/…/`, `~S"""…"""`.
  private mutating func readSigil() -> Bool {
    guard isNameStart(byte(1)), byte(1) < 0x80 else { return false }
    if matches("\"\"\"", at: 2) {
      let start = position
      let first = line
      advance(5)
      let form = CodeLexis.StringForm(
        opening: "\"\"\"", closing: "\"\"\"", spansLines: true, interpolation: "#{")
      let (text, interpolations) = readBody(form, closing: "\"\"\"")
      add(.string, text, from: start, line: first)
      tokens[tokens.count - 1].interpolations = interpolations
      return true
    }
    guard let closing = Self.closing(of: byte(2)) else { return false }
    readDelimited(
      prefix: 3, closing: closing, isPattern: byte(1) | 0x20 == UInt8(ascii: "r"),
      interpolation: "#{")
    return true
  }

  private mutating func readDelimited(
    prefix: Int, closing: UInt8, isPattern: Bool, interpolation: String
  ) {
    let start = position
    let first = line
    advance(prefix)
    let closing = String(decoding: [closing], as: UTF8.self)
    let form = CodeLexis.StringForm(
      opening: "", closing: closing, spansLines: true, interpolation: interpolation)
    let (text, interpolations) = readBody(form, closing: closing)
    add(.string, text, from: start, line: first)
    tokens[tokens.count - 1].interpolations = interpolations
    tokens[tokens.count - 1].isPattern = isPattern
  }

  /// Whether a value and no operator is due: then `/` begins a pattern.
  private var expectsValue: Bool {
    guard let last = tokens.last else { return true }
    switch last.kind {
    case .mark, .opening, .label: return true
    case .word:
      if Self.wordsBeforeValues.contains(last.text) { return true }
      // `match /x/` and `a / b`.
      return lexis.hasSymbols && position > last.end && byte(1) != 0x20 && byte(1) != 0x3D
    default: return false
    }
  }

  private static let wordsBeforeValues: Set<String> = [
    "return", "case", "when", "and", "or", "not", "if", "unless", "elsif", "while", "until", "in",
    "typeof", "do", "then", "else", "await", "yield",
  ]

  private mutating func readPattern() -> Bool {
    guard expectsValue, byte(1) != UInt8(ascii: "/"), byte(1) != UInt8(ascii: "*") else {
      return false
    }
    var index = position + 1
    var isInSet = false
    while index < bytes.count, bytes[index] != 0x0A {
      switch bytes[index] {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "["): isInSet = true
      case UInt8(ascii: "]"): isInSet = false
      case UInt8(ascii: "/") where !isInSet:
        let start = position
        let value = text(start + 1, index)
        position = index + 1
        while isNameStart(byte()) { position += 1 }
        add(.string, value, from: start, line: line)
        tokens[tokens.count - 1].isPattern = true
        return true
      default: break
      }
      index += 1
    }
    return false
  }
}
