/// A declared table: a Django model, a `CREATE TABLE`, a table of a live database.
public struct Relation: Sendable, Hashable {
  /// The model's or record's name in the source; the table's where there is none.
  public var name: String
  public var table: String
  /// The schema of the database that it is in, where that is declared.
  public var schema: String? = nil
  /// Whether its rows lie in partitions, one of which each row needs.
  public var isPartitioned = false
  public var place: SourcePlace
  public var columns: [Column]
  public var constraints: [Constraint]

  public init(
    name: String, table: String, place: SourcePlace, columns: [Column] = [],
    constraints: [Constraint] = []
  ) {
    self.name = name
    self.table = table
    self.place = place
    self.columns = columns
    self.constraints = constraints
  }

  public struct Column: Sendable, Hashable {
    /// The name in the source (`physician`) and in the database (`physician_id`).
    public var field: String
    public var column: String
    /// As it is declared, without its length: `character varying`, `smallint`, `citext`.
    public var type: String? = nil
    public var isNullable: Bool
    /// The largest number of characters, for a text column that has one.
    public var lengthMax: Int? = nil
    /// Whether the database makes the value: a sequence, an identity, an expression.
    public var isGenerated = false
    public var hasDefault = false
    /// The collation's name, if one is declared.
    public var collation: String? = nil
    /// Whether `A` and `a` are equal in it, by its type or collation; `nil` where that is not
    /// declared.
    public var ignoresCase: Bool? = nil
    /// The table that the column points to, for a foreign key.
    public var referencedTable: String?
    public var place: SourcePlace

    public init(
      field: String, column: String, isNullable: Bool, referencedTable: String? = nil,
      place: SourcePlace
    ) {
      self.field = field
      self.column = column
      self.isNullable = isNullable
      self.referencedTable = referencedTable
      self.place = place
    }
  }

  public struct Constraint: Sendable, Hashable {
    public var kind: Kind
    public var name: String?
    /// Database names, in order; for an expression the columns in it that could be told.
    public var columns: [String]
    /// Whether it binds only some rows (partial index).
    public var isConditional: Bool
    /// The source text of an expression (`Upper("licence")`), else `nil`.
    public var expression: String?
    /// The condition of a conditional one as it is written.
    public var condition: String? = nil
    /// For a foreign key: the table that it points to, and what becomes of the row when the other
    /// one is deleted (`cascade`, `set null`, `set default`, `restrict`, `no action`).
    public var referencedTable: String? = nil
    public var referencedColumns: [String] = []
    public var onDelete: String? = nil
    /// Whether a transaction may put its check off.
    public var isDeferrable = false
    /// Whether it is checked only when the transaction commits.
    public var isDeferred = false
    /// Whether NULLs count as equal.
    public var nullsAreEqual = false
    /// Whether `A` and `a` are equal in it, by an expression or a collation of its own; `nil` where
    /// that is up to its columns.
    public var ignoresCase: Bool? = nil
    /// Whether it is enforced for all rows: `false` for `NOT VALID` and an index that failed to
    /// build.
    public var isValid = true
    public var place: SourcePlace

    public init(
      kind: Kind, name: String?, columns: [String], isConditional: Bool = false,
      expression: String? = nil, place: SourcePlace
    ) {
      self.kind = kind
      self.name = name
      self.columns = columns
      self.isConditional = isConditional
      self.expression = expression
      self.place = place
    }

    public enum Kind: String, Sendable, Hashable {
      case unique, primaryKey, foreignKey, check, exclusion
    }
  }
}
