import SourceCode

/// A form or serializer that validates the input of a path.
struct DjangoValidator {
  var name: String
  /// `nil` when only its use was seen.
  var definition: PythonDefinition?
  var kind: Kind
  /// Names of the fields that it takes.
  var fields: [String]
  /// Fields that the class declares itself; a model serializer leaves those to the class.
  var declaredFields: [String]
  /// Fields that `Meta` takes from the model; a model form asks for the uniqueness of those alone.
  var modelFields: [String] = []
  var model: DjangoModel?
  /// The look-ups of its own `clean…` and `validate…` methods.
  var checks: [DjangoCheck]
  /// Fields with a `UniqueValidator`.
  var validatedFields: [String]
  /// Where the validators that the model gives are taken away: of single fields, and of the keys of
  /// several.
  var silencedFields: [String: PythonExpression] = [:]
  var silencedKeys: PythonExpression?

  enum Kind {
    case form, modelForm, serializer, modelSerializer

    var isSerializer: Bool { self == .serializer || self == .modelSerializer }
  }

  /// What the names of its fields begin with where it is one form of a set: `form` of
  /// `form-0-name`.
  var prefixOfSet: String?

  /// What a request calls a field of it, of the first one of a set.
  func partOfRequest(_ field: String) -> String {
    prefixOfSet.map { "\($0)-0-\(field)" } ?? field
  }

  /// Whether a generic view makes the form of the fields that it lists.
  var isOfView = false

  /// The class that declares it.
  var type: PythonClass? { definition?.type }

  init(unseen name: String) {
    self.name = name
    kind = name.hasSuffix("Serializer") ? .serializer : .form
    fields = []
    declaredFields = []
    checks = []
    validatedFields = []
  }

  /// The form that a generic view makes by itself: `model = Boat`, `fields = ["number"]`.
  init?(ofView type: PythonClass, in file: PythonFile, _ source: PythonSource) {
    guard type.bases.contains(where: { $0.hasSuffix("CreateView") || $0.hasSuffix("UpdateView") }),
      type.value("form_class") == nil, let fields = type.value("fields")?.fieldNames,
      !fields.isEmpty, let name = type.value("model")?.modelName,
      let model = source.model(name, in: file)
    else { return nil }
    self.init(unseen: type.name + "Form")
    kind = .modelForm
    self.model = model
    self.fields = fields
    modelFields = fields
    isOfView = true
  }

  /// The form that a class of the admin makes by itself.
  init?(ofAdmin type: PythonClass, of model: DjangoModel) {
    guard type.isAdmin, type.value("form") == nil, type.value("fieldsets") == nil else {
      return nil
    }
    let left = ["exclude", "readonly_fields"].flatMap { type.value($0)?.fieldNames ?? [] }
    self.init(unseen: type.name + "Form")
    kind = .modelForm
    self.model = model
    modelFields = (type.value("fields")?.fieldNames ?? Self.editable(model)).filter {
      !left.contains($0)
    }
    fields = modelFields
    isOfView = true
  }

  init?(_ definition: PythonDefinition, in source: PythonSource) {
    guard let type = definition.type, let kind = Self.kind(of: definition, in: source) else {
      return nil
    }
    self.definition = definition
    self.kind = kind
    name = type.name
    let family = Self.family(of: definition, in: source)
    let declared = family.flatMap { member in
      (member.type?.body ?? []).compactMap(\.simpleAssignment).filter {
        $0.value.isFieldDeclaration
      }
    }
    declaredFields = declared.map(\.name)
    validatedFields = declared.filter { $0.value.mentionsName("UniqueValidator") }.map(\.name)
    let meta = family.lazy.compactMap { $0.type?.inner("Meta") }.first
    if let modelName = meta?.value("model")?.modelName {
      model = source.model(modelName, in: definition.file)
    }
    let isUserCreation = family.contains { member in
      member.type?.bases.contains { $0.hasSuffix("UserCreationForm") } == true
    }
    if isUserCreation { declaredFields += ["password1", "password2"] }
    let modelFields = Self.fields(meta, model: model, kind: kind)
    self.modelFields = modelFields
    fields = modelFields + declaredFields.filter { !modelFields.contains($0) }
    checks = family.flatMap { DjangoCheck.ofValidator($0, in: source) }
    if kind.isSerializer { readSilence(meta, family) }
  }

