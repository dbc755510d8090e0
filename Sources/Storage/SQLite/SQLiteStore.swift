import Synchronization

/// Events and issues in one SQLite file, with a write-ahead log beside it.
public final class SQLiteStore: EventStore {
  private let writer: Mutex<SQLiteWriter?>
  private let reader: SQLiteArchive
  /// Holds the lock by which one collector owns the file.
  private let owner: FileLock

  /// Opens a store to own it; makes the file when it is not there, and brings an older one up to
  /// date.
  public init(path: String) throws(StoreError) {
    owner = try FileLock(path: path + ".lock", doing: "open \(path)")
    let database = try SQLiteDatabase(path: path, access: .readWrite, busyMilliseconds: 10_000)
    try Self.prepare(database, path: path)
    writer = Mutex(try SQLiteWriter(database))
    reader = try SQLiteArchive(path: path)
  }

  public var archive: any EventArchive { reader }

  public func commit(_ changes: StoreChanges) throws(StoreError) -> CommitOutcome {
    try writer.withLock { writer throws(StoreError) in
      guard let writer else { throw Self.closed }
      return try writer.commit(changes)
    }
  }

  public func close() throws(StoreError) {
    try writer.withLock { writer throws(StoreError) in
      reader.close()
      try writer?.checkpoint()
      writer = nil
    }
  }

  private static let closed = StoreError(.other, doing: "write", reason: "the store is closed")

  /// Sets what a connection that writes must have, checks that it has it, and migrates.
  private static func prepare(_ database: SQLiteDatabase, path: String) throws(StoreError) {
    let doing = "open \(path)"
    try SQLiteLayout.recognise(database, doing: doing, allowsEmpty: true)
    let required = [
      ("journal_mode", "WAL", "wal"), ("synchronous", "FULL", "2"), ("secure_delete", "ON", "1"),
    ]
    for (name, value, wanted) in required {
      try database.execute("PRAGMA \(name) = \(value)", doing: doing)
      let found = try database.scalar("PRAGMA \(name)", doing: doing)
      guard found == wanted else {
        throw StoreError(
          .other, doing: doing, reason: "\(name) is \(found ?? "unknown") and stays so")
      }
    }
    // Rows are moved into the file every 16 MB, so that pages written often are moved once. The
    // cache is SQLite's own 2 MB: what falls out of it the system's has.
    try database.execute(
      """
      PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864;
      PRAGMA temp_store = MEMORY
      """, doing: doing)
    try SQLiteLayout.migrate(database, doing: doing)
    syncFolder(of: path)
  }
}
