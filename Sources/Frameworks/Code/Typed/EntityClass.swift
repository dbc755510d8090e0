import EventSchema
import SourceCode

extension CodeVocabulary {
  /// A class of Entity Framework with its attributes; the model's builder may say more.
  static func entityClass(_ type: CodeBlock, _ file: CodeSourceFile) -> ModelDeclaration? {
    guard type.kind == .type, let name = type.name else { return nil }
    let fields = file.parsed.fields(of: type).filter { $0.name.first?.isUppercase == true }
    guard !fields.isEmpty else { return nil }
    let table = type.annotations.first { $0.name == "Table" }?.firstText
    let place = file.place(type.span, in: nil)
    var model = DeclaredModel(name, table: table, place, column: { $0 })
    for field in fields { addProperty(field, of: name, to: &model, file) }
    for index in type.annotations where index.name == "Index" {
      guard index.isSet("IsUnique", to: "true") else { continue }
      let columns = index.arguments.filter { $0.key == nil }.compactMap { argument in
        argument.value.text ?? argument.value.links.last?.arguments?.first?.value.lastName
      }
      model.addKey(.unique, columns, name: index.text("Name"), file.place(index.span, in: nil))
    }
    return model.declaration
  }

  private static let columnTypes: Set<String> = [
    "string", "int", "long", "short", "byte", "bool", "decimal", "double", "float", "Guid",
    "DateTime", "DateTimeOffset", "DateOnly", "TimeOnly", "TimeSpan", "char", "uint", "ulong",
  ]

  private static func addProperty(
    _ field: CodeField, of type: String, to model: inout DeclaredModel, _ file: CodeSourceFile
  ) {
    let place = file.place(field.span, in: nil)
    if field.annotation("Timestamp") != nil || field.annotation("ConcurrencyCheck") != nil {
      model.declaration.hasVersion = true
    }
    guard columnTypes.contains(field.type ?? "") else {
      if let type = field.type, type.startsWithCapital {
        model.declaration.parents.append((field: field.name, model: type))
      }
      return
    }
    let isKey =
      field.annotation("Key") != nil || field.name == "Id" || field.name == "\(type)Id"
    model.add(
      field.name, column: field.annotation("Column")?.firstText, isNullable: field.isOptional,
      lengthMax: field.annotation("MaxLength")?.firstNumber
        ?? field.annotation("StringLength")?.firstNumber,
      isGenerated: isKey, place)
    if isKey { model.addKey(.primaryKey, [field.name], place) }
  }

  /// What the builder of the model and the sets of contexts say about a model.
  static func completeByModelBuilder(
    _ name: String, _ known: ModelDeclaration?, _ source: CodeSource
  ) -> ModelDeclaration? {
    var found = known
    for file in source.files(mentioning: "<\(name)>") {
      let text = file.source.text
      if found?.table == nil, let set = text.names(behind: "DbSet<\(name)> ").first {
        found?.table = set
      }
      let head = "IEntityTypeConfiguration<\(name)>"
      for type in file.parsed.types
      where String(file.text(type.span).prefix { $0 != "{" }).mentions(head) {
        for use in CodeWalk(type).uses { complete(&found, name, use.links, file) }
      }
      for use in CodeWalk(file.parsed.body).uses {
        guard let entity = use.links.first(where: { $0.name == "Entity" }),
          file.text(entity.span).mentions("<\(name)>")
        else { continue }
        complete(&found, name, use.links, file)
        for block in (entity.arguments ?? []).compactMap(\.value.lambdaBlock) {
          for inner in CodeWalk(block).uses { complete(&found, name, inner.links, file) }
        }
      }
    }
    return found
  }

  private static func complete(
    _ found: inout ModelDeclaration?, _ name: String, _ links: [CodeLink], _ file: CodeSourceFile
  ) {
    guard let first = links.first else { return }
    let place = file.place(first.span, in: nil)
    var model = DeclaredModel(name, table: nil, place, column: { $0 })
    if let found { model.declaration = found }
    if let table = links.link("ToTable")?.firstText { model.declaration.table = table }
    if let filter = links.link("HasQueryFilter") {
      model.declaration.hidesRows = file.place(filter.span, in: nil)
    }
    if links.has("IsRowVersion") || links.has("IsConcurrencyToken") {
      model.declaration.hasVersion = true
    }
    if let index = links.link("HasIndex"), links.has("IsUnique") {
      model.addKey(
        .unique, members(of: index, file), name: links.link("HasDatabaseName")?.firstText,
        isConditional: links.has("HasFilter"), file.place(index.span, in: nil))
    }
    if let key = links.link("HasAlternateKey") {
      model.addKey(.unique, members(of: key, file), file.place(key.span, in: nil))
    }
    if let property = links.link("Property"), let field = members(of: property, file).first,
      let index = model.declaration.columns.firstIndex(where: { $0.field == field })
    {
      if let length = links.link("HasMaxLength")?.firstNumber {
        model.declaration.columns[index].lengthMax = length
      }
      if links.has("IsRequired") { model.declaration.columns[index].isNullable = false }
      if let column = links.link("HasColumnName")?.firstText {
        model.declaration.columns[index].column = column
      }
    }
    found = model.declaration
  }

  /// `x => x.Email`, `x => new { x.TenantId, x.Name }`, `"Email"`.
  private static func members(of link: CodeLink, _ file: CodeSourceFile) -> [String] {
    let texts = link.texts
    guard texts.isEmpty else { return texts }
    for argument in link.arguments ?? [] {
      guard let block = argument.value.lambdaBlock, let row = block.parameters.first?.name else {
        continue
      }
      return file.text(argument.value.span).names(behind: "\(row).")
    }
    return []
  }
}

extension CodeExpression {
  var lambdaBlock: CodeBlock? {
    if case .lambda(let block) = kind { block } else { nil }
  }
}
