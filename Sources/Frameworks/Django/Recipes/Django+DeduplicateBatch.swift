import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension DjangoRecipe {
  /// Takes rows with the same key out of a batch before it is written.
  static let deduplicateBatch = DjangoRecipe(
    .deduplicateBatch,
    fixes: { reading, _ in reading.distinctRows.map { [$0] } ?? reading.refusedBatch },
    tests: { reading, _ in
      let test =
        reading.distinctRows != nil
        ? DjangoBatch(reading)?.repetitionTest() ?? reading.formsetTest
          ?? DjangoLoading(reading)?.repetitionTest()
        : reading.repeatedRowTest ?? reading.refusedFormsetTest
      return [test].compactMap(\.self)
    },
    examples: [
      .matches(
        "a list with a name",
        holds: ["+    boats = list({boat.number: boat for boat in boats}.values())"],
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def load(numbers, berth):
              boats = [Boat(number=number, berth=berth) for number in numbers]
          ↓    Boat.objects.bulk_create(boats)
              return len(boats)

          """),
      .matches(
        "rows made in the call, a key of two columns",
        ConstraintViolation(
          kind: .unique, table: "harbour_visit", columns: ["boat_id", "day"]),
        holds: [
          "+    visits = [Visit(boat_id=row[\"boat\"], day=row[\"day\"]) for row in rows]",
          "+    visits = list({(visit.boat_id, visit.day): visit for visit in visits}.values())",
          "+    Visit.objects.bulk_create(visits)",
        ],
        Example.models + """
          # file: harbour/services.py
          from .models import Visit


          def load(rows):
          ↓    Visit.objects.bulk_create([Visit(boat_id=row["boat"], day=row["day"]) for row in rows])

          """),
      .matches(
        "rows made one by one in the call",
        holds: [
          "+    boats = [Boat(number=number, berth=berth) for number in numbers]",
          "+    boats = list({boat.number: boat for boat in boats}.values())",
          "+    Boat.objects.bulk_create(boats)",
        ],
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def load(numbers, berth):
          ↓    Boat.objects.bulk_create(Boat(number=number, berth=berth) for number in numbers)

          """),
      .rejects(
        "one row is written",
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def register(number, berth):
          ↓    Boat.objects.create(number=number, berth=berth)

          """),
      .rejects(
        "rows that come in lazily and have no name",
        Example.models + """
          # file: harbour/services.py
          from .models import Boat


          def load(rows):
          ↓    Boat.objects.bulk_create(made(rows))

          """),
    ])
}

extension DjangoReading {
  /// Where the rows are written one by one: all of them refused, and none stored.
  fileprivate var refusedBatch: [Fix] { write?.operation == .bulkInsert ? [] : translation }

  /// A list with the same row twice, for a REST view that takes lists.
  fileprivate var repeatedRowTest: TestCase? {
    if let batch = knownRowTest { return batch }
    guard !changesRow, failure.event.request?.data[0] != nil, let plan = TranslationPlan(self),
      let scenario = DjangoScenario(self)
    else { return nil }
    let model = scenario.model
    var file = DjangoTestFile()
    file.need("TestCase", from: "django.test")
    file.need(scenario.fixtures)
    file.add("class \(scenario.subject)BatchTests(TestCase):")
    file.add(
      "    \"\"\"A batch that holds a key twice is refused, and nothing of it stored.\"\"\"\n")
    file.method("setUp(self)", scenario.setUp)
    file.method(
      "send(self, *rows)",
      ["return " + scenario.send(by: "self.client", "rows", type: "application/json")])
    file.method(
      "test_one_row_is_stored(self)",
      [
        "self.assertLess(self.send(self.data).status_code, 400)",
        "self.assertEqual(\(model.name).objects.count(), 1)",
      ])
    file.method(
      "test_a_repeated_key_is_refused(self)",
      ["response = self.send(self.data, self.data)"] + refused(plan)
        + ["self.assertEqual(\(model.name).objects.count(), 0)"])
    return TestCase(
      path: scenario.path("\(scenario.subject.snakeCased)_batch"), framework: "django",
      code: file.text, title: "A batch that holds a key twice is refused")
  }

  fileprivate var distinctRows: Fix? {
    guard isAboutUniqueness, let site, let write, write.operation == .bulkInsert, let model,
      let rows = write.call.positional.first ?? write.call.argument("objs"),
      let margin = site.file.margin(of: write.statement), !violatedColumns.isEmpty
    else { return nil }
    let fields = violatedColumns.compactMap(model.field(column:))
    guard fields.count == violatedColumns.count,
      // NULLs are no duplicates of each other.
      !fields.contains(where: \.isNullable)
    else { return nil }
    let file = site.file
    let item = model.name.snakeCased
    let bound = site.bindings(before: write.call.span.start)
    let parameters = site.function?.parameters.map(\.name) ?? []
    let free = [item + "s", "new_" + item + "s", "rows_of_" + item].first { name in
      bound[name] == nil && !parameters.contains(name)
    }
    var (name, made): (String, String) = (free ?? item + "s", "")
    switch rows.kind {
    case .name(let own): name = own
    case .comprehension(let rowsMade) where rowsMade.kind == .generator:
      // The parentheses of a lone generator are those of the call.
      let text = file.source(of: rows)
      let inner =
        text.hasPrefix("(") && text.hasSuffix(")") ? String(text.dropFirst().dropLast()) : text
      made = "\(margin)\(name) = [\(inner)]\n"
    case .list, .comprehension: made = "\(margin)\(name) = \(file.source(of: rows))\n"
    default: return nil
    }
    guard made.isEmpty || free != nil else { return nil }
    let attributes = fields.map { "\(item).\($0.isRelation ? $0.name + "_id" : $0.name)" }
    let key = attributes.count == 1 ? attributes[0] : "(\(attributes.joined(separator: ", ")))"
    var change = PythonChange()
    change.insert(
      made + "\(margin)\(name) = list({\(key): \(item) for \(item) in \(name)}.values())\n",
      at: file.lineStart(of: write.statement.span.start), in: file)
    if !made.isEmpty {
      let isWrapped =
        file.source(of: rows).hasPrefix("(") && rows.span.start == write.call.callee.span.end
      change.edit(
        file, Edit(rows.span.start..<rows.span.end, with: isWrapped ? "(\(name))" : name))
    }
    return change.fix(
      "Keep one row of each key (\(fields.map(\.name).joined(separator: ", "))) in the batch",
      .unsafe,
      because: """
        Of several rows with one key the last is written, as if they had come one after the other. \
        Rows that are stored already still collide; `update_conflicts` or `ignore_conflicts` decide \
        about those.
        """)
  }
}
