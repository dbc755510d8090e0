import EventSchema
import Testing

@Suite struct EnvelopeTests {
  static let id = "c93d661cb2f342e6954579ac070467aa"
  static let header = #"{"event_id":"\#(id)"}"#

  private func read(_ body: String) -> Result<Envelope, EnvelopeError> {
    Envelope.read(Array(body.utf8))
  }

  /// What each item says of itself and holds, as `type=payload`.
  private func items(_ body: String) throws -> [String] {
    let bytes = Array(body.utf8)
    return try Envelope.read(bytes).get().items.map {
      "\($0.type)=" + String(decoding: bytes[$0.payload], as: UTF8.self)
    }
  }

  static let framings: [(body: String, items: [String])] = [
    (header, []), (header + "\n", []), (header + "\n\n\n", []), ("{}\n\n", []),
    (header + "\n{\"type\":\"event\"}\n{}", ["event={}"]),
    (header + "\n{\"type\":\"event\"}\n{}\n", ["event={}"]),
    (header + "\n{\"type\":\"event\",\"length\":2}\n{}\n\n", ["event={}"]),
    (header + "\n{\"type\":\"event\",\"length\":2}\n{}", ["event={}"]),
    (
      header + "\n{\"type\":\"attachment\",\"length\":5}\na\nb\r\n\n{\"type\":\"x\"}\ny",
      ["attachment=a\nb\r\n", "x=y"]
    ),
    (header + "\n{\"type\":\"a\",\"length\":0}\n\n{\"type\":\"b\",\"length\":0}", ["a=", "b="]),
    (header + "\n{\"type\":\"a\"}\n\n{\"type\":\"b\"}\n", ["a=", "b="]),
    (header + "\n\n{\"type\":\"event\"}\n{}\n\n\n{\"type\":\"b\"}\n1", ["event={}", "b=1"]),
    (header + "\r\n{\"type\":\"event\"}\r\n{}\r\n", ["event={}\r"]),
    (
      header + "\n{\"type\":\"what_is_this\",\"x\":[{}]}\n???\n{\"type\":\"event\"}\n{}",
      ["what_is_this=???", "event={}"]
    ),
    (header + "\n{\"type\":\"a\",\"length\":null}\n1\n", ["a=1"]),
    (header + "\n{\"type\":\"a\",\"length\":2.0}\n12", ["a=12"]),
  ]

  @Test(arguments: framings)
  func readsTheFraming(body: String, items: [String]) throws {
    #expect(try self.items(body) == items)
  }

  static let mistakes: [(body: String, reason: String)] = [
    ("", "The envelope's header is no JSON object"),
    ("\n{}", "The envelope's header is no JSON object"),
    ("[]\n", "The envelope's header is no JSON object"),
    (
      "{{}}\n", "The envelope's header is no JSON: a member's name in quotes is expected, at byte 1"
    ),
    (
      #"{"event_id":"xyz"}"#,
      "The envelope's event_id is not 32 hexadecimal digits, with dashes or without"
    ),
    (
      #"{"event_id":12}"#,
      "The envelope's event_id is not 32 hexadecimal digits, with dashes or without"
    ),
    (header + "\nevent\n{}", "The header of item 1 is no JSON object"),
    (header + "\n{\"type\":1}\n{}", "The header of item 1 has no type"),
    (header + "\n{\"length\":2}\n{}", "The header of item 1 has no type"),
    (header + "\n{\"type\":\"a\",\"length\":-1}\n{}", "The length of item 1 is no natural number"),
    (
      header + "\n{\"type\":\"a\",\"length\":\"2\"}\n{}",
      "The length of item 1 is no natural number"
    ),
    (
      header + "\n{\"type\":\"a\",\"length\":1e300}\n{}",
      "The length of item 1 is no natural number"
    ),
    (
      header + "\n{\"type\":\"a\",\"length\":1}\n{}",
      "The payload of item 1 goes on after its length of 1"
    ),
    (
      header + "\n{\"type\":\"a\",\"length\":2}\n{}\r\n",
      "The payload of item 1 goes on after its length of 2"
    ),
    (
      header + "\n{\"type\":\"a\",\"length\":3}\n{}",
      "The length of item 1 is 3, but 2 bytes are left"
    ),
    (
      header + "\n{\"type\":\"a\",\"length\":9223372036854775807}\n{}",
      "The length of item 1 is 9223372036854775807, but 2 bytes are left"
    ),
    (
      header + "\n{\"type\":\"a\"}\n1\n{\"type\":\"b\",\"length\":9}\n1",
      "The length of item 2 is 9, but 1 bytes are left"
    ),
    (
      "{\"x\":\"" + String(repeating: "a", count: 9_000) + "\"}\n",
      "The envelope's header is longer than 8192 bytes"
    ),
  ]

