import Fixes
import SourceCode

extension DjangoReading {
  /// The database itself refuses a second row, and only that.
  func constraintTest(_ remedy: Remedy) -> TestCase? {
    guard let key = missingKey(remedy), let rows = KeyRows(key, source) else { return nil }
    let model = key.model
    let (create, again) = (rows.create(1), rows.create(2))
    var fixtures = rows.fixtures
    var closing: (name: String, value: String)?
    if let open = key.nullFields.first, let closed = fixtures.value(of: open, in: model) {
      closing = (open.name, closed)
    } else if let off = key.offFields.first {
      closing = (off.name, "True")
    }
    var file = DjangoTestFile()
    file.need("IntegrityError", from: "django.db")
    file.need("transaction", from: "django.db")
    file.need("TestCase", from: "django.test")
    file.need(fixtures)
    file.add("class \(model.name)UniqueTests(TestCase):")
    file.add("    \"\"\"The database keeps \(key.summary) unique.\"\"\"\n")
    if !fixtures.lines.isEmpty { file.method("setUp(self)", fixtures.lines) }
    file.method(
      "test_a_second_row_is_refused(self)",
      create + ["with self.assertRaises(IntegrityError), transaction.atomic():"]
        + again.map { "    " + $0 } + ["self.assertEqual(\(rows.all).count(), 1)"])
    if let closing {
      file.method(
        "test_a_row_with_\(closing.name)_does_not_stand_in_the_way(self)",
        rows.create(1, with: [closing.name: closing.value]) + again + [
          "self.assertEqual(\(rows.all).count(), 2)"
        ])
    }
    return TestCase(
      path: testPath(for: model, "\(model.name.snakeCased)_unique"), framework: "django",
      code: file.text, title: "The database refuses a second \(model.verboseName) with the same key"
    )
  }
}
