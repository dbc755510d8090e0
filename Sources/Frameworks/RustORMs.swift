import EventSchema

extension Framework {
  static let seaORM = reading(
    name: "sea-orm", marks: ["sea_orm"],
    calls: LibraryCalls([
      LibraryCalls.Entry("sea_orm", ["insert"], .create),
      LibraryCalls.Entry("sea_orm", ["insert_many"], .bulkInsert),
      LibraryCalls.Entry("sea_orm", ["save"], .save),
      LibraryCalls.Entry("sea_orm", ["update", "update_many"], .update),
      LibraryCalls.Entry("sea_orm", ["delete", "delete_many", "delete_by_id"], .delete),
    ]), words: .seaORM)

  static let diesel = reading(
    name: "diesel", marks: ["diesel"],
    calls: LibraryCalls([
      LibraryCalls.Entry("diesel_migrations", [], .migrate),
      LibraryCalls.Entry("diesel", ["save_changes"], .save),
      LibraryCalls.Entry("diesel", ["execute", "get_result", "get_results"], .rawStatement),
    ]), words: .diesel)

  static let sqlx = reading(
    name: "sqlx", marks: ["sqlx_core", "sqlx_postgres", "sqlx_mysql", "sqlx_sqlite"],
    calls: LibraryCalls([
      LibraryCalls.Entry("sqlx_core/migrate", [], .migrate),
      LibraryCalls.Entry("sqlx_core", ["commit"], .commit),
      LibraryCalls.Entry("sqlx_core", ["execute", "fetch_one", "fetch_optional"], .rawStatement),
    ]), words: .rustSQL)
}

extension Framework {
  static let rusqlite = reading(
    name: "rusqlite", marks: ["rusqlite"],
    calls: LibraryCalls([
      LibraryCalls.Entry("rusqlite", ["commit"], .commit),
      LibraryCalls.Entry("rusqlite", ["execute", "execute_batch", "query_row"], .rawStatement),
    ]), words: .rusqlite)
}
