import EventSchema
import Foundation
import Synchronization
import Testing

@testable import Monitor

/// How events travel: the envelope, retries, limits, and what happens when nothing gets through.
struct TransportTests {
  struct Storm: Error {}

  /// A client of its own for one test, beside the process's.
  private func client(
    _ collector: LoopbackCollector, configure: (inout Monitor.Options) -> Void = { _ in }
  ) throws -> Client {
    var options = Monitor.Options(callerModule: "MonitorTests")
    configure(&options)
    let dsn = try #require(DSN(collector.dsn))
    let client = try #require(
      Client(dsn: dsn, options: options.bounded(), reporter: Reporter(log: options.log)))
    client.start()
    return client
  }

  private let site = CaptureSite(
    fileID: #fileID, filePath: #filePath, line: #line, function: "here()")

  @Test func sendsWhatTheProtocolAsksFor() throws {
    let collector = try LoopbackCollector()
    defer { collector.stop() }
    let client = try client(collector) {
      $0.release = "shop@1.2"
      $0.environment = "staging"
      $0.serverName = "shop-1"
    }
    defer { client.close() }
    let id = try #require(client.capture(Storm(), at: site))
    #expect(client.flush(timeout: LoopbackCollector.patience))

    let received = try #require(collector.received.first)
    #expect(received.path == "/prefix/api/42/envelope/")
    #expect(received.headers["content-type"] == "application/x-sentry-envelope")
    let auth = try #require(received.headers["x-sentry-auth"])
    #expect(auth.hasPrefix("Sentry "))
    #expect(auth.contains("sentry_version=7"))
    #expect(auth.contains("sentry_key=\(LoopbackCollector.key)"))
    #expect(received.envelope?.eventID == id)
    #expect(received.envelope?.sentAt != nil)

    let event = try #require(received.event)
    #expect(event.id == id)
    #expect(event.platform == "swift")
    #expect(event.level == "error")
    #expect(event.release == "shop@1.2")
    #expect(event.environment == "staging")
    #expect(event.serverName == "shop-1")
    #expect(event.sdk?.name == "triage.swift")
    #expect(event.traceID?.count == 32)
    #expect(event.exceptions.map(\.type) == ["TransportTests.Storm"])
  }

  @Test func keepsTheConnection() throws {
    let collector = try LoopbackCollector()
    defer { collector.stop() }
    let client = try client(collector)
    defer { client.close() }
    for _ in 0..<5 {
      client.capture(message: "again", level: .info, at: site)
      #expect(client.flush(timeout: LoopbackCollector.patience))
    }
    #expect(collector.received.map(\.connection) == [0, 0, 0, 0, 0])
  }

  @Test(arguments: [
    LoopbackCollector.Answer.status(503), .status(500), .close, .status(503, ["Retry-After": "0"]),
    .status(429, ["X-Sentry-Rate-Limits": "0.2:error:key"]), .status(429, ["Retry-After": "0"]),
  ])
  func triesAgain(answer: LoopbackCollector.Answer) throws {
    let collector = try LoopbackCollector { $0 < 2 ? answer : .status(200) }
    defer { collector.stop() }
    let client = try client(collector)
    defer { client.close() }
    let id = client.capture(Storm(), at: site)
    #expect(client.flush(timeout: LoopbackCollector.patience))
    #expect(collector.received.count == 3)
    #expect(collector.events.map(\.id) == [id, id, id])
    // Nothing was lost, so nothing is reported.
    #expect(collector.received.last?.discarded == [:])
  }

  @Test(arguments: [400, 401, 403, 404, 413])
  func givesUpWhatIsRefused(status: Int) throws {
    let collector = try LoopbackCollector { $0 == 0 ? .status(status) : .status(200) }
    defer { collector.stop() }
    let client = try client(collector)
    defer { client.close() }
    client.capture(Storm(), at: site)
    #expect(!client.flush(timeout: LoopbackCollector.patience))
    #expect(collector.received.count == 1)
    client.capture(Storm(), at: site)
    #expect(client.flush(timeout: LoopbackCollector.patience))
    #expect(collector.received.last?.discarded == ["send_error": 1])
  }

  @Test func staysQuietForALongLimit() throws {
    let collector = try LoopbackCollector { _ in .status(429, ["Retry-After": "3600"]) }
    defer { collector.stop() }
    let client = try client(collector)
    for _ in 0..<3 { client.capture(Storm(), at: site) }
    #expect(!client.flush(timeout: LoopbackCollector.patience))
    client.close()
    #expect(collector.received.count == 1)
  }

  @Test func noticesALimitOnASuccess() throws {
    let collector = try LoopbackCollector { _ in
      .status(200, ["X-Sentry-Rate-Limits": "86400:transaction;span:key, 3600:error:key"])
    }
    defer { collector.stop() }
    let client = try client(collector)
    client.capture(Storm(), at: site)
    client.capture(Storm(), at: site)
    #expect(!client.flush(timeout: LoopbackCollector.patience))
    client.close()
    #expect(collector.received.count == 1)
  }

  @Test func returnsWhileTheCollectorHangs() throws {
    let collector = try LoopbackCollector { _ in .hang }
    defer { collector.stop() }
    let client = try client(collector) {
      $0.queueEventsMax = 100
      $0.shutdownTimeout = .milliseconds(100)
    }
    let ids = (0..<10_000).map { _ in client.capture(Storm(), at: site) }
    #expect(Set(ids.compactMap(\.self)).count == 10_000)
    #expect(!client.flush(timeout: .milliseconds(10)))
    client.close()
    #expect(collector.received.count <= 1)
  }

  @Test func dropsTheOldestAndReportsHowMany() throws {
    let isOpen = Mutex(false)
    let collector = try LoopbackCollector { _ in
      isOpen.withLock { $0 } ? .status(200) : .status(503, ["Retry-After": "0"])
    }
    defer { collector.stop() }
    let client = try client(collector) { $0.queueEventsMax = 5 }
    defer { client.close() }
    client.capture(message: "first", level: .info, at: site)
    // The first event is out of the queue once the collector has seen it.
    while collector.received.isEmpty { usleep(1_000) }
    for number in 1...20 { client.capture(message: "\(number)", level: .info, at: site) }
    isOpen.withLock { $0 = true }
    #expect(!client.flush(timeout: LoopbackCollector.patience))
    let arrived = collector.events.compactMap(\.message).filter { $0 != "first" }
    #expect(arrived == ["16", "17", "18", "19", "20"])
    let overflow = collector.received.compactMap { $0.discarded["queue_overflow"] }
    // A report that did not arrive is sent again, so only the last one counts.
    #expect(overflow.last == 15)
  }

  @Test func boundsTheQueueInBytes() {
    let queue = EventQueue(eventsMax: 1_000, bytesMax: 100)
    for number in 0..<10 {
      var event = Event()
      event.id = "\(number)"
      queue.append(
        PendingEvent(
          event: event, stack: CapturedStack(site: site), refusedKey: nil, approximateBytes: 40))
    }
    #expect(queue.next()?.event.id == "8")
    #expect(queue.next()?.event.id == "9")
    #expect(queue.takeDropped() == [.queueOverflow: 8])
    queue.close()
    #expect(queue.next() == nil)
  }

  @Test func leavesOutWhatTheSampleRateSays() throws {
    let collector = try LoopbackCollector()
    defer { collector.stop() }
    let client = try client(collector) { $0.sampleRate = 0 }
    for _ in 0..<10 { #expect(client.capture(Storm(), at: site) == nil) }
    #expect(client.flush(timeout: LoopbackCollector.patience))
    client.close()
    // Its only message is the count.
    #expect(collector.events.isEmpty)
    #expect(collector.received.map(\.discarded) == [["sample_rate": 10]])
  }

  @Test func letsTheApplicationChangeAndDropEvents() throws {
    let collector = try LoopbackCollector()
    defer { collector.stop() }
    let client = try client(collector) {
      $0.beforeSend = { event in
        guard event.message != "noise" else { return nil }
        var event = event
        event.tags.append(Event.Tag("seen", "yes"))
        return event
      }
    }
    client.capture(message: "noise", level: .info, at: site)
    client.capture(message: "signal", level: .warning, at: site)
    #expect(client.flush(timeout: LoopbackCollector.patience))
    client.close()
    #expect(collector.events.map(\.message) == ["signal"])
    #expect(collector.events.map(\.level) == ["warning"])
    #expect(collector.events.first?.tags == [Event.Tag("seen", "yes")])
    #expect(collector.received.last?.discarded == ["before_send": 1])
  }

  @Test(arguments: [true, false])
  func takesSecretsOut(scrubs: Bool) throws {
    let collector = try LoopbackCollector()
    defer { collector.stop() }
    let client = try client(collector) {
      $0.scrubsSecrets = scrubs
      $0.beforeSend = { event in
        var event = event
        event.extra = ["password": "hunter2", "note": "kept"]
        var request = Request(url: "http://x/?token=hunter2", method: "POST")
        request.headers = [Request.Header("Authorization", "Bearer hunter2")]
        event.request = request
        return event
      }
    }
    client.capture(Storm(), at: site)
    #expect(client.flush(timeout: LoopbackCollector.patience))
    client.close()
    let body = String(decoding: try #require(collector.received.first).body, as: UTF8.self)
    #expect(body.contains("hunter2") == !scrubs)
    #expect(body.contains("kept"))
  }

  @Test func trimsAnEventThatIsTooLarge() throws {
    let collector = try LoopbackCollector()
    defer { collector.stop() }
    let client = try client(collector) {
      $0.beforeSend = { event in
        var event = event
        let count = event.message == "hopeless" ? 0 : Limits.eventBytesMax
        event.extra = ["all": .string(String(repeating: "x", count: count))]
        if count == 0 { event.message = String(repeating: "x", count: Limits.eventBytesMax) }
        return event
      }
    }
    client.capture(message: "hopeless", level: .info, at: site)
    client.capture(message: "fine", level: .info, at: site)
    #expect(!client.flush(timeout: LoopbackCollector.patience))
    client.close()
    #expect(collector.events.map(\.message) == ["fine"])
    #expect(collector.received.last?.discarded == ["internal_sdk_error": 1])
  }

  @Test func sendsWhatIsLeftWhenItCloses() throws {
    let collector = try LoopbackCollector()
    defer { collector.stop() }
    let client = try client(collector) { $0.shutdownTimeout = LoopbackCollector.patience }
    let ids = (0..<50).map { _ in client.capture(Storm(), at: site) }
    client.close()
    #expect(collector.events.map(\.id) == ids)
    client.capture(Storm(), at: site)
    #expect(client.flush(timeout: LoopbackCollector.patience))
    #expect(collector.events.count == 50)
  }
}
