/// What a live database answered when it was asked about one violation. Each answer is optional: a
/// probe may not apply, be refused, or take too long.
///
/// Holds no row values but times and counts.
public struct ProbeFacts: Sendable, Hashable {
  /// The row that holds the violated key now.
  public var incumbent: Incumbent? = nil
  /// The row that the violated foreign key points to.
  public var parent: Parent? = nil
  /// Counters of the table's generated columns.
  public var counters: [Counter] = []
  /// Stored duplicates of the key's columns.
  public var duplicates: Duplicates? = nil
  /// NULLs and blanks in the key's columns.
  public var emptiness: [Emptiness] = []
  /// Indexes of the table that do not work as they are declared.
  public var invalidIndexes: [String] = []
  /// Collations whose rules have changed since the indexes were built.
  public var staleCollations: [StaleCollation] = []
  /// Whether rows with the key are found without the index only: the index is broken.
  public var indexMissesRows: Bool? = nil
  /// Probes that were not answered.
  public var unanswered: [Unanswered] = []

  public init() {}

  public static let none = ProbeFacts()

  public struct Incumbent: Sendable, Hashable {
    /// How many rows hold the key; counted to 2.
    public var count: Int
    /// When it was made, in seconds since 1970, by the column that says so.
    public var createdAt: Double? = nil
    public var createdColumn: String? = nil
    /// When the transaction that wrote it last committed, where the server records that.
    public var committedAt: Double? = nil
    /// How many transactions ago it was written last (`age(xmin)`).
    public var transactionsAgo: Int? = nil
    /// How many ids its counter has given out since; negative for an id that it has not reached.
    public var idsAgo: Int? = nil
    /// The column that says that it is deleted; `nil` when none says so.
    public var deletedColumn: String? = nil
    /// Whether a column that can say so was there to be asked.
    public var isDeletionKnown = false

    public init(count: Int) {
      self.count = count
    }
  }

  public struct Parent: Sendable, Hashable {
    public var table: String
    public var isPresent: Bool
    public var createdAt: Double? = nil
    public var transactionsAgo: Int? = nil
    /// For an absent one: whether the counter of its key has not reached the id yet, so that it was
    /// never given out here.
    public var isBeyondCounter: Bool? = nil

    public init(table: String, isPresent: Bool) {
      self.table = table
      self.isPresent = isPresent
    }
  }

  /// A counter beside the largest value that is stored.
  public struct Counter: Sendable, Hashable {
    public var table: String
    public var column: String
    public var lastValue: Int
    /// `nil` for an empty table.
    public var largest: Int?

    public init(table: String, column: String, lastValue: Int, largest: Int?) {
      self.table = table
      self.column = column
      self.lastValue = lastValue
      self.largest = largest
    }

    /// Whether the next value is taken, or will be.
    public var isBehind: Bool { largest.map { $0 > lastValue } ?? false }
  }

  public struct Duplicates: Sendable, Hashable {
    public var columns: [String]
    /// Groups of rows with the same key, counted up to the probes' bound.
    public var groups: Int
    /// Seconds between the first two rows of a group: the median over the groups.
    public var medianSecondsApart: Double? = nil

    public init(columns: [String], groups: Int) {
      self.columns = columns
      self.groups = groups
    }
  }

  public struct Emptiness: Sendable, Hashable {
    public var column: String
    /// Counted up to the probes' bound.
    public var nulls: Int
    public var blanks: Int

    public init(column: String, nulls: Int, blanks: Int) {
      self.column = column
      self.nulls = nulls
      self.blanks = blanks
    }
  }

  public struct StaleCollation: Sendable, Hashable {
    public var name: String
    public var recordedVersion: String
    public var actualVersion: String

    public init(name: String, recordedVersion: String, actualVersion: String) {
      self.name = name
      self.recordedVersion = recordedVersion
      self.actualVersion = actualVersion
    }
  }

  public struct Unanswered: Sendable, Hashable {
    /// What was asked: "the row that holds the key".
    public var question: String
    /// Why there is no answer, in the server's or the tool's words; without row values.
    public var reason: String

    public init(question: String, reason: String) {
      self.question = question
      self.reason = reason
    }
  }
}
