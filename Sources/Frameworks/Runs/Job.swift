public import EventSchema

/// The job, message or delivery that was being worked on, as integrations of queues attach it to
/// events.
public struct Job: Sendable, Hashable {
  public var name: String?
  /// The same for every attempt; compared, never printed.
  public var id: String?
  /// How often it ran before.
  public var retries: Int?
  public var isRedelivered: Bool?
  /// Its arguments as they were sent; compared, never printed.
  public var arguments: JSON = .null
  /// What told it: "context celery-job".
  public var place: String

  /// `nil` when nothing of a job is attached.
  ///
  /// - Parameter inWorker: Whether something else says that a worker ran this; then contexts of
  ///   general names are taken for a job's too.
  public init?(_ event: Event, inWorker: Bool) {
    for group in Self.groups + (inWorker ? Self.generalGroups : []) {
      guard let value = event.contexts[group] ?? event.extra[group], !value.members.isEmpty else {
        continue
      }
      self.init(value, place: "context \(group)")
      if let tagged = Self.tagged(event) { fill(from: tagged) }
      if name != nil || id != nil || retries != nil { return }
    }
    if let tagged = Self.tagged(event) {
      self = tagged
    } else if let delivery = Self.delivery(event) {
      self = delivery
    } else {
      return nil
    }
  }

  private init(place: String) { self.place = place }

  /// Contexts of integrations, and the one that applications set by themselves.
  private static let groups = [
    "triage-task", "celery-job", "rq-job", "arq-job", "huey-job", "dramatiq", "sidekiq", "Sidekiq",
    "active_job", "Active-Job", "Resque", "Delayed-Job", "good_job", "shoryuken", "laravel-job",
    "bull", "bullmq", "Hangfire", "Quartz", "oban", "Oban Job", "asynq",
  ]
  private static let generalGroups = [
    "job", "Job", "queue", "Queue", "task", "message", "messenger",
  ]

  private init(_ value: JSON, place: String) {
    self.place = place
    read(value, depth: 0)
  }

  private mutating func read(_ value: JSON, depth: Int) {
    for member in value.members.prefix(60) {
      switch member.name {
      case "task_name", "name", "class", "wrapped", "job_class", "func", "job", "worker",
        "message_name", "displayName", "actor_name", "task":
        if name == nil { name = member.value.string }
      case "jid", "job_id", "id", "task_id", "message_id", "messageId", "uuid", "provider_job_id":
        if id == nil { id = member.value.string ?? member.value.integer.map { String($0) } }
      case "retries", "retry_count", "retryCount":
        retries = retries ?? count(member.value)
      // Counted from one.
      case "attempt", "attempts", "executions", "attemptsMade", "attempts_made", "job_try":
        let isFromZero = member.name == "attemptsMade" || member.name == "attempts_made"
        retries = retries ?? count(member.value).map { isFromZero ? $0 : max(0, $0 - 1) }
      case "redelivered", "is_redelivered": isRedelivered = member.value.bool
      case "args", "arguments", "kwargs", "payload":
        if arguments.isNull { arguments = member.value }
      case "data", "options", "job_data", "delivery_info", "properties", "opts", "request":
        if depth < 2 { read(member.value, depth: depth + 1) }
      default: break
      }
    }
  }

  private func count(_ value: JSON) -> Int? {
    (value.integer ?? value.string.flatMap { Int64($0) }).flatMap { Int(exactly: $0) }
      .flatMap { $0 >= 0 && $0 < 10_000 ? $0 : nil }
  }

  private mutating func fill(from other: Job) {
    name = name ?? other.name
    id = id ?? other.id
    retries = retries ?? other.retries
  }

  private static func tagged(_ event: Event) -> Job? {
    var job = Job(place: "")
    for tag in event.tags {
      switch tag.name {
      case "celery_task_id", "huey_task_id", "arq_task_id", "job_id", "messenger.message_id":
        job.id = tag.value
        job.place = "tag \(tag.name)"
      case "huey_task_retry", "arq_task_retry":
        // A boolean: whether it is one.
        if tag.value.lowercased() == "true" { job.retries = 1 }
      default: break
      }
    }
    return job.place.isEmpty ? nil : job
  }

  /// A webhook's delivery, which is repeated under one number.
  private static func delivery(_ event: Event) -> Job? {
    for header in event.request?.headers.prefix(100) ?? [] {
      let name = header.name.lowercased()
      guard deliveryHeaders.contains(name), !header.value.isEmpty else { continue }
      var job = Job(place: "request header \(name)")
      job.id = header.value
      return job
    }
    return nil
  }

  private static let deliveryHeaders: Set<String> = [
    "x-github-delivery", "webhook-id", "svix-id", "x-shopify-webhook-id", "idempotency-key",
    "x-amz-sns-message-id", "ce-id", "x-gitlab-event-uuid", "x-request-idempotency-key",
  ]
}
