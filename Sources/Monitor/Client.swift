import EventSchema
import Foundation
import Synchronization

/// One running monitor: what turns captures into events, the queue, and the thread that empties it.
final class Client: Sendable {
  let options: Monitor.Options
  private let queue: EventQueue
  private let transport: HTTPTransport
  private let reporter: Reporter
  /// The project's ingest key.
  private let key: String
  /// Signalled when the thread has ended.
  private let ended = DispatchSemaphore(value: 0)

  /// `nil` when the address makes no URL.
  init?(dsn: DSN, options: Monitor.Options, reporter: Reporter) {
    guard let transport = HTTPTransport(dsn: dsn, timeout: options.requestTimeout) else {
      return nil
    }
    self.options = options
    key = dsn.key
    self.reporter = reporter
    self.transport = transport
    queue = EventQueue(eventsMax: options.queueEventsMax, bytesMax: options.queueBytesMax)
  }

  func start() {
    _ = ProcessFacts.start
    CapturedTrace.prepare()
    if options.tracesThrows { ThrowSites.shared.start() }
    let thread = Thread { [self] in
      OwnCode.run {
        warmUp()
        var sender = Sender(
          options: options, key: key, queue: queue, transport: transport, reporter: reporter)
        sender.run()
      }
      ended.signal()
    }
    thread.name = "Monitor"
    thread.stackSize = 1 << 20
    thread.start()
  }

  @discardableResult
  func capture(_ error: any Error, at site: CaptureSite) -> String? {
    guard !OwnCode.isRunning else { return nil }
    return OwnCode.run {
      guard isSampled() else { return nil }
      var stack = CapturedStack(site: site)
      let match = options.tracesThrows ? ThrowSites.shared.match(for: error) : nil
      stack.thrown = match?.trace
      stack.isExact = match?.isExact ?? false
      stack.captured = CapturedTrace.here()
      var event = event(.error)
      event.exceptions = ErrorChain.exceptions(of: error)
      return enqueue(event, stack, ErrorChain.refusedKey(of: error))
    }
  }

  @discardableResult
  func capture(message: String, level: Monitor.Level, at site: CaptureSite) -> String? {
    guard !OwnCode.isRunning else { return nil }
    return OwnCode.run {
      guard isSampled() else { return nil }
      var event = event(level)
      event.message = message.bounded(to: Limits.messageLengthMax)
      return enqueue(event, CapturedStack(site: site))
    }
  }

  func add(_ breadcrumb: Breadcrumb, to trail: BreadcrumbTrail) {
    var crumb = breadcrumb
    if crumb.timestamp == nil { crumb.timestamp = Date().timeIntervalSince1970 }
    crumb.message = crumb.message?.bounded(to: Bounds.breadcrumbMessageLengthMax)
    if let beforeBreadcrumb = options.beforeBreadcrumb {
      guard let changed = OwnCode.run({ beforeBreadcrumb(crumb) }) else { return }
      crumb = changed
    }
    trail.append(crumb, max: options.maxBreadcrumbs)
  }

  func flush(timeout: Duration) -> Bool { queue.waitUntilIdle(timeout: timeout) }

  /// Sends what is left for at most the shutdown timeout, then gives up the rest. Once is enough.
  func close() {
    guard queue.close() else { return }
    if options.tracesThrows { ThrowSites.shared.stop() }
    if ended.wait(timeout: .now() + options.shutdownTimeout.seconds) == .timedOut {
      let lost = queue.dropAll(.networkError)
      if lost > 0 { reporter.warn("\(lost) events could not be delivered before the end") }
      transport.cancel()
    }
  }

  func closeInBackground() {
    DispatchQueue.global(qos: .utility).async { self.close() }
  }

  /// Does once what the first capture would otherwise pay for: some ten milliseconds for the list
  /// of loaded libraries and the facts about this machine.
  private func warmUp() {
    _ = CapturedTrace.here()
    _ = event(.info)
  }

  private func isSampled() -> Bool {
    let isSampled = options.sampleRate >= 1 || Double.random(in: 0..<1) < options.sampleRate
    if !isSampled { queue.count(.sampleRate) }
    return isSampled
  }

  /// An event with everything that the scope, the options and the process know.
  private func event(_ level: Monitor.Level) -> Event {
    var event = Event()
    event.id = Identifier.random128()
    event.timestamp = Date().timeIntervalSince1970
    event.platform = "swift"
    event.level = level.rawValue
    event.release = options.release
    event.environment = options.environment
    event.serverName = options.serverName
    event.sdk = ProcessFacts.sdk
    let scope = Monitor.scope
    event.breadcrumbs = scope.trail.all
    let values = scope.values.withLock { $0 }
    let isProcessScope = scope === Monitor.processScope
    let merged = isProcessScope ? values : values.over(Monitor.processScope.values.withLock { $0 })
    merged.apply(to: &event)
    return event
  }

  private func enqueue(
    _ event: Event, _ stack: CapturedStack, _ refusedKey: EventMarks.RefusedKey? = nil
  ) -> String {
    queue.append(
      PendingEvent(
        event: event, stack: stack, refusedKey: refusedKey,
        approximateBytes: event.approximateBytes))
    return event.id
  }
}

/// Runs something that waits on a thread where waiting hurts nobody.
func offPool<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
  await withCheckedContinuation { continuation in
    DispatchQueue.global(qos: .utility).async { continuation.resume(returning: body()) }
  }
}

extension Event {
  /// What the event takes in memory, roughly: the texts that can be long, and a share for the rest.
  fileprivate var approximateBytes: Int {
    let values = exceptions.reduce(message?.utf8.count ?? 0) { $0 + ($1.value?.utf8.count ?? 0) }
    let crumbs = breadcrumbs.reduce(0) { sum, crumb in
      sum + 256 + (crumb.message?.utf8.count ?? 0) + crumb.data.weight
    }
    return 4_096 + values + crumbs + extra.weight + contexts.weight + (request?.data.weight ?? 0)
  }
}

extension JSON {
  /// Roughly, in bytes.
  fileprivate var weight: Int {
    switch self {
    case .null, .bool, .integer, .number: 16
    case .string(let text): 16 + text.utf8.count
    case .array(let elements): elements.reduce(32) { $0 + $1.weight }
    case .object(let members): members.reduce(32) { $0 + $1.name.utf8.count + $1.value.weight }
    }
  }
}