  /// `validators = []`, `extra_kwargs = {"email": {"validators": []}}`, `validators=[]` of a field.
  private mutating func readSilence(_ meta: PythonClass?, _ family: [PythonDefinition]) {
    if let validators = meta?.value("validators") {
      if validators.kind == .list([]) || validators.kind == .tuple([]) { silencedKeys = validators }
      for call in validators.elements.compactMap(\.asCall)
      where call.name == "UniqueTogetherValidator" {
        validatedFields += call.argument("fields")?.elements.compactMap(\.stringValue) ?? []
      }
    }
    if case .dictionary(let items) = meta?.value("extra_kwargs")?.kind {
      for item in items {
        guard let name = item.key?.stringValue, case .dictionary(let options) = item.value.kind,
          let option = options.first(where: { $0.key?.stringValue == "validators" })
        else { continue }
        if option.value.mentionsName("UniqueValidator") {
          validatedFields.append(name)
        } else {
          silencedFields[name] = option.value
        }
      }
    }
    for statement in family.flatMap({ $0.type?.body ?? [] }) {
      guard let (name, value) = statement.simpleAssignment,
        let list = value.asCall?.argument("validators"), list.kind == .list([])
      else { continue }
      silencedFields[name] = list
    }
  }

  /// Where it takes away the check of one of the columns.
  func silence(of columns: [String], _ model: DjangoModel?) -> PythonExpression? {
    if columns.count > 1, let silencedKeys { return silencedKeys }
    return silencedFields.sorted { $0.key < $1.key }.first { name, _ in
      columns.contains(model?.column(of: name) ?? name)
    }?.value
  }

  /// What `Meta` names, or all that can be edited.
  private static func fields(_ meta: PythonClass?, model: DjangoModel?, kind: Kind) -> [String] {
    guard kind == .modelForm || kind == .modelSerializer, let meta else { return [] }
    if let listed = meta.value("fields"), listed.stringValue != "__all__" {
      return listed.fieldNames
    }
    let excluded = meta.value("exclude")?.fieldNames ?? []
    return (model.map(editable) ?? []).filter { !excluded.contains($0) }
  }

  /// The fields of a model that a form takes unless told otherwise.
  private static func editable(_ model: DjangoModel) -> [String] {
    model.fields.filter { field in
      !field.isPrimaryKey && field.call?.argument("editable")?.kind != .false
        && field.call?.argument("auto_now")?.kind != .true
        && field.call?.argument("auto_now_add")?.kind != .true
    }.map(\.name)
  }

  /// The classes whose bodies count: the class, then its bases in the source.
  static func family(
    of definition: PythonDefinition, in source: PythonSource, depth: Int = 4
  ) -> [PythonDefinition] {
    guard depth > 0, let type = definition.type else { return [] }
    return [definition]
      + type.bases.flatMap { base -> [PythonDefinition] in
        guard let parent = source.definition(of: base, in: definition.file) else { return [] }
        return family(of: parent, in: source, depth: depth - 1)
      }
  }

  private static func kind(of definition: PythonDefinition, in source: PythonSource) -> Kind? {
    for member in family(of: definition, in: source) {
      for base in member.type?.bases ?? [] {
        let last = base.split(separator: ".").last.map(String.init) ?? base
        switch last {
        case "ModelForm", "UserCreationForm", "BaseUserCreationForm", "UserChangeForm":
          return .modelForm
        case "ModelSerializer", "HyperlinkedModelSerializer": return .modelSerializer
        case "Form", "BaseForm": return .form
        case "Serializer", "BaseSerializer": return .serializer
        default: continue
        }
      }
    }
    return nil
  }

