import Compression
public import EventSchema
public import Storage

/// Why a stored body is no event.
public struct UnreadableEvent: Error, Sendable, Hashable {
  /// A sentence without data of the event.
  public var reason: String

  public init(reason: String) {
    self.reason = reason
  }
}

/// A stored body, decompressed, and where in it the event stands.
public struct StoredEvent: Sendable {
  public private(set) var bytes: [UInt8]
  public private(set) var payload: Range<Int>
  /// Whether the body carries more than the event: attachments and the like.
  public private(set) var hasOtherItems = false
  private var envelope: Envelope?

  public init(_ body: StoredBody) throws(UnreadableEvent) {
    guard let encoding = ContentEncoding(header: body.encoding) else {
      throw UnreadableEvent(reason: "The encoding \(body.encoding) is not known")
    }
    let bytes: [UInt8]
    do throws(DecompressionError) {
      bytes = try decompress(body.bytes, encoding, limit: Limits.decompressedBytesMax)
    } catch {
      throw UnreadableEvent(reason: error.description)
    }
    try self.init(bytes, form: body.form)
  }

  /// Of bytes that are decompressed already.
  public init(_ bytes: [UInt8], form: StoredBody.Form) throws(UnreadableEvent) {
    self.bytes = bytes
    payload = 0..<bytes.count
    guard form == .envelope else { return }
    switch Envelope.read(bytes) {
    case .failure(let error): throw UnreadableEvent(reason: error.reason)
    case .success(let envelope):
      guard let item = envelope.eventItem else {
        throw UnreadableEvent(reason: "The envelope has no event")
      }
      payload = item.payload
      hasOtherItems = envelope.items.count > 1
      self.envelope = envelope
    }
  }

  /// The event, under the identity that the store knows it by. A clock that is far off is replaced
  /// by the collector's.
  public func event(id: EventID, received: Double) throws(UnreadableEvent) -> Event {
    let read =
      envelope?.event(in: bytes)
      ?? bytes.withUnsafeBytes {
        Event.read(UnsafeRawBufferPointer(rebasing: $0[payload]))
      }
    switch read {
    case .failure(let failure):
      throw UnreadableEvent(reason: "The event cannot be read: \(failure)")
    case .success(var event):
      event.id = id.description
      let earliest = received - Self.ageSecondsMax
      let latest = received + Self.aheadSecondsMax
      if !(earliest...latest).contains(event.timestamp ?? -1) { event.timestamp = received }
      return event
    }
  }

  private static let ageSecondsMax = 30.0 * 86_400
  private static let aheadSecondsMax = 60.0

  /// The event alone, without its secrets; `nil` when the body holds nothing that must not be kept.
  public func scrubbed(by scrubber: Scrubber) -> StoredEvent? {
    let scrubbed = bytes.withUnsafeBytes {
      scrubber.scrub(UnsafeRawBufferPointer(rebasing: $0[payload]))
    }
    guard let scrubbed else {
      return hasOtherItems ? StoredEvent(event: Array(bytes[payload])) : nil
    }
    return StoredEvent(event: scrubbed)
  }

  private init(event: [UInt8]) {
    bytes = event
    payload = 0..<event.count
  }
}
