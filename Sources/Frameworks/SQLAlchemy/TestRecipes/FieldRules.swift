import EventSchema
import SourceCode

/// What the class of an input says of the values of one field: a form of WTForms, a model of
/// pydantic, a schema of marshmallow.
struct FieldRules {
  private var rules = ValueRules()
  /// As Python: `"daily"`.
  private var choices: [String] = []
  /// The field that holds the same: a password that is repeated.
  private(set) var twin: String?
  /// The type in the words of the class: `PasswordField`, `HttpUrl`.
  private let type: String?
  private let isOfForm: Bool

  init(_ field: PythonInput.Field) {
    type = field.type?.lastName
    isOfForm = field.isOfForm
    var calls = [field.call].compactMap(\.self)
    if case .annotate(_, let annotation, _) = field.statement.kind {
      calls += annotation.calls
      readLiteral(annotation)
    }
    for call in calls { readArguments(of: call) }
    let second = isOfForm ? field.call?.positional.dropFirst().first : nil
    let validators = (field.call?.argument("validators") ?? second)?.elements ?? []
    let checks = field.call?.argument("validate")
    for call in validators.compactMap(\.asCall) + (checks?.calls ?? []) { read(validator: call) }
    readType()
  }

  /// `Field(min_length=3, ge=1)`, `constr(pattern=…)`, `SelectField(choices=[…])`
  private mutating func readArguments(of call: PythonCall) {
    func number(_ name: String) -> Int? { call.argument(name)?.count }
    if let least = number("min_length") { rules.lengthMin = least }
    if let most = number("max_length") { rules.lengthMax = most }
    if let least = number("ge") ?? number("gt").map({ $0 + 1 }) { rules.smallest = least }
    if let most = number("le") ?? number("lt").map({ $0 - 1 }) { rules.largest = most }
    if let text = (call.argument("pattern") ?? call.argument("regex"))?.stringValue {
      rules.pattern = PatternSample(text)
    }
    if isOfForm { readChoices(call.argument("choices")) }
  }

  private mutating func read(validator call: PythonCall) {
    let (first, second) = (call.positional.first, call.positional.dropFirst().first)
    switch call.name {
    case "Length", "length":
      rules.lengthMin = (call.argument("min") ?? first)?.count ?? rules.lengthMin
      rules.lengthMax = (call.argument("max") ?? second)?.count ?? rules.lengthMax
      if let exact = call.argument("equal")?.count {
        (rules.lengthMin, rules.lengthMax) = (exact, exact)
      }
    case "NumberRange", "Range":
      rules.smallest = (call.argument("min") ?? first)?.count ?? rules.smallest
      rules.largest = (call.argument("max") ?? second)?.count ?? rules.largest
    case "Regexp":
      rules.pattern = (first ?? call.argument("regex"))?.stringValue.flatMap(PatternSample.init)
    case "AnyOf", "OneOf": readChoices(first ?? call.argument("values") ?? call.argument("choices"))
    case "EqualTo": twin = (first ?? call.argument("fieldname"))?.stringValue
    default: break
    }
  }

  private mutating func readChoices(_ list: PythonExpression?) {
    let found = (list?.elements ?? []).compactMap { element -> String? in
      let value = element.elements.first ?? element
      if let number = value.count { return "\(number)" }
      return value.stringValue.flatMap { $0.isEmpty ? nil : "\"\($0)\"" }
    }
    if !found.isEmpty { choices = found }
  }

  /// `Literal["daily", "weekly"]`
  private mutating func readLiteral(_ annotation: PythonExpression) {
    annotation.visit { part in
      guard case .subscripted(let base, let indices) = part.kind,
        base.dottedName?.lastName == "Literal"
      else { return true }
      choices = indices.compactMap { $0.stringValue.map { "\"\($0)\"" } }
      return false
    }
  }

  private mutating func readType() {
    switch type {
    case "PositiveInt": rules.smallest = max(rules.smallest ?? 1, 1)
    case "NonNegativeInt": rules.smallest = max(rules.smallest ?? 0, 0)
    default: break
    }
  }

  /// One of the values that the field lists.
  func choice(_ number: Int) -> String? {
    choices.isEmpty ? nil : choices[(number - 1) % choices.count]
  }

