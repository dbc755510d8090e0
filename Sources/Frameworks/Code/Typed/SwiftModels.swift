import EventSchema
import SourceCode

extension CodeVocabulary {
  /// A model of Fluent with its property wrappers; migrations say more.
  static func fluentModel(_ type: CodeBlock, _ file: CodeSourceFile) -> ModelDeclaration? {
    guard type.kind == .type, let name = type.name else { return nil }
    let fields = file.parsed.fields(of: type)
    let schema = fields.first { $0.name == "schema" }?.value?.text
    guard schema != nil || type.bases.contains("Model") else { return nil }
    var model = DeclaredModel(
      name, table: schema, file.place(type.span, in: nil), column: CodeNaming.underscored)
    for field in fields { addProperty(field, to: &model, file) }
    return model.declaration
  }

  private static func addProperty(
    _ field: CodeField, to model: inout DeclaredModel, _ file: CodeSourceFile
  ) {
    let wrappers: Set<String> = [
      "ID", "Field", "OptionalField", "Parent", "OptionalParent", "Timestamp", "Enum",
      "OptionalEnum", "Boolean",
    ]
    guard let wrapper = field.annotations.first(where: { wrappers.contains($0.name) }) else {
      return
    }
    let place = file.place(field.span, in: nil)
    let key = wrapper.argument("key") ?? wrapper.argument("custom")
    model.add(
      field.name, column: key?.keyName ?? CodeNaming.underscored(field.name),
      isNullable: wrapper.name.hasPrefix("Optional") || wrapper.name == "Timestamp",
      isGenerated: wrapper.name == "ID", references: nil, place)
    if wrapper.name == "ID" { model.addKey(.primaryKey, [field.name], place) }
    if wrapper.name.hasSuffix("Parent"), let type = field.type {
      model.declaration.parents.append((field: field.name, model: type))
    }
    if wrapper.name == "Timestamp", file.text(wrapper.span).mentions(".delete") {
      model.declaration.hidesRows = place
    }
  }

  /// Keys and columns of `database.schema("members")….create()`.
  static func completeByMigration(
    _ name: String, _ known: ModelDeclaration?, _ source: CodeSource
  ) -> ModelDeclaration? {
    guard let known, let table = known.table else { return known }
    var model = DeclaredModel(name, table: table, known.place, column: { $0 })
    model.declaration = known
    for file in source.files(mentioning: ".schema(") {
      for use in CodeWalk(file.parsed.body).uses {
        guard let schema = use.links.link("schema"), let value = schema.arguments?.first?.value,
          value.text == table || value.links.map(\.name) == [name, "schema"]
        else { continue }
        for link in use.links { complete(&model, link, file) }
      }
    }
    return model.declaration
  }

  private static func complete(
    _ model: inout DeclaredModel, _ link: CodeLink, _ file: CodeSourceFile
  ) {
    let arguments = link.arguments ?? []
    let place = file.place(link.span, in: nil)
    if link.name == "field", let column = arguments.first?.value.keyName {
      let isRequired = arguments.contains { $0.value.keyName == "required" }
      if let index = model.declaration.columns.firstIndex(where: { $0.column == column }) {
        if isRequired { model.declaration.columns[index].isNullable = false }
      } else {
        model.add(column, column: column, isNullable: !isRequired, place)
      }
    } else if link.name == "unique" {
      let columns = arguments.filter { $0.key == nil || $0.key == "on" }
        .compactMap(\.value.keyName)
      model.addKey(.unique, columns, name: arguments.first { $0.key == "name" }?.value.text, place)
    }
  }

  /// The table that a migration of GRDB creates for a record.
  static func completeByTable(
    _ name: String, _ known: ModelDeclaration?, _ source: CodeSource
  ) -> ModelDeclaration? {
    let table = known?.table ?? CodeVocabulary.grdbTableName(name)
    var found = known
    for file in source.files(mentioning: "table: \"\(table)\"") {
      for use in CodeWalk(file.parsed.body).uses {
        guard let create = use.links.link("create"),
          create.arguments?.contains(where: { $0.key == "table" && $0.value.text == table })
            == true,
          let block = create.block
        else { continue }
        var model = DeclaredModel(
          name, table: table, file.place(create.span, in: nil), column: { $0 })
        for inner in CodeWalk(block).uses { addColumn(inner, to: &model, file) }
        found = model.declaration
      }
    }
    return found
  }

  static func grdbTableName(_ name: String) -> String {
    name.prefix(1).lowercased() + name.dropFirst()
  }

  private static func addColumn(
    _ use: CodeUse, to model: inout DeclaredModel, _ file: CodeSourceFile
  ) {
    let links = use.links
    let place = file.place(use.span, in: nil)
    guard links.count > 1 else { return }
    let call = links[1]
    switch call.name {
    case "autoIncrementedPrimaryKey", "primaryKey":
      let columns = call.texts
      for column in columns {
        model.add(column, isNullable: false, isGenerated: call.name.hasPrefix("auto"), place)
      }
      model.addKey(.primaryKey, columns, place)
    case "column":
      guard let column = call.firstText else { return }
      model.add(column, isNullable: !links.has("notNull") && !links.has("primaryKey"), place)
      if links.has("unique") { model.addKey(.unique, [column], place) }
      if links.has("primaryKey") { model.addKey(.primaryKey, [column], place) }
    case "uniqueKey": model.addKey(.unique, call.texts, place)
    default: break
    }
  }

  /// A record of GRDB names its table itself or not at all.
  static func grdbRecord(_ type: CodeBlock, _ file: CodeSourceFile) -> ModelDeclaration? {
    guard type.kind == .type, let name = type.name,
      let table = file.parsed.fields(of: type).first(where: { $0.name == "databaseTableName" })?
        .value?.text
    else { return nil }
    return ModelDeclaration(name: name, table: table, place: file.place(type.span, in: nil))
  }
}

extension CodeExpression {
  /// A key as text or as a member: `"email"`, `.email`.
  fileprivate var keyName: String? {
    switch kind {
    case .string(let string): string.value
    case .prefixed(_, let inner): inner.keyName
    case .name(let name): name
    case .chain(let links): links.last?.name
    default: nil
    }
  }
}
