import SourceCode

/// A model class as its source declares it, with the names that Django derives.
struct DjangoModel {
  var name: String
  var file: PythonFile
  var statement: PythonStatement
  var type: PythonClass
  var appLabel: String
  var table: String
  var fields: [Field]
  var constraints: [Constraint]
  var verboseName: String
  var isAbstract: Bool
  var managers: [DjangoManager]

  struct Field {
    var name: String
    var column: String
    /// `CharField`, `ForeignKey`, …
    var type: String
    var isNullable: Bool
    var isUnique: Bool
    var isPrimaryKey: Bool
    var hasDefault: Bool
    /// The model that a relation points to, as written, without its app: `Physician`, `self`.
    var target: String?
    var relatedName: String?
    var verboseName: String
    /// The declaration; `nil` for the key that Django adds by itself.
    var call: PythonCall?
    var span: CodeSpan
    /// What the model's checks say of it by numbers.
    var bounds: CheckBounds?
    /// How many other fields its checks keep below it, one under the other.
    var rank = 0
    /// Whether a check keeps it below another field.
    var isBelowAnother = false

    var isRelation: Bool { target != nil }
  }

  struct Constraint {
    var kind: SourceFacts.Relation.Constraint.Kind
    var name: String?
    /// Field names as written.
    var fields: [String]
    var isConditional: Bool
    var expression: String?
    /// The fields that the expression computes with: `licence` of `Upper("licence")`.
    var computedFields: [String] = []
    /// The condition as written.
    var condition: String? = nil
    var nullsAreEqual = false
    var isDeferred = false
    var span: CodeSpan
  }

  func field(named name: String) -> Field? {
    if name == "pk" { return fields.first(where: \.isPrimaryKey) }
    return fields.first { $0.name == name || $0.column == name }
  }

  func field(column: String) -> Field? { fields.first { $0.column == column } }

  /// The column that a field name, an attribute name or `pk` means.
  func column(of name: String) -> String? {
    if let field = field(named: name) { return field.column }
    return name == "id" || name == "pk" ? "id" : nil
  }

  /// The fields for columns of the database; the columns' own names where no field is known.
  func fieldNames(for columns: [String]) -> [String] {
    columns.map { field(column: $0)?.name ?? $0 }
  }

  /// `Patient with this Insurance no already exists.`, the sentence that Django itself gives.
  func duplicateMessage(for columns: [String]) -> String {
    let labels = columns.map { column in
      (field(column: column)?.verboseName ?? column.replacing("_", by: " ")).capitalizedFirst
    }
    let list =
      labels.count > 1
      ? labels.dropLast().joined(separator: ", ") + " and " + (labels.last ?? "")
      : labels.first ?? ""
    return "\(verboseName.capitalizedFirst) with this \(list) already exists."
  }

  func relation(in source: PythonSource) -> SourceFacts.Relation {
    SourceFacts.Relation(
      name: name, table: table, place: file.place(line: type.line),
      columns: fields.filter { $0.type != "ManyToManyField" }.map { field in
        column(field, in: source)
      },
      constraints: allConstraints(in: source))
  }

  private func column(_ field: Field, in source: PythonSource) -> SourceFacts.Relation.Column {
    var column = SourceFacts.Relation.Column(
      field: field.name, column: field.column, isNullable: field.isNullable,
      referencedTable: target(of: field, in: source)?.table, place: file.place(field.span))
    column.type = field.databaseType
    column.lengthMax = field.lengthMax
    column.isGenerated = field.type.hasSuffix("AutoField") || field.type == "GeneratedField"
    // Others are the application's: the database does not know them.
    column.hasDefault = field.call?.argument("db_default") != nil
    column.collation = field.call?.argument("db_collation")?.stringValue
    if field.type.hasPrefix("CI") { column.ignoresCase = true }
    return column
  }

  /// The model that a relation points to.
  func target(of field: Field, in source: PythonSource) -> DjangoModel? {
    guard let target = field.target else { return nil }
    if target == "self" || target == name { return self }
    if let definition = source.definition(of: target, in: file),
      let model = DjangoModel(definition, in: source)
    {
      return model
    }
    return source.model(named: target)
  }

