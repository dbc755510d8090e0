import SourceCode

extension CodeVocabulary {
  /// Rust with plain SQL: sqlx, rusqlite, tokio-postgres.
  static let rustSQL: CodeVocabulary = {
    var words = CodeVocabulary.typed(["rust"])
    words.marks = ["sqlx::", "use sqlx", "tokio_postgres"]
    words.table = { CodeNaming.plural(CodeNaming.underscored($0)) }
    words.column = CodeNaming.underscored
    words.transactionStarts = ["begin", "transaction", "begin_with"]
    words.transactionEnds = ["commit"]
    words.transactions = ["transaction", "run_transaction", "build_transaction"]
    words.savepoints = ["savepoint"]
    words.violationWords = [
      "is_unique_violation", "uniqueviolation", "unique_violation", "uniqueconstraint", "23505",
      "constraintviolation", "2067", "sqlerr",
    ]
    words.errorsAreValues = true
    words.contexts += [
      ContextMark(.annotation("test"), .test), ContextMark(.text("apalis"), .worker),
    ]
    words.inputs.formUnion(["Json", "Form", "Query", "Path"])
    words.typed = TypedWords(entity: { _, _ in nil })
    return words
  }()

  static let rusqlite: CodeVocabulary = {
    var words = CodeVocabulary.rustSQL
    words.marks = ["rusqlite"]
    return words
  }()

  static let diesel: CodeVocabulary = {
    var words = CodeVocabulary.rustSQL
    words.marks = ["diesel::", "use diesel"]
    words.reads = ["first", "get_result", "get_results", "load", "count", "find"]
    words.conditions = ["filter", "or_filter"]
    words.writes = [
      "insert_into": .create, "insert_or_ignore_into": .create, "replace_into": .upsert,
      "update": .update, "delete": .delete,
    ]
    words.conflicts = ["on_conflict"]
    words.dataCalls = ["values"]
    words.locks = ["for_update", "for_share"]
    words.joins = ["inner_join", "left_join"]
    words.typed = TypedWords(entity: dieselEntity, keyReads: ["find"])
    words.completion = completeByTableMacro
    return words
  }()

  private static func dieselEntity(_ links: [CodeLink], _ reader: CodeQueryReader) -> TypedEntity? {
    let statements: Set<String> = [
      "insert_into", "insert_or_ignore_into", "replace_into", "update", "delete",
    ]
    for link in links where statements.contains(link.name) {
      guard let value = link.arguments?.first?.value else { continue }
      return tableName(value.links).map(entity)
    }
    guard links.contains(where: { ["filter", "find"].contains($0.name) && $0.arguments != nil })
    else { return nil }
    return tableName(links).map(entity)
  }

  private static func entity(_ table: String) -> TypedEntity {
    TypedEntity(model: CodeNaming.camelCased(CodeNaming.singular(table)), table: table)
  }

  /// `boats::table`, `dsl::boats`, `boats`.
  private static func tableName(_ links: [CodeLink]) -> String? {
    let path = links.prefix { $0.arguments == nil }.map(\.name)
    let names = path.filter { !["table", "dsl", "schema", "crate", "self", "super"].contains($0) }
    guard let name = names.last, name.first?.isLowercase == true, path.count > 1 || names.count == 1
    else { return nil }
    return name
  }

  static let seaORM: CodeVocabulary = {
    var words = CodeVocabulary.rustSQL
    words.marks = ["sea_orm"]
    words.reads = ["one", "all", "count", "exists"]
    words.conditions = ["filter"]
    words.writes = [
      "insert": .create, "insert_many": .bulkInsert, "save": .save, "update": .update,
      "update_many": .update, "delete": .delete, "delete_many": .delete, "delete_by_id": .delete,
    ]
    words.conflicts = ["on_conflict"]
    words.locks = ["lock_exclusive", "lock_shared", "lock"]
    words.typed = TypedWords(entity: seaEntity, keyReads: ["find_by_id"])
    words.declaration = seaEntityStruct
    return words
  }()

  private static func seaEntity(_ links: [CodeLink], _ reader: CodeQueryReader) -> TypedEntity? {
    if let index = links.firstIndex(where: { $0.name == "Entity" && $0.arguments == nil }),
      index > 0
    {
      var entity = TypedEntity(model: CodeNaming.camelCased(links[index - 1].name))
      if let call = links.first(where: { reader.vocabulary.writes[$0.name] != nil }),
        let value = call.arguments?.first?.value, let row = reader.rowModel(value)
      {
        entity.row = row.row
        entity.value = row.value
      }
      return entity
    }
    guard let first = links.first, first.name != "self" else { return nil }
    if first.name.startsWithCapital, links.count > 1,
      ["find", "find_by_id", "insert", "insert_many", "delete_by_id"].contains(links[1].name)
    {
      return TypedEntity(model: first.name)
    }
    guard first.arguments == nil, links.count > 1, links[1].arguments != nil,
      let model = reader.model(ofVariable: first.name)
    else {
      return reader.rowModel(CodeExpression.chain(Array(links.dropLast()), first.span))
    }
    return TypedEntity(model: model, row: first.name)
  }
}
