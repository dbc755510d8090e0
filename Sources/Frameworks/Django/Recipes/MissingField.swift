import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

/// A required column that neither the form of the model nor the code around it gives a value.
struct MissingField {
  private let reading: DjangoReading
  private let validator: DjangoValidator
  private let definition: PythonDefinition
  private let field: DjangoModel.Field
  /// The last name that `Meta.fields` lists.
  private let last: PythonExpression

  /// `nil` where the form takes the field, where it lists no fields by name, and where the code
  /// sets the column or the row is there already.
  init?(_ reading: DjangoReading) {
    guard reading.failure.violation?.kind == .notNull, !reading.changesRow,
      let column = reading.violatedColumns.first, reading.violatedColumns.count == 1,
      let model = reading.model, let field = model.field(column: column), !field.isPrimaryKey,
      field.call?.argument("editable")?.kind != .false, !field.hasDefault,
      reading.write?.values.contains(where: { model.column(of: $0.field) == column }) == false,
      let validator = reading.validators.first(where: { $0.model?.table == model.table }),
      validator.kind == .modelForm || validator.kind == .modelSerializer,
      !validator.fields.contains(field.name), let definition = validator.definition,
      definition.type != model.type,
      let last = definition.type?.inner("Meta")?.value("fields")?.elements.last,
      last.stringValue != nil
    else { return nil }
    self.reading = reading
    self.validator = validator
    self.definition = definition
    self.field = field
    self.last = last
  }

  var fix: Fix? {
    let file = definition.file
    var change = PythonChange()
    change.edit(
      file, Edit(last.span.end..<last.span.end, with: ", \(file.style.literal(field.name))"))
    let kind = validator.kind.isSerializer ? "serializer" : "form"
    return change.fix(
      "Ask for `\(field.name)` in `\(validator.name)`", .unsafe,
      because: """
        The column takes no NULL and has no default, and nothing on this path gives it a value. \
        The \(kind) now demands it, and whoever leaves it out reads so. A template that writes its \
        fields out one by one has to show it as well; where the value is not the client's to tell, \
        set it before the row is saved instead.
        """)
  }

  var test: TestCase? {
    guard var scenario = DjangoScenario(reading),
      let value = scenario.fixtures.value(of: field, in: scenario.model)
    else { return nil }
    let model = scenario.model
    scenario.send(scenario.payload + [(field.name, field.isRelation ? "\(value).pk" : value)])
    let refused =
      validator.kind.isSerializer
      ? "self.assertContains(response, \"\(field.name)\", status_code=400)"
      : "self.assertIn(\"\(field.name)\", response.context[\"form\"].errors)"
    var file = DjangoTestFile()
    file.need("TestCase", from: "django.test")
    file.need(scenario.fixtures)
    file.add("class \(scenario.subject)\(field.name.camelCased)Tests(TestCase):")
    file.add("    \"\"\"What the column demands is asked for.\"\"\"\n")
    file.method("setUp(self)", scenario.setUp)
    file.method("send(self)", ["return \(scenario.send(by: "self.client"))"])
    file.method(
      "test_what_is_given_is_stored(self)",
      [
        "self.assertLess(self.send().status_code, 400)",
        "self.assertEqual(\(model.name).objects.count(), 1)",
      ])
    file.method(
      "test_without_\(field.name)_it_is_refused(self)",
      [
        "del self.data[\"\(field.name)\"]", "response = self.send()", refused,
        "self.assertEqual(\(model.name).objects.count(), 0)",
      ])
    return TestCase(
      path: scenario.path("\(scenario.subject.snakeCased)_\(field.name)"), framework: "django",
      code: file.text, title: "A \(model.verboseName) without \(field.name) is refused")
  }
}
