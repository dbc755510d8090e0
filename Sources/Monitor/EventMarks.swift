import EventSchema

/// The values by which events of one application are told to belong together, as marks: equal for
/// equal values, and unreadable without the application's key.
///
/// They say whether the same key, actor or input failed again, also where the values themselves are
/// left out of the event.
struct EventMarks: Sendable {
  private let hash: KeyedHash

  /// - Parameter key: The project's ingest key, 32 hexadecimal digits.
  init(key: String) {
    let digits = Array(key.utf8)
    let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
      UInt8(String(decoding: digits[$0..<($0 + 2)], as: UTF8.self), radix: 16)
    }
    hash = KeyedHash(key: bytes)
  }

  static let contextName = "triage"

  /// The refused key of a database error, while the event waits to be sent.
  struct RefusedKey: Sendable, Hashable {
    var constraint: String
    var values: [String]
  }

  /// The context of one event; `options` say what is known of the process.
  func context(
    of event: Event, _ refused: RefusedKey?, appliedMigration: String?
  ) -> JSON {
    var members = [
      JSON.Member("process", .integer(Int64(ProcessFacts.identifier))),
      JSON.Member("process_start", .number(ProcessFacts.start)),
    ]
    func add(_ name: String, _ mark: String?) {
      if let mark { members.append(JSON.Member(name, .string(mark))) }
    }
    if let refused {
      add("key", hash.mark(of: [refused.constraint] + refused.values))
      if refused.values.count == 1, let number = Int(refused.values[0]), number < .max {
        add("next_key", hash.mark(of: [refused.constraint, String(number + 1)]))
      }
    }
    let user = event.user
    add("actor", (user?.id ?? user?.username ?? user?.email ?? user?.ipAddress).map(hash.mark))
    add("payload", event.request.flatMap(payload))
    add("migration", appliedMigration?.bounded(to: Limits.tagLengthMax))
    return .object(members)
  }

  /// Of a request that brought something.
  private func payload(_ request: Request) -> String? {
    guard !request.data.isNull || !request.queryString.isNull else { return nil }
    return hash.mark(of: [
      request.method ?? "", request.path, request.queryString.serialised, request.data.serialised,
    ])
  }
}

extension Monitor.DatabaseErrorFields {
  /// `nil` unless the driver tells the values.
  var refusedKey: EventMarks.RefusedKey? {
    guard !keyValues.isEmpty else { return nil }
    return EventMarks.RefusedKey(
      constraint: constraint ?? ([table ?? ""] + columns).joined(separator: "."),
      values: keyValues)
  }
}
