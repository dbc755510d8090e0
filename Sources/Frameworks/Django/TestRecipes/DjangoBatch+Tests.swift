import DatabaseErrors
import Fixes
import SourceCode

extension DjangoBatch {
  /// A key that is known is refused with the whole batch.
  func refusalTest(_ refused: [String]) -> TestCase {
    let refusedOne = isOfNewRow ? "that holds a key twice" : "with a row that is there already"
    var file = self.file("BatchTests", "A batch \(refusedOne) is refused.")
    file.method(
      "test_new_rows_are_stored(self)",
      ["self.assertLess(self.send(*self.rows).status_code, 400)", count(2)])
    if !isOfNewRow {
      file.method(
        "test_a_known_row_is_refused(self)",
        // What surrounds the rows may be refused before them.
        [
          "self.send(self.rows[0])",
          "self.assertLess(self.send(*self.rows).status_code, 500)", count(1),
        ])
    }
    file.method(
      "test_a_row_that_comes_twice_is_refused(self)",
      ["response = self.send(*self.rows, self.rows[0])"] + refused + [count(0)])
    return test(
      file,
      isOfNewRow
        ? "A batch that holds a key twice is refused"
        : "A batch with a known \(scenario.model.verboseName) is refused")
  }

  /// A key that comes twice is stored once.
  func repetitionTest() -> TestCase {
    var file = self.file("BatchTests", "A batch that holds a key twice stores it once.")
    func method(_ name: String, _ rows: String) {
      file.method(
        name, ["self.assertLess(self.send(\(rows)).status_code, 400)", count(2)])
    }
    method("test_different_rows_are_stored(self)", "*self.rows")
    method("test_a_repeated_key_is_stored_once(self)", "*self.rows, self.rows[0]")
    return test(file, "A batch that holds a key twice stores it once")
  }

  /// A row that is there already is left out, and the others are stored.
  func goingOnTest() -> TestCase {
    var file = self.file(
      "GoesOnTests", "After a row that is there already, the rest of the batch is stored.")
    file.method(
      "test_new_rows_are_stored(self)",
      ["self.assertLess(self.send(*self.rows).status_code, 400)", count(2)])
    file.method(
      "test_a_known_row_does_not_stop_the_rest(self)",
      [
        "self.send(self.rows[0])", "self.assertLess(self.send(*self.rows).status_code, 400)",
        count(2),
      ])
    return test(file, "After a \(scenario.model.verboseName) that is there, the rest is stored")
  }

  /// A row that names no parent is refused with the whole batch.
  func unknownParentTest() -> TestCase? {
    guard let memberOfParent, !memberOfParent.isEmpty else { return nil }
    // Databases ask for the row that is pointed to when the transaction ends.
    var file = self.file(
      "BatchTests", "A batch with a row that points to nothing is refused.",
      base: "TransactionTestCase")
    file.method(
      "test_rows_with_parents_are_stored(self)",
      ["self.assertLess(self.send(*self.rows).status_code, 400)", count(2)])
    file.method(
      "test_a_row_that_points_to_nothing_is_refused(self)",
      [
        "self.rows[1][\"\(memberOfParent)\"] = 0",
        "self.assertLess(self.send(*self.rows).status_code, 500)", count(0),
      ])
    return test(file, "A batch with a row that points to nothing is refused")
  }

  private func count(_ number: Int) -> String {
    "self.assertEqual(\(scenario.model.name).objects.count(), \(number))"
  }

  private func test(_ file: DjangoTestFile, _ title: String) -> TestCase {
    TestCase(
      path: scenario.path("\(scenario.subject.snakeCased)_batch"), framework: "django",
      code: file.text, title: title)
  }

  private func file(
    _ suffix: String, _ summary: String, base: String = "TestCase"
  ) -> DjangoTestFile {
    var file = DjangoTestFile()
    file.need(base, from: "django.test")
    file.need(scenario.fixtures)
    if case .file = form {
      file.need("SimpleUploadedFile", from: "django.core.files.uploadedfile")
    }
    file.add("class \(scenario.subject)\(suffix)(\(base)):")
    file.add("    \"\"\"\(summary)\"\"\"\n")
    file.method(
      "setUp(self)", scenario.setUp + ["self.rows = ["] + rows.map { "    \($0)," } + ["]"])
    file.method("send(self, *rows)", send)
    return file
  }

  private var send: [String] {
    let names = head.map { "\"\($0)\"" }.joined(separator: ", ")
    let lines = [
      "lines = [[\(names)], *(row.values() for row in rows)]",
      "text = \"\\n\".join(\",\".join(str(value) for value in line) for line in lines)",
    ]
    switch form {
    case .list(let key):
      return ["self.data[\"\(key)\"] = rows", "return \(scenario.send(by: "self.client"))"]
    case .body:
      return ["return " + scenario.send(by: "self.client", "rows", type: "application/json")]
    case .text:
      return lines + ["return " + scenario.send(by: "self.client", "text", type: "text/csv")]
    case .file(let key):
      return lines + [
        "self.data[\"\(key)\"] = SimpleUploadedFile(\"rows.csv\", text.encode())",
        "return " + scenario.send(by: "self.client", "self.data", type: nil),
      ]
    }
  }
}

extension DjangoReading {
  /// A batch with a row that is there already is refused.
  var knownRowTest: TestCase? {
    guard !changesRow, let plan = TranslationPlan(self) else { return nil }
    return DjangoBatch(self)?.refusalTest(refused(plan))
  }

  /// A batch with a row that points to nothing is refused.
  var unknownParentTest: TestCase? {
    guard failure.violation?.kind == .foreignKey, !changesRow, TranslationPlan(self) != nil else {
      return nil
    }
    return DjangoBatch(self)?.unknownParentTest()
  }
}
