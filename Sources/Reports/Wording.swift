import DatabaseErrors
import Diagnosis
import Fixes

extension DBMS {
  /// As its makers write it.
  var displayName: String {
    Self.displayNames[rawValue] ?? rawValue
  }

  private static let displayNames = [
    "postgresql": "PostgreSQL", "mysql": "MySQL", "mariadb": "MariaDB", "sqlite": "SQLite",
    "sqlserver": "SQL Server", "oracle": "Oracle", "db2": "Db2", "cockroachdb": "CockroachDB",
    "h2": "H2", "hsqldb": "HSQLDB", "derby": "Derby", "firebird": "Firebird",
    "mongodb": "MongoDB", "spanner": "Spanner", "hana": "SAP HANA",
  ]
}

extension ConstraintViolation.Kind {
  /// For a line of a table: "unique constraint".
  var noun: String {
    switch self {
    case .unique: "unique constraint"
    case .primaryKey: "primary key"
    case .foreignKey: "foreign key"
    case .notNull: "NOT NULL"
    case .check: "CHECK constraint"
    case .exclusion: "exclusion constraint"
    case .length: "length of a column"
    case .outOfRange: "range of a column"
    case .invalidValue: "type of a column"
    case .couldNotCreateUniqueIndex: "unique index over stored duplicates"
    case .noUniqueForOnConflict: "no unique constraint for ON CONFLICT"
    case .multipleObjectsReturned: "several rows where one was expected"
    case .appValidation: "validation in the application"
    case .transactionAborted: "transaction aborted earlier"
    case .deadlock: "deadlock"
    case .serializationFailure: "serialization failure"
    case .lockTimeout: "lock timeout"
    case .constraintUnspecified: "constraint that the message does not name"
    }
  }
}

extension Strength {
  /// What the word promises, for a reader who meets it the first time.
  var meaning: String {
    switch self {
    case .certain: "the evidence excludes the other causes"
    case .likely: "the evidence speaks for it, and what would exclude the others is missing"
    case .possible: "it fits, and so may something else"
    }
  }

  var tone: Prose.Tone {
    switch self {
    case .certain: .bad
    case .likely: .caution
    case .possible: .neutral
    }
  }
}

extension Applicability {
  var meaning: String {
    switch self {
    case .safe: "only the failure is handled"
    case .unsafe: "changes behaviour or schema: review it"
    case .guidance: "a sketch, never applied as it is"
    }
  }

  var tone: Prose.Tone {
    switch self {
    case .safe: .good
    case .unsafe: .caution
    case .guidance: .neutral
    }
  }
}

/// What an operation does, after "it": "creates a row".
func action(of operation: String?) -> String? {
  operation.flatMap { actions[$0] }
}

private let actions = [
  "create": "creates a row", "save": "saves a row", "bulk_insert": "inserts many rows",
  "upsert": "looks a row up and creates it when there is none", "update": "changes rows",
  "delete": "removes rows", "read": "reads rows", "commit": "commits the transaction",
  "migrate": "changes the schema", "raw_statement": "sends a statement of its own",
]

/// "1 row", "3 rows".
func counted(_ count: Int, _ noun: String) -> String {
  count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
}

extension Prose {
  /// "`a`, `b` and `c`".
  init(listing names: [String]) {
    var prose = Prose()
    for (index, name) in names.enumerated() {
      if index > 0 { prose = prose + (index == names.count - 1 ? " and " : ", ") }
      prose = prose + "\(code: name)"
    }
    self = prose
  }
}
