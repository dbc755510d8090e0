import DatabaseErrors
import EventSchema
import Testing

@testable import Diagnosis

@Suite("Values that were sent, held and refused")
struct ValueFactsTests {
  static let pairs: [(String, String, ValueRelation?)] = [
    ("Alma", "Alma", ValueRelation.equal), ("Zo\u{eb}", "Zoe\u{308}", .unicodeForm),
    ("Alma", " Alma ", .blanks), ("Alma  I", "Alma I", .blanks), ("Alma", "ALMA", .letterCase),
    ("alma i", " ALMA  I", .letterCaseAndBlanks), ("Jose", "José", .accents),
    ("Strasse", "Straße", .accents), ("Jose", "Jose\u{301}", .accents), ("007", "7", .number),
    ("7.0", "7", .number), ("berth number seventeen", "berth number sev", .beginning),
    ("Alma", "Elma", nil), ("7.5", "7", nil), ("", "a", nil), ("Al", "Alma", nil),
  ]

  @Test("are told apart by how they differ", arguments: pairs)
  func compares(one: String, other: String, relation: ValueRelation?) {
    #expect(ValueRelation(one, other) == relation)
    #expect(ValueRelation(other, one) == relation)
  }

  static let refused =
    #"duplicate key value violates unique constraint "boat_name_key""#
    + "\nDETAIL:  Key (name)=(Alma) already exists."

  static func sentValue(
    _ message: String = refused, body: JSON = .null, query: JSON = .null, url: String? = nil,
    locals: [JSON.Member] = [], statements: [Breadcrumb] = [], columns: [String]? = nil
  ) -> ValueFacts {
    var event = StatementTrailTests.event(message, statements)
    event.request = Request(url: url, method: "POST")
    event.request?.data = body
    event.request?.queryString = query
    event.exceptions[0].frames[0].variables = locals
    let examination = examine(event)
    var violation = examination.violation ?? ConstraintViolation(kind: .unique)
    if let columns { violation.columns = columns }
    return ValueFacts(
      violation, examination.statements, event, examination.frames, inApp: examination.inApp)
  }

  static let inputs: [(JSON, JSON, ValueRelation?)] = [
    (["name": "Alma"] as JSON, JSON.null, ValueRelation.equal),
    (["boat": ["name": " alma"]], .null, .letterCaseAndBlanks),
    ([["field": "other", "title": "Alma"]], .null, .equal),
    (.null, "name=Alma&x=1", .equal), (.null, "name=alm%61+", .letterCaseAndBlanks),
    (.null, [["name", "ALMA"]], .letterCase), (["name": "Berta"], .null, nil),
    (["length": "Al"], .null, nil),
  ]

  @Test("are found in the request", arguments: inputs)
  func findsFields(body: JSON, query: JSON, relation: ValueRelation?) {
    let value = Self.sentValue(body: body, query: query)
    #expect(value.isComparable)
    #expect(value.fields.first?.relation == relation)
    #expect(value.wasSentAsItIs == (relation == .equal))
  }

