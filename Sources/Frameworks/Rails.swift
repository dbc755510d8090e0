extension Framework {
  /// Rails with Active Record.
  public static let rails = reading(
    name: "rails",
    marks: ["active_record", "ActiveRecord", "action_controller", "action_dispatch"],
    calls: .activeRecord, words: .activeRecord, recipes: .rails)

  /// Sequel without Rails.
  public static let sequel = reading(
    name: "sequel", marks: ["sequel", "Sequel"], calls: .sequel, words: .sequel, recipes: .sequel)
}

extension LibraryCalls {
  /// Names as in Active Record 5 to 8; `!` belongs to a name.
  static let activeRecord = LibraryCalls([
    Entry("active_record/migration", [], .migrate),
    Entry("active_record/tasks", [], .migrate),
    Entry("active_record/fixtures", [], .migrate),
    Entry("active_record/connection_adapters/abstract/schema_statements", [], .migrate),
    Entry(
      "active_record",
      [
        "find_or_create_by", "find_or_create_by!", "first_or_create", "first_or_create!",
        "create_or_find_by", "create_or_find_by!", "upsert", "upsert_all",
      ], .upsert),
    Entry(
      "active_record", ["insert_all", "insert_all!", "import", "import!"], .bulkInsert),
    Entry("activerecord-import", ["import", "import!"], .bulkInsert),
    Entry("active_record/persistence", ["insert", "insert!"], .create),
    Entry("active_record/relation", ["insert", "insert!"], .create),
    Entry("active_record", ["create", "create!", "build_and_create"], .create),
    Entry(
      "active_record",
      [
        "update", "update!", "update_attribute", "update_attribute!", "update_attributes",
        "update_attributes!", "update_all", "update_columns", "update_column", "touch",
        "increment!", "decrement!", "toggle!", "update_counters", "touch_all",
      ], .update),
    Entry(
      "active_record",
      [
        "destroy", "destroy!", "destroy_all", "delete", "delete_all", "destroy_by", "delete_by",
      ], .delete),
    Entry("active_record/associations", ["<<", "push", "concat", "append", "replace"], .save),
    Entry(
      "active_record/connection_adapters/abstract/transaction",
      ["commit_transaction", "commit"], .commit),
    Entry("active_record", ["commit_db_transaction"], .commit),
    Entry("active_record", ["save", "save!"], .save),
    Entry("active_record", ["find", "find_by", "find_by!", "sole", "find_sole_by"], .read),
    Entry(
      "active_record/connection_adapters",
      ["execute", "exec_query", "exec_insert", "exec_update", "exec_delete", "insert"],
      .rawStatement),
  ])

  /// Names as in Sequel 4 and 5.
  static let sequel = LibraryCalls([
    Entry("sequel/extensions/migration", [], .migrate),
    Entry("sequel/database/schema_methods", [], .migrate),
    Entry("sequel", ["find_or_create", "update_or_create", "insert_conflict"], .upsert),
    Entry("sequel", ["multi_insert", "import"], .bulkInsert),
    Entry("sequel", ["create", "insert"], .create),
    Entry("sequel/model", ["update", "update_fields", "modified!"], .update),
    Entry("sequel/dataset", ["update"], .update),
    Entry("sequel", ["destroy", "delete"], .delete),
    Entry("sequel/model", ["save", "save_changes"], .save),
    Entry("sequel/database/transactions", ["commit_transaction"], .commit),
    Entry("sequel/database", ["run", "execute_ddl", "execute_dui", "<<"], .rawStatement),
  ])
}
