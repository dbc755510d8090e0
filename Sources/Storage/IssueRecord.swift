/// An issue as it is kept.
public struct IssueRecord: Sendable, Hashable {
  public var id: Int64
  public var project: Int64
  public var fingerprint: String
  public var title: String
  public var culprit: String?
  /// `nil` for what is no constraint failure.
  public var cause: String?
  public var strength: String?
  /// Tells one conclusion from another; compared only.
  public var conclusion: String?
  public var count: Int64
  /// Seconds since 1970, UTC.
  public var firstSeen: Double
  public var lastSeen: Double
  public var users: Int64
  /// The number of the event that was received last.
  public var latestEvent: Int64
  /// In the order of their first event.
  public var releases: [String]
  public var environments: [String]
}

/// What one batch adds to one issue.
public struct IssueChange: Sendable {
  public var project: Int64
  public var fingerprint: String
  public var title: String
  public var culprit: String?
  public var cause: String?
  public var strength: String?
  /// When it differs from the one that is kept, the issue's report is due.
  public var conclusion: String?
  /// Ascending, at least one.
  public var events: [Int64]
  public var firstSeen: Double
  public var lastSeen: Double
  public var releases: [String]
  public var environments: [String]
  /// Hashes of user identities; the identities themselves are not kept.
  public var users: [Int64]
  /// Parallel to `events`.
  public var occurrences: [StoredOccurrence]
  /// Whether the change is to be proven; that is done once for an issue.
  public var wantsProof = false

  public init(project: Int64, fingerprint: String, title: String) {
    self.project = project
    self.fingerprint = fingerprint
    self.title = title
    events = []
    firstSeen = .infinity
    lastSeen = -.infinity
    releases = []
    environments = []
    users = []
    occurrences = []
  }
}

/// What became of a batch of queued events.
public struct DigestedBatch: Sendable {
  public var issues: [IssueChange] = []
  public var refused: [RefusedEvent] = []
  /// Bodies that held what must not be kept, without it.
  public var scrubbed: [ScrubbedBody] = []
  /// Of releases and migrations that the batch named; the earliest time of each is kept.
  public var firstSights: [StoredFirstSight] = []

  public init() {}

  public struct RefusedEvent: Sendable, Hashable {
    public var event: Int64
    /// A sentence without data of the event.
    public var reason: String

    public init(event: Int64, reason: String) {
      self.event = event
      self.reason = reason
    }
  }

  public struct ScrubbedBody: Sendable {
    public var event: Int64
    public var body: StoredBody

    public init(event: Int64, body: StoredBody) {
      self.event = event
      self.body = body
    }
  }
}

/// One event of an issue, reduced to what tells causes apart. Values, actors, payloads and tasks
/// are marks made with the installation's key.
public struct StoredOccurrence: Sendable, Hashable {
  public var id: EventID
  public var timestamp: Double?
  public var key: String?
  /// The mark of the next whole number.
  public var successor: String?
  public var traceID: String?
  public var server: String?
  public var process: String?
  public var processStart: Double?
  public var actor: String?
  public var payload: String?
  public var task: String?
  public var taskName: String?
  public var retries: Int?
  public var transaction: String?
  public var writePath: String?
  public var release: String?
  public var migration: String?
  public var lookedUpBefore: Bool?
  public var waited: Bool?

  public init(id: EventID, timestamp: Double? = nil, key: String? = nil) {
    self.id = id
    self.timestamp = timestamp
    self.key = key
  }
}

/// When a release or a migration of a project was first seen.
public struct StoredFirstSight: Sendable, Hashable {
  public var project: Int64
  public var kind: Kind
  public var name: String
  /// Seconds since 1970, UTC.
  public var time: Double

  public init(project: Int64, kind: Kind, name: String, time: Double) {
    self.project = project
    self.kind = kind
    self.name = name
    self.time = time
  }

  public enum Kind: Int64, Sendable, Hashable {
    case release = 0
    case migration = 1
  }
}
