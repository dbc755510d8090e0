import EventSchema
import Foundation
import Storage
import Synchronization

/// The one thread that writes the store. What is submitted while it syncs shares the next
/// transaction, and with it the next sync.
final class StoreWriter: Sendable {
  typealias Completion = @Sendable (Result<CommitOutcome, StoreError>) -> Void

  /// What may wait; beyond it `submit` refuses.
  private static let waitingMax = 4_096
  private static let waitingBytesMax = 24 << 20
  /// What one transaction takes; more would make the first one in it wait.
  private static let submissionsPerCommitMax = 512
  private static let bytesPerCommitMax = 4 << 20

  private struct Submission: Sendable {
    var changes: StoreChanges
    var bytes: Int
    var completion: Completion
  }

  private struct State {
    var waiting: [Submission] = []
    var waitingBytes = 0
    var isEnding = false
  }

  private let store: any EventStore
  private let health: Health
  private let log: Log
  /// Guards `state`; signalled when something waits or the end has come.
  private let condition = NSCondition()
  private nonisolated(unsafe) var state = State()
  private let hasEnded = DispatchSemaphore(value: 0)

  init(store: any EventStore, health: Health, log: Log) {
    self.store = store
    self.health = health
    self.log = log
    let thread = Thread { [self] in run() }
    thread.name = "store"
    thread.start()
  }

  /// Queues changes for the next transaction; `completion` is called on the writer's thread once
  /// they are on disk, or could not be written.
  ///
  /// - Returns: Whether they were queued; when too much waits, they are not, and `completion` is
  ///   not called.
  func submit(_ changes: StoreChanges, completion: @escaping Completion) -> Bool {
    let bytes = changes.accepted.reduce(0) { $0 + $1.body.bytes.count }
    condition.lock()
    defer { condition.unlock() }
    guard !state.isEnding, state.waiting.count < Self.waitingMax,
      state.waitingBytes + bytes <= Self.waitingBytesMax
    else { return false }
    state.waiting.append(Submission(changes: changes, bytes: bytes, completion: completion))
    state.waitingBytes += bytes
    condition.signal()
    return true
  }

  /// Submits and waits for the end of the transaction.
  func commit(_ changes: StoreChanges) throws(StoreError) {
    let done = DispatchSemaphore(value: 0)
    let result = Mutex<Result<CommitOutcome, StoreError>?>(nil)
    let isQueued = submit(changes) { outcome in
      result.withLock { $0 = outcome }
      done.signal()
    }
    guard isQueued else {
      throw StoreError(.busy, doing: "write", reason: "too much waits to be written")
    }
    done.wait()
    _ = try result.withLock { $0 }?.get()
  }

  /// Writes what waits, then ends the thread. Nothing can be submitted afterwards.
  func stop() {
    condition.lock()
    state.isEnding = true
    condition.signal()
    condition.unlock()
    hasEnded.wait()
  }

  private func run() {
    while let batch = next() { write(batch) }
    hasEnded.signal()
  }

  /// What the next transaction holds; `nil` at the end.
  private func next() -> [Submission]? {
    condition.lock()
    defer { condition.unlock() }
    while state.waiting.isEmpty, !state.isEnding { condition.wait() }
    guard !state.waiting.isEmpty else { return nil }
    var count = 0
    var bytes = 0
    for submission in state.waiting {
      guard count == 0 || bytes + submission.bytes <= Self.bytesPerCommitMax,
        count < Self.submissionsPerCommitMax
      else { break }
      count += 1
      bytes += submission.bytes
    }
    let batch = Array(state.waiting.prefix(count))
    state.waiting.removeFirst(count)
    state.waitingBytes -= bytes
    return batch
  }

  private func write(_ batch: [Submission]) {
    do throws(StoreError) {
      let changes = Self.merged(batch.map(\.changes))
      let outcome = try health.costs.measure(.store, events: changes.accepted.count) {
        () throws(StoreError) in try store.commit(changes)
      }
      health.wrote(
        events: outcome.events.count { $0 != nil },
        digested: changes.digested.issues.reduce(0) { $0 + $1.events.count },
        refused: changes.digested.refused.count)
      deliver(outcome, to: batch)
    } catch {
      // One that cannot be written must not take the others along.
      if error.code == .other, batch.count > 1 {
        for submission in batch { write([submission]) }
        return
      }
      health.couldNotWrite()
      log.error(
        "cannot write", ["doing": .string(error.doing), "reason": .string(error.reason)])
      for submission in batch { submission.completion(.failure(error)) }
    }
  }

  private func deliver(_ outcome: CommitOutcome, to batch: [Submission]) {
    var start = 0
    for submission in batch {
      let end = start + submission.changes.accepted.count
      var part = CommitOutcome()
      part.events = Array(outcome.events[start..<end])
      submission.completion(.success(part))
      start = end
    }
  }

  private static func merged(_ changes: [StoreChanges]) -> StoreChanges {
    guard changes.count > 1, var merged = changes.first else {
      return changes.first ?? StoreChanges()
    }
    for change in changes.dropFirst() { merged.append(change) }
    return merged
  }
}

extension StoreChanges {
  fileprivate mutating func append(_ other: StoreChanges) {
    accepted += other.accepted
    discards += other.discards
    digested.issues += other.digested.issues
    digested.refused += other.digested.refused
    digested.scrubbed += other.digested.scrubbed
    claimed += other.claimed
    reportsBegun += other.reportsBegun
    reported += other.reported
    proofsBegun += other.proofsBegun
    proofsFinished += other.proofsFinished
    projects.merge(other.projects) { _, new in new }
  }
}
