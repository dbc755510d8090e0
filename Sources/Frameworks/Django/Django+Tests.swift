import DatabaseErrors
import Fixes
import SourceCode

extension DjangoReading {
  /// Tests of the key that the remedy adds, and of the places that write such rows.
  func constraintTests(_ remedy: Remedy) -> [TestCase] {
    let columns = remedy.columns.isEmpty ? violatedColumns : remedy.columns
    let isOutOfReach = lacksPartialIndexes && missingKey(remedy)?.isConditional == true
    let ofKey = isOutOfReach ? [] : [constraintTest(remedy), migrationTest(remedy)]
    return (ofKey + writers(remedy, columns).map { $0.raceTest(secondGoesOn: false) })
      .compactMap(\.self)
  }

  /// The places that write such rows after a look-up, as if the failure were there.
  private func writers(_ remedy: Remedy, _ columns: [String]) -> [DjangoReading] {
    guard let model = remedy.table.flatMap(source.model(table:)) ?? model else { return [] }
    return guardedWriters(of: model, columns)
  }

  /// The form or serializer whose own look-up the tests ask.
  private var validatorOfKey: DjangoValidator? {
    let fields = model?.fieldNames(for: violatedColumns) ?? violatedColumns
    return validators.first { validator in
      validator.definition != nil && validator.type != model?.type
        && fields.allSatisfy(validator.fields.contains) && canLookUp(in: validator)
    }
  }

  /// The duplicate is refused, the first one is not, and a look-up that misses is answered too.
  var duplicateTest: TestCase? {
    // A row that is changed needs another one to collide with; the first request makes none.
    guard !changesRow, let plan = TranslationPlan(self),
      var scenario = DjangoScenario(self)
    else { return nil }
    let model = scenario.model
    let again = ["self.send()"] + scenario.stepAside()
    var file = DjangoTestFile()
    file.importStandard("mock", from: "unittest")
    file.need("QuerySet", from: "django.db.models.query")
    file.need("TestCase", from: "django.test")
    file.need(scenario.fixtures)
    file.add("class \(scenario.subject)DuplicateTests(TestCase):")
    file.add(
      "    \"\"\"A \(model.verboseName) that is there already is refused in readable words.\"\"\"\n"
    )
    file.method("setUp(self)", scenario.setUp)
    file.method("send(self)", ["return \(scenario.send(by: "self.client"))"])
    let oneRow = "self.assertEqual(\(model.name).objects.count(), 1)"
    file.method(
      "test_the_first_one_is_accepted(self)",
      ["response = self.send()", "self.assertLess(response.status_code, 400)", oneRow])
    file.method(
      "test_the_second_one_is_refused(self)",
      again + ["response = self.send()"]
        + (validatorOfKey == nil ? refused(plan) : refusedByValidator(plan)) + [oneRow])
    if let validator = validatorOfKey, let definition = validator.definition,
      validator.canBeMadeAlone(in: source)
    {
      file.need(validator.name, from: definition.file.moduleName)
      let isSerializer = validator.kind.isSerializer
      let field = plan.errorKey
      let word = isSerializer ? "serializer" : "form"
      file.method(
        "test_the_\(word)_names_the_field(self)",
        again + [
          "\(word) = \(validator.name)(\(isSerializer ? "data=" : "")self.data)",
          "self.assertFalse(\(word).is_valid())",
          "self.assertIn(\"\(field)\", \(word).errors)",
        ])
    }
    if asksForExistence {
      file.method(
        "test_a_look_up_that_misses_is_answered_too(self)",
        again + missedLookup(of: model) + refused(plan) + [oneRow])
    }
    return TestCase(
      path: scenario.path("\(scenario.subject.snakeCased)_duplicates"), framework: "django",
      code: file.text,
      title: "A second \(model.verboseName) is refused in readable words, the first one is stored")
  }

  /// Another request can write between the look-up and the write.
  private func missedLookup(of model: DjangoModel) -> [String] {
    [
      "exists, missed = QuerySet.exists, []", "", "def miss_once(queryset):",
      "    if queryset.model is \(model.name) and not missed:", "        missed.append(queryset)",
      "        return False", "    return exists(queryset)", "",
      "with mock.patch.object(QuerySet, \"exists\", miss_once):", "    response = self.send()",
    ]
  }

  /// Whether an `exists()` decides before the write: of the change, of the code, or Django's own.
  private var asksForExistence: Bool {
    let remedy = Remedy(.validateOnPath, table: nil, columns: violatedColumns)
    if fixes(for: remedy).contains(where: { !$0.diff.isEmpty }) { return true }
    let key = Set(violatedColumns)
    if validators.contains(where: { key.isSubset(of: $0.uniqueColumns(of: model)) }) { return true }
    return checks.contains { found in
      found.check.guardsWrite && found.query.terminal?.hasSuffix("exists") == true
    }
  }

