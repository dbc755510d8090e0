/// What one SQL statement does, as far as a diagnosis needs it.
///
/// Read from the text with placeholders that drivers and ORMs record, or with literals. Names are
/// unquoted; a table's schema is kept apart.
public struct SQLStatement: Sendable, Hashable {
  public var verb: Verb
  public var schema: String?
  public var table: String?
  /// Columns that an INSERT lists or an UPDATE sets, in order.
  public var writtenColumns: [String] = []
  /// For each written column the 0-based index of the placeholder that gives its value, in the
  /// first row of an INSERT … VALUES or in the SET of an UPDATE; `nil` for a literal or an
  /// expression. Empty when it cannot be told.
  public var writtenParameters: [Int?] = []
  /// How many rows an INSERT … VALUES lists; 1 when it cannot be told.
  public var rowCount = 1
  /// For an INSERT … SELECT from its own table: the columns that take over what they are in the
  /// other row.
  public var copiedColumns: [String] = []
  /// Columns set to an expression of themselves (`units = units - %s`).
  public var computedColumns: [String] = []
  /// What the WHERE clause compares, in order.
  public var predicates: [Predicate] = []
  /// Tables that a SELECT joins beside the first one.
  public var joinedTables: [String] = []
  /// Whether the WHERE clause has an OR, so that its predicates widen it.
  public var hasDisjunction = false
  /// The columns of `ON CONFLICT (…)`; empty without a target.
  public var conflictColumns: [String] = []
  public var hasConflictClause = false
  /// For an INSERT: whether it asks for the written rows, which MariaDB can and MySQL cannot.
  public var hasReturningClause = false
  /// `FOR UPDATE` and its kin.
  public var locks = false
  /// For a SELECT: whether it only asks for existence or a count.
  public var isExistenceCheck = false
  /// For a SELECT: the aggregates among what it asks for, `MAX(number)`, `COUNT(*)`.
  public var aggregates: [Aggregate] = []
  /// For a SELECT: the first column that it orders by.
  public var orderColumn: String?
  /// Whether the largest value of `orderColumn` comes first.
  public var ordersDescending = false
  /// For a SELECT: how many rows it asks for, where that is a literal number.
  public var rowLimit: Int?
  /// Whether it draws the next value of a sequence.
  public var drawsFromSequence = false

  public init(verb: Verb, table: String? = nil) {
    self.verb = verb
    self.table = table
  }

  public enum Verb: String, Sendable, Hashable {
    case select, insert, update, delete, begin, commit, rollback, savepoint
    case releaseSavepoint = "release_savepoint"
    case rollbackToSavepoint = "rollback_to_savepoint"
    case definition, other
  }

  /// One aggregate of a SELECT.
  public struct Aggregate: Sendable, Hashable {
    public var function: Function
    /// `nil` for all rows and for expressions.
    public var column: String?

    public init(_ function: Function, of column: String?) {
      self.function = function
      self.column = column
    }

    public enum Function: String, Sendable, Hashable {
      case max, min, sum, count
    }
  }

  public struct Predicate: Sendable, Hashable {
    public var column: String
    public var comparison: Comparison
    /// Whether a function or operator folds case around the column or the value.
    public var foldsCase: Bool
    /// 0-based index of the placeholder that the column is compared with, counted over the whole
    /// statement; `nil` for a literal.
    public var parameterIndex: Int?
    /// The table of the column when it is another than the statement's (then `comparison` is
    /// `other`); `nil` for the statement's own and when the column is not qualified.
    public var otherTable: String?

    public init(
      column: String, comparison: Comparison, foldsCase: Bool = false, parameterIndex: Int? = nil,
      otherTable: String? = nil
    ) {
      self.column = column
      self.comparison = comparison
      self.foldsCase = foldsCase
      self.parameterIndex = parameterIndex
      self.otherTable = otherTable
    }

    public enum Comparison: String, Sendable, Hashable {
      case equal, inList, isNull, isNotNull, other
      /// A pattern, which without wildcards is an equality that folds case.
      case like
    }
  }

  /// Reads one statement; `nil` for what is no SQL. Bounded and linear, and content with a text
  /// that was cut off. Of several statements the first that reads or writes rows counts.
  public static func read(_ text: String) -> SQLStatement? {
    var text = text
    return text.withUTF8 { bytes in
      var reader = SQLReader(bytes)
      return reader.read()
    }
  }
}
