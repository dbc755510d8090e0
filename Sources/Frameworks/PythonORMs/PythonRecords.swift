import EventSchema
import SourceCode

extension Framework {
  /// The smaller ORMs of Python.
  public static let peewee = pythonReading(
    name: "peewee", marks: ["peewee"], imports: ["peewee"], calls: .peewee, [.peewee, .sql])
  public static let tortoise = pythonReading(
    name: "tortoise", marks: ["tortoise"], imports: ["tortoise"], calls: .tortoise,
    [.tortoise, .sql])
  public static let pony = pythonReading(
    name: "pony", marks: ["pony/orm"], imports: ["pony"], calls: .pony, [.pony, .sql])
}

extension PythonLibrary {
  static let peewee = records(.peewee, marks: ["Field("])
  static let tortoise = records(.tortoise, marks: ["fields."])
  static let pony = records(.pony, marks: ["Required(", "PrimaryKey("])

  private static func records(_ words: PythonRecords, marks: [String]) -> PythonLibrary {
    PythonLibrary(
      declares: { definition, source in words.declared(definition, source) },
      declarationMarks: marks,
      uses: { statement, scope in PythonRecordUses(statement, scope, words).found },
      writesAtCommit: words.constructorWrites)
  }
}

/// The words of an ORM whose classes are both the declaration of a table and the way to its rows.
struct PythonRecords: Sendable {
  /// Whether making an object is enough for a commit to write it.
  var constructorWrites = false
  /// Whether a table is called like its class, in small letters.
  var lowersTableName = true
  /// What the column of a reference has behind its attribute's name.
  var referenceSuffix = "_id"
  /// Names in the class or its `Meta` that hold the table's name.
  var tableNames: [String] = ["table_name", "db_table", "table", "_table_"]
  /// Classes of columns: by their last letters, or by name.
  var columnSuffix: String? = "Field"
  var columnNames: Set<String> = []
  var hasImplicitKey = true

  static let peewee = PythonRecords()
  static let tortoise = PythonRecords()
  static let pony = PythonRecords(
    constructorWrites: true, lowersTableName: false, referenceSuffix: "", columnSuffix: nil,
    columnNames: ["Required", "Optional", "PrimaryKey"])

  func declared(_ definition: PythonDefinition, _ source: PythonSource) -> PythonRelation? {
    guard let type = definition.type, !type.bases.isEmpty else { return nil }
    let family = family(of: definition, source)
    let columns = family.reversed().flatMap { member in
      (member.type?.body ?? []).compactMap { column($0, in: member.file, source) }
    }
    guard !columns.isEmpty else { return nil }
    let meta = type.inner("Meta")
    let named = tableNames.lazy.compactMap { name in
      (meta?.value(name) ?? type.value(name))?.stringValue
    }.first
    let table = named ?? (lowersTableName ? type.name.lowercased() : type.name)
    var relation = Relation(
      name: type.name, table: table, place: definition.file.place(line: type.line))
    var defaults: [String: PythonExpression] = [:]
    for column in columns {
      relation.columns.removeAll { $0.field == column.facts.field }
      relation.columns.append(column.facts)
      relation.constraints += column.constraints
      if let value = column.defaultValue { defaults[column.facts.column] = value }
    }
    addKeys(of: type, meta, in: definition.file, to: &relation)
    let hasKey = relation.constraints.contains { $0.kind == .primaryKey }
    if !hasKey, hasImplicitKey {
      var key = Relation.Column(
        field: "id", column: "id", isNullable: false, place: relation.place)
      key.isGenerated = true
      relation.columns.insert(key, at: 0)
      relation.constraints.append(
        Relation.Constraint(kind: .primaryKey, name: nil, columns: ["id"], place: relation.place))
    }
    let described = PythonRelation(facts: relation, definition: definition, defaults: defaults)
    var result = described
    for index in result.facts.constraints.indices {
      result.facts.constraints[index].columns =
        result.facts.constraints[index].columns.map(described.column(of:))
    }
    return result
  }

  private func family(
    of definition: PythonDefinition, _ source: PythonSource, depth: Int = 4
  ) -> [PythonDefinition] {
    guard depth > 0, let type = definition.type else { return [] }
    return [definition]
      + type.bases.flatMap { base -> [PythonDefinition] in
        source.definition(of: base, in: definition.file).map {
          family(of: $0, source, depth: depth - 1)
        } ?? []
      }
  }

  private struct Column {
    var facts: Relation.Column
    var constraints: [Relation.Constraint] = []
    var defaultValue: PythonExpression?
  }

