import Compression
import Diagnosis
import EventSchema
import Issues
import Storage

/// What some consecutive events of a batch say, each by itself. Of an issue's events only the last
/// one is kept whole.
struct ExaminedPart: ~Copyable {
  private(set) var examined = Examined()
  private var compressor = StoreCompressor()
  private let scrubber = Scrubber()
  private let archive: any EventArchive
  private let queue: DigestQueue
  private let costs: Costs
  private let hash: KeyedHash

  struct Examined: Sendable {
    var groups: [DigestGroup.Key: DigestGroup] = [:]
    var refused: [DigestedBatch.RefusedEvent] = []
    var scrubbed: [DigestedBatch.ScrubbedBody] = []
    var firstSights: [StoredFirstSight] = []
  }

  init(
    _ archive: any EventArchive, _ queue: DigestQueue, _ costs: Costs, _ hash: KeyedHash
  ) {
    self.hash = hash
    self.archive = archive
    self.queue = queue
    self.costs = costs
  }

  /// Decodes, scrubs and examines one event.
  mutating func add(_ queued: QueuedEvent) throws(StoreError) {
    let waiting = queue.takeDecompressed(queued.number)
    let kept = waiting == nil ? try archive.event(queued.number) : nil
    do throws(UnreadableEvent) {
      var stored: StoredEvent
      if let waiting {
        stored = try StoredEvent(waiting.bytes, form: waiting.form)
      } else if let kept {
        stored = try StoredEvent(kept.body)
      } else {
        throw UnreadableEvent(reason: "Its body is not there")
      }
      let event = try costs.measure(.decoding) { () throws(UnreadableEvent) in
        if let clean = stored.scrubbed(by: scrubber) {
          replaceBody(of: queued, by: clean.bytes)
          stored = clean
        }
        return try stored.event(id: queued.id, received: queued.received)
      }
      costs.measure(.diagnosis) { add(event, queued) }
    } catch {
      examined.refused.append(
        DigestedBatch.RefusedEvent(event: queued.number, reason: error.reason))
    }
  }

  private mutating func replaceBody(of queued: QueuedEvent, by bytes: [UInt8]) {
    let compressed = compressor?.compress(bytes)
    let encoding: ContentEncoding = compressed == nil ? .identity : .zstandard
    let body = StoredBody(
      form: .event, encoding: encoding.rawValue, bytes: compressed ?? bytes)
    examined.scrubbed.append(DigestedBatch.ScrubbedBody(event: queued.number, body: body))
  }

  private mutating func add(_ event: Event, _ queued: QueuedEvent) {
    let examination = examine(event)
    let key = DigestGroup.Key(project: queued.project, fingerprint: examination.fingerprint)
    let occurrence = History.Occurrence(event, examination, hash: hash)
    examined.groups[key, default: DigestGroup(key, event, examination)]
      .add(event, examination, queued, occurrence, hash)
    let time = event.timestamp ?? queued.received
    see(.release, occurrence.release, at: time, queued)
    see(.migration, occurrence.migration, at: time, queued)
  }

  /// Remembers the first of each name; a batch has few.
  private mutating func see(
    _ kind: StoredFirstSight.Kind, _ name: String?, at time: Double, _ queued: QueuedEvent
  ) {
    guard let name, !name.isEmpty else { return }
    let sight = StoredFirstSight(
      project: queued.project, kind: kind, name: String(name.prefix(Limits.tagLengthMax)),
      time: time)
    let index = examined.firstSights.firstIndex {
      $0.project == sight.project && $0.kind == sight.kind && $0.name == sight.name
    }
    if let index {
      examined.firstSights[index].time = min(examined.firstSights[index].time, time)
    } else {
      examined.firstSights.append(sight)
    }
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

  mutating func add(
    _ event: Event, _ examination: Examination, _ queued: QueuedEvent,
    _ occurrence: History.Occurrence, _ hash: KeyedHash
  ) {
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
    guard let actor = event.actor else { return }
    var sum = StableHash()
    sum.add(actor)
    let user = hash.mark(ofUser: Int64(bitPattern: sum.value))
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
