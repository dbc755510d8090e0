/// Reads what Rails' migration language declares, from `db/schema.rb` or from migrations.
struct RailsSchemaReader {
  var schema = Schema()
  private var indices: [String: Int] = [:]
  /// The table whose block is being read.
  private var current: Int?
  /// The collation of its text columns.
  private var collation: String?
  private var file: SourceFile

  init(_ file: SourceFile) {
    self.file = file
  }

  /// Adds what a further file declares.
  mutating func read(_ next: SourceFile) {
    file = next
    current = nil
    var pending = ""
    var start = 0
    var number = next.firstLine
    for line in next.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let words = line.drop { $0.isWhitespace }
      if pending.isEmpty { start = number }
      number += 1
      if words.hasPrefix("#") { continue }
      // What a migration undoes.
      if words.hasPrefix("def down") || words.hasPrefix("def self.down") { break }
      pending += words
      let isContinued = pending.hasSuffix(",") || pending.hasSuffix("\\")
      if isContinued, pending.utf8.count < SourceLimits.rubyCallBytesMax { continue }
      readLine(pending, number: start)
      pending = ""
    }
  }

  private mutating func readLine(_ line: String, number: Int) {
    if line == "end" || line.hasPrefix("end ") {
      current = nil
      return
    }
    guard let call = RubyCall(line) else { return }
    let place = SourcePlace(path: file.path, line: number, text: String(line.prefix(200)))
    if call.receiver != nil {
      if current != nil { readColumn(call, at: place) }
      return
    }
    readStatement(call, at: place)
  }

  private mutating func readStatement(_ call: RubyCall, at place: SourcePlace) {
    if call.method == "create_table" { return createTable(call, at: place) }
    if call.method == "enable_extension" { schema.dbms = "postgresql" }
    guard let table = call.arguments.first?.name, let index = indices[table] else { return }
    let rest = RubyCall.shifted(call)
    switch call.method {
    case "add_column": addColumn(rest, type: rest.arguments.dropFirst().first?.name, index, place)
    case "add_reference", "add_belongs_to": addReference(rest, index, place)
    case "add_index": addIndex(rest, index, place)
    case "add_foreign_key": addForeignKey(rest, index, place)
    case "add_unique_constraint", "add_check_constraint", "add_exclusion_constraint":
      addConstraint(rest, index, place)
    case "change_column_null":
      setNullable(rest.arguments.last?.isTrue ?? true, of: rest.arguments.first?.name, index)
    case "remove_column":
      let name = rest.arguments.first?.name
      schema.relations[index].columns.removeAll { $0.column == name }
    case "remove_index":
      let name = rest.options["name"]?.name ?? indexName(rest, of: table)
      schema.relations[index].constraints.removeAll { $0.name == name }
    default: break
    }
  }

  /// Inside of a `create_table` block.
  private mutating func readColumn(_ call: RubyCall, at place: SourcePlace) {
    guard let index = current else { return }
    switch call.method {
    case "index": addIndex(call, index, place)
    case "references", "belongs_to": addReference(call, index, place)
    case "foreign_key": addForeignKey(call, index, place)
    case "unique_constraint", "check_constraint", "exclusion_constraint":
      addConstraint(call, index, place)
    case "timestamps":
      for name in ["created_at", "updated_at"] {
        var column = Relation.Column(field: name, column: name, isNullable: false, place: place)
        column.isNullable = call.options["null"]?.isTrue ?? false
        column.type = "datetime"
        schema.relations[index].set(column)
      }
    case "column": addColumn(call, type: call.arguments.dropFirst().first?.name, index, place)
    default:
      for name in call.arguments.compactMap(\.name) {
        var one = call
        one.arguments = [.text(name)]
        addColumn(one, type: call.method, index, place)
      }
    }
  }
}

extension RubyCall {
  /// The call without its first argument, the table.
  fileprivate static func shifted(_ call: RubyCall) -> RubyCall {
    var rest = call
    if !rest.arguments.isEmpty { rest.arguments.removeFirst() }
    return rest
  }
}

