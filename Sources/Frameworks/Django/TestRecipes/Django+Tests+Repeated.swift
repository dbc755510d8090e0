import Fixes
import SourceCode

extension DjangoReading {
  /// The same job or request twice: one row, and the second run is no error.
  var repetitionTest: TestCase? {
    if let scenario = DjangoScenario(self) { return repetition(scenario) }
    if let test = commandTwiceTest { return test }
    guard let call = DjangoCall(self) ?? DjangoCall(alone) else { return nil }
    let model = call.model
    var file = DjangoTestFile()
    file.need("TestCase", from: "django.test")
    file.need(call.fixtures)
    file.add("class \(call.subject)TwiceTests(TestCase):")
    file.add("    \"\"\"The same job twice stores one row, and the second run is no error.\"\"\"\n")
    if !call.fixtures.lines.isEmpty { file.method("setUp(self)", call.fixtures.lines) }
    file.method("run_job(self)", ["return \(call.text)"])
    let oneRow = "self.assertEqual(\(model.name).objects.count(), 1)"
    file.method("test_the_first_run_stores_a_row(self)", ["self.run_job()", oneRow])
    file.method(
      "test_the_second_run_finds_the_first_result(self)",
      ["self.run_job()", "self.run_job()", oneRow])
    return TestCase(
      path: call.path("\(call.function.name)_twice"), framework: "django", code: file.text,
      title: "The same job twice stores one \(model.verboseName), and the second run is no error")
  }

  /// A command that takes the same rows twice keeps one of each.
  var commandTwiceTest: TestCase? {
    guard let command = DjangoCommand(self), let model else { return nil }
    var file = DjangoTestFile()
    command.need(in: &file)
    file.need("TestCase", from: "django.test")
    file.need(model.name, from: DjangoFixtures.module(of: model))
    file.add("class \(command.subject)TwiceTests(TestCase):")
    file.add("    \"\"\"The same input twice stores one row, and is no error.\"\"\"\n")
    if !command.setUp.isEmpty { file.method("setUp(self)", command.setUp) }
    let oneRow = "self.assertEqual(\(model.name).objects.count(), 1)"
    file.method("test_the_first_run_stores_a_row(self)", [command.text, oneRow])
    file.method(
      "test_the_second_run_finds_the_row(self)", [command.text, command.text, oneRow])
    return TestCase(
      path: testPath(for: model, "\(command.name)_twice"), framework: "django", code: file.text,
      title: "The same input twice stores one \(model.verboseName)")
  }

  /// Once is enough: a handler of the same transaction has made the row already.
  var onceTest: TestCase? {
    guard let model else { return nil }
    var file = DjangoTestFile()
    file.need("TestCase", from: "django.test")
    let (subject, name, run): (String, String, [String])
    // What the handler made a moment ago is not the client's to tell.
    if let scenario = DjangoScenario(self) ?? DjangoScenario(self, isBatch: true) {
      (subject, name) = (scenario.subject, scenario.subject.snakeCased)
      run = [
        "response = \(scenario.send(by: "self.client"))",
        "self.assertLess(response.status_code, 400)",
      ]
      file.need(scenario.fixtures)
      file.add("class \(subject)OnceTests(TestCase):")
      file.add("    \"\"\"What a handler makes is not made once more.\"\"\"\n")
      file.method("setUp(self)", scenario.setUp)
    } else if let command = DjangoCommand(self) {
      (subject, name) = (command.subject, command.name)
      run = command.setUp + [command.text]
      command.need(in: &file)
      file.need(model.name, from: DjangoFixtures.module(of: model))
      file.add("class \(subject)OnceTests(TestCase):")
      file.add("    \"\"\"What a handler makes is not made once more.\"\"\"\n")
    } else {
      return nil
    }
    file.method(
      "test_one_row_is_stored(self)",
      run + ["self.assertEqual(\(model.name).objects.count(), 1)"])
    return TestCase(
      path: testPath(for: model, "\(name)_once"), framework: "django", code: file.text,
      title: "One \(model.verboseName) is stored, though a handler makes one too")
  }

  private func repetition(_ scenario: DjangoScenario) -> TestCase {
    let model = scenario.model
    var file = DjangoTestFile()
    file.need("TestCase", from: "django.test")
    file.need(scenario.fixtures)
    file.add("class \(scenario.subject)TwiceTests(TestCase):")
    file.add("    \"\"\"Whoever sends the same twice gets the first result again.\"\"\"\n")
    file.method("setUp(self)", scenario.setUp)
    file.method("send(self)", ["return \(scenario.send(by: "self.client"))"])
    file.method(
      "test_the_second_request_finds_the_first_result(self)",
      [
        "first = self.send()", "second = self.send()",
        "self.assertLess(first.status_code, 400)", "self.assertLess(second.status_code, 400)",
        "self.assertEqual(\(model.name).objects.count(), 1)",
      ])
    return TestCase(
      path: scenario.path("\(scenario.subject.snakeCased)_twice"), framework: "django",
      code: file.text,
      title: "The same request twice stores one \(model.verboseName) and succeeds both times")
  }

  /// Two runs of a job that really collide.
  var jobRaceTest: TestCase? {
    guard let call = DjangoCall(self) else { return nil }
    let model = call.model
    var file = DjangoTestFile()
    file.importStandard("contextlib")
    file.importStandard("threading")
    file.need("connection", from: "django.db")
    file.need("TransactionTestCase", from: "django.test")
    file.need(call.fixtures)
    if isInTransaction { file.skipWithoutRowLocks() }
    file.add("class \(call.subject)AtOnceTests(TransactionTestCase):")
    file.add("    \"\"\"Two runs look before either inserts: one row, no error.\"\"\"\n")
    if !call.fixtures.lines.isEmpty { file.method("setUp(self)", call.fixtures.lines) }
    let run = [
      "def run():", "    try:", "        with connection.execute_wrapper(meet_before_the_insert):",
      "            \(call.text)", "    except Exception as error:",
      "        errors.append(error)", "    finally:", "        first_is_done.set()",
      "        connection.close()", "",
    ]
    let meeting = Self.meeting.map {
      $0.replacing("met, statuses = set(), []", by: "met, errors = set(), []")
    }
    file.method(
      "test_two_at_once_store_one_row(self)",
      meeting + run + Self.threads.map { $0.replacing("target=request", by: "target=run") } + [
        "self.assertEqual(errors, [])",
        "self.assertEqual(\(model.name).objects.count(), 1)",
      ])
    return TestCase(
      path: call.path("\(call.function.name)_at_once"), framework: "django",
      code: file.text.replacing("TABLE", by: model.table),
      title: "Two runs at once store one \(model.verboseName), and neither fails")
  }
}
