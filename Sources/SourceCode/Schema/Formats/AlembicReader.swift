/// Reads Alembic's migrations: what `upgrade` declares, in the order of their revisions.
struct AlembicReader {
  private(set) var schema = Schema()
  private var indices: [String: Int] = [:]
  private var file = SourceFile(path: "", text: "")

  /// Reads files that are in the order in which they are run.
  mutating func read(_ files: [SourceFile]) {
    for file in Self.ordered(files.map { (file: $0, module: PythonModule(parsing: $0)) }) {
      self.file = file.file
      for statement in file.module.statements {
        guard case .function(let function) = statement.kind, function.name == "upgrade" else {
          continue
        }
        for statement in function.body { read(statement, batches: [:]) }
      }
    }
  }

  /// The files behind those that they revise; those of one age by their names.
  private static func ordered(
    _ files: [(file: SourceFile, module: PythonModule)]
  ) -> [(file: SourceFile, module: PythonModule)] {
    var earlier: [String: [String]] = [:]
    for (_, module) in files {
      guard let own = module.texts(of: "revision").first else { continue }
      earlier[own] = module.texts(of: "down_revision")
    }
    let ages = Self.ages(earlier)
    let aged = files.map { file in
      let own = file.module.texts(of: "revision").first ?? ""
      return (age: ages[own] ?? 0, file: file)
    }
    return aged.sorted { ($0.age, $0.file.file.path) < ($1.age, $1.file.file.path) }.map(\.file)
  }

  /// How many revisions each one stands on at most; those of a circle count once.
  private static func ages(_ earlier: [String: [String]]) -> [String: Int] {
    var ages: [String: Int] = [:]
    var begun: Set<String> = []
    for revision in earlier.keys.sorted() {
      // By hand, since histories are longer than stacks are deep.
      var waiting = [revision]
      while let next = waiting.last {
        let before = earlier[next] ?? []
        let unknown = before.filter { earlier[$0] != nil && !begun.contains($0) }
        if begun.insert(next).inserted, !unknown.isEmpty {
          waiting += unknown
          continue
        }
        waiting.removeLast()
        if ages[next] == nil { ages[next] = 1 + (before.compactMap { ages[$0] }.max() ?? 0) }
      }
    }
    return ages
  }

  /// - Parameter batches: The tables that names of `with op.batch_alter_table(…)` stand for.
  private mutating func read(_ statement: PythonStatement, batches: [String: String]) {
    var batches = batches
    if case .with(let items, _) = statement.kind {
      for item in items {
        guard let call = item.context.asCall, call.name == "batch_alter_table",
          let table = call.positional.first?.declaredText, let name = item.target?.dottedName
        else { continue }
        batches[name] = table
      }
    }
    for call in statement.expressions.flatMap(\.calls) {
      guard case .attribute(let base, let name) = call.callee.kind, let owner = base.dottedName
      else { continue }
      if let table = batches[owner] {
        read(name, call, table, Array(call.positional))
      } else if owner == "op" {
        read(name, call)
      }
    }
    for block in statement.blocks {
      for inner in block.statements { read(inner, batches: batches) }
    }
  }

  /// A call of `op`: the table is one of its arguments.
  private mutating func read(_ name: String, _ call: PythonCall) {
    var arguments = Array(call.positional)
    let isNamedFirst = [
      "create_unique_constraint", "create_index", "create_primary_key", "create_foreign_key",
      "create_check_constraint", "drop_constraint", "drop_index",
    ].contains(name)
    let place = isNamedFirst ? 1 : 0
    let given = arguments.indices.contains(place) ? arguments.remove(at: place) : nil
    let named = call.argument("table_name") ?? call.argument("source_table")
    guard let table = (given ?? named)?.declaredText else { return }
    read(name, call, table, arguments)
  }

