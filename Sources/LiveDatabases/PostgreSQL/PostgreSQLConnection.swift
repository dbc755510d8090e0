import CLibpq

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One connection to a server that speaks PostgreSQL's protocol. The only file that calls libpq.
///
/// Every statement runs in a transaction of its own that may only read and is taken back.
final class PostgreSQLConnection {
  private let handle: OpaquePointer

  /// - Parameter address: `postgresql://user@host/database`, as libpq reads it; what it leaves out
  ///   comes from the environment and the password file.
  init(address: String) throws(LiveDatabaseError) {
    let options = [
      "dbname": address, "connect_timeout": String(LiveLimits.connectSeconds),
      "application_name": "triage", "client_encoding": "UTF8",
    ]
    let names = options.keys.sorted()
    let keys = names.map { strdup($0) }
    let values = names.map { strdup(options[$0] ?? "") }
    defer { for text in keys + values { free(text) } }
    let opened = PQconnectdbParams(
      keys.map { UnsafePointer($0) } + [nil], values.map { UnsafePointer($0) } + [nil], 1)
    guard let opened else { throw LiveDatabaseError("there is no memory for a connection") }
    guard PQstatus(opened) == CONNECTION_OK else {
      let reason = String(cString: PQerrorMessage(opened))
      PQfinish(opened)
      throw LiveDatabaseError(Self.withoutSecrets(reason, address: address))
    }
    handle = opened
    // Notices would go to standard error.
    PQsetNoticeProcessor(handle, { _, _ in }, nil)
  }

  deinit {
    PQfinish(handle)
  }

  var databaseName: String { PQdb(handle).map { String(cString: $0) } ?? "" }

  /// 150018 for 15.18.
  var serverVersion: Int { Int(PQserverVersion(handle)) }

  /// Runs one statement that reads; its values come as text.
  func rows(
    _ statement: String, _ parameters: [String], settings: [String]
  ) throws(LiveDatabaseError) -> [[String?]] {
    _ = try result(of: "BEGIN TRANSACTION READ ONLY", [], hides: [])
    defer { _ = try? result(of: "ROLLBACK", [], hides: []) }
    let bounds = [
      "statement_timeout = \(LiveLimits.statementMilliseconds)",
      "lock_timeout = \(LiveLimits.lockMilliseconds)",
    ]
    for setting in bounds + settings {
      _ = try result(of: "SET LOCAL \(setting)", [], hides: [])
    }
    return try result(of: statement, parameters, hides: parameters)
  }

  /// Sends it and waits for the answer, but not for ever: the server's own bound needs a server
  /// that runs.
  private func result(
    of statement: String, _ parameters: [String], hides values: [String]
  ) throws(LiveDatabaseError) -> [[String?]] {
    let texts = parameters.map { strdup($0) }
    defer { for text in texts { free(text) } }
    let sent = PQsendQueryParams(
      handle, statement, Int32(texts.count), nil, texts.map { UnsafePointer($0) }, nil, nil, 0)
    guard sent == 1 else { throw lastError(hiding: values) }
    try wait()
    var rows: [[String?]] = []
    var failure: LiveDatabaseError?
    while let result = PQgetResult(handle) {
      defer { PQclear(result) }
      switch PQresultStatus(result) {
      case PGRES_TUPLES_OK: rows = Self.rows(of: result)
      case PGRES_COMMAND_OK: break
      default: failure = failure ?? Self.error(of: result, hiding: values)
      }
    }
    if let failure { throw failure }
    return rows
  }

  private func wait() throws(LiveDatabaseError) {
    let patience = Duration.milliseconds(LiveLimits.statementMilliseconds * 2)
    let deadline = ContinuousClock.now + patience
    while PQisBusy(handle) != 0 {
      let rest = (deadline - .now) / .milliseconds(1)
      guard rest > 0 else {
        throw LiveDatabaseError("the server has not answered for \(patience)")
      }
      var request = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
      _ = poll(&request, 1, Int32(rest) + 1)
      guard PQconsumeInput(handle) == 1 else { throw lastError(hiding: []) }
    }
  }

  private static func rows(of result: OpaquePointer) -> [[String?]] {
    let columns = PQnfields(result)
    return (0..<min(PQntuples(result), Int32(LiveLimits.rowsMax))).map { row in
      (0..<columns).map { column in
        PQgetisnull(result, row, column) == 1
          ? nil : String(cString: PQgetvalue(result, row, column))
      }
    }
  }

  private func lastError(hiding values: [String]) -> LiveDatabaseError {
    Self.error(
      PQerrorMessage(handle).map { String(cString: $0) }, code: nil, hiding: values)
  }

  private static func error(of result: OpaquePointer, hiding values: [String]) -> LiveDatabaseError
  {
    error(
      PQresultErrorField(result, Int32(triage_pg_diag_message)).map { String(cString: $0) },
      code: PQresultErrorField(result, Int32(triage_pg_diag_sqlstate)).map { String(cString: $0) },
      hiding: values)
  }

  /// A server quotes what it was given: then its code has to do.
  private static func error(
    _ message: String?, code: String?, hiding values: [String]
  ) -> LiveDatabaseError {
    let message = message ?? "there is no reason given"
    guard values.contains(where: { !$0.isEmpty && message.contains($0) }) else {
      return LiveDatabaseError(line(message))
    }
    return LiveDatabaseError("the server refused the value (SQLSTATE \(code ?? "unknown"))")
  }

  /// libpq prints the address again where it cannot read it.
  private static func withoutSecrets(_ reason: String, address: String) -> String {
    let secret = address.split(separator: "@").first.flatMap { $0.split(separator: ":").last }
    guard address.contains("@"), let secret, reason.contains(secret) else { return line(reason) }
    return "the address cannot be read"
  }

  private static func line(_ text: String) -> String {
    text.split { $0.isNewline }.first.map(String.init) ?? ""
  }
}
