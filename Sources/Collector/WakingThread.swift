import Foundation
import Storage

/// A thread of its own that looks for work in the store when it is woken, and at its start.
final class WakingThread: Sendable {
  private let name: String
  /// Whether work that it was woken for is still looked for at the end.
  private let finishes: Bool
  private let condition = NSCondition()
  /// Guarded by `condition`.
  private nonisolated(unsafe) var isWoken = true
  private nonisolated(unsafe) var hasToEnd = false
  private let hasEnded = DispatchSemaphore(value: 0)

  init(name: String, finishes: Bool) {
    self.name = name
    self.finishes = finishes
  }

  /// - Parameters:
  ///   - failed: Told why the store failed; the work is tried again after some seconds.
  func start(
    retryAfter seconds: Double, failed: @escaping @Sendable (StoreError) -> Void,
    work: @escaping @Sendable () throws(StoreError) -> Void
  ) {
    let thread = Thread { [self] in
      while waitForWork() {
        do throws(StoreError) {
          try work()
        } catch {
          failed(error)
          pause(seconds: seconds)
          if !isEnding { wake() }
        }
      }
      hasEnded.signal()
    }
    // Reading source descends as deep as the limits allow.
    thread.stackSize = 8 << 20
    thread.name = name
    thread.start()
  }

  /// Called when there may be work.
  func wake() {
    condition.lock()
    isWoken = true
    condition.signal()
    condition.unlock()
  }

  /// Asks it to end; `wait` returns once it has.
  func end() {
    condition.lock()
    hasToEnd = true
    condition.signal()
    condition.unlock()
  }

  func wait() { hasEnded.wait() }

  var isEnding: Bool {
    condition.lock()
    defer { condition.unlock() }
    return hasToEnd
  }

  /// `false` at the end.
  private func waitForWork() -> Bool {
    condition.lock()
    defer { condition.unlock() }
    while !isWoken, !hasToEnd { condition.wait() }
    defer { isWoken = false }
    return hasToEnd ? finishes && isWoken : true
  }

  private func pause(seconds: Double) {
    condition.lock()
    defer { condition.unlock() }
    let deadline = Date(timeIntervalSinceNow: seconds)
    while !hasToEnd, condition.wait(until: deadline) {}
  }
}
