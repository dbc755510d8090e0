/// An error that a line of a log or of prose quotes somewhere behind its start.
///
/// A sentence is believed when it hands the error on: behind a colon or another mark that ends a
/// clause, in quotation marks or back-ticks of a sentence that reports something, or behind words
/// such as `crashes with`. It must name all of the message. Comments, string literals of source
/// code and texts that explain errors in general are not believed, nor is the error of a language
/// that imitates a database.
struct Quotation {
  /// From the error to the end of the line, or to the mark that closes the quotation.
  let text: Bytes
  /// Whether a closing mark stands behind the text.
  let isCut: Bool
  /// Whether the words before it say that something failed.
  let isReported: Bool

  /// `nil` when what stands at `start` is not handed on as an error.
  init?(in line: Bytes, at start: Int) {
    var lead = line[..<start]
    // Inside a path or a qualified name nothing begins.
    if let last = lead.last, ".\\$/_-".utf8.contains(last) { return nil }
    let closer = lead.popOpeningMark()
    lead = lead.trimmed
    guard !lead.isEmpty || closer == .backtick else { return nil }
    let near = lead.suffix(Self.leadBytesMax)
    guard !lead.isSourceCode(beforeString: closer), !near.endsInLanguageError,
      !near.generalises, Self.handsOn(near, closer, text: line[start...])
    else { return nil }
    isReported = near.reports
    let rest = line[start...]
    text = closer?.cut(rest) ?? rest
    isCut = text.endIndex < rest.endIndex
    guard !rest[text.endIndex...].explains else { return nil }
  }

  /// Farther back another sentence stands.
  private static let leadBytesMax = 400

  private static func handsOn(_ lead: Bytes, _ closer: Mark?, text: Bytes) -> Bool {
    guard let last = lead.last else { return true }
    // The key of a dictionary.
    if closer != nil, last == UInt8(ascii: "{") { return false }
    if ":=|>!.;-,)]}\u{2192}\u{FF1A}\u{FF01}\u{3002}".utf8.contains(last) { return true }
    // Without a mark only what can be nothing but an error: a number or a code comes first, or
    // somebody tells that the program failed with it.
    let isCode = last.isDigit || text.prefix(while: { !$0.isBlank }).contains(where: \.isDigit)
    return (closer != nil || isCode) && lead.reports || lead.tellsOfFailure
  }

  /// What opens and closes a quotation.
  enum Mark: Sendable {
    case doubleQuote, singleQuote, backtick, curly, guillemet, corner, parenthesis, bracket

    fileprivate static let opening: [([UInt8], Mark)] = [
      ("\"", .doubleQuote), ("'", .singleQuote), ("`", .backtick), ("\u{201C}", .curly),
      ("\u{201E}", .curly), ("\u{2018}", .curly), ("\u{AB}", .guillemet), ("\u{BB}", .guillemet),
      ("\u{300C}", .corner), ("\u{300E}", .corner), ("(", .parenthesis), ("[", .bracket),
    ].map { (text: String, mark: Mark) in (Array(text.utf8), mark) }

    private var closing: [Words] {
      let marks: [String] =
        switch self {
        case .doubleQuote: ["\""]
        case .singleQuote: ["'"]
        case .backtick: ["`"]
        case .curly: ["\u{201D}", "\u{201C}", "\u{2019}"]
        case .guillemet: ["\u{BB}", "\u{AB}"]
        case .corner: ["\u{300D}", "\u{300F}"]
        case .parenthesis: [")"]
        case .bracket: ["]"]
        }
      return marks.map { Words($0.utf8) }
    }

    /// The text up to the last closing mark of the line; all of it when there is none.
    fileprivate func cut(_ text: Bytes) -> Bytes {
      let ends = closing.compactMap { $0.last(in: text, from: text.startIndex)?.lowerBound }
      return ends.max().map { text[..<$0] } ?? text
    }
  }
}

extension Bytes {
  /// Takes the opening mark off the end, with blanks and asterisks (Markdown's bold) around it.
  fileprivate mutating func popOpeningMark() -> Quotation.Mark? {
    let whole = self
    var found: Quotation.Mark?
    while let last, last.isBlank || last == UInt8(ascii: "*") { removeLast() }
    for _ in 0..<Self.nestedMarksMax {
      guard let (bytes, mark) = Quotation.Mark.opening.first(where: { ends(with: $0.0) }) else {
        break
      }
      self = dropLast(bytes.count)
      found = found ?? mark
    }
    if found == nil { self = whole }
    return found
  }

  /// "`[…" and a fence are the most that stand before an error.
  private static let nestedMarksMax = 4

  private func ends(with bytes: [UInt8]) -> Bool {
    count >= bytes.count && suffix(bytes.count).elementsEqual(bytes)
  }

  /// `Inner Exception: ` is a label, not a class.
  private static let labels: Set<String> = [
    "inner", "internal", "nested", "root", "base", "original",
  ]

  /// Whether a class of a language stands at the end, as in `ValueError: `, or anywhere before a
  /// further clause.
  fileprivate var endsInLanguageError: Bool {
    if LinePrefix.ownFailures.contains(where: {
      $0.first(in: self + [0x20], from: startIndex) != nil
    }) {
      return true
    }
    var before = ""
    return split(whereSeparator: \.isBlank).contains { word in
      defer { before = word.string.lowercased() }
      guard word.last == UInt8(ascii: ":"), word.dropLast().isClassName else { return false }
      return !Self.labels.contains(before)
        && LanguageError.contains(qualified: word.dropLast().string)
    }
  }
}
