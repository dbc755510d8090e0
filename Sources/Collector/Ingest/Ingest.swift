import Compression
import EventSchema
import Storage
import Synchronization

/// Takes events in: checks who sends them and their frame, and has them committed as they came.
final class Ingest: Sendable {
  private let projects: [Int64: Configuration.Project]
  private let backlogEventsMax: Int
  private let advertisement: [HTTPField]
  private let writer: StoreWriter
  private let queue: DigestQueue
  private let costs: Costs
  private let log: Log

  init(
    _ configuration: Configuration, writer: StoreWriter, queue: DigestQueue, costs: Costs,
    log: Log
  ) {
    projects = Dictionary(configuration.projects.map { ($0.id, $0) }) { first, _ in first }
    backlogEventsMax = configuration.backlogEventsMax
    advertisement = configuration.advertisesRateLimits ? [Self.notKept] : []
    self.writer = writer
    self.queue = queue
    self.costs = costs
    self.log = log
  }

  /// Tells SDKs what need not be sent, for a day.
  private static let notKept = HTTPField(
    "X-Sentry-Rate-Limits",
    """
    86400:transaction;span;profile;profile_chunk;replay;session;log_item;trace_metric;monitor;\
    attachment:organization
    """)

  /// What can be told before the body: whether the key is right, the encoding known, and whether
  /// there is room. Without a key the body's own is waited for, if it can have one.
  func admit(
    project: String, _ head: HTTPRequestHead, bodyMayHaveKey: Bool
  ) -> HTTPAdmission {
    let key = ingestKey(of: head)
    if key != nil || !bodyMayHaveKey {
      if let refusal = authenticate(project: project, key: key, head) {
        return .answered(refusal.response)
      }
    }
    guard ContentEncoding(header: head.field("content-encoding")) != nil else {
      let known = ContentEncoding.allCases.map(\.rawValue).joined(separator: ", ")
      let refusal = Refusal(
        415, "This Content-Encoding is not known", causes: ["Known are \(known), one at a time"])
      return .answered(refusal.response)
    }
    if queue.count >= backlogEventsMax {
      return .answered(
        Refusal.backlog(retryAfterSeconds: CollectorLimits.backlogRetrySeconds).response)
    }
    return .body(bytesMax: Limits.bodyBytesMax)
  }

  /// An envelope's events, committed before the answer.
  func takeEnvelope(project: String, _ head: HTTPRequestHead, _ body: [UInt8]) -> HTTPAnswer {
    take(project: project, head, body) { number, encoding, decompressed throws(Refusal) in
      try IngestBody.envelope(
        body, encoding: encoding, decompressed: decompressed, project: number
      ) { bodyKey in
        ingestKey(of: head) == nil
          ? self.authenticate(project: project, key: bodyKey, head) : nil
      }
    }
  }

  /// The one event of the older way to send.
  func takeEvent(project: String, _ head: HTTPRequestHead, _ body: [UInt8]) -> HTTPAnswer {
    take(project: project, head, body) { _, encoding, decompressed throws(Refusal) in
      try IngestBody.event(body, encoding: encoding, decompressed: decompressed)
    }
  }

  private func take(
    project: String, _ head: HTTPRequestHead, _ body: [UInt8],
    reading: (Int64, ContentEncoding, [UInt8]) throws(Refusal) -> IngestBody
  ) -> HTTPAnswer {
    let encoding = ContentEncoding(header: head.field("content-encoding")) ?? .identity
    do throws(Refusal) {
      let number = Int64(project) ?? 0
      let decompressed = try costs.measure(.decompression) { () throws(Refusal) in
        try IngestBody.plain(body, encoding)
      }
      let body = try costs.measure(.check) { () throws(Refusal) in
        try reading(number, encoding, decompressed)
      }
      guard body.event != nil || !body.discards.isEmpty else { return .now(success(body.id)) }
      return .later { [self] respond in commit(body, project: number, respond) }
    } catch {
      return .now(error.response)
    }
  }

  private func commit(
    _ body: IngestBody, project: Int64, _ respond: @escaping @Sendable (HTTPResponse) -> Void
  ) {
    var changes = StoreChanges()
    changes.discards = body.discards
    if let event = body.event {
      changes.accepted = [
        AcceptedEvent(
          project: project, id: event.id, received: Clock.now(), body: event.stored)
      ]
    }
    let decompressed = body.event.map { ($0.decompressed, $0.stored.form) }
    let id = body.id
    let isQueued = writer.submit(changes) { [self] result in
      switch result {
      case .success(let outcome):
        if let decompressed, let number = outcome.events.first ?? nil {
          queue.add(number, decompressed: decompressed)
        }
        respond(success(id))
      case .failure(let error):
        respond(Self.refusal(error).response)
      }
    }
    guard !isQueued else { return }
    let refusal = Refusal.unavailable(
      "Too many events wait to be written", retryAfterSeconds: CollectorLimits.storeRetrySeconds)
    respond(refusal.response)
  }

  private func success(_ id: String?) -> HTTPResponse {
    .json(200, id.map { ["id": .string($0)] } ?? [:], fields: advertisement)
  }

  private static func refusal(_ error: StoreError) -> Refusal {
    let detail = error.code == .full ? "The collector's disk is full" : "The store cannot write"
    return .unavailable(detail, retryAfterSeconds: CollectorLimits.storeRetrySeconds)
  }

  /// `nil` when the key opens the project. Does not tell a wrong key from an unknown project.
  private func authenticate(
    project: String, key: String?, _ head: HTTPRequestHead
  ) -> Refusal? {
    let keys = Int64(project).flatMap { projects[$0]?.keys } ?? [String(repeating: "-", count: 32)]
    if let key, isSecret(key, among: keys), Int64(project).map({ projects[$0] != nil }) == true {
      return nil
    }
    let host = head.field("host") ?? "?"
    guard let key else {
      return Refusal(
        403, "The request has no key",
        causes: ["Looked in X-Sentry-Auth, sentry_key in the query, Authorization, and dsn"])
    }
    log.debug("refused a key", ["project": .string(project)])
    return Refusal(
      403, "No such project, or the key is not one of its keys",
      causes: ["The DSN, as it was understood: http://\(key)@\(host)/\(project)"])
  }
}
