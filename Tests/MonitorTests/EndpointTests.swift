import EventSchema
import Testing

@testable import Monitor

/// Keys and addresses: what is taken, and what is said about what is not.
struct EndpointTests {
  static let key = "5f0c1d7e2b3a49688c7d6e5f4a3b2c1d"

  @Test(
    arguments: [
      (key, [:], "http://127.0.0.1:9090/api/1/envelope/"),
      (
        key, ["TRIAGE_ENDPOINT": "https://triage.example/errors/"],
        "https://triage.example/errors/api/1/envelope/"
      ),
      (key, ["TRIAGE_ENDPOINT": ""], "http://127.0.0.1:9090/api/1/envelope/"),
      (" \(key.uppercased())\n", [:], "http://127.0.0.1:9090/api/1/envelope/"),
      ("http://\(key)@host:81/a/b/42", [:], "http://host:81/a/b/api/42/envelope/"),
      (
        "https://\(key):secret@host/7", ["TRIAGE_ENDPOINT": "http://other"],
        "https://host/api/7/envelope/"
      ),
      ("http://\(key)@[::1]:9090/1", [:], "http://[::1]:9090/api/1/envelope/"),
    ] as [(String, [String: String], String)])
  func readsKeysAndAddresses(text: String, environment: [String: String], url: String) throws {
    let dsn = try Endpoint.read(text, environment: environment).get()
    #expect(dsn.envelopeURL == url)
    #expect(dsn.key == Self.key)
    #expect(!dsn.publicDescription.contains(Self.key))
  }

  @Test(
    arguments: [
      ("", [:], .empty), (" \n", [:], .empty),
      ("abc", [:], .notAKey(length: 3)),
      (String(repeating: "g", count: 32), [:], .notAKey(length: 32)),
      ("http://host/1", [:], .notADSN),
      ("http://short@host/1", [:], .notAKey(length: 5)),
      ("ftp://\(key)@host/1", [:], .notADSN),
      ("http://\(key)@host", [:], .notADSN),
      ("http://\(key)@host/shop", [:], .projectNotANumber),
      ("http://\(key)@host:99999/1", [:], .notADSN),
      (key, ["TRIAGE_ENDPOINT": "localhost:9090"], .notAnAddress),
      (key, ["TRIAGE_ENDPOINT": "http://"], .notAnAddress),
    ] as [(String, [String: String], Endpoint.Problem)])
  func saysWhatIsWrong(text: String, environment: [String: String], problem: Endpoint.Problem) {
    #expect(Endpoint.read(text, environment: environment) == .failure(problem))
    #expect(!problem.description.contains(Self.key))
  }
}
