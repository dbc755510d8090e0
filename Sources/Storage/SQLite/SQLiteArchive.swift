import Synchronization

/// A store's file opened for reading, beside the collector that owns it or without one.
public final class SQLiteArchive: EventArchive {
  private let reader: Mutex<SQLiteReader?>

  public init(path: String) throws(StoreError) {
    let database = try SQLiteDatabase(reading: path, busyMilliseconds: 5_000)
    try SQLiteLayout.requireCurrent(database, doing: "open \(path)")
    reader = Mutex(try SQLiteReader(database))
  }

  /// Ends the connection; without it SQLite can remove the log's files.
  func close() {
    reader.withLock { $0 = nil }
  }

  private func reading<Result: Sendable>(
    _ body: @Sendable (SQLiteReader) throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    try reader.withLock { reader throws(StoreError) in
      guard let reader else {
        throw StoreError(.other, doing: "read", reason: "the store is closed")
      }
      return try body(reader)
    }
  }

  public func projectNames() throws(StoreError) -> [Int64: String] {
    try reading { reader throws(StoreError) in try reader.projectNames() }
  }

  public func queue(after event: Int64, limit: Int) throws(StoreError) -> [QueuedEvent] {
    try reading { reader throws(StoreError) in try reader.queue(after: event, limit: limit) }
  }

  public func event(_ number: Int64) throws(StoreError) -> AcceptedEvent? {
    try reading { reader throws(StoreError) in try reader.event(number) }
  }

  public func issue(_ id: Int64) throws(StoreError) -> IssueRecord? {
    try reading { reader throws(StoreError) in try reader.issue(id) }
  }

  public func issue(project: Int64, fingerprint: String) throws(StoreError) -> IssueRecord? {
    try reading { reader throws(StoreError) in
      try reader.issue(project: project, fingerprint: fingerprint)
    }
  }

  public func issues(project: Int64?, limit: Int) throws(StoreError) -> [IssueRecord] {
    try reading { reader throws(StoreError) in try reader.issues(project: project, limit: limit) }
  }

  public func occurrences(ofIssue issue: Int64) throws(StoreError) -> [StoredOccurrence] {
    try reading { reader throws(StoreError) in try reader.occurrences(ofIssue: issue) }
  }

  public func firstSights(ofProject project: Int64) throws(StoreError) -> [StoredFirstSight] {
    try reading { reader throws(StoreError) in try reader.firstSights(ofProject: project) }
  }

  public func installationKey() throws(StoreError) -> [UInt8] {
    try reading { reader throws(StoreError) in try reader.installationKey() }
  }

  public func issuesWithReportDue(limit: Int) throws(StoreError) -> [Int64] {
    try reading { reader throws(StoreError) in try reader.issuesWithReportDue(limit: limit) }
  }

  public func issuesWithProofWaiting(limit: Int) throws(StoreError) -> [Int64] {
    try reading { reader throws(StoreError) in try reader.proofs.waiting(limit: limit) }
  }

  public func proof(ofIssue issue: Int64) throws(StoreError) -> StoredProof? {
    try reading { reader throws(StoreError) in try reader.proofs.proof(ofIssue: issue) }
  }

  public func counts() throws(StoreError) -> StoreCounts {
    try reading { reader throws(StoreError) in try reader.counts() }
  }
}
