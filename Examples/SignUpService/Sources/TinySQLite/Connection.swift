import CSQLite3

/// One connection to a database file. Use it from one task at a time.
public final class Connection {
  private let handle: OpaquePointer

  /// Called after each statement, whether it succeeded or not.
  public var didRun: ((ExecutedStatement) -> Void)?

  /// Opens the file and makes it if there is none. Statements wait up to five seconds for others to
  /// finish writing.
  public init(path: String) throws {
    var handle: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
    let code = sqlite3_open_v2(path, &handle, flags, nil)
    guard code == SQLITE_OK, let handle else {
      sqlite3_close_v2(handle)
      throw SQLiteError(
        code: code, message: "cannot open \(path): \(String(cString: sqlite3_errstr(code)))")
    }
    self.handle = handle
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, 5_000)
  }

  deinit { sqlite3_close_v2(handle) }

  /// Runs a statement that returns no rows.
  ///
  /// - Returns: How many rows it changed.
  @discardableResult
  public func execute(_ sql: String, _ values: [Value] = []) throws -> Int {
    try observed(sql) {
      _ = try run(sql, values)
      let changes = Int(sqlite3_changes(handle))
      return (changes, rows: changes)
    }
  }

  /// Runs a query and returns all of its rows.
  public func rows(_ sql: String, _ values: [Value] = []) throws -> [Row] {
    try observed(sql) {
      let rows = try run(sql, values)
      return (rows, rows: rows.count)
    }
  }

  /// The id of the row that was inserted last.
  public var lastInsertedID: Int64 { sqlite3_last_insert_rowid(handle) }

  /// Tells `didRun` how the operation went.
  private func observed<Result>(
    _ sql: String, _ operation: () throws -> (Result, rows: Int)
  ) throws -> Result {
    let start = ContinuousClock.now
    do {
      let (result, rows) = try operation()
      didRun?(ExecutedStatement(sql: sql, rows: rows, duration: .now - start))
      return result
    } catch {
      didRun?(ExecutedStatement(sql: sql, rows: nil, duration: .now - start))
      throw error
    }
  }

  private func run(_ sql: String, _ values: [Value]) throws -> [Row] {
    var statement: OpaquePointer?
    try check(sqlite3_prepare_v2(handle, sql, -1, &statement, nil), sql)
    defer { sqlite3_finalize(statement) }
    for (index, value) in values.enumerated() {
      try check(value.bind(to: statement, at: Int32(index + 1)), sql)
    }
    var rows: [Row] = []
    while true {
      let code = sqlite3_step(statement)
      guard code == SQLITE_ROW else {
        try check(code, sql)
        return rows
      }
      rows.append(Row(statement))
    }
  }

  private func check(_ code: Int32, _ sql: String) throws {
    guard code != SQLITE_OK, code != SQLITE_DONE else { return }
    throw SQLiteError(
      code: code, message: String(cString: sqlite3_errmsg(handle)), statement: sql)
  }
}

/// A statement that has run.
public struct ExecutedStatement: Sendable {
  /// With placeholders.
  public var sql: String
  /// Read or changed; `nil` if the statement failed.
  public var rows: Int?
  public var duration: Duration

  public var failed: Bool { rows == nil }
}
