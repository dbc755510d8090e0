import DatabaseErrors
import Diagnosis
import EventSchema
import Testing

@Suite("Examination of one event")
struct ExaminationTests {
  /// An event with one violation; the failing statement and its parameters are in a driver's frame.
  static func event(
    _ message: String, type: String = "IntegrityError", module: String = "django.db.utils",
    statements: [String] = [], parameters: [JSON] = []
  ) -> Event {
    var event = Event()
    event.id = "0123456789abcdef0123456789abcdef"
    event.platform = "python"
    var driver = Frame(
      filename: "django/db/backends/utils.py", function: "_execute", lineNumber: 105, inApp: false)
    if let last = statements.last, !parameters.isEmpty {
      driver.variables = [
        JSON.Member("sql", .string(last)), JSON.Member("params", .array(parameters)),
      ]
    }
    let culprit = Frame(
      filename: "desk/views.py", module: "desk.views", function: "book", lineNumber: 12, inApp: true
    )
    event.exceptions = [
      Exception(type: type, module: module, value: message, frames: [culprit, driver])
    ]
    event.breadcrumbs = statements.map { Breadcrumb(category: "query", message: $0) }
    return event
  }

  @Test("A frame is listed once where a function of the trace calls itself")
  func listsFramesOnce() {
    var event = Self.event("UNIQUE constraint failed: visit.slot")
    let frames = event.exceptions[0].frames
    event.exceptions[0].frames = [frames[0]] + frames
    #expect(examine(event).frames.map(\.lineNumber) == [12, 12, 105])
  }

  struct Completion: Sendable, CustomTestStringConvertible {
    var message: String
    var statements: [String]
    var parameters: [JSON]
    var table: String?
    var columns: [String]
    var testDescription: String { message }
  }

  static let completions = [
    Completion(
      message: #"(1062, "Duplicate entry '1-2031-04-01 09:00:00.000000' for key 'visit_slot'")"#,
      statements: [
        "SELECT `id` FROM `visit` WHERE (`doctor_id` = %s AND `starts_at` = %s) LIMIT 1",
        "INSERT INTO `visit` (`doctor_id`, `patient_id`, `starts_at`) VALUES (%s, %s, %s)",
      ], parameters: ["1", "1", "'2031-04-01 09:00:00'"],
      table: "visit", columns: ["doctor_id", "starts_at"]),
    Completion(
      message: #"(1062, "Duplicate entry 'K-1' for key 'number'")"#,
      statements: ["INSERT INTO `member` (`number`, `name`) VALUES (%s, %s)"],
      parameters: ["'K-1'", "'Ida'"], table: "member", columns: ["number"]),
    Completion(
      message: "(4025, 'CONSTRAINT `stock_units_gte_0` failed for `shop`.`stock`')",
      statements: [
        "UPDATE `stock` SET `name` = %s, `units` = (`stock`.`units` - %s) WHERE `id` = %s"
      ],
      parameters: [], table: "stock", columns: ["units"]),
    Completion(
      message: #"duplicate key value violates unique constraint "tag_ci""#
        + "\nDETAIL:  Key (upper(name::text))=(BLUE) already exists.",
      statements: [#"INSERT INTO "tag" ("name") VALUES (%s)"#], parameters: [],
      table: "tag", columns: ["name"]),
    Completion(
      message: #"duplicate key value violates unique constraint "shift_room_day_uniq""#
        + "\nDETAIL:  Key (room, day)=(4, 2031-04-01) already exists.",
      statements: [#"INSERT INTO "shift" ("room", "day") VALUES (%s, %s)"#], parameters: [],
      table: "shift", columns: ["room", "day"]),
  ]

  @Test("fills table and columns from the failing statement", arguments: completions)
  func completes(_ example: Completion) throws {
    let event = Self.event(
      example.message, statements: example.statements, parameters: example.parameters)
    let violation = try #require(examine(event).violation)
    #expect(violation.table == example.table)
    #expect(violation.columns == example.columns)
  }

  @Test(
    "tells MariaDB from MySQL by what only it can do",
    arguments: [
      ("INSERT INTO `member` (`number`) VALUES (%s) RETURNING `id`", DBMS.mariaDB),
      ("INSERT INTO `member` (`number`) VALUES (%s)", DBMS.mySQL),
    ])
  func tellsMariaDB(statement: String, dbms: DBMS) {
    let event = Self.event(
      #"(1062, "Duplicate entry 'K-1' for key 'number'")"#, statements: [statement],
      parameters: ["'K-1'"])
    #expect(examine(event).violation?.dbms == dbms)
  }

  @Test("blames the last frame of the application")
  func findsTheCulprit() throws {
    let examination = examine(Self.event("UNIQUE constraint failed: booking.seat"))
    let culprit = try #require(examination.culpritIndex.map { examination.frames[$0] })
    #expect(culprit.function == "book")
    #expect(examination.title == "Duplicate key: booking(seat) in book (desk/views.py)")
  }

  @Test("keeps values and line numbers out of the fingerprint")
  func fingerprints() {
    var one = Self.event(
      "duplicate key value violates unique constraint \"member_email_key\""
        + "\nDETAIL:  Key (email)=(ida@example.org) already exists.")
    var other = Self.event(
      "duplicate key value violates unique constraint \"member_email_key\""
        + "\nDETAIL:  Key (email)=(tom@example.org) already exists.")
    other.exceptions[0].frames[0].lineNumber = 99
    #expect(examine(one).fingerprint == examine(other).fingerprint)
    #expect(!examine(one).fingerprint.contains("ida@example.org"))
    one.exceptions[0].frames[0].function = "import_members"
    #expect(examine(one).fingerprint != examine(other).fingerprint)
  }

  @Test("is silent about an error that came after a handled violation")
  func ignoresHandledViolations() {
    var event = Self.event("UNIQUE constraint failed: booking.seat")
    var frame = Frame(filename: "desk/views.py", function: "book", lineNumber: 20, inApp: true)
    frame.contextLine = #"    label = labels["seat"]"#
    event.exceptions.append(Exception(type: "KeyError", value: "'seat'", frames: [frame]))
    #expect(examine(event).violation == nil)
    event.exceptions[1].frames[0].contextLine = #"    raise BookingFailed("seat") from error"#
    #expect(examine(event).violation?.kind == .unique)
  }

  @Test(
    "takes values out of messages that group events",
    arguments: [
      ("Order 1881 of 'Ida' not found", "Order ? of ? not found"),
      ("timeout after 30.5s", "timeout after ?"),
      ("can't open file", "can't open file"),
    ])
  func removesValues(text: String, shape: String) {
    var event = Event()
    event.message = text
    #expect(examine(event).fingerprint == "v1:error::::\(shape)")
  }
}
