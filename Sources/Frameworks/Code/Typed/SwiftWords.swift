import SourceCode

extension CodeVocabulary {
  /// Swift with plain SQL: PostgresNIO, SQLite3.
  static let swiftSQL: CodeVocabulary = {
    var words = CodeVocabulary.typed(["swift"])
    words.marks = ["import PostgresNIO", "import MySQLNIO", "import SQLiteNIO", "import SQLKit"]
    words.table = { CodeNaming.underscored($0) }
    words.transactions = ["transaction", "withTransaction", "inTransaction"]
    words.violationWords = [
      "isconstraintfailure", "uniqueviolation", "unique_violation", "constraint", "psqlerror",
      "23505",
    ]
    words.contexts += [
      ContextMark(.base("AsyncJob"), .worker), ContextMark(.base("Job"), .worker),
      ContextMark(.base("AsyncScheduledJob"), .schedule),
      ContextMark(.base("ScheduledJob"), .schedule),
      ContextMark(.base("AsyncMigration"), .migration), ContextMark(.base("Migration"), .migration),
      ContextMark(.base("XCTestCase"), .test), ContextMark(.annotation("Test"), .test),
      ContextMark(.base("AsyncCommand"), .command),
      ContextMark(.base("AsyncParsableCommand"), .command),
    ]
    words.registrations = ["post", "put", "patch", "get", "delete", "on", "registerMigration"]
    words.typed = TypedWords(entity: { _, _ in nil })
    return words
  }()

  static let fluent: CodeVocabulary = {
    var words = CodeVocabulary.swiftSQL
    words.marks = ["import Fluent", "import FluentKit", "import Vapor"]
    words.table = { CodeNaming.plural(CodeNaming.underscored($0)) }
    words.column = CodeNaming.underscored
    words.reads = ["first", "count", "all", "exists", "paginate"]
    words.conditions = ["filter", "group"]
    words.writes = [
      "save": .save, "create": .create, "update": .update, "delete": .delete, "restore": .update,
      "attach": .create,
    ]
    words.joins = ["join"]
    words.typed = TypedWords(
      entity: fluentEntity, keyReads: ["find"], unscopes: ["withDeleted"])
    words.declaration = fluentModel
    words.completion = completeByMigration
    return words
  }()

  private static func fluentEntity(
    _ links: [CodeLink], _ reader: CodeQueryReader
  ) -> TypedEntity? {
    let isOnDatabase = links.contains { link in
      link.arguments?.contains { $0.key == "on" } ?? false
    }
    guard isOnDatabase, let first = links.first else { return nil }
    if let index = links.firstIndex(where: { $0.name == "query" || $0.name == "find" }), index > 0,
      links[index - 1].name.startsWithCapital
    {
      return TypedEntity(model: links[index - 1].name)
    }
    if links.contains(where: { $0.name == "attach" }) { return nil }
    guard let act = links.last(where: { reader.vocabulary.writes[$0.name] != nil }),
      links.count > 1, act.arguments?.contains(where: { $0.key == "on" }) == true
    else { return nil }
    if let head = first.head { return reader.rowModel(head) }
    let value = CodeExpression.chain([first], first.span)
    if first.arguments != nil { return reader.rowModel(value) }
    guard links.count == 2 else { return nil }
    return TypedEntity(model: reader.model(ofVariable: first.name), row: first.name)
  }

  static let grdb: CodeVocabulary = {
    var words = CodeVocabulary.swiftSQL
    words.marks = ["import GRDB"]
    words.table = { $0.prefix(1).lowercased() + $0.dropFirst() }
    words.clients = ["db", "database", "queue", "pool", "dbQueue", "dbPool", "writer"]
    words.reads = ["fetchOne", "fetchCount", "fetchAll", "exists", "isEmpty", "find"]
    words.conditions = ["filter"]
    words.writes = [
      "insert": .create, "inserted": .create, "insertAndFetch": .create, "save": .save,
      "saved": .save, "saveAndFetch": .save, "update": .update, "updateChanges": .update,
      "delete": .delete, "deleteAll": .delete, "updateAll": .update, "deleteOne": .delete,
    ]
    words.upserts = [
      "upsert": UpsertForm(lookUp: .names("onConflict")),
      "upserted": UpsertForm(lookUp: .names("onConflict")),
      "upsertAndFetch": UpsertForm(lookUp: .names("onConflict")),
    ]
    words.transactions.formUnion([
      "write", "unsafeReentrantWrite", "asyncWrite", "barrierWriteWithoutTransaction",
    ])
    words.savepoints = ["inSavepoint"]
    words.typed = TypedWords(
      entity: grdbEntity, keyLabels: ["id", "key", "ids", "keys"], scope: grdbScope)
    words.declaration = grdbRecord
    words.completion = completeByTable
    return words
  }()

  /// The body of `static func current()` of a record, or of `func current()` in an extension of
  /// its requests.
  private static func grdbScope(
    _ name: String, _ model: String, _ source: CodeSource
  ) -> [CodeExpression] {
    for file in source.files(mentioning: "func \(name)(") {
      for (types, block) in file.parsed.functions where block.name == name {
        let owner = types.last?.lastComponent
        let isOfRequests =
          owner == "DerivableRequest" || owner == "QueryInterfaceRequest"
        guard owner == model || isOfRequests && file.source.mentions(model) else { continue }
        return block.statements.compactMap(\.value)
      }
    }
    return []
  }

  private static func grdbEntity(_ links: [CodeLink], _ reader: CodeQueryReader) -> TypedEntity? {
    guard let first = links.first, links.count > 1 else { return nil }
    let isOnDatabase = links.contains { link in
      link.arguments?.first.map {
        $0.key == nil && reader.vocabulary.clients.contains($0.value.plainName ?? "")
      } ?? false
    }
    if first.name.startsWithCapital, first.arguments == nil, reader.isRowType(first.name) {
      let isQuery = links.contains { reader.vocabulary.conditions.contains($0.name) }
      return isOnDatabase || isQuery ? TypedEntity(model: first.name) : nil
    }
    guard isOnDatabase, let act = links.last, act.arguments != nil,
      reader.vocabulary.writes[act.name] != nil || reader.vocabulary.upserts[act.name] != nil
    else { return nil }
    if first.arguments != nil {
      return reader.rowModel(CodeExpression.chain([first], first.span))
    }
    guard links.count == 2, first.name != "self" else { return nil }
    return TypedEntity(model: reader.model(ofVariable: first.name), row: first.name)
  }

  /// stephencelis' SQLite.swift: tables and columns as values.
  static let sqliteSwift: CodeVocabulary = {
    var words = CodeVocabulary.swiftSQL
    words.marks = ["import SQLite\n"]
    words.reads = ["scalar", "pluck", "prepare"]
    words.conditions = ["filter", "where"]
    words.writes = [
      "insert": .create, "insertMany": .bulkInsert, "update": .update, "delete": .delete,
    ]
    words.upserts = ["upsert": UpsertForm(lookUp: .names("onConflictOf"))]
    words.savepoints = ["savepoint"]
    words.typed = TypedWords(entity: { links, reader in
      guard let first = links.first, first.arguments == nil,
        let call = reader.values[first.name]?.links.last, call.name == "Table",
        let table = call.arguments?.first?.value.text
      else { return nil }
      return TypedEntity(table: table)
    })
    return words
  }()
}
