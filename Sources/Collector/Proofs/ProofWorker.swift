import EventSchema
import Foundation
import Issues
import Reports
import Storage

/// Tries the changes of issues that wait for it, one at a time.
///
/// The queue is in the store, so a restart goes on with it; an attempt is counted before it is
/// made, so that one that ends the process is known by it. Nothing waits for this: a test run that
/// hangs or fills the disk is ended by its guard.
final class ProofWorker: Sendable {
  private let store: any EventStore
  private let writer: StoreWriter
  private let prover: IssueProver
  private let log: Log
  /// Called when a report shows something new.
  private let reportsChanged: @Sendable () -> Void
  private let condition = NSCondition()
  /// Guarded by `condition`.
  private nonisolated(unsafe) var mayWait = true
  private nonisolated(unsafe) var isEnding = false
  private nonisolated(unsafe) var current: ProofGuard?
  private let hasEnded = DispatchSemaphore(value: 0)

  init(
    store: any EventStore, writer: StoreWriter, prover: IssueProver, log: Log,
    reportsChanged: @escaping @Sendable () -> Void
  ) {
    self.store = store
    self.writer = writer
    self.prover = prover
    self.log = log
    self.reportsChanged = reportsChanged
    let thread = Thread { [self] in run() }
    // Reading source descends as deep as the limits allow.
    thread.stackSize = 8 << 20
    thread.name = "proofs"
    thread.start()
  }

  /// Called when an issue may wait.
  func look() {
    condition.lock()
    mayWait = true
    condition.signal()
    condition.unlock()
  }

  /// Ends what runs; its issue waits for the next start.
  func stop() {
    condition.lock()
    isEnding = true
    current?.end(.collectorEnds)
    condition.signal()
    condition.unlock()
    hasEnded.wait()
  }

  private func run() {
    while waitForWork() {
      do throws(StoreError) {
        while !hasToEnd, let issue = try store.archive.issuesWithProofWaiting(limit: 1).first {
          try prove(issue)
        }
      } catch {
        log.error("proofs wait for the store", ["reason": .string(error.description)])
        pause(seconds: 2)
        if !hasToEnd { look() }
      }
    }
    hasEnded.signal()
  }

  private var hasToEnd: Bool {
    condition.lock()
    defer { condition.unlock() }
    return isEnding
  }

  private func waitForWork() -> Bool {
    condition.lock()
    defer { condition.unlock() }
    while !mayWait, !isEnding { condition.wait() }
    defer { mayWait = false }
    return !isEnding
  }

  private func pause(seconds: Double) {
    condition.lock()
    defer { condition.unlock() }
    let deadline = Date(timeIntervalSinceNow: seconds)
    while !isEnding, condition.wait(until: deadline) {}
  }

  private func prove(_ issue: Int64) throws(StoreError) {
    var begun = StoreChanges()
    begun.proofsBegun = [issue]
    try writer.commit(begun)
    let guarding = prover.makeGuard()
    condition.lock()
    current = guarding
    if isEnding { guarding?.end(.collectorEnds) }
    condition.unlock()
    let result = prover.prove(issue: issue, guarding)
    guarding?.finish()
    condition.lock()
    current = nil
    condition.unlock()
    guard let result else { return }
    log.info(
      "tried a change",
      [
        "issue": .integer(issue), "state": .string(result.state.rawValue),
        "seconds": .number((result.seconds ?? 0).rounded()),
      ])
    var finished = StoreChanges()
    finished.proofsFinished = [
      StoreChanges.FinishedProof(issue: issue, result: result.json.serialised)
    ]
    try writer.commit(finished)
    reportsChanged()
  }
}
