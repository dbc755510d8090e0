import DatabaseErrors
public import EventSchema
import Frameworks

extension History.Occurrence {
  /// What an issue's history keeps of one event.
  ///
  /// - Parameter hash: Makes the marks; the same for all events of one history.
  public init(_ event: Event, _ examination: Examination, hash: KeyedHash = .unkeyed) {
    self.init(eventID: event.id, timestamp: event.timestamp)
    let told = event.contexts["triage"] ?? .null
    readKey(examination.violation, told, hash)
    traceID = event.traceID
    server = event.serverName
    readProcess(event, told)
    actor = (told["actor"]?.string ?? event.actor).map { hash.mark(of: $0) }
    payload = (told["payload"]?.string ?? event.payload).map { hash.mark(of: $0) }
    readJob(event, hash)
    transaction = event.transaction
    writePath = examination.culpritIndex.map { index in
      let frame = examination.frames[index]
      return [frame.module ?? frame.shownPath, frame.function ?? ""].joined(separator: " ")
    }
    release = event.release
    migration = told["migration"]?.string ?? event.tags.first { $0.name == "migration" }?.value
    guard let violation = examination.violation, examination.statements.isComplete else { return }
    lookedUpBefore = !examination.statements.lookups(of: violation).isEmpty
    if examination.statements.failing?.duration != nil {
      waited = examination.statements.wait != nil
    }
  }

  private mutating func readKey(
    _ violation: ConstraintViolation?, _ told: JSON, _ hash: KeyedHash
  ) {
    if let mark = told["key"]?.string {
      // Made by the application's own key; hashed again, it is no more readable than any other.
      key = hash.mark(of: mark)
      successor = told["next_key"]?.string.map { hash.mark(of: $0) }
    } else if let values = violation?.values, !values.isEmpty {
      key = hash.mark(of: values)
      if values.count == 1, let number = Int(values[0]), number < .max {
        successor = hash.mark(of: [String(number + 1)])
      }
    }
  }

  private mutating func readProcess(_ event: Event, _ told: JSON) {
    let start = told["process_start"] ?? event.contexts["app"]?["app_start_time"]
    processStart = start?.double ?? start?.string.flatMap { Timestamp.seconds($0) }
    let id =
      told["process"] ?? event.contexts["process"]?["pid"] ?? event.extra["pid"]
      ?? event.contexts["runtime"]?["pid"]
    process =
      id?.integer.map { String($0) } ?? id?.string ?? processStart.map { String($0) }
  }

  private mutating func readJob(_ event: Event, _ hash: KeyedHash) {
    let isQueued = event.contexts["trace"]?["op"]?.string?.hasPrefix("queue.") == true
    guard let job = Job(event, inWorker: isQueued) else { return }
    task = job.id.map { hash.mark(of: $0) }
    taskName = job.name
    retries = job.retries
    if payload == nil, !job.arguments.isNull {
      payload = hash.mark(of: [job.name ?? "", job.arguments.serialised])
    }
  }
}

extension Event {
  /// Who was affected: by id, name or address, whichever the event has first.
  public var actor: String? {
    user.flatMap { $0.id ?? $0.username ?? $0.email ?? $0.ipAddress }
  }

  /// Method, path and input of the request; `nil` without any input.
  fileprivate var payload: String? {
    guard let request, !request.data.isNull || !request.queryString.isNull else { return nil }
    return [
      request.method ?? "", request.url ?? "", request.queryString.serialised,
      request.data.serialised,
    ].joined(separator: "\n")
  }
}
