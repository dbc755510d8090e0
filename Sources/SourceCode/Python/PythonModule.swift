/// A Python file, or an excerpt of one, as a syntax tree.
///
/// Reads whatever it is given: what makes no sense becomes `.unreadable` with the parts that do, and
/// an excerpt may begin and end anywhere, also inside a block, a bracket or a docstring.
public struct PythonModule: Sendable {
  public let text: String
  /// 1-based number of the text's first line in the file.
  public let firstLine: Int
  public let statements: [PythonStatement]
  /// Stretches that could not be read, in order.
  public let unreadable: [CodeSpan]

  public init(parsing text: String, firstLine: Int = 1) {
    self.text = text
    self.firstLine = firstLine
    let bytes = Array(text.utf8)
    guard bytes.count <= SourceLimits.parsedBytesMax else {
      statements = []
      unreadable = [
        CodeSpan(start: 0, end: bytes.count, firstLine: firstLine, lastLine: firstLine)
      ]
      return
    }
    var reading = Reading(bytes, firstLine: firstLine)
    if let quote = reading.unterminatedQuote {
      // Perhaps the excerpt begins inside that string instead of ending inside of it.
      let other = Reading(bytes, firstLine: firstLine, insideQuote: quote)
      if other.isBetter(than: reading) { reading = other }
    }
    statements = reading.statements
    unreadable = reading.unreadable
  }

  public init(parsing file: SourceFile) {
    self.init(parsing: file.text, firstLine: file.firstLine)
  }

  /// The source text of a span of this module.
  public func source(of span: CodeSpan) -> String {
    let bytes = text.utf8
    let start = bytes.index(bytes.startIndex, offsetBy: min(max(span.start, 0), bytes.count))
    let end = bytes.index(bytes.startIndex, offsetBy: min(max(span.end, 0), bytes.count))
    guard start < end else { return "" }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// Calls `body` for every statement, outermost first; `false` keeps out of a statement's blocks.
  public func visit(_ body: (PythonStatement) -> Bool) {
    for statement in statements { statement.visit(body) }
  }

  /// Every call, in the order of the statements.
  public var calls: [PythonCall] { statements.flatMap(\.calls) }
}

/// One way to read a text.
private struct Reading {
  var statements: [PythonStatement]
  var unreadable: [CodeSpan]
  var unterminatedQuote: UInt8?

  init(_ bytes: [UInt8], firstLine: Int, insideQuote: UInt8? = nil) {
    var tokenizer = PythonTokenizer(bytes, insideQuote: insideQuote)
    tokenizer.tokenize()
    if !tokenizer.strayClosers.isEmpty {
      tokenizer = PythonTokenizer(
        bytes, unseenClosers: tokenizer.strayClosers, insideQuote: insideQuote)
      tokenizer.tokenize()
    }
    var parser = PythonParser(bytes, tokens: tokenizer.tokens, firstLine: firstLine)
    statements = parser.parseModule()
    unreadable = parser.unreadable
    unterminatedQuote = tokenizer.unterminatedQuote
  }

  func isBetter(than other: Reading) -> Bool {
    (unreadable.count, -statements.count) < (other.unreadable.count, -other.statements.count)
  }
}
