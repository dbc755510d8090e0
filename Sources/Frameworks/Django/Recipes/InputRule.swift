import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

/// A rule of one column that is asked where its value comes in.
struct InputRule {
  var field: DjangoModel.Field
  /// The condition under which a value is refused, for the value's source.
  var refuses: (String) -> String
  var message: String
  /// What a test sends to be refused, as Python; `nil` for nothing at all.
  var refusedSample: String?
  /// Options by which a form's or serializer's own field refuses the value; `nil` where it has
  /// none. A value of `nil` takes an option away.
  var options: (DjangoValidator, PythonCall) -> [(name: String, value: String?)]?
  /// A model that the condition asks.
  var asks: DjangoModel?
  var title: String
  var rationale: String
  /// What a test that breaks the rule is called: `without_a_value`.
  var testName: String
}

extension DjangoReading {
  /// The rule in the form or serializer that takes the value, else in the function that answers.
  func fixes(for rule: InputRule) -> [Fix] {
    if let validator = validator(of: rule.field) ?? rowValidator(of: rule.field)?.inner {
      return [fix(of: validator, rule)].compactMap(\.self)
    }
    return [guardInFunction(rule)].compactMap(\.self)
  }

  /// The form or serializer that takes the value of a field, by its name or that of its key.
  func validator(of field: DjangoModel.Field) -> DjangoValidator? {
    validators.first { validator in
      validator.definition != nil && validator.type != model?.type
        && (validator.fields.contains(field.name) || validator.fields.contains(field.column))
        && !validator.isReadOnly(field.name, in: source)
    }
  }

  /// The serializer of rows inside of another one that takes the value of a field.
  func rowValidator(
    of field: DjangoModel.Field
  ) -> (outer: DjangoValidator, name: String, inner: DjangoValidator)? {
    for outer in validators where outer.definition != nil {
      for name in outer.fields {
        guard let (call, file) = outer.declaration(of: name, in: source),
          call.name?.hasSuffix("Serializer") == true, call.argument("many")?.kind == .true,
          let inner = call.dottedCallee.flatMap({ source.definition(of: $0, in: file) })
            .flatMap({ DjangoValidator($0, in: source) }), inner.fields.contains(field.name)
        else { continue }
        return (outer, name, inner)
      }
    }
    return nil
  }

  private func fix(of validator: DjangoValidator, _ rule: InputRule) -> Fix? {
    let name = validator.fields.contains(rule.field.name) ? rule.field.name : rule.field.column
    var change = PythonChange()
    if let (call, file) = validator.declaration(of: name, in: source),
      let options = rule.options(validator, call)
    {
      change.setArguments(options, of: call, in: file)
    } else {
      guard let definition = validator.definition, let type = definition.type, let model else {
        return nil
      }
      let recipe = ValidatorRecipe(
        validator: validator, type: type, file: definition.file, model: model, fields: [name],
        message: rule.message, refuses: { rule.refuses($0.first ?? name) })
      guard recipe.apply(to: &change) else { return nil }
      if let asked = rule.asks { importModel(asked, into: definition.file, &change) }
    }
    return change.fix("\(rule.title) in `\(validator.name)`", .unsafe, because: rule.rationale)
  }

  /// `if …: return JsonResponse(…, status=400)` before the write.
  private func guardInFunction(_ rule: InputRule) -> Fix? {
    guard let plan = TranslationPlan(self), plan.addedMethod == nil, plan.isOneStatement,
      plan.endsWithAnswer, let first = plan.wrapped.first,
      let margin = plan.site.file.margin(of: first),
      let refuses = condition(of: rule, at: plan.site)
    else { return nil }
    let file = plan.site.file
    let isParent = rule.asks != nil && isPartOfPath(rule.field)
    var change = PythonChange()
    change.insert(
      "\(margin)if \(refuses):\n"
        + plan.answer(
          rule.message, field: rule.field.name, status: isParent ? 404 : 400,
          margin: margin + file.style.indent),
      at: file.lineStart(of: first.span.start), in: file)
    if let asked = rule.asks { importModel(asked, into: file, &change) }
    plan.importAnswer(into: &change)
    return change.fix(
      "\(rule.title) in `\(plan.site.functionName ?? "the function")`", plan.applicability,
      because: rule.rationale)
  }

  /// The condition for what a function on the stack calls the value; what is left out of a mapping
  /// breaks no rule.
  private func condition(of rule: InputRule, at site: PythonSite) -> String? {
    guard let (data, key) = member(rule.field.column, at: site) else {
      return values(of: [rule.field.column], at: site).map { rule.refuses($0[0].source) }
    }
    let isAbout = changesRow ? "\(key) in \(data) and " : ""
    return isAbout + rule.refuses(changesRow ? "\(data)[\(key)]" : "\(data).get(\(key))")
  }

