/// Writes a document as GitHub-flavoured Markdown, in which nothing untrusted is markup.
enum Markdown {
  static func render(_ document: Document) -> String {
    var lines = ["# " + inline(document.title)]
    if !document.summary.isEmpty { lines += ["", inline(document.summary)] }
    for section in document.sections {
      lines += ["", "## " + escaped(section.title), ""]
      lines += self.lines(section.blocks)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  static func lines(_ blocks: [Document.Block]) -> [String] {
    Array(blocks.map(lines).joined(separator: [""]))
  }

  private static func lines(_ block: Document.Block) -> [String] {
    switch block {
    case .paragraph(let prose): [inline(prose)]
    case .heading(let prose): ["### " + inline(prose)]
    case .list(let items, let bullet): lines(items, bullet)
    case .table(let rows):
      rows.map { "- **\(escaped($0.name)):** \(inline($0.prose))" }
    case .code(let text, let language): fenced(visibleLines(text), language)
    case .diff(let text): fenced(visibleLines(text), "diff")
    case .excerpt(let excerpt): fenced(excerpt.lines.map { numbered($0, excerpt) }, "")
    case .fold(let summary, let blocks): ["#### " + inline(summary), ""] + lines(blocks)
    }
  }

  private static func lines(_ items: [Document.Item], _ bullet: Document.Bullet) -> [String] {
    items.enumerated().flatMap { index, item in
      let marker =
        switch bullet {
        case .dot: "* "
        case .plus: "+ "
        case .minus: "- "
        case .number: "\(index + 1). "
        }
      let indent = String(repeating: " ", count: marker.count)
      let nested = item.blocks.flatMap { [""] + lines($0) }
      return [marker + inline(item.prose)] + nested.map { $0.isEmpty ? "" : indent + $0 }
    }
  }

  private static func numbered(
    _ line: Document.Excerpt.Line, _ excerpt: Document.Excerpt
  ) -> String {
    let width = excerpt.lines.map { String($0.number).count }.max() ?? 0
    let number = String(line.number)
    let padding = String(repeating: " ", count: width - number.count)
    let text = visibleLines(line.text).joined(separator: " ")
    return "\(line.isMarked ? ">" : " ") \(padding)\(number) | \(text)"
  }

  /// The fence is longer than any run of backticks inside, so that none of them can close it.
  private static func fenced(_ lines: [String], _ language: String) -> [String] {
    let longest = lines.map { longestRun(of: "`", in: $0) }.max() ?? 0
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return [fence + language] + lines + [fence]
  }

  static func inline(_ prose: Prose) -> String {
    var text = ""
    var endsInCode = false
    for span in prose.spans {
      switch span {
      case .words(let words): text += escaped(words)
      case .code(let code):
        // The delimiters of two neighbours would make one run.
        text += (endsInCode ? " " : "") + codeSpan(code)
      case .strong(let words): text += emphasised(words)
      case .label(let word, _): text += "*" + escaped(word) + "*"
      }
      if case .code = span { endsInCode = true } else { endsInCode = false }
    }
    return text
  }

  /// Blanks at the ends would keep the asterisks from being emphasis.
  private static func emphasised(_ text: String) -> String {
    let visible = visibleLine(text)
    let core = visible.drop { $0 == " " }
    let trimmed = core.reversed().drop { $0 == " " }.reversed()
    guard !trimmed.isEmpty else { return visible }
    let before = String(repeating: " ", count: visible.count - core.count)
    let after = String(repeating: " ", count: core.count - trimmed.count)
    return before + "**" + escaped(String(trimmed)) + "**" + after
  }

  private static func codeSpan(_ text: String) -> String {
    let visible = visibleLine(text)
    let longest = longestRun(of: "`", in: visible)
    let delimiter = String(repeating: "`", count: longest + 1)
    let needsPadding =
      longest > 0 || (visible.hasPrefix(" ") && visible.hasSuffix(" ")) || visible.isEmpty
    let padding = needsPadding ? " " : ""
    return delimiter + padding + visible + padding + delimiter
  }

  /// Text in which no character begins markup: punctuation with a meaning gets a backslash, `<` and
  /// `&` become entities, and a word joiner keeps `@name` from notifying somebody of that name.
  static func escaped(_ text: String) -> String {
    let scalars = Array(visibleLine(text).unicodeScalars)
    var escaped = ""
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "&": escaped += "&amp;"
      case "@": escaped += "@\u{2060}"
      case "_": escaped += isInsideWord(index, in: scalars) ? "_" : "\\_"
      case "\\", "`", "*", "[", "]", "#", "~", "|", "$": escaped += "\\\(scalar)"
      case ":": escaped += isSchemeColon(index, in: scalars) ? "\\:" : ":"
      case "!", "+", "-", "=": escaped += escaped.isEmpty ? "\\\(scalar)" : "\(scalar)"
      case ".", ")": escaped += endsInWWWOrNumber(escaped) ? "\\\(scalar)" : "\(scalar)"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// An underscore between letters or digits is no emphasis.
  private static func isInsideWord(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
    guard index > 0, index + 1 < scalars.count else { return false }
    return isAlphanumeric(scalars[index - 1]) && isAlphanumeric(scalars[index + 1])
  }

  private static func isAlphanumeric(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  /// A viewer makes a link of `https://…` and `mailto:…`; of `note: …` and `12:30` it does not.
  private static func isSchemeColon(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
    guard index + 1 < scalars.count else { return false }
    return scalars[index + 1] == "/" || scalars[index + 1].properties.isAlphabetic
  }

  /// `www.` would become a link, `1.` at the start of a line a list.
  private static func endsInWWWOrNumber(_ text: String) -> Bool {
    guard let last = text.unicodeScalars.last else { return false }
    if last == "w" || last == "W" { return true }
    return text.utf8.count <= 10 && text.utf8.allSatisfy { (48...57).contains($0) }
  }

  private static func longestRun(of character: Unicode.Scalar, in text: String) -> Int {
    var longest = 0
    var current = 0
    for scalar in text.unicodeScalars {
      current = scalar == character ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }
}
