/// A place in a source: what a report quotes.
public struct SourcePlace: Sendable, Hashable {
  /// Relative to the source root; for what is no file its name, `database harbour`.
  public var path: String
  /// 1-based; 0 where there are no lines.
  public var line: Int
  public var function: String?
  /// The source line, trimmed.
  public var text: String

  public init(path: String, line: Int, function: String? = nil, text: String) {
    self.path = path
    self.line = line
    self.function = function
    self.text = text
  }

  /// `path:line`, or the path alone.
  public var description: String { line > 0 ? "\(path):\(line)" : path }
}
