/// What a database said when it refused a statement for a constraint, freed of dialect and driver.
///
/// What the text does not say is `nil` or empty; what only a naming convention implies goes into
/// `inferred`. Names are unquoted and keep the database's letter case.
public struct ConstraintViolation: Sendable, Hashable {
  public var kind: Kind
  public var dbms: DBMS?
  /// Five characters: `23505`.
  public var sqlState: String?
  /// The database's own number as it prints it: `1062`, `2067`, `ORA-00001`.
  public var vendorCode: String?
  public var constraint: String?
  public var schema: String?
  /// The table that owns the constraint; for a foreign key the child, whichever statement failed.
  public var table: String?
  /// In the order of the text. For a foreign key the child's columns.
  public var columns: [String] = []
  /// Parallel to `columns` as the text prints them, when one is an expression:
  /// `upper(licence::text)`, whose column is `licence`. For a check without a name, its expression.
  /// Else empty.
  public var keyExpressions: [String] = []
  /// Parallel to `columns` where the text can be split with certainty, else one element with all of
  /// it. Personal data.
  public var values: [String] = []
  /// The parent of a foreign key.
  public var referencedTable: String?
  public var referencedColumns: [String] = []
  /// Which side of a foreign key the failing statement was on.
  public var side: Side?
  /// The statement, when the text prints it (SQLAlchemy, GRDB, Laravel, …).
  public var statement: String?
  /// Whether it is an earlier error's, told again by a statement that failed because of it.
  public var isRepeated = false
  /// What a naming convention of a framework or database implies, only when unmistakable.
  public var inferred = Inferred()

  public init(
    kind: Kind, dbms: DBMS? = nil, sqlState: String? = nil, vendorCode: String? = nil,
    constraint: String? = nil, schema: String? = nil, table: String? = nil, columns: [String] = [],
    values: [String] = [], referencedTable: String? = nil, referencedColumns: [String] = [],
    side: Side? = nil, statement: String? = nil
  ) {
    self.kind = kind
    self.dbms = dbms
    self.sqlState = sqlState
    self.vendorCode = vendorCode
    self.constraint = constraint
    self.schema = schema
    self.table = table
    self.columns = columns
    self.values = values
    self.referencedTable = referencedTable
    self.referencedColumns = referencedColumns
    self.side = side
    self.statement = statement
  }

  /// The table that the message or the failing statement names, else the one that a convention
  /// implies.
  public var knownTable: String? { table ?? inferred.table }

  /// The columns that are named, else those that a convention implies.
  public var knownColumns: [String] { columns.isEmpty ? inferred.columns : columns }

  /// The words of the JSON format; raw values never change.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case unique
    case primaryKey = "primary_key"
    case foreignKey = "foreign_key"
    case notNull = "not_null"
    case check
    case exclusion
    case length
    case outOfRange = "out_of_range"
    case invalidValue = "invalid_value"
    // Related failures that are read too.
    case couldNotCreateUniqueIndex = "could_not_create_unique_index"
    case noUniqueForOnConflict = "no_unique_for_on_conflict"
    case multipleObjectsReturned = "multiple_objects_returned"
    case appValidation = "app_validation"
    case transactionAborted = "transaction_aborted"
    case deadlock
    case serializationFailure = "serialization_failure"
    case lockTimeout = "lock_timeout"
    case constraintUnspecified = "constraint_unspecified"
  }

  public enum Side: String, Sendable, Hashable {
    /// A child was written without a parent.
    case child
    /// A parent was changed or removed while children point to it.
    case parent
  }

  public struct Inferred: Sendable, Hashable {
    public var table: String?
    public var columns: [String] = []

    public init(table: String? = nil, columns: [String] = []) {
      self.table = table
      self.columns = columns
    }
  }
}

/// A database product by its lower-case name, the word of the JSON format.
public struct DBMS: Sendable, Hashable, RawRepresentable {
  public var rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }

  public static let postgreSQL = DBMS(rawValue: "postgresql")
  public static let mySQL = DBMS(rawValue: "mysql")
  public static let mariaDB = DBMS(rawValue: "mariadb")
  public static let sqlite = DBMS(rawValue: "sqlite")
  public static let cockroachDB = DBMS(rawValue: "cockroachdb")
  public static let yugabyteDB = DBMS(rawValue: "yugabytedb")
  public static let tiDB = DBMS(rawValue: "tidb")
  public static let duckDB = DBMS(rawValue: "duckdb")
}
