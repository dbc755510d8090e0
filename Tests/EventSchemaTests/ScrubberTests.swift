import EventSchema
import Testing

@Suite struct ScrubberTests {
  private let scrubber = Scrubber()

  private func scrub(_ json: String) -> String? {
    scrubber.scrub(Array(json.utf8)).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test(arguments: [
    "password", "PASSWORD", "user_password", "passwordConfirmation", "passwd", "mysql_pwd",
    "secret",
    "client_secret", "clientSecret", "SECRET_KEY", "api_key", "apikey", "X-Api-Key", "apiKey",
    "auth",
    "proxy-authorization", "credentials", "accessToken", "csrfmiddlewaretoken", "X-CSRFToken",
    "_xsrf",
    "session", "sessionid", "session_key", "Cookie", "Set-Cookie", "cookies", "credit_card",
    "cardNumber", "card-number", "cvv", "private_key", "jwt", "otp", #"pass\u0077ord"#,
  ])
  func filtersByName(name: String) {
    #expect(scrub(#"{"extra":{"\#(name)":"x"}}"#) == #"{"extra":{"\#(name)":"[Filtered]"}}"#)
    #expect(
      scrub(#"{"extra":{"\#(name)": {"a": [1]} }}"#) == #"{"extra":{"\#(name)": "[Filtered]" }}"#)
    #expect(scrub(#"{"extra":{"\#(name)":12}}"#) == #"{"extra":{"\#(name)":"[Filtered]"}}"#)
    #expect(scrub(#"{"h":[["\#(name)","x"]]}"#) == #"{"h":[["\#(name)","[Filtered]"]]}"#)
  }

  @Test(arguments: [
    "author", "authority", "secretary", "card", "card_label", "obsession", "key", "passed", "pass",
    "sessions", "oauth2r", "email", "primary_key", "pivot", "", "é",
  ])
  func keepsOtherNames(name: String) {
    #expect(scrub(#"{"extra":{"\#(name)":"x"},"tags":[["\#(name)","x"]]}"#) == nil)
  }

  @Test(arguments: [
    #"{"password":null,"a":{"token":true,"secret":"","cookies":{},"auth":[]}}"#,
    #"{"request":{"headers":{"Cookie":"[Filtered]"}},"vars":{"password":"[Filtered]"}}"#,
    #"{"modules":{"django-auth-ldap":"1.0","secret":"2"},"sdk":{"settings":{"auth":"x"}}}"#,
    #"{"context_line":"password = form['password']","pre_context":["token = 'a'","x: 1"]}"#,
    #"{"m":"UPDATE u SET password = %s, token=$1 WHERE session_key = ? AND auth = :a"}"#,
    #"{"m":"if token == other: SyntaxError: Unexpected token: end"}"#,
    #"{"m":"password=None, 'token': None, secret=<Secret object at 0x1>, auth=***"}"#,
    #"{"m":"Key (email)=(a@b.example) already exists.", "n":"bearer certificates are long"}"#,
    #"{"m":"http://host:80/a@b and mailto:a@b and https://host/path?x=1"}"#, "[]", "{}", "not json",
  ])
  func keepsWhatIsNoSecret(json: String) {
    #expect(scrub(json) == nil)
  }

  static let texts: [(String, String)] = [
    ("?a=1&token=abc&b=2", "?a=1&token=[Filtered]&b=2"),
    ("password=hunter2; x", "password=[Filtered]; x"),
    ("{'password': 'hun\"ter', 'x': 'y'}", "{'password': '[Filtered]', 'x': 'y'}"),
    ("{\"api_key\": \"k\", \"x\": 1}", "{\"api_key\": \"[Filtered]\", \"x\": 1}"),
    ("{\\\"password\\\": \\\"a\\\"}", "{\\\"password\\\": \\\"[Filtered]\\\"}"),
    (
      "<QueryDict: {'password': ['a]b', 'c'], 'x': ['y']}>",
      "<QueryDict: {'password': [[Filtered]], 'x': ['y']}>"
    ),
    ("{:password=>\"a\", :x=>1}", "{:password=>\"[Filtered]\", :x=>1}"),
    ("SET password = 'abc' WHERE id = 1", "SET password = '[Filtered]' WHERE id = 1"),
    ("Authorization: Basic dXNlcjpwYXNz\nHost: h", "Authorization: [Filtered]\nHost: h"),
    ("Cookie: a=b; c=d", "Cookie: [Filtered]"),
    (
      "Key (email, api_token)=(a@b.example, abc) already exists.",
      "Key (email, api_token)=([Filtered]) already exists."
    ),
    ("postgres://app:s3cret@db:5432/x", "postgres://app:[Filtered]@db:5432/x"),
    ("x Bearer abcDEF123-_.~ y", "x Bearer [Filtered] y"),
    ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc_-1 tail", "[Filtered] tail"),
    (
      "a\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nb",
      "a\n[Filtered]\nb"
    ),
    ("-----BEGIN PRIVATE KEY-----\nMIIE", "[Filtered]"),
    (
      "Failing row contains (1, ann, pbkdf2_sha256$260000$abcdefgh$ABCDEFGHIJK=, null).",
      "Failing row contains (1, ann, [Filtered], null)."
    ),
    ("($2b$12$abcdefghijklmnopqrstuv)", "([Filtered])"),
    ("card 4111 1111 1111 1111, please", "card [Filtered], please"),
    ("4111-1111-1111-1111.", "[Filtered]."), ("378282246310005", "[Filtered]"),
    ("é5555555555554444é", "é[Filtered]é"),
    ("two: 4111111111111111 5555555555554444", "two: [Filtered] [Filtered]"),
  ]

  @Test(arguments: texts)
  func filtersByShape(text: String, scrubbed: String) {
    #expect(scrubber.scrub(text) == scrubbed)
    let value: JSON = ["m": .string(text)]
    #expect(scrubber.scrub(value) == ["m": .string(scrubbed)])
    #expect(scrubber.scrub(scrubber.scrub(value)) == scrubber.scrub(value))
  }

  @Test(arguments: [
    "4111111111111112", "1234567812345670", "0.4111111111111111", "x4111111111111111",
    "4111111111111111.5", "41111111111111111111111", "4111 1111 1111 1111 1", "1700000000000",
    "550e8400-e29b-4111-1111-111111111111", "41 11 11 11 11 11 11 11", "4111111111111111_a",
  ])
  func keepsOtherNumbers(text: String) {
    #expect(scrubber.scrub(text) == text)
  }

  @Test(arguments: [
    #"{"m":"password:\true!"}"#, #"{"m":"password: \\true!"}"#, #"{"m":"token:\u0041BC"}"#,
    #"{"m":"password: \\\\\\\\x"}"#,
  ])
  func keepsEscapesWhole(payload: String) {
    let scrubbed = scrub(payload)
    #expect(JSON(parsing: payload) != nil)
    #expect(scrubbed.flatMap { JSON(parsing: $0) } != nil || scrubbed == nil)
  }

  @Test func filtersNumbersThatAreCards() {
    #expect(
      scrub(#"{"x":[4111111111111111,4111111111111112]}"#)
        == #"{"x":["[Filtered]",4111111111111112]}"#)
  }

  @Test func scrubsTheEventOfAnEnvelope() throws {
    let id = "6f1c0f5b9a3e4d2c8b7a695847362514"
    func body(_ value: String) -> [UInt8] {
      let event = #"{"type":"event","length":\#(value.utf8.count + 18)}"#
      let lines = [
        "{\"event_id\":\"\(id)\"}", event, #"{"extra":{"k":"\#(value)"}}"#, #"{"type":"x"}"#,
      ]
      return Array(lines.joined(separator: "\n").utf8)
    }
    let clean = body("a")
    #expect(try scrubber.scrub(Envelope.read(clean).get(), in: clean) == nil)
    let dirty = body("token=b")
    let scrubbed = try #require(try scrubber.scrub(Envelope.read(dirty).get(), in: dirty))
    let envelope = try Envelope.read(scrubbed).get()
    #expect(envelope.eventID == id)
    #expect(envelope.items.map(\.type) == ["event"])
    #expect(try envelope.event(in: scrubbed)?.get().extra == ["k": "token=[Filtered]"])
  }

  @Test func scrubsAnEvent() throws {
    var event = Event()
    event.message = "password='x'"
    event.user = User(email: "a@b.example")
    var request = Request(url: "https://h/?token=abc", method: "POST")
    request.data = ["password": "x", "email": "a@b.example"]
    request.headers = [.init("Cookie", "a=b"), .init("Host", "h")]
    event.request = request
    var frame = Frame(contextLine: "check(password='x')")
    frame.variables = [.init("password", "'x'"), .init("form", "{'password': 'x'}")]
    event.exceptions = [Exception(type: "E", value: "no", frames: [frame])]
    let scrubbed = scrubber.scrub(event)
    #expect(scrubbed.message == "password='[Filtered]'")
    #expect(scrubbed.user == event.user)
    #expect(scrubbed.request?.url == "https://h/?token=[Filtered]")
    #expect(scrubbed.request?.data == ["password": "[Filtered]", "email": "a@b.example"])
    #expect(scrubbed.request?.headers == [.init("Cookie", "[Filtered]"), .init("Host", "h")])
    let scrubbedFrame = try #require(scrubbed.exceptions.first?.frames.first)
    #expect(scrubbedFrame.contextLine == frame.contextLine)
    #expect(scrubbedFrame.variable("password") == "[Filtered]")
    #expect(scrubbedFrame.variable("form") == "{'password': '[Filtered]'}")
  }
}
