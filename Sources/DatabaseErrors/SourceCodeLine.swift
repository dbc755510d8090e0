/// Tells lines of source code, which mention errors, from lines that report them.
extension Bytes {
  /// Whether the line is a comment, in any language. `#1062` is phpMyAdmin's number of an error,
  /// `--->` is .NET's inner exception, and Markdown's `##` begins a heading.
  var isComment: Bool {
    let text = trimmed
    if Self.commentMarks.contains(where: { text.starts(with: $0) }) { return true }
    guard let first = text.first, text.count > 1 || first == UInt8(ascii: "#") else { return false }
    let next = text.dropFirst().first ?? 0x20
    switch first {
    case UInt8(ascii: "#"): return !next.isDigit && next != first
    case UInt8(ascii: "-"):
      return next == first && !"->".utf8.contains(text.dropFirst(2).first ?? 0x20)
    default: return false
    }
  }

  private static let commentMarks: [[UInt8]] = [
    "//", "/*", "<!--", ";;", "%%", "{#", "{{!", "\"\"\"", "'''", "REM ",
  ].map { Array($0.utf8) }

  /// Whether the line is nothing but a string: an element of a list in a program.
  var isStringLiteral: Bool {
    let text = trimmed
    guard let first = text.first, text.count > 1, !text.starts(with: Self.writtenObject) else {
      return false
    }
    return (first == UInt8(ascii: "'") || first == UInt8(ascii: "\"")) && text.last == first
  }

  /// A record of JSON that another log took for text: `"{\"level\":`.
  private static let writtenObject = Array("\"{\\\"".utf8)

  /// Whether the line is a statement that begins like none of a log's: `raise Failure("…")`.
  var isStatement: Bool {
    let text = trimmed
    let first = text.prefix { $0.isIdentifier || $0 == UInt8(ascii: ".") }
    return Self.statementWords.contains(first.string)
      && text[first.endIndex...].contains(UInt8(ascii: "("))
  }

  /// Whether an ORM's print of the statement begins in these bytes: what follows are values.
  var opensPrintedStatement: Bool {
    Self.printedStatements.contains { firstIndex(of: $0, from: startIndex) != nil }
  }

  private static let printedStatements = ["(SQL: ", "[SQL: ", ", SQL: "].map { Array($0.utf8) }

  /// Whether these bytes are source code whose string, or comment, begins behind them.
  func isSourceCode(beforeString mark: Quotation.Mark?) -> Bool {
    if isComment || endsInComment { return true }
    if mark?.isStringLiteral ?? false { return opensString }
    guard let start = openString else { return false }
    if self[start] != UInt8(ascii: "`"), self[..<start].trimmed.isEmpty { return true }
    return self[..<start].opensString
  }

  /// Whether a statement of source code stands here whose string begins behind it.
  private var opensString: Bool {
    let text = trimmed
    let first = text.prefix { $0.isIdentifier || $0 == UInt8(ascii: ".") }
    if Self.statementWords.contains(first.string) { return true }
    let code = text + [0x20]
    if Self.sqlVerbs.contains(where: { $0.end(in: code, at: code.startIndex) != nil }) {
      return true
    }
    if Self.operators.contains(where: { text.ends(with: $0) }) { return true }
    return text.endsInCall || text.opensSQLLiteral
  }

  /// Where the string begins that is still open at the end. An apostrophe inside a word opens none.
  private var openString: Int? {
    var open: Int?
    for index in indices {
      let byte = self[index]
      guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`")
      else {
        continue
      }
      if let start = open {
        if self[start] == byte { open = nil }
      } else if byte != UInt8(ascii: "'") || index == startIndex || !self[index - 1].isIdentifier {
        open = index
      }
    }
    return open
  }

  /// Whether a comment opened behind code: `except IntegrityError:  # …`.
  private var endsInComment: Bool {
    for mark in Self.openingComments
    where Words(mark).last(in: self + [0x20], from: startIndex) != nil {
      return true
    }
    return false
  }

  private static let openingComments: [[UInt8]] = [" # ", " // ", " /* ", "/*", " <!-- "].map {
    Array($0.utf8)
  }

  /// Whether the innermost open parenthesis is a call's, as in `assertEqual(a, `. Errors are also
  /// printed as calls: `IntegrityError('…')`.
  private var endsInCall: Bool {
    var depth = 0
    for index in indices.reversed() {
      switch self[index] {
      case UInt8(ascii: ")"): depth += 1
      case UInt8(ascii: "(") where depth > 0: depth -= 1
      case UInt8(ascii: "("):
        let before = self[..<index]
        let name = before.suffix { $0.isIdentifier || ".:".utf8.contains($0) }
        guard let last = name.last, last.isIdentifier else { return false }
        guard Self.errorSuffixes.contains(where: { name.ends(with: $0) }) else { return true }
        let word = before.dropLast(name.count).trimmed.suffix { $0.isIdentifier }.string
        return Self.statementWords.contains(word) || word == "new"
      default: break
      }
    }
    return false
  }

  /// Whether a statement of SQL stands before whose list of values is open, as in a log of
  /// statements. The parenthesis may have been taken off with the quotation mark.
  private var opensSQLLiteral: Bool {
    let text = trimmed + [0x20]
    guard Self.insertion.first(in: text, from: text.startIndex) != nil,
      let list = Self.valueList.last(in: text, from: text.startIndex)
    else { return false }
    let inside = text[list.upperBound...].trimmed
    guard let last = inside.last else { return true }
    guard "(,".utf8.contains(last), inside.first == UInt8(ascii: "(") else { return false }
    var depth = 0
    return inside.dropFirst().allSatisfy { byte in
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") { depth -= 1 }
      return depth >= 0
    }
  }

  private static let insertion = Words("INSERT INTO ".utf8)
  private static let valueList = Words(" VALUES".utf8)

  private func ends(with bytes: [UInt8]) -> Bool {
    count >= bytes.count && suffix(bytes.count).elementsEqual(bytes)
  }

  /// The longest end of which all bytes fulfil the condition.
  private func suffix(while fits: (UInt8) -> Bool) -> Bytes {
    var start = endIndex
    while start > startIndex, fits(self[start - 1]) { start -= 1 }
    return self[start...]
  }

  private static let errorSuffixes = ["Error", "Exception", "Violation", "Err"].map {
    Array($0.utf8)
  }

  private static let operators = ["==", "!=", "=~", " =", " :=", "+", "?", "&&", "||"].map {
    Array($0.utf8)
  }

  private static let statementWords: Set<String> = [
    "raise", "throw", "throws", "return", "assert", "elif", "except", "catch", "case", "def",
    "func", "fn", "fun", "import", "expect", "print", "puts", "printf", "echo", "yield", "await",
    "reject", "switch",
  ]

  private static let sqlVerbs = [
    "INSERT INTO ", "VALUES ", "VALUES(", "SELECT ", "COMMENT ON ", "DELETE FROM ", "ALTER TABLE ",
    "CREATE TABLE ", "CREATE FUNCTION ", "RAISE EXCEPTION ", "RAISE NOTICE ", "RAISE WARNING ",
    "RAISE INFO ", "RAISE LOG ", "RAISE DEBUG ", "RAISERROR", "THROW ", "SIGNAL SQLSTATE ",
  ].map { Words(Array($0.utf8)) }
}

extension Quotation.Mark {
  /// Whether source code writes strings between such marks.
  fileprivate var isStringLiteral: Bool {
    switch self {
    case .doubleQuote, .singleQuote, .backtick: true
    default: false
    }
  }
}
