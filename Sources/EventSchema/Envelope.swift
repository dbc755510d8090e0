/// What one request of an SDK carries: a header and items, each with a header line of its own.
///
/// An envelope tells where its items stand in the body and copies nothing. Reading it costs no more
/// than finding the lines, so that ingest can check every body.
public struct Envelope: Sendable, Hashable {
  /// 32 lower-case hexadecimal digits. It wins over the payload's own; PHP gives it only here.
  public var eventID: String?
  /// The collector's address and key, from SDKs that send it.
  public var dsn: DSN?
  /// When the SDK sent it, by its own clock; seconds since 1970, UTC.
  public var sentAt: Double?
  public var sdk: Event.SDK?
  /// In the order of the body, items of unknown types included.
  public var items: [Item] = []

  public struct Item: Sendable, Hashable {
    /// `event`, `transaction`, `client_report`, `attachment`, …
    public var type: String
    /// Where the payload stands in the body, in bytes.
    public var payload: Range<Int>

    public init(type: String, payload: Range<Int>) {
      self.type = type
      self.payload = payload
    }
  }

  public init() {}

  /// The item that holds the event. There should be one at most; the first one counts.
  public var eventItem: Item? { items.first { $0.type == "event" } }

  /// The event that the envelope carries, read from the body that the envelope was read from.
  ///
  /// `nil` when it carries none. The envelope's id goes before the payload's, and its SDK stands in
  /// for a missing one.
  public func event(in body: UnsafeRawBufferPointer) -> Result<Event, JSON.Failure>? {
    guard let range = eventItem?.payload, range.upperBound <= body.count else { return nil }
    return Event.read(UnsafeRawBufferPointer(rebasing: body[range])).map { event in
      var event = event
      event.id = eventID ?? event.id
      event.sdk = event.sdk ?? sdk
      return event
    }
  }

  public func event(in body: [UInt8]) -> Result<Event, JSON.Failure>? {
    body.withUnsafeBytes { event(in: $0) }
  }
}

/// Why a body is no envelope, or one that is not taken.
public struct EnvelopeError: Error, Sendable, Hashable, CustomStringConvertible {
  public var code: Code
  /// A sentence without a full stop, for the client.
  public var reason: String

  public enum Code: Sendable, Hashable {
    /// The framing, a header or the event id is wrong.
    case malformed
    /// A bound of `Limits` is passed.
    case tooLarge
  }

  public init(_ code: Code, _ reason: String) {
    self.code = code
    self.reason = reason
  }

  public var description: String { reason }
}
