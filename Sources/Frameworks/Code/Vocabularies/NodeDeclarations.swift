import SourceCode

/// How models are declared in JavaScript and TypeScript.
extension CodeVocabulary {
  // MARK: TypeORM

  /// `@Entity('berths') class Berth { @Column({ unique: true }) sail: string }`.
  static func typeORMDeclaration(_ type: CodeBlock, _ file: CodeSourceFile) -> ModelDeclaration? {
    guard type.kind == .type, let name = type.name,
      let entity = type.annotations.first(where: { $0.name == "Entity" })
    else { return nil }
    let options = entity.arguments.flatMap { $0.value.members }
    let table =
      entity.arguments.first?.value.text
      ?? options.first { $0.key == "name" || $0.key == "tableName" }?.value.text
    let place = file.place(line: type.span.firstLine, in: nil)
    var found = ModelDeclaration(name: name, table: table, place: place)
    for annotation in type.annotations
    where annotation.name == "Unique" || annotation.name == "Index" {
      readKey(annotation, file, into: &found)
    }
    for statement in type.statements { readMember(statement, file, into: &found) }
    return found
  }

  private static func readKey(
    _ annotation: CodeCall, _ file: CodeSourceFile, into found: inout ModelDeclaration
  ) {
    let options = annotation.arguments.flatMap { $0.value.members }
    guard annotation.name == "Unique" || options.isTrue("unique") else { return }
    let fields =
      annotation.arguments.compactMap { argument -> [String]? in
        if case .list = argument.value.kind { argument.value.columnNames } else { nil }
      }.first ?? options.first { $0.key == "properties" }?.value.columnNames ?? []
    let name = annotation.arguments.first?.value.text
    let place = file.place(annotation.span, in: nil)
    found.constraints.append(
      SourceFacts.Relation.Constraint(
        kind: .unique, name: name,
        columns: fields.map { field in
          found.columns.first { $0.field == field }?.column ?? field
        }, isConditional: options.contains { $0.key == "where" }, place: place))
  }

  private static func readMember(
    _ statement: CodeStatement, _ file: CodeSourceFile, into found: inout ModelDeclaration
  ) {
    guard let field = statement.memberName else { return }
    let place = file.place(statement.span, in: nil)
    for annotation in statement.annotations {
      let options = annotation.arguments.flatMap { $0.value.members }
      let declared = options.first { $0.key == "name" }?.value.text
      switch annotation.name {
      case "Column", "PrimaryColumn", "PrimaryGeneratedColumn", "CreateDateColumn", "Property":
        var column = SourceFacts.Relation.Column(
          field: field, column: declared ?? field, isNullable: options.isTrue("nullable"),
          place: place)
        column.isGenerated = annotation.name == "PrimaryGeneratedColumn"
        column.hasDefault = options.contains { $0.key == "default" }
        column.lengthMax = options.first { $0.key == "length" }?.value.plainName.flatMap { Int($0) }
        found.columns.append(column)
        if options.isTrue("unique") { addKey([column.column], place, to: &found) }
        if annotation.name.hasPrefix("Primary") {
          found.constraints.append(
            SourceFacts.Relation.Constraint(
              kind: .primaryKey, name: nil, columns: [column.column], place: place))
        }
      case "DeleteDateColumn":
        found.hidesRows = place
        found.columns.append(
          SourceFacts.Relation.Column(
            field: field, column: declared ?? field, isNullable: true, place: place))
      case "ManyToOne", "OneToOne":
        let model =
          annotation.arguments.first?.value.calls.first?.name
          ?? annotation.arguments.first?.value.allNames.first { $0.startsWithCapital }
          ?? statement.type
        guard let model else { continue }
        found.parents.append((field, model))
        found.columns.append(
          SourceFacts.Relation.Column(
            field: field, column: "\(field)Id", isNullable: options.isTrue("nullable"),
            referencedTable: CodeNaming.underscored(model), place: place))
      case "Index" where options.isTrue("unique"): addKey([field], place, to: &found)
      default: break
      }
    }
  }

  static func addKey(
    _ columns: [String], _ place: SourceFacts.Place, to found: inout ModelDeclaration
  ) {
    found.constraints.append(
      SourceFacts.Relation.Constraint(kind: .unique, name: nil, columns: columns, place: place))
  }

  // MARK: Sequelize

  /// `sequelize.define('Berth', {…}, {…})`, `Berth.init({…}, { sequelize, … })`.
  static func sequelizeDeclaration(_ block: CodeBlock, _ file: CodeSourceFile) -> ModelDeclaration?
  {
    let calls = block.calls
    guard block.kind == .file,
      let call = calls.first(where: {
        ["define", "init"].contains($0.name) && $0.arguments.count >= 2
      })
    else { return nil }
    let isDefine = call.name == "define"
    guard let name = isDefine ? call.arguments[0].value.text : call.receiver.last?.name else {
      return nil
    }
    let fields = call.arguments[isDefine ? 1 : 0].value.members
    let options = call.arguments.last?.value.members ?? []
    var found = ModelDeclaration(name: name, place: file.place(call.span, in: nil))
    found.table = options.first { $0.key == "tableName" }?.value.text
    let isUnderscored = options.isTrue("underscored")
    if found.table == nil, isUnderscored {
      found.table = CodeNaming.plural(CodeNaming.underscored(name))
    }
    if options.isTrue("paranoid") || options.contains(where: { $0.key == "defaultScope" }) {
      found.hidesRows = file.place(call.span, in: nil)
    }
    for member in fields {
      guard let field = member.key else { continue }
      readField(field, member.value, isUnderscored, file, into: &found)
    }
    for index in options.first(where: { $0.key == "indexes" })?.value.elements ?? [] {
      guard index.members.isTrue("unique") else { continue }
      let columns = index.members.first { $0.key == "fields" }?.value.columnNames ?? []
      found.constraints.append(
        SourceFacts.Relation.Constraint(
          kind: .unique, name: index.members.first { $0.key == "name" }?.value.text,
          columns: columns,
          isConditional: index.members.contains { $0.key == "where" },
          place: file.place(index.span, in: nil)))
    }
    return found
  }

