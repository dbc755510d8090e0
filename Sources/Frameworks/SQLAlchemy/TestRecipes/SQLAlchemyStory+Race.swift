import EventSchema
import Fixes
import SourceCode

extension SQLAlchemyStory {
  /// Two requests that both look before either writes.
  var ofRace: [TestCase] {
    var story = self
    story.separate()
    guard story.addRace() else { return [] }
    return story.cases("at_once", "Two requests at once leave one row")
  }

  /// Adds the test of two requests at once; `false` when the request cannot be told.
  mutating func addRace() -> Bool {
    guard
      let scenario = SQLAlchemyScenario(
        reading, rows: rows, changing: reading.changesRow ? (relation, [:]) : nil),
      !scenario.isList
    else { return false }
    // Two changes of one row are no two rows of one key.
    guard canMeet, !reading.changesRow else {
      return reading.driver == nil && addArrival(scenario)
    }
    let filter = keyFilter(scenario)
    let body =
      inDatabase(scenario.rows.lines) + scenario.body() + sending(scenario)
      + ["assert all(answer.status_code < 500 for answer in answers)"]
      + inDatabase(["assert \(count(filter)) == 1"])
    addMeeting()
    test("\(subject)_twice_at_once", scenario.rows, body, also: meetingFixtures)
    return true
  }

  mutating func addRaceForAmount(_ column: String, _ field: String) {
    separate()
    guard canMeet,
      let scenario = SQLAlchemyScenario(
        reading, rows: rows, changing: (relation, [column: "10"])),
      let key = scenario.changed
    else { return }
    addMeeting()
    let body =
      inDatabase(scenario.rows.lines) + scenario.body() + sending(scenario)
      + ["assert sorted(answer.status_code < 400 for answer in answers) == [False, True]"]
      + inDatabase(["assert \(value(of: field, key)) == 3"])
    test("\(subject)_twice_at_once", scenario.rows, body, also: meetingFixtures)
  }

  /// Whether two requests of a test can run at once: each with a connection of its own.
  private var canMeet: Bool {
    (reading.driver.map { $0.meeting != nil && !endpoint.isAsync } ?? true)
      && endpoint.library != .job && !harness.project.isInMemory && harness.awaitedBy == nil
      && (!harness.project.sharesSession(harness.client) || harness.isSeparate)
  }

  /// The number is taken: by somebody who is quicker, or since the count of rows went down.
  var ofNumber: [TestCase] {
    var story = self
    story.separate()
    guard let scenario = SQLAlchemyScenario(reading, rows: story.rows) else { return [] }
    if reading.isKeyCounted {
      let request = story.send(scenario)
      let key = relation.keyColumns.first.map(relation.field(of:)) ?? "id"
      let session = story.harness.session
      guard story.harness.awaitedBy == nil else { return [] }
      let first = "\(session).query(\(model)).order_by(\(model).\(key)).first()"
      var lines = story.inDatabase(scenario.rows.lines) + scenario.body()
      lines += Array(repeating: "assert \(story.status(of: request)) < 400", count: 2)
      lines += story.inDatabase(["\(session).delete(\(first))", "\(session).commit()"])
      lines.append("assert \(story.status(of: request)) < 400")
      lines += story.inDatabase(["assert \(story.count()) == 2"])
      story.test("\(subject)_after_one_is_removed", scenario.rows, lines)
    } else if !story.addArrival(scenario, takesKey: true) {
      return []
    }
    return story.cases("numbers", "A number that is taken is made anew")
  }

  /// Where they cannot: somebody else's row arrives between the look and the write.
  ///
  /// - Parameter takesKey: Whether the other row takes the key that the request is about to write.
  private mutating func addArrival(
    _ scenario: SQLAlchemyScenario, takesKey: Bool = false
  ) -> Bool {
    var winner = scenario.rows
    let known = winner.lines.count
    let given = Dictionary(keyValues(scenario).map { ($0.column, $0.value) }) { first, _ in first }
    // The changed row has values of its own.
    let number = scenario.changed == nil ? 2 : 3
    guard winner.add(relation, number: number, given: given) != nil else { return false }
    let added = Array(winner.lines[known...])
    guard added.count >= 5, !endpoint.isAsync || harness.awaitedBy != nil,
      endpoint.library != .job || harness.opening != nil
    else { return false }
    var line = added[added.count - 5]
    if takesKey {
      guard let made = reading.madeColumn, let value = given[made] else { return false }
      let field = reading.field(made)
      guard line.mentions("\(field)=\(value)") else { return false }
      line = line.replacing("\(field)=\(value)", by: "\(field)=mine.\(field)")
    }
    // What no request tells, the code makes for both: `day=date.today()`.
    let untold = takesKey ? [] : reading.columns.filter { scenario.key(of: $0) == nil }
    for column in untold {
      guard let value = given[column] else { continue }
      let field = reading.field(column)
      guard line.mentions("\(field)=\(value)") else { return false }
      line = line.replacing("\(field)=\(value)", by: "\(field)=mine.\(field)")
    }
    let seesOwn = line.mentions("=mine.")
    // `enrolment = Enrolment(…)`
    let name = line.prefix { $0 != " " }
    let made = line.dropFirst(name.count + " = ".count)
    need("event", from: "sqlalchemy")
    need("Session", from: "sqlalchemy.orm")
    var body = inDatabase(scenario.rows.lines + added.dropLast(5)) + scenario.body()
    body += ["", "def arrive_first(flushing, *_):"]
    if seesOwn {
      body.append("    mine = next(row for row in flushing.new if isinstance(row, \(model)))")
    }
    body += [
      "    with Session(flushing.get_bind()) as other:", "        other.add(\(made))",
      "        other.commit()", "",
      "event.listen(Session, \"before_flush\", arrive_first, once=True)",
      "answer = \(send(scenario))", "assert answer.status_code < \(takesKey ? 400 : 500)",
    ]
    let filter = seesOwn ? "" : keyFilter(scenario)
    body += inDatabase(["assert \(count(filter)) == \(takesKey ? 2 : 1)"])
    test("\(subject)_after_somebody_else", scenario.rows, body)
    return true
  }