extension RailsSchemaReader {
  private mutating func createTable(_ call: RubyCall, at place: SourcePlace) {
    guard let table = call.arguments.first?.name,
      schema.relations.count < SourceLimits.relationsMax
    else { return }
    var relation = Relation(name: table, table: table, place: place)
    collation = call.options["collation"]?.name
    if call.options["charset"] != nil { schema.dbms = "mysql" }
    addPrimaryKey(to: &relation, call, place)
    if let known = indices[table] {
      schema.relations[known] = relation
      current = known
      return
    }
    current = schema.relations.count
    indices[table] = schema.relations.count
    schema.relations.append(relation)
  }

  private mutating func addPrimaryKey(
    to relation: inout Relation, _ call: RubyCall, _ place: SourcePlace
  ) {
    let named = call.options["primary_key"]?.names ?? []
    let id = call.options["id"]
    guard named.count > 1 || id?.isFalse != true else { return }
    let names = named.isEmpty ? ["id"] : named
    relation.constraints = [
      Relation.Constraint(kind: .primaryKey, name: nil, columns: names, place: place)
    ]
    // The columns of a composite one are declared in the block.
    guard let name = names.first, names.count == 1 else { return }
    let type = id?.name ?? id?.members["type"]?.name
    var column = Relation.Column(field: name, column: name, isNullable: false, place: place)
    column.type = type ?? "bigint"
    column.hasDefault = true
    let countingTypes: Set = ["bigint", "integer", "serial", "bigserial", "primary_key"]
    column.isGenerated = countingTypes.contains(column.type ?? "")
    relation.columns.append(column)
    guard column.isGenerated, schema.sequences.count < SourceLimits.sequencesMax else { return }
    schema.sequences.append(
      Schema.Sequence(name: nil, table: relation.table, column: name, place: place))
  }

  private mutating func addColumn(
    _ call: RubyCall, type: String?, _ index: Int, _ place: SourcePlace
  ) {
    guard let name = call.arguments.first?.name else { return }
    var column = Relation.Column(
      field: name, column: name, isNullable: call.options["null"]?.isFalse != true, place: place)
    column.type = type
    column.lengthMax = type == "string" ? call.options["limit"]?.integer : nil
    if let value = call.options["default"], case .none = value {
    } else {
      column.hasDefault = call.options["default"] != nil
    }
    column.isGenerated = type == "virtual" || type == "serial" || type == "bigserial"
    let isPartOfKey = schema.relations[index].primaryKey?.columns.contains(name) ?? false
    if isPartOfKey { column.isNullable = false }
    let isText = column.isText || type == "citext"
    column.collation = call.options["collation"]?.name ?? (isText ? collation : nil)
    column.ignoresCase = type == "citext" ? true : column.collation.map(collationIgnoresCase)
    schema.relations[index].set(column)
    if let key = call.options["index"] { addIndex(of: [name], options: key, index, place) }
  }

  private mutating func addReference(_ call: RubyCall, _ index: Int, _ place: SourcePlace) {
    guard let name = call.arguments.first?.name else { return }
    var one = call
    one.arguments = [.text(name + "_id")]
    one.options["index"] = nil
    addColumn(one, type: call.options["type"]?.name ?? "bigint", index, place)
    var columns = [name + "_id"]
    if call.options["polymorphic"] != nil {
      one.arguments = [.text(name + "_type")]
      addColumn(one, type: "string", index, place)
      columns.insert(name + "_type", at: 0)
    }
    if let key = call.options["index"] { addIndex(of: columns, options: key, index, place) }
    guard let key = call.options["foreign_key"], !key.isFalse else { return }
    let target = key.members["to_table"]?.name ?? pluralName(name)
    addForeignKey(to: target, column: name + "_id", key.members, index, place)
  }

  private mutating func addForeignKey(_ call: RubyCall, _ index: Int, _ place: SourcePlace) {
    guard let target = call.arguments.first?.name else { return }
    let conventional = schema.relations[index].columns.map(\.column).first {
      $0.hasSuffix("_id") && pluralName(String($0.dropLast(3))) == target
    }
    addForeignKey(
      to: target, column: call.options["column"]?.name ?? conventional, call.options, index, place)
  }

