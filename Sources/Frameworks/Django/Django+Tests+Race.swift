import Fixes
import SourceCode

extension DjangoReading {
  /// Two requests that really collide: both have looked before either inserts.
  func raceTest(secondGoesOn: Bool) -> TestCase? {
    guard !sites.contains(where: { $0.type?.isAdmin == true }),
      var scenario = DjangoScenario(self)
    else { return nil }
    let model = scenario.model
    let sent = twoRequests(&scenario, parts: secondGoesOn)
    let isOneRefused = refusesByStatus && !secondGoesOn
    var file = DjangoTestFile()
    file.importStandard("contextlib")
    file.importStandard("threading")
    file.need("connection", from: "django.db")
    scenario.needClient(in: &file)
    file.need("TransactionTestCase", from: "django.test")
    file.need(scenario.fixtures)
    if isInTransaction { file.skipWithoutRowLocks() }
    file.add("class \(scenario.subject)AtOnceTests(TransactionTestCase):")
    file.add("    \"\"\"Two requests look before either inserts: one row, no server error.\"\"\"\n")
    file.method("setUp(self)", scenario.rows)
    file.method(
      "test_two_at_once_store_one_row(self)",
      Self.meeting + sent + [
        "self.assertEqual(\(model.name).objects.count(), 1)",
        "self.assertEqual(len(statuses), 2)",
        "self.assertLess(max(statuses), \(secondGoesOn ? 400 : 500), statuses)",
      ] + (isOneRefused ? ["self.assertEqual(sum(status < 400 for status in statuses), 1)"] : []))
    return TestCase(
      path: scenario.path("\(scenario.subject.snakeCased)_at_once"), framework: "django",
      code: file.text.replacing("TABLE", by: model.table),
      title: "Two requests at once store one \(model.verboseName), and neither is a server error")
  }

  /// Whether whoever comes second goes on with the winner's row.
  var goesOnWithRow: Bool {
    checks.contains { found in
      found.prevention.holds && !found.prevention.whenFound.terminates
        && !found.prevention.whenFound.reportsError
    }
  }

  /// Whether whoever comes second is told by the status; a form is shown again with 200.
  private var refusesByStatus: Bool {
    TranslationPlan(self)?.refusesByStatus ?? false
  }

  /// Every INSERT waits until both requests are about to insert; then one goes after the other, so
  /// that no lock of the database decides.
  static let meeting = [
    "ready = threading.Barrier(2, timeout=5)", "first_is_done = threading.Event()",
    "met, statuses = set(), []", "",
    "def meet_before_the_insert(execute, sql, params, many, context):",
    "    me = threading.get_ident()",
    "    if sql.startswith(\"INSERT INTO\") and \"TABLE\" in sql and me not in met:",
    "        met.add(me)",
    "        with contextlib.suppress(threading.BrokenBarrierError):",
    "            if ready.wait() != 0:",
    "                first_is_done.wait(timeout=5)",
    "    return execute(sql, params, many, context)", "",
  ]

  func request(_ scenario: DjangoScenario) -> [String] {
    [
      "def request():", "    client = \(scenario.clientType)(raise_request_exception=False)",
      "    try:",
    ] + scenario.login("client").map { "        " + $0 } + [
      "        with connection.execute_wrapper(meet_before_the_insert):",
      "            response = \(scenario.send(by: "client"))",
      "        statuses.append(response.status_code)", "    finally:",
      "        first_is_done.set()", "        connection.close()", "",
    ]
  }

  static let threads = [
    "threads = [threading.Thread(target=request) for _ in range(2)]", "for thread in threads:",
    "    thread.start()", "for thread in threads:", "    thread.join()", "",
  ]
}
