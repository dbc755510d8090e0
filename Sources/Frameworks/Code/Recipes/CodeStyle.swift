import EventSchema
import SourceCode

/// How a file is written, so that a change looks like its neighbours.
struct CodeStyle {
  /// One level of indentation.
  var level = "  "
  var newline = "\n"
  /// Whether texts stand in double quotes where both are possible.
  var prefersDoubleQuotes = false
  var usesSemicolons = true

  init(of file: CodeSourceFile) {
    let bytes = Array(file.source.text.utf8)
    if bytes.contains(UInt8(ascii: "\r")) { newline = "\r\n" }
    var (single, double, ends, lines) = (0, 0, 0, 0)
    var last = UInt8(ascii: "\n")
    for byte in bytes {
      if byte == UInt8(ascii: "'") { single += 1 }
      if byte == UInt8(ascii: "\"") { double += 1 }
      if byte == UInt8(ascii: "\n") {
        if last == UInt8(ascii: ";") { ends += 1 }
        if last != UInt8(ascii: "\n") { lines += 1 }
      }
      if byte != UInt8(ascii: "\r") { last = byte }
    }
    prefersDoubleQuotes = double > single
    usesSemicolons = ends > 0 || lines < 3
    level = Self.level(of: file) ?? level
  }

  /// The indentation of a block's first statement against that of its head.
  private static func level(of file: CodeSourceFile) -> String? {
    for path in file.walk.blocks {
      guard let block = path.last?.block, let first = block.statements.first,
        first.span.firstLine > block.span.firstLine,
        let inner = file.source.margin(at: first.span.start),
        let head = file.source.text(ofLine: block.span.firstLine)
      else { continue }
      let outer = String(head.prefix { $0 == " " || $0 == "\t" })
      guard inner.hasPrefix(outer), inner.count > outer.count else { continue }
      return String(inner.dropFirst(outer.count))
    }
    return nil
  }

  /// A recipe's own words as this file writes them.
  func dialect(_ language: String) -> (String) -> String {
    guard language == "javascript" else { return { $0 } }
    return { text in
      var text = text
      if prefersDoubleQuotes, !text.mentions("\"") { text = text.replacing("'", by: "\"") }
      if !usesSemicolons, text.hasSuffix(";") { text.removeLast() }
      return text
    }
  }
}
