import Compression
import EventSchema
import Foundation
import Storage

/// What a body holds, as far as ingest has to know it.
struct IngestBody: Sendable {
  /// `nil` when the body carries no event.
  var event: Event?
  /// The id that the reply names: the event's, else the envelope's own.
  var id: String?
  var discards: [Discard] = []

  struct Event: Sendable {
    var id: EventID
    var stored: StoredBody
    /// What the digest would have to make of the stored bytes again.
    var decompressed: [UInt8]
  }

  /// Checks a body of the envelope route: its frame, and the syntax of its event.
  static func envelope(
    _ body: [UInt8], encoding: ContentEncoding, decompressed: [UInt8], project: Int64,
    admits: (String?) -> Refusal?
  ) throws(Refusal) -> IngestBody {
    let envelope: Envelope
    switch Envelope.read(decompressed) {
    case .success(let read): envelope = read
    case .failure(let error):
      if let refusal = admits(nil) { throw refusal }
      throw Refusal(error.code == .tooLarge ? 413 : 400, "The envelope is not taken: \(error)")
    }
    if let refusal = admits(envelope.dsn?.key) { throw refusal }
    var result = IngestBody(event: nil, id: envelope.eventID)
    for item in envelope.items where item.type == "client_report" {
      result.discards += discards(in: decompressed[item.payload], project: project)
    }
    guard let item = envelope.eventItem else { return result }
    let id = try checkedID(decompressed, item.payload, known: envelope.eventID)
    result.event = Event(
      id: id, stored: StoredBody(form: .envelope, encoding: encoding.rawValue, bytes: body),
      decompressed: decompressed)
    result.id = id.description
    return result
  }

  /// Checks a body of the store route: the JSON of one event, or that compressed and as base64.
  static func event(
    _ body: [UInt8], encoding: ContentEncoding, decompressed: [UInt8]
  ) throws(Refusal) -> IngestBody {
    var body = body
    var encoding = encoding
    var decompressed = decompressed
    if let wrapped = unwrapped(decompressed) {
      body = wrapped
      encoding = .deflate
      decompressed = try plain(body, encoding)
    }
    guard decompressed.count <= Limits.eventBytesMax else {
      throw Refusal(413, "The event is larger than \(Limits.eventBytesMax) bytes")
    }
    let id = try checkedID(decompressed, 0..<decompressed.count, known: nil)
    let stored = StoredBody(form: .event, encoding: encoding.rawValue, bytes: body)
    return IngestBody(
      event: Event(id: id, stored: stored, decompressed: decompressed), id: id.description)
  }

  /// The body without its compression.
  static func plain(
    _ body: [UInt8], _ encoding: ContentEncoding
  ) throws(Refusal) -> [UInt8] {
    guard encoding != .identity else { return body }
    do throws(DecompressionError) {
      return try decompress(body, encoding, limit: Limits.decompressedBytesMax)
    } catch {
      switch error {
      case .tooLarge: throw Refusal(413, error.description)
      case .corrupt: throw Refusal(400, error.description)
      case .outOfMemory: throw .unavailable(error.description, retryAfterSeconds: 10)
      }
    }
  }

  /// The bytes behind base64, when the text is that and no JSON.
  private static func unwrapped(_ bytes: [UInt8]) -> [UInt8]? {
    let blanks: Set<UInt8> = [0x20, 0x09, 0x0a, 0x0d]
    guard let first = bytes.first(where: { !blanks.contains($0) }), first != UInt8(ascii: "{"),
      let decoded = Data(base64Encoded: Data(bytes), options: .ignoreUnknownCharacters),
      !decoded.isEmpty
    else { return nil }
    return [UInt8](decoded)
  }

  /// Refuses what is no JSON, and finds the event's id: the envelope's, its own, or a new one.
  private static func checkedID(
    _ body: [UInt8], _ range: Range<Int>, known: String?
  ) throws(Refusal) -> EventID {
    let failure = body.withUnsafeBytes { bytes in
      JSON.check(UnsafeRawBufferPointer(rebasing: bytes[range]))
    }
    if let failure { throw Refusal(400, "The event is no JSON", causes: [failure.description]) }
    if let known, let id = EventID(known) { return id }
    let read = body.withUnsafeBytes { bytes in
      EventSchema.Event.read(UnsafeRawBufferPointer(rebasing: bytes[range]))
    }
    switch read {
    case .success(let event): return EventID(event.id) ?? .random()
    case .failure(let failure):
      throw Refusal(400, "The event cannot be read", causes: [failure.description])
    }
  }

  /// What an SDK says that it dropped itself; a report that cannot be read counts nothing.
  private static func discards(in payload: ArraySlice<UInt8>, project: Int64) -> [Discard] {
    guard payload.count <= CollectorLimits.clientReportBytesMax,
      let report = JSON(parsing: Array(payload))
    else { return [] }
    let lists = [
      "discarded_events", "rate_limited_events", "filtered_events", "filtered_sampling_events",
    ]
    let entries = lists.flatMap { report[$0]?.array ?? [] }
    return entries.prefix(CollectorLimits.discardsPerReportMax).compactMap { entry in
      guard let quantity = entry["quantity"]?.integer, quantity > 0, quantity < 1 << 32 else {
        return nil
      }
      return Discard(
        project: project, reason: String((entry["reason"]?.string ?? "unknown").prefix(100)),
        category: String((entry["category"]?.string ?? "default").prefix(100)),
        quantity: quantity)
    }
  }
}
