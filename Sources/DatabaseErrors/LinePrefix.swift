/// Finds where a message may begin in the line of a log.
struct LinePrefix {
  /// Positions at which a known text or wrapper begins, in order; the first one that can be read
  /// counts.
  private(set) var starts: [Int] = []

  init(_ line: Bytes) {
    var rest = line
    var isBehindTime = false
    var plainWords = 0
    for _ in 0..<Self.partsMax {
      rest = rest.drop { $0.isBlank || $0 == UInt8(ascii: "`") || $0 == UInt8(ascii: "*") }
      guard !rest.isEmpty else { return }
      if Self.mayBegin(rest) || WrappedBehindProse.begins(rest) { starts.append(rest.startIndex) }
      guard !Self.isLanguageError(rest) else { return }
      if let length = Self.partLength(rest) {
        isBehindTime = isBehindTime || rest.prefix(length).looksLikeTime
        rest = rest.dropFirst(length)
        continue
      }
      if starts.last != rest.startIndex, WrappedBehindProse.isHeld(by: rest) {
        starts.append(rest.startIndex)
      }
      guard isBehindTime, plainWords < Self.plainWordsMax, let length = Self.plainWord(rest) else {
        return
      }
      plainWords += 1
      rest = rest.dropFirst(length)
    }
  }

  private static let partsMax = 24
  /// Behind the time stand names of streams, hosts and loggers: `stderr F`, `Monitor`.
  private static let plainWordsMax = 3

  /// The length of a word that may be a name.
  private static func plainWord(_ text: Bytes) -> Int? {
    let word = text.prefix { $0.isIdentifier }
    guard word.count <= 24, text[word.endIndex...].first?.isBlank ?? false, !word.generalises,
      !["The", "the", "This", "this"].contains(word.string)
    else { return nil }
    return word.count
  }

  /// Whether a dialect's or a wrapper's first bytes stand here, behind classes if there are any.
  /// Most lines of a log end here, so that it has to be cheap.
  private static func mayBegin(_ text: Bytes, depth: Int = 0) -> Bool {
    guard text.count >= 4, let first = text.first, depth < classesMax else { return false }
    if Heads.shared.begin(text) || depth > 0 && Heads.shared.isCut(text, behindClass: true) {
      return true
    }
    switch first {
    case UInt8(ascii: "("):
      let inside = text.dropFirst().prefix { $0 != UInt8(ascii: ")") && $0 != UInt8(ascii: ",") }
      return Hole.code.accepts(inside) || inside.isClassName
    case UInt8(ascii: "{")
    where text.dropFirst().first?.isBlank == true && text.last == UInt8(ascii: "}"):
      return true
    case UInt8(ascii: "#"):
      return text.dropFirst().first.map { $0.isDigit || $0 == UInt8(ascii: "<") } ?? false
    case _ where first.isDigit:
      return hasNumberBeforeCode(text) || Driver.unmarkedRecord(text) != nil
    case UInt8(ascii: "{") where text.dropFirst().first == UInt8(ascii: "\""): return true
    case _ where first >= 0x80 || first == UInt8(ascii: "\"") || first == UInt8(ascii: "'"):
      return endsLikeMessage(text)
    default: break
    }
    if let inside = textBehindClass(text) { return mayBegin(inside, depth: depth + 1) }
    guard let (name, length) = className(text) else { return endsLikeMessage(text) }
    var clues = Clues()
    clues.add(className: name)
    return clues.sqlState != nil || clues.kind != nil
      || mayBegin(text.dropFirst(length).drop(while: \.isBlank), depth: depth + 1)
  }

  /// Rails puts the message into parentheses: `ActiveRecord::RecordNotUnique (PG::Unique…`.
  private static func textBehindClass(_ text: Bytes) -> Bytes? {
    let name = text.prefix { !$0.isBlank }
    let rest = text[name.endIndex...]
    guard rest.starts(with: [0x20, UInt8(ascii: "(")]), Hole.rubyClass.accepts(name) else {
      return nil
    }
    return rest.dropFirst(2)
  }

  /// Some wordings begin with a name.
  private static func endsLikeMessage(_ text: Bytes) -> Bool {
    Heads.shared.hasHeadlessTail(text) || Heads.shared.beginWithName(text)
  }

  /// `a.B: c.D: …`
  private static let classesMax = 4

  /// `1062 (23000): …`
  private static func hasNumberBeforeCode(_ text: Bytes) -> Bool {
    let digits = text.prefix(while: \.isDigit)
    return !digits.isEmpty && text[digits.endIndex...].starts(with: [0x20, UInt8(ascii: "(")])
  }