  /// Columns whose uniqueness it checks against the database, for a write of that model.
  func uniqueColumns(of model: DjangoModel?) -> [String] {
    var columns = checks.filter(\.check.guardsWrite).flatMap(\.check.columns)
    columns += validatedFields.map { model?.column(of: $0) ?? $0 }
    if let own = self.model, own.table == model?.table || model == nil {
      for field in own.fields where field.isUnique && fields.contains(field.name) {
        // A serializer field that is declared again has no validator from the model.
        if kind == .modelSerializer, declaredFields.contains(field.name) { continue }
        if kind == .modelForm, definition?.type != own.type, !modelFields.contains(field.name) {
          continue
        }
        if silencedFields[field.name] != nil { continue }
        columns.append(field.column)
      }
      for constraint in own.constraints where constraint.kind == .unique && silencedKeys == nil {
        let asked = kind == .modelForm && definition?.type != own.type ? modelFields : fields
        let isComplete = constraint.fields.allSatisfy(asked.contains)
        if isComplete, !constraint.fields.isEmpty {
          columns += constraint.fields.compactMap { own.column(of: $0) }
        }
      }
    }
    return columns.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The columns that each of its look-ups asks for together, for a write of that model.
  func uniqueKeys(of model: DjangoModel?) -> [[String]] {
    let looks = checks.map(\.check).filter(\.guardsWrite)
    var keys = looks.filter(\.otherPredicates.isEmpty).map(\.columns)
    let inLooks = Set(looks.flatMap(\.columns))
    let validated = validatedFields.map { model?.column(of: $0) ?? $0 }
    keys += validated.count > 1 ? [validated] : []
    // Those that the model's own rules or a `UniqueValidator` give: one by one, and as its keys.
    keys += uniqueColumns(of: model).filter { !inLooks.contains($0) || validated.contains($0) }
      .map { [$0] }
    guard let own = self.model, own.table == model?.table || model == nil else { return keys }
    keys += own.fields.filter { $0.isUnique && fields.contains($0.name) }.map { [$0.column] }
    for constraint in own.constraints where constraint.kind == .unique {
      keys.append(constraint.fields.compactMap { own.column(of: $0) })
    }
    let asked = Set(uniqueColumns(of: model))
    return keys.filter { !$0.isEmpty && asked.isSuperset(of: $0) }
  }

  /// Whether what is sent for a field is not taken: a key, or one that is only shown.
  func isReadOnly(_ name: String, in source: PythonSource) -> Bool {
    if let (call, _) = declaration(of: name, in: source) {
      return call.argument("read_only")?.kind == .true
        || ["SerializerMethodField", "ReadOnlyField", "HiddenField"].contains(call.name)
    }
    if let field = model?.field(named: name), field.isPrimaryKey, field.hasDefault { return true }
    let meta = type?.inner("Meta")
    return meta?.value("read_only_fields")?.fieldNames.contains(name) == true
  }

  func fact(for written: DjangoModel?) -> SourceFacts.Validator {
    SourceFacts.Validator(
      name: name, place: type.flatMap { type in definition?.file.place(line: type.line) },
      uniqueColumns: uniqueColumns(of: written), uniqueKeys: uniqueKeys(of: written),
      fields: fields.map { written?.column(of: $0) ?? $0 })
  }
}

extension PythonExpression {
  /// `forms.CharField(…)`, `serializers.EmailField()`, a nested serializer.
  fileprivate var isFieldDeclaration: Bool {
    guard let name = asCall?.name else { return false }
    return name.hasSuffix("Field") || name.hasSuffix("Serializer")
  }

  /// The names of `["a", "b"]`, and of `UserCreationForm.Meta.fields + ("email",)`.
  fileprivate var fieldNames: [String] {
    if case .binary(let left, "+", let right) = kind { return left.fieldNames + right.fieldNames }
    if dottedName?.hasSuffix("UserCreationForm.Meta.fields") == true { return ["username"] }
    return elements.compactMap(\.stringValue)
  }

  func mentionsName(_ name: String) -> Bool {
    var found = false
    visit { expression in
      if case .name(name) = expression.kind { found = true }
      if case .attribute(_, name) = expression.kind { found = true }
      return !found
    }
    return found
  }
}

extension PythonClass {
  func inner(_ name: String) -> PythonClass? {
    for statement in body {
      if case .class(let type) = statement.kind, type.name == name { return type }
    }
    return nil
  }
}
