import Fixes
import SourceCode

/// The class that takes the input of an endpoint: a model of pydantic, a schema of marshmallow, or
/// a form of WTForms.
struct PythonInput {
  let type: PythonClass
  private let definition: PythonDefinition
  let kind: Kind
  let source: PythonSource
  /// The parameter or name by which the endpoint knows it.
  let name: String
  /// Whether the body is a list of such objects.
  private var isWholeList = false
  /// Whether any field may be left out here, whatever the class says.
  private(set) var isPartial = false
  /// The fields that are taken here, where not all are: `UserSchema(only=["name"])`.
  private var taken: Set<String>?

  enum Kind {
    case model, schema, form
  }

  init?(_ endpoint: PythonEndpoint, _ source: PythonSource) {
    self.source = source
    if let form = PythonForm(endpoint, source) {
      type = form.type
      definition = form.definition
      kind = .form
      name = form.name
      return
    }
    for parameter in endpoint.function.parameters {
      let element = parameter.annotation?.elementType
      guard let annotated = element ?? parameter.annotation?.annotatedType,
        let definition = source.definition(of: annotated, in: endpoint.site.file),
        let type = definition.type, Self.isModel(type, definition.file, source)
      else { continue }
      self.type = type
      self.definition = definition
      kind = .model
      name = parameter.name
      isWholeList = element != nil
      return
    }
    guard let schema = Self.schema(of: endpoint, source), let type = schema.definition.type else {
      return nil
    }
    self.type = type
    definition = schema.definition
    isPartial = schema.isPartial
    taken = schema.taken
    kind = .schema
    name = type.name
  }

  private static func isModel(
    _ type: PythonClass, _ file: PythonFile, _ source: PythonSource, depth: Int = 4
  ) -> Bool {
    if type.arguments.contains(where: { $0.name == "table" }) { return false }
    return type.bases.contains { base in
      if base.lastName == "BaseModel" || base.lastName == "SQLModel" { return true }
      guard depth > 0, let parent = source.definition(of: base, in: file), let type = parent.type
      else { return false }
      return isModel(type, parent.file, source, depth: depth - 1)
    }
  }

  /// The fields with what they are declared as, those of the bases first.
  var fields: [Field] {
    let declared = Self.fields(of: definition, source).filter { taken?.contains($0.name) ?? true }
    guard isPartial else { return declared }
    return declared.map { field in
      var field = field
      field.isOptional = true
      return field
    }
  }

  /// The fields of one row, where the class only holds a list of them.
  var allFields: [Field] { rowType.map { Self.fields(of: $0.definition, source) } ?? fields }

  var isList: Bool { isWholeList || wrapper != nil }

  /// `boats` of a model that holds `boats: list[BoatIn]` and nothing else that is needed.
  var wrapper: String? { rowType?.name }

  private var rowType: (name: String, definition: PythonDefinition)? {
    let needed = fields.filter { !$0.isOptional }
    guard kind == .model, needed.count == 1, let field = needed.first,
      case .annotate(_, let annotation, _) = field.statement.kind,
      let element = annotation.elementType,
      let definition = source.definition(of: element, in: field.file), let type = definition.type,
      Self.isModel(type, definition.file, source)
    else { return nil }
    return (field.name, definition)
  }

  func field(_ name: String) -> Field? { fields.last { $0.name == name } }

  /// Whether a field takes no longer texts already.
  func isLimited(_ name: String) -> Bool {
    guard let call = field(name)?.call else { return false }
    let validators = call.argument("validators")?.elements ?? []
    for length in call.argument("validate")?.calls ?? [] where length.name == "Length" {
      return length.argument("max") != nil || length.positional.count > 1
    }
    return call.argument("max_length") != nil
      || validators.contains { $0.asCall?.name == "Length" && $0.asCall?.argument("max") != nil }
  }

  struct Field {
    var name: String
    /// `str` of `Optional[str]`; `EmailField` of a form.
    var type: String?
    var isOptional: Bool
    /// `Field(…)`, or the call of a form's field.
    var call: PythonCall?
    var statement: PythonStatement
    fileprivate(set) var file: PythonFile

