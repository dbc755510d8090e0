import CSQLite

/// One connection to an SQLite file. The only file that calls the C library.
///
/// Not shared between threads; whoever has several guards each with a lock of its own.
package final class SQLiteDatabase {
  package enum Access {
    case readWrite, readOnly
    /// For a file that nobody writes, in a folder where nothing may be created.
    case immutable
  }

  private let handle: OpaquePointer

  package init(path: String, access: Access, busyMilliseconds: Int32) throws(StoreError) {
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(
      Self.address(of: path, access), &opened, Self.flags(access), nil)
    guard code == SQLITE_OK, let opened else {
      let reason = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
      sqlite3_close_v2(opened)
      throw StoreError(.cannotOpen, doing: "open \(path)", reason: reason)
    }
    handle = opened
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, busyMilliseconds)
  }

  deinit {
    sqlite3_close_v2(handle)
  }

  /// When a statement is given up; `nil` for never.
  private var deadline: ContinuousClock.Instant?

  /// Gives statements up that are not done by then.
  package func giveUp(after limit: Duration) {
    deadline = .now + limit
    let instructions: Int32 = 10_000
    sqlite3_progress_handler(
      handle, instructions,
      { context in
        guard let context else { return 0 }
        let database = Unmanaged<SQLiteDatabase>.fromOpaque(context).takeUnretainedValue()
        return database.deadline.map { $0 < .now } == true ? 1 : 0
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// Runs statements without parameters and results.
  package func execute(_ statements: String, doing: @autoclosure () -> String) throws(StoreError) {
    guard sqlite3_exec(handle, statements, nil, nil, nil) == SQLITE_OK else {
      throw lastError(doing: doing())
    }
  }

  /// - Parameter doing: What the statement is for, as errors tell it: "read the queue".
  package func prepare(_ statement: String, doing: String) throws(StoreError) -> SQLiteStatement {
    var prepared: OpaquePointer?
    let persistent = UInt32(SQLITE_PREPARE_PERSISTENT)
    guard sqlite3_prepare_v3(handle, statement, -1, persistent, &prepared, nil) == SQLITE_OK,
      let prepared
    else { throw lastError(doing: doing) }
    return SQLiteStatement(prepared, in: self, doing: doing)
  }

  /// Runs `body` in a transaction that is taken back when it throws.
  func transaction<Result>(
    doing: @autoclosure () -> String, _ body: () throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    try execute("BEGIN IMMEDIATE", doing: doing())
    do throws(StoreError) {
      let result = try body()
      try execute("COMMIT", doing: doing())
      return result
    } catch {
      // Some failures (a full disk) have ended the transaction by themselves.
      if sqlite3_get_autocommit(handle) == 0 { try execute("ROLLBACK", doing: "take back") }
      throw error
    }
  }

  /// The first column of the first row of a statement without parameters.
  func scalar(_ statement: String, doing: String) throws(StoreError) -> String? {
    try prepare(statement, doing: doing).rows { row in row.text(0) }.first ?? nil
  }

  var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(handle) }

  /// Rows that the last statement wrote.
  var changes: Int { Int(sqlite3_changes(handle)) }

  fileprivate func lastError(doing: String) -> StoreError {
    let code: StoreError.Code =
      switch sqlite3_errcode(handle) & 0xff {
      case SQLITE_FULL: .full
      case SQLITE_IOERR: .inputOutput
      case SQLITE_BUSY, SQLITE_LOCKED: .busy
      case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_READONLY: .cannotOpen
      case SQLITE_CORRUPT: .corrupt
      case SQLITE_NOTADB: .foreign
      default: .other
      }
    return StoreError(code, doing: doing, reason: String(cString: sqlite3_errmsg(handle)))
  }

  private static func flags(_ access: Access) -> Int32 {
    switch access {
    case .readWrite: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
    case .readOnly: SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX
    case .immutable: SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI
    }
  }

  /// A plain path, except where only the form of an address can say what is wanted.
  private static func address(of path: String, _ access: Access) -> String {
    guard access == .immutable else { return path.hasPrefix(":") ? "./\(path)" : path }
    let escaped = path.utf8.map { byte -> String in
      switch byte {
      case UInt8(ascii: "%"), UInt8(ascii: "?"), UInt8(ascii: "#"):
        "%" + String(byte, radix: 16, uppercase: true)
      default: String(UnicodeScalar(byte))
      }
    }
    return "file:\(escaped.joined())?immutable=1"
  }
}

/// What a column or parameter holds.
package enum SQLiteValue {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob([UInt8])

  static func text(_ text: String?) -> SQLiteValue { text.map { .text($0) } ?? .null }
  static func real(_ number: Double?) -> SQLiteValue { number.map { .real($0) } ?? .null }
  static func integer(_ number: Int64?) -> SQLiteValue { number.map { .integer($0) } ?? .null }
}

/// A prepared statement, to be run many times.
package final class SQLiteStatement {
  private let handle: OpaquePointer
  private let database: SQLiteDatabase
  private let doing: String

  fileprivate init(_ handle: OpaquePointer, in database: SQLiteDatabase, doing: String) {
    self.handle = handle
    self.database = database
    self.doing = doing
  }

  deinit {
    sqlite3_finalize(handle)
  }

  /// Runs a statement whose rows, if any, do not matter.
  func run(_ values: SQLiteValue...) throws(StoreError) {
    _ = try step(values) { _ in }
  }

  /// Runs the statement and reads each of its rows.
  func rows<Element>(
    _ values: SQLiteValue..., reading: (SQLiteRow) -> Element
  ) throws(StoreError) -> [Element] {
    try step(values, reading)
  }

  /// The same, with the values in a list.
  package func rows<Element>(
    with values: [SQLiteValue], reading: (SQLiteRow) -> Element
  ) throws(StoreError) -> [Element] {
    try step(values, reading)
  }

  package var columnCount: Int32 { sqlite3_column_count(handle) }

  private func step<Element>(
    _ values: [SQLiteValue], _ reading: (SQLiteRow) -> Element
  ) throws(StoreError) -> [Element] {
    defer {
      sqlite3_reset(handle)
      sqlite3_clear_bindings(handle)
    }
    for (index, value) in values.enumerated() {
      guard bind(value, at: Int32(index + 1)) == SQLITE_OK else {
        throw database.lastError(doing: doing)
      }
    }
    var elements: [Element] = []
    while true {
      switch sqlite3_step(handle) {
      case SQLITE_ROW: elements.append(reading(SQLiteRow(handle: handle)))
      case SQLITE_DONE: return elements
      default: throw database.lastError(doing: doing)
      }
    }
  }

  private func bind(_ value: SQLiteValue, at index: Int32) -> Int32 {
    let copied = triage_sqlite_transient()
    switch value {
    case .null: return sqlite3_bind_null(handle, index)
    case .integer(let number): return sqlite3_bind_int64(handle, index, number)
    case .real(let number): return sqlite3_bind_double(handle, index, number)
    case .text(let text):
      // By count, so that a text may hold a zero byte.
      let count = UInt64(text.utf8.count)
      return text.withCString { characters in
        sqlite3_bind_text64(handle, index, characters, count, copied, UInt8(SQLITE_UTF8))
      }
    case .blob(let bytes):
      guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(handle, index, 0) }
      return bytes.withUnsafeBytes { buffer in
        sqlite3_bind_blob64(handle, index, buffer.baseAddress, UInt64(buffer.count), copied)
      }
    }
  }
}

/// The row that a statement stands on.
package struct SQLiteRow {
  fileprivate let handle: OpaquePointer

  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }

  func real(_ column: Int32) -> Double { sqlite3_column_double(handle, column) }

  func optionalReal(_ column: Int32) -> Double? { isNull(column) ? nil : real(column) }

  package func text(_ column: Int32) -> String? {
    guard let characters = sqlite3_column_text(handle, column) else { return nil }
    let count = Int(sqlite3_column_bytes(handle, column))
    return String(decoding: UnsafeBufferPointer(start: characters, count: count), as: UTF8.self)
  }

  func bytes(_ column: Int32) -> [UInt8] {
    guard let start = sqlite3_column_blob(handle, column) else { return [] }
    return [UInt8](
      UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
  }

  private func isNull(_ column: Int32) -> Bool {
    sqlite3_column_type(handle, column) == SQLITE_NULL
  }
}
