import EventSchema
import Foundation

extension Monitor {
  /// Remembers an SQL statement that has run. A look-up that found nothing is told by `rows: 0`:
  /// that is what shows a race between a check and a write.
  ///
  /// - Parameters:
  ///   - statement: With placeholders; values are personal data and stay out of it.
  ///   - rows: Read or changed; `nil` where it is not known.
  ///   - duration: Until now; the statement began that long ago.
  ///   - system: `sqlite`, `postgresql`, `mysql`, …
  ///   - failed: Whether the database refused it.
  ///   - transactionDepth: How many transactions and savepoints were open when it ran; 0 for none.
  ///   - database: The connection's name in the application's settings.
  ///   - isReplica: Whether that connection reads a copy, which may lag behind.
  public static func addQuery(
    statement: String, rows: Int? = nil, duration: Duration? = nil, system: String? = nil,
    failed: Bool = false, transactionDepth: Int? = nil, database: String? = nil,
    isReplica: Bool? = nil
  ) {
    guard client != nil else { return }
    let end = Date().timeIntervalSince1970
    let start = end - (duration?.seconds ?? 0)
    var data: [JSON.Member] = []
    if let system { data.append(JSON.Member("db.system", .string(system))) }
    if let rows { data.append(JSON.Member("rows", .integer(Int64(rows)))) }
    if let duration {
      data.append(JSON.Member("duration_ms", .number((duration.seconds * 1e6).rounded() / 1e3)))
      data.append(JSON.Member("start_timestamp", .number(start)))
      data.append(JSON.Member("end_timestamp", .number(end)))
    }
    if failed { data.append(JSON.Member("failed", true)) }
    if let transactionDepth {
      data.append(JSON.Member("transaction_depth", .integer(Int64(transactionDepth))))
    }
    if let database { data.append(JSON.Member("db.alias", .string(database))) }
    if let isReplica { data.append(JSON.Member("db.role", isReplica ? "replica" : "primary")) }
    addBreadcrumb(
      Breadcrumb(
        timestamp: start, type: "query", category: "query", message: statement,
        level: failed ? Level.error.rawValue : Level.info.rawValue, data: .object(data)))
  }

  /// Runs a statement and remembers it, how long it took, how many rows it met and whether it
  /// failed.
  ///
  /// - Parameter rows: Takes the number of rows out of the operation's result.
  public static func withQuery<Result>(
    statement: String, system: String? = nil, rows: (Result) -> Int? = { _ in nil },
    _ operation: () throws -> Result
  ) rethrows -> Result {
    let clock = ContinuousClock()
    let start = clock.now
    do {
      let result = try operation()
      addQuery(
        statement: statement, rows: rows(result), duration: clock.now - start, system: system)
      return result
    } catch {
      addQuery(statement: statement, duration: clock.now - start, system: system, failed: true)
      throw error
    }
  }

  /// Runs a statement and remembers it, how long it took, how many rows it met and whether it
  /// failed.
  public static func withQuery<Result>(
    statement: String, system: String? = nil, rows: (Result) -> Int? = { _ in nil },
    _ operation: () async throws -> Result
  ) async rethrows -> Result {
    let clock = ContinuousClock()
    let start = clock.now
    do {
      let result = try await operation()
      addQuery(
        statement: statement, rows: rows(result), duration: clock.now - start, system: system)
      return result
    } catch {
      addQuery(statement: statement, duration: clock.now - start, system: system, failed: true)
      throw error
    }
  }
}

extension Duration {
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
