import EventSchema
import SourceCode

extension CodeVocabulary {
  /// A struct with tags of gorm.
  static func gormStruct(_ type: CodeBlock, _ file: CodeSourceFile) -> ModelDeclaration? {
    guard type.kind == .type, let name = type.name else { return nil }
    let fields = file.parsed.fields(of: type)
    guard !fields.isEmpty else { return nil }
    let place = file.place(type.span, in: nil)
    var model = DeclaredModel(
      name, table: tableName(of: name, file), place, column: CodeNaming.underscored)
    var keys: [(name: String, fields: [String], place: SourceFacts.Place)] = []
    for field in fields {
      let place = file.place(field.span, in: nil)
      if field.name == "Model", field.type == nil || field.type == "Model" {
        model.add("ID", column: "id", isNullable: false, isGenerated: true, place)
        model.addKey(.primaryKey, ["ID"], place)
        model.add("DeletedAt", isNullable: true, place)
        model.declaration.hidesRows = place
        continue
      }
      if field.type == "DeletedAt" { model.declaration.hidesRows = place }
      guard isColumn(field) else {
        if let type = field.type {
          model.declaration.parents.append((field: field.name, model: type))
        }
        continue
      }
      addField(field, to: &model, &keys, place)
    }
    for key in keys { model.addKey(.unique, key.fields, name: key.name, key.place) }
    return model.declaration
  }

  /// The first gorm hides every row whose `DeletedAt` is a time, the second one only those of a
  /// type of its own.
  static func hidingRowsOfGorm1(
    _ name: String, _ known: ModelDeclaration?, _ source: CodeSource
  ) -> ModelDeclaration? {
    guard var found = known, found.hidesRows == nil,
      let column = found.columns.first(where: { $0.field == "DeletedAt" }),
      source.tree.files.contains(where: { file in
        file.path.hasSuffix(".go") && file.text.mentions("\"github.com/jinzhu/gorm\"")
      })
    else { return known }
    found.hidesRows = column.place
    return found
  }

  private static func isColumn(_ field: CodeField) -> Bool {
    guard let type = field.type, field.name.first?.isUppercase == true else { return false }
    return !type.startsWithCapital
      || field.tag?.mentions("gorm:") == true
        && !(field.tag?.mentionsIgnoringCase("foreignkey") ?? false)
      || ["Time", "UUID", "Decimal", "DeletedAt", "JSON", "RawMessage"].contains(type)
      || type.hasPrefix("Null")
  }

  private static func addField(
    _ field: CodeField, to model: inout DeclaredModel,
    _ keys: inout [(name: String, fields: [String], place: SourceFacts.Place)],
    _ place: SourceFacts.Place
  ) {
    let options = gormOptions(field.tag ?? "")
    func option(_ name: String) -> String? { options.first { $0.name == name }?.value }
    let isKey = option("primarykey") != nil || option("primary_key") != nil || field.name == "ID"
    model.add(
      field.name, column: option("column").flatMap { $0.isEmpty ? nil : $0 },
      isNullable: option("not null") == nil && !isKey,
      lengthMax: option("size").flatMap { Int($0) } ?? option("type")?.numberInParentheses,
      isGenerated: isKey && ["uint", "int", "int64", "uint64"].contains(field.type), place)
    if isKey { model.addKey(.primaryKey, [field.name], place) }
    if option("unique") != nil { model.addKey(.unique, [field.name], place) }
    for option in options {
      let isUnique =
        option.name == "uniqueindex" || option.name == "unique_index"
        || (option.name == "index" && option.value.lowercased().mentions("unique"))
      guard isUnique else { continue }
      let name = String(option.value.split(separator: ",").first ?? "")
      if name.isEmpty {
        model.addKey(.unique, [field.name], place)
      } else if let index = keys.firstIndex(where: { $0.name == name }) {
        keys[index].fields.append(field.name)
      } else {
        keys.append((name, [field.name], place))
      }
    }
  }

  /// The options of `gorm:"uniqueIndex:name;not null"`, their names in lower case.
  private static func gormOptions(_ tag: String) -> [(name: String, value: String)] {
    guard
      let start = tag.split(separator: "gorm:\"", maxSplits: 1, omittingEmptySubsequences: false)
        .dropFirst().first
    else { return [] }
    return start.prefix { $0 != "\"" }.split(separator: ";").map { option in
      let parts = option.split(separator: ":", maxSplits: 1)
      let name = parts.first.map { String($0).trimmed.lowercased() } ?? ""
      return (name, parts.count > 1 ? String(parts[1]) : "")
    }
  }

  /// What `TableName()` of the type returns.
  private static func tableName(of name: String, _ file: CodeSourceFile) -> String? {
    for (_, block) in file.parsed.functions where block.name == "TableName" {
      let head = String(file.text(block.span).prefix { $0 != "{" })
      guard head.mentions("\(name))") else { continue }
      return block.strings.first?.string.value
    }
    return nil
  }

  /// A schema of ent: `field.String("name").Unique()` and `index.Fields("a", "b").Unique()`.
  static func entSchema(_ type: CodeBlock, _ file: CodeSourceFile) -> ModelDeclaration? {
    guard type.kind == .type, let name = type.name, file.text(type.span).mentions("ent.Schema")
    else { return nil }
    let place = file.place(type.span, in: nil)
    var model = DeclaredModel(name, table: nil, place, column: CodeNaming.underscored)
    for use in CodeWalk(file.parsed.body).uses {
      let place = file.place(use.span, in: nil)
      let links = use.links
      guard let first = links.first?.name, links.count > 1 else { continue }
      if first == "field", let column = links[1].firstText {
        model.add(
          column, column: links.link("StorageKey")?.firstText ?? column,
          isNullable: links.has("Optional") || links.has("Nillable"),
          lengthMax: links.link("MaxLen")?.firstNumber, place)
        if links.has("Unique") { model.addKey(.unique, [column], place) }
      } else if first == "index", links.has("Unique") {
        let columns =
          (links.link("Fields")?.texts ?? [])
          + (links.link("Edges")?.texts ?? []).map { "\($0)_id" }
        model.addKey(.unique, columns, place)
      } else if links.has("SoftDeleteMixin") {
        model.declaration.hidesRows = place
      } else if first == "entsql",
        let table = links.last?.arguments?.first(where: {
          $0.key == "Table"
        })?.value.text
      {
        model.declaration.table = table
      }
    }
    return model.declaration
  }
}
