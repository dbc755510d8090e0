/// Where events, issues and the queue between them are kept.
///
/// Everything is written by `commit`, in one transaction that is on disk when it returns. One
/// collector owns a store; any number may read it.
public protocol EventStore: Sendable {
  /// Applies all of the changes or none, and syncs once.
  ///
  /// An event whose identity is known already is left out, so that delivering twice is harmless.
  func commit(_ changes: StoreChanges) throws(StoreError) -> CommitOutcome

  /// What is in the store; every call sees what is committed.
  var archive: any EventArchive { get }

  /// Writes everything into its final place. Nothing may be asked of the store afterwards.
  func close() throws(StoreError)
}

/// The reading half of a store.
public protocol EventArchive: Sendable {
  /// By the projects' numbers, as they were when a collector last started.
  func projectNames() throws(StoreError) -> [Int64: String]

  /// Events that wait for the digest, in the order of their arrival, without their bodies.
  func queue(after event: Int64, limit: Int) throws(StoreError) -> [QueuedEvent]

  /// `nil` when there is no such event.
  func event(_ number: Int64) throws(StoreError) -> AcceptedEvent?

  func issue(_ id: Int64) throws(StoreError) -> IssueRecord?
  func issue(project: Int64, fingerprint: String) throws(StoreError) -> IssueRecord?

  /// The latest activity first; of all projects without one.
  func issues(project: Int64?, limit: Int) throws(StoreError) -> [IssueRecord]

  /// What is kept of the issue's events, oldest first: the first ones, the latest ones, and some
  /// between them that met on one key.
  func occurrences(ofIssue issue: Int64) throws(StoreError) -> [StoredOccurrence]

  /// Releases and migrations of a project, in the order of their first event.
  func firstSights(ofProject project: Int64) throws(StoreError) -> [StoredFirstSight]

  /// The 16 bytes with which this installation makes marks of values; made at its first start.
  func installationKey() throws(StoreError) -> [UInt8]

  /// Issues whose conclusion changed since their report was written, without those whose report
  /// was begun too often.
  func issuesWithReportDue(limit: Int) throws(StoreError) -> [Int64]

  /// Issues whose change waits to be proven, those that were not tried yet first; without those
  /// that are set aside.
  func issuesWithProofWaiting(limit: Int) throws(StoreError) -> [Int64]

  /// `nil` when the issue's change was never to be proven.
  func proof(ofIssue issue: Int64) throws(StoreError) -> StoredProof?

  func counts() throws(StoreError) -> StoreCounts
}

/// What one transaction changes.
public struct StoreChanges: Sendable {
  /// New events, for the end of the queue.
  public var accepted: [AcceptedEvent] = []
  /// What SDKs say that they dropped themselves.
  public var discards: [Discard] = []
  /// What became of queued events.
  public var digested = DigestedBatch()
  /// Events whose digest begins next: their attempts are counted before they are made, so that one
  /// that kills the process is known by it.
  public var claimed: [Int64] = []
  /// Issues whose report is written next; counted for the same reason.
  public var reportsBegun: [Int64] = []
  /// Reports that have been written.
  public var reported: [WrittenReport] = []
  /// Issues whose change is tried next; counted for the same reason.
  public var proofsBegun: [Int64] = []
  public var proofsFinished: [FinishedProof] = []
  /// Names of projects, by their numbers.
  public var projects: [Int64: String] = [:]

  public init() {}

  public struct FinishedProof: Sendable, Hashable {
    public var issue: Int64
    /// JSON.
    public var result: String

    public init(issue: Int64, result: String) {
      self.issue = issue
      self.result = result
    }
  }

  public struct WrittenReport: Sendable, Hashable {
    public var issue: Int64
    /// The conclusion that the report shows; a later one stays due.
    public var conclusion: String

    public init(issue: Int64, conclusion: String) {
      self.issue = issue
      self.conclusion = conclusion
    }
  }
}

public struct CommitOutcome: Sendable, Hashable {
  /// Parallel to the accepted events: the number of each in the store, `nil` for a known identity.
  public var events: [Int64?] = []

  public init() {}
}

public struct AcceptedEvent: Sendable {
  public var project: Int64
  public var id: EventID
  /// Seconds since 1970, UTC.
  public var received: Double
  public var body: StoredBody

  public init(project: Int64, id: EventID, received: Double, body: StoredBody) {
    self.project = project
    self.id = id
    self.received = received
    self.body = body
  }
}

/// The bytes of an event as they came, or scrubbed.
public struct StoredBody: Sendable, Hashable {
  public var form: Form
  /// A word of HTTP's `Content-Encoding`.
  public var encoding: String
  public var bytes: [UInt8]

  public init(form: Form, encoding: String, bytes: [UInt8]) {
    self.form = form
    self.encoding = encoding
    self.bytes = bytes
  }

  public enum Form: Int64, Sendable, Hashable {
    case envelope = 0
    /// The JSON of one event.
    case event = 1
  }
}

/// A count of events that an SDK did not send.
public struct Discard: Sendable, Hashable {
  public var project: Int64
  public var reason: String
  public var category: String
  public var quantity: Int64

  public init(project: Int64, reason: String, category: String, quantity: Int64) {
    self.project = project
    self.reason = reason
    self.category = category
    self.quantity = quantity
  }
}

public struct QueuedEvent: Sendable, Hashable {
  public var number: Int64
  public var project: Int64
  public var id: EventID
  public var received: Double
  /// How often its digest has begun.
  public var attempts: Int

  public init(number: Int64, project: Int64, id: EventID, received: Double, attempts: Int) {
    self.number = number
    self.project = project
    self.id = id
    self.received = received
    self.attempts = attempts
  }
}

public struct StoreCounts: Sendable, Hashable {
  public var events: Int64
  public var queued: Int64
  /// Events that could not be digested and are left aside.
  public var refused: Int64
  public var issues: Int64

  public init(events: Int64, queued: Int64, refused: Int64, issues: Int64) {
    self.events = events
    self.queued = queued
    self.refused = refused
    self.issues = issues
  }
}
