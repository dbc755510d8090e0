extension LibraryCalls {
  /// Names as in Django 3.2 to 5.2.
  static let django = LibraryCalls([
    Entry("django/core/management/commands/migrate", ["handle"], .migrate),
    Entry("django/db/migrations/", ["apply", "migrate", "apply_migration"], .migrate),
    Entry("django/core/management/commands/loaddata", ["handle", "loaddata"], .migrate),
    Entry("django/db/models/query", ["create", "acreate"], .create),
    Entry("django/db/models/query", ["bulk_create", "abulk_create"], .bulkInsert),
    Entry(
      "django/db/models/query",
      ["get_or_create", "update_or_create", "aget_or_create", "aupdate_or_create"], .upsert),
    Entry("django/db/models/query", ["update", "bulk_update", "aupdate"], .update),
    Entry("django/db/models/query", ["delete", "_raw_delete", "adelete"], .delete),
    Entry("django/db/models/query", ["get", "aget", "first", "last", "__iter__"], .read),
    Entry(
      "django/db/models/fields/related_descriptors",
      ["create", "add", "set", "_add_items"], .create),
    Entry(
      "django/db/models/fields/related_descriptors", ["get_or_create", "update_or_create"], .upsert),
    Entry("django/db/models/fields/related_descriptors", ["remove", "clear"], .update),
    Entry("django/db/models/base", ["save", "asave", "save_base"], .save),
    Entry("django/db/models/base", ["delete", "adelete"], .delete),
    Entry("django/db/models/deletion", ["delete"], .delete),
    Entry("django/forms/models", ["save", "save_new", "save_existing"], .save),
    Entry("rest_framework/serializers", ["save", "create", "update"], .save),
    Entry("django/views/generic/edit", ["form_valid"], .save),
    Entry("django/shortcuts", ["get_object_or_404"], .read),
    Entry("django/db/transaction", ["__exit__"], .commit),
    Entry("django/db/backends/base/base", ["commit"], .commit),
    Entry("django/db/backends/utils", ["execute", "executemany", "callproc"], .rawStatement),
  ])
}
