extension Framework {
  static let grdb = reading(
    name: "grdb", marks: ["GRDB"],
    calls: LibraryCalls([
      LibraryCalls.Entry("GRDB", ["insert", "inserted", "insertAndFetch"], .create),
      LibraryCalls.Entry("GRDB", ["save", "saved", "saveAndFetch"], .save),
      LibraryCalls.Entry("GRDB", ["upsert", "upserted", "upsertAndFetch"], .upsert),
      LibraryCalls.Entry("GRDB", ["update", "updateChanges", "updateAll"], .update),
      LibraryCalls.Entry("GRDB", ["delete", "deleteAll", "deleteOne"], .delete),
      LibraryCalls.Entry("GRDB/Migration", [], .migrate),
      LibraryCalls.Entry("GRDB", ["execute"], .rawStatement),
    ]), words: .grdb
  ).writingSwift()

  /// stephencelis' SQLite.swift.
  static let sqliteSwift = reading(
    name: "sqlite-swift", marks: ["SQLite.Connection"],
    calls: LibraryCalls([
      LibraryCalls.Entry("SQLite.Connection", ["run", "execute", "scalar"], .rawStatement)
    ]), words: .sqliteSwift
  ).writingSwift()
}
