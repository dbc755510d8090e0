/// What the events of one issue tell together, the one in question among them. Bounded by whoever
/// keeps it; oldest first.
public struct History: Sendable, Hashable {
  public var occurrences: [Occurrence]

  public init(occurrences: [Occurrence] = []) {
    self.occurrences = occurrences
  }

  public static let empty = History()

  /// One event of the issue, reduced to what tells causes apart.
  public struct Occurrence: Sendable, Hashable {
    public var eventID: String
    /// Seconds since 1970, UTC.
    public var timestamp: Double?
    /// The values that collided, as the database printed them; compared, never printed.
    public var key: String?
    public var traceID: String?
    /// Host and process that reported.
    public var server: String?
    /// Who was affected: user id or address.
    public var actor: String?
    /// Route or task.
    public var transaction: String?
    public var release: String?
    /// Whether a look-up of the same key found nothing earlier in the same trace.
    public var lookedUpBefore: Bool?

    public init(
      eventID: String, timestamp: Double? = nil, key: String? = nil, traceID: String? = nil,
      server: String? = nil,
      actor: String? = nil, transaction: String? = nil, release: String? = nil,
      lookedUpBefore: Bool? = nil
    ) {
      self.eventID = eventID
      self.timestamp = timestamp
      self.key = key
      self.traceID = traceID
      self.server = server
      self.actor = actor
      self.transaction = transaction
      self.release = release
      self.lookedUpBefore = lookedUpBefore
    }
  }
}
