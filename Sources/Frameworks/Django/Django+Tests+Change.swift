import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension DjangoReading {
  /// A row that is changed cannot take the key of another one, and may keep its own.
  var changedRowTest: TestCase? {
    guard changesRow, let plan = TranslationPlan(self), var scenario = DjangoScenario(self),
      scenario.fixtures.lines.contains(where: { $0.mentions("= \(scenario.model.name).objects.") })
        || scenario.needsLogin && scenario.model.table == source.userModel?.table,
      let row = scenario.fixtures.row(of: scenario.model)
    else { return nil }
    let model = scenario.model
    let fields = violatedColumns.compactMap(model.field(column:))
    for field in fields {
      guard let key = scenario.key(of: field, in: self), !key.isInPath,
        let other = scenario.otherValue(of: field),
        let arguments = scenario.fixtures.otherArguments(for: model, leavingOut: [field.name])
      else { continue }
      scenario.fixtures.need(model)
      let neighbour = DjangoFixtures.call(
        "\(model.name).objects.create", arguments + ["\(field.name)=\(other)"])
      var file = DjangoTestFile()
      file.need("TestCase", from: "django.test")
      file.need(scenario.fixtures)
      file.add("class \(scenario.subject)ChangeTests(TestCase):")
      file.add("    \"\"\"A \(model.verboseName) cannot take what belongs to another one.\"\"\"\n")
      file.method("setUp(self)", scenario.setUp + neighbour)
      file.method("send(self)", ["return \(scenario.send(by: "self.client"))"])
      // A row can be made without a value that the form does not take empty.
      let own =
        field.isOptional
        ? ["\(row).\(field.name) = \(DjangoSample.value(of: field, shape: nil))", "\(row).save()"]
        : []
      file.method(
        "test_what_it_has_may_stay(self)",
        own + [
          "self.data[\"\(key.name)\"] = \(row).\(field.name)",
          "self.assertLess(self.send().status_code, 400)",
        ])
      file.method(
        "test_what_is_taken_is_refused(self)",
        [
          "\(row).refresh_from_db()", "before = \(row).\(field.name)",
          "self.data[\"\(key.name)\"] = \(other)",
          "response = self.send()",
        ] + refused(plan) + [
          "\(row).refresh_from_db()", "self.assertEqual(\(row).\(field.name), before)",
        ])
      return TestCase(
        path: scenario.path("\(scenario.subject.snakeCased)_change"), framework: "django",
        code: file.text, title: "A \(model.verboseName) cannot take what belongs to another one")
    }
    return nil
  }

  /// A row cannot take the state in which another one holds the key.
  var changedConditionTest: TestCase? {
    guard changesRow, let plan = TranslationPlan(self), var scenario = DjangoScenario(self),
      let name = failure.violation?.constraint,
      let constraint = scenario.model.constraints.first(where: { $0.name == name }),
      let (state, literal) = constraint.onlyState, writtenColumns.contains(state),
      let row = scenario.fixtures.row(of: scenario.model),
      let others = scenario.fixtures.otherArguments(
        for: scenario.model, leavingOut: [state], sharing: Set(constraint.fields))
    else { return nil }
    let model = scenario.model
    let shared = constraint.fields.map { "\($0)=\(row).\($0)" }
    let neighbour = DjangoFixtures.call(
      "\(model.name).objects.create", shared + others + ["\(state)=\(literal)"])
    var file = DjangoTestFile()
    file.need("TestCase", from: "django.test")
    file.need(scenario.fixtures)
    file.add("class \(scenario.subject)StateTests(TestCase):")
    file.add("    \"\"\"One \(model.verboseName) of each key is in the state.\"\"\"\n")
    file.method("setUp(self)", scenario.setUp)
    file.method("send(self)", ["return \(scenario.send(by: "self.client"))"])
    file.method(
      "test_the_first_one_takes_the_state(self)",
      [
        "self.assertLess(self.send().status_code, 400)", "\(row).refresh_from_db()",
        "self.assertEqual(\(row).\(state), \(literal))",
      ])
    file.method(
      "test_beside_another_one_it_is_refused(self)",
      neighbour + ["response = self.send()"] + refused(plan) + [
        "\(row).refresh_from_db()", "self.assertNotEqual(\(row).\(state), \(literal))",
      ])
    return TestCase(
      path: scenario.path("\(scenario.subject.snakeCased)_state"), framework: "django",
      code: file.text, title: "One \(model.verboseName) of each key is in the state")
  }
}

extension DjangoModel.Constraint {
  /// `state` and `"here"` of `condition=Q(state="here")`.
  fileprivate var onlyState: (field: String, literal: String)? {
    guard kind == .unique, let condition,
      let open = condition.utf8.firstIndex(of: UInt8(ascii: "(")),
      condition[..<open].hasSuffix("Q"), condition.hasSuffix(")")
    else { return nil }
    let parts = condition[condition.utf8.index(after: open)...].dropLast().split(
      separator: "=", maxSplits: 1)
    guard parts.count == 2, parts[0].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }),
      let quote = parts[1].first, "\"'".contains(quote), parts[1].last == quote,
      !parts[1].dropFirst().dropLast().contains(quote)
    else { return nil }
    return (String(parts[0]), "\"\(parts[1].dropFirst().dropLast())\"")
  }
}
