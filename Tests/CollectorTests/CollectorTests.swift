import Collector
import Foundation
import Issues
import Reports
import TestSupport
import Testing

@Suite struct IngestTests {
  private static let id = "11111111111111111111111111111111"

  @Test func answersWithTheIDOnceTheEventIsKept() throws {
    let running = try Running()
    let reply = try running.post(Made.envelope())
    #expect(reply.status == 200)
    #expect(reply.fields["content-type"] == "application/json")
    #expect(reply.json as? [String: String] == ["id": Self.id])
    #expect(reply.fields["access-control-allow-origin"] == "*")
    #expect(reply.fields["x-sentry-rate-limits"]?.hasPrefix("86400:transaction;") == true)
    #expect(try running.digested() == (1, 0))
    try running.collector.stop()
  }

  @Test func advertisesNothingWhenToldSo() throws {
    let running = try Running { $0.advertisesRateLimits = false }
    #expect(try running.post(Made.envelope()).fields["x-sentry-rate-limits"] == nil)
    try running.collector.stop()
  }

  @Test(arguments: [
    ("one.gzip", "gzip"), ("one.gzip", "X-GZIP"), ("two-members.gzip", "gzip"),
    ("zlib.deflate", "deflate"), ("raw.deflate", "deflate"), ("one.br", "br"),
    ("one.zstd", "zstd"), ("plain.envelope", ""), ("plain.envelope", "identity"),
  ])
  func takesEveryEncoding(file: String, encoding: String) throws {
    let running = try Running()
    let path = fixtures.appending(path: "envelopes/encoded/\(file)")
    let reply = try running.post(
      Array(try Data(contentsOf: path)), ["Content-Encoding": encoding])
    #expect(reply.status == 200)
    #expect((reply.json["id"] as? String)?.count == 32)
    #expect(try running.digested() == (1, 0))
    try running.collector.stop()
  }

  @Test func takesAChunkedBody() throws {
    let running = try Running()
    let body = Made.envelope()
    let chunk =
      Array("\(String(body.count, radix: 16))\r\n".utf8) + body + Array("\r\n0\r\n\r\n".utf8)
    #expect(try running.post(chunk, ["Transfer-Encoding": "chunked"]).status == 200)
    try running.collector.stop()
  }

  @Test func keepsAnEventOnceHoweverOftenItComes() throws {
    let running = try Running()
    for _ in 0..<3 {
      let reply = try running.post(Made.envelope())
      #expect(reply.status == 200 && reply.json["id"] as? String == Self.id)
    }
    #expect(try running.digested() == (1, 0))
    let issues = try IssueStore(path: running.folder.path + "/triage.sqlite").issues()
    #expect(issues.map(\.statistics.count) == [1])
    try running.collector.stop()
  }

