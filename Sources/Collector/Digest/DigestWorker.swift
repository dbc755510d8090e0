import EventSchema
import Foundation
import Storage

/// The one owner of the queue: takes events in the order of their arrival and makes issues of them.
///
/// Each batch is one transaction: events, issues, histories, and the claim on the next batch. An
/// event that ends the process is known by its claims; after a restart it is tried by itself, and
/// left aside when that happens again and again.
final class DigestWorker: Sendable {
  private let store: any EventStore
  private let writer: StoreWriter
  private let queue: DigestQueue
  private let digest: Digest
  private let batchMax: Int
  private let log: Log
  /// Called when the report of an issue may be due.
  private let conclusionsChanged: @Sendable () -> Void
  private let hasEnded = DispatchSemaphore(value: 0)

  init(
    store: any EventStore, writer: StoreWriter, queue: DigestQueue, digest: Digest, batchMax: Int,
    log: Log, conclusionsChanged: @escaping @Sendable () -> Void
  ) {
    self.store = store
    self.writer = writer
    self.queue = queue
    self.digest = digest
    self.batchMax = batchMax
    self.log = log
    self.conclusionsChanged = conclusionsChanged
    let thread = Thread { [self] in run() }
    // Reading hostile input descends as deep as the limits allow.
    thread.stackSize = 8 << 20
    thread.name = "digest"
    thread.start()
  }

  /// Finishes the batch at hand and ends; what remains is taken up by the next start.
  func stop() {
    queue.end()
    hasEnded.wait()
  }

  private func run() {
    var batch = claimNext(after: 0)
    while true {
      if let current = batch {
        batch = finish(current)
      } else if queue.isEnding {
        break
      } else {
        queue.wait(seconds: 60)
        batch = claimNext(after: 0)
      }
    }
    hasEnded.signal()
  }

  /// Digests a claimed batch; returns the next one, claimed in the same transaction.
  private func finish(_ batch: [QueuedEvent]) -> [QueuedEvent]? {
    var changes = StoreChanges()
    let isRefused = batch[0].attempts >= CollectorLimits.digestAttemptsMax
    if isRefused {
      changes.digested.refused = [
        DigestedBatch.RefusedEvent(
          event: batch[0].number, reason: "Its digest ended the process \(batch[0].attempts) times")
      ]
    } else {
      guard let digested = repeated({ () throws(StoreError) in try digest.digest(batch) }) else {
        return nil
      }
      changes.digested = digested
    }
    for refused in changes.digested.refused {
      log.warning(
        "left an event aside", ["event": .integer(refused.event), "why": .string(refused.reason)])
    }
    let next = queue.isEnding ? nil : read(after: batch[batch.count - 1].number)
    changes.claimed = next?.map(\.number) ?? []
    let written = changes
    guard repeated({ () throws(StoreError) in try writer.commit(written) }) != nil else {
      return nil
    }
    queue.remove(batch.count)
    conclusionsChanged()
    return next
  }

  private func claimNext(after event: Int64) -> [QueuedEvent]? {
    guard !queue.isEnding, let batch = read(after: event) else { return nil }
    var changes = StoreChanges()
    changes.claimed = batch.map(\.number)
    let claim = changes
    guard repeated({ () throws(StoreError) in try writer.commit(claim) }) != nil else {
      return nil
    }
    return batch
  }

  /// What is digested next: many that are tried for the first time, or one that was tried before.
  private func read(after event: Int64) -> [QueuedEvent]? {
    let waiting = repeated { () throws(StoreError) in
      try store.archive.queue(after: event, limit: batchMax)
    }
    guard let waiting, let first = waiting.first else { return nil }
    return first.attempts > 0 ? [first] : Array(waiting.prefix { $0.attempts == 0 })
  }

  /// Tries until it works (a full disk gets room again), or until the end: then `nil`, and the
  /// store's queue still has everything.
  private func repeated<Result>(_ body: () throws(StoreError) -> Result) -> Result? {
    while true {
      do throws(StoreError) {
        return try body()
      } catch {
        log.error("the digest waits for the store", ["reason": .string(error.description)])
        if queue.isEnding { return nil }
        queue.pause(seconds: 2)
      }
    }
  }
}
