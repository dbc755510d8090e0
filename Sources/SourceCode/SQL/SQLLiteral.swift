/// A string of the source that is SQL.
public struct SQLLiteral: Sendable, Hashable {
  /// The string's value; `{}` where something is put in.
  public var text: String
  public var statement: SQLStatement
  public var span: CodeSpan

  /// `nil` for a string that is no SQL, or none that touches rows or definitions.
  init?(_ text: String, span: CodeSpan) {
    guard let statement = SQLStatement.read(text), statement.verb != .other else { return nil }
    self.text = text
    self.statement = statement
    self.span = span
  }
}
