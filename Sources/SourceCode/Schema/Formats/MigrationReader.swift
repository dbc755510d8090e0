/// Reads migrations of a query builder: what its calls declare, in the order of the files.
struct MigrationReader {
  private(set) var schema = Schema()
  private let dialect: MigrationDialect
  private var indices: [String: Int] = [:]
  private var file = SourceFile(path: "", text: "")

  init(_ dialect: MigrationDialect) {
    self.dialect = dialect
  }

  mutating func read(_ next: SourceFile) {
    file = next
    let code = CodeFile(parsing: next.text, language: dialect.language, firstLine: next.firstLine)
    let undoing = next.lineOfUndoing
    for call in code.calls where dialect.tableCalls.contains(call.name) {
      guard let table = call.arguments.first?.value.plainName,
        call.receiver.last?.name.lowercased().hasSuffix("schema") ?? false
          || call.receiver.contains(where: { $0.arguments != nil }),
        let block = call.arguments.lazy.compactMap(\.value.function).first ?? call.block,
        call.span.firstLine < undoing ?? .max
      else { continue }
      readTable(table, block, at: place(of: call.span))
    }
  }

  private func place(of span: CodeSpan) -> SourcePlace {
    let line = file.text(ofLine: span.firstLine) ?? ""
    return SourcePlace(
      path: file.path, line: span.firstLine,
      text: String(line.drop { $0.isWhitespace }.prefix(200)))
  }

  private mutating func readTable(_ table: String, _ block: CodeBlock, at place: SourcePlace) {
    let index: Int
    if let known = indices[table] {
      index = known
    } else {
      guard schema.relations.count < SourceLimits.relationsMax else { return }
      index = schema.relations.count
      indices[table] = index
      schema.relations.append(Relation(name: table, table: table, place: place))
    }
    for statement in block.statements {
      // `$table->string('name')->unique()`; without the table's own name.
      let links = statement.value?.links.dropFirst() ?? []
      guard let first = links.first, first.arguments != nil else { continue }
      readStatement(first, Array(links.dropFirst()), index)
    }
  }

  private mutating func readStatement(_ first: CodeLink, _ modifiers: [CodeLink], _ index: Int) {
    let place = place(of: first.span)
    switch first.name {
    case "unique", "primary":
      addKey(first, first.argument(0)?.nameList ?? [], first.argument(1)?.plainName, index, place)
    case "foreign":
      addForeignKey(
        first.argument(0)?.nameList ?? [], first.argument(1)?.plainName, modifiers, index, place)
    case "dropColumn", "dropColumns":
      let dropped = Set(first.argumentNames)
      schema.relations[index].columns.removeAll { dropped.contains($0.column) }
    case "dropUnique", "dropForeign", "dropPrimary": drop(first, index)
    default: readColumn(first, modifiers, index, place)
    }
  }

  private mutating func drop(_ link: CodeLink, _ index: Int) {
    let names = link.argumentNames
    schema.relations[index].constraints.removeAll { constraint in
      names.contains(constraint.name ?? "") || !names.isEmpty && constraint.columns == names
    }
  }

  private mutating func readColumn(
    _ link: CodeLink, _ modifiers: [CodeLink], _ index: Int, _ place: SourcePlace
  ) {
    if let named = MigrationDialect.namedColumns[link.name] {
      for (name, isNullable) in named {
        var column = Relation.Column(
          field: name, column: name, isNullable: isNullable, place: place)
        column.type = link.name == "rememberToken" ? "string" : "timestamp"
        schema.relations[index].set(column)
      }
      return
    }
    let isCounting = MigrationDialect.countingMethods.contains(link.name)
    guard let name = link.argument(0)?.plainName ?? (isCounting ? "id" : nil),
      !MigrationDialect.otherMethods.contains(link.name)
    else { return }
    var column = Relation.Column(
      field: name, column: name, isNullable: dialect.isNullableByDefault, place: place)
    column.type = link.name
    if link.name == "string" || link.name == "char" {
      column.lengthMax = link.argument(1)?.plainName.flatMap { Int($0) } ?? dialect.stringLength
    }
    let isPrimary = isCounting || modifiers.contains { $0.name == "primary" }
    column.isGenerated = isCounting || modifiers.contains { $0.name == "autoIncrement" }
    column.apply(modifiers)
    if isPrimary { column.isNullable = false }
    schema.relations[index].set(column)
    addRules(of: column, isPrimary: isPrimary, modifiers, index)
  }

  private mutating func addRules(
    of column: Relation.Column, isPrimary: Bool, _ modifiers: [CodeLink], _ index: Int
  ) {
    let name = column.column
    if isPrimary {
      schema.relations[index].add(
        Relation.Constraint(kind: .primaryKey, name: nil, columns: [name], place: column.place))
    }
    if column.isGenerated, schema.sequences.count < SourceLimits.sequencesMax {
      let table = schema.relations[index].table
      schema.sequences.append(
        Schema.Sequence(name: nil, table: table, column: name, place: column.place))
    }
    if let unique = modifiers.first(where: { $0.name == "unique" && $0.arguments != nil }) {
      addKey(unique, [name], unique.argument(0)?.plainName, index, column.place)
    }
    if modifiers.contains(where: { $0.name == "constrained" || $0.name == "references" }) {
      addForeignKey([name], nil, modifiers, index, column.place)
    }
  }

