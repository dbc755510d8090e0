import EventSchema
import SourceCode

extension CodeVocabulary {
  /// C# with plain SQL: ADO.NET, Dapper.
  static let dotNet: CodeVocabulary = {
    var words = CodeVocabulary.typed(["csharp"])
    words.marks = ["System.Data", "Microsoft.Data.SqlClient", "using Npgsql", "MySqlConnector"]
    words.table = { $0 }
    words.transactionStarts = [
      "BeginTransaction", "BeginTransactionAsync", "BeginTran", "TransactionScope",
    ]
    words.transactionEnds = ["Commit", "CommitAsync", "Complete", "CommitTransactionAsync"]
    words.savepoints = ["CreateSavepoint", "CreateSavepointAsync", "Save"]
    words.violationWords = [
      "dbupdateexception", "uniqueconstraint", "postgresexception", "sqlexception", "23505",
      "2601", "2627", "duplicatekey", "sqliteexception", "uniqueviolation",
    ]
    words.contexts += [
      ContextMark(.text("using Hangfire"), .worker),
      ContextMark(.base("BackgroundService"), .worker),
      ContextMark(.base("IJob"), .schedule), ContextMark(.base("IConsumer"), .worker),
      ContextMark(.annotation("FunctionName"), .worker),
      ContextMark(.base("Migration"), .migration),
      ContextMark(.annotation("TestMethod"), .test), ContextMark(.annotation("Theory"), .test),
    ]
    words.registrations = ["MapPost", "MapPut", "MapGet", "MapPatch", "MapDelete"]
    words.typed = TypedWords(entity: { _, _ in nil })
    return words
  }()

  static let nHibernate: CodeVocabulary = {
    var words = CodeVocabulary.dotNet
    words.marks = ["using NHibernate"]
    return words
  }()

  static let dapper: CodeVocabulary = {
    var words = CodeVocabulary.dotNet
    words.marks = ["using Dapper"]
    return words
  }()

  /// Entity Framework Core and 6.
  static let entityFramework: CodeVocabulary = {
    var words = CodeVocabulary.dotNet
    words.marks = ["Microsoft.EntityFrameworkCore", "System.Data.Entity", ": DbContext", "DbSet<"]
    words.table = CodeNaming.plural
    words.clients = [
      "db", "_db", "context", "_context", "dbContext", "_dbContext", "ctx", "Context", "_ctx",
    ]
    let reads = [
      "Any", "First", "FirstOrDefault", "Single", "SingleOrDefault", "Count", "LongCount", "ToList",
      "Last", "LastOrDefault", "Max", "ToArray", "Exists",
    ]
    words.reads = Set(reads + reads.map { $0 + "Async" })
    words.conditions = ["Where"]
    words.writes = [
      "Add": .create, "AddAsync": .create, "AddRange": .bulkInsert, "AddRangeAsync": .bulkInsert,
      "Update": .save, "UpdateRange": .save, "Remove": .delete, "RemoveRange": .delete,
      "ExecuteDelete": .delete, "ExecuteDeleteAsync": .delete, "ExecuteUpdate": .update,
      "ExecuteUpdateAsync": .update, "SaveChanges": .save, "SaveChangesAsync": .save,
      "BulkInsert": .bulkInsert, "BulkInsertAsync": .bulkInsert, "InsertData": .create,
    ]
    words.flushes = ["SaveChanges", "SaveChangesAsync"]
    words.joins = ["Join", "SelectMany"]
    words.typed = TypedWords(
      entity: contextEntity, keyReads: ["Find", "FindAsync"], keyField: "Id",
      unscopes: ["IgnoreQueryFilters"])
    words.declaration = entityClass
    words.completion = completeByModelBuilder
    words.validators = fluentValidators
    return words
  }()

  /// What `AbstractValidator<RegisterBook>` asks for, of the types that the path's functions take.
  private static func fluentValidators(_ reading: CodeReading) -> [FoundValidator] {
    let types = Set(reading.sites.flatMap(\.function.parameters).compactMap(\.type)).sorted()
    return types.flatMap { type -> [FoundValidator] in
      let text = "AbstractValidator<\(type)>"
      return reading.source.files(mentioning: text).flatMap { file -> [FoundValidator] in
        let blocks = file.walk.blocks.filter { path in
          guard let owner = path.dropLast().last(where: { $0.block.kind == .type })?.block,
            path.last?.block.kind == .function, path.last?.block.name == owner.name
          else { return false }
          return file.text(owner.span).mentions(text)
        }
        return blocks.map { path in
          let site = CodeSite(file, line: nil, path: path, named: nil, reading.vocabulary)
          let looks = reading.write.map { write in
            reading.queries(in: site).filter { reading.isCheck($0, of: write) }
          }
          let checks = (looks ?? []).map { reading.check(of: $0, guards: true) }
          return FoundValidator(
            validator: SourceFacts.Validator(
              name: path.dropLast().last?.block.name ?? type,
              place: file.place(path.last?.block.span ?? path[0].block.span, in: nil),
              uniqueColumns: checks.flatMap(\.columns),
              uniqueKeys: checks.filter(\.otherPredicates.isEmpty).map(\.columns), fields: []),
            checks: checks)
        }
      }
    }
  }

  private static func contextEntity(
    _ links: [CodeLink], _ reader: CodeQueryReader
  ) -> TypedEntity? {
    let act = links.last {
      reader.vocabulary.writes[$0.name] != nil && $0.arguments != nil
    }
    if act?.name == "InsertData" {
      guard let table = act?.arguments?.first(where: { $0.key == "table" })?.value.text else {
        return nil
      }
      return TypedEntity(table: table)
    }
    for (index, link) in links.enumerated() where link.arguments == nil {
      let type = reader.types[link.name] ?? ""
      guard reader.vocabulary.clients.contains(link.name) || type.hasSuffix("Context") else {
        continue
      }
      let row = act?.arguments?.first.flatMap { reader.rowModel($0.value) }
      if index + 1 < links.count, links[index + 1].arguments == nil,
        links[index + 1].name.startsWithCapital
      {
        let model = CodeNaming.singular(links[index + 1].name)
        return TypedEntity(model: model, row: row?.row, value: row?.value)
      }
      return row
    }
    return repositoryEntity(links, act, reader)
  }

  /// The rows of a repository of the application's own: `IRepository<Boat> _boats`,
  /// `IBoatRepository _boats`.
  private static func repositoryEntity(
    _ links: [CodeLink], _ act: CodeLink?, _ reader: CodeQueryReader
  ) -> TypedEntity? {
    for link in links where link.arguments == nil {
      guard let type = reader.types[link.name], type.hasSuffix("Repository") else { continue }
      let bare = type.hasPrefix("I") ? String(type.dropFirst()) : type
      let named = String(bare.dropLast("Repository".count))
      guard
        let model = reader.types[CodeQueryReader.rows(of: link.name)]
          ?? (named.isEmpty ? nil : named),
        !["Generic", "Base", "Read", "Ef", "EF"].contains(model)
      else { continue }
      let row = act?.arguments?.first.flatMap { reader.rowModel($0.value) }
      return TypedEntity(model: model, row: row?.row, value: row?.value)
    }
    return nil
  }
}