  /// The form or serializer refuses before the view's handler does; how the view answers that is
  /// its own matter.
  private func refusedByValidator(_ plan: TranslationPlan) -> [String] {
    switch plan.reply {
    case .likeCheck, .response: ["self.assertLess(response.status_code, 500)"]
    default: refused(plan)
    }
  }

  /// What a refusal looks like at this place.
  func refused(_ plan: TranslationPlan) -> [String] {
    switch plan.reply {
    case .likeCheck where !plan.refusesByStatus:
      return ["self.assertLess(response.status_code, 500)"]
    case .formMethod where !plan.answersInvalidForms:
      return [
        "self.assertEqual(response.status_code, 200)",
        "self.assertIn(\"\(plan.errorKey)\", response.context[\"form\"].errors)",
      ]
    case .formMethod, .formInFunction, .formAgain, .adminMessage, .command:
      return ["self.assertLess(response.status_code, 500)"]
    case .serializer:
      return ["self.assertContains(response, \"\(plan.errorKey)\", status_code=400)"]
    case .response: return ["self.assertEqual(response.status_code, 409)"]
    case .likeCheck: return ["self.assertIn(response.status_code, range(400, 500))"]
    }
  }
}

extension DjangoValidator {
  /// Whether the data are all that it is made of: no `__init__` demands more, and nothing in it
  /// asks for the view's context. A class inside of another one is its owner's alone.
  fileprivate func canBeMadeAlone(in source: PythonSource) -> Bool {
    guard let definition, definition.file.definition(named: name)?.type == definition.type else {
      return false
    }
    return Self.family(of: definition, in: source).allSatisfy { member in
      guard let type = member.type else { return true }
      let demanded = type.method("__init__")?.function.parameters.dropFirst() ?? []
      let isPlain = demanded.allSatisfy { $0.kind != .plain || $0.defaultValue != nil }
      return isPlain
        && !type.methods.flatMap(\.function.body).contains { statement in
          var asks = false
          statement.visitExpressions { expression in
            if expression.dottedName == "self.context" || expression.takesFromKeywords {
              asks = true
            }
            return !asks
          }
          return asks
        }
    }
  }
}

extension PythonExpression {
  /// `kwargs.pop("user")` and `kwargs["user"]`.
  fileprivate var takesFromKeywords: Bool {
    if case .subscripted(let base, _) = kind { return base.dottedName == "kwargs" }
    guard let call = asCall, call.dottedCallee == "kwargs.pop" else { return false }
    return call.positional.count == 1
  }
}

extension TranslationPlan {
  /// Whether whoever comes second is told by the status: a form is shown again with 200, and what a
  /// service gives back is for its callers to tell.
  var refusesByStatus: Bool {
    switch reply {
    case .formMethod, .formInFunction, .formAgain, .adminMessage, .command: false
    case .serializer, .response: true
    case .likeCheck(let check):
      site.isView
        && check.prevention.whenFound.contains { statement in
          guard case .return(let answer?) = statement.kind,
            case .number(let status)? = answer.asCall?.argument("status")?.kind
          else { return false }
          return status.hasPrefix("4")
        }
    }
  }

  /// Whether the view, or a class of the project above it, says itself how a form that is not valid
  /// is answered.
  var answersInvalidForms: Bool {
    guard let type = site.type, let definition = site.file.definition(named: type.name) else {
      return false
    }
    return reading.source.method("form_invalid", of: definition, type) != nil
  }

  /// Whether the form's own page can be shown again, as far as the source tells.
  var canShowForm: Bool {
    guard case .formMethod = reply, let type = site.type else { return true }
    return type.value("template_name") != nil || answersInvalidForms
      || type.method("get_template_names") != nil || hasTemplateOfModel
  }

  /// `boats/boat_form.html`, what generic views take for a model.
  private var hasTemplateOfModel: Bool {
    guard let model = reading.model else { return false }
    let name = "\(model.appLabel)/\(model.name.lowercased())_form.html"
    // A source that was read without its templates says nothing about them.
    let templates = reading.failure.tree.files.filter { $0.path.hasSuffix(".html") }
    return templates.isEmpty || templates.contains { $0.path.hasSuffix(name) }
  }

  /// The key of the error in `form.errors`.
  var errorKey: String {
    let columns = reading.violatedColumns
    let fields = reading.model?.fieldNames(for: columns) ?? columns
    if case .serializer = reply { return fields.count == 1 ? fields[0] : "non_field_errors" }
    return fieldOfForm(fields) ?? "__all__"
  }
}

extension PythonFile {
  /// `members.forms`
  var moduleName: String {
    var parts = source.path.split(separator: "/").map(String.init)
    if let last = parts.last { parts[parts.count - 1] = String(last.dropLast(3)) }
    if parts.last == "__init__" { parts.removeLast() }
    if parts.first == "src" || parts.first == "backend" { parts.removeFirst() }
    return parts.joined(separator: ".")
  }
}
