import EventSchema
import Testing

@Suite struct DSNTests {
  @Test(arguments: [
    ("https://abc@host/1", DSN(scheme: "https", key: "abc", host: "host", port: nil, project: "1")),
    (
      "http://a:secret@10.0.0.1:8080/x/y/42/",
      DSN(scheme: "http", key: "a", host: "10.0.0.1", port: 8080, path: "/x/y", project: "42")
    ),
    (
      "http://a@[::1]:9000/1",
      DSN(scheme: "http", key: "a", host: "[::1]", port: 9000, project: "1")
    ),
  ])
  func reads(text: String, dsn: DSN) {
    #expect(DSN(text) == dsn)
    #expect(DSN(dsn.description) == dsn)
  }

  @Test func namesTheEndpoint() {
    #expect(
      DSN("http://a@h:1/p/2")?.envelopeURL == "http://h:1/p/api/2/envelope/")
    #expect(DSN("https://a@h/2")?.envelopeURL == "https://h/api/2/envelope/")
  }

  @Test(arguments: [
    "", "abc", "https://", "https://host/1", "https://@host/1", "https://a@/1", "https://a@host",
    "https://a@host/", "ftp://a@host/1", "https://a@host:0/1", "https://a@host:99999/1",
    "https://a@host:/1", "https://a@ho st/1", "https://a@[::1/1", "https://a@[]/1",
    "https://a@h:+1/1",
    "https://a@h/1?x=y", "https://a@b@h/1", "https://a@h/\u{1F600}",
  ])
  func refuses(text: String) {
    #expect(DSN(text) == nil)
  }
}
