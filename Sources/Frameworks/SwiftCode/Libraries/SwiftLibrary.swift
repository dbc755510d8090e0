import DatabaseErrors
import EventSchema
import SourceCode

/// How code that uses one library of Swift spells what changes are written with.
struct SwiftLibrary: Sendable {
  var name: String
  /// What only files that use it hold.
  var marks: [String]
  /// Methods of records that write their row, and what each does. Empty where rows are written in
  /// SQL alone.
  var writes: [String: SourceFacts.Operation] = [:]
  /// Calls that give no value, so that a closure of one of them returns nothing.
  var valueless: Set<String> = []
  /// The pattern of a `catch` that takes this violation and no other; `nil` when the library or the
  /// source at hand does not tell it from others.
  var pattern: @Sendable (SwiftViolation, SwiftReading, SwiftSourceFile) -> String?
  /// The module that the pattern's names come from, where a file does not import it.
  var module: @Sendable (SwiftSourceFile) -> String? = { _ in nil }
  /// A condition that holds while no row has these values; `nil` where it takes more than one line.
  var isFree: @Sendable (SwiftLookUp) -> String? = { _ in nil }
  /// A condition that holds when the row with a key is there.
  var isThere: @Sendable (SwiftLookUp) -> String? = { _ in nil }
  /// A condition that holds when the statement before it has changed a row; given the connection.
  var hasChanged: @Sendable (String) -> String? = { _ in nil }

  /// Whether records write their rows themselves.
  var isTyped: Bool { !writes.isEmpty }

  /// In the order of trial; the last one stands for code of one's own around a C library.
  static let all: [SwiftLibrary] = [
    .grdb, .fluent, .sqliteSwift, .postgresNIO, .ownWrapper,
  ]

  /// The library of the files at hand, else that of the source.
  static func used(in source: SwiftSource, first files: [SwiftSourceFile]) -> SwiftLibrary {
    for library in all where !library.marks.isEmpty {
      let isUsed = files.contains { file in library.marks.contains { file.source.mentions($0) } }
      if isUsed { return library }
    }
    for library in all where !library.marks.isEmpty {
      let isUsed = source.files.contains { file in
        library.marks.contains { file.source.mentions($0) }
      }
      if isUsed { return library }
    }
    return .ownWrapper
  }
}

/// The violation that a change has to tell from others.
struct SwiftViolation {
  var kind: ConstraintViolation.Kind
  var table: String
  var columns: [String]
  var constraint: String?
  /// Whether the table is known to have no other constraint that could be taken for it.
  var isOnly: Bool
  /// Whether the table is known to have no other constraint of any kind but its primary key.
  var isAlone: Bool

  /// Whether a child keeps the row from being deleted by `RESTRICT`, which SQLite refuses with the
  /// code of a trigger and the words of a foreign key.
  var isRestricted = false

  /// SQLite's words for it where they name the key: `UNIQUE constraint failed: boat.sailNumber`.
  var sqliteMessage: String? {
    if isRestricted { return "FOREIGN KEY constraint failed" }
    guard kind == .unique || kind == .primaryKey, !columns.isEmpty else { return nil }
    return "UNIQUE constraint failed: "
      + columns.map { "\(table).\($0)" }.joined(separator: ", ")
  }

  /// SQLite's extended result code and its name.
  var sqliteCode: (number: Int, name: String)? {
    switch kind {
    case .unique: (2067, "SQLITE_CONSTRAINT_UNIQUE")
    case .primaryKey: (1555, "SQLITE_CONSTRAINT_PRIMARYKEY")
    case .foreignKey where isRestricted: nil
    case .foreignKey: (787, "SQLITE_CONSTRAINT_FOREIGNKEY")
    case .notNull: (1299, "SQLITE_CONSTRAINT_NOTNULL")
    case .check: (275, "SQLITE_CONSTRAINT_CHECK")
    default: nil
    }
  }

  /// The five characters of the standard.
  var sqlState: String? {
    switch kind {
    case .unique, .primaryKey: "23505"
    case .foreignKey: "23503"
    case .notNull: "23502"
    case .check: "23514"
    default: nil
    }
  }
}

/// A look-up by columns, to be spelled by a library.
struct SwiftLookUp {
  /// The record's type, if there is one.
  var record: SwiftRecord?
  var table: String
  /// Columns, and the source of the values as the code at hand gives them.
  var conditions: [(column: String, value: String)]
  /// The connection or transaction: `db`.
  var connection: String?
  /// A method of the connection that runs a query and returns its rows: `rows`.
  var query: String?

  /// `SELECT 1 FROM boat WHERE sailNumber = ?`
  var sql: String {
    let condition = conditions.map { "\($0.column) = ?" }.joined(separator: " AND ")
    return "SELECT 1 FROM \(table) WHERE \(condition)"
  }

  var values: String { conditions.map(\.value).joined(separator: ", ") }
}
