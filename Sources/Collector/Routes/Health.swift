import EventSchema

extension Route {
  /// For whoever watches the collector: nothing in it is secret.
  static let health = Route("GET", "/health") { _, _, services in
    let health = services.health.now
    let body: JSON = [
      "status": .string(health.canWrite ? "ok" : "store cannot write"),
      "queued": .integer(Int64(services.queue.count)),
      "digested": .integer(Int64(health.digested)),
      "refused": .integer(Int64(health.refused)),
      "store": [
        "events": .integer(Int64(health.events)), "writable": .bool(health.canWrite),
      ],
      "microseconds": services.health.costs.json,
    ]
    return .now(.json(health.canWrite ? 200 : 503, body))
  }
}
