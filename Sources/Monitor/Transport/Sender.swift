import EventSchema
import Foundation
import Synchronization

/// What one request is to carry: an event, or nothing but a report.
struct Outgoing: Sendable {
  var eventID: String?
  var parts: [Envelope.Part] = []

  func body(sentAt seconds: Double) -> [UInt8] {
    var envelope = Envelope()
    envelope.eventID = eventID
    envelope.sentAt = seconds
    envelope.sdk = ProcessFacts.sdk
    return envelope.body(carrying: parts)
  }
}

/// Takes events out of the queue, finishes them and delivers them: the work of the monitor's
/// thread.
struct Sender {
  let options: Monitor.Options
  let queue: EventQueue
  let transport: HTTPTransport
  let reporter: Reporter

  private let marks: EventMarks
  private var symbolicator: Symbolicator
  private var excerpts = SourceExcerpts()
  private var limits = RateLimits()
  private var backoff = Backoff()

  init(
    options: Monitor.Options, key: String, queue: EventQueue, transport: HTTPTransport,
    reporter: Reporter
  ) {
    marks = EventMarks(key: key)
    self.options = options
    self.queue = queue
    self.transport = transport
    self.reporter = reporter
    symbolicator = Symbolicator(
      modules: AppModules(named: Set(options.inAppModules), caller: options.callerModule))
  }

  /// Runs until the queue is closed and empty.
  mutating func run() {
    while let pending = queue.next() {
      guard let event = finished(pending) else { continue }
      deliver(event)
    }
    // Counts that no later event will carry.
    deliver(Outgoing())
    transport.end()
  }

  /// The event with names in its stack trace, as the application wants it; `nil` if it does not.
  private mutating func finished(_ pending: PendingEvent) -> Outgoing? {
    var event = pending.event
    if let last = event.exceptions.indices.last {
      let (frames, leadToThrow) = pending.stack.frames(&symbolicator)
      event.exceptions[last].frames = frames
      if leadToThrow { event.exceptions[last].noteCapture(at: pending.stack.site) }
    } else {
      event.threadFrames = [pending.stack.site.frame]
    }
    if options.sendsSourceContext { event.addSourceContext(&excerpts) }
    if options.sendsMarks {
      // Before the application takes out what they are made of.
      event.contexts = event.contexts.adding(
        EventMarks.contextName,
        marks.context(
          of: event, pending.refusedKey, appliedMigration: options.appliedMigration))
    }
    if let beforeSend = options.beforeSend {
      guard let changed = beforeSend(event) else {
        queue.count(.beforeSend)
        return nil
      }
      event = changed
    }
    return envelope(event)
  }

  /// `nil`, and counted, when the event is too large even without its breadcrumbs.
  private func envelope(_ event: Event) -> Outgoing? {
    var payload = payload(event)
    if payload.count > Limits.eventBytesMax {
      var trimmed = event
      trimmed.breadcrumbs = []
      trimmed.extra = .object([])
      payload = self.payload(trimmed)
    }
    guard payload.count <= Limits.eventBytesMax else {
      reporter.note("an event of \(payload.count) bytes is too large and was dropped")
      queue.count(.tooLarge)
      return nil
    }
    return Outgoing(
      eventID: event.id, parts: [Envelope.Part(type: "event", payload: payload)])
  }

  private func payload(_ event: Event) -> [UInt8] {
    let bytes = event.json.serialisedBytes
    guard options.scrubsSecrets else { return bytes }
    return Scrubber().scrub(bytes) ?? bytes
  }

