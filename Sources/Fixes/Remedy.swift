/// What a cause asks for, in words that no framework owns. A framework turns it into a `Fix`.
public struct Remedy: Sendable, Hashable {
  public var kind: Kind
  /// The table, as the database names it.
  public var table: String?
  /// Of the violated or missing constraint, in its order.
  public var columns: [String]
  /// The constraint's name, if known.
  public var constraint: String?
  /// For a conditional constraint: a column that must be NULL for the row to count.
  public var onlyWhereNull: [String]

  public init(
    _ kind: Kind, table: String?, columns: [String], constraint: String? = nil,
    onlyWhereNull: [String] = []
  ) {
    self.kind = kind
    self.table = table
    self.columns = columns
    self.constraint = constraint
    self.onlyWhereNull = onlyWhereNull
  }

  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Look the value up on the path of the write and refuse it with a readable error.
    case validateOnPath
    /// Catch the violation inside a savepoint and put it on the right field.
    case translateViolation
    /// Insert first and on a violation read the winner's row, or an atomic upsert.
    case insertOrRead
    /// Add the missing constraint, after a query that finds duplicates and a clean-up.
    case addConstraint
    /// Refuse the value in the statement's own condition (`… WHERE units >= n`).
    case conditionalUpdate
  }
}