  @Test("are not compared without anything to compare")
  func needsInput() {
    #expect(!Self.sentValue().isComparable)
    #expect(
      !Self.sentValue("UNIQUE constraint failed: boat.name", body: ["name": "x"]).isComparable)
    // A short number is in any request by chance; its name or its length makes the difference.
    let message =
      #"duplicate key value violates unique constraint "boat_number_key""#
      + "\nDETAIL:  Key (number)=(7) already exists."
    #expect(Self.sentValue(message, body: ["page": 7]).fields.isEmpty)
    #expect(Self.sentValue(message, body: ["number": 7]).fields.count == 1)
    #expect(Self.sentValue(url: "http://desk.example/boats/Alma").fields.first?.name == "path")
  }

  @Test("are found in local variables, and nothing where there must be something")
  func readsLocals() {
    let value = Self.sentValue(locals: [
      JSON.Member("self", "<BoatView object>"), JSON.Member("data", ["name": "'Alma'"]),
    ])
    #expect(value.locals.first?.name == "data.name")
    #expect(value.locals.first?.place == "desk/boats.py:3")
    let null = #"null value in column "berth_id" of relation "boat" violates not-null constraint"#
    let missing = Self.sentValue(
      null, body: ["name": "Alma", "berth": ""],
      locals: [JSON.Member("berth", "None"), JSON.Member("owner", "None")])
    #expect(missing.nullLocals.map(\.name) == ["berth"])
    #expect(missing.requiredFields.map(\.state) == [.blank])
    #expect(Self.sentValue(null, body: ["name": "x"]).requiredFields.map(\.state) == [.missing])
    #expect(Self.sentValue(null, body: ["berth_id": nil]).requiredFields.map(\.state) == [.null])
    #expect(Self.sentValue(null, body: ["berth_id": 4]).requiredFields.map(\.state) == [.given])
  }

  static let lists: [(JSON, ValueRelation?)] = [
    ([["name": "Alma"], ["name": "Berta"], ["name": "Alma"]] as JSON, ValueRelation.equal),
    (["boats": [["name": "Alma"], ["name": "alma "]]], .letterCaseAndBlanks),
    (["names": ["Alma", "Berta", "Alma"]], .equal),
    ([["boat_name": "Alma"], ["boat_name": "Alma"]], .equal),
    (["names": ["Berta", "Berta", "Alma"]], nil),
    ([["name": "Berta"], ["name": "Berta"], ["name": "Alma"]], nil),
    ([["name": "Alma"], ["title": "Alma"]], nil), (["Alma"], nil), (.null, nil),
  ]

  @Test("are seen twice in one list", arguments: lists)
  func findsRepetitions(body: JSON, relation: ValueRelation?) {
    #expect(Self.sentValue(body: body).repetition?.relation == relation)
    let held = Self.sentValue(locals: [JSON.Member("rows", body)])
    #expect(held.repetition?.relation == relation)
  }

  @Test("are seen twice in a body that was sent as it came")
  func readsBodies() {
    let sent = Self.sentValue(body: #"[{"name": "Alma"}, {"name": "Alma"}]"#)
    #expect(sent.repetition?.name == "the body")
  }

  @Test("are written in another form than was looked for")
  func comparesLookups() {
    func crumb(_ sql: String, _ parameters: JSON) -> Breadcrumb {
      Breadcrumb(category: "query", message: sql, data: ["db.params": parameters])
    }
    func differences(_ asked: JSON) -> [ValueRelation] {
      Self.sentValue(statements: [
        crumb(StatementTrailTests.look, [asked]), crumb(StatementTrailTests.insert, ["Alma", 1]),
      ]).differentLookups.map(\.relation)
    }
    #expect(differences(" alma") == [.letterCaseAndBlanks])
    #expect(differences("Alma") == [])
    #expect(differences("Berta") == [])
  }

  @Test("are measured and seen to be blank")
  func measures() {
    let crumb = Breadcrumb(
      category: "query", message: "INSERT INTO boat (name, berth_id) VALUES ('Żółć', 4)")
    #expect(Self.sentValue(statements: [crumb]).lengths == ["name": 4, "berth_id": 1])
    let blank =
      #"duplicate key value violates unique constraint "boat_name_key""#
      + "\nDETAIL:  Key (name)=( ) already exists."
    #expect(Self.sentValue(blank).blankColumns == ["name"])
    #expect(Self.sentValue().blankColumns.isEmpty)
  }

  @Test(
    "are taken apart where a database joins those of several columns",
    arguments: [
      ("7-A1", 2, ["7", "A1"]), ("7-", 2, ["7", ""]), ("A1", 1, ["A1"]),
      ("3-2031-05-14", 2, ["3", "2031-05-14"]),
      ("2031-05-14 08:00:00.000000-4", 2, ["2031-05-14 08:00:00.000000", "4"]),
      (
        "0d5a9b0e-1111-4222-8333-abcdefabcdef-9", 2,
        ["0d5a9b0e-1111-4222-8333-abcdefabcdef", "9"]
      ), ("7-A-1", 2, nil), ("7", 2, nil), ("a-b-c-d", 3, nil),
    ])
  func partsJoinedKeys(text: String, count: Int, values: [String]?) {
    #expect(JoinedKey.values(in: text, count: count) == values)
  }

  @Test("are found in the request column by column, or not compared")
  func comparesJoinedKeys() {
    func value(_ printed: String, _ body: JSON) -> ValueFacts {
      Self.sentValue(
        "Duplicate entry '\(printed)' for key 'uq_berth'", body: body,
        columns: ["pier_id", "berth_no"])
    }
    #expect(value("7-A1", ["berth_no": "A1"]).fields.map(\.column) == ["berth_no"])
    #expect(value("7-A1", ["berth_no": "A2"]).isComparable)
    #expect(!value("7-A-1", ["berth_no": "A-1"]).isComparable)
  }

  @Test("are not guessed when one of many rows was refused")
  func leavesManyRowsOpen() {
    let crumb = Breadcrumb(
      category: "query", message: "INSERT INTO boat (name, berth_id) VALUES (?, ?)",
      data: ["db.params": [["Alma", 1], ["Bertha", 2]]])
    let value = Self.sentValue(
      "UNIQUE constraint failed: boat.name", body: ["name": "Alma"], statements: [crumb])
    #expect(!value.isComparable && value.fields.isEmpty)
    #expect(value.lengths == ["name": 6, "berth_id": 1])
  }
}
