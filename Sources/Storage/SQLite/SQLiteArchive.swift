import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A store's file opened for reading, beside the collector that owns it or without one.
public final class SQLiteArchive: EventArchive {
  private let reader: Mutex<SQLiteReader>

  public init(path: String) throws(StoreError) {
    let doing = "open \(path)"
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw StoreError(.cannotOpen, doing: doing, reason: String(cString: strerror(errno)))
    }
    // Reading through the log needs a file beside the store; where none can be made, nobody writes.
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let isFrozen = access(path + "-wal", F_OK) != 0 && access(folder, W_OK) != 0
    let database = try SQLiteDatabase(
      path: path, access: isFrozen ? .immutable : .readOnly, busyMilliseconds: 5_000)
    try SQLiteLayout.requireCurrent(database, doing: doing)
    reader = Mutex(try SQLiteReader(database))
  }

  public func projectNames() throws(StoreError) -> [Int64: String] {
    try reader.withLock { reader throws(StoreError) in try reader.projectNames() }
  }

  public func queue(after event: Int64, limit: Int) throws(StoreError) -> [QueuedEvent] {
    try reader.withLock { reader throws(StoreError) in
      try reader.queue(after: event, limit: limit)
    }
  }

  public func body(ofEvent event: Int64) throws(StoreError) -> StoredBody? {
    try reader.withLock { reader throws(StoreError) in try reader.body(ofEvent: event) }
  }

  public func issue(_ id: Int64) throws(StoreError) -> IssueRecord? {
    try reader.withLock { reader throws(StoreError) in try reader.issue(id) }
  }

  public func issue(project: Int64, fingerprint: String) throws(StoreError) -> IssueRecord? {
    try reader.withLock { reader throws(StoreError) in
      try reader.issue(project: project, fingerprint: fingerprint)
    }
  }

  public func issues(project: Int64?, limit: Int) throws(StoreError) -> [IssueRecord] {
    try reader.withLock { reader throws(StoreError) in
      try reader.issues(project: project, limit: limit)
    }
  }

  public func occurrences(ofIssue issue: Int64) throws(StoreError) -> [StoredOccurrence] {
    try reader.withLock { reader throws(StoreError) in try reader.occurrences(ofIssue: issue) }
  }

  public func issuesWithReportDue(limit: Int) throws(StoreError) -> [Int64] {
    try reader.withLock { reader throws(StoreError) in
      try reader.issuesWithReportDue(limit: limit)
    }
  }

  public func counts() throws(StoreError) -> StoreCounts {
    try reader.withLock { reader throws(StoreError) in try reader.counts() }
  }
}
