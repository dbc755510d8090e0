import EventSchema
import SourceCode

/// Reads a table as SQLAlchemy's code declares it: a mapped class in any style, a `Table`,
/// SQLModel.
struct SQLAlchemyRelation {
  private let file: PythonFile
  private let source: PythonSource
  private var relation: Relation
  private var defaults: [String: PythonExpression] = [:]
  /// Columns whose unique key is an index, which has a name of another kind.
  private var indexed: Set<String> = []

  static func declared(_ definition: PythonDefinition, _ source: PythonSource) -> PythonRelation? {
    if let type = definition.type { return ofClass(type, definition, source) }
    guard let (_, value) = definition.statement.simpleAssignment, let call = value.asCall,
      call.name == "Table", let table = call.positional.first?.stringValue
    else { return nil }
    var reading = SQLAlchemyRelation(
      table, named: table, definition.statement.span, definition.file, source)
    for argument in call.positional.dropFirst() {
      guard let part = argument.asCall else { continue }
      if part.name == "Column" {
        reading.addColumn(named: nil, part, annotation: nil, at: part.span)
      } else {
        reading.addConstraint(part)
      }
    }
    return reading.result(definition)
  }

  private static func ofClass(
    _ type: PythonClass, _ definition: PythonDefinition, _ source: PythonSource
  ) -> PythonRelation? {
    let family = family(of: definition, source)
    let isModel = type.arguments.contains { $0.name == "table" && $0.value.kind == .true }
    let isAbstract = type.value("__abstract__")?.kind == .true
    let hasColumns = family.contains { member in
      (member.type?.body ?? []).contains { $0.columnCall != nil }
    }
    guard isModel || hasColumns, !isAbstract,
      let table = tableName(type, family, isModel: isModel)
    else { return nil }
    var reading = SQLAlchemyRelation(
      table, named: type.name, definition.statement.span, definition.file, source)
    reading.relation.place = definition.file.place(line: type.line)
    for member in family.reversed() {
      guard let body = member.type?.body else { continue }
      for statement in body { reading.add(statement, in: member.file, isModel: isModel) }
    }
    for member in family.reversed() {
      guard let arguments = member.type?.tableArguments else { continue }
      for call in arguments.compactMap(\.asCall) { reading.addConstraint(call, in: member.file) }
    }
    return reading.result(definition)
  }

  /// The class and what it inherits columns from: mixins and abstract bases.
  private static func family(
    of definition: PythonDefinition, _ source: PythonSource, depth: Int = 4
  ) -> [PythonDefinition] {
    guard depth > 0, let type = definition.type else { return [] }
    return [definition]
      + type.bases.flatMap { base -> [PythonDefinition] in
        guard let parent = source.definition(of: base, in: definition.file), let type = parent.type,
          type.value("__tablename__") == nil || type.value("__abstract__")?.kind == .true,
          !type.arguments.contains(where: { $0.name == "table" })
        else { return [] }
        return family(of: parent, source, depth: depth - 1)
      }
  }

  private static func tableName(
    _ type: PythonClass, _ family: [PythonDefinition], isModel: Bool
  ) -> String? {
    if let name = type.value("__tablename__") { return name.stringValue }
    if let table = type.value("__table__")?.asCall { return table.positional.first?.stringValue }
    if isModel { return type.name.lowercased() }
    // Flask-SQLAlchemy names tables by itself.
    let isFlask = family.contains { member in
      member.type?.bases.contains { $0.hasSuffix(".Model") } ?? false
    }
    return isFlask ? type.name.underscored : nil
  }

  private init(
    _ table: String, named name: String, _ span: CodeSpan, _ file: PythonFile,
    _ source: PythonSource
  ) {
    self.file = file
    self.source = source
    relation = Relation(name: name, table: table, place: file.place(span))
  }

  private func result(_ definition: PythonDefinition) -> PythonRelation {
    var relation = relation
    let keys = relation.constraints.filter { $0.kind == .primaryKey }
    if keys.count > 1 {
      // Columns of one composite key are marked one by one.
      relation.constraints.removeAll { $0.kind == .primaryKey }
      relation.constraints.append(
        Relation.Constraint(
          kind: .primaryKey, name: nil, columns: keys.flatMap(\.columns), place: keys[0].place))
    }
    let described = PythonRelation(facts: relation, definition: definition, defaults: defaults)
    var result = described
    let naming = SQLAlchemyNaming(source)
    for index in result.facts.constraints.indices {
      var constraint = result.facts.constraints[index]
      constraint.columns = constraint.columns.map(described.column(of:))
      let isIndex = constraint.columns.count == 1 && indexed.contains(constraint.columns[0])
      constraint.name =
        naming?.name(of: constraint, in: relation.table, isIndex: isIndex) ?? constraint.name
      result.facts.constraints[index] = constraint
    }
    return result
  }

