import DatabaseErrors
import EventSchema
import Fixes
import SourceCode

/// A write that gives nothing (`value or None`) to a column that takes no NULL, but has a value for
/// rows without one.
struct FilledValue {
  private let reading: DjangoReading
  private let site: PythonSite
  private let field: DjangoModel.Field
  private let given: PythonExpression
  /// Where nothing is given: the `None` itself, or behind an expression that may be it.
  private let place: Place
  /// What a row without a value has, as Python.
  private let filling: String

  private enum Place {
    case literal(PythonExpression)
    case behind(PythonExpression)
  }

  init?(_ reading: DjangoReading) {
    guard reading.failure.violation?.kind == .notNull, let column = reading.violatedColumns.first,
      let model = reading.model, let field = model.field(column: column), !field.isPrimaryKey,
      let site = reading.site, let write = reading.write, reading.validator(of: field) == nil,
      let given = write.values.last(where: { model.column(of: $0.field) == column })?.expression,
      let filling = field.filling(in: site.file.style),
      let place = Self.place(in: given, fillsText: filling.isText)
    else { return nil }
    self.reading = reading
    self.site = site
    self.field = field
    self.given = given
    self.place = place
    self.filling = filling.text
  }

  private static func place(in given: PythonExpression, fillsText: Bool) -> Place? {
    switch given.kind {
    case .boolean("or", let operands):
      guard let last = operands.last, last.kind == .none else { return nil }
      return .literal(last)
    case .conditional(_, let then, let otherwise):
      if otherwise.kind == .none { return .literal(otherwise) }
      return then.kind == .none ? .literal(then) : nil
    case .call(let callee, let arguments):
      // `data.get("note")`; for a number, 0 is a value of its own.
      guard callee.chain.last?.name == "get", let key = arguments.first, key.kind == .positional,
        key.value.stringValue != nil,
        arguments.count == 1
          || arguments.count == 2 && arguments[1].value.kind == .none, fillsText
      else { return nil }
      return .behind(given)
    default: return nil
    }
  }

  var fix: Fix? {
    let file = site.file
    var change = PythonChange()
    switch place {
    case .literal(let none):
      change.edit(file, Edit(none.span.start..<none.span.end, with: filling))
    case .behind(let value): change.insert(" or \(filling)", at: value.span.end, in: file)
    }
    return change.fix(
      "Store \(filling) where nothing is given for `\(field.name)`", .unsafe,
      because: """
        The column takes no NULL, and the model says what a row without a value has. Where a value \
        must be there instead, demand it where it comes in.
        """)
  }

  /// Nothing is given, and the row has what the model says.
  var test: TestCase? {
    guard let scenario = DjangoScenario(reading),
      case .payload(let key)? = reading.origin(of: given)
    else { return nil }
    let model = scenario.model
    var file = DjangoTestFile()
    file.need("TestCase", from: "django.test")
    file.need(scenario.fixtures)
    file.add("class \(scenario.subject)\(field.name.camelCased)Tests(TestCase):")
    file.add("    \"\"\"A \(model.verboseName) can be stored without \(field.verboseName).\"\"\"\n")
    file.method("setUp(self)", scenario.setUp)
    let isKnown = scenario.payload.contains { $0.key == key }
    let nothing = isKnown ? ["self.data[\"\(key)\"] = \"\""] : []
    file.method(
      "test_nothing_is_stored_as_\(field.name)(self)",
      nothing + [
        "response = \(scenario.send(by: "self.client"))",
        "self.assertLess(response.status_code, 400)",
        "stored = \(model.name).objects.get()",
        "self.assertEqual(stored.\(field.name), \(filling.replacing("'", by: "\"")))",
      ])
    return TestCase(
      path: scenario.path("\(scenario.subject.snakeCased)_without_\(field.name)"),
      framework: "django", code: file.text,
      title: "A \(model.verboseName) can be stored without \(field.verboseName)")
  }
}

extension DjangoModel.Field {
  /// The literal that the model gives rows without a value; an empty text where a form may leave it
  /// empty.
  fileprivate func filling(in style: PythonStyle) -> (text: String, isText: Bool)? {
    let isText = ["CharField", "TextField", "SlugField", "EmailField", "URLField"].contains(type)
    guard let declared = call?.argument("default") else {
      guard isText, call?.argument("blank")?.kind == .true, !isUnique else { return nil }
      return (style.literal(""), true)
    }
    switch declared.kind {
    case .string(let string) where string.interpolations.isEmpty && isText:
      return (style.literal(string.value), true)
    case .number(let digits): return (digits, false)
    case .true: return ("True", false)
    case .false: return ("False", false)
    default: return nil
    }
  }
}