  private mutating func addForeignKey(
    to target: String, column: String?, _ options: [String: RubyCall.Value], _ index: Int,
    _ place: SourcePlace
  ) {
    var constraint = Relation.Constraint(
      kind: .foreignKey, name: options["name"]?.name, columns: column.map { [$0] } ?? [],
      place: place)
    constraint.referencedTable = target
    constraint.referencedColumns = options["primary_key"]?.names ?? ["id"]
    constraint.onDelete = options["on_delete"]?.name.map { action in
      action == "nullify" ? "set null" : action.split(separator: "_").joined(separator: " ")
    }
    constraint.setDeferrable(options["deferrable"])
    constraint.isValid = options["validate"]?.isFalse != true
    schema.relations[index].add(constraint)
    guard let column else { return }
    for number in schema.relations[index].columns.indices
    where schema.relations[index].columns[number].column == column {
      schema.relations[index].columns[number].referencedTable = target
    }
  }

  private mutating func setNullable(_ isNullable: Bool, of name: String?, _ index: Int) {
    for number in schema.relations[index].columns.indices
    where schema.relations[index].columns[number].column == name {
      schema.relations[index].columns[number].isNullable = isNullable
    }
  }

  /// `index: { unique: true }` of a column.
  private mutating func addIndex(
    of columns: [String], options: RubyCall.Value, _ index: Int, _ place: SourcePlace
  ) {
    var call = RubyCall(columns: columns)
    call.options = options.members
    addIndex(call, index, place)
  }

  private mutating func addIndex(_ call: RubyCall, _ index: Int, _ place: SourcePlace) {
    guard call.options["unique"]?.isTrue == true, let first = call.arguments.first else { return }
    var constraint = Relation.Constraint(
      kind: .unique, name: call.options["name"]?.name, columns: first.names, place: place)
    let relation = schema.relations[index]
    if case .text(let text) = first, relation.column(named: text) == nil {
      constraint.expression = text
      constraint.columns = relation.columns(namedIn: text)
      if text.contains("lower(") || text.contains("upper(") { constraint.ignoresCase = true }
    }
    constraint.name = constraint.name ?? indexName(call, of: relation.table)
    constraint.condition = call.options["where"]?.name
    constraint.isConditional = constraint.condition != nil
    constraint.nullsAreEqual = call.options["nulls_not_distinct"]?.isTrue ?? false
    schema.relations[index].add(constraint)
  }

  /// `index_boats_on_pier_id_and_name`
  private func indexName(_ call: RubyCall, of table: String) -> String {
    let columns = call.options["column"] ?? call.arguments.first
    return "index_\(table)_on_\((columns?.names ?? []).joined(separator: "_and_"))"
  }

  private mutating func addConstraint(_ call: RubyCall, _ index: Int, _ place: SourcePlace) {
    guard let first = call.arguments.first else { return }
    let isUnique = call.method.contains("unique")
    let kind: Relation.Constraint.Kind =
      isUnique ? .unique : call.method.contains("check") ? .check : .exclusion
    var constraint = Relation.Constraint(
      kind: kind, name: call.options["name"]?.name, columns: first.names, place: place)
    if !isUnique {
      let text = first.name ?? ""
      constraint.expression = text
      constraint.columns = schema.relations[index].columns(namedIn: text)
    }
    constraint.condition = call.options["where"]?.name
    constraint.isConditional = constraint.condition != nil
    constraint.nullsAreEqual = call.options["nulls_not_distinct"]?.isTrue ?? false
    constraint.setDeferrable(call.options["deferrable"])
    schema.relations[index].add(constraint)
  }
}

extension RubyCall {
  fileprivate init(columns: [String]) {
    method = "index"
    arguments = [.list(columns.map { .text($0) })]
  }
}

extension Relation.Constraint {
  /// `deferrable: :deferred`, `:immediate` or `true`.
  fileprivate mutating func setDeferrable(_ value: RubyCall.Value?) {
    isDeferrable = value != nil && value?.isFalse != true
    isDeferred = value?.name == "deferred"
  }
}
