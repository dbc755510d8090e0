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
    /// A wider type for the key and what points to it.
    case widenKey
    /// The part of the table that is missing, a part for all the rest, and a check ahead of time.
    case addPartition
    /// Take repeated rows out and build the index anew.
    case rebuildIndex
    /// Expand, fill, then narrow: each step works with the code before and after it.
    case expandThenContract
    /// A key that is checked at commit, or new values in two steps.
    case deferOrMoveInSteps
    /// Merge or remove the stale row before the other one takes its place.
    case mergeSibling
    /// Give the copy values of its own.
    case resetCopiedValue
    /// Look and write through one connection of one database.
    case useOneDatabase
    /// The column that is missing from the key.
    case widenConstraint
    /// Look where it is written: in the primary, past the cache.
    case readFromPrimary
    /// On a collision, make a new key and try again, a few times.
    case retryWithNewKey
    /// Hand the job over once its transaction has committed.
    case enqueueOnCommit
    /// Look and write under one lock, or serializable and again on a conflict.
    case serializeAccess
    /// A key of the operation itself, unique in the database: a repetition finds the first result.
    case idempotencyKey
    /// Undo what the database cannot roll back: a payment that was taken, a message that was sent.
    case compensate
  }
}
