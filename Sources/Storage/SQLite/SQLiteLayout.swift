/// Which layout a file has.
enum SQLiteLayout {
  /// "TRIA" in the file's header tells a store from other SQLite files.
  private static let application: Int64 = 0x5452_4941

  /// - Throws: When the file is something else, or a later version's.
  static func recognise(
    _ database: SQLiteDatabase, doing: String, allowsEmpty: Bool
  ) throws(StoreError) {
    let application = try number("PRAGMA application_id", of: database, doing: doing)
    let tables = try number("SELECT count(*) FROM sqlite_schema", of: database, doing: doing)
    if application == 0, tables == 0, allowsEmpty { return }
    guard application == Self.application else {
      throw StoreError(.foreign, doing: doing, reason: "the file is no Triage store")
    }
    let version = try version(of: database, doing: doing)
    guard version <= Migration.currentVersion else {
      throw StoreError(
        .foreign, doing: doing,
        reason: "the store has version \(version); this program knows up to "
          + "\(Migration.currentVersion): use the newer program")
    }
  }

  /// - Throws: When the file has an older layout, which only its owner may change.
  static func requireCurrent(_ database: SQLiteDatabase, doing: String) throws(StoreError) {
    try recognise(database, doing: doing, allowsEmpty: false)
    let version = try version(of: database, doing: doing)
    guard version == Migration.currentVersion else {
      throw StoreError(
        .foreign, doing: doing,
        reason: "the store has version \(version), this program reads "
          + "\(Migration.currentVersion): start triage-collector once to bring it up to date")
    }
  }

  static func migrate(_ database: SQLiteDatabase, doing: String) throws(StoreError) {
    let version = try version(of: database, doing: doing)
    for migration in Migration.all where migration.version > version {
      try database.transaction(doing: doing) { () throws(StoreError) in
        try database.execute(migration.statements, doing: doing)
        try migration.rewrite(database)
        try database.execute(
          "PRAGMA user_version = \(migration.version); PRAGMA application_id = \(application)",
          doing: doing)
      }
    }
  }

  private static func version(
    of database: SQLiteDatabase, doing: String
  ) throws(StoreError) -> Int64 {
    try number("PRAGMA user_version", of: database, doing: doing)
  }

  private static func number(
    _ statement: String, of database: SQLiteDatabase, doing: String
  ) throws(StoreError) -> Int64 {
    try database.scalar(statement, doing: doing).flatMap { Int64($0) } ?? 0
  }
}