  /// Tries until the envelope has arrived, or there is no more hope for it.
  private mutating func deliver(_ envelope: Outgoing) {
    for attempt in 1...Bounds.attemptsMax {
      if let reason = waitForLimit() { return lose(envelope, reason, "the collector is limiting") }
      let dropped = queue.takeDropped()
      var full = envelope
      if let report = ClientReport.part(dropped, at: Date().timeIntervalSince1970) {
        full.parts.append(report)
      }
      guard !full.parts.isEmpty else { return }
      switch post(full) {
      case .arrived:
        backoff.reset()
        return
      case .refused(let problem):
        return lose(envelope, .sendError, problem)
      case .limited:
        queue.putBack(dropped)
      case .failed(let problem, let reason, let after):
        queue.putBack(dropped)
        guard attempt < Bounds.attemptsMax, !queue.isClosed else {
          return lose(envelope, reason, problem)
        }
        let pause = after ?? backoff.pause()
        reporter.note("\(problem); trying again in \(pause)")
        queue.pause(pause)
      }
    }
    lose(envelope, .rateLimit, "the collector keeps limiting")
  }

  private enum Outcome {
    case arrived
    /// Would be refused again.
    case refused(String)
    case limited
    case failed(String, DropReason, after: Duration?)
  }

  private mutating func post(_ envelope: Outgoing) -> Outcome {
    switch transport.post(envelope.body(sentAt: Date().timeIntervalSince1970)) {
    case .failure(let problem):
      return .failed(problem, .networkError, after: nil)
    case .status(let status, let limitsHeader, let retryAfter):
      limits.update(status: status, limits: limitsHeader, retryAfter: retryAfter, at: .now)
      return outcome(status, retryAfter: retryAfter, of: envelope)
    }
  }

  private func outcome(
    _ status: Int, retryAfter: String?, of envelope: Outgoing
  ) -> Outcome {
    switch status {
    case 200..<300:
      reporter.note("sent \(envelope.eventID ?? "a report")")
      return .arrived
    case 429:
      return .limited
    case 500...:
      let after = RateLimits.seconds(retryAfter).map { min($0, Bounds.backoffMax) }
      return .failed("the collector answered \(status)", .sendError, after: after)
    default:
      let problem = "the collector refused an event with status \(status)"
      let hint = [401, 403, 404].contains(status) ? "; check the key and the project" : ""
      reporter.warn(problem + hint)
      return .refused(problem)
    }
  }

  /// Waits for the end of a short limit. Returns why an event has to go instead.
  private func waitForLimit() -> DropReason? {
    guard let remaining = limits.remaining(at: .now) else { return nil }
    guard remaining <= Bounds.rateLimitHeldMax, !queue.isClosed else { return .rateLimit }
    reporter.note("the collector wants no events for \(remaining)")
    queue.pause(remaining)
    return limits.remaining(at: .now) == nil ? nil : .rateLimit
  }

  private func lose(_ envelope: Outgoing, _ reason: DropReason, _ problem: String) {
    guard envelope.eventID != nil else { return }
    reporter.note("dropped an event: \(problem)")
    queue.count(reason)
  }
}

extension Event {
  fileprivate mutating func addSourceContext(_ excerpts: inout SourceExcerpts) {
    for index in exceptions.indices {
      for frame in exceptions[index].frames.indices {
        excerpts.add(to: &exceptions[index].frames[frame])
      }
    }
    for frame in threadFrames.indices { excerpts.add(to: &threadFrames[frame]) }
  }
}

extension Exception {
  /// Says where the error was captured, when the frames lead to where it was thrown.
  fileprivate mutating func noteCapture(at site: CaptureSite) {
    var mechanism = mechanism ?? Mechanism()
    let place = "\(SourcePath.relative(site.filePath)):\(site.line)"
    mechanism.data = .object(
      mechanism.data.members + [
        JSON.Member("captured_at", .string(place)),
        JSON.Member("captured_in", .string(site.function)),
      ])
    self.mechanism = mechanism
  }
}

extension JSON {
  /// An object with one more member, unless it has one of that name.
  fileprivate func adding(_ name: String, _ value: JSON) -> JSON {
    self[name] == nil ? .object(members + [JSON.Member(name, value)]) : self
  }
}
