extension Framework {
  /// Entity Framework Core, with its bulk extensions.
  static let entityFrameworkCore = Framework.reading(
    name: "ef-core", marks: ["Microsoft.EntityFrameworkCore", "EFCore.BulkExtensions"],
    calls: LibraryCalls([
      .init(
        "EFCore.BulkExtensions", ["BulkInsert", "BulkInsertAsync"], .bulkInsert),
      .init(
        "EFCore.BulkExtensions", ["BulkInsertOrUpdate", "BulkInsertOrUpdateAsync"], .upsert),
      .init("EFCore.BulkExtensions", ["BulkUpdate", "BulkUpdateAsync"], .update),
      .init("EFCore.BulkExtensions", ["BulkDelete", "BulkDeleteAsync"], .delete),
      .init("Microsoft.EntityFrameworkCore", ["SaveChanges", "SaveChangesAsync"], .save),
      .init("Microsoft.EntityFrameworkCore", ["ExecuteDelete", "ExecuteDeleteAsync"], .delete),
      .init("Microsoft.EntityFrameworkCore", ["ExecuteUpdate", "ExecuteUpdateAsync"], .update),
      .init(
        "Microsoft.EntityFrameworkCore",
        [
          "ExecuteSql", "ExecuteSqlAsync", "ExecuteSqlRaw", "ExecuteSqlRawAsync",
          "ExecuteSqlInterpolated", "ExecuteSqlInterpolatedAsync",
        ], .rawStatement),
      .init("Microsoft.EntityFrameworkCore", ["Migrate", "MigrateAsync"], .migrate),
      .init(
        "Microsoft.EntityFrameworkCore",
        ["Commit", "CommitAsync", "CommitTransaction", "CommitTransactionAsync"], .commit),
    ]), words: .entityFramework, recipes: .entityFramework)

  /// Entity Framework 6 of the .NET Framework.
  static let entityFramework = Framework.reading(
    name: "entity-framework", marks: ["System.Data.Entity"],
    calls: LibraryCalls([
      .init("System.Data.Entity.Migrations", ["Update", "UpdateInternal", "Upgrade"], .migrate),
      .init("System.Data.Entity", ["SaveChanges", "SaveChangesAsync"], .save),
      .init("System.Data.Entity", ["ExecuteSqlCommand", "ExecuteSqlCommandAsync"], .rawStatement),
      .init("System.Data.Entity", ["Commit"], .commit),
    ]), words: .entityFramework)

  static let nHibernate = Framework.reading(
    name: "nhibernate", marks: ["NHibernate"],
    calls: LibraryCalls([
      .init("NHibernate.Impl", ["Save", "SaveAsync", "Persist", "PersistAsync"], .create),
      .init("NHibernate.Impl", ["Update", "UpdateAsync"], .update),
      .init("NHibernate.Impl", ["Delete", "DeleteAsync"], .delete),
      .init(
        "NHibernate.Impl",
        ["SaveOrUpdate", "SaveOrUpdateAsync", "Merge", "MergeAsync", "Flush", "FlushAsync"], .save),
      .init("NHibernate.Transaction", ["Commit", "CommitAsync"], .commit),
      .init("NHibernate.Tool", [], .migrate),
    ]), words: .nHibernate)

  /// Dapper runs the application's own statements.
  static let dapper = Framework.reading(
    name: "dapper", marks: ["Dapper"],
    calls: LibraryCalls([
      .init("Dapper.Contrib", ["Insert", "InsertAsync"], .create),
      .init("Dapper.Contrib", ["Update", "UpdateAsync"], .update),
      .init("Dapper.Contrib", ["Delete", "DeleteAsync"], .delete),
      .init(
        "Dapper.SqlMapper",
        [
          "Execute", "ExecuteAsync", "ExecuteScalar", "ExecuteScalarAsync", "Query", "QueryAsync",
          "QuerySingle", "QuerySingleAsync", "QueryFirst", "QueryFirstAsync",
        ], .rawStatement),
    ]), words: .dapper)
}
