import EventSchema

/// Why an event was not delivered, in the words of the protocol's client reports.
enum DropReason: String, Sendable, Hashable, CaseIterable {
  case queueOverflow = "queue_overflow"
  case rateLimit = "ratelimit_backoff"
  case networkError = "network_error"
  case sendError = "send_error"
  case sampleRate = "sample_rate"
  case beforeSend = "before_send"
  case tooLarge = "internal_sdk_error"

  /// Whether the application wanted it so.
  var isWanted: Bool { self == .sampleRate || self == .beforeSend }
}

/// How many events were not delivered, and why; travels with the next envelope.
enum ClientReport {
  /// `nil` when there is nothing to report.
  static func part(_ dropped: [DropReason: Int], at seconds: Double) -> Envelope.Part? {
    guard !dropped.isEmpty else { return nil }
    let entries: [JSON] = DropReason.allCases.compactMap { reason in
      dropped[reason].map { count in
        [
          "reason": .string(reason.rawValue), "category": "error",
          "quantity": .integer(Int64(count)),
        ]
      }
    }
    let report: JSON = ["timestamp": .number(seconds), "discarded_events": .array(entries)]
    return Envelope.Part(type: "client_report", payload: report.serialisedBytes)
  }
}
