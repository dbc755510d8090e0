import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

/// One file of tests for an endpoint, with what its tests share.
struct SQLAlchemyStory {
  let reading: SQLAlchemyReading
  let endpoint: PythonEndpoint
  let relation: PythonRelation
  let model: String
  private(set) var harness: SQLAlchemyHarness
  private(set) var file = PytestFile()

  init?(_ reading: SQLAlchemyReading) {
    guard let endpoint = reading.endpoint ?? reading.job, let relation = reading.relation,
      let harness = SQLAlchemyHarness(reading, endpoint)
    else { return nil }
    self.reading = reading
    self.endpoint = endpoint
    self.relation = relation
    model = relation.facts.name
    self.harness = harness
    file.imports = harness.imports
    file.modules = harness.modules
    file.fixtures = harness.fixtures
  }

  /// Gives requests connections of their own where they share the test's session.
  mutating func separate() {
    guard !harness.isSeparate, let apart = harness.separated(reading, endpoint) else { return }
    harness = apart
    for (module, names) in apart.imports { for name in names { file.need(name, from: module) } }
    file.modules.formUnion(apart.modules)
    file.fixtures = apart.fixtures
  }

  var subject: String { endpoint.function.name }
  var rows: SQLAlchemyRows {
    SQLAlchemyRows(
      reading, session: harness.session, awaiting: harness.awaiting, identity: harness.identity)
  }

  /// The lines inside of what the session needs.
  func inDatabase(_ lines: [String]) -> [String] {
    guard !lines.isEmpty else { return [] }
    guard let opening = harness.opening else { return lines }
    return [opening] + lines.map { "    " + $0 }
  }

  /// `session.query(Owner).filter_by(email="…").count()`
  func count(_ filter: String = "", of name: String? = nil) -> String {
    guard reading.driver == nil else {
      return countByStatement(filter, of: name ?? model)
    }
    let narrowed = filter.isEmpty ? "" : ".filter_by(\(filter))"
    let model = name ?? model
    // Who is known is one of the rows.
    let own = filter.isEmpty && model == harness.identity?.relation.facts.name ? " - 1" : ""
    guard harness.awaitedBy != nil else {
      return "\(harness.session).query(\(model))\(narrowed).count()\(own)"
    }
    return "await \(harness.session).scalar("
      + "select(func.count()).select_from(\(model))\(narrowed))\(own)"
  }

  /// What a row of the model holds now; a row that was loaded before would show what it held then.
  func value(of field: String, _ key: String) -> String {
    let name = relation.keyColumns.first.map(relation.field(of:)) ?? "id"
    guard reading.driver == nil else {
      return "value(\(harness.session), \"\(model)\", \"\(field)\", \(name)=\(key))"
    }
    guard harness.awaitedBy != nil else {
      return "\(harness.session).query(\(model).\(field)).filter_by(\(name)=\(key)).scalar()"
    }
    return "await \(harness.session).scalar(select(\(model).\(field)).filter_by(\(name)=\(key)))"
  }

  /// The condition that finds the rows of the key that a request of a number writes.
  func keyFilter(_ scenario: SQLAlchemyScenario, number: Int = 1) -> String {
    keyValues(scenario, number: number).map { "\(reading.field($0.column))=\($0.value)" }
      .joined(separator: ", ")
  }

  /// What the key's columns hold after a request, as Python; those with parents are left to the
  /// rows.
  func keyValues(
    _ scenario: SQLAlchemyScenario, number: Int = 1
  ) -> [(column: String, value: String)] {
    reading.columns.compactMap { column in
      guard let declared = relation.column(named: column), declared.referencedTable == nil,
        let sample = reading.sample(declared, in: relation, number: number)
      else { return nil }
      return (column, sample.python)
    }
  }

