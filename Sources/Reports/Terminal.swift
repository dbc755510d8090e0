/// Writes a document for a terminal or a pipe: wrapped to a width, indented, coloured if asked.
struct Terminal {
  var width: Int
  var usesColor: Bool
  private(set) var output = ""

  init(_ options: RenderOptions) {
    width = min(max(options.width, 40), 120)
    usesColor = options.usesColor
  }

  static func render(_ document: Document, _ options: RenderOptions) -> String {
    var terminal = Terminal(options)
    terminal.write(document)
    return terminal.output
  }

  private mutating func write(_ document: Document) {
    wrap(Prose(spans: [.strong(document.title.plain)]), indent: 0)
    if !document.summary.isEmpty { wrap(document.summary, indent: 0) }
    for section in document.sections {
      let title = visibleLine(section.title)
      line("")
      line(styled(title, .strong))
      line(styled(String(repeating: "─", count: columns(of: title)), .faint))
      write(section.blocks, indent: 0)
    }
  }

  private mutating func write(_ blocks: [Document.Block], indent: Int) {
    for (index, block) in blocks.enumerated() {
      if index > 0 { line("") }
      write(block, indent: indent)
    }
  }

  private mutating func write(_ block: Document.Block, indent: Int) {
    switch block {
    case .paragraph(let prose): wrap(prose, indent: indent)
    case .heading(let prose): wrap(Prose(spans: [.strong(prose.plain + ":")]), indent: indent)
    case .list(let items, let bullet): write(items, bullet, indent: indent)
    case .table(let rows): write(rows, indent: indent)
    case .code(let text, _): lines(visibleLines(text).map { ($0, .plain) }, indent: indent + 4)
    case .diff(let text):
      // At the margin it is something that `git apply` takes from a pipe.
      lines(visibleLines(text).map { ($0, DiffLine($0).style) }, indent: indent)
    case .excerpt(let excerpt): write(excerpt, indent: indent)
    case .fold(let summary, let blocks):
      wrap(summary, indent: indent)
      line("")
      write(blocks, indent: indent + 2)
    }
  }

  private mutating func write(_ items: [Document.Item], _ bullet: Document.Bullet, indent: Int) {
    let numberWidth = String(items.count).count
    for (index, item) in items.enumerated() {
      let (marker, style): (String, Style) =
        switch bullet {
        case .dot: ("•", .plain)
        case .plus: ("+", .good)
        case .minus: ("-", .bad)
        case .number: (leftPadded(String(index + 1), numberWidth) + ".", .faint)
        }
      let hanging = indent + columns(of: marker) + 1
      wrap(item.prose, indent: hanging, first: spaces(indent) + styled(marker, style) + " ")
      write(item.blocks, indent: hanging)
    }
  }

  private mutating func write(_ rows: [Document.Row], indent: Int) {
    let nameWidth = rows.map { columns(of: visibleLine($0.name)) }.max() ?? 0
    for row in rows {
      let name = visibleLine(row.name)
      let gap = spaces(nameWidth - columns(of: name) + 2)
      wrap(
        row.prose, indent: indent + nameWidth + 2,
        first: spaces(indent) + styled(name, .faint) + gap)
    }
  }

  private mutating func write(_ excerpt: Document.Excerpt, indent: Int) {
    let numberWidth = excerpt.lines.map { String($0.number).count }.max() ?? 0
    for sourceLine in excerpt.lines {
      let marker = sourceLine.isMarked ? styled(">", .bad) : " "
      let number = styled(leftPadded(String(sourceLine.number), numberWidth), .faint)
      let text = visibleLines(sourceLine.text).joined(separator: " ")
      let content = sourceLine.isMarked ? styled(text, .strong) : text
      line("\(spaces(indent))\(marker) \(number) \(styled("│", .faint)) \(content)")
    }
  }

  private mutating func lines(_ lines: [(String, Style)], indent: Int) {
    for (text, style) in lines { line(text.isEmpty ? "" : spaces(indent) + styled(text, style)) }
  }

