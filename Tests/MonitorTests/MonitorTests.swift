import EventSchema
import Foundation
import Synchronization
import Testing

@testable import Monitor

/// The public face. One process has one monitor, so these run one after the other.
@Suite(.serialized)
struct MonitorTests {
  struct Storm: Error {}

  /// Runs the monitor against a loopback collector; returns what arrived.
  private func events(
    configure: (inout Monitor.Options) -> Void = { _ in },
    during body: (LoopbackCollector) async throws -> Void
  ) async throws -> [Event] {
    let collector = try LoopbackCollector()
    defer { collector.stop() }
    Monitor.start(apiKey: collector.dsn, configure: configure)
    try await body(collector)
    #expect(await Monitor.flush(timeout: LoopbackCollector.patience))
    await Monitor.close()
    return collector.events
  }

  @Test func isHarmlessBeforeStartAndAfterClose() async throws {
    func use() {
      #expect(Monitor.capture(Storm()) == nil)
      #expect(Monitor.capture(message: "hello") == nil)
      Monitor.addBreadcrumb("hello")
      Monitor.addQuery(statement: "SELECT 1", rows: 1)
      Monitor.setTag("a", "b")
      Monitor.setTag("a", nil)
      Monitor.setUser(nil)
      #expect(Monitor.withRequest(Monitor.Request(url: "/", method: "GET")) { 7 } == 7)
      #expect(Monitor.withScope { _ in 8 } == 8)
      #expect(Monitor.flush(timeout: LoopbackCollector.patience))
      Monitor.close()
    }
    use()
    _ = try await events { _ in #expect(Monitor.capture(Storm()) != nil) }
    #expect(Monitor.status == .closed)
    use()
  }

  @Test(arguments: ["", "abc", "http://nowhere", "::::", "http://k@h/1"])
  func staysOffWithABadKey(key: String) {
    Monitor.start(apiKey: key)
    guard case .off(let reason) = Monitor.status else {
      Issue.record("the status is \(Monitor.status)")
      return
    }
    #expect(!reason.isEmpty)
    #expect(Monitor.capture(Storm()) == nil)
    Monitor.close()
  }

  @Test func saysWhereItSendsWithoutTheKey() async throws {
    _ = try await events { collector in
      #expect(
        Monitor.status == .running(endpoint: "http://127.0.0.1:\(collector.port)/prefix/42"))
      #expect(!Monitor.status.description.contains(LoopbackCollector.key))
    }
  }

  @inline(never) func capsize() throws { throw Storm() }

  @Test func showsWhereTheErrorWasThrown() async throws {
    var line = 0
    let events = try await events { _ in
      do {
        try capsize()
      } catch {
        line = #line + 1
        Monitor.capture(error)
      }
    }
    let frame = try #require(events.first?.lastInAppFrame)
    #expect(frame.absolutePath == #filePath)
    #if os(Linux)
      #expect(frame.function == "MonitorTests.capsize()")
      #expect(frame.contextLine?.contains("func capsize() throws") == true)
      let data = try #require(events.first?.exceptions.last?.mechanism?.data)
      #expect(data["captured_at"]?.string == "Tests/MonitorTests/MonitorTests.swift:\(line)")
    #else
      #expect(frame.lineNumber == line)
    #endif
  }

  @Test func showsTheCaptureWhenThrowsAreNotTraced() async throws {
    var line = 0
    let options: (inout Monitor.Options) -> Void = { $0.tracesThrows = false }
    let events = try await events(configure: options) { _ in
      do {
        try capsize()
      } catch {
        line = #line + 1
        Monitor.capture(error)
      }
    }
    let frame = try #require(events.first?.lastInAppFrame)
    #expect(frame.lineNumber == line)
    #expect(frame.contextLine?.contains("Monitor.capture(error)") == true)
  }

  @Test func keepsTheBreadcrumbsOfRequestsApart() async throws {
    let events = try await events { _ in
      Monitor.addBreadcrumb("outside")
      await withTaskGroup { group in
        for name in ["a", "b", "c"] {
          group.addTask {
            await Monitor.withRequest(Monitor.Request(url: "http://x/\(name)?q", method: "GET")) {
              Monitor.setTag("name", name)
              Monitor.addBreadcrumb("\(name) 1")
              async let child: Void = { Monitor.addBreadcrumb("\(name) 2") }()
              await child
              await Task.yield()
              Monitor.capture(message: name)
            }
          }
        }
      }
      Monitor.capture(message: "outside")
    }
    #expect(Set(events.compactMap(\.traceID)).count == 4)
    for name in ["a", "b", "c"] {
      let event = try #require(events.first { $0.message == name })
      #expect(event.breadcrumbs.map(\.message) == ["\(name) 1", "\(name) 2"])
      #expect(event.tags == [Event.Tag("name", name)])
      #expect(event.transaction == "GET /\(name)")
      #expect(event.request?.url == "http://x/\(name)?q")
    }
    let outside = try #require(events.first { $0.message == "outside" })
    #expect(outside.breadcrumbs.last?.message == "outside")
    #expect(outside.request == nil)
    #expect(!outside.tags.contains { $0.name == "name" })
  }