  /// A value of a column or type as the field takes it.
  func fitted(_ sample: SQLAlchemySample, number: Int) -> SQLAlchemySample {
    var result = sample
    if let choice = choice(number) {
      (result.python, result.sent) = (choice, choice)
    } else if sample.python == sample.sent, sample.sent.first == "\"" {
      let text = fitted(text: String(sample.sent.dropFirst().dropLast()), number: number)
      (result.python, result.sent) = ("\"\(text)\"", "\"\(text)\"")
    } else if let wanted = Int(sample.python) {
      let fitting = fitted(number: wanted, number)
      if fitting != wanted {
        result.python = String(fitting)
        result.sent = sample.sent.first == "\"" ? "\"\(fitting).00\"" : String(fitting)
      }
    }
    // A form reads a moment as people write it.
    if isOfForm, sample.imported == "datetime" { result.sent = result.sent.replacing("T", by: " ") }
    return result
  }

  private func fitted(text: String, number: Int) -> String {
    if let made = rules.pattern?.text(number, within: rules.lengthMax) { return made }
    if ["HttpUrl", "AnyUrl", "AnyHttpUrl", "URLField", "Url", "URL"].contains(type ?? "") {
      return "https://example.org/\(number)"
    }
    guard text.count < rules.lengthMin else {
      guard let most = rules.lengthMax, most < text.count, !text.mentions("@") else { return text }
      let digits = String(number)
      return String(text.prefix(max(0, most - digits.count))) + digits
    }
    var longer = text
    while longer.count < min(rules.lengthMin, 200) { longer += text }
    return String(longer.prefix(max(rules.lengthMin, text.count)))
  }

  /// A number within the bounds, another one for each sample.
  private func fitted(number wanted: Int, _ number: Int) -> Int {
    if let least = rules.smallest, wanted < least {
      return min(least + number, rules.largest ?? .max)
    }
    if let most = rules.largest, wanted > most {
      return max(most - number + 1, rules.smallest ?? most - number + 1)
    }
    return wanted
  }
}

extension SQLAlchemyReading {
  /// The rules of the endpoint's own input for a member.
  func rules(of name: String) -> FieldRules? { fieldRules[name] }

  /// A value of a column; of the written relation one that the endpoint's input takes.
  func sample(
    _ column: Relation.Column, in row: PythonRelation, number: Int = 1
  ) -> SQLAlchemySample? {
    guard
      let sample = SQLAlchemySample(column, in: row, number: number)
        ?? memberOfEnum(column, in: row, number: number)
    else { return nil }
    guard row.facts.table == relation?.facts.table, let rules = fieldRules[column.field] else {
      return sample
    }
    return rules.fitted(sample, number: number)
  }

  /// `Status.OPEN` of a column that holds one of a class of the project.
  private func memberOfEnum(
    _ column: Relation.Column, in row: PythonRelation, number: Int
  ) -> SQLAlchemySample? {
    guard let file = row.definition?.file,
      let name = row.definition?.type?.enumName(of: column.field),
      let found = source.definition(of: name, in: file), let type = found.type,
      type.bases.contains(where: { $0.lastName.hasSuffix("Enum") })
    else { return nil }
    let members = type.body.compactMap(\.simpleAssignment).filter { $0.name.first != "_" }
    guard !members.isEmpty else { return nil }
    let member = members[(number - 1) % members.count]
    let sent = member.value.stringValue.map { "\"\($0)\"" } ?? member.value.count.map(String.init)
    guard let sent else { return nil }
    return SQLAlchemySample(
      python: "\(type.name).\(member.name)", sent: sent, imported: type.name,
      from: dotted(found.file.source.path))
  }
}

extension PythonClass {
  /// `Status` of `Column(Enum(Status))` and of `Mapped[Status]`.
  fileprivate func enumName(of field: String) -> String? {
    for statement in body {
      if let (name, value) = statement.simpleAssignment, name == field, let call = value.asCall {
        let made = call.positional.lazy.compactMap(\.asCall).first {
          ["Enum", "SQLEnum", "SAEnum", "ChoiceType"].contains($0.name ?? "")
        }
        if let name = made?.positional.first?.dottedName { return name }
      }
      if case .annotate(let target, let annotation, _) = statement.kind,
        case .name(let name) = target.kind, name == field
      {
        // `Mapped[Status]`, `Mapped[Status | None]`
        return annotation.annotatedType
      }
    }
    return nil
  }
}