  private mutating func add(_ statement: PythonStatement, in file: PythonFile, isModel: Bool) {
    if let (name, call, annotation) = statement.columnCall {
      addColumn(named: name, call, annotation: annotation, at: statement.span, in: file)
      return
    }
    // `name: Mapped[str]`, `name: str | None` of SQLModel.
    guard case .annotate(let target, let annotation, let value) = statement.kind,
      case .name(let name) = target.kind
    else { return }
    let isMapped = annotation.subscriptedName == "Mapped"
    let isRelationship = value?.asCall?.name?.lowercased().hasPrefix("relationship") == true
    guard isMapped || isModel, !isRelationship,
      annotation.subscriptedName != "ClassVar", annotation.subscriptedName != "list"
    else { return }
    addColumn(named: name, nil, annotation: annotation, value: value, at: statement.span, in: file)
  }

  private mutating func addColumn(
    named name: String?, _ call: PythonCall?, annotation: PythonExpression?,
    value: PythonExpression? = nil, at span: CodeSpan, in file: PythonFile? = nil
  ) {
    let file = file ?? self.file
    let field = name ?? call?.positional.first?.stringValue
    guard let field else { return }
    let column = call?.positional.first?.stringValue ?? call?.argument("name")?.stringValue ?? field
    relation.columns.removeAll { $0.field == field }
    let isKey = call?.argument("primary_key")?.kind == .true
    var described = Relation.Column(
      field: field, column: column, isNullable: isNullable(call, annotation, isKey: isKey),
      place: file.place(span))
    let types = call?.positional.filter { $0.stringValue == nil } ?? []
    described.lengthMax = lengthMax(call, types)
    described.type =
      types.compactMap { $0.asCall?.name ?? $0.dottedName?.lastName }
      .compactMap { Self.databaseTypes[$0] }.first
    described.hasDefault = call?.argument("server_default") != nil
    let isNumber =
      described.type == nil || described.type?.hasSuffix("int") == true
      || described.type == "integer"
    let isText =
      annotation?.innerType == "str" || annotation?.innerType == "UUID"
      || types.contains {
        ["String", "Text", "Uuid", "UUID", "Unicode"].contains($0.typeName ?? "")
      }
    described.isGenerated =
      types.contains { ["Identity", "Computed", "Sequence"].contains($0.asCall?.name ?? "") }
      || (isKey && isNumber && !isText && call?.argument("autoincrement")?.kind != .false
        && call?.argument("foreign_key") == nil
        && !types.contains { $0.asCall?.name == "ForeignKey" })
    described.collation = types.compactMap { $0.asCall?.argument("collation")?.stringValue }.first
    if described.type == "citext" { described.ignoresCase = true }
    if let value = call?.argument("default") ?? call?.argument("default_factory")
      ?? call?.argument("insert_default") ?? value
    {
      defaults[column] = value
    }
    func add(_ kind: Relation.Constraint.Kind) -> Relation.Constraint {
      Relation.Constraint(kind: kind, name: nil, columns: [column], place: file.place(span))
    }
    if isKey { relation.constraints.append(add(.primaryKey)) }
    if call?.argument("unique")?.kind == .true {
      relation.constraints.append(add(.unique))
      if call?.argument("index")?.kind == .true { indexed.insert(column) }
    }
    let reference = types.lazy.compactMap(\.asCall).first { $0.name == "ForeignKey" }
    if let target = reference?.positional.first ?? call?.argument("foreign_key") {
      var constraint = add(.foreignKey)
      constraint.referencedTable = table(of: target, in: file)
      constraint.onDelete =
        (reference?.argument("ondelete") ?? call?.argument("ondelete"))?.stringValue?.lowercased()
      constraint.isDeferred = reference?.isInitiallyDeferred ?? false
      described.referencedTable = constraint.referencedTable
      relation.constraints.append(constraint)
    }
    relation.columns.append(described)
  }

  private func isNullable(
    _ call: PythonCall?, _ annotation: PythonExpression?, isKey: Bool
  ) -> Bool {
    if isKey { return false }
    if let declared = call?.argument("nullable")?.kind { return declared == .true }
    guard let annotation else { return true }
    return annotation.allowsNothing
  }

  private func lengthMax(_ call: PythonCall?, _ types: [PythonExpression]) -> Int? {
    for type in types {
      guard let made = type.asCall,
        ["String", "Unicode", "VARCHAR", "CHAR"].contains(made.name ?? "")
      else { continue }
      let length = made.positional.first ?? made.argument("length")
      if case .number(let digits) = length?.kind { return SourceLimits.textLength(digits) }
    }
    if case .number(let digits) = call?.argument("max_length")?.kind {
      return SourceLimits.textLength(digits)
    }
    return nil
  }

  /// `"piers.id"`, `Pier.id`.
  private func table(of target: PythonExpression, in file: PythonFile) -> String? {
    if let text = target.stringValue {
      let parts = text.split(separator: ".")
      return parts.count > 1 ? String(parts[parts.count - 2]) : text
    }
    guard case .attribute(let base, _) = target.kind, let name = base.dottedName,
      let definition = source.definition(of: name, in: file), let type = definition.type
    else { return nil }
    return Self.tableName(type, [definition], isModel: false)
  }

