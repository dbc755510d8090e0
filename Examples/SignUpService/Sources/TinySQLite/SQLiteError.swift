/// An error that SQLite reported.
public struct SQLiteError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The extended result code, such as 2067 for a unique constraint.
  public var extendedCode: Int32
  /// SQLite's own words.
  public var message: String
  /// The statement that failed, with placeholders.
  public var statement: String?

  init(code: Int32, message: String, statement: String? = nil) {
    extendedCode = code
    self.message = message
    self.statement = statement
  }

  /// The primary result code, such as 19 for every kind of constraint.
  public var code: Int32 { extendedCode & 0xff }

  public var description: String {
    let place = statement.map { " - while executing `\($0)`" } ?? ""
    return "SQLite error \(code): \(message)\(place)"
  }
}
