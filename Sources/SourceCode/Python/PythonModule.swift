/// A Python file, or an excerpt of one, as a syntax tree.
///
/// Reads whatever it is given: what makes no sense becomes `.unreadable` with the parts that do,
/// and an excerpt may begin and end anywhere, also inside a block, a bracket or a docstring.
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
    // Perhaps it begins inside a docstring.
    for quote in reading.suspectedQuotes(in: bytes) {
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
  public func source(of span: CodeSpan) -> String { span.text(in: text) }

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
  /// A text that is taken for a string by mistake has few.
  var tokenCount: Int

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
    tokenCount = tokenizer.tokens.count
    unterminatedQuote = tokenizer.unterminatedQuote
  }

  /// The quotes of triple-quoted strings that the text may begin inside of: one that never ends, or
  /// any if an excerpt made no sense so far.
  func suspectedQuotes(in bytes: [UInt8]) -> [UInt8] {
    if let unterminatedQuote { return [unterminatedQuote] }
    guard !unreadable.isEmpty, bytes.count <= SourceLimits.excerptBytesMax else { return [] }
    return [UInt8(ascii: "\""), UInt8(ascii: "'")].filter { quote in
      bytes.indices.dropFirst(2).contains {
        bytes[$0] == quote && bytes[$0 - 1] == quote && bytes[$0 - 2] == quote
      }
    }
  }

  func isBetter(than other: Reading) -> Bool {
    (unreadable.count, -tokenCount) < (other.unreadable.count, -other.tokenCount)
  }
}
