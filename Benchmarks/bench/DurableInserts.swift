import CSQLite
import Foundation

/// The rate at which SQLite takes the same bodies, synced, with nothing around it.
func durableInserts(folder: URL, count: Int, perTransaction: Int, body: (Int) -> [UInt8]) throws
  -> Double
{
  var opened: OpaquePointer?
  guard sqlite3_open(folder.appending(path: "bare.sqlite").path, &opened) == SQLITE_OK,
    let database = opened
  else { throw Trouble("SQLite does not open") }
  defer { sqlite3_close(database) }
  func execute(_ statement: String) throws {
    guard sqlite3_exec(database, statement, nil, nil, nil) == SQLITE_OK else {
      throw Trouble(String(cString: sqlite3_errmsg(database)))
    }
  }
  try execute(
    """
    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;
    CREATE TABLE body (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)
    """)
  var statement: OpaquePointer?
  sqlite3_prepare_v2(database, "INSERT INTO body (bytes) VALUES (?)", -1, &statement, nil)
  defer { sqlite3_finalize(statement) }
  let start = now()
  for first in stride(from: 0, to: count, by: perTransaction) {
    try execute("BEGIN")
    for number in first..<min(first + perTransaction, count) {
      let bytes = body(number)
      sqlite3_bind_blob(statement, 1, bytes, Int32(bytes.count), triage_sqlite_transient())
      guard sqlite3_step(statement) == SQLITE_DONE else { throw Trouble("SQLite does not insert") }
      sqlite3_reset(statement)
    }
    try execute("COMMIT")
  }
  return Double(count) / (now() - start)
}