    /// `StringField("Name", validators=[…])`
    var isOfForm: Bool { call?.name?.hasSuffix("Field") == true && call?.name != "Field" }

    /// `str` of `list[str]`, as far as it is a plain type.
    var elementType: String? {
      // `fields.List(fields.Int())`
      if call?.isSchemaField == true, call?.name == "List" {
        let element = call?.positional.first
        switch element?.asCall?.name ?? element?.dottedName?.lastName {
        case "Int", "Integer": return "int"
        case "Str", "String", "Email": return "str"
        default: return nil
        }
      }
      guard case .annotate(_, let annotation, _) = statement.kind,
        let element = annotation.elementType, ["str", "int", "EmailStr"].contains(element)
      else { return nil }
      return element
    }
  }

  static func fields(
    of definition: PythonDefinition, _ source: PythonSource, depth: Int = 4
  ) -> [Field] {
    guard let type = definition.type, depth > 0 else { return [] }
    var result = type.bases.flatMap { base -> [Field] in
      source.definition(of: base, in: definition.file).map {
        fields(of: $0, source, depth: depth - 1)
      } ?? []
    }
    for statement in type.body {
      let field: Field
      switch statement.kind {
      case .annotate(let target, let annotation, let value):
        guard case .name(let name) = target.kind, name != "model_config" else { continue }
        let call = value?.asCall
        let hasDefault =
          value != nil && value?.kind != .ellipsis
          && !(call?.name == "Field" && call?.isRequiredField == true)
        field = Field(
          name: name, type: annotation.annotatedType, isOptional: hasDefault, call: call,
          statement: statement, file: definition.file)
      case .assign:
        guard let (name, value) = statement.simpleAssignment, let call = value.asCall else {
          continue
        }
        if call.isSchemaField {
          guard call.argument("dump_only")?.kind != .true else { continue }
          field = Field(
            name: name, type: call.name, isOptional: call.argument("required")?.kind != .true,
            call: call, statement: statement, file: definition.file)
          break
        }
        guard call.name?.hasSuffix("Field") == true else { continue }
        let validators = call.argument("validators")?.elements ?? []
        let isRequired = validators.contains {
          ["DataRequired", "InputRequired"].contains($0.asCall?.name ?? $0.dottedName ?? "")
        }
        field = Field(
          name: name, type: call.name, isOptional: !isRequired, call: call, statement: statement,
          file: definition.file)
      default: continue
      }
      result.removeAll { $0.name == field.name }
      result.append(field)
    }
    return result
  }

  /// Whether only this endpoint takes the class, so that a stricter field changes no other.
  private var isOwn: Bool {
    var uses = 0
    for file in source.files(mentioning: type.name) {
      for (_, function, _) in file.functions {
        let isTaken = function.parameters.contains {
          $0.annotation?.annotatedType?.lastName == type.name
        }
        let isMade = function.body.flatMap(\.calls).contains { $0.name == type.name }
        if isTaken || isMade { uses += 1 }
      }
      for (_, other) in file.classes where other.bases.contains(where: { $0.lastName == type.name })
      {
        uses += 1
      }
    }
    return uses <= 1
  }

  /// The class with a field that may not be left out; `nil` when others rely on it being optional.
  func requiring(_ name: String) -> PythonChange? {
    guard isOwn, !isPartial, let field = fields.last(where: { $0.name == name }), field.isOptional,
      type.body.contains(where: { $0.span == field.statement.span })
    else { return nil }
    var change = PythonChange()
    let file = field.file
    switch kind {
    case .form: return adding("DataRequired()", to: field)
    case .schema: return demanded(field)
    case .model:
      guard case .annotate(let target, let annotation, let value) = field.statement.kind else {
        return nil
      }
      guard let inner = annotation.withoutNone,
        value?.kind == PythonExpression.Kind.none || value == nil
      else { return nil }
      let text = "\(file.source(of: target)): \(file.source(of: inner))"
      change.edit(file, Edit(field.statement.span.start..<field.statement.span.end, with: text))
      return change
    }
  }

