import EventSchema
import Testing

@Suite struct EventReadingTests {
  /// The event of a payload that is written as JSON.
  private func event(_ json: String) throws -> Event {
    try #require(Event(jsonBytes: Array(json.utf8)))
  }

  @Test(arguments: [
    (#"{"event_id": "C93D661CB2F342E6954579AC070467AA"}"#, "c93d661cb2f342e6954579ac070467aa"),
    (#"{"event_id": "c93d661c-b2f3-42e6-9545-79ac070467aa"}"#, "c93d661cb2f342e6954579ac070467aa"),
    (#"{"event_id": 12}"#, ""), (#"{"event_id": "c93d"}"#, ""), ("{}", ""),
    (#"{"event_id": "c93d661c-b2f3-42e6-9545-79ac070467a-"}"#, ""),
  ])
  func normalisesTheID(json: String, id: String) throws {
    #expect(try event(json).id == id)
  }

  @Test(arguments: [
    (#""2026-03-01T12:30:05Z""#, 1_772_368_205.0), (#""2026-03-01T13:30:05+01:00""#, 1_772_368_205),
    (#""2026-03-01T12:30:05""#, 1_772_368_205), ("1772368205", 1_772_368_205),
    ("1772368205.5", 1_772_368_205.5), (#""yesterday""#, nil), ("null", nil), ("[]", nil),
  ])
  func readsTimestamps(json: String, seconds: Double?) throws {
    #expect(try event(#"{"timestamp": \#(json)}"#).timestamp == seconds)
  }

  @Test(arguments: [
    (#"{"a": "1", "b": 2, "c": true, "d": null, "e": 1.50, "f": {}}"#),
    (#"[["a", "1"], ["b", 2], ["c", true], ["d", null], ["e", 1.50], [1, 2], [], "x", ["f", []]]"#),
  ])
  func readsTags(json: String) throws {
    let tags = try event(#"{"tags": \#(json)}"#).tags
    #expect(tags == [.init("a", "1"), .init("b", "2"), .init("c", "true"), .init("e", "1.50")])
  }

  @Test(arguments: [
    #"{"type": "E", "value": "v"}"#, #"[{"type": "E", "value": "v"}]"#,
    #"{"values": [{"type": "E", "value": "v"}]}"#,
    #"{"values": [null, {"type": "E", "value": "v"}, 3]}"#,
    #"{"x": 1, "values": [{"type": "E", "value": "v", "stacktrace": null}]}"#,
    #"[{"value": "v", "type": "E", "stacktrace": {}, "mechanism": null}, {}]"#,
  ])
  func readsExceptions(json: String) throws {
    #expect(try event(#"{"exception": \#(json)}"#).exceptions == [Exception(type: "E", value: "v")])
  }

  @Test(arguments: [
    ("12", "12"), ("1.50", "1.50"), ("true", "true"), (#"{"a": [1]}"#, #"{"a":[1]}"#),
    ("null", nil),
  ])
  func takesAnyValueOfAnException(json: String, value: String?) throws {
    let read = try event(#"{"exception": {"type": "E", "value": \#(json)}}"#).exceptions
    #expect(read.map(\.value) == [value])
  }

  @Test func readsSpans() throws {
    let json = """
      {"spans": [{"op": "db", "description": "SELECT 1", "start_timestamp": 10.5,
        "timestamp": "1970-01-01T00:00:11Z", "status": "ok", "span_id": "b0", "parent_span_id": "a0",
        "data": {"db.system": "sqlite"}}, {"name": "COMMIT", "end_timestamp": 12}, {}, 3,
        {"op": 7, "description": ["x"]}]}
      """
    let spans = try event(json).spans
    #expect(spans.map(\.summary) == ["SELECT 1", "COMMIT"])
    let first = try #require(spans.first)
    #expect(first.operation == "db" && first.start == 10.5 && first.end == 11)
    #expect(first.id == "b0" && first.parentID == "a0" && first.status == "ok")
    #expect(first.data["db.system"] == "sqlite")
    let written = String(decoding: Event(spans: spans).json.serialisedBytes, as: UTF8.self)
    #expect(try event(written).spans == spans)
  }

  @Test func keepsTheLastSpans() throws {
    let list = (0..<1_000).map { #"{"op": "db", "description": "\#($0)"}"# }
    let spans = try event(#"{"spans": [\#(list.joined(separator: ","))]}"#).spans
    #expect(spans.count == Limits.spansMax)
    #expect(spans.last?.summary == "999")
  }

  @Test func readsAMechanism() throws {
    let json = """
      {"exception": [{"type": "E", "mechanism": {"type": "chained", "handled": false,
        "exception_id": 1, "parent_id": 0, "source": "__cause__", "data": {"SqlState": "23505"},
        "meta": {"errno": {"number": 1062}}, "synthetic": false}}]}
      """
    let mechanism = try #require(event(json).exceptions.first?.mechanism)
    #expect(mechanism.type == "chained")
    #expect(mechanism.handled == false)
    #expect(mechanism.exceptionID == 1)
    #expect(mechanism.parentID == 0)
    #expect(mechanism.source == "__cause__")
    #expect(mechanism.data["SqlState"] == "23505")
    #expect(mechanism.meta["errno"]?["number"] == 1062)
  }

  @Test func readsFrames() throws {
    let json = """
      {"exception": [{"type": "E", "stacktrace": {"frames": [
        {"filename": "a.py", "abs_path": "/srv/a.py", "module": "a", "function": "f", "lineno": 3,
         "colno": 7, "in_app": true, "context_line": "  x = \\"1\\"",
         "pre_context": ["1", null, "2"],
         "post_context": ["3"], "vars": {"z": "1", "a": [2]}, "package": "p"},
        {"raw_function": "C::g", "lineno": 0, "in_app": "yes", "vars": []}, null]}}]}
      """
    let frames = try #require(event(json).exceptions.first?.frames)
    var first = Frame(
      filename: "a.py", absolutePath: "/srv/a.py", module: "a", function: "f", lineNumber: 3,
      inApp: true, contextLine: "  x = \"1\"")
    first.columnNumber = 7
    first.preContext = ["1", "", "2"]
    first.postContext = ["3"]
    first.variables = [.init("z", "1"), .init("a", [2])]
    first.package = "p"
    #expect(frames == [first, Frame(function: "C::g")])
  }

  @Test(arguments: [
    #"[{"id": 1, "stacktrace": NO}, {"crashed": true, "stacktrace": YES}]"#,
    #"{"values": [{"stacktrace": YES, "current": true}, {"stacktrace": NO}]}"#,
    #"[{"stacktrace": NO}, {"stacktrace": YES, "main": true}]"#,
    #"[{"crashed": true, "stacktrace": null}, {"stacktrace": YES}, {"stacktrace": NO}]"#,
  ])
  func takesTheThreadThatMatters(json: String) throws {
    let threads =
      json
      .replacing("YES", with: #"{"frames": [{"function": "yes"}]}"#)
      .replacing("NO", with: #"{"frames": [{"function": "no"}]}"#)
    #expect(try event(#"{"threads": \#(threads)}"#).threadFrames.map(\.function) == ["yes"])
  }

  @Test func takesTheTopLevelStackTraceLast() throws {
    let stack = #""stacktrace": {"frames": [{"function": "top"}]}"#
    #expect(try event("{\(stack)}").threadFrames.map(\.function) == ["top"])
    let exception = #""exception": {"type": "E", "stacktrace": {"frames": [{"function": "e"}]}}"#
    #expect(try event("{\(stack), \(exception)}").threadFrames.isEmpty)
  }

  @Test(arguments: [
    (#""message": "text""#, "text"),
    (#""message": {"formatted": "text", "message": "t%s"}"#, "text"),
    (#""message": false"#, nil), (#""message": null"#, nil),
    (#""logentry": {"message": "text"}, "message": "other""#, "text"),
    (#""logentry": null, "message": "text""#, "text"),
    (#""logentry": {"message": "%s of %d at 5%%: %s", "params": ["a", 2]}"#, "a of 2 at 5%: %s"),
    (#""logentry": {"message": "{} and {}", "params": [1]}"#, "1 and {}"),
    (#""logentry": {"message": "%(a)s {b} {c}", "params": {"a": "x", "b": [1]}}"#, "x [1] {c}"),
  ])
  func readsMessages(json: String, message: String?) throws {
    #expect(try event("{\(json)}").message == message)
  }

  @Test func multipliesNoLongParameter() throws {
    let gaps = String(repeating: "{a}%(a)s", count: 1_000)
    let long = String(repeating: "x", count: 500_000)
    let json = #"{"logentry": {"message": "\#(gaps)", "params": {"a": "\#(long)"}}}"#
    #expect(try event(json).message?.unicodeScalars.count == Limits.messageLengthMax)
  }

  @Test(arguments: [
    #"{"Accept": "a, b", "X": "1"}"#, #"{"Accept": ["a", "b"], "X": ["1"], "Y": null}"#,
    #"[["Accept", "a, b"], ["X", "1"]]"#,
  ])
  func readsHeaders(json: String) throws {
    let headers = try event(#"{"request": {"headers": \#(json)}}"#).request?.headers
    #expect(headers == [.init("Accept", "a, b"), .init("X", "1")])
  }

  @Test func readsTheRest() throws {
    let json = """
      {"platform": "python", "level": "WARN", "logger": "l", "culprit": "c", "server_name": "s",
       "release": "r", "environment": "e", "user": {"id": 7, "email": "a@b.example", "geo": {}},
       "breadcrumbs": {"values": [{"timestamp": 1, "type": "t", "category": "query",
         "message": "SELECT 1", "level": "info", "data": {"a": 1}}, {"data": []}, 3]},
       "contexts": {"trace": {"trace_id": "t"}}, "extra": [], "modules": {"django": "5.2"},
       "sdk": {"name": "sentry.python", "version": "2.0", "packages": []},
       "fingerprint": ["a", 1, null, true], "unknown": {"x": [1, {"y": null}]},
       "request": {"url": "http://h/", "method": "POST", "query_string": [["a", "b"]],
         "data": {"email": "x"}, "env": {"REMOTE_ADDR": "::1"}, "cookies": {"sid": "1"}}}
      """
    let event = try event(json)
    #expect(event.platform == "python")
    #expect(event.level == "warning")
    #expect(event.logger == "l")
    #expect(event.transaction == "c")
    #expect(event.serverName == "s")
    #expect(event.release == "r")
    #expect(event.environment == "e")
    #expect(event.user == User(id: "7", email: "a@b.example"))
    #expect(
      event.breadcrumbs == [
        Breadcrumb(
          timestamp: 1, type: "t", category: "query", message: "SELECT 1", level: "info",
          data: ["a": 1]),
        Breadcrumb(),
      ])
    #expect(event.traceID == "t")
    #expect(event.extra == [:])
    #expect(event.modules == ["django": "5.2"])
    #expect(event.sdk == Event.SDK(name: "sentry.python", version: "2.0"))
    #expect(event.fingerprint == ["a", "1", "true"])
    #expect(event.request?.url == "http://h/")
    #expect(event.request?.method == "POST")
    #expect(event.request?.queryString == [["a", "b"]])
    #expect(event.request?.data == ["email": "x"])
    #expect(event.request?.environment == ["REMOTE_ADDR": "::1"])
    #expect(Event(json: event.json) == event)
  }

  @Test(arguments: ["{}", #"{"message": "x"}"#, #"{"values": {}}"#])
  func takesNoLoneObjectForAList(json: String) throws {
    let event = try event(#"{"breadcrumbs": \#(json), "threads": \#(json)}"#)
    #expect(event.breadcrumbs.isEmpty)
    #expect(event.threadFrames.isEmpty)
  }

  static let fields = [
    "event_id", "timestamp", "platform", "level", "logger", "transaction", "culprit", "server_name",
    "release", "environment", "logentry", "message", "tags", "user", "request", "breadcrumbs",
    "exception", "threads", "stacktrace", "contexts", "extra", "modules", "sdk", "fingerprint",
  ]

  /// A value of a wrong type costs the field alone: what follows is read.
  @Test(arguments: fields)
  func keepsTheEventWhenAFieldHasAWrongType(field: String) throws {
    let wrong = [
      "null", "[]", "{}", "0", "-1.5e3", "true", #""""#, #""x""#, "[[]]", "[{}]", "[null]",
      "[[[1]]]",
      #"{"values": null}"#, #"{"values": {}}"#, #"{"values": [[]]}"#, #"{"a": {"b": [1, "c"]}}"#,
      #"{"frames": 1}"#, #"{"headers": 1}"#, #"[["a"]]"#, #"[["a", {}]]"#, "NaN",
    ]
    for value in wrong {
      let other = field == "dist" ? "logger" : "dist"
      let last = field == "release" ? "environment" : "release"
      let read = try event(#"{"\#(other)": 1, "\#(field)": \#(value), "\#(last)": "after"}"#)
      #expect((last == "release" ? read.release : read.environment) == "after", "\(value)")
      #expect(Event(json: read.json) == read, "\(value)")
    }
  }

  @Test(arguments: ["", "[]", "3", "null", "{", "{}{}", #"{"tags": [}"#, #"{"x": 01}"#, #""{}""#])
  func refusesWhatIsNoObject(json: String) {
    #expect(Event(jsonBytes: Array(json.utf8)) == nil)
  }

  @Test func cutsToTheLimits() throws {
    let frames = (0..<1_203).map { #"{"function": "f\#($0)"}"# }.joined(separator: ",")
    let long = String(repeating: "é", count: 20_000)
    let crumbs = (0..<1_001).map { #"{"message": "\#($0)"}"# }.joined(separator: ",")
    let event = try event(
      """
      {"exception": [{"value": "a\(long)z", "stacktrace": {"frames": [\(frames)]}}],
       "breadcrumbs": [\(crumbs)], "message": "\(long)", "tags": {"\(long)": "\(long)"}}
      """)
    let exception = try #require(event.exceptions.first)
    #expect(exception.frames.count == Limits.framesMax)
    #expect(exception.frames.first?.function == "f0")
    #expect(exception.frames[124].function == "f124")
    #expect(exception.frames[125].function == "f1078")
    #expect(exception.frames.last?.function == "f1202")
    #expect(exception.value?.unicodeScalars.count == Limits.messageLengthMax)
    #expect(exception.value?.hasPrefix("aé") == true)
    #expect(exception.value?.hasSuffix("éz") == true)
    #expect(event.message?.unicodeScalars.count == Limits.messageLengthMax)
    #expect(event.breadcrumbs.count == Limits.breadcrumbsMax)
    #expect(event.breadcrumbs.last?.message == "1000")
    #expect(event.breadcrumbs.first?.message == "801")
    #expect(event.tags.first?.name.unicodeScalars.count == Limits.tagLengthMax)
  }
}

extension Event {
  fileprivate init(spans: [Span]) {
    self.init()
    self.spans = spans
  }
}
