import EventSchema
import Fixes
import SourceCode

/// A handler of `post_save` that makes the one row of another model for its instance, whenever that
/// is saved and not only when it is new.
struct HandlersOwnRow {
  private let reading: DjangoReading
  private let site: PythonSite
  private let model: DjangoModel
  private let owner: DjangoModel
  private let field: DjangoModel.Field
  private let pattern: LookThenCreate

  init?(_ reading: DjangoReading) {
    guard reading.isAboutUniqueness, let site = reading.site, let function = site.function,
      let write = reading.write, let model = reading.model,
      let (owner, field) = reading.source.ownerWhoseHandlerMakes(model),
      reading.violatedColumns == [field.column],
      function.parameters.contains(where: { $0.name == "instance" }),
      write.values.contains(where: {
        $0.field == field.name && $0.expression.kind == .name("instance")
      }), !model.managerHidesRows,
      // `if created:`
      !site.scope.contains(where: { $0.mentionsName("created") || $0.mentionsText("created") }),
      let pattern = LookThenCreate(reading, site, write, model)
    else { return nil }
    self.reading = reading
    self.site = site
    self.model = model
    self.owner = owner
    self.field = field
    self.pattern = pattern
  }

  var fix: Fix? {
    var change = PythonChange()
    guard pattern.apply(to: &change, site.file, .none, helper: "get_or_create") else { return nil }
    return change.fix(
      "Make the row once for each \(owner.verboseName) in `\(site.functionName ?? "the handler")`",
      .unsafe,
      because: """
        The signal comes with every save, for a new \(owner.verboseName) and for one that is \
        changed. `get_or_create` makes the row when there is none, for old rows that lack one too.
        """)
  }

  /// The owner can be saved once more.
  var test: TestCase? {
    var fixtures = DjangoFixtures(reading.source)
    fixtures.need(model)
    guard let row = fixtures.row(of: owner) else { return nil }
    var file = DjangoTestFile()
    file.need("TestCase", from: "django.test")
    file.need(fixtures)
    let subject = (site.function?.name ?? model.name).camelCased
    file.add("class \(subject)AgainTests(TestCase):")
    file.add("    \"\"\"A \(owner.verboseName) can be saved again.\"\"\"\n")
    file.method("setUp(self)", fixtures.lines)
    let rows = "\(model.name).objects.filter(\(field.name)=\(row))"
    file.method(
      "test_the_first_save_makes_the_row(self)", ["self.assertEqual(\(rows).count(), 1)"])
    file.method(
      "test_another_save_keeps_it(self)", ["\(row).save()", "self.assertEqual(\(rows).count(), 1)"])
    return TestCase(
      path: reading.testPath(for: model, "\(site.function?.name ?? "handler")_again"),
      framework: "django", code: file.text, title: "A \(owner.verboseName) can be saved again")
  }
}

extension PythonStatement {
  /// Whether a text that the statement holds is this one: `kwargs["created"]`.
  fileprivate func mentionsText(_ text: String) -> Bool {
    var found = false
    visitExpressions { expression in
      if expression.stringValue == text { found = true }
      return !found
    }
    return found
  }
}
