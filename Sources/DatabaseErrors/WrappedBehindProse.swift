/// Finds a driver's error behind what a program put before it: `register boat: insert: pq: …`,
/// `error=error returned from database: …`.
///
/// Go and Rust have no exceptions that hold each other's texts apart; whoever hands an error on
/// puts words and a colon before it. Only wrappers that no other text begins with are looked for.
enum WrappedBehindProse {
  /// Whether the line holds an error behind words of a program.
  static func isHeld(by line: Bytes) -> Bool {
    endsWithCode(line) || !starts(in: line).isEmpty
      || (!isQuotation(line) && DebugRecord.isHeld(by: line, Driver.debugRecords))
  }

  /// Whether the line ends as only a driver ends its text: `(SQLSTATE 23505)`.
  private static func endsWithCode(_ line: Bytes) -> Bool {
    guard !isCode(line) else { return false }
    return withCodeAtEnd.contains { $0.hasEnds(of: line) && $0.match(line) != nil }
  }

  private static let withCodeAtEnd = Driver.all.flatMap(\.wrappers)
    .filter { $0.standsBehindProse && $0.template.head.isEmpty }.map(\.template)

  /// Whether a printed record begins here, or an error behind the class that Go's SDK shows.
  static func begins(_ text: Bytes) -> Bool {
    guard let first = text.first else { return false }
    if first == UInt8(ascii: "*") {
      return text.prefix { !$0.isBlank }.last == UInt8(ascii: ":")
    }
    guard first.isLetter || first == UInt8(ascii: "&"), text.beginsDebugExpression else {
      return false
    }
    return DebugRecord.isHeld(by: text, Driver.debugRecords)
  }

  /// Places where a wrapper of this kind begins, in their order.
  static func starts(in text: Bytes) -> [Int] {
    var starts: [Int] = []
    guard !isCode(text) else { return starts }
    var index = text.startIndex
    while starts.count < startsMax, let mark = text[index...].firstIndex(where: isSeparator) {
      index = mark + 1
      let rest = text[index...].drop { $0 == 0x20 }
      let begin = rest.startIndex
      guard let first = rest.first, let heads = byFirstByte[first.folded] else { continue }
      if heads.contains(where: { $0.end(in: rest, at: begin) != nil }) { starts.append(begin) }
    }
    return starts
  }

  private static let startsMax = 8

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ":") || byte == UInt8(ascii: "=")
  }

  /// Comments and quotations.
  static func isQuotation(_ text: Bytes) -> Bool {
    let start = text.drop(while: \.isBlank)
    return codeStarts.contains { start.starts(with: $0) }
  }

  /// Comments, quotations and calls that hold the text as an argument.
  static func isCode(_ text: Bytes) -> Bool {
    if isQuotation(text) { return true }
    let start = text.prefix(proseBytesMax)
    guard let call = start.firstIndex(of: Array("(\"".utf8), from: start.startIndex) else {
      return false
    }
    // `raise Failure("…`: a name before the parenthesis.
    return call > start.startIndex && start[call - 1].isIdentifier
  }

  private static let proseBytesMax = 300
  private static let codeStarts = ["#", "//", "--", "/*", "* ", "'", "\"", "`", "<!"]
    .map { Array($0.utf8) }

  private static let byFirstByte: [UInt8: [Words]] = {
    var heads: [UInt8: [Words]] = [:]
    for wrapper in Driver.all.flatMap(\.wrappers) where wrapper.standsBehindProse {
      guard let first = wrapper.template.head.bytes.first else { continue }
      heads[first, default: []].append(wrapper.template.head)
    }
    return heads
  }()
}

extension Unwrapped {
  /// The server's words behind prose; `nil` when there are none.
  func behindProse(_ tolerance: Tolerance) -> ConstraintViolation? {
    guard isPrefixedByType || !WrappedBehindProse.isCode(words) else { return nil }
    let hasCode = clues.sqlState != nil || clues.vendorCode != nil
    let starts =
      isPrefixedByType || hasCode
      ? words.startsBehindColons
      : WrappedBehindProse.starts(in: words)
    for start in starts {
      var inner = self
      inner.words = words[start...]
      inner.unwrap()
      if let violation = inner.violation(tolerance.subtracting(.codeAlone), isInner: true) {
        return violation
      }
    }
    return nil
  }
}

extension Bytes {
  /// The places behind `: `, few of them.
  fileprivate var startsBehindColons: [Int] {
    var starts: [Int] = []
    var index = startIndex
    while starts.count < 8, let colon = firstIndex(of: [UInt8(ascii: ":"), 0x20], from: index) {
      starts.append(colon + 2)
      index = colon + 2
    }
    return starts
  }
}