  @Test func takesEventsOfTheOlderWay() throws {
    let running = try Running()
    let event = Array(#"{"event_id":"\#(Self.id)","message":"hello"}"#.utf8)
    #expect(try running.post(event, to: "/api/1/store").json["id"] as? String == Self.id)
    // The same, compressed by zlib and written as base64.
    let wrapped = "eJyrVkotS80ric9MUbJSMiQAlHSUclOLixPTU4GKM1JzcvKVagEngxEQ"
    let reply = try running.post(Array(wrapped.utf8), to: "/api/1/store/")
    #expect(reply.status == 200 && reply.json["id"] as? String == Self.id)
    #expect(try running.post(Array("bm90aGluZw==".utf8), to: "/api/1/store/").status == 400)
    #expect(try running.digested() == (1, 0))
    try running.collector.stop()
  }

  @Test(arguments: [
    (#"{}"#, #"{}"#), (#"{"event_id":"\#(id)"}"#, #"{"id":"\#(id)"}"#),
    ("{}\n{\"type\":\"transaction\"}\n{}", "{}"),
    ("{}\n{\"type\":\"client_report\"}\n{\"discarded_events\":[{\"quantity\":3}]}", "{}"),
  ])
  func answersAnEnvelopeWithoutAnEvent(body: String, answer: String) throws {
    let running = try Running()
    let reply = try running.post(Array(body.utf8))
    #expect(reply.status == 200 && String(decoding: reply.body, as: UTF8.self) == answer)
    #expect(try running.digested().events == 0)
    try running.collector.stop()
  }

  @Test(arguments: [
    ("no JSON", 400), ("[]", 400), ("", 400), (#"{"event_id":"1"}"#, 400),
    ("{}\n{}\n{}", 400), ("{}\n{\"type\":\"event\"}\n{", 400),
    ("{}\n{\"type\":\"event\",\"length\":1}\n{}\n", 400),
    ("{}\n{\"type\":\"event\",\"length\":3}\n{}", 400),
    ("{}\n{\"type\":\"event\"}\n[]", 400),
    ("{}\n{\"type\":\"event\"}\n" + String(repeating: "[", count: 10_000), 400),
    ("{}\n{\"type\":\"event\"}\n" + String(repeating: "{\"a\":", count: 10_000), 400),
    ("{}\n{\"type\":\"event\"}\n{\"a\":\"" + String(repeating: "x", count: 1 << 20) + "\"}", 413),
  ])
  func refusesWhatIsNoEnvelope(body: String, status: Int) throws {
    let running = try Running()
    try expect(status, try running.post(Array(body.utf8)))
    #expect(try running.digested() == (0, 0), "nothing of it is kept")
    #expect(try running.post(Made.envelope()).status == 200, "it goes on")
    try running.collector.stop()
  }

  @Test(arguments: [
    ("bomb.gzip", "gzip", 413), ("bomb.br", "br", 413), ("bomb.zstd", "zstd", 413),
    ("one.br", "gzip", 400), ("one.gzip", "br", 400), ("one.gzip", "compress", 415),
    ("one.gzip", "gzip, gzip", 415), ("one.gzip", "", 400),
  ])
  func refusesWhatItCannotDecompress(file: String, encoding: String, status: Int) throws {
    let running = try Running()
    let path = fixtures.appending(path: "envelopes/encoded/\(file)")
    let reply = try running.post(
      Array(try Data(contentsOf: path)), ["Content-Encoding": encoding])
    try expect(status, reply)
    try running.collector.stop()
  }

  @Test func refusesABodyThatIsTooLarge() throws {
    let running = try Running()
    let large = [UInt8](repeating: 0x20, count: 6 << 20)
    try expect(413, try running.post(large))
    let chunks = Array("\(String(large.count, radix: 16))\r\n".utf8) + large
    try expect(
      413,
      try running.post(chunks + Array("\r\n0\r\n\r\n".utf8), ["Transfer-Encoding": "chunked"]))
    // Who asks before sending is told at once.
    let head = """
      POST /api/1/envelope/ HTTP/1.1\r
      Host: h\r
      X-Sentry-Auth: Sentry sentry_key=\(Running.key)\r
      Content-Length: 99999999\r
      Expect: 100-continue\r
      \r

      """
    try expect(413, try running.exchange(Array(head.utf8)))
    try running.collector.stop()
  }

  @Test func asksForSilenceWhenTooMuchWaits() throws {
    let running = try Running { $0.backlogEventsMax = 0 }
    let reply = try running.post(Made.envelope())
    try expect(429, reply)
    #expect(reply.fields["retry-after"] == "60")
    #expect(reply.fields["x-sentry-rate-limits"] == "60::project:backlog")
    try running.collector.stop()
  }

  @Test func tellsASlowClientToComeBack() throws {
    let running = try Running { $0.requestSeconds = 1 }
    let connection = try Connection(port: running.collector.port)
    try connection.send(
      Array(
        """
        POST /api/1/envelope/ HTTP/1.1\r
        Host: h\r
        X-Sentry-Auth: Sentry sentry_key=\(Running.key)\r
        Content-Length: 1000\r
        \r
        {
        """.utf8))
    try expect(408, try connection.receive())
    #expect(try running.post(Made.envelope()).status == 200)
    try running.collector.stop()
  }

  /// An error is JSON with a sentence, which a header repeats; browsers may read it.
  private func expect(_ status: Int, _ reply: Running.Reply) throws {
    #expect(reply.status == status)
    let detail = try #require(reply.json["detail"] as? String)
    #expect(!detail.isEmpty && reply.json["causes"] is [String])
    #expect(reply.fields["x-sentry-error"]?.isEmpty == false)
    #expect(reply.fields["access-control-allow-origin"] == "*")
  }
}

@Suite struct AuthenticationTests {
  private static let key = Running.key

  @Test(arguments: [
    ("", ["X-Sentry-Auth": "Sentry sentry_key=\(key), sentry_version=7"], ""),
    ("", ["X-Sentry-Auth": "sentry sentry_version=5,sentry_key=\(key),sentry_secret=x"], ""),
    ("?sentry_key=\(key)&sentry_version=7", [:], ""),
    ("", ["Authorization": "Sentry sentry_key=\(key)"], ""),
    ("", ["Authorization": "Basic " + Data("\(key):".utf8).base64EncodedString()], ""),
    ("", [:], #""dsn":"http://\#(key)@localhost:9090/1""#),
  ])
  func findsTheKey(query: String, fields: [String: String], header: String) throws {
    let running = try Running()
    let reply = try running.send(
      "POST", "/api/1/envelope/\(query)", fields, Made.envelope(header: header))
    #expect(reply.status == 200)
    try running.collector.stop()
  }

  @Test(arguments: [
    ("/api/1/envelope/", [:], ""), ("/api/1/store/", [:], ""),
    ("/api/1/envelope/", ["X-Sentry-Auth": "Sentry sentry_key=wrongwrong"], ""),
    ("/api/1/envelope/", ["X-Sentry-Auth": "Sentry sentry_key=\(key)0"], ""),
    ("/api/2/envelope/", ["X-Sentry-Auth": "Sentry sentry_key=\(key)"], ""),
    ("/api/shop/envelope/", ["X-Sentry-Auth": "Sentry sentry_key=\(key)"], ""),
    ("/api/1/envelope/", [:], #""dsn":"http://wrong@localhost:9090/1""#),
    ("/api/2/envelope/", [:], #""dsn":"http://\#(key)@localhost:9090/1""#),
  ])
  func refusesOthers(path: String, fields: [String: String], header: String) throws {
    let running = try Running()
    let reply = try running.send("POST", path, fields, Made.envelope(header: header))
    #expect(reply.status == 403)
    #expect(reply.json["detail"] is String)
    #expect(reply.fields["access-control-allow-origin"] == "*")
    #expect(try running.digested().events == 0)
    try running.collector.stop()
  }

  @Test func readingNeedsATokenWhenThereIsOne() throws {
    let token = "a-token-of-some-length"
    let running = try Running { $0.adminTokens = [token] }
    #expect(try running.send("GET", "/api/issues").status == 401)
    #expect(
      try running.send("GET", "/api/issues", ["Authorization": "Bearer \(token)x"]).status == 401)
    #expect(
      try running.send("GET", "/api/issues", ["Authorization": "Bearer \(token)"]).status == 200)
    let password = Data("me:\(token)".utf8).base64EncodedString()
    #expect(try running.send("GET", "/", ["Authorization": "Basic \(password)"]).status == 200)
    #expect(try running.send("GET", "/health").status == 200)
    try running.collector.stop()
  }

  @Test func withoutTokensOnlyThisHostReads() throws {
    let running = try Running()
    for host in ["localhost", "127.0.0.1:9090", "[::1]:9090"] {
      #expect(try running.send("GET", "/", ["Host": host]).status == 200)
    }
    for host in ["evil.example", "127.0.0.1.evil.example", "127.0.0.1evil.example:80"] {
      #expect(try running.send("GET", "/", ["Host": host]).status == 403)
    }
    try running.collector.stop()
  }

  @Test func refusesToBeReachableWithoutTokens() {
    #expect(throws: CollectorError.self) { _ = try Running { $0.host = "0.0.0.0" } }
  }
}

@Suite struct RouteTests {
  @Test(arguments: [
    ("POST", "/api/1/minidump/", 404), ("POST", "/api/1/security/?sentry_key=k", 200),
    ("GET", "/api/1/store/", 405), ("PUT", "/api/1/envelope/", 405), ("GET", "/nothing", 404),
    ("POST", "/api/0/organizations/x/releases/", 404), ("POST", "/api/1/cron/job/", 404),
    ("POST", "/api/1/otlp/v1/traces", 404), ("OPTIONS", "/api/1/envelope/", 204),
    ("GET", "/api/issues/1", 404), ("GET", "/api/issues/x/report", 404),
    ("GET", "/api/issues/1/report?format=pdf", 400), ("HEAD", "/health", 200),
  ])
  func answers(method: String, path: String, status: Int) throws {
    let running = try Running()
    let connection = try Connection(port: running.collector.port)
    let head = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"
    try connection.send(Array(head.utf8))
    if method != "HEAD" {
      let reply = try connection.receive()
      #expect(reply.status == status)
      // Scripts of other sites may send, and never read.
      let allowed = reply.fields["access-control-allow-origin"]
      #expect(allowed == (method == "GET" ? nil : "*"))
    }
    try running.collector.stop()
  }

  @Test func isReachedBelowAPrefix() throws {
    let running = try Running { $0.prefix = "/triage" }
    #expect(try running.post(Made.envelope(), to: "/triage/api/1/envelope/").status == 200)
    #expect(try running.post(Made.envelope(), to: "/api/1/envelope/").status == 404)
    try running.collector.stop()
  }

  @Test(arguments: [
    ("text", "text/plain"), ("markdown", "text/markdown"), ("html", "text/html"),
    ("json", "application/json"), ("sarif", "application/sarif+json"),
  ])
  func showsTheReportOfARecordedFailure(format: String, type: String) throws {
    let running = try Running()
    let folder = fixtures.appending(path: "envelopes/django")
    let recorded = folder.appending(path: "join_twice.postgresql.envelope")
    #expect(try running.post(Array(try Data(contentsOf: recorded))).status == 200)
    #expect(try running.digested() == (1, 0))
    let list = try running.send("GET", "/api/issues").json["issues"] as? [[String: Any]]
    let issue = try #require(list?.first?["id"] as? Int)
    let reply = try running.send("GET", "/api/issues/\(issue)/report?format=\(format)")
    #expect(reply.status == 200)
    #expect(reply.fields["content-type"]?.hasPrefix(type) == true)
    #expect(reply.fields["content-security-policy"]?.contains("default-src 'none'") == true)
    #expect(!reply.body.isEmpty)
    let page = try running.send("GET", "/issues/\(issue)")
    #expect(String(decoding: page.body, as: UTF8.self).contains("<html"))
    #expect(
      String(decoding: try running.send("GET", "/").body, as: UTF8.self)
        .contains("/issues/\(issue)"))
    try running.collector.stop()
    let written = running.folder.appending(path: "reports/1/\(issue)/report.json")
    let report = try JSONSerialization.jsonObject(with: try Data(contentsOf: written))
    #expect((report as? [String: Any])?["conclusion"] != nil)
  }

  @Test func keepsNoSecretsOfAnEvent() throws {
    let running = try Running()
    let secret = "hunter2hunter2"
    let event = #"{"message":"hello","extra":{"password":"\#(secret)"}}"#
    #expect(try running.post(Made.envelope(event: event)).status == 200)
    #expect(try running.digested() == (1, 0))
    try running.collector.stop()
    let store = try Data(contentsOf: running.folder.appending(path: "triage.sqlite"))
    #expect(store.range(of: Data(secret.utf8)) == nil)
  }
}
