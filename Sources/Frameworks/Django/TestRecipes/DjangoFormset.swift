import EventSchema
import Fixes
import SourceCode

/// A set of forms that one request sends: `formset_factory(CoSpeakerForm, extra=3)`.
struct DjangoFormset {
  /// The form of one row.
  let form: DjangoValidator
  /// What the names of its fields begin with.
  let prefix: String

  /// The formset that a function on the stack makes, or that a class on it names.
  init?(_ reading: DjangoReading) { self.init(reading.sites, reading.source) }

  init?(_ sites: [PythonSite], _ source: PythonSource) {
    for site in sites {
      var uses: [(name: String, call: PythonCall?)] = []
      if let name = site.type?.value("form_class")?.dottedName { uses.append((name, nil)) }
      for call in site.scope.flatMap(\.calls) {
        if let name = call.dottedCallee { uses.append((name, call)) }
      }
      for use in uses {
        guard let (factory, file) = source.formsetFactory(of: use.name, in: site.file),
          let found = Self(factory, in: file, use.call, source)
        else { continue }
        self = found
        return
      }
    }
    return nil
  }

  private init?(
    _ factory: PythonCall, in file: PythonFile, _ use: PythonCall?, _ source: PythonSource
  ) {
    let form = factory.argument("form") ?? factory.positional.first
    guard let name = form?.dottedName, let definition = source.definition(of: name, in: file),
      let validator = DjangoValidator(definition, in: source)
    else { return nil }
    self.form = validator
    prefix = use?.argument("prefix")?.stringValue ?? "form"
  }

  /// The payload of rows, each with the given values.
  func payload(_ rows: [[(key: String, value: String)]]) -> [(key: String, value: String)] {
    var items = [
      (key: "\(prefix)-TOTAL_FORMS", value: "\(rows.count)"),
      (key: "\(prefix)-INITIAL_FORMS", value: "0"),
    ]
    for (index, row) in rows.enumerated() {
      items += row.map { (key: "\(prefix)-\(index)-\($0.key)", value: $0.value) }
    }
    return items
  }
}

extension PythonSource {
  /// The factory's call that a name stands for, in the file itself or where it is imported from.
  fileprivate func formsetFactory(
    of name: String, in file: PythonFile
  ) -> (call: PythonCall, file: PythonFile)? {
    let last = name.split(separator: ".").last.map(String.init) ?? name
    guard last.mentions("Form") else { return nil }
    for candidate in [file] + files(mentioning: "formset_factory") {
      for statement in candidate.module.statements {
        guard let (own, value) = statement.simpleAssignment, own == last,
          let call = value.asCall, call.name?.hasSuffix("formset_factory") == true
        else { continue }
        return (call, candidate)
      }
    }
    return nil
  }
}

extension DjangoReading {
  /// Forms of one set that hold a key twice are stored once.
  var formsetTest: TestCase? {
    guard let site, let write, let model, let formset = DjangoFormset(self),
      var scenario = DjangoScenario(DjangoReading(self, movedTo: site, write, []))
    else { return nil }
    let key = violatedColumns.compactMap(model.field(column:)).first { field in
      formset.form.fields.contains(field.name) && DjangoSample.otherValue(of: field) != nil
    }
    guard let key, let other = DjangoSample.otherValue(of: key) else { return nil }
    let first = DjangoSample.value(of: key, shape: nil)
    var rest: [(key: String, value: String)] = []
    for name in formset.form.fields where name != key.name {
      guard let field = model.field(named: name), !field.isRelation else { return nil }
      rest.append((name, DjangoSample.value(of: field, shape: nil)))
    }
    scenario.send(formset.payload([first, other, other].map { [(key.name, $0)] + rest }))
    var file = DjangoTestFile()
    file.need("TestCase", from: "django.test")
    file.need(scenario.fixtures)
    file.add("class \(scenario.subject)BatchTests(TestCase):")
    file.add("    \"\"\"Forms that hold a key twice store it once.\"\"\"\n")
    file.method("setUp(self)", scenario.setUp)
    file.method(
      "test_a_repeated_\(key.name)_is_stored_once(self)",
      [
        "response = \(scenario.send(by: "self.client"))",
        "self.assertLess(response.status_code, 400)",
        "self.assertEqual(\(model.name).objects.count(), 2)",
      ])
    return TestCase(
      path: scenario.path("\(scenario.subject.snakeCased)_batch"), framework: "django",
      code: file.text, title: "Forms that hold a key twice store it once")
  }

  /// Forms that hold a key twice are refused together.
  var refusedFormsetTest: TestCase? {
    guard let site, let write, let model, let formset = DjangoFormset(self),
      let plan = TranslationPlan(self),
      var scenario = DjangoScenario(DjangoReading(self, movedTo: site, write, []))
    else { return nil }
    let key = model.fieldNames(for: violatedColumns)
    guard formset.form.fields.contains(where: key.contains) else { return nil }
    var row: [(key: String, value: String)] = []
    for name in formset.form.fields {
      guard let field = model.field(named: name),
        let value = scenario.fixtures.value(of: field, in: model)
      else { return nil }
      row.append((name, field.isRelation ? "\(value).pk" : value))
    }
    let once = formset.payload([row])
    scenario.send(once)
    let again = formset.payload([row, row]).filter { item in !once.contains { $0 == item } }
    var file = DjangoTestFile()
    file.need("TestCase", from: "django.test")
    file.need(scenario.fixtures)
    file.add("class \(scenario.subject)BatchTests(TestCase):")
    file.add("    \"\"\"Forms that hold a key twice are refused, and none of them stored.\"\"\"\n")
    file.method("setUp(self)", scenario.setUp)
    file.method("send(self)", ["return \(scenario.send(by: "self.client"))"])
    file.method(
      "test_one_form_is_stored(self)",
      [
        "self.assertLess(self.send().status_code, 400)",
        "self.assertEqual(\(model.name).objects.count(), 1)",
      ])
    file.method(
      "test_a_repeated_key_is_refused(self)",
      ["self.data |= {"] + again.map { "    \"\($0.key)\": \($0.value)," } + ["}"]
        + ["response = self.send()"] + refused(plan)
        + ["self.assertEqual(\(model.name).objects.count(), 0)"])
    return TestCase(
      path: scenario.path("\(scenario.subject.snakeCased)_batch"), framework: "django",
      code: file.text, title: "Forms that hold a key twice are refused")
  }
}
