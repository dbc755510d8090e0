import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension DjangoRecipe {
  /// Looks up by the columns of the key and gives the rest as what is written.
  static let correctConflictTarget = DjangoRecipe(
    .correctConflictTarget,
    fixes: { reading, _ in
      [ConflictTarget(reading)?.fix ?? reading.bulkTarget].compactMap(\.self)
    },
    tests: { reading, _ in [ConflictTarget(reading)?.test].compactMap(\.self) },
    examples: [
      .matches(
        "descriptive columns go into the defaults",
        holds: [
          "+    boat, _ = Boat.objects.get_or_create(",
          "number=number", "defaults={\"name\": name, \"berth\": berth}",
        ],
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def boat_of(number, name, berth):
          ↓    boat, _ = Boat.objects.get_or_create(number=number, name=name, berth=berth)
              return boat

          """),
      .matches(
        "the key moves from the defaults into the look-up",
        holds: ["number=row[\"number\"]", "defaults={\"name\": row[\"name\"], \"berth_id\": 1}"],
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def sync(row):
          ↓    return Boat.objects.update_or_create(
                  name=row["name"],
                  defaults={"number": row["number"], "berth_id": 1},
              )

          """),
      .matches(
        "the target of a bulk upsert", holds: ["unique_fields=[\"number\"]"],
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def load(boats):
          ↓    Boat.objects.bulk_create(
                  boats, update_conflicts=True, unique_fields=["name"], update_fields=["berth"]
              )

          """),
      .rejects(
        "the look-up is the key",
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def boat_of(number, name, berth):
          ↓    boat, _ = Boat.objects.get_or_create(
                  number=number, defaults={"name": name, "berth": berth}
              )
              return boat

          """),
      .rejects(
        "what is spread cannot be told",
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def boat_of(row):
          ↓    boat, _ = Boat.objects.get_or_create(name=row.pop("name"), defaults={**row})
              return boat

          """),
    ])
}

/// A `get_or_create` or `update_or_create` that looks up by other columns than the violated key.
private struct ConflictTarget {
  let reading: DjangoReading
  private let site: PythonSite
  private let write: DjangoWrite
  private let model: DjangoModel
  /// What each column is given, as the call writes it.
  private let key: [(name: String, value: PythonExpression)]
  private let rest: [(name: String, value: PythonExpression)]

  init?(_ reading: DjangoReading) {
    guard reading.isAboutUniqueness, let site = reading.site, let write = reading.write,
      write.operation == .upsert, write.spreads.isEmpty, let model = reading.model,
      !model.managerHidesRows, !reading.violatedColumns.isEmpty,
      write.call.argument("create_defaults") == nil,
      !write.call.arguments.contains(where: { $0.name == nil })
    else { return nil }
    var items = write.lookups.map { ($0.keyword, $0.value) }
    if let defaults = write.call.argument("defaults") {
      guard case .dictionary(let written) = defaults.kind else { return nil }
      for item in written {
        guard let name = item.key?.stringValue else { return nil }
        items.append((name, item.value))
      }
    }
    let columns = reading.violatedColumns
    func column(_ name: String) -> String? {
      let path = name.components(separatedBy: "__")
      guard path.count == 1 || (path.count == 2 && path[1] == "iexact") else { return nil }
      return model.column(of: path[0])
    }
    let key = columns.compactMap { wanted in items.first { column($0.0) == wanted } }
    let rest = items.filter { item in !key.contains { $0.0 == item.0 } }
    // What else is compared could not be stored.
    guard key.count == columns.count, !rest.isEmpty,
      rest.allSatisfy({ column($0.0) == model.column(of: $0.0) })
    else { return nil }
    let asked = Set(write.lookups.compactMap { column($0.keyword) })
    guard asked != Set(columns) || write.lookups.count != columns.count else { return nil }
    self.reading = reading
    self.site = site
    self.write = write
    self.model = model
    self.key = key.map { (name: $0.0, value: $0.1) }
    self.rest = rest.map { (name: $0.0, value: $0.1) }
  }

  var fix: Fix? {
    let (file, style) = (site.file, site.file.style)
    guard let margin = file.margin(of: write.statement),
      let range = file.lines(of: [write.statement])
    else { return nil }
    let bytes = Array(file.source.text.utf8)
    let start = range.lowerBound + margin.utf8.count
    let (call, callee) = (write.call.span, write.call.callee.span)
    guard start <= callee.start, call.end <= range.upperBound else { return nil }
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    let suffix = text(call.end..<range.upperBound).replacing("\n", by: "").replacing("\r", by: "")
    let items = rest.map { "\(style.literal($0.name)): \(file.source(of: $0.value))" }
    let inner = margin + style.indent + style.indent
    let line = "defaults={\(items.joined(separator: ", "))}"
    let isLong = margin.count + style.indent.count + line.count + 1 > style.lineLength
    let defaults =
      isLong
      ? "defaults={\n" + items.map { "\(inner)\($0),\n" }.joined() + "\(margin)\(style.indent)}"
      : line
    let arguments = key.map { "\($0.name)=\(file.source(of: $0.value))" } + [defaults]
    var change = PythonChange()
    change.edit(
      file,
      Edit(
        range,
        with: style.call(
          file.source(of: write.call.callee), arguments, prefix: text(start..<callee.start),
          suffix: suffix, margin: margin) + "\n"))
    let names = key.map(\.name).joined(separator: ", ")
    return change.fix(
      "Look up by the key (\(names)) in `\(site.functionName ?? "the function")`", .unsafe,
      because: """
        The look-up names the columns of the unique key and nothing else, so the row that holds the \
        key is found whatever its other columns say; those are what is written. A row that was \
        meant by another column is no longer found by it.
        """)
  }

  /// A row that equals the key and differs in the rest is found.
  var test: TestCase? {
    guard var scenario = DjangoScenario(reading) else {
      let asked = Set(write.lookups.map(\.keyword))
      return DjangoLoading(reading)?.otherRowTest(changing: rest.map(\.name).filter(asked.contains))
        ?? commandTest
    }
    for item in rest {
      guard let field = model.field(named: item.name),
        case .payload(let key)? = reading.origin(of: item.value),
        let other = DjangoSample.otherValue(of: field)
      else { continue }
      var file = DjangoTestFile()
      file.need("TestCase", from: "django.test")
      scenario.fixtures.need(model)
      file.need(scenario.fixtures)
      file.add("class \(scenario.subject)KeyTests(TestCase):")
      file.add("    \"\"\"A row is known by its key, whatever its other columns say.\"\"\"\n")
      file.method("setUp(self)", scenario.setUp)
      file.method("send(self)", ["return \(scenario.send(by: "self.client"))"])
      file.method(
        "test_a_known_key_finds_its_row(self)",
        [
          "self.assertLess(self.send().status_code, 400)",
          "self.data[\"\(key)\"] = \(other)",
        ] + scenario.linesForOtherRows + [
          "self.assertLess(self.send().status_code, 400)",
          "self.assertEqual(\(model.name).objects.count(), 1)",
        ])
      file.method(
        "test_the_same_again_changes_nothing(self)",
        ["self.send()"] + scenario.linesForOtherRows + [
          "self.assertLess(self.send().status_code, 400)",
          "self.assertEqual(\(model.name).objects.count(), 1)",
        ])
      return TestCase(
        path: scenario.path("\(scenario.subject.snakeCased)_key"), framework: "django",
        code: file.text, title: "A \(model.verboseName) with a known key is found by it")
    }
    return nil
  }
}

extension ConflictTarget {
  /// A command that is run again with another option finds the rows of before.
  fileprivate var commandTest: TestCase? {
    guard let command = DjangoCommand(reading), command.table == nil else { return nil }
    for item in rest {
      guard let field = model.field(named: item.name), let name = DjangoCommand.option(item.value),
        command.hasFlag(name, in: reading), let other = DjangoSample.otherValue(of: field)
      else { continue }
      var file = DjangoTestFile()
      command.need(in: &file)
      file.need("TestCase", from: "django.test")
      file.need(model.name, from: DjangoFixtures.module(of: model))
      file.add("class \(command.subject)KeyTests(TestCase):")
      file.add("    \"\"\"A row is known by its key, whatever its other columns say.\"\"\"\n")
      if !command.setUp.isEmpty { file.method("setUp(self)", command.setUp) }
      file.method(
        "test_another_\(name)_finds_the_rows_of_before(self)",
        [
          command.text, "before = \(model.name).objects.count()",
          "self.assertGreater(before, 0)", command.text(with: "\(name)=\(other)"),
          "self.assertEqual(\(model.name).objects.count(), before)",
        ])
      return TestCase(
        path: reading.testPath(for: model, "\(command.name)_key"), framework: "django",
        code: file.text, title: "A \(model.verboseName) with a known key is found by it")
    }
    return nil
  }
}

extension DjangoReading {
  /// `bulk_create(…, update_conflicts=True, unique_fields=[…])` by another key.
  fileprivate var bulkTarget: Fix? {
    guard let site, let write, write.operation == .bulkInsert, let model,
      let target = write.call.argument("unique_fields"), !violatedColumns.isEmpty
    else { return nil }
    let fields = model.fieldNames(for: violatedColumns)
    guard target.elements.compactMap(\.stringValue) != fields else { return nil }
    let style = site.file.style
    func list(_ names: [String]) -> String {
      "[\(names.map(style.literal).joined(separator: ", "))]"
    }
    var options: [(name: String, value: String?)] = [("unique_fields", list(fields))]
    if let updated = write.call.argument("update_fields") {
      let names = updated.elements.compactMap(\.stringValue)
      let left = names.filter { !fields.contains($0) }
      guard names.count == updated.elements.count, !left.isEmpty else { return nil }
      if left != names { options.append(("update_fields", list(left))) }
    }
    var change = PythonChange()
    change.setArguments(options, of: write.call, in: site.file)
    return change.fix(
      "Name the key (\(fields.joined(separator: ", "))) as the target of the upsert", .unsafe,
      because: """
        The database updates the row that holds the key which is named, and refuses when another \
        key collides. The batch may still hold one key twice.
        """)
  }
}
