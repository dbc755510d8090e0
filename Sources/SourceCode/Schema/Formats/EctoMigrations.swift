extension SchemaFormat {
  /// Ecto's migrations.
  public static let ecto = SchemaFormat(
    name: "Ecto migrations",
    recognises: { $0.text.contains("use Ecto.Migration") },
    reads: { file in
      var reader = EctoMigrationReader()
      reader.read(file)
      return reader.schema
    },
    examples: [
      Example(
        """
        defmodule Marina.Repo.Migrations.CreateBoats do
          use Ecto.Migration

          def change do
            create table(:boats) do
              add :name, :string, null: false, size: 30
              add :pier_id, references(:piers, on_delete: :delete_all), null: false
              add :sold_at, :utc_datetime
              timestamps()
            end

            create unique_index(:boats, [:pier_id, :name], where: "sold_at IS NULL")
            create constraint(:boats, :has_name, check: "name <> ''")
            create index(:boats, [:sold_at])
          end
        end
        """,
        declares: [
          "boats (id, name, pier_id, sold_at?, inserted_at, updated_at)", "primaryKey (id)",
          "foreignKey boats_pier_id_fkey (pier_id) → piers",
          "unique boats_pier_id_name_index (pier_id, name)", "check has_name (name)",
        ]),
      Example(
        """
        defmodule Marina.Repo.Migrations.CreateBerths do
          use Ecto.Migration

          def up do
            create table("berths", primary_key: false) do
              add :code, :string, primary_key: true
            end

            create unique_index(
                     :berths,
                     [:code],
                     name: :one_code
                   )
          end

          def down do
            drop table("berths")
          end
        end
        """,
        declares: ["berths (code)", "primaryKey (code)", "unique one_code (code)"]),
      Example.rejects("defmodule Marina.Boat do\n  use Ecto.Schema\nend"),
      Example.rejects("create table(:boats)"),
    ])
}

/// Reads Ecto's migrations, in the order of their files.
struct EctoMigrationReader {
  private(set) var schema = Schema()
  private var indices: [String: Int] = [:]
  /// The table whose block is being read.
  private var current: Int?
  private var file = SourceFile(path: "", text: "")