  /// - Parameter arguments: The positional ones without the table.
  private mutating func read(
    _ name: String, _ call: PythonCall, _ table: String, _ arguments: [PythonExpression]
  ) {
    let place = place(of: call.span)
    if name == "create_table" {
      guard schema.relations.count < SourceLimits.relationsMax else { return }
      let index = self.index(of: table, at: place, isNew: true)
      for part in arguments.compactMap(\.asCall) { readPart(part, index) }
      return
    }
    guard let index = indices[table] else { return }
    let first = arguments.first?.declaredText
    switch name {
    case "drop_table": schema.relations[index].empty()
    case "add_column": arguments.first?.asCall.map { readPart($0, index) }
    case "create_unique_constraint", "create_primary_key", "create_foreign_key",
      "create_check_constraint":
      addRule(name, first, Array(arguments.dropFirst()), call, index, place)
    case "create_index" where call.argument("unique")?.kind == .true:
      addIndex(first, arguments.dropFirst().first, call, index, place)
    case "drop_constraint", "drop_index":
      schema.relations[index].constraints.removeAll { $0.name != nil && $0.name == first }
    case "drop_column": schema.relations[index].columns.removeAll { $0.column == first }
    case "alter_column":
      guard let nullable = call.argument("nullable") else { return }
      for number in schema.relations[index].columns.indices
      where schema.relations[index].columns[number].column == first {
        schema.relations[index].columns[number].isNullable = nullable.kind == .true
      }
    default: break
    }
  }

  private mutating func index(of table: String, at place: SourcePlace, isNew: Bool) -> Int {
    let relation = Relation(name: table, table: table, place: place)
    if let known = indices[table] {
      if isNew { schema.relations[known] = relation }
      return known
    }
    indices[table] = schema.relations.count
    schema.relations.append(relation)
    return schema.relations.count - 1
  }

  private func place(of span: CodeSpan) -> SourcePlace {
    let line = file.text(ofLine: span.firstLine) ?? ""
    return SourcePlace(
      path: file.path, line: span.firstLine,
      text: String(line.drop { $0.isWhitespace }.prefix(200)))
  }
}

// MARK: - Columns and rules

extension AlembicReader {
  /// What a table is declared with: `sa.Column(…)`, `sa.UniqueConstraint(…)`.
  private mutating func readPart(_ part: PythonCall, _ index: Int) {
    let place = place(of: part.span)
    switch part.name {
    case "Column": addColumn(part, index, place)
    case "UniqueConstraint", "PrimaryKeyConstraint":
      let isKey = part.name == "PrimaryKeyConstraint"
      schema.relations[index].add(
        Relation.Constraint(
          kind: isKey ? .primaryKey : .unique, name: part.argument("name")?.declaredText,
          columns: part.positional.compactMap(\.declaredText), place: place))
    case "ForeignKeyConstraint":
      let lists = part.positional.map { $0.elements.compactMap(\.declaredText) }
      guard lists.count > 1 else { return }
      addReference(
        part.argument("name")?.declaredText, lists[0], to: lists[1], part, index, place)
    case "CheckConstraint":
      addCheck(part.argument("name")?.declaredText, part.positional.first, index, place)
    default: break
    }
  }

  private mutating func addColumn(_ part: PythonCall, _ index: Int, _ place: SourcePlace) {
    guard let name = part.positional.first?.declaredText else { return }
    let isKey = part.argument("primary_key")?.kind == .true
    let isNullable = part.argument("nullable")?.kind != .false && !isKey
    var column = Relation.Column(field: name, column: name, isNullable: isNullable, place: place)
    column.hasDefault = part.argument("server_default") != nil
    let types = part.positional.dropFirst()
    let type = types.first?.asCall?.name ?? types.first?.lastName
    if let call = types.first?.asCall, ["String", "Unicode", "VARCHAR"].contains(call.name ?? ""),
      case .number(let digits)? = (call.positional.first ?? call.argument("length"))?.kind
    {
      column.lengthMax = SourceLimits.textLength(digits)
    }
    column.isGenerated = isKey && ["Integer", "BigInteger", "SmallInteger"].contains(type ?? "")
    schema.relations[index].set(column)
    if isKey {
      schema.relations[index].add(
        Relation.Constraint(kind: .primaryKey, name: nil, columns: [name], place: place))
    }
    if part.argument("unique")?.kind == .true {
      schema.relations[index].add(
        Relation.Constraint(kind: .unique, name: nil, columns: [name], place: place))
    }
    for call in types.compactMap(\.asCall) where call.name == "ForeignKey" {
      guard let target = call.positional.first?.declaredText else { continue }
      addReference(nil, [name], to: [target], call, index, place)
    }
  }

