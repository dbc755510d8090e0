/// The words of one speaker: a database server, or an ORM that refuses in its own name.
public struct Dialect: Sendable {
  public let name: String
  /// `nil` for a speaker that sits above any database.
  let dbms: DBMS?
  /// In the order of trial: of two wordings that fit, the first one counts.
  var messages: [Message]
  /// Wordings of the line behind the message (`DETAIL:`); they add facts to it.
  var details: [Message] = []
  /// Wordings of the line that says where it happened (`CONTEXT:`).
  var contexts: [Message] = []
  /// What the codes mean on their own, for texts in a language that no template knows.
  var conditions: [Condition] = []
  /// The server's functions that report a failure, and its kind.
  var routines: [String: ConstraintViolation.Kind] = [:]
  /// Whether the message comes with lines that begin with `DETAIL:`, `HINT:` and their like.
  var hasLabelledLines = false
  /// How the names begin that the database gives to primary keys without one.
  var primaryKeyPrefix: String?
  /// Alike in words, yet not ours.
  var nearMisses: [Example] = []

  /// The order of trial. A database that speaks like another one starts from its value.
  public static let all: [Dialect] = [
    .postgreSQL, .cockroachDB, .yugabyteDB, .mySQL, .mariaDB, .tiDB, .sqlite, .duckDB, .sqlServer,
    .oracle, .mongoDB, .db2, .sybaseASE, .firebird, .h2, .hsqldb, .derby, .sapHANA, .sqlAnywhere,
    .informix, .spanner, .hibernate, .djangoORM, .goORM, .activeRecord, .eloquent, .sqlAlchemy,
    .prismaORM, .nodeORMs,
    .ectoORM,
  ]

  /// Everything that the speaker's templates promise to read, and what they must leave alone.
  public var examples: [Example] { (messages + details).flatMap(\.examples) + nearMisses }
}

extension Dialect {
  /// That of a database.
  static func of(_ dbms: DBMS) -> Dialect? { byDatabase[dbms] }

  private static let byDatabase = Dictionary(
    all.compactMap { dialect in dialect.dbms.map { ($0, dialect) } },
    uniquingKeysWith: { first, _ in first })

  /// The database that has a code of this name.
  static func ofCode(named name: Bytes) -> DBMS? { namedCodes[name.string] }

  private static let namedCodes = Dictionary(
    all.flatMap { dialect in
      dialect.conditions.compactMap { condition in
        condition.name.flatMap { name in dialect.dbms.map { (name, $0) } }
      }
    }, uniquingKeysWith: { first, _ in first })

  /// The number of a code that a client calls by its name.
  static func number(ofCode code: String) -> String {
    numbers[code] ?? code
  }

  private static let numbers = Dictionary(
    all.flatMap(\.conditions).compactMap { condition in
      condition.name.flatMap { name in condition.vendorCode.map { (name, $0) } }
    }, uniquingKeysWith: { first, _ in first })
}

/// One code of a database and the failures that it stands for.
struct Condition: Sendable, Hashable {
  let sqlState: String?
  let vendorCode: String?
  /// The first one is meant when the text says no more.
  let kinds: [ConstraintViolation.Kind]
  /// The standard's name, from which drivers make their classes: `unique_violation`.
  let name: String?
  /// Of a foreign key, where the code tells it.
  let side: ConstraintViolation.Side?

  init(
    _ sqlState: String?, number vendorCode: String? = nil, _ kinds: ConstraintViolation.Kind...,
    name: String? = nil, side: ConstraintViolation.Side? = nil
  ) {
    self.init(sqlState, number: vendorCode, kinds: kinds, name: name, side: side)
  }

  init(
    _ sqlState: String?, number vendorCode: String?, kinds: [ConstraintViolation.Kind],
    name: String? = nil, side: ConstraintViolation.Side? = nil
  ) {
    self.sqlState = sqlState
    self.vendorCode = vendorCode
    self.kinds = kinds
    self.name = name
    self.side = side
  }
}
