/// The application's source as far as it is at hand: a whole checkout, some excerpts, or nothing.
///
/// A value. `SourceReader` fills one from a folder; excerpts come with an event's frames or a batch
/// line. Paths are relative to the root and `/`-separated.
public struct SourceTree: Sendable {
  /// By path, sorted.
  public private(set) var files: [SourceFile]
  /// Whether every source file below the root is here, so that "not found" means "is not there".
  public var isComplete: Bool

  public init(files: [SourceFile] = [], isComplete: Bool = false) {
    self.files = files.sorted { ($0.path, $0.firstLine) < ($1.path, $1.firstLine) }
    self.isComplete = isComplete
  }

  public static let empty = SourceTree()

  /// The file or excerpt that a frame's path means and that holds the line, if any: the same path,
  /// else the longest common tail of path components.
  public func file(at path: String, line: Int? = nil) -> SourceFile? {
    nil
  }
}

/// A source file, or an excerpt of one.
public struct SourceFile: Sendable, Hashable {
  public var path: String
  public var text: String
  /// 1-based number of the text's first line in the file; 1 for a whole file.
  public var firstLine: Int
  /// Whether `text` is all of the file.
  public var isWhole: Bool

  public init(path: String, text: String, firstLine: Int = 1, isWhole: Bool = true) {
    self.path = path
    self.text = text
    self.firstLine = firstLine
    self.isWhole = isWhole
  }
}
