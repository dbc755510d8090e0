import SourceCode

extension CodeVocabulary {
  /// A class with `@Entity`, in Java or Kotlin.
  static func jpaEntity(_ type: CodeBlock, _ file: CodeSourceFile) -> ModelDeclaration? {
    let annotations = type.annotations
    let marks: Set<String> = ["Entity", "Table", "TableName", "MappedSuperclass", "Document"]
    guard type.kind == .type, let name = type.name,
      annotations.contains(where: { marks.contains($0.name) })
    else { return nil }
    let table = annotations.first { $0.name == "Table" }
    let named = table?.text("name") ?? annotations.first { $0.name == "TableName" }?.firstText
    var model = DeclaredModel(
      name, table: named ?? table?.firstText ?? CodeNaming.underscored(name),
      file.place(type.span, in: nil), column: snakeColumn)
    for field in file.parsed.fields(of: type) { add(field, to: &model, file) }
    addKeys(of: table?.arguments ?? [], to: &model, file)
    let hiding: Set<String> = ["SQLRestriction", "Where", "SoftDelete", "FilterDef"]
    if let hides = annotations.first(where: { hiding.contains($0.name) }) {
      model.declaration.hidesRows = file.place(hides.span, in: nil)
    }
    return model.declaration
  }

  private static func add(
    _ field: CodeField, to model: inout DeclaredModel, _ file: CodeSourceFile
  ) {
    let skipped: Set<String> = ["OneToMany", "ManyToMany", "Transient", "ElementCollection"]
    guard !field.annotations.contains(where: { skipped.contains($0.name) }),
      field.name.first?.isLowercase == true
    else { return }
    let column = field.annotation("Column")
    let join = field.annotation("JoinColumn")
    let link = field.annotation("ManyToOne") ?? field.annotation("OneToOne")
    if link != nil, field.annotation("OneToOne")?.argument("mappedBy") != nil { return }
    let place = file.place(field.span, in: nil)
    var name = column?.text("name") ?? join?.text("name") ?? column?.firstText
    if name == nil, link != nil { name = CodeNaming.underscored(field.name) + "_id" }
    let isKey = field.annotation("Id") != nil || field.annotation("EmbeddedId") != nil
    let required: Set<String> = ["NotNull", "NotBlank", "NotEmpty", "NonNull", "NaturalId"]
    let isRequired =
      isKey || primitives.contains(field.type ?? "")
      || [column, join].contains { $0?.isSet("nullable", to: "false") ?? false }
      || link?.isSet("optional", to: "false") ?? false
      || field.annotations.contains { required.contains($0.name) }
    model.add(
      field.name, column: name, isNullable: !isRequired,
      lengthMax: column?.number("length") ?? field.annotation("Size")?.number("max")
        ?? field.annotation("Length")?.number("max"),
      isGenerated: field.annotation("GeneratedValue") != nil,
      references: link == nil ? nil : field.type.map(CodeNaming.underscored), place)
    if isKey { model.addKey(.primaryKey, [field.name], place) }
    let isUnique = [column, join].contains { $0?.isSet("unique", to: "true") ?? false }
    if isUnique || field.annotation("NaturalId") != nil {
      model.addKey(.unique, [field.name], place)
    }
    if let type = field.type, link != nil {
      model.declaration.parents.append((field: field.name, model: type))
    }
    if field.annotation("Version") != nil { model.declaration.hasVersion = true }
  }

  private static let primitives: Set<String> = [
    "int", "long", "short", "byte", "boolean", "double", "float", "char",
  ]

  private static func addKeys(
    of arguments: [CodeArgument], to model: inout DeclaredModel, _ file: CodeSourceFile
  ) {
    for call in arguments.flatMap(\.value.calls) {
      let place = file.place(call.span, in: nil)
      if call.name == "UniqueConstraint" {
        let columns = call.argument("columnNames")?.strings.map(\.value) ?? []
        model.addKey(.unique, columns, name: call.text("name"), place)
      } else if call.name == "Index", call.isSet("unique", to: "true") {
        let columns = (call.text("columnList") ?? "").split(separator: ",").map {
          String($0.split(separator: " ").first ?? "")
        }
        model.addKey(.unique, columns, name: call.text("name"), place)
      }
    }
  }

  /// What `@Valid` brings along: the type of the parameter.
  static func beanValidators(_ reading: CodeReading) -> [FoundValidator] {
    var found: [FoundValidator] = []
    for site in reading.sites {
      for parameter in site.function.parameters {
        guard let type = parameter.type,
          parameter.annotations.contains(where: { $0.name == "Valid" || $0.name == "Validated" })
        else { continue }
        found.append(
          FoundValidator(
            validator: SourceFacts.Validator(
              name: type, place: nil, uniqueColumns: [],
              fields: fields(of: type, reading).map { reading.column($0, of: reading.model) })))
      }
    }
    return found
  }

  private static func fields(of type: String, _ reading: CodeReading) -> [String] {
    for file in reading.source.files(mentioning: type) {
      for block in file.parsed.types where block.name == type {
        return file.parsed.fields(of: block).map(\.name)
      }
    }
    return []
  }

  /// `object Berths : Table("berths") { val code = varchar("code", 12).uniqueIndex() }`.
  static func exposedTable(_ type: CodeBlock, _ file: CodeSourceFile) -> ModelDeclaration? {
    let base = type.bases.first { $0.hasSuffix("Table") }
    guard type.kind == .type, let name = type.name, let base else { return nil }
    let head = file.text(type.span).prefix { $0 != "{" }
    let quoted = head.split(separator: "\"", omittingEmptySubsequences: false)
    let table = quoted.count > 2 ? String(quoted[1]) : CodeNaming.underscored(name)
    var model = DeclaredModel(
      name, table: table, file.place(type.span, in: nil), column: CodeNaming.underscored)
    if base != "Table" {
      model.add("id", isNullable: false, isGenerated: true, file.place(type.span, in: nil))
      model.addKey(.primaryKey, ["id"], file.place(type.span, in: nil))
    }
    for statement in type.statements {
      let place = file.place(statement.span, in: nil)
      let links = statement.value?.links ?? []
      if let field = statement.targets.first?.plainName, let column = links.first?.firstText {
        model.add(
          field, column: column, isNullable: links.has("nullable"),
          lengthMax: links[0].name == "varchar"
            ? links[0].arguments?.dropFirst().first?.value
              .plainName.flatMap { Int($0) } : nil, isGenerated: links.has("autoIncrement"), place)
        if links.has("uniqueIndex") { model.addKey(.unique, [field], place) }
      } else if links.first?.name == "PrimaryKey" {
        model.addKey(.primaryKey, links[0].arguments?.compactMap(\.value.plainName) ?? [], place)
      } else if let block = links.first?.block {
        for call in block.calls where call.name == "uniqueIndex" {
          let fields = call.arguments.filter { $0.value.text == nil }.compactMap(\.value.lastName)
          model.addKey(.unique, fields, name: call.firstText, file.place(call.span, in: nil))
        }
      }
    }
    return model.declaration
  }
}
