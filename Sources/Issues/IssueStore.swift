import Diagnosis
import EventSchema
public import Reports
public import SourceCode
public import Storage

/// The issues of a store, read for people: by the collector's pages and by `triage report`.
///
/// Opens a store file read-only, beside a running collector or without one.
public struct IssueStore: Sendable {
  private let archive: any EventArchive

  /// - Throws: `IssueStoreError` when the file is missing or no store of a known version.
  public init(path: String) throws(IssueStoreError) {
    archive = try translated { () throws(StoreError) in try SQLiteArchive(path: path) }
  }

  public init(_ archive: any EventArchive) {
    self.archive = archive
  }

  /// Newest activity first.
  public func issues(project: Int64? = nil, limit: Int = 100) throws(IssueStoreError) -> [Listing] {
    try translated { () throws(StoreError) in
      let names = try archive.projectNames()
      return try archive.issues(project: project, limit: limit).map { issue in
        Listing(issue, projectName: names[issue.project])
      }
    }
  }

  /// One issue's line; `nil` when there is no such issue.
  public func listing(issue: Int64) throws(IssueStoreError) -> Listing? {
    try translated { () throws(StoreError) in
      guard let record = try archive.issue(issue) else { return nil }
      return Listing(record, projectName: try archive.projectNames()[record.project])
    }
  }

  /// The report of one issue, from its stored event and history; `nil` when there is no such issue.
  public func report(
    issue: Int64, in tree: SourceTree = .empty, schema: Schema = .empty
  ) throws(IssueStoreError) -> Report? {
    try translated { () throws(StoreError) in
      guard let record = try archive.issue(issue) else { return nil }
      let name = try archive.projectNames()[record.project]
      var statistics = IssueStatistics(record, projectName: name)
      statistics.proof = try archive.proof(ofIssue: issue).map(IssueProof.init)
      guard let kept = try archive.event(record.latestEvent),
        let event = try? StoredEvent(kept.body).event(id: kept.id, received: kept.received)
      else {
        return Report(
          Diagnosis(fingerprint: record.fingerprint, title: record.title), issue: statistics)
      }
      let history = History(
        try archive.occurrences(ofIssue: record.id),
        try archive.firstSights(ofProject: record.project))
      return Report(diagnose(event, history: history, in: tree, schema: schema), issue: statistics)
    }
  }

  /// The JSON of an issue's latest event, without what came beside it; `nil` when there is no such
  /// issue, or its event is not kept.
  public func latestEvent(issue: Int64) throws(IssueStoreError) -> [UInt8]? {
    try translated { () throws(StoreError) in
      guard let record = try archive.issue(issue),
        let kept = try archive.event(record.latestEvent), let stored = try? StoredEvent(kept.body)
      else { return nil }
      return Array(stored.bytes[stored.payload])
    }
  }

  /// A line of `triage issues`.
  public struct Listing: Sendable, Hashable {
    public var statistics: IssueStatistics
    public var title: String
    public var culprit: String?
    /// `certain`, `likely`, `possible`; `nil` for what is no constraint failure.
    public var strength: String?

    public init(
      statistics: IssueStatistics, title: String, culprit: String?, strength: String?
    ) {
      self.statistics = statistics
      self.title = title
      self.culprit = culprit
      self.strength = strength
    }
  }
}

/// Why a store could not be read.
public struct IssueStoreError: Error, Sendable, Hashable {
  /// "open /var/lib/triage/triage.sqlite"
  public var doing: String
  public var reason: String

  public init(doing: String, reason: String) {
    self.doing = doing
    self.reason = reason
  }
}

/// Runs what reads the store, with its errors as this module's.
private func translated<Result>(
  _ body: () throws(StoreError) -> Result
) throws(IssueStoreError) -> Result {
  do throws(StoreError) {
    return try body()
  } catch {
    throw IssueStoreError(doing: error.doing, reason: error.reason)
  }
}

extension IssueStore.Listing {
  fileprivate init(_ issue: IssueRecord, projectName: String?) {
    self.init(
      statistics: IssueStatistics(issue, projectName: projectName), title: issue.title,
      culprit: issue.culprit, strength: issue.strength)
  }
}

extension IssueStatistics {
  fileprivate init(_ issue: IssueRecord, projectName: String?) {
    self.init(
      id: issue.id, project: issue.project, projectName: projectName ?? "\(issue.project)",
      count: Int(issue.count), firstSeen: issue.firstSeen, lastSeen: issue.lastSeen,
      releases: issue.releases, environments: issue.environments,
      usersTouched: Int(issue.users), cause: issue.cause)
  }
}
