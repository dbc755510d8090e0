import EventSchema
import Fixes
import SourceCode

/// One statement that moves the places of many rows: `update(position=F("position") + 1)`.
struct ShiftedRows {
  private let reading: DjangoReading
  private let site: PythonSite
  private let write: DjangoWrite
  private let model: DjangoModel
  private let place: DjangoModel.Field
  /// The query set that is updated.
  private let rows: PythonExpression
  /// `F("position") + 1`, without its first operand.
  private let step: String

  init?(_ reading: DjangoReading) {
    guard reading.isAboutUniqueness, let site = reading.site, !site.isAsync,
      let write = reading.write, write.operation == .update, write.call.name == "update",
      let model = reading.model, case .attribute(let rows, _) = write.call.callee.kind,
      case .expression(let whole) = write.statement.kind, whole.span == write.call.span
    else { return nil }
    let fields = reading.violatedColumns.compactMap(model.field(column:))
    guard let place = fields.first(where: { $0.type.hasSuffix("IntegerField") }),
      let value = write.call.argument(place.name),
      case .binary(let left, let sign, let by) = value.kind,
      ["+", "-"].contains(sign), by.isRepeatable, left.asCall?.name == "F",
      left.asCall?.positional.first?.stringValue == place.name
    else { return nil }
    self.reading = reading
    self.site = site
    self.write = write
    self.model = model
    self.place = place
    self.rows = rows
    step = "\(sign) \(site.file.source(of: by))"
  }

  var fix: Fix? {
    let (file, style) = (site.file, site.file.style)
    guard let margin = file.margin(of: write.statement),
      let range = file.lines(of: [write.statement])
    else { return nil }
    let isInTransaction = site.isInAtomic
    let inner = isInTransaction ? margin : margin + style.indent
    let bound = site.bindings(before: Int.max)
    let keys = ["keys", "moved_keys"].first { bound[$0] == nil } ?? "keys_of_rows"
    let all = "\(model.name).\(model.managerOfAllRows)"
    let away = place.away(style)
    let values = write.call.arguments.compactMap { argument -> String? in
      guard let name = argument.name else { return nil }
      return name == place.name
        ? "\(name)=\(away.back) \(step)" : "\(name)=\(file.source(of: argument.value))"
    }
    var text = isInTransaction ? "" : "\(margin)with transaction.atomic():\n"
    text +=
      "\(inner)\(keys) = list(\(file.source(of: rows)).values_list(\(style.literal("pk")), flat=True))\n"
    text += "\(inner)\(all).filter(pk__in=\(keys)).update(\(place.name)=\(away.text))\n"
    text +=
      style.call("\(all).filter(pk__in=\(keys)).update", values, margin: inner) + "\n"
    var change = PythonChange()
    change.edit(file, Edit(range, with: text))
    if !isInTransaction { change.addImport(["transaction"], from: "django.db", in: file) }
    change.addImport(["F"], from: "django.db.models", in: file)
    reading.importModel(model, into: file, &change)
    return change.fix(
      "Move the rows out of the way first in `\(site.functionName ?? "the function")`", .unsafe,
      because: """
        The database looks at the key row by row, so a row may take the place of one that has not \
        moved yet. All of it is one transaction, so nobody sees the step between. PostgreSQL can \
        check the key at commit instead (`deferrable=Deferrable.DEFERRED`).
        """)
  }

  /// Neighbours move, and the first of them to the place of the second.
  var test: TestCase? {
    guard let way = Int(step.filter { $0 != " " && $0 != "_" }), way != 0,
      var scenario = DjangoScenario(DjangoReading(reading, movedTo: site, write, [])),
      let rest = scenario.fixtures.otherArguments(for: model, leavingOut: [place.name])
    else { return nil }
    // Invented numbers are 7.
    let isFree = !scenario.fixtures.holdsRow(of: model)
    let lowest: Int
    switch write.lookups.first(where: { $0.path == [place.name] })?.comparison {
    case nil, "gte": lowest = isFree ? 7 : 8
    case "gt": lowest = 8
    case "lte": lowest = isFree ? 6 : 5
    case "lt": lowest = 5
    default: return nil
    }
    let places = way > 0 ? [lowest, lowest + 1] : [lowest + 1, lowest]
    let names = ["self.first", "self.second"]
    for (name, number) in zip(names, places) {
      let lines = DjangoFixtures.call(
        "\(model.name).objects.create", rest + ["\(place.name)=\(number)"], prefix: "\(name) = ")
      for line in lines { scenario.add(line) }
    }
    var file = DjangoTestFile()
    file.need("TestCase", from: "django.test")
    file.need(scenario.fixtures)
    file.add("class \(scenario.subject)ShiftTests(TestCase):")
    file.add("    \"\"\"Neighbours move together.\"\"\"\n")
    file.method("setUp(self)", scenario.setUp)
    file.method(
      "test_neighbours_move_together(self)",
      [
        "response = \(scenario.send(by: "self.client"))",
        "self.assertLess(response.status_code, 400)",
      ]
        + zip(names, places).flatMap { name, number in
          [
            "\(name).refresh_from_db()",
            "self.assertEqual(\(name).\(place.name), \(number + way))",
          ]
        })
    return TestCase(
      path: scenario.path("\(scenario.subject.snakeCased)_shift"), framework: "django",
      code: file.text, title: "Neighbours move together")
  }
}
