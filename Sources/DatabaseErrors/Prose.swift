/// Words that tell a report of what happened from a text about what can happen.
extension Bytes {
  /// Whether the text speaks of errors in general: a manual, an explanation, a search pattern.
  var generalises: Bool { words.contains { Self.generalWords.contains($0) } }

  /// Whether the text begins like the end of a sentence that explains a message.
  var explains: Bool { words.prefix(3).contains { Self.explainingWords.contains($0) } }

  /// Whether the text says that something happened: an error, a failure, what somebody got.
  var reports: Bool {
    // Some of the stems end in a blank, and so may the text.
    let text: Bytes = self + [0x20]
    // Only beyond ASCII it takes Unicode's tables to fold a letter.
    guard text.allSatisfy({ $0 < 0x80 }) else {
      let folded = text.string.lowercased()
      return Self.reportingStems.contains { folded.contains($0) }
    }
    return text.indices.contains { index in
      Self.asciiStems[Int(text[index].folded)].contains { text.has($0, at: index) }
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

  /// Whether the last sentence tells that somebody met what stands behind it: `the import crashes
  /// with`, `we get a`, `failed because`. What could happen, or no longer does, is nobody's report.
  var tellsOfFailure: Bool {
    let words = lastSentence.words
    guard let verb = words.last(where: { !Self.determiners.contains($0) }),
      Self.handingWords.contains(verb), lastSentence.reports,
      !words.contains(where: Self.unrealWords.contains)
    else { return false }
    return !zip(words, words.dropFirst()).contains { $0 == "could" && $1 != "not" }
  }

  /// What stands behind the last full stop, question mark or exclamation mark.
  private var lastSentence: Bytes {
    let stops = indices.dropFirst().filter { index in
      self[index].isBlank && ".?!".utf8.contains(self[index - 1])
    }
    return stops.last.map { self[($0 + 1)...] } ?? self
  }

  /// Whether the text was cut here by whoever shows it.
  var isEllipsis: Bool {
    starts(with: Array("...".utf8)) || starts(with: Array("…".utf8))
      || trimmed.starts(with: Array("[truncated".utf8))
  }

  /// Whether a sentence goes on here that told of an error: `… when two files hold it`.
  var continuesSentence: Bool {
    first == UInt8(ascii: ",")
      || first == 0x20 && words.first.map(Self.conjunctions.contains) ?? false
  }

  /// Whether these are a name and then words of a sentence, rather than an expression.
  var isNameInSentence: Bool {
    let words = split(separator: 0x20)
    guard words.count >= 3, words[0].allSatisfy(\.isIdentifier),
      !contains(where: { "<>=+*/%(|".utf8.contains($0) })
    else { return false }
    // Of two conditions `and` makes one.
    return Self.joiningWords.contains(words[1].string)
      && (words[1].string != "and" || Self.clauseWords.contains(words[2].string))
  }

  private static let joiningWords = conjunctions.union([
    "on", "in", "at", "for", "during", "from",
  ])

  private static let conjunctions: Set<String> = [
    "when", "while", "after", "before", "if", "because", "and", "but", "since", "every", "each",
    "although", "so", "then", "until", "whereas",
  ]

  private static let clauseWords: Set<String> = [
    "the", "a", "an", "it", "we", "i", "I", "then", "this", "all", "nothing",
  ]

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

  private static let determiners: Set<String> = [
    "a", "an", "the", "this", "that", "following", "same", "another", "exactly", "just", "only",
    "error", "errors", "exception", "message", "einen", "den", "der", "dem", "einem", "une", "un",
    "el", "la", "le",
  ]

  /// Words behind which a sentence names what failed.
  private static let handingWords: Set<String> = [
    "with", "get", "gets", "got", "getting", "see", "sees", "seeing", "saw", "throw", "throws",
    "threw", "throwing", "raise", "raises", "raised", "raising", "return", "returns", "returned",
    "returning", "receive", "receives", "received", "receiving", "because", "of", "to", "by",
    "hit", "hits", "hitting", "encounter", "encountered", "on", "and", "in", "mit", "wegen", "avec",
    "con", "com", "из-за", "с",
  ]

  /// Of sentences about what can happen, must not, or was mended.
  private static let unrealWords: Set<String> = [
    "you", "may", "can", "should", "shouldn", "never", "longer", "avoid", "avoids", "prevent",
    "prevents", "handle", "handles", "catch", "catches", "fix", "fixes", "fixed", "resolve",
    "resolves", "resolved", "without", "unless", "how", "cannot",
  ]

  /// Beginnings and parts of words, in the languages in which errors are reported most.
  private static let reportingStems = [
    "error", "excep", "fail", "crash", "panic", "abort", "got ", "get ", "gets ", "getting",
    "receiv", "reciev", "caused by", "violation", "see ", "seeing", "saw ", "throw", "threw",
    "raise", "return", "message",
    "warn", "complain", "log", "dies ", "died ", "stop", "answer", "respond", "because", "due to",
    "could not", "ended in", "result", "fehler", "erreur", "erro", "ошибк", "помилк", "错误", "錯誤",
    "エラー",
    "오류", "hata", "błąd", "fel ", "fejl", "chyba", "virhe",
  ]
}
