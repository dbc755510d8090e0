import Dispatch
import EventSchema
import Synchronization

/// An event on its way, before its stack trace has names.
struct PendingEvent: Sendable {
  var event: Event
  var stack: CapturedStack
  var refusedKey: EventMarks.RefusedKey?
  var approximateBytes: Int
}

/// The events that wait to be sent: bounded in number and bytes, the oldest go first.
final class EventQueue: Sendable {
  private let state = Mutex(State())
  private let eventsMax: Int
  private let bytesMax: Int
  /// Signalled when the queue gets its first event, and at the end.
  private let available = DispatchSemaphore(value: 0)
  /// Signalled at the end: cuts a pause short.
  private let ending = DispatchSemaphore(value: 0)

  private struct State {
    var waiting: [PendingEvent] = []
    /// Index of the oldest in `waiting`; what is before it has gone.
    var first = 0
    var bytes = 0
    var isBusy = false
    var isClosed = false
    var idleWaiters: [DispatchSemaphore] = []
    var dropped: [DropReason: Int] = [:]
    var lostSinceFlush = 0

    var count: Int { waiting.count - first }

    mutating func removeFirst() -> PendingEvent {
      let event = waiting[first]
      first += 1
      bytes -= event.approximateBytes
      // Moves what is left only once per doubling, so that a removal is cheap on average.
      if first > waiting.count / 2 {
        waiting.removeFirst(first)
        first = 0
      }
      return event
    }

    mutating func drop(_ reason: DropReason, _ count: Int) {
      dropped[reason, default: 0] += count
      if !reason.isWanted { lostSinceFlush += count }
    }
  }

  init(eventsMax: Int, bytesMax: Int) {
    self.eventsMax = eventsMax
    self.bytesMax = bytesMax
  }

  /// Never waits. When there is no room, the oldest events go and are counted.
  func append(_ event: PendingEvent) {
    let isFirst = state.withLock { state in
      guard !state.isClosed else { return false }
      state.waiting.append(event)
      state.bytes += event.approximateBytes
      let isFirst = state.count == 1
      while state.count > eventsMax || (state.bytes > bytesMax && state.count > 1) {
        _ = state.removeFirst()
        state.drop(.queueOverflow, 1)
      }
      return isFirst
    }
    if isFirst { available.signal() }
  }

  /// The oldest event; waits for one. `nil` when the queue is closed and empty.
  ///
  /// Whoever takes an event is busy until it asks for the next one.
  func next() -> PendingEvent? {
    while true {
      let (event, isClosed) = state.withLock { state in
        state.isBusy = state.count > 0
        if state.isBusy { return (Optional(state.removeFirst()), state.isClosed) }
        for waiter in state.idleWaiters { waiter.signal() }
        state.idleWaiters = []
        return (nil, state.isClosed)
      }
      if let event { return event }
      if isClosed { return nil }
      available.wait()
    }
  }

  /// Waits until everything was delivered or dropped.
  ///
  /// - Returns: Whether nothing waits any more and nothing was lost since the last call.
  func waitUntilIdle(timeout: Duration) -> Bool {
    let waiter = DispatchSemaphore(value: 0)
    let isIdle = state.withLock { state in
      let isIdle = !state.isBusy && state.count == 0
      if !isIdle { state.idleWaiters.append(waiter) }
      return isIdle
    }
    if !isIdle, waiter.wait(timeout: .now() + timeout.seconds) == .timedOut {
      state.withLock { state in state.idleWaiters.removeAll { $0 === waiter } }
      return false
    }
    return state.withLock { state in
      defer { state.lostSinceFlush = 0 }
      return state.lostSinceFlush == 0
    }
  }

  /// Takes no more events. What waits can still be taken out.
  ///
  /// - Returns: Whether it was open.
  @discardableResult
  func close() -> Bool {
    let wasOpen = state.withLock { state in
      defer { state.isClosed = true }
      return !state.isClosed
    }
    if wasOpen {
      available.signal()
      ending.signal()
    }
    return wasOpen
  }

  /// Drops what waits; returns how many events that were.
  func dropAll(_ reason: DropReason) -> Int {
    // The events are freed outside of the lock.
    let left = state.withLock { state in
      let left = state.waiting[state.first...]
      state.drop(reason, left.count)
      state.waiting = []
      state.first = 0
      state.bytes = 0
      return left
    }
    return left.count
  }

  var isClosed: Bool { state.withLock { $0.isClosed } }

  /// Waits that long, or until the queue is closed.
  func pause(_ duration: Duration) {
    guard ending.wait(timeout: .now() + duration.seconds) == .success else { return }
    // Left signalled for further pauses.
    ending.signal()
  }

  func count(_ reason: DropReason, _ count: Int = 1) {
    state.withLock { $0.drop(reason, count) }
  }

  /// Takes the counts out, for a report; put them back if the report does not arrive.
  func takeDropped() -> [DropReason: Int] {
    state.withLock { state in
      defer { state.dropped = [:] }
      return state.dropped
    }
  }

  func putBack(_ dropped: [DropReason: Int]) {
    state.withLock { $0.dropped.merge(dropped, uniquingKeysWith: +) }
  }
}