  struct Refused: Monitor.DatabaseError {
    var databaseErrorFields: Monitor.DatabaseErrorFields {
      Monitor.DatabaseErrorFields(
        system: "sqlite", table: "berth", columns: ["number"], keyValues: ["41"])
    }
  }

  @Test func marksWhatMayNotBeSent() async throws {
    let events = try await events { options in
      options.appliedMigration = "0007_add_berths"
      options.sendsSourceContext = false
      options.beforeSend = { event in
        var event = event
        event.user = nil
        event.request = nil
        return event
      }
    } during: { _ in
      for name in ["Alma", "Alma", "Berta"] {
        var request = Monitor.Request(url: "http://x/boats", method: "POST")
        request.data = ["name": .string(name)]
        Monitor.withRequest(request) {
          Monitor.setUser(Monitor.User(id: name))
          Monitor.setJob(Monitor.Job(id: "j1", name: "AddBoat", retries: 2))
          Monitor.capture(Refused())
        }
      }
      Monitor.capture(message: "no request")
    }
    let contexts = events.map { $0.contexts["triage"] ?? .null }
    #expect(contexts.count == 4)
    for name in ["actor", "payload"] {
      let marks = contexts.prefix(3).map { $0[name]?.string }
      #expect(marks[0] != nil && marks[0] == marks[1] && marks[0] != marks[2])
      #expect(contexts[3][name] == nil)
    }
    #expect(Set(contexts.prefix(3).map { $0["key"]?.string }).count == 1)
    #expect(contexts[0]["next_key"]?.string?.count == 16 && contexts[3]["key"] == nil)
    #expect(contexts[0]["migration"] == "0007_add_berths")
    #expect(contexts[0]["process"]?.integer == Int64(ProcessInfo.processInfo.processIdentifier))
    #expect(contexts[0]["process_start"]?.double.map { $0 <= events[0].timestamp ?? 0 } == true)
    #expect(events[0].contexts["triage-task"] == ["id": "j1", "name": "AddBoat", "retries": 2])
    for event in events {
      let text = String(decoding: event.json.serialisedBytes, as: UTF8.self)
      #expect(!text.contains("Alma"))
      #expect(event.exceptions.allSatisfy { $0.mechanism?.data["keyValues"] == nil })
    }
  }

  @Test func sendsNoMarksWhenAsked() async throws {
    let events = try await events {
      $0.sendsMarks = false
    } during: { _ in
      Monitor.capture(Refused())
    }
    #expect(events.first?.contexts["triage"] == nil)
  }

  @Test func tellsWhereAStatementRan() async throws {
    let events = try await events { _ in
      Monitor.withRequest(Monitor.Request(url: "/", method: "GET")) {
        Monitor.addQuery(
          statement: "SELECT 1", rows: 0, transactionDepth: 2, database: "copy", isReplica: true)
        Monitor.capture(Storm())
      }
    }
    let data = try #require(events.first?.breadcrumbs.last?.data)
    #expect(data["transaction_depth"] == 2 && data["db.alias"] == "copy")
    #expect(data["db.role"] == "replica")
  }

  @Test func endsAScopeWithItsClosure() async throws {
    let events = try await events { _ in
      Monitor.withRequest(Monitor.Request(url: "/", method: "GET"), transaction: "GET /") {
        Monitor.setTag("kept", "yes")
        Monitor.withScope { scope in
          scope.setTag("kept", "no")
          scope.setTag("inner", "yes")
          scope.setLevel(.fatal)
          scope.setUser(Monitor.User(id: "7"))
          scope.setFingerprint(["mine"])
          scope.setContext("order", ["id": 7])
          scope.setExtra("note", "x")
          Monitor.addBreadcrumb("from inside")
          Monitor.capture(message: "inside")
        }
        Monitor.capture(message: "after")
      }
    }
    let inside = try #require(events.first { $0.message == "inside" })
    #expect(inside.tags == [Event.Tag("kept", "no"), Event.Tag("inner", "yes")])
    #expect(inside.level == "fatal")
    #expect(inside.user?.id == "7")
    #expect(inside.fingerprint == ["mine"])
    #expect(inside.contexts["order"]?["id"] == 7)
    #expect(inside.extra["note"] == "x")
    let after = try #require(events.first { $0.message == "after" })
    #expect(after.tags == [Event.Tag("kept", "yes")])
    #expect(after.user == nil)
    #expect(after.level == "info")
    #expect(after.breadcrumbs.map(\.message) == ["from inside"])
    #expect(after.traceID == inside.traceID)
  }

