import Compression
import EventSchema

extension Target {
  static let envelope = Target(name: "envelope") { body in
    guard case .success(let envelope) = Envelope.read(body) else { return }
    promise(envelope.items.count <= Limits.envelopeItemsMax, "the number of items is bounded")
    for (item, next) in zip(envelope.items, envelope.items.dropFirst()) {
      promise(item.payload.upperBound <= next.payload.lowerBound, "payloads do not overlap")
    }
    promise(envelope.items.allSatisfy { $0.payload.upperBound <= body.count }, "payloads fit")
    _ = envelope.event(in: body)
    let parts = envelope.items.map { item in
      Envelope.Part(type: item.type, payload: Array(body[item.payload]))
    }
    let written = envelope.body(carrying: parts)
    guard case .success(let again) = Envelope.read(written) else {
      return promise(written.count > Limits.envelopeHeaderBytesMax, "what is written can be read")
    }
    promise(again.eventID == envelope.eventID, "the id is kept")
    promise(
      again.items.map { Array(written[$0.payload]) } == parts.map(\.payload), "payloads are kept")
  }

  static let event = Target(name: "event") { payload in
    let tree = JSON.read(payload)
    let failure = JSON.check(payload)
    switch tree {
    case .failure(let reason): promise(reason == failure, "both readings stop at the same mistake")
    case .success(let value):
      promise(failure == nil, "what can be read passes the check")
      promise(JSON(parsing: value.serialisedBytes) == value, "a value reads back as it was")
      promise(JSON(parsing: value.prettyPrinted) == value, "indentation changes nothing")
    }
    guard let event = Event(jsonBytes: payload) else { return }
    promise(failure == nil, "an event is JSON")
    promise(event.breadcrumbs.count <= Limits.breadcrumbsMax, "breadcrumbs are bounded")
    promise(event.exceptions.count <= Limits.exceptionsMax, "exceptions are bounded")
    promise(Event(json: event.json) == event, "an event reads back as it was")
  }

  static let scrubber = Target(name: "scrubber") { payload in
    let scrubber = Scrubber()
    _ = scrubber.scrub(String(decoding: payload, as: UTF8.self))
    // The collector scrubs what it has checked to be JSON.
    guard JSON(parsing: payload) != nil, let scrubbed = scrubber.scrub(payload) else { return }
    promise(JSON(parsing: scrubbed) != nil, "what is scrubbed is still JSON")
  }

  static let decompression = Target(name: "decompression") { body in
    let limit = 1 << 16
    let bytes = Array(body)
    for encoding in ContentEncoding.allCases {
      guard let output = try? decompress(bytes, encoding, limit: limit) else { continue }
      promise(output.count <= limit, "the output is bounded")
    }
  }
}