  /// Those of `Meta`, and the ones that fields declare.
  private func allConstraints(in source: PythonSource) -> [SourceFacts.Relation.Constraint] {
    let ofFields = fields.flatMap { field -> [SourceFacts.Relation.Constraint] in
      var kinds: [SourceFacts.Relation.Constraint.Kind] = []
      if field.isPrimaryKey {
        kinds.append(.primaryKey)
      } else if field.isUnique {
        kinds.append(.unique)
      }
      let isBound = field.call?.argument("db_constraint")?.kind != .false
      if field.isRelation, field.type != "ManyToManyField", isBound { kinds.append(.foreignKey) }
      return kinds.map { kind in
        var constraint = SourceFacts.Relation.Constraint(
          kind: kind, name: nil, columns: [field.column], place: file.place(field.span))
        if kind == .foreignKey {
          constraint.referencedTable = target(of: field, in: source)?.table
          constraint.onDelete = field.onDelete
          // So that rows may be written in any order; MySQL knows no such keys.
          constraint.isDeferred = true
        }
        return constraint
      }
    }
    return ofFields
      + constraints.map { constraint in
        var described = SourceFacts.Relation.Constraint(
          kind: constraint.kind, name: constraint.name,
          columns: constraint.fields.map { column(of: $0) ?? $0 },
          isConditional: constraint.isConditional, expression: constraint.expression,
          place: file.place(constraint.span))
        described.condition = constraint.condition
        described.nullsAreEqual = constraint.nullsAreEqual
        described.isDeferred = constraint.isDeferred
        return described
      }
  }
}

extension DjangoModel {
  /// Reads a class; `nil` when nothing makes it a model.
  init?(_ definition: PythonDefinition, in source: PythonSource, depth: Int = 4) {
    guard let type = definition.type, depth > 0 else { return nil }
    let file = definition.file
    let parents = type.bases.compactMap { base -> DjangoModel? in
      let parent = source.definition(of: base, in: file) ?? DjangoLibrary.definition(of: base)
      return parent.flatMap { DjangoModel($0, in: source, depth: depth - 1) }
    }
    let own = type.body.compactMap { Field($0, in: file) }
    guard !parents.isEmpty || Self.hasModelBase(type) else { return nil }
    let meta = type.body.lazy.compactMap { statement -> PythonClass? in
      guard case .class(let inner) = statement.kind, inner.name == "Meta" else { return nil }
      return inner
    }.first
    self.name = type.name
    self.file = file
    self.statement = definition.statement
    self.type = type
    isAbstract = meta?.value("abstract")?.kind == .true
    appLabel =
      meta?.value("app_label")?.stringValue ?? Self.appLabel(of: file.source.path, in: source)
    table =
      meta?.value("db_table")?.stringValue ?? "\(appLabel)_\(type.name.lowercased())"
    verboseName = meta?.value("verbose_name")?.text ?? type.name.wordsOfCamelCase
    let inherited = parents.flatMap(\.fields).filter { field in
      !own.contains { $0.name == field.name } && !(field.isPrimaryKey && field.call == nil)
    }
    // `username = None` takes an inherited field away.
    let removed = Set(
      type.body.compactMap(\.simpleAssignment).filter { $0.value.kind == .none }.map(\.name))
    var fields = inherited.filter { !removed.contains($0.name) } + own
    if !fields.contains(where: \.isPrimaryKey), let first = type.body.first {
      fields.insert(Field.implicitKey(at: first.span), at: 0)
    }
    let bounds = meta.map(Self.bounds(ofChecksIn:)) ?? [:]
    let order = meta.map(FieldOrder.init(ofChecksIn:))
    for index in fields.indices {
      fields[index].bounds = bounds[fields[index].name]
      fields[index].rank = order?.rank(of: fields[index].name) ?? 0
      fields[index].isBelowAnother = order?.isBelowAnother(fields[index].name) ?? false
    }
    self.fields = fields
    let ownManagers = DjangoManager.declared(in: type, file, fields, source)
    managers =
      parents.flatMap(\.managers).filter { parent in
        !ownManagers.contains { $0.name == parent.name }
      } + ownManagers
    constraints = (meta.map { Constraint.read($0, in: file) } ?? [])
    if meta == nil || meta?.bases.contains(where: { $0.hasSuffix("Meta") }) == true {
      constraints += parents.filter(\.isAbstract).flatMap(\.constraints)
    }
  }