  private static func isLanguageError(_ text: Bytes) -> Bool {
    className(text).map { LanguageError.contains(qualified: $0.0.string) } ?? false
  }

  private static func className(_ text: Bytes) -> (Bytes, Int)? {
    let name = text.prefix { !$0.isBlank }
    guard name.last == UInt8(ascii: ":"), name.dropLast().isClassName else { return nil }
    return (name.dropLast(), name.count)
  }

  /// The length of one part of a prefix; `nil` where the text is something else.
  private static func partLength(_ text: Bytes) -> Int? {
    guard let first = text.first else { return nil }
    if let phrase = phrases.first(where: { text.starts(with: $0) }) { return phrase.count }
    // Otherwise the program itself gave up; what it said is its own.
    guard !ownFailures.contains(where: { $0.end(in: text, at: text.startIndex) != nil }) else {
      return nil
    }
    if first == UInt8(ascii: "[") || first == UInt8(ascii: "(") {
      let close = first == UInt8(ascii: "[") ? UInt8(ascii: "]") : UInt8(ascii: ")")
      return text.prefix(120).lengthInBrackets(close: close)
    }
    let word = text.prefix { !$0.isBlank }
    guard word.count <= 120 else { return nil }
    if ["|", ">", "-", "-->", "E", "!", "\u{2502}", "=>"].contains(word.string) {
      return word.count
    }
    if levels.contains(word.string.uppercased()) { return word.count }
    // Comments and code are no log.
    guard
      !["#", "--", "//", "/*", "\"", "'", "<!"].contains(where: word.string.hasPrefix)
    else { return nil }
    if let length = word.lengthBeforeSeverity { return length }
    let marks = word.contains {
      ".@=:/#|,".utf8.contains($0) || $0.isDigit || $0 == UInt8(ascii: "-")
    }
    if marks { return word.count }
    // Of syslog: a host before `postgres[4711]:`.
    let next = text[word.endIndex...].drop(while: \.isBlank).prefix { !$0.isBlank }
    return next.isProcess ? word.count : nil
  }

  /// What runtimes put before an exception that nobody caught, or that caused another.
  private static let phrases: [[UInt8]] = [
    "Caused by: ", "Suppressed: ", "Uncaught ", "Unhandled exception. ",
    "Exception in thread \"main\" ", "Internal Exception: ", "PHP Fatal error:  Uncaught ",
    "Fatal error: Uncaught ", "Fatal error: Error raised at top level: ",
    "Fatal error: 'try!' expression unexpectedly raised an error: ", "---> ",
  ].map { Array($0.utf8) }

  /// What Swift's runtime puts before a program's own words when it ends.
  static let ownFailures = [
    "Fatal error: ", "Precondition failed: ", "Assertion failed: ",
  ].map { Words(Array($0.utf8)) }

  private static let levels: Set<String> = [
    "ERROR", "ERROR:", "ERR", "FATAL", "FATAL:", "CRITICAL", "SEVERE", "WARN", "WARNING", "INFO",
    "DEBUG", "NOTICE", "LOG", "LOG:", "UTC", "GMT", "CET", "CEST", "EST", "PST", "EXCEPTION:",
    // The time of syslog.
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
  ]
}

extension Bytes {
  /// The length up to the bracket that closes the first one.
  fileprivate func lengthInBrackets(close: UInt8) -> Int? {
    guard let open = first else { return nil }
    var depth = 0
    for index in indices {
      if self[index] == open { depth += 1 }
      if self[index] == close { depth -= 1 }
      if depth == 0 { return index - startIndex + 1 }
    }
    // A value that goes on may hold the message: `[error="[kv:1062]…`.
    guard firstIndex(of: Array("=\"".utf8), from: startIndex) == nil else { return nil }
    return firstIndex(of: close).map { $0 - startIndex + 1 }
  }

  /// A program in lower case with its number: `postgres[4711]:`.
  fileprivate var isProcess: Bool {
    guard hasSuffix([UInt8(ascii: "]"), UInt8(ascii: ":")]),
      let open = firstIndex(of: UInt8(ascii: "["))
    else { return false }
    let name = self[..<open]
    return !name.isEmpty && name.allSatisfy { $0.isLetter && !$0.isUpper || "-_".utf8.contains($0) }
      && self[(open + 1)...].dropLast(2).allSatisfy(\.isDigit)
  }

  /// Two colons or dashes between digits, as in `10:00:00` and `2031-05-01`.
  fileprivate var looksLikeTime: Bool {
    let marks = indices.dropFirst().dropLast().count { index in
      (self[index] == UInt8(ascii: ":") || self[index] == UInt8(ascii: "-"))
        && self[index - 1].isDigit && self[index + 1].isDigit
    }
    return marks >= 2
  }
}
