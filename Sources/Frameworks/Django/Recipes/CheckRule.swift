import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

/// A check of the model that compares a field with a number or with another field.
struct CheckRule {
  var field: DjangoModel.Field
  /// `gte`, `gt`, `lte` or `lt`.
  var comparison: String
  var operand: Operand

  enum Operand {
    case number(String)
    case field(DjangoModel.Field)
  }

  /// The check of that name; `nil` when it says anything else.
  init?(named name: String, of model: DjangoModel) {
    let calls = model.type.inner("Meta")?.value("constraints")?.elements.compactMap(\.asCall) ?? []
    let call = calls.first { $0.argument("name")?.stringValue == name }
    guard let condition = (call?.argument("condition") ?? call?.argument("check"))?.asCall,
      condition.name == "Q", condition.arguments.count == 1,
      let keyword = condition.arguments[0].name
    else { return nil }
    let lookup = DjangoLookup(keyword: keyword, value: condition.arguments[0].value)
    guard lookup.path.count == 1, let field = model.field(named: lookup.path[0]),
      Self.opposites[lookup.comparison] != nil
    else { return nil }
    switch lookup.value.kind {
    case .number(let digits): operand = .number(digits)
    case .call:
      guard let made = lookup.value.asCall, made.name == "F",
        let name = made.positional.first?.stringValue,
        let other = model.field(named: name)
      else { return nil }
      operand = .field(other)
    default: return nil
    }
    self.field = field
    comparison = lookup.comparison
  }

  private static let opposites = ["gte": "<", "gt": "<=", "lte": ">", "lt": ">="]
  private static let words = [
    "gte": "must not be less than", "gt": "must be greater than",
    "lte": "must not be greater than", "lt": "must be less than",
  ]

  /// Whether larger values keep the rule.
  var isLowerBound: Bool { comparison.hasPrefix("g") }

  /// `ends_on < starts_on`
  func isBroken(_ value: String, by other: String) -> String {
    "\(value) \(Self.opposites[comparison] ?? "<") \(other)"
  }

  var message: String {
    let other =
      switch operand {
      case .number(let digits): digits
      case .field(let field): field.verboseName
      }
    return
      "\(field.verboseName.capitalizedFirst) \(Self.words[comparison] ?? "is not allowed with") \(other)."
  }
}

extension DjangoReading {
  private var checkRule: CheckRule? {
    guard failure.violation?.kind == .check, !changesRow, let model,
      let name = failure.violation?.constraint
    else { return nil }
    return CheckRule(named: name, of: model)
  }

  /// The check in the form or serializer, where the user reads which value breaks it.
  var fixesOfCheck: [Fix] {
    guard let rule = checkRule else { return [] }
    switch rule.operand {
    case .number:
      guard let input = inputRule(rule) else { return [] }
      // What a form made of the value is a number; a text of the request is not.
      guard validator(of: rule.field) != nil || readsJSON else { return [] }
      return fixes(for: input)
    case .field(let other):
      let names = [rule.field.name, other.name]
      let taking = validators.first { validator in
        validator.definition != nil && validator.type != model?.type
          && names.allSatisfy(validator.fields.contains)
      }
      guard let validator = taking, let definition = validator.definition, let model,
        let type = definition.type
      else { return [] }
      let recipe = ValidatorRecipe(
        validator: validator, type: type, file: definition.file, model: model, fields: names,
        message: rule.message, refuses: { rule.isBroken($0[0], by: $0[1]) })
      var change = PythonChange()
      guard recipe.apply(to: &change) else { return [] }
      return [
        change.fix(
          "Ask for the check in `\(validator.name)`", .unsafe, because: Self.checkRationale)
      ].compactMap(\.self)
    }
  }

  private static let checkRationale = """
    The database refuses such a row, so the same rule is asked where the values come in, and the \
    user reads it. Rows that other paths write still meet the check alone.
    """

  private func inputRule(_ rule: CheckRule) -> InputRule? {
    guard case .number(let digits) = rule.operand else { return nil }
    let isInclusive = rule.comparison.hasSuffix("e")
    return InputRule(
      field: rule.field, refuses: { rule.isBroken($0, by: digits) }, message: rule.message,
      refusedSample: rule.isLowerBound ? "\(digits) - 1" : "\(digits) + 1",
      options: { _, call in
        let takesBounds = ["IntegerField", "DecimalField", "FloatField"].contains(call.name ?? "")
        let option = rule.isLowerBound ? "min_value" : "max_value"
        guard takesBounds, isInclusive, call.argument(option) == nil else { return nil }
        return [(option, digits)]
      },
      title: "Ask for the check of `\(rule.field.name)`", rationale: Self.checkRationale,
      testName: "out_of_bounds")
  }

  /// What keeps the check is stored, what breaks it is refused.
  var testOfCheck: TestCase? {
    guard let rule = checkRule else { return nil }
    if let input = inputRule(rule) { return test(of: input) }
    guard let scenario = DjangoScenario(self),
      let key = scenario.key(of: rule.field, in: self), !key.isInPath,
      let high = DjangoSample.otherValue(of: rule.field),
      let low = DjangoSample.lowerValue(of: rule.field)
    else { return nil }
    let model = scenario.model
    let (kept, broken) = rule.isLowerBound ? (high, low) : (low, high)
    var file = DjangoTestFile()
    file.need("TestCase", from: "django.test")
    file.need(scenario.fixtures)
    file.add("class \(scenario.subject)CheckTests(TestCase):")
    file.add("    \"\"\"What breaks a rule is refused in readable words and not stored.\"\"\"\n")
    file.method("setUp(self)", scenario.setUp)
    file.method(
      "send(self, value)",
      ["self.data[\"\(key.name)\"] = value", "return \(scenario.send(by: "self.client"))"])
    file.method(
      "test_what_keeps_the_rule_is_stored(self)",
      [
        "self.assertLess(self.send(\(kept)).status_code, 400)",
        "self.assertEqual(\(model.name).objects.count(), 1)",
      ])
    file.method(
      "test_what_breaks_the_rule_is_refused(self)",
      [
        "self.assertLess(self.send(\(broken)).status_code, 500)",
        "self.assertEqual(\(model.name).objects.count(), 0)",
      ])
    return TestCase(
      path: scenario.path("\(scenario.subject.snakeCased)_check"), framework: "django",
      code: file.text, title: "A \(model.verboseName) that breaks the check is refused")
  }
}
