/// Writes a document as the body of a page; nothing untrusted is markup.
enum HTML {
  static func render(_ document: Document) -> String {
    htmlPage(title: document.title.plain, body: body(document))
  }

  private static func body(_ document: Document) -> String {
    var lines = ["<header>", "<h1>\(inline(document.title))</h1>"]
    if !document.summary.isEmpty {
      lines.append("<p class=\"summary\">\(inline(document.summary))</p>")
    }
    lines += ["</header>", "<nav><ul>"]
    for section in document.sections {
      lines.append("<li><a href=\"#\(section.anchor)\">\(htmlEscaped(section.title))</a></li>")
    }
    lines.append("</ul></nav>")
    for section in document.sections {
      lines.append("<section id=\"\(section.anchor)\">")
      lines.append("<h2>\(htmlEscaped(section.title))</h2>")
      lines += section.blocks.map(block)
      lines.append("</section>")
    }
    return lines.joined(separator: "\n")
  }

  private static func block(_ block: Document.Block) -> String {
    switch block {
    case .paragraph(let prose): "<p>\(inline(prose))</p>"
    case .heading(let prose): "<h3>\(inline(prose))</h3>"
    case .list(let items, let bullet): list(items, bullet)
    case .table(let rows):
      "<dl>" + rows.map { "<dt>\(htmlEscaped($0.name))</dt><dd>\(inline($0.prose))</dd>" }.joined()
        + "</dl>"
    case .code(let text, _):
      "<pre><code>\(escapedLines(text))</code></pre>"
    case .diff(let text): diff(text)
    case .excerpt(let excerpt): self.excerpt(excerpt)
    case .fold(let summary, let blocks):
      "<details><summary>\(inline(summary))</summary>\n"
        + blocks.map { self.block($0) }.joined(separator: "\n") + "\n</details>"
    }
  }

  private static func list(_ items: [Document.Item], _ bullet: Document.Bullet) -> String {
    let (opening, closing) =
      switch bullet {
      case .dot: ("<ul>", "</ul>")
      case .plus: ("<ul class=\"for\">", "</ul>")
      case .minus: ("<ul class=\"against\">", "</ul>")
      case .number: ("<ol>", "</ol>")
      }
    let entries = items.map { item in
      "<li>\(inline(item.prose))\(item.blocks.map(block).joined())</li>"
    }
    return ([opening] + entries + [closing]).joined(separator: "\n")
  }

  private static func escapedLines(_ text: String) -> String {
    visibleLines(text).map(htmlEscaped).joined(separator: "\n")
  }

  /// Each line is a block of its own, so that its colour reaches the edge.
  private static func diff(_ text: String) -> String {
    let lines = visibleLines(text).map { line in
      let content = line.isEmpty ? "&#10;" : htmlEscaped(line)
      return "<span class=\"\(DiffLine(line))\">\(content)</span>"
    }
    return "<pre class=\"diff\"><code>\(lines.joined())</code></pre>"
  }

  private static func excerpt(_ excerpt: Document.Excerpt) -> String {
    let lines = excerpt.lines.map { line in
      let text = htmlEscaped(visibleLines(line.text).joined(separator: " "))
      let content = text.isEmpty ? "&#10;" : text
      return "<span class=\"\(line.isMarked ? "marked" : "plain")\">"
        + "<i>\(line.number)</i>\(content)</span>"
    }
    return "<pre class=\"excerpt\"><code>\(lines.joined())</code></pre>"
  }

  private static func inline(_ prose: Prose) -> String {
    prose.spans.map { span in
      switch span {
      case .words(let text): htmlEscaped(text)
      case .code(let text): "<code>\(htmlEscaped(text))</code>"
      case .strong(let text): "<strong>\(htmlEscaped(text))</strong>"
      case .label(let text, let tone):
        "<span class=\"label \(tone.rawValue)\">\(htmlEscaped(text))</span>"
      }
    }.joined()
  }
}