  private mutating func addRule(
    _ method: String, _ name: String?, _ arguments: [PythonExpression], _ call: PythonCall,
    _ index: Int, _ place: SourcePlace
  ) {
    switch method {
    case "create_foreign_key":
      guard arguments.count > 2, let target = arguments[0].declaredText else { return }
      let columns = arguments[2].elements.compactMap(\.declaredText).map { "\(target).\($0)" }
      addReference(
        name, arguments[1].elements.compactMap(\.declaredText), to: columns, call, index, place)
    case "create_check_constraint": addCheck(name, arguments.first, index, place)
    default:
      let columns = (arguments.first ?? call.argument("columns"))?.elements ?? []
      schema.relations[index].add(
        Relation.Constraint(
          kind: method == "create_primary_key" ? .primaryKey : .unique, name: name,
          columns: columns.compactMap(\.declaredText), place: place))
    }
  }

  private mutating func addIndex(
    _ name: String?, _ columns: PythonExpression?, _ call: PythonCall, _ index: Int,
    _ place: SourcePlace
  ) {
    let parts = (columns ?? call.argument("columns"))?.elements ?? []
    let texts = parts.compactMap(\.declaredText)
    var constraint = Relation.Constraint(kind: .unique, name: name, columns: texts, place: place)
    let isPlain = texts.allSatisfy { $0.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } }
    if !isPlain {
      let text = texts.joined(separator: ", ")
      constraint.expression = text
      constraint.columns = schema.relations[index].columns(namedIn: text)
      let folding = ["lower(", "upper("]
      if texts.contains(where: { text in folding.contains { text.lowercased().contains($0) } }) {
        constraint.ignoresCase = true
      }
    }
    constraint.condition =
      ["postgresql_where", "sqlite_where", "mssql_where"].lazy
      .compactMap { call.argument($0)?.declaredText }.first
    constraint.isConditional = call.arguments.contains { $0.name?.hasSuffix("_where") ?? false }
    schema.relations[index].add(constraint)
  }

  private mutating func addCheck(
    _ name: String?, _ condition: PythonExpression?, _ index: Int, _ place: SourcePlace
  ) {
    guard let text = condition?.declaredText else { return }
    var constraint = Relation.Constraint(
      kind: .check, name: name, columns: schema.relations[index].columns(namedIn: text),
      place: place)
    constraint.expression = text
    schema.relations[index].add(constraint)
  }

  /// - Parameter targets: `piers.id`, also with the schema in front.
  private mutating func addReference(
    _ name: String?, _ columns: [String], to targets: [String], _ call: PythonCall, _ index: Int,
    _ place: SourcePlace
  ) {
    let parts = targets.map { $0.split(separator: ".").map(String.init) }
    guard let table = parts.first?.dropLast().last else { return }
    var constraint = Relation.Constraint(
      kind: .foreignKey, name: name, columns: columns, place: place)
    constraint.referencedTable = table
    constraint.referencedColumns = parts.compactMap(\.last)
    constraint.onDelete = call.argument("ondelete")?.declaredText?.lowercased()
    schema.relations[index].add(constraint)
    guard columns.count == 1 else { return }
    for number in schema.relations[index].columns.indices
    where schema.relations[index].columns[number].column == columns[0] {
      schema.relations[index].columns[number].referencedTable = table
    }
  }
}

extension Relation {
  /// Leaves nothing of a table that was dropped.
  fileprivate mutating func empty() {
    columns = []
    constraints = []
  }
}

extension PythonExpression {
  /// A text, also in `op.f("…")` and `sa.text("…")`.
  fileprivate var declaredText: String? {
    if let text = stringValue { return text }
    guard let call = asCall, ["f", "text"].contains(call.name ?? "") else { return nil }
    return call.positional.first?.stringValue
  }

  fileprivate var elements: [PythonExpression] {
    switch kind {
    case .list(let elements), .tuple(let elements): elements
    default: []
    }
  }
}

extension PythonModule {
  /// The texts that a name of the file is given: one, several, none.
  fileprivate func texts(of name: String) -> [String] {
    for statement in statements {
      guard let value = statement.value(of: name) else { continue }
      return value.stringValue.map { [$0] } ?? value.elements.compactMap(\.stringValue)
    }
    return []
  }
}

extension PythonStatement {
  /// What it gives a name: `revision = "3f2a"`, `revision: str = "3f2a"`.
  fileprivate func value(of name: String) -> PythonExpression? {
    switch kind {
    case .assign(let targets, let value):
      targets.contains { $0.dottedName == name } ? value : nil
    case .annotate(let target, _, let value): target.dottedName == name ? value : nil
    default: nil
    }
  }
}