  private func column(
    _ statement: PythonStatement, in file: PythonFile, _ source: PythonSource
  ) -> Column? {
    guard let (field, value) = statement.simpleAssignment, let call = value.asCall,
      let type = call.name,
      columnSuffix.map(type.hasSuffix) == true || columnNames.contains(type)
    else { return nil }
    if type == "ManyToManyField" || type == "BackrefAccessor" { return nil }
    let target = target(of: call, type)
    let named = ["column_name", "db_column", "source_field", "column"].lazy.compactMap {
      call.argument($0)?.stringValue
    }.first
    let name = named ?? (target == nil || field.hasSuffix("_id") ? field : field + referenceSuffix)
    let isKey =
      type == "PrimaryKey" || type == "AutoField" || type == "BigAutoField"
      || call.argument("primary_key")?.kind == .true || call.argument("pk")?.kind == .true
    var facts = Relation.Column(
      field: field, column: name,
      isNullable: call.argument("null")?.kind == .true || type == "Optional",
      place: file.place(statement.span))
    facts.isGenerated =
      isKey
      && (type.hasSuffix("AutoField") || call.argument("auto")?.kind == .true
        || (type == "IntField" && call.argument("generated")?.kind != .false))
    let length =
      call.argument("max_length") ?? call.argument("max_len")
      ?? (columnNames.contains(type) ? call.positional.dropFirst().first : nil)
    if case .number(let digits) = length?.kind { facts.lengthMax = Int(digits) }
    if type == "CharField", facts.lengthMax == nil, columnSuffix != nil { facts.lengthMax = 255 }
    var column = Column(facts: facts, defaultValue: call.argument("default"))
    func constraint(_ kind: Relation.Constraint.Kind) -> Relation.Constraint {
      Relation.Constraint(kind: kind, name: nil, columns: [name], place: file.place(statement.span))
    }
    if isKey { column.constraints.append(constraint(.primaryKey)) }
    if call.argument("unique")?.kind == .true || type == "OneToOneField" {
      column.constraints.append(constraint(.unique))
    }
    if let target {
      var key = constraint(.foreignKey)
      key.referencedTable = table(of: target, in: file, source)
      key.onDelete = call.argument("on_delete").flatMap { value in
        (value.stringValue ?? value.dottedName?.lastName)?.lowercased().replacing("_", by: " ")
      }
      column.facts.referencedTable = key.referencedTable
      column.constraints.append(key)
    }
    return column
  }

  /// The class that a reference points to.
  private func target(of call: PythonCall, _ type: String) -> String? {
    let first = call.positional.first ?? call.argument("model") ?? call.argument("model_name")
    if columnNames.contains(type) {
      guard let name = first?.modelName, name.first?.isUppercase == true,
        !["Decimal", "LongStr", "Json"].contains(name)
      else { return nil }
      return name
    }
    return ["ForeignKeyField", "OneToOneField"].contains(type) ? first?.modelName : nil
  }

  private func table(of name: String, in file: PythonFile, _ source: PythonSource) -> String {
    let definition = source.definition(of: name, in: file)
    let meta = definition?.type?.inner("Meta")
    let named = tableNames.lazy.compactMap { key in
      (meta?.value(key) ?? definition?.type?.value(key))?.stringValue
    }.first
    return named ?? (lowersTableName ? name.lowercased() : name)
  }

  /// Keys of several columns: `indexes`, `unique_together`, `CompositeKey`, `composite_key(…)`.
  private func addKeys(
    of type: PythonClass, _ meta: PythonClass?, in file: PythonFile, to relation: inout Relation
  ) {
    func add(_ kind: Relation.Constraint.Kind, _ columns: [String], _ span: CodeSpan) {
      guard !columns.isEmpty else { return }
      relation.constraints.append(
        Relation.Constraint(kind: kind, name: nil, columns: columns, place: file.place(span)))
    }
    for index in meta?.value("indexes")?.elements ?? [] {
      guard let columns = index.elements.first?.elements.compactMap(\.stringValue),
        index.elements.last?.kind == .true
      else { continue }
      add(.unique, columns, index.span)
    }
    if let together = meta?.value("unique_together") {
      let lists =
        together.elements.contains { $0.stringValue != nil } ? [together] : together.elements
      for list in lists { add(.unique, list.elements.compactMap(\.stringValue), list.span) }
    }
    if let call = meta?.value("primary_key")?.asCall, call.name == "CompositeKey" {
      add(.primaryKey, call.positional.compactMap(\.stringValue), call.span)
    }
    for statement in type.body {
      guard case .expression(let value) = statement.kind, let call = value.asCall else { continue }
      let names = call.positional.compactMap(\.dottedName)
      if call.name == "composite_key" { add(.unique, names, call.span) }
      if call.name == "PrimaryKey" { add(.primaryKey, names, call.span) }
    }
  }
}