  private mutating func addKey(
    _ link: CodeLink, _ columns: [String], _ name: String?, _ index: Int, _ place: SourcePlace
  ) {
    guard !columns.isEmpty else { return }
    let isPrimary = link.name == "primary"
    let table = schema.relations[index].table
    let key = name ?? (isPrimary ? nil : builderName(table, columns, "unique"))
    schema.relations[index].add(
      Relation.Constraint(
        kind: isPrimary ? .primaryKey : .unique, name: key, columns: columns, place: place))
  }

  private mutating func addForeignKey(
    _ columns: [String], _ name: String?, _ modifiers: [CodeLink], _ index: Int,
    _ place: SourcePlace
  ) {
    func argument(_ methods: Set<String>) -> CodeExpression? {
      modifiers.first { methods.contains($0.name) }?.argument(0)
    }
    var constraint = Relation.Constraint(
      kind: .foreignKey,
      name: name ?? builderName(schema.relations[index].table, columns, "foreign"),
      columns: columns, place: place)
    // Knex takes `piers.id`, too.
    let references = argument(["references"])?.nameList ?? ["id"]
    let parts = references.first?.split(separator: ".") ?? []
    let conventional = columns.first.flatMap { column in
      column.hasSuffix("_id") ? pluralName(String(column.dropLast(3))) : nil
    }
    constraint.referencedTable =
      argument(["on", "inTable", "constrained"])?.plainName
      ?? (parts.count == 2 ? String(parts[0]) : conventional)
    constraint.referencedColumns = parts.count == 2 ? [String(parts[1])] : references
    let actions = [
      "cascadeOnDelete": "cascade", "nullOnDelete": "set null", "restrictOnDelete": "restrict",
      "noActionOnDelete": "no action",
    ]
    constraint.onDelete =
      argument(["onDelete"])?.plainName?.lowercased()
      ?? modifiers.lazy.compactMap { actions[$0.name] }.first
    schema.relations[index].add(constraint)
    guard columns.count == 1 else { return }
    for number in schema.relations[index].columns.indices
    where schema.relations[index].columns[number].column == columns[0] {
      schema.relations[index].columns[number].referencedTable = constraint.referencedTable
    }
  }

  /// `boats_pier_id_name_unique`
  private func builderName(_ table: String, _ columns: [String], _ kind: String) -> String {
    let name = ([table] + columns + [kind]).joined(separator: "_").lowercased()
    return String(name.map { "-. ".contains($0) ? "_" : $0 })
  }
}

extension Relation.Column {
  /// `->nullable()->default('x')->collation('utf8mb4_bin')`
  fileprivate mutating func apply(_ modifiers: [CodeLink]) {
    for modifier in modifiers {
      switch modifier.name {
      case "nullable": isNullable = modifier.argument(0)?.plainName != "false"
      case "notNullable": isNullable = false
      case "default", "defaultTo", "useCurrent": hasDefault = true
      case "collation", "collate":
        collation = modifier.argument(0)?.plainName
        ignoresCase = collation.map(collationIgnoresCase)
      case "storedAs", "virtualAs": isGenerated = true
      default: break
      }
    }
  }
}

extension CodeLink {
  fileprivate func argument(_ index: Int) -> CodeExpression? {
    guard let arguments, arguments.indices.contains(index) else { return nil }
    return arguments[index].value
  }

  /// The names that it is given, one by one or in a list.
  fileprivate var argumentNames: [String] { (arguments ?? []).flatMap(\.value.nameList) }
}

extension CodeExpression {
  /// The names in a list, or the one name.
  fileprivate var nameList: [String] { elements.compactMap(\.plainName) }

  fileprivate var function: CodeBlock? { if case .lambda(let block) = kind { block } else { nil } }
}

extension SourceFile {
  /// Where the function begins that takes the migration back; it stands below the other one.
  var lineOfUndoing: Int? {
    let marks = ["function down(", "exports.down", "async down(", "const down ", "function down ("]
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let index = lines.firstIndex { line in marks.contains { line.contains($0) } }
    return index.map { firstLine + $0 }
  }
}

/// The table of a reference by the conventions of Rails and Laravel: `berth`, `berths`.
func pluralName(_ name: String) -> String {
  if name.hasSuffix("y"), let before = name.dropLast().last, !"aeiou".contains(before) {
    return name.dropLast() + "ies"
  }
  let hisses = ["s", "x", "z", "ch", "sh"].contains { name.hasSuffix($0) }
  return name + (hisses ? "es" : "s")
}
