import Fixes
import SourceCode

/// A management command that reads a file, for tests in which rows of it meet.
struct DjangoLoading {
  let command: DjangoCommand
  let model: DjangoModel
  private let reading: DjangoReading
  private let rows: DjangoTable
  private let kind: DjangoTable.Rows
  /// The columns of the file that decide the violated key.
  private let key: [String]

  init?(_ reading: DjangoReading) {
    guard let command = DjangoCommand(reading), let (rows, kind) = command.table,
      let model = reading.model
    else { return nil }
    self.reading = reading
    self.command = command
    self.model = model
    self.rows = rows
    self.kind = kind
    key = rows.fields.filter { reading.violatedColumns.contains($0.value.column) }.keys.sorted()
  }

  /// A key that comes twice in the file is stored once.
  func repetitionTest() -> TestCase? {
    guard let first = rows.row(),
      let second = key.lazy.compactMap({ rows.row(changing: [$0]) }).first
    else { return nil }
    var file = file("Batch", "A file that holds a key twice stores it once.")
    file.method("setUp(self)", command.rowsBefore + ["self.rows = [\(first), \(second)]"])
    file.method("load(self, *rows)", load)
    func method(_ name: String, _ rows: String) {
      file.method(name, ["self.load(\(rows))", count(2)])
    }
    method("test_different_rows_are_stored(self)", "*self.rows")
    method("test_a_repeated_key_is_stored_once(self)", "*self.rows, self.rows[0]")
    return test(file, "batch", "A file that holds a key twice stores it once")
  }

  /// A row that equals the key and differs in a column is found.
  func otherRowTest(changing columns: [String]) -> TestCase? {
    let changed = rows.fields.filter { columns.contains($0.value.name) }.keys.sorted()
    guard let first = rows.row(),
      let second = changed.lazy.compactMap({ rows.row(changing: [$0]) }).first
    else { return nil }
    var file = file("Key", "A row with the same key is found, whatever else the file says.")
    file.method("setUp(self)", command.rowsBefore + ["self.row = \(first)"])
    file.method("load(self, *rows)", load)
    file.method(
      "test_a_row_that_differs_otherwise_is_found(self)",
      ["self.load(self.row)", "self.load(\(second))", count(1)])
    return test(file, "key", "A \(model.verboseName) is found by its key")
  }

  private var load: [String] { rows.lines(kind, call: command.text(reading: "path")) }

  private func count(_ number: Int) -> String {
    "self.assertEqual(\(model.name).objects.count(), \(number))"
  }

  private func file(_ suffix: String, _ summary: String) -> DjangoTestFile {
    var file = DjangoTestFile()
    command.need(in: &file)
    if kind == .table { file.importStandard("csv") }
    file.need("TestCase", from: "django.test")
    file.need(model.name, from: DjangoFixtures.module(of: model))
    file.add("class \(command.subject)\(suffix)Tests(TestCase):")
    file.add("    \"\"\"\(summary)\"\"\"\n")
    return file
  }

  private func test(_ file: DjangoTestFile, _ name: String, _ title: String) -> TestCase {
    TestCase(
      path: reading.testPath(for: model, "\(command.name)_\(name)"), framework: "django",
      code: file.text, title: title)
  }
}
