import Foundation
import Storage
import Synchronization

/// What is known in memory of the queue in the store: how long it is, and some bodies that ingest
/// has decompressed already. The store's queue is the truth; this may be lost at any time.
final class DigestQueue: Sendable {
  typealias Body = (bytes: [UInt8], form: StoredBody.Form)

  private struct State {
    var decompressed: [Int64: Body] = [:]
    var bytes = 0
    var isEnding = false
  }

  private let condition = NSCondition()
  /// Guarded by `condition`.
  private nonisolated(unsafe) var state = State()
  private let waiting: Atomic<Int>

  init(count: Int) {
    waiting = Atomic(count)
  }

  /// Events that wait in the store.
  var count: Int { waiting.load(ordering: .relaxed) }

  /// Called once an event has been committed.
  func add(_ event: Int64, decompressed: Body) {
    waiting.add(1, ordering: .relaxed)
    condition.lock()
    if state.bytes + decompressed.bytes.count <= CollectorLimits.decompressedWaitingBytesMax {
      state.bytes += decompressed.bytes.count
      state.decompressed[event] = decompressed
    }
    condition.signal()
    condition.unlock()
  }

  /// Hands the bytes over, if they are here.
  func takeDecompressed(_ event: Int64) -> Body? {
    condition.lock()
    defer { condition.unlock() }
    let body = state.decompressed.removeValue(forKey: event)
    state.bytes -= body?.bytes.count ?? 0
    return body
  }

  func remove(_ count: Int) {
    waiting.subtract(count, ordering: .relaxed)
  }

  /// Waits until there is something in the queue, or the end; for at most some seconds.
  func wait(seconds: Double) {
    condition.lock()
    defer { condition.unlock() }
    let deadline = Date(timeIntervalSinceNow: seconds)
    while count == 0, !state.isEnding, condition.wait(until: deadline) {}
  }

  /// Pauses after a failure, but not beyond the end.
  func pause(seconds: Double) {
    condition.lock()
    defer { condition.unlock() }
    let deadline = Date(timeIntervalSinceNow: seconds)
    while !state.isEnding, condition.wait(until: deadline) {}
  }

  var isEnding: Bool {
    condition.lock()
    defer { condition.unlock() }
    return state.isEnding
  }

  func end() {
    condition.lock()
    state.isEnding = true
    condition.broadcast()
    condition.unlock()
  }
}
