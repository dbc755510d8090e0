/// What a database declares: its tables with their rules, and its sequences. From a dump, a
/// framework's schema file, migrations, or a live database.
public struct Schema: Sendable, Hashable {
  /// In the order of their declaration.
  public var relations: [Relation]
  public var sequences: [Sequence]
  /// The lower-case name of the database that it is of, where that is certain: `postgresql`.
  public var dbms: String?
  /// What looked like a declaration and could not be read.
  public var skipped: [Skipped]

  public init(
    relations: [Relation] = [], sequences: [Sequence] = [], dbms: String? = nil,
    skipped: [Skipped] = []
  ) {
    self.relations = relations
    self.sequences = sequences
    self.dbms = dbms
    self.skipped = skipped
  }

  public static let empty = Schema()

  public var isEmpty: Bool { relations.isEmpty && sequences.isEmpty && skipped.isEmpty }

  /// What makes the values of a column: a sequence, an identity, `AUTO_INCREMENT`.
  public struct Sequence: Sendable, Hashable {
    /// `nil` for a counter that has no name of its own.
    public var name: String?
    public var table: String?
    public var column: String?
    /// The last value that it gave out, where that is declared.
    public var lastValue: Int?
    public var increment: Int
    /// Whether it refuses values that the statement brings along (`GENERATED ALWAYS`).
    public var refusesGivenValues = false
    public var place: SourcePlace

    public init(
      name: String?, table: String? = nil, column: String? = nil, lastValue: Int? = nil,
      increment: Int = 1, place: SourcePlace
    ) {
      self.name = name
      self.table = table
      self.column = column
      self.lastValue = lastValue
      self.increment = increment
      self.place = place
    }
  }

  /// A declaration that was passed over.
  public struct Skipped: Sendable, Hashable {
    public var place: SourcePlace
    /// What it is, for a sentence: "a statement that is no known form of CREATE TABLE".
    public var reason: String

    public init(place: SourcePlace, reason: String) {
      self.place = place
      self.reason = reason
    }
  }
}
