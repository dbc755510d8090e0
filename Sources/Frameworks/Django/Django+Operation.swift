import EventSchema

/// What Django's own frames say about the application's statement.
enum DjangoOperation {
  /// The operation of the first frame below the culprit that tells one.
  static func read(_ frames: ArraySlice<Frame>) -> SourceFacts.Operation? {
    for frame in frames {
      guard let function = frame.function, let path = path(of: frame) else { continue }
      for entry in table where entry.functions.contains(function) {
        if path.mentions(entry.path) { return entry.operation }
      }
    }
    return nil
  }

  /// The frame's module or file as a path: `django/db/models/query`.
  private static func path(of frame: Frame) -> String? {
    if let module = frame.module, !module.isEmpty { return module.replacing(".", by: "/") }
    return frame.filename ?? frame.absolutePath
  }

  private struct Entry {
    var path: String
    var functions: Set<String>
    var operation: SourceFacts.Operation

    init(_ path: String, _ functions: Set<String>, _ operation: SourceFacts.Operation) {
      self.path = path
      self.functions = functions
      self.operation = operation
    }
  }

  /// In the order of trial for one frame; names as in Django 3.2 to 5.2.
  private static let table = [
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
  ]
}