  private func isPartOfPath(_ field: DjangoModel.Field) -> Bool {
    let value = write?.values.last { model?.column(of: $0.field) == field.column }
    if case .path? = value.flatMap({ origin(of: $0.expression) }) { return true }
    return false
  }

  /// What keeps the rule is accepted, what breaks it is refused and not stored.
  func test(of rule: InputRule) -> TestCase? {
    guard var scenario = DjangoScenario(self), let key = scenario.key(of: rule.field, in: self),
      // A partial update may leave the value out.
      !changesRow || rule.refusedSample != nil || write?.validator == nil
    else { return nil }
    let model = scenario.model
    let plan = TranslationPlan(self)
    if key.isInPath {
      scenario.openPath(of: rule.field)
    } else {
      scenario.include(key, of: rule.field)
    }
    // Databases ask for the row that is pointed to when the transaction ends.
    let base = failure.violation?.kind == .foreignKey ? "TransactionTestCase" : "TestCase"
    var file = DjangoTestFile()
    file.need(base, from: "django.test")
    file.need(scenario.fixtures)
    file.add("class \(scenario.subject)\(rule.field.name.camelCased)Tests(\(base)):")
    file.add("    \"\"\"What breaks a rule is refused in readable words and not stored.\"\"\"\n")
    file.method("setUp(self)", scenario.setUp)
    file.method("send(self)", ["return \(scenario.send(by: "self.client"))"])
    file.method(
      "test_what_keeps_the_rule_is_stored(self)",
      ["self.assertLess(self.send().status_code, 400)"]
        + (changesRow ? [] : ["self.assertEqual(\(model.name).objects.count(), 1)"]))
    let broken: String
    if key.isInPath {
      broken = "self.\(key.name) = \(rule.refusedSample ?? "0")"
    } else if let sample = rule.refusedSample {
      broken = "self.data[\"\(key.name)\"] = \(sample)"
    } else if demandedKeys.contains(key.name), scenario.sendsJSON {
      // The code asks for the key itself, whatever is under it.
      broken = "self.data[\"\(key.name)\"] = None"
    } else {
      broken = "del self.data[\"\(key.name)\"]"
    }
    var before: [String] = []
    var after = ["self.assertEqual(\(model.name).objects.count(), 0)"]
    if changesRow {
      // The function may make the row itself when there is none.
      after = []
      if scenario.fixtures.holdsRow(of: model), let row = scenario.fixtures.row(of: model) {
        let value = "\(row).\(rule.field.name)"
        before = ["\(row).refresh_from_db()", "before = \(value)"]
        after = ["\(row).refresh_from_db()", "self.assertEqual(\(value), before)"]
      }
    }
    file.method(
      "test_\(rule.testName)_it_is_refused(self)",
      before + [broken, "response = self.send()"] + refused(plan, key) + after)
    return TestCase(
      path: scenario.path("\(scenario.subject.snakeCased)_\(rule.field.name)"),
      framework: "django", code: file.text,
      title: "A \(model.verboseName) \(rule.testName.replacing("_", by: " ")) is refused")
  }

  private func refused(_ plan: TranslationPlan?, _ key: DjangoScenario.Key) -> [String] {
    // How a set that is not valid is shown again is the view's own matter.
    if validators.contains(where: { $0.prefixOfSet.map { key.name.hasPrefix($0) } == true }) {
      return ["self.assertLess(response.status_code, 500)"]
    }
    switch plan?.reply {
    case .formMethod where plan?.answersInvalidForms == false:
      return ["self.assertIn(\"\(key.name)\", response.context[\"form\"].errors)"]
    case .serializer, .response:
      return ["self.assertIn(response.status_code, range(400, 500))"]
    default: return ["self.assertLess(response.status_code, 500)"]
    }
  }
}

extension DjangoValidator {
  /// The call that declares a field, in the class or a base of it.
  func declaration(of name: String, in source: PythonSource) -> (PythonCall, PythonFile)? {
    guard let definition else { return nil }
    for member in Self.family(of: definition, in: source) {
      if let call = member.type?.value(name)?.asCall { return (call, member.file) }
    }
    return nil
  }
}

extension String {
  /// `born_on` becomes `BornOn`.
  var camelCased: String { split(separator: "_").map { String($0).capitalizedFirst }.joined() }
}