  private static func readField(
    _ field: String, _ value: CodeExpression, _ isUnderscored: Bool, _ file: CodeSourceFile,
    into found: inout ModelDeclaration
  ) {
    let options = value.members
    let name =
      options.first { $0.key == "field" }?.value.text
      ?? (isUnderscored ? CodeNaming.underscored(field) : field)
    let place = file.place(value.span, in: nil)
    var column = SourceFacts.Relation.Column(
      field: field, column: name, isNullable: !options.isFalse("allowNull"), place: place)
    column.hasDefault = options.contains { $0.key == "defaultValue" }
    column.isGenerated = options.isTrue("autoIncrement")
    found.columns.append(column)
    if options.isTrue("unique") { addKey([name], place, to: &found) }
    if let group = options.first(where: { $0.key == "unique" })?.value.text {
      // Fields of one named key.
      if let index = found.constraints.firstIndex(where: { $0.name == group }) {
        found.constraints[index].columns.append(name)
      } else {
        found.constraints.append(
          SourceFacts.Relation.Constraint(kind: .unique, name: group, columns: [name], place: place)
        )
      }
    }
    if options.contains(where: { $0.key == "set" }), value.allNames.contains("toLowerCase") {
      found.folds = place
    }
  }

  // MARK: mongoose

  /// `const berthSchema = new Schema({ sail: { type: String, unique: true } })`.
  static func mongooseDeclaration(_ block: CodeBlock, _ file: CodeSourceFile) -> ModelDeclaration? {
    guard block.kind == .file else { return nil }
    let calls = block.calls
    guard let schema = calls.first(where: { $0.name == "Schema" && $0.separator == "new" }),
      let model = calls.first(where: { $0.name == "model" && $0.arguments.count >= 2 }),
      let name = model.arguments[0].value.text
    else { return nil }
    var found = ModelDeclaration(name: name, place: file.place(schema.span, in: nil))
    found.table = model.arguments.count > 2 ? model.arguments[2].value.text : nil
    for member in schema.arguments.first?.value.members ?? [] {
      guard let field = member.key else { continue }
      let options = member.value.members
      let place = file.place(member.value.span, in: nil)
      found.columns.append(
        SourceFacts.Relation.Column(
          field: field, column: field, isNullable: !options.isTrue("required"), place: place))
      if options.isTrue("unique") { addKey([field], place, to: &found) }
      if options.isTrue("lowercase") || options.isTrue("trim") { found.folds = place }
    }
    for call in calls where call.name == "index" && call.arguments.count == 2 {
      guard call.arguments[1].value.members.isTrue("unique") else { continue }
      addKey(
        call.arguments[0].value.members.compactMap(\.key), file.place(call.span, in: nil),
        to: &found)
    }
    for call in calls where call.name == "plugin" {
      let plugin = call.arguments.first?.value.lastName ?? ""
      guard CodeNaming.bare(plugin).contains("uniquevalidator") else { continue }
      for constraint in found.constraints {
        found.uniqueness.append(
          ModelDeclaration.Uniqueness(
            columns: constraint.columns, place: file.place(call.span, in: nil)))
      }
    }
    return found
  }

  // MARK: Drizzle

  /// `export const berths = pgTable('berths', { sail: text('sail').notNull().unique() })`.
  static func drizzleDeclaration(_ block: CodeBlock, _ file: CodeSourceFile) -> ModelDeclaration? {
    guard block.kind == .file else { return nil }
    return drizzleTables(block, file).first
  }

  static func drizzleTables(_ block: CodeBlock, _ file: CodeSourceFile) -> [ModelDeclaration] {
    block.statements.compactMap { statement in
      guard let name = statement.targets.first?.lastName,
        let call = statement.value?.links.first,
        ["pgTable", "mysqlTable", "sqliteTable", "pgTableCreator", "createTable"].contains(
          call.name),
        let arguments = call.arguments, arguments.count >= 2, let table = arguments[0].value.text
      else { return nil }
      var found = ModelDeclaration(
        name: name, table: table, place: file.place(statement.span, in: nil))
      for member in arguments[1].value.members {
        guard let field = member.key else { continue }
        let links = member.value.links
        let column = links.first?.arguments?.first?.value.text ?? field
        let place = file.place(member.value.span, in: nil)
        let names = Set(links.map(\.name))
        var declared = SourceFacts.Relation.Column(
          field: field, column: column,
          isNullable: !names.contains("notNull") && !names.contains("primaryKey"), place: place)
        declared.hasDefault = names.contains { $0.hasPrefix("default") }
        found.columns.append(declared)
        if names.contains("unique") { addKey([column], place, to: &found) }
      }
      return found
    }
  }
}

extension [CodeArgument] {
  /// Whether a member is `true`.
  func isTrue(_ key: String) -> Bool { contains { $0.key == key && $0.value.plainName == "true" } }

  func isFalse(_ key: String) -> Bool {
    contains { $0.key == key && $0.value.plainName == "false" }
  }
}

extension CodeStatement {
  /// The name of the member that a statement in a type's body declares.
  var memberName: String? {
    if let name = targets.first?.lastName { return name }
    guard let value else { return nil }
    if case .operation(let values, _) = value.kind { return values.last?.lastName }
    return value.lastName
  }
}
