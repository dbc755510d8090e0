import Diagnosis
import EventSchema
import Testing

/// What the request, the history and the kind of run change about a conclusion.
@Suite("Conclusions")
struct ConclusionTests {
  static let look = #"SELECT 1 AS "a" FROM "tag" WHERE "tag"."name" = %s LIMIT 1"#
  static let insert = #"INSERT INTO "tag" ("name") VALUES (%s)"#
  static let refused =
    #"duplicate key value violates unique constraint "tag_name_key""#
    + "\nDETAIL:  Key (name)=(blue) already exists."

  static func event(_ statements: [String], sent: JSON = .null) -> Event {
    var event = ExaminationTests.event(refused, statements: statements)
    event.request = Request(url: "http://desk.example/tags", method: "POST")
    event.request?.data = sent
    return event
  }

  @Test(
    "weigh what the client sent",
    arguments: [
      ("blue" as JSON, [look, insert], "race"),
      (" Blue", [look, insert], "normalization_mismatch"),
      ("blue", [insert], "missing_check"),
      ("blue", [#"UPDATE "tag" SET "name" = %s WHERE "tag"."id" = %s"#], "missing_check"),
    ])
  func weighTheRequest(name: JSON, statements: [String], cause: String) {
    let event = Self.event(statements, sent: ["name": name])
    #expect(diagnose(event).conclusion?.cause == cause)
  }

  @Test("call nothing likely that the client did not send")
  func areCarefulWithMadeValues() {
    let conclusion = diagnose(Self.event([Self.insert], sent: ["title": "Sea"])).conclusion
    #expect(conclusion?.cause == "undetermined")
    #expect(conclusion?.findings.contains { $0.strength > .possible } == false)
  }

  @Test("are open where the error was only logged")
  func areOpenAboutLogLines() {
    var event = Self.event([Self.look, Self.insert], sent: ["name": "blue"])
    event.exceptions[0].mechanism = Exception.Mechanism()
    event.exceptions[0].mechanism?.type = "logging"
    event.exceptions[0].mechanism?.handled = true
    #expect(diagnose(event).conclusion?.cause == "undetermined")
  }

  struct Story: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// Seconds after the first event, user and key of each.
    var events: [(seconds: Double, user: String, key: String)]
    var cause: String
    var strength: Strength
  }

  static let stories = [
    Story(
      testDescription: "two users meet on one key", events: [(0, "ida", "7"), (0.02, "tom", "7")],
      cause: "race", strength: .likely),
    Story(
      testDescription: "one user submits twice", events: [(0, "ida", "7"), (0.8, "ida", "7")],
      cause: "retry_or_redelivery", strength: .likely),
    Story(
      testDescription: "days lie between", events: [(0, "ida", "7"), (200_000, "tom", "7")],
      cause: "undetermined", strength: .possible),
    Story(
      testDescription: "different keys", events: [(0, "ida", "7"), (0.02, "tom", "8")],
      cause: "undetermined", strength: .possible),
  ]

  @Test("weigh the events of an issue against each other", arguments: stories)
  func weighTheHistory(_ story: Story) throws {
    let events = story.events.enumerated().map { index, occurrence in
      var event = ExaminationTests.event(
        "duplicate key value violates unique constraint \"seat_number_key\""
          + "\nDETAIL:  Key (number)=(\(occurrence.key)) already exists.")
      event.id = String(repeating: String(index + 1), count: 32)
      event.timestamp = 1_900_000_000 + occurrence.seconds
      event.user = User(id: occurrence.user)
      event.contexts = ["trace": ["trace_id": .string("trace \(index)")]]
      return event
    }
    let conclusion = try #require(diagnose(issue: events)?.conclusion)
    #expect(conclusion.cause == story.cause)
    #expect(conclusion.strength == story.strength)
  }
}
