/// Words that tell a report of what happened from a text about what can happen.
extension Bytes {
  /// Whether the text speaks of errors in general: a manual, an explanation, a search pattern.
  var generalises: Bool { words.contains { Self.generalWords.contains($0) } }

  /// Whether the text begins like the end of a sentence that explains a message.
  var explains: Bool { words.prefix(3).contains { Self.explainingWords.contains($0) } }

  /// Whether the text says that something happened: an error, a failure, what somebody got.
  var reports: Bool {
    // Only beyond ASCII it takes Unicode's tables to fold a letter.
    guard allSatisfy({ $0 < 0x80 }) else {
      let text = string.lowercased()
      return Self.reportingStems.contains { text.contains($0) }
    }
    return indices.contains { index in
      Self.asciiStems[Int(self[index].folded)].contains { has($0, at: index) }
    }
  }

  /// Those without letters beyond ASCII, by their first byte.
  private static let asciiStems: [[[UInt8]]] = {
    var stems = [[[UInt8]]](repeating: [], count: 0x80)
    for stem in reportingStems.map({ Array($0.utf8) }) {
      if let first = stem.first, stem.allSatisfy({ $0 < 0x80 }) { stems[Int(first)].append(stem) }
    }
    return stems
  }()

  /// Whether the text was cut here by whoever shows it.
  var isEllipsis: Bool {
    starts(with: Array("...".utf8)) || starts(with: Array("…".utf8))
      || trimmed.starts(with: Array("[truncated".utf8))
  }

  /// The words of the text in lower case; dots inside stay (`e.g`).
  private var words: [String] {
    split { !$0.isLetter && !$0.isIdentifier && $0 != UInt8(ascii: ".") }
      .map { $0.string.lowercased() }
      .map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 }
  }

  private static let generalWords: Set<String> = [
    "manual", "documentation", "docs", "tutorial", "example", "examples", "e.g", "i.e", "eg",
    "such", "means", "meaning", "mean", "would", "might", "typically", "usually", "often",
    "whenever", "quotes", "regex", "pattern", "hypothetical",
  ]

  private static let explainingWords: Set<String> = [
    "means", "mean", "occurs", "arises", "happens", "indicates", "signifies", "says", "would",
    "bedeutet", "signifie", "significa",
  ]

  /// Beginnings and parts of words, in the languages in which errors are reported most.
  private static let reportingStems = [
    "error", "excep", "fail", "crash", "panic", "abort", "got ", "get ", "gets ", "getting",
    "receiv", "reciev", "caused by", "violation", "see ", "seeing", "saw ", "throw", "threw",
    "raise", "return", "message",
    "warn", "complain", "log", "fehler", "erreur", "erro", "ошибк", "помилк", "错误", "錯誤", "エラー",
    "오류", "hata", "błąd", "fel ", "fejl", "chyba", "virhe",
  ]
}
