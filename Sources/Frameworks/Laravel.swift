extension Framework {
  /// Laravel with Eloquent, and whatever else uses Illuminate's database layer.
  public static let laravel = reading(
    name: "laravel", marks: ["Illuminate", "illuminate"], calls: .eloquent,
    words: .laravel, recipes: .laravel)
}

extension LibraryCalls {
  /// Names as in Laravel 5 to 13.
  static let eloquent = LibraryCalls([
    Entry("Illuminate/Database/Migrations", [], .migrate),
    Entry("Illuminate/Database/Schema", [], .migrate),
    Entry(
      "Illuminate/Database",
      [
        "firstOrCreate", "updateOrCreate", "createOrFirst", "upsert", "updateOrInsert",
        "incrementOrCreate",
      ], .upsert),
    Entry(
      "Illuminate/Database", ["createMany", "createManyQuietly", "insertOrIgnore"], .bulkInsert),
    Entry(
      "Illuminate/Database",
      ["create", "forceCreate", "createQuietly", "insertGetId", "insertUsing"], .create),
    Entry("Illuminate/Database/Eloquent", ["insert"], .create),
    Entry("Illuminate/Database/Query", ["insert"], .create),
    Entry(
      "Illuminate/Database/Eloquent/Relations",
      ["attach", "sync", "syncWithoutDetaching", "toggle", "save", "saveMany"], .create),
    Entry(
      "Illuminate/Database/Eloquent",
      ["update", "updateOrFail", "increment", "decrement", "touch", "updateExistingPivot"],
      .update),
    Entry("Illuminate/Database/Query", ["update", "increment", "decrement"], .update),
    Entry(
      "Illuminate/Database/Eloquent",
      ["delete", "forceDelete", "destroy", "deleteOrFail", "detach"], .delete),
    Entry("Illuminate/Database/Query", ["delete", "truncate"], .delete),
    Entry(
      "Illuminate/Database/Eloquent", ["save", "saveOrFail", "saveQuietly", "push", "restore"],
      .save),
    Entry("Illuminate/Database/Query", ["sole"], .read),
    Entry("Illuminate/Database/Concerns/ManagesTransactions", ["commit"], .commit),
    Entry(
      "Illuminate/Database/Connection",
      [
        "statement", "insert", "update", "delete", "affectingStatement", "unprepared", "select",
      ], .rawStatement),
  ])
}
