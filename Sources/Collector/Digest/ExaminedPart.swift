import Compression
import Diagnosis
import EventSchema
import Issues
import Storage

/// What some consecutive events of a batch say, each by itself. Of an issue's events only the last
/// one is kept whole.
struct ExaminedPart: Sendable {
  var groups: [DigestGroup.Key: DigestGroup] = [:]
  var refused: [DigestedBatch.RefusedEvent] = []
  var scrubbed: [DigestedBatch.ScrubbedBody] = []

  /// Decodes, scrubs and examines one event.
  mutating func add(
    _ queued: QueuedEvent, from archive: any EventArchive, _ queue: DigestQueue
  ) throws(StoreError) {
    switch try read(queued, from: archive, queue) {
    case .success(var event):
      event.id = queued.id.description
      event.timestamp = Self.plausible(event.timestamp, received: queued.received)
      add(event, queued)
    case .failure(let error):
      refused.append(DigestedBatch.RefusedEvent(event: queued.number, reason: error.reason))
    }
  }

  private func read(
    _ queued: QueuedEvent, from archive: any EventArchive, _ queue: DigestQueue
  ) throws(StoreError) -> Result<Event, UnreadableEvent> {
    if let (bytes, form) = queue.takeDecompressed(queued.number) {
      return readEvent(bytes, form: form)
    }
    guard let body = try archive.body(ofEvent: queued.number) else {
      return .failure(UnreadableEvent(reason: "Its body is not there"))
    }
    return readEvent(body)
  }

  private mutating func add(_ event: Event, _ queued: QueuedEvent) {
    let examination = examine(event)
    let key = DigestGroup.Key(project: queued.project, fingerprint: examination.fingerprint)
    groups[key, default: DigestGroup(key, event, examination)].add(event, examination, queued)
  }

  /// A clock that is far off is replaced by ours.
  private static func plausible(_ timestamp: Double?, received: Double) -> Double {
    guard let timestamp, timestamp > received - 30 * 86_400, timestamp < received + 60 else {
      return received
    }
    return timestamp
  }
}

/// The events of one batch that belong to one issue.
struct DigestGroup: Sendable {
  struct Key: Sendable, Hashable {
    var project: Int64
    var fingerprint: String
  }

  var change: IssueChange
  /// The last one, which stands for the issue.
  var latest: Event
  var isViolation: Bool

  var firstEvent: Int64 { change.events.first ?? 0 }

  init(_ key: Key, _ event: Event, _ examination: Examination) {
    change = IssueChange(
      project: key.project, fingerprint: key.fingerprint, title: examination.title)
    latest = event
    isViolation = examination.violation != nil
  }

  /// An empty one of the same issue.
  init(of other: DigestGroup) {
    change = IssueChange(
      project: other.change.project, fingerprint: other.change.fingerprint,
      title: other.change.title)
    latest = other.latest
    isViolation = other.isViolation
  }

  mutating func add(_ event: Event, _ examination: Examination, _ queued: QueuedEvent) {
    let occurrence = History.Occurrence(event, examination)
    latest = event
    change.title = examination.title
    change.culprit = examination.culpritText
    change.events.append(queued.number)
    change.occurrences.append(StoredOccurrence(occurrence, id: queued.id))
    let timestamp = event.timestamp ?? queued.received
    change.firstSeen = min(change.firstSeen, timestamp)
    change.lastSeen = max(change.lastSeen, timestamp)
    if let release = event.release { Self.add(release, to: &change.releases) }
    if let environment = event.environment { Self.add(environment, to: &change.environments) }
    guard let actor = occurrence.actor else { return }
    var hash = StableHash()
    hash.add(actor)
    let user = Int64(bitPattern: hash.value)
    if !change.users.contains(user) { change.users.append(user) }
  }

  /// Adds the events of a later part.
  mutating func append(_ other: DigestGroup) {
    latest = other.latest
    change.title = other.change.title
    change.culprit = other.change.culprit
    change.events += other.change.events
    change.occurrences += other.change.occurrences
    change.firstSeen = min(change.firstSeen, other.change.firstSeen)
    change.lastSeen = max(change.lastSeen, other.change.lastSeen)
    for release in other.change.releases { Self.add(release, to: &change.releases) }
    for environment in other.change.environments {
      Self.add(environment, to: &change.environments)
    }
    for user in other.change.users where !change.users.contains(user) { change.users.append(user) }
  }

  private static func add(_ name: String, to names: inout [String]) {
    let name = String(name.prefix(Limits.tagLengthMax))
    if !name.isEmpty, !names.contains(name) { names.append(name) }
  }
}

extension Examination {
  fileprivate var culpritText: String? {
    guard let index = culpritIndex, frames.indices.contains(index) else { return nil }
    let frame = frames[index]
    return Diagnosis.Culprit(
      path: frame.filename ?? frame.module ?? "?", line: frame.lineNumber,
      function: frame.function, operation: nil
    ).text
  }
}
