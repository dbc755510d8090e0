import EventSchema
import Fixes
import SourceCode

extension DjangoReading {
  /// Two requests that compute the same next value.
  var nextValueTest: TestCase? {
    // The request does not decide the key.
    guard let computed = ComputedKey(self), let write,
      var scenario = DjangoScenario(DjangoReading(self, movedTo: computed.site, write, []))
    else { return nil }
    let model = scenario.model
    let sent = twoRequests(&scenario)
    var file = DjangoTestFile()
    file.importStandard("contextlib")
    file.importStandard("threading")
    file.need("connection", from: "django.db")
    scenario.needClient(in: &file)
    file.need("TransactionTestCase", from: "django.test")
    file.need(scenario.fixtures)
    if isInTransaction { file.skipWithoutRowLocks() }
    file.add("class \(scenario.subject)NextTests(TransactionTestCase):")
    file.add(
      "    \"\"\"Two requests compute the same next value: both get one of their own.\"\"\"\n")
    file.method("setUp(self)", scenario.rows)
    file.method(
      "test_two_at_once_get_two_values(self)",
      Self.meeting + sent + [
        "self.assertEqual(len(statuses), 2)", "self.assertLess(max(statuses), 400, statuses)",
        "self.assertEqual(\(model.name).objects.count(), 2)",
      ])
    return TestCase(
      path: scenario.path("\(scenario.subject.snakeCased)_next"), framework: "django",
      code: file.text.replacing("TABLE", by: model.table),
      title: "Two requests at once get a value of their own each")
  }

  /// Two requests at once; the second one differs in what other keys of the table hold, so that the
  /// violated one alone decides.
  ///
  /// - Parameter parts: Whether the other rows that it names are others as well, since what follows
  ///   the write may take each of them once.
  func twoRequests(_ scenario: inout DjangoScenario, parts: Bool = false) -> [String] {
    let ofParts = parts ? scenario.otherParts() : []
    let aside = scenario.table == nil ? scenario.stepAside() + ofParts : []
    let same = request(scenario) + Self.threads
    guard !aside.isEmpty else { return same }
    let sent = "(\(scenario.path), dict(self.data))"
    let all = scenario.send(by: "client")
    let each = all.replacing(scenario.path, by: "path").replacing("self.data", by: "data")
    return ["requests = [\(sent)]"] + aside + ["requests.append(\(sent))", ""]
      + same.map { line in
        line.replacing("def request():", by: "def request(path, data):")
          .replacing(all, by: each)
          .replacing(
            "threading.Thread(target=request) for _ in range(2)",
            by: "threading.Thread(target=request, args=sent) for sent in requests")
      }
  }

  /// A conflict with another transaction, once.
  var conflictTest: TestCase? {
    guard isConflict, TransactionBlock(self) != nil, let verb = statementVerb,
      let scenario = DjangoScenario(self)
    else { return nil }
    var file = DjangoTestFile()
    file.need("OperationalError", from: "django.db")
    file.need("connection", from: "django.db")
    file.need("TransactionTestCase", from: "django.test")
    file.need(scenario.fixtures)
    file.add("class \(scenario.subject)ConflictTests(TransactionTestCase):")
    file.add("    \"\"\"A transaction that the database ends for another one runs again.\"\"\"\n")
    file.method("setUp(self)", scenario.setUp)
    file.method(
      "test_one_conflict_is_no_error(self)",
      [
        "conflicts = []", "", "def conflict_once(execute, sql, params, many, context):",
        "    if sql.startswith(\"\(verb)\") and \"\(scenario.model.table)\" in sql and not conflicts:",
        "        conflicts.append(sql)", "        raise OperationalError(\"deadlock detected\")",
        "    return execute(sql, params, many, context)", "",
        "self.client.raise_request_exception = False",
        "with connection.execute_wrapper(conflict_once):",
        "    response = \(scenario.send(by: "self.client"))",
        "self.assertEqual(len(conflicts), 1)", "self.assertLess(response.status_code, 500)",
      ])
    return TestCase(
      path: scenario.path("\(scenario.subject.snakeCased)_conflict"), framework: "django",
      code: file.text,
      title: "A conflict with another transaction is tried again")
  }

  private var statementVerb: String? {
    switch write?.operation {
    case .create, .bulkInsert: "INSERT INTO"
    case .update: "UPDATE"
    case .save: write?.fetched == nil ? "INSERT INTO" : "UPDATE"
    case .delete: "DELETE"
    default: nil
    }
  }
}
