/// Reads `schema.prisma`: a line declares a field or a rule of the model around it.
struct PrismaSchemaReader {
  private(set) var schema = Schema()
  private let file: SourceFile
  private let models: Set<Substring>
  private var relation: Relation?
  private var isInSource = false
  /// Names in the database by those in the model.
  private var columnNames: [String: String] = [:]
  /// Tables by the names of their models.
  private var tableNames: [String: String] = [:]

  init(_ file: SourceFile) {
    self.file = file
    models = Set(
      file.text.split(whereSeparator: \.isNewline).compactMap { line in
        let words = line.split { $0.isWhitespace }
        return words.first == "model" && words.count > 1 ? words[1] : nil
      })
  }

  mutating func read() {
    var number = file.firstLine
    for line in file.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      readLine(line, number: number)
      number += 1
    }
    for index in schema.relations.indices {
      for rule in schema.relations[index].constraints.indices {
        let target = schema.relations[index].constraints[rule].referencedTable
        schema.relations[index].constraints[rule].referencedTable = target.map {
          tableNames[$0] ?? $0
        }
      }
    }
  }

  private mutating func readLine(_ line: Substring, number: Int) {
    let words = line.split { $0.isWhitespace }
    guard let first = words.first, !first.hasPrefix("//") else { return }
    if first == "datasource" { isInSource = true }
    if isInSource, first == "provider", let name = words.last {
      let provider = name.split(separator: "\"").joined()
      schema.dbms = provider == "postgres" ? "postgresql" : provider
    }
    let place = SourcePlace(
      path: file.path, line: number, text: String(words.joined(separator: " ").prefix(200)))
    if first == "model", words.count > 1 {
      let name = String(words[1])
      relation = Relation(name: name, table: name, place: place)
      columnNames = [:]
    } else if first == "}" {
      finish()
    } else if first.hasPrefix("@@") {
      readRule(String(line), at: place)
    } else if words.count > 1, relation != nil {
      readField(String(first), String(words[1]), String(line), at: place)
    }
  }

  private mutating func finish() {
    isInSource = false
    guard var done = relation, schema.relations.count < SourceLimits.relationsMax else { return }
    for index in done.constraints.indices {
      done.constraints[index].columns = done.constraints[index].columns.map {
        columnNames[$0] ?? $0
      }
      done.constraints[index].name = done.constraints[index].name ?? done.prismaName(index)
    }
    for key in done.constraints where key.kind == .primaryKey {
      for index in done.columns.indices where key.columns.contains(done.columns[index].column) {
        done.columns[index].isNullable = false
      }
    }
    tableNames[done.name] = done.table
    for column in done.columns where column.isGenerated {
      schema.sequences.append(
        Schema.Sequence(name: nil, table: done.table, column: column.column, place: column.place))
    }
    schema.relations.append(done)
    relation = nil
  }

  private mutating func readField(
    _ name: String, _ type: String, _ line: String, at place: SourcePlace
  ) {
    let bare = type.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    if models.contains(bare) {
      if let attribute = PrismaAttribute("@relation", in: line) {
        addReference(attribute, bare, place)
      }
      return
    }
    let mapped = PrismaAttribute("@map", in: line)?.text
    let columnName = mapped ?? name
    columnNames[name] = columnName
    var column = Relation.Column(
      field: name, column: columnName, isNullable: type.hasSuffix("?"), place: place)
    column.type = String(bare)
    let value = PrismaAttribute("@default", in: line)
    column.hasDefault = value != nil || line.contains("@updatedAt")
    column.isGenerated = value?.content.hasPrefix("autoincrement") ?? false
    column.lengthMax =
      (PrismaAttribute("@db.VarChar", in: line) ?? PrismaAttribute("@db.Char", in: line))
      .flatMap { Int($0.content) }
    if line.contains("@db.Citext") { column.ignoresCase = true }
    relation?.set(column)
    if let key = PrismaAttribute("@id", in: line) { addKey(.primaryKey, [name], key, place) }
    if let key = PrismaAttribute("@unique", in: line) { addKey(.unique, [name], key, place) }
  }

  private mutating func addKey(
    _ kind: Relation.Constraint.Kind, _ fields: [String], _ attribute: PrismaAttribute,
    _ place: SourcePlace
  ) {
    relation?.add(
      Relation.Constraint(kind: kind, name: attribute.text("map"), columns: fields, place: place))
  }

  private mutating func addReference(
    _ attribute: PrismaAttribute, _ model: Substring, _ place: SourcePlace
  ) {
    let fields = attribute.list("fields")
    guard !fields.isEmpty else { return }
    var constraint = Relation.Constraint(
      kind: .foreignKey, name: attribute.text("map"), columns: fields, place: place)
    constraint.referencedTable = String(model)
    constraint.referencedColumns = attribute.list("references")
    let actions = [
      "Cascade": "cascade", "SetNull": "set null", "SetDefault": "set default",
      "Restrict": "restrict", "NoAction": "no action",
    ]
    constraint.onDelete = attribute.word("onDelete").flatMap { actions[$0] }
    relation?.add(constraint)
  }

  private mutating func readRule(_ line: String, at place: SourcePlace) {
    if let name = PrismaAttribute("@@map", in: line)?.text {
      relation?.table = name
    } else if let key = PrismaAttribute("@@unique", in: line) {
      addKey(.unique, key.list("fields"), key, place)
    } else if let key = PrismaAttribute("@@id", in: line) {
      addKey(.primaryKey, key.list("fields"), key, place)
    } else if let schemaName = PrismaAttribute("@@schema", in: line)?.text {
      relation?.schema = schemaName
    }
  }
}