  /// The expression that sends a scenario's request.
  func send(
    _ scenario: SQLAlchemyScenario, by client: String? = nil, body: String = "payload"
  ) -> String {
    let key = scenario.rows.known
    return harness.awaiting
      + scenario.request(
        harness.client(client ?? harness.client, known: key),
        below: harness.project.base(of: harness.client), body: body,
        also: harness.argumentsOfRequest(known: key))
  }

  /// The status of the answer to a request that an expression sends.
  func status(of sent: String) -> String {
    harness.awaitedBy == nil ? "\(sent).status_code" : "(\(sent)).status_code"
  }

  mutating func need(_ name: String, from module: String) { file.need(name, from: module) }
  mutating func needModule(_ statement: String) { file.modules.insert(statement) }
  mutating func needFixture(_ text: String) { file.fixtures.append(text) }

  /// Makes known what the lines of a test name.
  private mutating func note(_ rows: SQLAlchemyRows, _ body: [String]) {
    if body.contains(where: { $0.mentions("**signed(") }) { addSignature() }
    for relation in rows.models + [relation] + [reading.deletedRelation].compactMap(\.self) {
      guard let path = relation.definition?.file.source.path,
        body.contains(where: { $0.mentions(relation.facts.name) })
      else { continue }
      file.need(relation.facts.name, from: reading.dotted(path))
    }
    if body.contains(where: { $0.mentions("select(") }) {
      file.need("select", from: "sqlalchemy")
    }
    if body.contains(where: { $0.mentions("func.count(") }) {
      file.need("func", from: "sqlalchemy")
    }
    if body.contains(where: { $0.mentions("timezone.utc") }) {
      file.need("timezone", from: "datetime")
    }
    let made = ["date", "datetime"].filter { name in
      body.contains { line in [" ", "=", "("].contains { line.mentions("\($0)\(name)(") } }
    }
    for name in made { file.need(name, from: "datetime") }
    for (module, names) in rows.imports { for name in names { file.need(name, from: module) } }
  }

  /// Lets requests be signed as their sender does.
  private mutating func addSignature() {
    guard let signature = PythonSignature(of: endpoint.site, reading.source) else { return }
    let isFlask = endpoint.library == .flask
    let function = signature.function(
      body: isFlask ? "data" : "content",
      extraHeaders: isFlask ? "" : "\"Content-Type\": \"application/json\", ")
    guard !file.fixtures.contains(function) else { return }
    file.fixtures.append(function)
    for module in signature.standardModules { file.modules.insert("import \(module)") }
    if let (name, module) = signature.imported { file.need(name, from: module) }
  }

  /// Adds a test that sends requests.
  mutating func test(_ name: String, _ rows: SQLAlchemyRows, _ body: [String], also: [String] = [])
  {
    guard let body = asCalls(knownRows(in: body) + body) else { return }
    note(rows, body)
    let sending = endpoint.library == .job ? fixturesOfJob : harness.fixturesOfRequest
    file.test(
      "test_\(name)", sending + harness.database + also, body, awaitedBy: harness.awaitedBy)
  }

  /// Adds a test of the database alone.
  mutating func databaseTest(_ name: String, _ rows: SQLAlchemyRows, _ body: [String]) {
    note(rows, body)
    file.test("test_\(name)", harness.database, body, awaitedBy: harness.awaitedBy)
  }

  func cases(_ suffix: String, _ title: String) -> [TestCase] {
    guard !file.isEmpty else { return [] }
    return [
      TestCase(
        path: harness.project.path("\(subject)_\(suffix)"), framework: "pytest", code: file.text,
        title: title)
    ]
  }

  /// What a refused request is answered, as far as the change decides it.
  func refusal(_ message: String, status: Int = 409) -> [String] {
    guard let plan = SQLAlchemyTranslation(reading) else {
      return ["assert answer.status_code < 500"]
    }
    switch plan.reply {
    case .likeCheck: return ["assert answer.status_code < 500"]
    case .form(let form):
      return [form.expectation]
        + (form.answer?.mentions("\(form.name).errors") == true
          ? ["assert \"\(message)\" in answer.text"] : [])
    case .refusal(let refusal):
      guard refusal.tellsStatus else { return ["assert answer.status_code < 400"] }
      let lines = ["assert answer.status_code == \(status)"]
      if case .abort = refusal.shape { return lines }
      if refusal.leavesWordsToHandler { return lines }
      return lines + ["assert \"\(message)\" in answer.text"]
    }
  }
}