  private mutating func line(_ text: String) {
    output += text
    output += "\n"
  }

  /// Words on lines of the width, the second and later ones indented. A word that is too long for a
  /// line stays whole, so that a path can be copied.
  private mutating func wrap(_ prose: Prose, indent: Int, first: String? = nil) {
    var current = first ?? spaces(indent)
    var used = indent
    var isFresh = true
    for word in words(of: prose) {
      if !isFresh, word.followsBlank, used + 1 + word.width > width {
        line(current)
        current = spaces(indent)
        used = indent
        isFresh = true
      }
      if !isFresh, word.followsBlank {
        current += " "
        used += 1
      }
      current += word.styled
      used += word.width
      isFresh = false
    }
    line(current)
  }

  private struct Word {
    var styled: String
    var width: Int
    /// Whether a blank stands before it; otherwise it sticks to its predecessor.
    var followsBlank: Bool
  }

  private func words(of prose: Prose) -> [Word] {
    var words: [Word] = []
    var followsBlank = false
    for span in prose.spans {
      let text = printed(span)
      let parts = text.split(separator: " ", omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        if index > 0 { followsBlank = true }
        guard !part.isEmpty else { continue }
        let part = String(part)
        words.append(
          Word(
            styled: styled(part, style(of: span)), width: columns(of: part),
            followsBlank: followsBlank))
        followsBlank = false
      }
    }
    return words
  }

  private func printed(_ span: Prose.Span) -> String {
    switch span {
    case .words(let text), .strong(let text): visibleLine(text)
    case .code(let text): usesColor ? visibleLine(text) : "`\(visibleLine(text))`"
    case .label(let text, _): usesColor ? visibleLine(text) : "[\(visibleLine(text))]"
    }
  }

  private func style(of span: Prose.Span) -> Style {
    switch span {
    case .words: .plain
    case .code: .code
    case .strong: .strong
    case .label(_, let tone):
      switch tone {
      case .bad: .bad
      case .caution: .caution
      case .good: .good
      case .neutral: .code
      }
    }
  }
}

extension Terminal {
  /// Codes of the eight basic colours, which every theme keeps legible.
  enum Style: String {
    case plain = ""
    case strong = "1"
    case faint = "2"
    case bad = "31"
    case good = "32"
    case caution = "33"
    case code = "36"
  }

  func styled(_ text: String, _ style: Style) -> String {
    guard usesColor, style != .plain else { return text }
    return "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m"
  }
}

extension Prose {
  /// The words without what they are: for a heading, which has one face.
  var plain: String {
    spans.map { span in
      switch span {
      case .words(let text), .code(let text), .strong(let text), .label(let text, _): text
      }
    }.joined()
  }
}

/// What a line of a unified diff is.
enum DiffLine {
  case header, hunk, added, removed, context

  init(_ line: String) {
    switch true {
    case line.hasPrefix("+++"), line.hasPrefix("---"), line.hasPrefix("diff "),
      line.hasPrefix("new file"), line.hasPrefix("index "):
      self = .header
    case line.hasPrefix("@@"): self = .hunk
    case line.hasPrefix("+"): self = .added
    case line.hasPrefix("-"): self = .removed
    default: self = .context
    }
  }

  var style: Terminal.Style {
    switch self {
    case .header: .strong
    case .hunk: .code
    case .added: .good
    case .removed: .bad
    case .context: .plain
    }
  }
}

/// How many columns of a terminal the text takes: two for East Asian wide characters and emoji,
/// none for what combines with its predecessor.
func columns(of text: String) -> Int {
  var count = 0
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x300...0x36F, 0x200C...0x200D, 0xFE00...0xFE0F, 0x20D0...0x20FF: break
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      count += 2
    default: count += 1
    }
  }
  return count
}

private func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

private func leftPadded(_ text: String, _ width: Int) -> String {
  spaces(width - text.count) + text
}
