/// What the events of one issue tell together, the one in question among them. Bounded by whoever
/// keeps it; oldest first.
public struct History: Sendable, Hashable {
  public var occurrences: [Occurrence]
  /// Releases of the application that reported anything, also from outside of the issue; in the
  /// order of their first event.
  public var releases: [FirstSight] = []
  /// Newest applied migrations that events named, in the order of their first event.
  public var migrations: [FirstSight] = []

  public init(occurrences: [Occurrence] = []) {
    self.occurrences = occurrences
  }

  public static let empty = History()

  /// When a release or a migration was first seen.
  public struct FirstSight: Sendable, Hashable {
    public var name: String
    /// Seconds since 1970, UTC.
    public var time: Double

    public init(name: String, time: Double) {
      self.name = name
      self.time = time
    }
  }

  /// One event of the issue, reduced to what tells causes apart. Values, actors and payloads are
  /// marks: equal for equal ones, and nothing else can be told from them.
  public struct Occurrence: Sendable, Hashable {
    public var eventID: String
    /// Seconds since 1970, UTC.
    public var timestamp: Double?
    /// The values that collided.
    public var key: String?
    /// The mark that the next whole number would have, for a key that is one.
    public var successor: String?
    public var traceID: String?
    /// The host that reported.
    public var server: String?
    /// The process on that host.
    public var process: String?
    /// When that process started; seconds since 1970.
    public var processStart: Double?
    /// Who was affected.
    public var actor: String?
    /// Route and input of the request.
    public var payload: String?
    /// The job, message or delivery.
    public var task: String?
    /// The job's name.
    public var taskName: String?
    /// How often the job ran before.
    public var retries: Int?
    /// Route or task.
    public var transaction: String?
    /// Module and function of the culprit.
    public var writePath: String?
    public var release: String?
    /// The newest migration that was applied.
    public var migration: String?
    /// Whether a look-up of the same key found nothing earlier in the same trace.
    public var lookedUpBefore: Bool?
    /// Whether the failing statement waited for another transaction.
    public var waited: Bool?

    public init(eventID: String, timestamp: Double? = nil) {
      self.eventID = eventID
      self.timestamp = timestamp
    }
  }
}