extension Relation {
  /// The name that Prisma gives a rule without one: `boats_pier_id_name_key`.
  fileprivate func prismaName(_ index: Int) -> String? {
    let rule = constraints[index]
    let columns = rule.columns.joined(separator: "_")
    switch rule.kind {
    case .primaryKey: return "\(table)_pkey"
    case .unique: return "\(table)_\(columns)_key"
    case .foreignKey: return "\(table)_\(columns)_fkey"
    case .check, .exclusion: return nil
    }
  }
}

/// `@unique(map: "one_name")` in a line: its arguments, without the parentheses.
private struct PrismaAttribute {
  var content: Substring

  /// `nil` when the line has none of that name.
  init?(_ name: String, in line: String) {
    var rest = line[...]
    while let at = rest.firstIndex(of: "@") {
      rest = rest[at...]
      // `@@unique` is not `@unique`, and `@@id` not `@id`.
      let own =
        rest.prefix { $0 == "@" }
        + rest.drop { $0 == "@" }.prefix {
          $0.isLetter || $0 == "."
        }
      let tail = rest.dropFirst(own.count)
      if own == name {
        content = tail.first == "(" ? Self.content(of: tail.dropFirst()) : ""
        return
      }
      rest = tail
    }
    return nil
  }

  private static func content(of tail: Substring) -> Substring {
    var depth = 1
    let end = tail.firstIndex { character in
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      return depth == 0
    }
    return tail[..<(end ?? tail.endIndex)]
  }

  /// The only argument, in quotes.
  var text: String? { Self.quoted(content) }

  /// `map: "…"`
  func text(_ name: String) -> String? { tail(of: name).flatMap(Self.quoted) }

  func word(_ name: String) -> String? {
    tail(of: name).map { String($0.drop { $0 == " " }.prefix { $0.isLetter }) }
  }

  /// `fields: [a, b(sort: Desc)]`, or the list that stands first.
  func list(_ name: String) -> [String] {
    guard let open = (tail(of: name) ?? content).firstIndex(of: "[") else { return [] }
    let tail = content[open...].dropFirst()
    return tail.prefix { $0 != "]" }.split(separator: ",").map { item in
      String(item.drop { $0 == " " }.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    }.filter { !$0.isEmpty }
  }

  /// What stands behind `name:`.
  private func tail(of name: String) -> Substring? {
    var rest = content
    while let colon = rest.firstIndex(of: ":") {
      let word = content[..<colon].reversed().prefix { $0.isLetter }
      if String(word.reversed()) == name { return content[content.index(after: colon)...] }
      rest = rest[rest.index(after: colon)...]
    }
    return nil
  }

  private static func quoted(_ text: Substring) -> String? {
    guard let open = text.firstIndex(of: "\"") else { return nil }
    return String(text[text.index(after: open)...].prefix { $0 != "\"" })
  }
}