  private var isAwaited: Bool { endpoint.isAsync }
  private var meetingFixtures: [String] { isAwaited ? ["monkeypatch"] : [] }

  /// The lines that send two requests which meet before they write.
  private func sending(_ scenario: SQLAlchemyScenario) -> [String] {
    // A client keeps cookies: each thread of Flask has its own.
    let client =
      endpoint.library == .flask && harness.opening != nil
      ? "\(harness.database[0]).test_client()" : harness.client
    let meeting = isAwaited ? "meet_before_commit(monkeypatch)" : "meeting_before_write()"
    let opening =
      isAwaited
      ? [meeting, "with ThreadPoolExecutor(2) as pool:"]
      : ["with \(meeting), ThreadPoolExecutor(2) as pool:"]
    let own = otherKeys(scenario)
    let other = own.isEmpty ? otherTexts(scenario) : own
    guard other.isEmpty else {
      let members = other.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ")
      return ["other = {**payload, \(members)}", "", "def send(body):"]
        + ["    return \(send(scenario, by: client, body: "body"))", ""] + opening
        + ["    answers = list(pool.map(send, [payload, other]))"]
    }
    return ["", "def send(_):", "    return \(send(scenario, by: client))", ""] + opening
      + ["    answers = list(pool.map(send, range(2)))"]
  }

  /// Members of the body that other unique keys of the table ask to differ, with other values.
  private func otherKeys(_ scenario: SQLAlchemyScenario) -> [(key: String, value: String)] {
    guard !reading.changesRow else { return [] }
    if reading.driver != nil { return otherKeysOfStatements(scenario) }
    return relation.facts.constraints.compactMap { constraint in
      guard constraint.kind == .unique, constraint.columns.count == 1,
        !reading.columns.contains(constraint.columns[0]),
        let declared = relation.column(named: constraint.columns[0]),
        declared.referencedTable == nil, let key = scenario.key(of: declared.column),
        scenario.payload.contains(where: { $0.key == key }),
        let sample = reading.sample(declared, in: relation, number: 2)
      else { return nil }
      return (key, sample.sent)
    }
  }

  /// Members of the body that are not about the key, with other texts, where the request writes
  /// rows of another table with keys of their own.
  private func otherTexts(_ scenario: SQLAlchemyScenario) -> [(key: String, value: String)] {
    let writesOther = reading.reading.path.steps.contains { step in
      step.site.scope.flattened.contains { statement, _ in
        reading.libraries.uses(in: statement, at: step.site).contains { use in
          use.operation == .create && !use.isAbout(relation.facts.table)
            && use.relation?.facts.constraints.contains { $0.kind == .unique } == true
        }
      }
    }
    guard writesOther, !reading.changesRow,
      let second = SQLAlchemyScenario(reading, rows: scenario.rows, number: 2),
      second.rows.lines.count == scenario.rows.lines.count
    else { return [] }
    let keys = Set(reading.columns.compactMap(scenario.key))
    return second.payload.filter { member in
      !keys.contains(member.key) && member.value.first == "\""
        && !scenario.payload.contains { $0 == member }
    }
  }

  /// What makes both requests look before either writes.
  private mutating func addMeeting() {
    need("ThreadPoolExecutor", from: "concurrent.futures")
    guard !isAwaited else {
      needModule("import asyncio")
      need("AsyncSession", from: "sqlalchemy.ext.asyncio")
      needFixture(Self.awaitedMeeting)
      return
    }
    needModule("import threading")
    need("contextmanager", from: "contextlib")
    if let meeting = reading.driver?.meeting {
      for statement in meeting.modules { needModule(statement) }
      need("patch", from: "unittest.mock")
      needFixture(meeting.text)
      return
    }
    need("event", from: "sqlalchemy")
    need("Session", from: "sqlalchemy.orm")
    needFixture(Self.meeting)
  }

  private static let meeting = """
    @contextmanager
    def meeting_before_write():
        \"""Two requests both look before either writes.\"""
        barrier = threading.Barrier(2)
        known = threading.local()

        def wait(*_):
            if not hasattr(known, "waited"):
                known.waited = True
                try:
                    barrier.wait(timeout=10)
                except threading.BrokenBarrierError:
                    pass  # The other one did not come to write.

        event.listen(Session, "before_flush", wait)
        try:
            yield
        finally:
            event.remove(Session, "before_flush", wait)
    """

  private static let awaitedMeeting = """
    def meet_before_commit(monkeypatch):
        \"""Two requests both look before either commits.\"""
        commit = AsyncSession.commit
        both, arrived = asyncio.Event(), []

        async def wait_and_commit(session):
            arrived.append(session)
            if len(arrived) > 1:
                both.set()
            try:
                await asyncio.wait_for(both.wait(), 10)
            except asyncio.TimeoutError:
                pass  # The other one did not come to write.
            await commit(session)

        monkeypatch.setattr(AsyncSession, "commit", wait_and_commit)
    """
}
