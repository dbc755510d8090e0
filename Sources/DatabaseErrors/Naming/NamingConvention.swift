/// How a database or a framework names the constraints that it makes, and what can be read back.
///
/// A name is read only when the convention allows exactly one reading of it, together with what the
/// text says anyway: the table or the columns.
public struct NamingConvention: Sendable {
  public let name: String
  let rules: [NamingRule]
  public let examples: [NamingExample]

  /// All of them count; where two read a name differently, nothing is inferred.
  public static let all: [NamingConvention] = [
    .postgreSQL, .mySQL, .mariaDB, .sqlite, .cockroachDB, .mongoDB, .django, .rails, .laravel,
    .sqlAlchemy, .prisma, .entityFramework, .entityFramework6, .ecto, .fluent, .gorm, .drizzle,
    .pony, .exposed,
  ]

  /// What a name may tell.
  public struct Reading: Sendable, Hashable {
    public var table: String?
    public var columns: [String] = []

    public init(table: String? = nil, columns: [String] = []) {
      self.table = table
      self.columns = columns
    }
  }
}

/// One form of name of a convention. A class, since all of them are tried for every name.
final class NamingRule: Sendable {
  typealias Kind = ConstraintViolation.Kind

  /// How the columns stand in the name.
  enum Columns: Sendable, Hashable {
    case joined(by: String)
    /// As `boats.pier_id+boats.berth`; a foreign key has the parent's columns behind the child's.
    case qualified
    /// As MongoDB's `pier_1_berth_-1`.
    case withDirections
    /// Joined by `_` or the first of them alone, so that the name does not tell them.
    case maybeFirst
  }

  let template: NameTemplate
  let kinds: Set<Kind>
  /// The databases that the convention belongs to; empty for any.
  let dbms: Set<DBMS>
  let columns: Columns
  /// Whether the name is plain even when the text tells neither the table nor the columns.
  let readsAlone: Bool
  /// Whether the column must be one that the statement writes, and its value be no joined one.
  let needsStatement: Bool

  init(
    _ template: String, _ kinds: Set<Kind>, dbms: Set<DBMS> = [],
    columns: Columns = .joined(by: "_"), readsAlone: Bool = false, needsStatement: Bool = false
  ) {
    self.template = NameTemplate(template)
    self.kinds = kinds
    self.dbms = dbms
    self.columns = columns
    self.readsAlone = readsAlone
    self.needsStatement = needsStatement
  }
}

extension Set<ConstraintViolation.Kind> {
  static let keys: Set = [.unique, .primaryKey, .exclusion, .couldNotCreateUniqueIndex]
  static let primaryKeys: Set = [.unique, .primaryKey]
  static let foreignKeys: Set = [.foreignKey]
  static let checks: Set = [.check]
}

/// A name with what else a text says, and what must be read from it.
public struct NamingExample: Sendable, Hashable {
  public let violation: ConstraintViolation
  public let reading: NamingConvention.Reading
  public let place: Example.Place

  init(
    _ name: String, _ kind: ConstraintViolation.Kind = .unique, dbms: DBMS? = nil,
    table: String? = nil, columns: [String] = [], parent: String? = nil, statement: String? = nil,
    infers inferredTable: String? = nil, _ inferredColumns: [String] = [],
    file: String = #filePath, line: Int = #line
  ) {
    violation = ConstraintViolation(
      kind: kind, dbms: dbms, constraint: name, table: table, columns: columns,
      referencedTable: parent, statement: statement)
    reading = .init(table: inferredTable, columns: inferredColumns)
    place = Example.Place(file: file, line: line)
  }
}
