import Fixes
import SourceCode

extension DjangoReading {
  /// The value in its final form where it is looked for, when only what comes after the look-up
  /// brings it there.
  var sameFormAsBelow: Fix? {
    guard let key = FoldedKey(self) else { return nil }
    var change = PythonChange()
    let title: String
    switch key.look {
    case .query(let check, let value):
      guard value.isRepeatable else { return nil }
      let form = key.fold.applied(to: check.file.source(of: value))
      change.edit(check.file, Edit(value.span.start..<value.span.end, with: form))
      title = "Look for `\(form)`, the form that is stored"
    case .validator(let validator) where validator.kind.isSerializer:
      guard fold(key, before: validator, &change) else { return nil }
      title = "Bring `\(key.field.name)` to its form before `\(validator.name)` looks for it"
    case .validator(let validator):
      guard foldInClean(key, &change) else { return nil }
      title = "Bring `\(key.field.name)` to its form before `\(validator.name)` looks for it"
    }
    return change.fix(
      title, .unsafe,
      because: """
        The value was looked for as it came and stored in another form, so the row that stands in \
        the way was not found. Other paths that look for the column have to use the same form.
        """)
  }

  /// A serializer asks its validators before any of its own methods: only what comes in is earlier.
  private func fold(
    _ key: FoldedKey, before validator: DjangoValidator, _ change: inout PythonChange
  ) -> Bool {
    guard let definition = validator.definition, let type = definition.type,
      type.method("to_internal_value") == nil, let last = type.lastDeclaration
    else { return false }
    let file = definition.file
    let (level, name) = (file.style.indent, file.style.literal(key.field.name))
    // A class may stand inside of another one.
    let margin = file.margin(of: last) ?? level
    let value = "data[\(name)]"
    change.insert(
      """

      \(margin)def to_internal_value(self, data):
      \(margin + level)if isinstance(data, Mapping) and isinstance(data.get(\(name)), str):
      \(margin + level + level)data = data.copy()
      \(margin + level + level)\(value) = \(key.fold.applied(to: value))
      \(margin + level)return super().to_internal_value(data)

      """, at: file.lineEnd(of: last.span.end - 1), in: file)
    change.addImport(["Mapping"], from: "collections.abc", in: file)
    return true
  }

  /// What `save` does to the field, in `clean` as well, which forms and the admin run before they
  /// look.
  private func foldInClean(_ key: FoldedKey, _ change: inout PythonChange) -> Bool {
    guard let model, let statement = key.inSave, let save = model.type.method("save"),
      let lines = model.file.lines(of: [statement])
    else { return false }
    let file = model.file
    let text = String(decoding: Array(file.source.text.utf8)[lines], as: UTF8.self)
    if let clean = model.type.method("clean")?.function, let first = clean.body.first {
      change.insert(text, at: file.lineStart(of: first.span.start), in: file)
      return true
    }
    let margin = file.style.indent
    change.insert(
      "\(margin)def clean(self):\n\(margin + margin)super().clean()\n" + text + "\n",
      at: file.lineStart(of: save.statement.span.start), in: file)
    return true
  }

  /// A value in another form meets the same row, and is no server error.
  var formOfBelowTest: TestCase? {
    guard !changesRow, let key = FoldedKey(self), var scenario = DjangoScenario(self),
      let sent = scenario.key(of: key.field, in: self), !sent.isInPath,
      let other = key.fold.otherForm(of: "value")
    else { return nil }
    let model = scenario.model
    var file = DjangoTestFile()
    file.need("TestCase", from: "django.test")
    file.add("class \(scenario.subject)FormTests(TestCase):")
    file.add("    \"\"\"One value in several forms is one row, and no server error.\"\"\"\n")
    let aside = scenario.stepAside()
    file.need(scenario.fixtures)
    file.method("setUp(self)", scenario.setUp)
    file.method("send(self)", ["return \(scenario.send(by: "self.client"))"])
    file.method(
      "test_another_form_meets_the_same_row(self)",
      [
        "value = self.data[\"\(sent.name)\"]",
        "self.assertLess(self.send().status_code, 400)",
      ] + aside + [
        "self.data[\"\(sent.name)\"] = \(other)",
        "self.assertLess(self.send().status_code, 500)",
        "self.assertEqual(\(model.name).objects.count(), 1)",
      ])
    return TestCase(
      path: scenario.path("\(scenario.subject.snakeCased)_forms"), framework: "django",
      code: file.text, title: "One value in several forms is one \(model.verboseName)")
  }
}

extension PythonClass {
  /// Fields and inner classes, which come before the methods.
  fileprivate var lastDeclaration: PythonStatement? {
    let first = body.firstIndex { statement in
      if case .function = statement.kind { true } else { false }
    }
    return body[..<(first ?? body.endIndex)].last
  }
}
