import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

/// A check of the model that bounds a field by numbers or compares it with another field.
struct CheckRule {
  var field: DjangoModel.Field
  var kind: Kind

  enum Kind {
    case bounds(CheckBounds)
    /// `gte`, `gt`, `lte` or `lt`, and the other field.
    case comparison(String, DjangoModel.Field)
  }

  /// The check of that name; `nil` when it says anything else.
  init?(named name: String, of model: DjangoModel) {
    let calls = model.type.inner("Meta")?.value("constraints")?.elements.compactMap(\.asCall) ?? []
    let call = calls.first { $0.argument("name")?.stringValue == name }
    guard let condition = call?.argument("condition") ?? call?.argument("check"),
      let lookups = DjangoLookup.all(of: condition), let first = lookups.first,
      lookups.allSatisfy({ $0.path == first.path }), first.path.count == 1,
      let field = model.field(named: first.path[0])
    else { return nil }
    self.field = field
    if let bounds = CheckBounds(lookups) {
      kind = .bounds(bounds)
      return
    }
    guard lookups.count == 1, Self.opposites[first.comparison] != nil,
      let made = first.value.asCall, made.name == "F",
      let other = made.positional.first?.stringValue.flatMap(model.field(named:))
    else { return nil }
    kind = .comparison(first.comparison, other)
  }

  private static let opposites = ["gte": "<", "gt": "<=", "lte": ">", "lt": ">="]
  private static let words = [
    "gte": "must not be less than", "gt": "must be greater than",
    "lte": "must not be greater than", "lt": "must be less than",
  ]

  /// Whether larger values keep the comparison with the other field.
  var isLowerBound: Bool {
    if case .comparison(let word, _) = kind { word.hasPrefix("g") } else { false }
  }

  /// `ends_on < starts_on`
  func isBroken(_ value: String, by other: String) -> String {
    guard case .comparison(let word, _) = kind else { return "False" }
    return "\(value) \(Self.opposites[word] ?? "<") \(other)"
  }

  var message: String {
    let words =
      switch kind {
      case .bounds(let bounds): bounds.words
      case .comparison(let word, let other):
        "\(Self.words[word] ?? "is not allowed with") \(other.verboseName)"
      }
    return "\(field.verboseName.capitalizedFirst) \(words)."
  }
}

extension DjangoReading {
  private var checkRule: CheckRule? {
    guard failure.violation?.kind == .check, let model,
      let name = failure.violation?.constraint, let rule = CheckRule(named: name, of: model)
    else { return nil }
    guard changesRow else { return rule }
    // What is counted from the row itself, or fits the row's other values, is decided later.
    guard case .bounds = rule.kind else { return nil }
    let written = write?.values.last { model.column(of: $0.field) == rule.field.column }
    if let written { return written.isPart || origin(of: written.expression) == nil ? nil : rule }
    return validator(of: rule.field) == nil ? nil : rule
  }

  /// The check in the form or serializer, where the user reads which value breaks it.
  var fixesOfCheck: [Fix] {
    guard let rule = checkRule else { return [] }
    switch rule.kind {
    case .bounds: return inputRule(rule).map(fixes) ?? []
    case .comparison(_, let other):
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
    guard case .bounds(let bounds) = rule.kind else { return nil }
    // What a form made of the value is a number; a text of the request is not.
    let isNumber = validator(of: rule.field) != nil || readsJSON
    let sample = bounds.upper.map { "\($0.number) + 1" } ?? bounds.lower.map { "\($0.number) - 1" }
    return InputRule(
      field: rule.field,
      refuses: { bounds.isBroken(isNumber ? $0 : Self.number($0, of: rule.field)) },
      message: rule.message, refusedSample: sample,
      options: { _, call in
        let takesBounds = ["IntegerField", "DecimalField", "FloatField"].contains(call.name ?? "")
        guard takesBounds, let options = bounds.options else { return nil }
        let missing = options.filter { call.argument($0.name) == nil }
        // A bound of the field's own may be another one.
        let isTold = options.allSatisfy { option in
          call.argument(option.name).map { $0.kind == .number(option.value) } ?? true
        }
        return isTold && !missing.isEmpty ? missing.map { ($0.name, $0.value) } : nil
      },
      title: "Ask for the check of `\(rule.field.name)`", rationale: Self.checkRationale,
      testName: "out_of_bounds")
  }

  /// The number that a text of the request stands for; what the code makes a number stays.
  private static func number(_ source: String, of field: DjangoModel.Field) -> String {
    if ["int(", "float(", "Decimal("].contains(where: source.hasPrefix) { return source }
    return "\(field.type.hasSuffix("IntegerField") ? "int" : "float")(\(source))"
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
