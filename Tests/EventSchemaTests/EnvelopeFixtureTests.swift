import EventSchema
import Foundation
import TestSupport
import Testing

/// Envelopes as the SDKs write them, whole and damaged.
@Suite struct EnvelopeFixtureTests {
  private static let folder = fixtures.appending(path: "envelopes")

  /// The `.envelope` files of one folder by name.
  private static func envelopes(_ name: String) -> [String] {
    let files = try? FileManager.default.contentsOfDirectory(
      atPath: folder.appending(path: name).path)
    return (files ?? []).filter { $0.hasSuffix(".envelope") }.sorted().map { "\(name)/\($0)" }
  }

  static let forms = envelopes("forms")
  static let all = forms + envelopes("django")

  private static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: name)))
  }

  private func event(_ name: String) throws -> Event {
    let body = try Self.bytes(name)
    return try #require(Envelope.read(body).get().event(in: body)).get()
  }

  @Test func findsItsFixtures() {
    #expect(Self.forms.count == 9)
    #expect(Self.all.count > Self.forms.count)
  }

  @Test(arguments: all)
  func readsAndWritesTheEvent(name: String) throws {
    let event = try event(name)
    #expect(event.id.count == 32)
    #expect(event.timestamp != nil)
    #expect(event.sdk != nil || event.platform == "python" || event.platform == "elixir")
    #expect(Event(json: event.json) == event)
  }

  @Test(arguments: forms)
  func readsTheTimeOfEveryForm(name: String) throws {
    let timestamp = try #require(event(name).timestamp)
    #expect(1_772_368_205...1_772_368_205.25 ~= timestamp)
  }

  struct Expected: Sendable {
    var file: String
    var items: [String]
    /// `module.type` of each exception.
    var types: [String]
    /// The functions of all frames, of threads last.
    var functions: [String]
  }

  static let expected = [
    Expected(
      file: "python", items: ["event", "client_report"], types: ["sqlite3.IntegrityError"],
      functions: ["add"]),
    Expected(
      file: "ruby", items: ["event"],
      types: ["SQLite3::ConstraintException", "ActiveRecord::RecordNotUnique"],
      functions: ["Book#add"]),
    Expected(file: "node", items: ["event", "attachment"], types: ["error"], functions: ["add"]),
    Expected(file: "php", items: ["event"], types: [], functions: ["App\\Book::add"]),
    Expected(
      file: "java", items: ["event"],
      types: [
        "org.postgresql.util.PSQLException",
        "org.springframework.dao.DataIntegrityViolationException",
      ], functions: ["add"]),
    Expected(file: "go", items: ["event"], types: ["*pgconn.PgError"], functions: ["main.add"]),
    Expected(
      file: "dotnet", items: ["event"],
      types: [
        "Npgsql.PostgresException",
        "Microsoft.EntityFrameworkCore.DbUpdateException",
      ], functions: []),
    Expected(
      file: "cocoa", items: ["event", "session"], types: ["NSCocoaErrorDomain"],
      functions: ["add"]),
    Expected(
      file: "elixir", items: ["event"], types: ["Ecto.ConstraintError"], functions: ["add/1"]),
  ]

  @Test(arguments: expected)
  func readsEveryForm(expected: Expected) throws {
    let name = "forms/\(expected.file).envelope"
    let body = try Self.bytes(name)
    #expect(try Envelope.read(body).get().items.map(\.type) == expected.items)
    let event = try event(name)
    #expect(event.exceptions.map(\.qualifiedType) == expected.types)
    let frames = event.exceptions.flatMap(\.frames) + event.threadFrames
    #expect(frames.map(\.function) == expected.functions)
  }

  @Test func readsWhatOnlySomeFormsHave() throws {
    let php = try event("forms/php.envelope")
    #expect(php.id == "6f1c0f5b9a3e4d2c8b7a695847362513")
    #expect(php.message == "add failed")
    #expect(php.request?.headers == [.init("Host", "h"), .init("Accept", "a, b")])
    let ruby = try event("forms/ruby.envelope")
    #expect(ruby.user == User(id: "7"))
    #expect(ruby.sdk?.name == "sentry.ruby.rails")
    let dotnet = try event("forms/dotnet.envelope")
    #expect(dotnet.id == "6f1c0f5b9a3e4d2c8b7a695847362516")
    #expect(dotnet.exceptions.first?.mechanism?.data["ConstraintName"] == "book_isbn_key")
    #expect(try event("forms/java.envelope").message == "add 1")
  }

  // MARK: Damage

  /// Reads what is left of an envelope in every way; the reading must end, and bound what it gives.
  private func readAll(_ body: [UInt8]) {
    if case .success(let envelope) = Envelope.read(body) {
      for item in envelope.items { #expect(item.payload.upperBound <= body.count) }
      if case .success(let event)? = envelope.event(in: body) {
        #expect(event.breadcrumbs.count <= Limits.breadcrumbsMax)
      }
    }
  }

  @Test(arguments: forms)
  func survivesTruncationAnywhere(name: String) throws {
    let body = try Self.bytes(name)
    for count in body.indices { readAll(Array(body[..<count])) }
  }

  @Test(arguments: all)
  func survivesCarriageReturns(name: String) throws {
    let body = try Self.bytes(name).flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
    readAll(body)
  }

  @Test(arguments: forms)
  func survivesRandomBytes(name: String) throws {
    let body = try Self.bytes(name)
    var random = SeededGenerator(seed: 20_260_301)
    let telling = Array("{}[]\",:\\\n\r0-eu\u{0}".utf8) + [0x80, 0xFF, 0xED]
    for _ in 0..<300 {
      var damaged = body
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let index = damaged.indices.randomElement(using: &random) ?? 0
        switch Int.random(in: 0..<3, using: &random) {
        case 0: damaged[index] = telling.randomElement(using: &random) ?? 0
        case 1: damaged.remove(at: index)
        default: damaged.insert(telling.randomElement(using: &random) ?? 0, at: index)
        }
      }
      readAll(damaged)
      damaged.withUnsafeBytes { bytes in
        let tree = JSON(parsing: bytes)
        #expect((tree != nil) == (JSON.check(bytes) == nil))
      }
      if let scrubbed = Scrubber().scrub(damaged) { #expect(JSON(parsing: scrubbed) != nil) }
    }
  }

  @Test(arguments: all)
  func scrubsOnce(name: String) throws {
    let body = try Self.bytes(name)
    let range = try #require(Envelope.read(body).get().eventItem?.payload)
    let payload = Array(body[range])
    let scrubbed = Scrubber().scrub(payload) ?? payload
    #expect(JSON(parsing: scrubbed) != nil)
    #expect(Scrubber().scrub(scrubbed) == nil)
  }
}

/// SplitMix64: the same bytes on every run, so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