extension PythonForm {
  /// What a test asserts of the answer to a form with errors.
  var expectation: String {
    if tellsStatus { return "assert 400 <= answer.status_code < 500" }
    return answer == nil ? "assert answer.status_code == 409" : "assert answer.status_code < 400"
  }
}

extension SQLAlchemyReading {
  /// Tests that fail before the changes and pass after them; none where nothing is changed.
  func tests(for remedies: [Remedy]) -> [TestCase] {
    let applied = remedies.first { remedy in
      let fixes = driver == nil ? fixes(for: remedy) : fixesOfStatements(for: remedy)
      return fixes.contains { $0.applicability != .guidance && !$0.isAlternative }
    }
    guard let applied, let story = SQLAlchemyStory(self) else { return [] }
    if isBrokenSession { return story.ofCaughtViolation }
    if kind == .check {
      let ordered = story.ofOrder
      if !ordered.isEmpty { return ordered }
    }
    return switch applied.kind {
    case .resetCopiedValue: story.ofCopy
    case .validateOnPath where job != nil: story.ofRepetition
    case .validateOnPath: ofRule(story, else: kind == .check ? story.ofBounds : story.ofDuplicate)
    case .translateViolation: ofRule(story, else: ofTranslation(story))
    case .insertOrRead: reading.uses.contains { $0.guards } ? story.ofRace : story.ofRepetition
    case .addConstraint: story.ofConstraint
    case .partialUniqueKey: story.ofHiddenRow
    case .conditionalUpdate: story.ofAmount
    case .requireValue: story.ofMissingValue
    case .limitInput: ofRule(story, else: kind == .check ? story.ofAmount : story.ofLongValue)
    case .deduplicateBatch: story.ofRepeatedRows
    case .validateParent, .lockParent: story.ofParent
    case .decideChildren: story.ofDeletion
    case .normalize: story.ofForm
    case .correctConflictTarget: story.ofKnownKey
    case .savepoint: story.ofCaughtViolation
    case .retryWithNewKey where tellsOfTakenText: story.ofDuplicate
    case .retryWithNewKey: isKeyComputed ? story.ofNumber : story.ofNewKey
    default: []
    }
  }

  /// The tests of what a check says of one value.
  private func ofRule(
    _ story: SQLAlchemyStory, else other: @autoclosure () -> [TestCase]
  ) -> [TestCase] {
    if SQLAlchemyChoices(self) != nil { return story.ofChoice }
    if checkedLength != nil { return story.ofLongValue }
    if SQLAlchemyBounds(self) != nil {
      let bounds = story.ofBounds
      if !bounds.isEmpty, !limitOfNumber.isEmpty || write?.use.operation == .create {
        return bounds
      }
    }
    return other()
  }

  private func ofTranslation(_ story: SQLAlchemyStory) -> [TestCase] {
    if isKeyComputed { return story.ofNumber }
    if kind == .check { return story.ofAmount }
    if kind == .foreignKey { return deletesParent ? story.ofDeletion : story.ofParent }
    guard isAboutUniqueness else { return [] }
    // One request alone cannot show what a look-up of the key keeps it from.
    let key = Set(columns)
    let isAsked = reading.uses.contains { use in
      use.guards && use.use.operation == .read && !use.use.lookupColumns.isEmpty
        && key.isSuperset(of: use.use.lookupColumns)
        && use.use.isAbout(relation?.facts.table ?? failure.violation?.knownTable)
    }
    return isAsked ? story.ofRace : story.ofDuplicate
  }
}
