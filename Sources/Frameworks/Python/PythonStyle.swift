import EventSchema
import SourceCode

/// How a file is written, so that a change looks like its neighbours.
struct PythonStyle {
  /// One level of indentation.
  var indent = "    "
  var quote = "\""
  var newline = "\n"
  /// Columns that a line may take.
  var lineLength = 88

  init() {}

  init(of file: PythonFile) {
    let bytes = Array(file.source.text.utf8)
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if bytes.contains(UInt8(ascii: "\r")) { newline = "\r\n" }
    var (single, double) = (0, 0)
    for byte in bytes {
      if byte == UInt8(ascii: "'") { single += 1 }
      if byte == UInt8(ascii: "\"") { double += 1 }
    }
    if single > double { quote = "'" }
    lineLength = max(lineLength, min(lines.map(\.count).max() ?? 0, 119))
    if let level = Self.level(of: file.module) { indent = level(lines, file.source.firstLine) }
  }

  /// The indentation of the first statement of a block against that of its head.
  private static func level(
    of module: PythonModule
  ) -> (([ArraySlice<UInt8>], Int) -> String)? {
    var found: (head: Int, body: Int)?
    module.visit { statement in
      if found == nil, let inner = statement.blocks.first?.statements.first,
        inner.span.firstLine > statement.span.firstLine
      {
        found = (statement.span.firstLine, inner.span.firstLine)
      }
      return found == nil
    }
    guard let found else { return nil }
    return { lines, firstLine in
      func margin(_ line: Int) -> [UInt8] {
        guard lines.indices.contains(line - firstLine) else { return [] }
        return Array(lines[line - firstLine].prefix { $0 == 0x20 || $0 == 0x09 })
      }
      let (outer, inner) = (margin(found.head), margin(found.body))
      guard inner.count > outer.count else { return "    " }
      return String(decoding: inner.dropFirst(outer.count), as: UTF8.self)
    }
  }

  /// A string literal in the file's quotes.
  func literal(_ text: String) -> String {
    let other = quote == "'" ? "\"" : "'"
    let mark = text.mentions(quote) && !text.mentions(other) ? other : quote
    return mark + text.replacing("\\", by: "\\\\").replacing(mark, by: "\\" + mark) + mark
  }

  /// `callee(arguments)` on one line if it fits after `prefix`, else one argument on each line.
  func call(
    _ callee: String, _ arguments: [String], prefix: String = "", suffix: String = "",
    margin: String
  ) -> String {
    let line = "\(margin)\(prefix)\(callee)(\(arguments.joined(separator: ", ")))\(suffix)"
    let isLong =
      line.count > lineLength || arguments.contains { $0.utf8.contains(UInt8(ascii: "\n")) }
    if !isLong || arguments.isEmpty { return line }
    let inner = arguments.map { "\(margin)\(indent)\($0),\n" }.joined()
    return "\(margin)\(prefix)\(callee)(\n\(inner)\(margin))\(suffix)"
  }
}

extension PythonFile {
  /// The blanks before a statement; `nil` when something else is before it on its line.
  func margin(of statement: PythonStatement) -> String? {
    source.margin(at: statement.span.start)
  }

  func lineStart(of offset: Int) -> Int { source.lineStart(of: offset) }
  func lineEnd(of offset: Int) -> Int { source.lineEnd(of: offset) }

  /// The lines of statements, with comments between and behind them, as bytes of the text.
  func lines(of statements: [PythonStatement]) -> Range<Int>? {
    guard let first = statements.first, let last = statements.last else { return nil }
    return lineStart(of: first.span.start)..<lineEnd(of: max(last.span.end - 1, first.span.start))
  }

  /// Whole lines moved from one margin to another. Lines inside of string literals stay, since
  /// their blanks are part of the value.
  func reindented(
    _ range: Range<Int>, from old: String, to new: String, statements: [PythonStatement]
  ) -> String {
    let bytes = Array(source.text.utf8)
    var literals: [CodeSpan] = []
    for statement in statements {
      statement.visitExpressions { expression in
        if case .string = expression.kind, expression.span.lastLine > expression.span.firstLine {
          literals.append(expression.span)
        }
        return true
      }
    }
    var result = ""
    var offset = range.lowerBound
    while offset < range.upperBound {
      let end = min(lineEnd(of: offset), range.upperBound)
      var line = String(decoding: bytes[offset..<end].filter { $0 != 0x0D }, as: UTF8.self)
      let isInside = literals.contains { $0.start < offset && offset < $0.end }
      if !isInside, line.hasPrefix(old), line != "\n" {
        line = new + line.dropFirst(old.count)
      }
      result += line.hasSuffix("\n") ? line : line + "\n"
      offset = end
    }
    return result
  }
}
