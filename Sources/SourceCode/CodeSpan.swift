/// A stretch of a source text.
public struct CodeSpan: Sendable, Hashable {
  /// UTF-8 offsets into the text that was parsed (of an excerpt: into the excerpt), `end` excluded.
  public var start: Int
  public var end: Int
  /// 1-based lines of the file, both included.
  public var firstLine: Int
  public var lastLine: Int

  public init(start: Int, end: Int, firstLine: Int, lastLine: Int) {
    self.start = start
    self.end = end
    self.firstLine = firstLine
    self.lastLine = lastLine
  }

  public func contains(line: Int) -> Bool { firstLine <= line && line <= lastLine }

  /// From the beginning of this span to the end of a later one.
  func through(_ later: CodeSpan) -> CodeSpan {
    CodeSpan(
      start: start, end: max(end, later.end), firstLine: firstLine,
      lastLine: max(lastLine, later.lastLine))
  }

  /// What the span holds of the text that was parsed.
  func text(in text: String) -> String {
    let bytes = text.utf8
    let start = bytes.index(bytes.startIndex, offsetBy: min(max(start, 0), bytes.count))
    let end = bytes.index(bytes.startIndex, offsetBy: min(max(end, 0), bytes.count))
    return start < end ? String(decoding: bytes[start..<end], as: UTF8.self) : ""
  }
}
