/// What a server says in one language, wording by wording beside the English ones.
///
/// In the catalogue each English wording stands at the start of a line, and below it, indented,
/// what is said instead; more than one where versions differ. A wording that ends with `:` is the
/// label of a line, one in capitals without blanks a severity.
struct Translation: Sendable {
  /// As catalogues are named: `de`, `pt_BR`.
  let language: String
  /// By the English wording, in the order of the catalogue.
  let entries: [(original: String, words: [String])]

  init(language: String, _ catalogue: String) {
    self.language = language
    var entries: [(original: String, words: [String])] = []
    for line in catalogue.split(separator: "\n") {
      if !line.hasPrefix("  ") {
        entries.append((String(line), []))
      } else if let last = entries.indices.last {
        entries[last].words.append(String(line.dropFirst(2)))
      }
    }
    self.entries = entries
  }

  /// The words for a label or a severity.
  func words(for original: String) -> [String] {
    entries.lazy.filter { $0.original == original }.flatMap(\.words)
  }

  /// The same messages in this language; only those that the catalogue has.
  func messages(of originals: [Message]) -> [Message] {
    let byWording = Dictionary(
      originals.map { ($0.template.pattern, $0) }, uniquingKeysWith: { first, _ in first })
    return entries.flatMap { original, words in
      byWording[original].map { message in
        Self.forms(of: words).map { message.translated(into: $0, language: language) }
      } ?? []
    }
  }

  /// The words as other versions, terminals and encodings print them: with other quotation marks,
  /// with blanks that break, without the last full stop.
  static func forms(of words: [String]) -> [String] {
    var forms = words
    for change in changes {
      for form in forms {
        let changed = change(form)
        if !forms.contains(changed) { forms.append(changed) }
      }
    }
    return forms
  }

  private static let changes: [@Sendable (String) -> String] = [
    { $0.replacingEach("»{", with: "„{").replacingEach("}«", with: "}“") },
    { $0.replacingEach("\u{A0}", with: " ").replacingEach("\u{202F}", with: " ") },
    {
      var text = $0
      for (quotes, blank) in [("»«", ""), ("«»", ""), ("«»", " "), ("«»", "\u{A0}")] {
        guard let open = quotes.first, let close = quotes.last else { continue }
        text = text.replacingEach("\(open)\(blank){", with: "\"{")
          .replacingEach("}\(blank)\(close)", with: "}\"")
      }
      return text
    },
    { text in
      // The whole of `(columns)=(values)` is quoted in some versions only.
      ["»", "«", "« ", "«\u{A0}", "\"", "„"].reduce(text) {
        $0.replacingEach("\($1)({", with: "({")
      }
      .replacingEach("})«", with: "})").replacingEach("})»", with: "})")
      .replacingEach("}) »", with: "})").replacingEach("})\u{A0}»", with: "})")
      .replacingEach("})\"", with: "})").replacingEach("})“", with: "})")
    },
    { $0.hasSuffix(".") || $0.hasSuffix("。") ? String($0.dropLast()) : $0 },
  ]
}

extension Message {
  /// The same meaning in other words.
  fileprivate func translated(into words: String, language: String) -> Message {
    Message(
      kind, code: sqlState, number: vendorCode, side: side, dbms: dbms, words, origin: language)
  }
}

extension String {
  fileprivate func replacingEach(_ words: String, with replacement: String) -> String {
    let parts = Bytes(self).split(at: Array(words.utf8))
    return parts.count == 1 ? self : parts.map(\.string).joined(separator: replacement)
  }
}