  private mutating func addConstraint(_ call: PythonCall, in file: PythonFile? = nil) {
    let file = file ?? self.file
    let columns = call.positional.compactMap { $0.stringValue ?? $0.columnName }
    func make(_ kind: Relation.Constraint.Kind, _ columns: [String]) -> Relation.Constraint {
      var made = Relation.Constraint(
        kind: kind, name: call.argument("name")?.stringValue, columns: columns,
        place: file.place(call.span))
      made.isDeferred = call.isInitiallyDeferred
      made.nullsAreEqual = call.argument("postgresql_nulls_not_distinct")?.kind == .true
      return made
    }
    switch call.name {
    case "UniqueConstraint": relation.constraints.append(make(.unique, columns))
    case "PrimaryKeyConstraint": relation.constraints.append(make(.primaryKey, columns))
    case "Index" where call.argument("unique")?.kind == .true:
      let keys = call.positional.dropFirst()
      var made = make(.unique, keys.compactMap { $0.stringValue ?? $0.columnName })
      made.name = call.positional.first?.stringValue
      let expressions = keys.filter { $0.asCall != nil }
      if !expressions.isEmpty {
        made.columns = []
        made.expression = keys.map { file.source(of: $0) }.joined(separator: ", ")
      }
      let condition = call.argument("postgresql_where") ?? call.argument("sqlite_where")
      made.isConditional = condition != nil
      made.condition = condition.map { file.source(of: $0) }
      relation.constraints.append(made)
    case "CheckConstraint":
      var made = make(.check, [])
      made.expression =
        call.positional.first.map { $0.stringValue ?? file.source(of: $0) }
      relation.constraints.append(made)
    case "ForeignKeyConstraint":
      var made = make(.foreignKey, call.positional.first?.elements.compactMap(\.stringValue) ?? [])
      let targets = call.positional.dropFirst().first?.elements ?? []
      made.referencedTable = targets.first.flatMap { table(of: $0, in: file) }
      made.onDelete = call.argument("ondelete")?.stringValue?.lowercased()
      relation.constraints.append(made)
    case "ExcludeConstraint": relation.constraints.append(make(.exclusion, []))
    default: break
    }
  }

  private static let databaseTypes: [String: String] = [
    "SmallInteger": "smallint", "SMALLINT": "smallint", "Integer": "integer", "INTEGER": "integer",
    "BigInteger": "bigint", "BIGINT": "bigint", "CITEXT": "citext",
  ]
}

extension PythonStatement {
  /// `name = Column(…)`, `name: Mapped[str] = mapped_column(…)`, `name: str = Field(…)`.
  fileprivate var columnCall: (name: String, call: PythonCall, annotation: PythonExpression?)? {
    guard let (name, value) = simpleAssignment, let call = value.asCall else { return nil }
    var annotation: PythonExpression?
    if case .annotate(_, let given, _) = kind { annotation = given }
    if call.name == "Column" || call.name == "mapped_column" { return (name, call, annotation) }
    return call.name == "Field" && annotation != nil ? (name, call, annotation) : nil
  }
}

extension PythonClass {
  /// What `__table_args__` lists, as a value or as the result of a method.
  fileprivate var tableArguments: [PythonExpression]? {
    if let value = value("__table_args__") { return value.elements }
    guard let (_, function) = method("__table_args__") else { return nil }
    for (statement, _) in function.body.flattened {
      if case .return(let value?) = statement.kind { return value.elements }
    }
    return nil
  }
}

extension PythonCall {
  fileprivate var isInitiallyDeferred: Bool {
    argument("initially")?.stringValue?.uppercased() == "DEFERRED"
  }
}

extension PythonExpression {
  /// `Mapped` of `Mapped[str]`.
  fileprivate var subscriptedName: String? {
    if case .subscripted(let base, _) = kind { base.dottedName?.lastName } else { nil }
  }

  /// `str` of `Mapped[str | None]`.
  fileprivate var innerType: String? {
    switch kind {
    case .subscripted(_, let indices): indices.first?.innerType
    case .binary(let left, "|", let right): left.kind == .none ? right.innerType : left.innerType
    default: dottedName?.lastName
    }
  }

  fileprivate var typeName: String? { asCall?.name ?? dottedName?.lastName }

  /// `Optional[str]`, `str | None`, and those inside of `Mapped[…]`.
  fileprivate var allowsNothing: Bool {
    switch kind {
    case .binary(let left, "|", let right): left.kind == .none || right.kind == .none
    case .subscripted(let base, let indices):
      base.dottedName?.lastName == "Optional" || indices.contains(where: \.allowsNothing)
    case .string(let string): string.value.mentions("None") || string.value.mentions("Optional")
    default: false
    }
  }

  /// `number` of `Boat.number`, `boats.c.number` and `text("number")`.
  fileprivate var columnName: String? {
    guard case .attribute(_, let name) = kind else { return nil }
    return name
  }
}

extension String {
  /// `RoomShift` becomes `room_shift`.
  var underscored: String {
    var result = ""
    var before: Character?
    for character in self {
      if character.isUppercase, let before, !before.isUppercase, before != "_" { result += "_" }
      result += character.lowercased()
      before = character
    }
    return result
  }

  /// `room_shift` becomes `RoomShift`.
  var camelized: String { split(separator: "_").map { String($0).capitalizedFirst }.joined() }
}
