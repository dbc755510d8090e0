extension Envelope {
  /// What goes into one item of an envelope that is to be sent.
  public struct Part: Sendable, Hashable {
    public var type: String
    public var payload: [UInt8]

    public init(type: String, payload: [UInt8]) {
      self.type = type
      self.payload = payload
    }
  }

  /// The body that carries `parts` under this envelope's header. Every item gets its `length`;
  /// `items` plays no part.
  public func body(carrying parts: [Part]) -> [UInt8] {
    var header: [JSON.Member] = []
    if let eventID { header.append(JSON.Member("event_id", .string(eventID))) }
    if let dsn { header.append(JSON.Member("dsn", .string(dsn.description))) }
    if let sentAt { header.append(JSON.Member("sent_at", .string(Timestamp.text(sentAt)))) }
    if let sdk { header.append(JSON.Member("sdk", sdk.json)) }
    var body = JSON.object(header).serialisedBytes
    body.append(UInt8(ascii: "\n"))
    for part in parts {
      let length = JSON.integer(Int64(part.payload.count))
      let itemHeader: JSON = ["type": .string(part.type), "length": length]
      body += itemHeader.serialisedBytes
      body.append(UInt8(ascii: "\n"))
      body += part.payload
      body.append(UInt8(ascii: "\n"))
    }
    return body
  }

  /// An envelope around the bare event of the older `store` protocol, whose bytes stay as they are.
  ///
  /// The id is the payload's own, if it has one.
  public static func body(aroundEvent payload: [UInt8]) -> [UInt8] {
    var envelope = Envelope()
    envelope.eventID = payload.withUnsafeBytes { topLevelEventID(in: $0) }
    return envelope.body(carrying: [Part(type: "event", payload: payload)])
  }

  private static func topLevelEventID(in payload: UnsafeRawBufferPointer) -> String? {
    var reader = JSONReader(payload)
    guard reader.enterObject() else { return nil }
    while let name = reader.nextName() {
      switch name {
      case "event_id": return reader.string().flatMap(Event.normalisedID)
      default: reader.skip()
      }
    }
    return nil
  }
}