  @Test(arguments: [
    ("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", true),
    ("Sentry-Trace", "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1", true),
    ("sentry-trace", "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7", true),
    ("traceparent", "00-00000000000000000000000000000000-00f067aa0ba902b7-01", false),
    ("traceparent", "nonsense", false), ("other", "-", false),
  ])
  func continuesTheCallersTrace(name: String, value: String, continues: Bool) {
    var request = Monitor.Request(url: "/", method: "GET")
    request.headers = [Request.Header(name, value)]
    let trace = TraceContext.continuing(request)
    #expect((trace.traceID == "4bf92f3577b34da6a3ce929d0e0e4736") == continues)
    #expect(trace.parentSpanID == (continues ? "00f067aa0ba902b7" : nil))
    #expect(trace.traceID.count == 32)
    #expect(trace.spanID.count == 16)
  }

  @Test func showsWhatAQueryFound() async throws {
    let events = try await events { _ in
      try? Monitor.withRequest(Monitor.Request(url: "/", method: "POST")) {
        let count: ([Int]) -> Int? = \.count
        let rows = Monitor.withQuery(
          statement: "SELECT id FROM boats WHERE sail_no = ?", system: "sqlite", rows: count
        ) { [] }
        #expect(rows.isEmpty)
        do {
          try Monitor.withQuery(statement: "INSERT INTO boats (sail_no) VALUES (?)") { () throws in
            throw Storm()
          }
        } catch {
          Monitor.capture(error)
          throw error
        }
      }
    }
    let crumbs = try #require(events.first?.breadcrumbs)
    #expect(crumbs.map(\.category) == ["query", "query"])
    #expect(crumbs.map(\.message?.first) == ["S", "I"])
    #expect(crumbs[0].data["rows"] == 0)
    #expect(crumbs[0].data["db.system"] == "sqlite")
    #expect(crumbs[0].data["duration_ms"]?.double ?? -1 >= 0)
    #expect(crumbs[0].data["failed"] == nil)
    #expect(crumbs[1].data["rows"] == nil)
    #expect(crumbs[1].data["failed"] == true)
    #expect(crumbs[0].timestamp ?? 1 <= crumbs[1].timestamp ?? 0)
  }

  @Test func keepsTheNewestBreadcrumbs() async throws {
    let events = try await events(
      configure: {
        $0.maxBreadcrumbs = 3
        $0.beforeBreadcrumb = { crumb in
          guard crumb.message != "noise" else { return nil }
          // What it adds itself must not come back to it.
          Monitor.addBreadcrumb("echo")
          var crumb = crumb
          crumb.message = crumb.message.map { "#\($0)" }
          return crumb
        }
      },
      during: { _ in
        Monitor.withRequest(Monitor.Request()) {
          for number in 1...7 { Monitor.addBreadcrumb("\(number)") }
          Monitor.addBreadcrumb("noise")
          Monitor.capture(message: "hello")
        }
      })
    #expect(events.first?.breadcrumbs.map(\.message) == ["#5", "#6", "#7"])
  }

  @Test func doesNotFeedItself() async throws {
    let events = try await events(
      configure: {
        $0.beforeSend = { event in
          #expect(Monitor.capture(Storm()) == nil)
          return event
        }
        $0.log = { _ in Monitor.capture(message: "from the log") }
      },
      during: { _ in Monitor.capture(message: "hello") })
    #expect(events.map(\.message) == ["hello"])
  }

  @Test func startsAnewWithoutLosingEvents() async throws {
    let first = try LoopbackCollector()
    let second = try LoopbackCollector()
    defer {
      first.stop()
      second.stop()
    }
    Monitor.start(apiKey: first.dsn) { $0.shutdownTimeout = LoopbackCollector.patience }
    let early = Monitor.client
    Monitor.capture(message: "one")
    Monitor.start(apiKey: second.dsn)
    Monitor.capture(message: "two")
    #expect(await Monitor.flush(timeout: LoopbackCollector.patience))
    #expect(early?.flush(timeout: LoopbackCollector.patience) == true)
    await Monitor.close()
    #expect(first.events.map(\.message) == ["one"])
    #expect(second.events.map(\.message) == ["two"])
  }
}
