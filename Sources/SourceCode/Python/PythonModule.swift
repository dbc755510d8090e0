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
    statements = []
    unreadable = []
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
