public import SourceCode

/// What frames and source lines show about the way to the failing statement, in words that no
/// language or framework owns. Everything is optional: excerpts show less than a checkout.
public struct SourceFacts: Sendable, Hashable {
  /// What the culprit was doing.
  public var operation: Operation?
  /// The statement in the source that wrote (or read, for a read that failed).
  public var write: Place?
  /// For a read that failed (`get()` saw too many rows): the look-up itself.
  public var read: Check?
  /// The table that the write is about, if the source tells.
  public var writtenTable: String?
  /// Columns (database names) that the write sets, as far as the source shows them.
  public var writtenColumns: [String] = []
  /// Look-ups of the written relation before the write: in the same function, in callers, in the
  /// form or serializer used. In the order of execution.
  public var checks: [Check] = []
  /// Handlers for integrity errors around the write.
  public var handlers: [Handler] = []
  /// Forms, serializers or request models that validated the input of this path.
  public var validators: [Validator] = []
  /// The declaration of the written relation.
  public var relation: Relation?
  /// A helper that looks up and then creates (`get_or_create`), with the columns it looks up by.
  public var upsert: Upsert?
  /// Other places of the source that check the same columns before they write.
  public var siblingChecks: [Check] = []
  /// How the values of the written columns came about, the key's among them.
  public var origins: [Origin] = []
  /// Other writes of the same relation on the same path, in the order of execution: the second one
  /// of two writes the row twice.
  public var otherWrites: [Use] = []
  /// Reads of relations that the written one points to, before the write.
  public var parentReads: [Use] = []
  /// Rows that the path deletes before the write.
  public var deletes: [Use] = []
  /// Each thing that was seen at most once on the path, and where.
  public var sights: [Sight: Place] = [:]
  /// In what kind of run the path is; several may hold.
  public var contexts: Set<Context> = []
  /// Whether the framework's INSERTs list every column that the code knows.
  public var insertsAreWhole = false
  /// Whether the whole function of the write was at hand, so that a check that is not in `checks`
  /// is not in the function.
  public var sawWholeFunction = false
  /// Whether the rest of the source (callers, forms, models) was at hand as well.
  public var sawWholeSource = false

  public init() {}

  public enum Operation: String, Sendable, Hashable {
    case create, save, update, delete, upsert, read, commit, migrate
    case bulkInsert = "bulk_insert"
    case rawStatement = "raw_statement"
  }

  /// In what kind of run something happens.
  public enum Context: String, Sendable, Hashable, CaseIterable {
    /// A job of a queue or a consumer of messages.
    case worker
    /// Started by a clock.
    case schedule
    /// A webhook or callback of another service, which repeats until it is answered.
    case webhook
    case migration
    /// Fixtures, seeds, an importer, a restore.
    case fixture
    case command, shell, admin, test
    /// Inside of a signal's or a model's callback.
    case callback
    /// Inside of the deletion of a row by the framework.
    case deletion
    /// On the way out of a transaction: the failing statement was an earlier one.
    case commit
  }

  /// What source shows beside reads and writes of rows.
  public enum Sight: String, Sendable, Hashable, CaseIterable {
    /// The write stands in a loop or is given a list of rows.
    case writesMany
    /// A remote call, an upload, a wait between the last look-up and the write.
    case slowStepBeforeWrite
    /// The write is inside of a transaction.
    case inTransaction
    /// Inside of a transaction of a strict level, or after a lock of the row that is looked at.
    case locksBeforeLook
    /// A job or message is handed over before its transaction has committed.
    case enqueuesBeforeCommit
    /// The job is handed over, and every time only when its transaction has committed.
    case enqueuesOnCommit
    /// A row is read, changed in memory and saved, without a lock or a version.
    case readsThenSaves
    /// What was read of the row is compared with a bound before the write.
    case comparesBeforeWrite
    /// A row is copied and stored as a new one.
    case copiesRow
    /// The row that is copied was looked up by the key, so the look-up found one.
    case readsOriginalByKey
    /// Rows of the relation are hidden from ordinary look-ups: a default scope or manager.
    case hidesRows
    /// The values of a key are moved between rows one by one: positions, flags.
    case movesKeysOneByOne
    /// The key's value is brought to one form (lower case, trimmed) before it is written.
    case foldsBeforeWrite
    /// The same, before it is looked up.
    case foldsBeforeLook
    /// The same, after the value was looked for as it came.
    case foldsAfterLook
    /// A look-up through a cache, a replica, or rows that were loaded long before.
    case looksInStaleRows
    /// Of the rows of a list those whose keys are stored already are left out.
    case leavesOutKnownRows
    /// A violation is caught without a savepoint and the transaction goes on.
    case catchesWithoutSavepoint
    /// A violation is caught and answered: it is expected.
    case expectsViolation
    /// Validation is left out on purpose: `validate: false`, `save!` of raw data, a bulk method.
    case bypassesValidation
    /// A function looks for a row and makes it when there is none.
    case createsWhenAbsent
    /// The unit of work sends the removal of the old rows behind the new ones.
    case removalIsSentLast
    /// A look-up asks another database than the write goes to.
    case looksInOtherDatabase
    /// A query joins to-many relations, which multiplies its rows.
    case multipliesRows
    /// The row's own key is set by the code.
    case setsKeyExplicitly
  }

