/// What is the same to know about every language whose source is read: which functions are around a
/// line, and where SQL stands in it. Each language's own tree tells more.
public struct Language: Sendable {
  /// As `exception.language` says it: `python`, `swift`.
  public var name: String
  /// Without the dot.
  public var fileExtensions: [String]
  /// What begins a comment to the end of the line.
  public var lineComment: String
  var findsFunction: @Sendable (SourceFile, Int) -> String?
  var findsSQL: @Sendable (SourceFile) -> [SQLLiteral]
  /// Sources with what is found in them, and near-misses.
  public var examples: [Example]

  /// In the order of the manual.
  public static let all: [Language] = [.python, .swift]

  /// The extensions of all languages that are read, the light readers' among them.
  public static let fileExtensions: [String] = Array(
    Set(all.flatMap(\.fileExtensions) + CodeLanguage.all.flatMap(\.fileExtensions))
  ).sorted()

  /// The language of a file, by its extension.
  public static func of(path: String) -> Language? {
    guard let dot = path.lastIndex(of: ".") else { return nil }
    let fileExtension = path[path.index(after: dot)...].lowercased()
    return all.first { $0.fileExtensions.contains(fileExtension) }
  }

  /// The function around a line of the file, with the types and functions around it and dots
  /// between: `RegisterView.form_valid`.
  public func functionName(in file: SourceFile, line: Int) -> String? {
    findsFunction(file, line)
  }

  /// The string literals that are SQL, in the order of the source.
  public func sqlLiterals(in file: SourceFile) -> [SQLLiteral] { findsSQL(file) }

  /// A source, and what must be found in it.
  public struct Example: Sendable {
    /// `↓` stands before the line whose function is looked for.
    public var source: String
    public var function: String?
    /// The verbs and tables of the statements in it: `insert member`; `-` for no table.
    public var sql: [String]
    let file: StaticString
    let line: UInt

    init(
      _ source: String, function: String?, sql: [String] = [], file: StaticString = #filePath,
      line: UInt = #line
    ) {
      self.source = source
      self.function = function
      self.sql = sql
      self.file = file
      self.line = line
    }
  }
}
