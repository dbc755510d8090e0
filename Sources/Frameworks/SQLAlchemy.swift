extension Framework {
  /// SQLAlchemy's ORM and Core, with Flask, FastAPI or alone; Alembic's migrations.
  public static let sqlAlchemy = reading(
    name: "sqlalchemy", marks: ["sqlalchemy", "sqlmodel"], calls: .sqlAlchemy)

  /// The smaller ORMs of Python.
  public static let peewee = reading(name: "peewee", marks: ["peewee"], calls: .peewee)
  public static let tortoise = reading(name: "tortoise", marks: ["tortoise"], calls: .tortoise)
  public static let pony = reading(name: "pony", marks: ["pony/orm"], calls: .pony)
}

extension LibraryCalls {
  /// Names as in SQLAlchemy 0.9 to 2.1.
  static let sqlAlchemy = LibraryCalls([
    Entry("alembic", [], .migrate),
    Entry("flask_migrate", [], .migrate),
    Entry("sqlalchemy/sql/ddl", [], .migrate),
    Entry(
      "sqlalchemy/orm/session",
      ["bulk_save_objects", "bulk_insert_mappings", "_bulk_save_mappings"], .bulkInsert),
    Entry("sqlalchemy/orm/session", ["bulk_update_mappings"], .update),
    Entry("sqlalchemy", ["commit", "_commit_impl"], .commit),
    Entry("sqlalchemy/orm/session", ["flush", "_flush", "_autoflush", "merge"], .save),
    Entry("sqlalchemy/orm/query", ["update"], .update),
    Entry("sqlalchemy/orm/query", ["delete"], .delete),
    Entry("sqlalchemy", ["one", "one_or_none", "scalar_one", "scalar_one_or_none"], .read),
    Entry(
      "sqlalchemy", ["execute", "scalar", "scalars", "exec", "exec_driver_sql"], .rawStatement),
    Entry("sqlmodel", ["exec"], .rawStatement),
  ])

  static let peewee = LibraryCalls([
    Entry("playhouse/migrate", [], .migrate),
    Entry("peewee", ["get_or_create", "on_conflict"], .upsert),
    Entry("peewee", ["bulk_create", "insert_many"], .bulkInsert),
    Entry("peewee", ["create"], .create),
    Entry("peewee", ["bulk_update"], .update),
    Entry("peewee", ["delete_instance"], .delete),
    Entry("peewee", ["save"], .save),
    Entry("peewee", ["commit", "__exit__"], .commit),
    Entry("peewee", ["execute", "execute_sql"], .rawStatement),
  ])

  static let tortoise = LibraryCalls([
    Entry("aerich", [], .migrate),
    Entry("tortoise", ["get_or_create", "update_or_create"], .upsert),
    Entry("tortoise", ["bulk_create"], .bulkInsert),
    Entry("tortoise", ["create"], .create),
    Entry("tortoise", ["bulk_update", "update"], .update),
    Entry("tortoise", ["delete"], .delete),
    Entry("tortoise", ["save"], .save),
    Entry("tortoise", ["get", "get_or_none"], .read),
    Entry("tortoise/backends", ["execute_query", "execute_insert"], .rawStatement),
  ])

  static let pony = LibraryCalls([
    Entry("pony/orm", ["commit", "__exit__"], .commit),
    Entry("pony/orm", ["flush"], .save),
    Entry("pony/orm", ["delete"], .delete),
    Entry("pony/orm", ["get"], .read),
    Entry("pony/orm", ["execute"], .rawStatement),
  ])
}