  /// How a written value came about.
  public struct Origin: Sendable, Hashable {
    /// The database name.
    public var column: String
    public var kind: Kind
    public var place: Place

    public init(column: String, kind: Kind, place: Place) {
      self.column = column
      self.kind = kind
      self.place = place
    }

    public enum Kind: String, Sendable, Hashable {
      /// From the body, query or path of a request.
      case client
      /// From a message, a job's arguments, an answer of another service.
      case external
      /// Handed over as it came by whoever calls the function of the write.
      case caller
      /// Made at random, from the time, or from a text: a token, number or slug.
      case generator
      /// Counted or read from the rows that are there: the largest plus one, the next free one.
      case computedFromRows
      /// Taken over from another row.
      case copied
      /// The identity of a row that the same path has just made: no other row can have it yet.
      case madeBefore
      case constant
      /// Nothing, or what may be nothing.
      case null
    }
  }

  /// A statement of the source that uses a relation.
  public struct Use: Sendable, Hashable {
    public var place: Place
    /// The table, if it could be told.
    public var table: String?
    public var operation: Operation
    /// Columns (database names) that choose the rows.
    public var columns: [String]
    /// Whether it runs in a signal's or a model's callback.
    public var isInCallback: Bool
    public var locks: Bool

    public init(
      place: Place, table: String?, operation: Operation, columns: [String] = [],
      isInCallback: Bool = false, locks: Bool = false
    ) {
      self.place = place
      self.table = table
      self.operation = operation
      self.columns = columns
      self.isInCallback = isInCallback
      self.locks = locks
    }
  }

  public typealias Place = SourcePlace

  /// A look-up of rows before a write.
  public struct Check: Sendable, Hashable {
    public var place: Place
    /// The table that is looked at, if it could be told.
    public var table: String?
    /// Columns (database names) compared for equality with a value.
    public var columns: [String]
    /// Other predicates: `returned_on IS NULL`, ranges, other relations' columns.
    public var otherPredicates: [String]
    /// Whether the comparison folds case or trims.
    public var foldsCase: Bool
    /// Whether finding a row keeps the write from happening, as far as the source shows.
    public var guardsWrite: Bool
    /// Whether the look-up locks the rows it finds.
    public var locks: Bool

    public init(
      place: Place, table: String?, columns: [String], otherPredicates: [String] = [],
      foldsCase: Bool = false, guardsWrite: Bool, locks: Bool = false
    ) {
      self.place = place
      self.table = table
      self.columns = columns
      self.otherPredicates = otherPredicates
      self.foldsCase = foldsCase
      self.guardsWrite = guardsWrite
      self.locks = locks
    }
  }

  public struct Handler: Sendable, Hashable {
    public var place: Place
    /// Whether the write is inside a savepoint of the handler's own.
    public var hasSavepoint: Bool

    public init(place: Place, hasSavepoint: Bool) {
      self.place = place
      self.hasSavepoint = hasSavepoint
    }
  }

  public struct Validator: Sendable, Hashable {
    /// The class's name: `RegistrationForm`.
    public var name: String
    /// Where it is declared; `nil` when only its use was seen.
    public var place: Place?
    /// Columns whose uniqueness it checks against the database.
    public var uniqueColumns: [String]
    /// The columns that each of its look-ups asks for together.
    public var uniqueKeys: [[String]]
    /// Columns that it takes from the client.
    public var fields: [String]

    /// - Parameter uniqueKeys: One key of all the unique columns unless given.
    public init(
      name: String, place: Place?, uniqueColumns: [String], uniqueKeys: [[String]]? = nil,
      fields: [String]
    ) {
      self.name = name
      self.place = place
      self.uniqueColumns = uniqueColumns
      self.uniqueKeys = uniqueKeys ?? (uniqueColumns.isEmpty ? [] : [uniqueColumns])
      self.fields = fields
    }

    /// Whether nothing but its use was seen, so that it may look for anything.
    public var isUnseen: Bool { place == nil && fields.isEmpty }
  }

  public struct Upsert: Sendable, Hashable {
    public var place: Place?
    /// `get_or_create`, `update_or_create`, …
    public var helper: String
    /// Columns (database names) of the look-up.
    public var lookupColumns: [String]
    /// Whether it reads again after a violation, so that a lost race does not get out of it.
    public var readsAgain: Bool

    public init(
      place: Place?, helper: String, lookupColumns: [String], readsAgain: Bool = false
    ) {
      self.place = place
      self.helper = helper
      self.lookupColumns = lookupColumns
      self.readsAgain = readsAgain
    }
  }

  public typealias Relation = SourceCode.Relation
}