  mutating func read(_ next: SourceFile) {
    file = next
    current = nil
    var pending = ""
    var unclosed = 0
    var start = 0
    var number = next.firstLine
    for line in next.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let words = line.drop { $0.isWhitespace }
      if pending.isEmpty { start = number }
      number += 1
      if words.hasPrefix("#") { continue }
      // What a migration undoes.
      if words.hasPrefix("def down") { break }
      pending += pending.isEmpty ? words : " " + words
      for byte in words.utf8 {
        if byte == UInt8(ascii: "(") { unclosed += 1 }
        if byte == UInt8(ascii: ")") { unclosed -= 1 }
      }
      if unclosed > 0 || pending.hasSuffix(","), pending.utf8.count < SourceLimits.rubyCallBytesMax
      {
        continue
      }
      readLine(pending, number: start)
      (pending, unclosed) = ("", 0)
    }
  }

  private mutating func readLine(_ line: String, number: Int) {
    if line == "end" {
      current = nil
      return
    }
    let place = SourcePlace(path: file.path, line: number, text: String(line.prefix(200)))
    for verb in ["create_if_not_exists ", "create ", "alter ", "drop_if_exists ", "drop "]
    where line.hasPrefix(verb) {
      guard let call = RubyCall(line.dropFirst(verb.count)) else { return }
      return readDefinition(call, verb, at: place)
    }
    guard let index = current, let call = RubyCall(line) else { return }
    switch call.method {
    case "add", "add_if_not_exists", "modify": addColumn(call, line, index, place)
    case "remove", "remove_if_exists":
      let name = call.arguments.first?.name
      schema.relations[index].columns.removeAll { $0.column == name }
    case "timestamps":
      for name in ["inserted_at", "updated_at"] {
        var column = Relation.Column(field: name, column: name, isNullable: false, place: place)
        column.type = "naive_datetime"
        schema.relations[index].set(column)
      }
    default: break
    }
  }

  private mutating func readDefinition(_ call: RubyCall, _ verb: String, at place: SourcePlace) {
    guard let table = call.arguments.first?.name else { return }
    if call.method == "table" {
      if verb.hasPrefix("drop") {
        if let known = indices[table] {
          schema.relations[known] = Relation(name: table, table: table, place: place)
        }
      } else {
        current = index(of: table, call, isNew: verb.hasPrefix("create"), at: place)
      }
      return
    }
    guard let index = indices[table] else { return }
    let columns = call.arguments.dropFirst().first?.names ?? []
    switch call.method {
    case "unique_index", "index":
      let name =
        call.options["name"]?.name ?? "\(table)_\(columns.joined(separator: "_"))_index"
      if verb.hasPrefix("drop") {
        schema.relations[index].constraints.removeAll { $0.name == name }
      } else if call.method == "unique_index" || call.options["unique"]?.isTrue == true {
        addKey(columns, named: name, call, index, place)
      }
    case "constraint":
      guard verb.hasPrefix("create"), let text = call.options["check"]?.name else { return }
      var constraint = Relation.Constraint(
        kind: .check, name: columns.first, columns: schema.relations[index].columns(namedIn: text),
        place: place)
      constraint.expression = text
      schema.relations[index].add(constraint)
    default: break
    }
  }

  private mutating func addKey(
    _ columns: [String], named name: String, _ call: RubyCall, _ index: Int, _ place: SourcePlace
  ) {
    var constraint = Relation.Constraint(kind: .unique, name: name, columns: columns, place: place)
    let isPlain = columns.allSatisfy { $0.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } }
    if !isPlain {
      let text = columns.joined(separator: ", ")
      constraint.expression = text
      constraint.columns = schema.relations[index].columns(namedIn: text)
      if columns.contains(where: { $0.contains("lower(") || $0.contains("upper(") }) {
        constraint.ignoresCase = true
      }
    }
    constraint.condition = call.options["where"]?.name
    constraint.isConditional = call.options["where"] != nil
    constraint.nullsAreEqual = call.options["nulls_distinct"]?.isFalse ?? false
    schema.relations[index].add(constraint)
  }

  private mutating func index(
    of table: String, _ call: RubyCall, isNew: Bool, at place: SourcePlace
  ) -> Int? {
    if let known = indices[table], !isNew { return known }
    guard schema.relations.count < SourceLimits.relationsMax else { return nil }
    var relation = Relation(name: table, table: table, place: place)
    if isNew, call.options["primary_key"]?.isFalse != true {
      var column = Relation.Column(field: "id", column: "id", isNullable: false, place: place)
      column.isGenerated = true
      relation.columns = [column]
      relation.constraints = [
        Relation.Constraint(kind: .primaryKey, name: nil, columns: ["id"], place: place)
      ]
    }
    if let known = indices[table] {
      schema.relations[known] = relation
      return known
    }
    indices[table] = schema.relations.count
    schema.relations.append(relation)
    return schema.relations.count - 1
  }

  private mutating func addColumn(
    _ call: RubyCall, _ line: String, _ index: Int, _ place: SourcePlace
  ) {
    guard let name = call.arguments.first?.name else { return }
    let isKey = line.contains("primary_key: true")
    var column = Relation.Column(
      field: name, column: name, isNullable: !line.contains("null: false") && !isKey, place: place)
    column.type = call.arguments.dropFirst().first?.name
    column.lengthMax = call.options["size"]?.integer
    column.hasDefault = line.contains("default: ")
    schema.relations[index].set(column)
    if isKey {
      schema.relations[index].add(
        Relation.Constraint(kind: .primaryKey, name: nil, columns: [name], place: place))
    }
    let parts = line.split(separator: "references", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let reference = RubyCall("references" + parts[1]),
      let target = reference.arguments.first?.name
    else { return }
    let table = schema.relations[index].table
    var constraint = Relation.Constraint(
      kind: .foreignKey, name: reference.options["name"]?.name ?? "\(table)_\(name)_fkey",
      columns: [name], place: place)
    constraint.referencedTable = target
    constraint.referencedColumns = [reference.options["column"]?.name ?? "id"]
    let actions = ["delete_all": "cascade", "nilify_all": "set null", "restrict": "restrict"]
    constraint.onDelete = reference.options["on_delete"]?.name.flatMap { actions[$0] }
    schema.relations[index].add(constraint)
    for number in schema.relations[index].columns.indices
    where schema.relations[index].columns[number].column == name {
      schema.relations[index].columns[number].referencedTable = target
    }
  }
}
