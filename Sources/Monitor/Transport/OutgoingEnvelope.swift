import EventSchema

/// The body of one request: a header line, and items of a header line and a payload each.
struct OutgoingEnvelope: Sendable {
  var eventID: String?
  private(set) var items: [UInt8] = []

  mutating func add(type: String, _ payload: [UInt8]) {
    let header: JSON = ["type": .string(type), "length": .integer(Int64(payload.count))]
    items += header.serialisedBytes
    items.append(UInt8(ascii: "\n"))
    items += payload
    items.append(UInt8(ascii: "\n"))
  }

  /// Adds what was not delivered so far; nothing if there is nothing.
  mutating func addReport(_ dropped: [DropReason: Int], at seconds: Double) {
    guard !dropped.isEmpty else { return }
    let entries: [JSON] = DropReason.allCases.compactMap { reason in
      dropped[reason].map { count in
        [
          "reason": .string(reason.rawValue), "category": "error",
          "quantity": .integer(Int64(count)),
        ]
      }
    }
    let report: JSON = ["timestamp": .number(seconds), "discarded_events": .array(entries)]
    add(type: "client_report", report.serialisedBytes)
  }

  func bytes(sentAt seconds: Double) -> [UInt8] {
    var header: [JSON.Member] = []
    if let eventID { header.append(JSON.Member("event_id", .string(eventID))) }
    header.append(JSON.Member("sent_at", .string(Timestamp.text(seconds))))
    header.append(
      JSON.Member(
        "sdk",
        ["name": .string(ProcessFacts.sdkName), "version": .string(ProcessFacts.sdkVersion)]))
    return JSON.object(header).serialisedBytes + [UInt8(ascii: "\n")] + items
  }
}
