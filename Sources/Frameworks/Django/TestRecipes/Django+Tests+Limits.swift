import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

extension DjangoReading {
  /// More than is left is refused and changes nothing.
  var conditionalUpdateTest: TestCase? {
    guard let taking = Taking(self) else { return nil }
    let scenario = taking.scenario
    var file = DjangoTestFile()
    file.need("TestCase", from: "django.test")
    file.need(scenario.fixtures)
    file.add("class \(scenario.subject)LimitTests(TestCase):")
    file.add(
      "    \"\"\"More than is left is refused in readable words and changes nothing.\"\"\"\n")
    file.method("setUp(self)", scenario.setUp + taking.row)
    file.method(
      "send(self, amount)",
      taking.set("amount") + ["return \(scenario.send(by: "self.client"))"])
    file.method(
      "test_what_is_left_can_be_taken(self)",
      ["self.assertLess(self.send(5).status_code, 400)"] + taking.left(0))
    let more =
      taking.amountKey == nil
      ? ["self.send(5)", "self.assertLess(self.send(5).status_code, 500)"] + taking.left(0)
      : ["self.assertLess(self.send(6).status_code, 500)"] + taking.left(5)
    file.method("test_more_than_is_left_is_refused(self)", more)
    return TestCase(
      path: scenario.path("\(scenario.subject.snakeCased)_limit"), framework: "django",
      code: file.text, title: "Taking more than is left is refused and changes nothing")
  }

  /// Two requests that both see enough, of which there is enough for one.
  var takingRaceTest: TestCase? {
    guard let taking = Taking(self) else { return nil }
    let scenario = taking.scenario
    var file = DjangoTestFile()
    file.importStandard("contextlib")
    file.importStandard("threading")
    file.need("connection", from: "django.db")
    scenario.needClient(in: &file)
    file.need("TransactionTestCase", from: "django.test")
    file.need(scenario.fixtures)
    if isInTransaction || !refusesInStatement { file.skipWithoutRowLocks() }
    file.add("class \(scenario.subject)AtOnceTests(TransactionTestCase):")
    file.add(
      "    \"\"\"Two requests see enough for one of them: one takes it, one is refused.\"\"\"\n")
    file.method(
      "setUp(self)", scenario.rows + taking.row + taking.set("3"))
    file.method(
      "test_two_at_once_take_no_more_than_there_is(self)",
      Self.meeting.map {
        $0.replacing("INSERT INTO", by: "UPDATE").replacing("the_insert", by: "the_update")
      } + request(scenario).map { $0.replacing("the_insert", by: "the_update") } + Self.threads
        + taking.left(taking.amountKey == nil ? 0 : 2) + [
          "self.assertEqual(len(statuses), 2)", "self.assertLess(max(statuses), 500, statuses)",
        ])
    return TestCase(
      path: scenario.path("\(scenario.subject.snakeCased)_at_once"), framework: "django",
      code: file.text.replacing("TABLE", by: scenario.model.table),
      title: "Two requests at once take no more than there is")
  }
}

/// A request that takes from a number of a row that is there.
private struct Taking {
  let scenario: DjangoScenario
  /// The lines that make the row, with five to take.
  let row: [String]
  /// The payload's key for how many are taken; `nil` where that is always the same number.
  let amountKey: String?
  private let field: String
  /// Whether the number grows towards what there is.
  private let isAdded: Bool

  init?(_ reading: DjangoReading) {
    guard let write = reading.write,
      write.fetched != nil || write.operation == .update || reading.changesRow,
      let site = reading.site,
      // The request does not decide the number that is left.
      var scenario = DjangoScenario(DjangoReading(reading, movedTo: site, write, [])),
      let field = reading.countedField,
      let amount = write.values.last(where: { $0.field == field.name })
    else { return nil }
    let model = scenario.model
    let amountKey = reading.payloadKey(in: amount.expression)
    guard let there = amountKey == nil ? amount.expression.numberTaken : "5" else { return nil }
    // What is added has room up to another column.
    if amount.expression.isSum {
      guard amountKey != nil, scenario.fixtures.holdsRow(of: model),
        let name = reading.failure.violation?.constraint,
        case .comparison("lte", let other)? = CheckRule(named: name, of: model)?.kind
      else { return nil }
      let made = "self.\(model.name.snakeCased)"
      row = [
        "self.row = \(made)", "self.row.\(field.name) = 0", "self.row.\(other.name) = 5",
        "self.row.save()",
      ]
      self.scenario = scenario
      self.amountKey = amountKey
      self.field = field.name
      isAdded = true
      return
    }
    isAdded = false
    // The row that the request looks up: by the payload, or by a part of the URL.
    var given: Set<String> = [field.name]
    var arguments = ["\(field.name)=\(there)"]
    for lookup in write.lookups {
      guard let name = lookup.path.first, let known = model.field(named: name) else { return nil }
      let origin = reading.origin(of: lookup.value)
      let isOfPath = if case .path? = origin { true } else { false }
      if known.isPrimaryKey || isOfPath, scenario.fixtures.holdsRow(of: model) { continue }
      let value: String?
      switch origin {
      case .payload(let key): value = scenario.payload.first { $0.key == key }?.value
      case .path where !known.isRelation: value = scenario.fixtures.value(of: known, in: model)
      default: value = nil
      }
      guard let value else { return nil }
      given.insert(known.name)
      arguments.append("\(known.name)=\(value)")
    }
    let made = "self.\(model.name.snakeCased)"
    if scenario.fixtures.holdsRow(of: model) {
      row = [
        "self.row = \(made)", "self.row.\(field.name) = \(there)", "self.row.save()",
      ]
    } else {
      guard let others = scenario.fixtures.arguments(for: model, leavingOut: given) else {
        return nil
      }
      row = DjangoFixtures.call(
        "\(model.name).objects.create", arguments + others, prefix: "self.row = ")
    }
    self.scenario = scenario
    self.amountKey = amountKey
    self.field = field.name
  }

  /// The line that says how many are taken.
  func set(_ amount: String) -> [String] {
    amountKey.map { ["self.data[\"\($0)\"] = \(amount)"] } ?? []
  }

  func left(_ count: Int) -> [String] {
    [
      "self.row.refresh_from_db()",
      "self.assertEqual(self.row.\(field), \(isAdded ? 5 - count : count))",
    ]
  }
}

extension PythonExpression {
  /// `F("seats") + n`
  fileprivate var isSum: Bool { if case .binary(_, "+", _) = kind { true } else { false } }

  /// `1` of `F("seats") - 1`, and of what `-= 1` takes.
  fileprivate var numberTaken: String? {
    switch kind {
    case .number(let digits): Int(digits).map { "\($0)" }
    case .binary(_, "-", let right): right.numberTaken
    default: nil
    }
  }
}

extension DjangoReading {
  /// The payload's key somewhere in an expression.
  fileprivate func payloadKey(in expression: PythonExpression) -> String? {
    var key: String?
    expression.visit { part in
      if key == nil, case .payload(let found)? = origin(of: part) { key = found }
      return key == nil
    }
    return key
  }
}
