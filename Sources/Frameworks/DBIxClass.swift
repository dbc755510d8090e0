extension Framework {
  /// Perl's DBIx::Class, with Catalyst, Mojolicious or alone.
  public static let dbixClass = reading(
    name: "dbix-class", marks: ["DBIx/Class"], calls: .dbixClass)
}

extension LibraryCalls {
  static let dbixClass = LibraryCalls([
    Entry("DBIx/Class/Schema/Versioned", [], .migrate),
    Entry("DBIx/Class/DeploymentHandler", [], .migrate),
    Entry(
      "DBIx/Class",
      [
        "find_or_create", "update_or_create", "insert_or_update", "update_or_insert",
        "find_or_create_related", "update_or_create_related",
      ], .upsert),
    Entry("DBIx/Class", ["populate"], .bulkInsert),
    Entry("DBIx/Class/ResultSet", ["create"], .create),
    Entry("DBIx/Class/Relationship", ["create_related", "add_to_rel"], .create),
    Entry("DBIx/Class/Row", ["insert"], .create),
    Entry("DBIx/Class", ["update", "update_all"], .update),
    Entry("DBIx/Class", ["delete", "delete_all", "delete_related"], .delete),
    Entry("DBIx/Class", ["txn_commit"], .commit),
  ])
}