  @Test(arguments: mistakes)
  func namesTheMistake(body: String, reason: String) {
    #expect(read(body) == .failure(EnvelopeError(.malformed, reason)))
  }

  @Test func takesAHeaderOfTheGreatestLength() throws {
    let padding = String(repeating: " ", count: Limits.envelopeHeaderBytesMax - 2)
    #expect(try items("{\(padding)}\n{\"type\":\"a\"}\n1") == ["a=1"])
    #expect(throws: EnvelopeError.self) { try items("{\(padding) }\n") }
  }

  @Test func refusesTooManyItems() throws {
    let item = "{\"type\":\"a\"}\n1\n"
    let most = "{}\n" + String(repeating: item, count: Limits.envelopeItemsMax)
    #expect(try items(most).count == Limits.envelopeItemsMax)
    #expect(
      read(most + item)
        == .failure(EnvelopeError(.tooLarge, "The envelope has more than 100 items")))
  }

  @Test func refusesTooLargeAnEventOnly() throws {
    let large = String(repeating: "x", count: Limits.eventBytesMax + 1)
    #expect(
      try items("{}\n{\"type\":\"attachment\"}\n\(large)\n{\"type\":\"event\"}\n{}").count == 2)
    let reason = "The event is larger than 1048576 bytes"
    #expect(
      read("{}\n{\"type\":\"event\"}\n\(large)") == .failure(EnvelopeError(.tooLarge, reason)))
  }

  @Test func readsTheHeader() throws {
    let envelope = try read(
      """
      {"event_id":"C93D661C-B2F3-42E6-9545-79AC070467AA","sent_at":"2026-03-01T12:30:05Z","dsn":\
      "https://key:secret@host:9000/p/7","sdk":{"name":"sentry.ruby","version":"6.0"},\
      "trace":{"x":[]}}
      """
    ).get()
    #expect(envelope.eventID == Self.id)
    #expect(envelope.sentAt == 1_772_368_205)
    #expect(envelope.dsn?.project == "7")
    #expect(envelope.sdk == Event.SDK(name: "sentry.ruby", version: "6.0"))
    #expect(try read(#"{"event_id":null,"dsn":3,"sent_at":[]}"#).get() == Envelope())
  }

  @Test func prefersTheIDOfTheHeader() throws {
    let other = String(repeating: "0", count: 32)
    let item = "{\"type\":\"event\"}\n{\"event_id\":\"\(other)\"}"
    func eventID(_ body: String) throws -> String? {
      let bytes = Array(body.utf8)
      return try Envelope.read(bytes).get().event(in: bytes)?.get().id
    }
    #expect(try eventID("\(Self.header)\n\(item)") == Self.id)
    #expect(try eventID("{}\n\(item)") == other)
    #expect(try eventID(Self.header) == nil)
    #expect(try eventID("\(Self.header)\n\(item)\n{\"type\":\"event\"}\n{}") == Self.id)
  }

  @Test func tellsABadPayloadFromABadFrame() throws {
    let bytes = Array("{}\n{\"type\":\"event\"}\n{\"a\":}".utf8)
    let event = try Envelope.read(bytes).get().event(in: bytes)
    #expect(event == .failure(JSON.Failure(offset: 5, reason: "no value begins like this")))
  }

  @Test func writesWhatItReads() throws {
    var envelope = Envelope()
    envelope.eventID = Self.id
    envelope.sentAt = 1_772_368_205.25
    envelope.dsn = DSN("http://key@host:1/7")
    envelope.sdk = Event.SDK(name: "n", version: nil)
    let payloads = [Array("{\"a\":\"\\n\"}".utf8), Array("a\nb".utf8), []]
    let body = envelope.body(carrying: payloads.map { .init(type: "event", payload: $0) })
    var read = try Envelope.read(body).get()
    #expect(read.items.map { Array(body[$0.payload]) } == payloads)
    read.items = []
    #expect(read == envelope)
  }

  @Test(arguments: [
    ("{\"event_id\":\"\(id)\",\"message\":\"x\"}", id), ("{\n  \"message\": \"x\"\n}", nil),
    ("[", nil),
  ])
  func wrapsAStoreBody(payload: String, id: String?) throws {
    let body = Envelope.body(aroundEvent: Array(payload.utf8))
    let envelope = try Envelope.read(body).get()
    #expect(envelope.eventID == id)
    #expect(envelope.eventItem.map { String(decoding: body[$0.payload], as: UTF8.self) } == payload)
  }
}
