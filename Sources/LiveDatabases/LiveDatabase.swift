public import SourceCode

/// A database that is asked what it declares, and about one failure. Nothing is ever written to it.
public protocol LiveDatabase {
  /// For people and places of facts: `database harbour`.
  var name: String { get }
  /// What it declares. No rows are read.
  func schema() throws(LiveDatabaseError) -> Schema
  /// What its words for a probe are.
  var language: ProbeLanguage { get }
  /// Runs one statement that reads, with its parameters as text. Bounded in time and rows.
  ///
  /// - Parameter isByTable: Whether the server reads tables and leaves its indexes aside.
  func rows(
    _ statement: String, _ parameters: [String], isByTable: Bool
  ) throws(LiveDatabaseError) -> [[String?]]
}

/// Why a database gave no answer; without values and passwords.
public struct LiveDatabaseError: Error, Sendable, Hashable {
  public var reason: String

  public init(_ reason: String) {
    self.reason = reason
  }
}

/// Opens the database that an address means: `postgresql://…`, `sqlite:FILE`, or the path of an
/// SQLite file.
public func openDatabase(_ address: String) throws(LiveDatabaseError) -> any LiveDatabase {
  let scheme = address.split(separator: ":", maxSplits: 1).first.map { $0.lowercased() }
  switch scheme {
  case "postgresql", "postgres": return try PostgreSQLDatabase(address: address)
  case "sqlite", "sqlite3", "file":
    let path = address.drop { $0 != ":" }.dropFirst()
    // `sqlite:///srv/harbour.sqlite` is absolute, `sqlite:harbour.sqlite` is not.
    return try SQLiteFile(path: String(path.hasPrefix("//") ? path.dropFirst(2) : path))
  default:
    guard !address.contains("://") else {
      throw LiveDatabaseError(
        "only postgresql:// and SQLite files can be asked; for others give a dump as --schema")
    }
    return try SQLiteFile(path: address)
  }
}

/// Bounds of what is asked of a live database, so that it does not notice.
enum LiveLimits {
  static let connectSeconds = 5
  /// One statement.
  static let statementMilliseconds = 5_000
  /// Waiting for a lock: readers wait for none but those of changes of the schema.
  static let lockMilliseconds = 1_000
  /// Rows of one answer; those behind are left out.
  static let rowsMax = 20_000
  /// Rows of a table that are looked at for blanks.
  static let sampledRowsMax = 100_000
  /// Groups of duplicates that are counted.
  static let groupsMax = 1_000
}
