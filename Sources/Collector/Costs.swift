import EventSchema
import Synchronization

/// What the steps of an event cost in processor time, as means since the start.
final class Costs: Sendable {
  enum Step: String, CaseIterable {
    case decompression
    /// Of the envelope's frame and the event's syntax.
    case check
    /// Reading the event and taking secrets out.
    case decoding
    case diagnosis
    /// The transaction, shared by the events that it holds; without the wait for the disk.
    case store
  }

  private struct Sum {
    var nanoseconds: UInt64 = 0
    var events = 0
  }

  private let sums = Mutex<[Step: Sum]>([:])

  /// Runs `body` and counts its time.
  func measure<Result, Failure>(
    _ step: Step, events: Int = 1, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let start = Clock.threadTicks()
    let result = try body()
    add(step, nanoseconds: Clock.threadTicks() - start, events: events)
    return result
  }

  func add(_ step: Step, nanoseconds: UInt64, events: Int) {
    sums.withLock {
      $0[step, default: Sum()].nanoseconds += nanoseconds
      $0[step, default: Sum()].events += events
    }
  }

  /// Microseconds per event, by the steps' names.
  var json: JSON {
    let sums = sums.withLock { $0 }
    return .object(
      Step.allCases.map { step in
        let sum = sums[step] ?? Sum()
        let mean = sum.events == 0 ? 0 : Double(sum.nanoseconds) / Double(sum.events) / 1_000
        return JSON.Member(step.rawValue, .number((mean * 10).rounded() / 10))
      })
  }
}
