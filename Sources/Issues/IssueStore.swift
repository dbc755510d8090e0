public import Reports
public import SourceCode

/// The issues of a store, read for people: by the collector's pages and by `triage report`.
///
/// Opens a store file read-only, beside a running collector or without one.
public struct IssueStore: Sendable {
  /// - Throws: `IssueStoreError` when the file is missing or no store of a known version.
  public init(path: String) throws(IssueStoreError) {
    throw IssueStoreError(doing: "open \(path)", reason: "not implemented")
  }

  /// Newest activity first.
  public func issues(project: Int64? = nil, limit: Int = 100) throws(IssueStoreError) -> [Listing] {
    []
  }

  /// The report of one issue, from its stored event and history; `nil` when there is no such issue.
  public func report(issue: Int64, in tree: SourceTree = .empty) throws(IssueStoreError) -> Report?
  {
    nil
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
