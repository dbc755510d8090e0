import Fixes
import SourceCode

extension DjangoReading {
  /// The database itself refuses a second row, and only that.
  func constraintTest(_ remedy: Remedy, _ columns: [String]) -> TestCase? {
    guard let model = remedy.table.flatMap(source.model(table:)) ?? model,
      let key = MissingKey(model, columns, whereNull: openColumns(remedy, columns))
    else { return nil }
    var fixtures = DjangoFixtures(source)
    fixtures.need(model)
    let optional = key.fields.filter(\.isOptional)
    guard var arguments = fixtures.arguments(for: model, leavingOut: []) else { return nil }
    for field in optional {
      guard let value = fixtures.value(of: field, in: model) else { return nil }
      arguments.append("\(field.name)=\(value)")
    }
    let create = DjangoFixtures.call("\(model.name).objects.create", arguments)
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
        + create.map { "    " + $0 } + ["self.assertEqual(\(model.name).objects.count(), 1)"])
    if let open = key.nullFields.first, let closed = fixtures.value(of: open, in: model) {
      let row = DjangoFixtures.call(
        "\(model.name).objects.create", arguments + ["\(open.name)=\(closed)"])
      file.method(
        "test_a_row_with_\(open.name)_does_not_stand_in_the_way(self)",
        row + create + ["self.assertEqual(\(model.name).objects.count(), 2)"])
    }
    return TestCase(
      path: testPath(for: model, "\(model.name.snakeCased)_unique"), framework: "django",
      code: file.text, title: "The database refuses a second \(model.verboseName) with the same key"
    )
  }

  /// More than is left is refused and changes nothing.
  var conditionalUpdateTest: TestCase? {
    guard let write, write.fetched != nil, var scenario = DjangoScenario(self),
      let column = violatedColumns.first, let field = scenario.model.field(column: column),
      let amount = write.values.last(where: { $0.field == field.name }),
      let amountKey = payloadKey(in: amount.expression)
    else { return nil }
    let model = scenario.model
    // The row that the request looks up: by the payload, or by a part of the URL.
    var given: Set<String> = [field.name]
    var arguments = ["\(field.name)=5"]
    for lookup in write.lookups {
      guard let name = lookup.path.first, let known = model.field(named: name),
        case .payload(let key)? = origin(of: lookup.value),
        let value = scenario.payload.first(where: { $0.key == key })?.value
      else { return nil }
      given.insert(known.name)
      arguments.append("\(known.name)=\(value)")
    }
    guard let others = scenario.fixtures.arguments(for: model, leavingOut: given) else {
      return nil
    }
    let row = DjangoFixtures.call(
      "\(model.name).objects.create", arguments + others, prefix: "self.row = ")
    var file = DjangoTestFile()
    file.need("TestCase", from: "django.test")
    file.need(scenario.fixtures)
    file.add("class \(scenario.subject)LimitTests(TestCase):")
    file.add(
      "    \"\"\"More than is left is refused in readable words and changes nothing.\"\"\"\n")
    file.method("setUp(self)", scenario.setUp + row)
    file.method(
      "send(self, amount)",
      ["self.data[\"\(amountKey)\"] = amount", "return \(scenario.send(by: "self.client"))"])
    func left(_ count: Int) -> [String] {
      ["self.row.refresh_from_db()", "self.assertEqual(self.row.\(field.name), \(count))"]
    }
    file.method(
      "test_what_is_left_can_be_taken(self)",
      ["self.assertLess(self.send(5).status_code, 400)"] + left(0))
    file.method(
      "test_more_than_is_left_is_refused(self)",
      ["self.assertIn(self.send(6).status_code, range(400, 500))"] + left(5))
    return TestCase(
      path: scenario.path("\(scenario.subject.snakeCased)_limit"), framework: "django",
      code: file.text, title: "Taking more than is left is refused and changes nothing")
  }

  /// The payload's key somewhere in an expression.
  private func payloadKey(in expression: PythonExpression) -> String? {
    var key: String?
    expression.visit { part in
      if key == nil, case .payload(let found)? = origin(of: part) { key = found }
      return key == nil
    }
    return key
  }
}
