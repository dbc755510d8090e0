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
    /// Set the generator of the key to the largest one stored.
    case resetSequence
    /// Look up and write by the columns of the key.
    case correctConflictTarget
    /// One canonical form where the value is written and where it is compared.
    case normalize
    /// A unique key that leaves out rows marked as deleted.
    case partialUniqueKey
    /// Look whether the parent exists and refuse with a readable error.
    case validateParent
    /// Lock the parent before its child is written.
    case lockParent
    /// Say what becomes of the children: restrict with an answer, move, or cascade.
    case decideChildren
    /// Demand the value where it comes in, or give a default.
    case requireValue
    /// The column's limit in the form, serializer or caller.
    case limitInput
    /// A savepoint around the statement that may fail.
    case savepoint
    /// Clean up the rows that break the rule before it is added, or load idempotently.
    case cleanUpRows
    /// Take repeated keys out of the batch before it is written.
    case deduplicateBatch
  }
}
