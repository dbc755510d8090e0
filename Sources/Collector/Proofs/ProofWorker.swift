import EventSchema
import Issues
import Reports
import Storage
import Synchronization

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
  private let thread = WakingThread(name: "proofs", finishes: false)
  /// Of the proof that runs.
  private let current = Mutex<ProofGuard?>(nil)

  init(
    store: any EventStore, writer: StoreWriter, prover: IssueProver, log: Log,
    reportsChanged: @escaping @Sendable () -> Void
  ) {
    self.store = store
    self.writer = writer
    self.prover = prover
    self.log = log
    self.reportsChanged = reportsChanged
    thread.start(
      retryAfter: 2,
      failed: { log.error("proofs wait for the store", ["reason": .string($0.description)]) },
      work: { [self] () throws(StoreError) in try proveAll() })
  }

  /// Called when an issue may wait.
  func look() { thread.wake() }

  /// Ends what runs; its issue waits for the next start.
  func stop() {
    thread.end()
    current.withLock { $0?.end(.collectorEnds) }
    thread.wait()
  }

  private func proveAll() throws(StoreError) {
    while !thread.isEnding, let issue = try store.archive.issuesWithProofWaiting(limit: 1).first {
      try prove(issue)
    }
  }

  private func prove(_ issue: Int64) throws(StoreError) {
    var begun = StoreChanges()
    begun.proofsBegun = [issue]
    try writer.commit(begun)
    let guarding = prover.makeGuard()
    current.withLock { $0 = guarding }
    // It may have been asked to end before there was a guard to tell.
    if thread.isEnding { guarding?.end(.collectorEnds) }
    let result = prover.prove(issue: issue, guarding)
    guarding?.finish()
    current.withLock { $0 = nil }
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