  /// The class with a field that takes a text of no more than so many characters; `nil` when the
  /// field has a limit, or is written in a way that has no place for it.
  func limiting(_ name: String, to length: Int) -> PythonChange? {
    guard let field = fields.last(where: { $0.name == name }),
      type.body.contains(where: { $0.span == field.statement.span })
    else { return nil }
    if kind == .form {
      let isLimited = field.call?.argument("validators")?.elements.contains {
        $0.asCall?.name == "Length"
      }
      return isLimited == true ? nil : adding("Length(max=\(length))", to: field)
    }
    if kind == .schema { return limited(field, to: length) }
    guard case .annotate(_, _, let value) = field.statement.kind,
      ["str", "EmailStr"].contains(field.type?.lastName ?? "")
    else { return nil }
    var change = PythonChange()
    let file = field.file
    let end = field.statement.span.end
    if let call = value?.asCall {
      guard call.name == "Field", call.argument("max_length") == nil else { return nil }
      let separator = call.arguments.isEmpty ? "" : ", "
      change.insert("\(separator)max_length=\(length)", at: call.span.end - 1, in: file)
      return change
    }
    if let value {
      let range = value.span.start..<value.span.end
      change.edit(
        file,
        Edit(range, with: "Field(default=\(file.source(of: value)), max_length=\(length))"))
    } else {
      change.insert(" = Field(max_length=\(length))", at: end, in: file)
    }
    let module = file.imports["SQLModel"] != nil ? "sqlmodel" : "pydantic"
    change.addImport(["Field"], from: module, in: file)
    return change
  }

  /// A form's field with one more validator.
  func adding(_ validator: String, to field: Field) -> PythonChange? {
    guard let call = field.call else { return nil }
    var change = PythonChange()
    let file = field.file
    let list = call.argument("validators") ?? call.positional.dropFirst().first
    if let list {
      guard case .list(let elements) = list.kind else { return nil }
      if let last = elements.last {
        // `Optional()` lets nothing at all pass, whatever comes behind it.
        let isOptional = elements.contains { $0.asCall?.name == "Optional" }
        guard !isOptional || !validator.hasSuffix("Required()") else { return nil }
        change.insert(", \(validator)", at: last.span.end, in: file)
      } else {
        change.insert(validator, at: list.span.start + 1, in: file)
      }
    } else {
      let separator = call.arguments.isEmpty ? "" : ", "
      change.insert("\(separator)validators=[\(validator)]", at: call.span.end - 1, in: file)
    }
    let name = String(validator.prefix { $0 != "(" })
    change.addImport([name], from: "wtforms.validators", in: file)
    return change
  }
}

extension PythonCall {
  /// `Field(…)`, `Field(max_length=3)`: without a default.
  fileprivate var isRequiredField: Bool {
    argument("default") == nil && argument("default_factory") == nil
      && (positional.first == nil || positional.first?.kind == .ellipsis)
  }
}

extension PythonExpression {
  /// `BoatIn` of `list[BoatIn]`, `List[BoatIn]`, `Annotated[list[BoatIn], Body()]`.
  var elementType: String? {
    guard case .subscripted(let base, let indices) = kind, let first = indices.first else {
      return nil
    }
    let name = base.dottedName?.lastName ?? ""
    if name == "Annotated" { return first.elementType }
    return ["list", "List", "Sequence", "conlist"].contains(name) ? first.annotatedType : nil
  }

  /// `str` of `Optional[str]` and of `str | None`; `nil` for what takes no `None`.
  fileprivate var withoutNone: PythonExpression? {
    switch kind {
    case .binary(let left, "|", let right):
      if right.kind == .none { return left }
      return left.kind == .none ? right : nil
    case .subscripted(let base, let indices):
      return base.dottedName?.lastName == "Optional" ? indices.first : nil
    default: return nil
    }
  }
}
