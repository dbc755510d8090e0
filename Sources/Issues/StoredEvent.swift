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

/// The event that a stored body holds.
public func readEvent(_ body: StoredBody) -> Result<Event, UnreadableEvent> {
  guard let encoding = ContentEncoding(header: body.encoding) else {
    return .failure(UnreadableEvent(reason: "The encoding \(body.encoding) is not known"))
  }
  do throws(DecompressionError) {
    let bytes = try decompress(body.bytes, encoding, limit: Limits.decompressedBytesMax)
    return readEvent(bytes, form: body.form)
  } catch {
    return .failure(UnreadableEvent(reason: error.description))
  }
}

/// The same for bytes that are decompressed already.
public func readEvent(
  _ bytes: [UInt8], form: StoredBody.Form
) -> Result<Event, UnreadableEvent> {
  func unreadable(_ failure: JSON.Failure) -> UnreadableEvent {
    UnreadableEvent(reason: "The event cannot be read: \(failure)")
  }
  switch form {
  case .event:
    return bytes.withUnsafeBytes { Event.read($0) }.mapError(unreadable)
  case .envelope:
    switch Envelope.read(bytes) {
    case .failure(let error): return .failure(UnreadableEvent(reason: error.reason))
    case .success(let envelope):
      guard let event = envelope.event(in: bytes) else {
        return .failure(UnreadableEvent(reason: "The envelope has no event"))
      }
      return event.mapError(unreadable)
    }
  }
}
