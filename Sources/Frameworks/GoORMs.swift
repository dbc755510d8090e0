import EventSchema

extension Framework {
  /// gorm, of both versions.
  static let gorm = reading(
    name: "gorm", marks: ["gorm.io/gorm", "github.com/jinzhu/gorm"],
    calls: LibraryCalls(["gorm.io/gorm", "github.com/jinzhu/gorm"].flatMap { gormCalls($0) }),
    words: .gorm, recipes: .gorm)

  private static func gormCalls(_ place: String) -> [LibraryCalls.Entry] {
    [
      LibraryCalls.Entry(place, ["Create"], .create),
      LibraryCalls.Entry(place, ["CreateInBatches"], .bulkInsert),
      LibraryCalls.Entry(place, ["Save"], .save),
      LibraryCalls.Entry(place, ["FirstOrCreate"], .upsert),
      LibraryCalls.Entry(place, ["Update", "Updates", "UpdateColumn", "UpdateColumns"], .update),
      LibraryCalls.Entry(place, ["Delete"], .delete),
      LibraryCalls.Entry(place, ["First", "Take", "Last", "Find"], .read),
      LibraryCalls.Entry(place, ["Commit", "Transaction"], .commit),
      LibraryCalls.Entry(place, ["AutoMigrate"], .migrate),
      LibraryCalls.Entry(place, ["Exec"], .rawStatement),
    ]
  }

  static let ent = reading(
    name: "ent", marks: ["entgo.io/ent", "*ent"],
    calls: LibraryCalls([
      LibraryCalls.Entry("entgo.io/ent/dialect/sql/sqlgraph", ["CreateNode"], .create),
      LibraryCalls.Entry("entgo.io/ent/dialect/sql/sqlgraph", ["BatchCreate"], .bulkInsert),
      LibraryCalls.Entry(
        "entgo.io/ent/dialect/sql/sqlgraph", ["UpdateNode", "UpdateNodes"], .update),
      LibraryCalls.Entry("entgo.io/ent/dialect/sql/sqlgraph", ["DeleteNodes"], .delete),
    ]), words: .ent)

  /// database/sql and pgx without anything above them.
  static let goSQL = reading(
    name: "go-sql", marks: ["database/sql", "*pq", "*pgconn", "*mysql", "github.com/jackc"],
    calls: LibraryCalls([
      LibraryCalls.Entry("database/sql", ["Commit"], .commit),
      LibraryCalls.Entry(
        "database/sql", ["Exec", "ExecContext", "QueryRow", "QueryRowContext"], .rawStatement),
      LibraryCalls.Entry("github.com/jackc", ["CopyFrom", "SendBatch"], .bulkInsert),
      LibraryCalls.Entry("github.com/jackc", ["Commit"], .commit),
      LibraryCalls.Entry("github.com/jackc", ["Exec", "QueryRow"], .rawStatement),
    ]), words: .goSQL, recipes: .goSQL
  ).asDriver()
}