  private static func hasModelBase(_ type: PythonClass) -> Bool {
    type.bases.contains { base in
      let last = base.split(separator: ".").last ?? ""
      return last == "Model" || last.hasSuffix("Model") || last == "AbstractUser"
        || last == "AbstractBaseUser"
    }
  }

  /// The app of a file: the folder that holds `models.py`, or the one above a `models` package;
  /// `label` of its `apps.py` if that sets one.
  static func appLabel(of path: String, in source: PythonSource) -> String {
    var folders = path.split(separator: "/").dropLast().map(String.init)
    if let models = folders.lastIndex(of: "models"), models > 0 {
      folders.removeLast(folders.count - models)
    }
    let apps = (folders + ["apps.py"]).joined(separator: "/")
    if let file = source.file(at: apps), file.source.path == apps {
      for (_, type) in file.classes {
        if let label = type.value("label")?.stringValue { return label }
      }
    }
    return folders.last ?? ""
  }
}

extension PythonStatement {
  /// `name = value` or `name: annotation = value`.
  var simpleAssignment: (name: String, value: PythonExpression)? {
    switch kind {
    case .assign(let targets, let value):
      guard targets.count == 1, case .name(let name) = targets[0].kind else { return nil }
      return (name, value)
    case .annotate(let target, _, let value?):
      guard case .name(let name) = target.kind else { return nil }
      return (name, value)
    default: return nil
    }
  }
}

extension PythonClass {
  /// The value that the class body assigns to a name.
  func value(_ name: String) -> PythonExpression? {
    for statement in body.reversed() {
      if let assigned = statement.simpleAssignment, assigned.name == name { return assigned.value }
      // `slug_field = slug_url_kwarg = "code"`
      if case .assign(let targets, let value) = statement.kind, targets.count > 1,
        targets.contains(where: { $0.kind == .name(name) })
      {
        return value
      }
    }
    return nil
  }

  func method(_ name: String) -> (statement: PythonStatement, function: PythonFunction)? {
    for statement in body {
      if case .function(let function) = statement.kind, function.name == name {
        return (statement, function)
      }
    }
    return nil
  }

  var methods: [(statement: PythonStatement, function: PythonFunction)] {
    body.compactMap { statement in
      if case .function(let function) = statement.kind { (statement, function) } else { nil }
    }
  }
}

extension PythonExpression {
  /// The elements of a list, tuple or set display.
  var elements: [PythonExpression] {
    switch kind {
    case .list(let elements), .tuple(let elements), .set(let elements): elements
    default: []
    }
  }

  /// A literal, or the one inside `_("…")`.
  var text: String? {
    if let stringValue { return stringValue }
    guard let call = asCall, call.arguments.count == 1 else { return nil }
    return call.positional.first?.stringValue
  }

  /// `Physician`, `"patients.Physician"`, `settings.AUTH_USER_MODEL`, `get_user_model()`.
  var modelName: String? {
    if let stringValue { return stringValue.split(separator: ".").last.map(String.init) }
    if asCall?.name == "get_user_model" { return "User" }
    guard let dottedName else { return nil }
    let last = dottedName.split(separator: ".").last.map(String.init)
    return last == "AUTH_USER_MODEL" ? "User" : last
  }
}

extension String {
  /// `RoomShift` becomes `room shift`.
  var wordsOfCamelCase: String {
    var words = ""
    for character in self {
      if character.isUppercase, !words.isEmpty { words += " " }
      words += character.lowercased()
    }
    return words
  }
}
