import DatabaseErrors
import Fixes

extension RecipeBook {
  /// Eloquent: a violation becomes what a failed validation of the request would have been.
  static let laravel = RecipeBook(
    lists: [
      "data": ListForm("'«column»' => «value»"), "names": ListForm("'«column»'"),
      "other rules": ListForm("->where('«column»', «value»)", ""),
    ],
    rowValue: "«row»->«field»", dataValue: "«data»['«field»']",
    index: "«plain table»_«joined»_unique",
    recipes: laravelChecks + laravelTranslations + laravelWrites + laravelMigrations,
    tests: laravelTests + laravelMigrationTests)

  private static let laravelWrites: [CodeRecipe] = [
    .guidance(
      .insertOrRead, "Create first and find on a conflict", needs: [.kinds([.unique])],
      """
      // Laravel 10.20 and later
      $row = «model»::createOrFirst([«data»], [/* the other values of a new row */]);
      """,
      because: """
        The insert decides who was first, so nothing fits between look-up and write. Whoever comes \
        second gets the first one's row, with that one's other values.
        """),
    .guidance(
      .correctConflictTarget, "Look up `«model»` by the key: «words»", needs: [.kinds([.unique])],
      """
      «model»::updateOrCreate([«data»], [/* all other values */]);
      // in one statement: «model»::upsert($rows, [«names»], [/* columns to update */]);
      """,
      because: """
        The first list has to be the key: these columns and no others. What else was compared is a \
        value to be written.
        """),
    .guidance(
      .serializeAccess, "Look and write under one lock",
      needs: [.kinds([.unique, .primaryKey, .check])],
      """
      DB::transaction(function () {
        // the parent, which every writer of this key reads first
        TheParent::whereKey($id)->lockForUpdate()->firstOrFail();
        // look, then
        «statement»;
      });
      """,
      because: """
        Writers of one parent wait for each other. It helps only when all of them take the lock, a row \
        that is not there locks nothing, and the key in the database stays the net.
        """),
    .guidance(
      .enqueueOnCommit, "Hand the job over when its transaction has committed",
      "TheJob::dispatch($id)->afterCommit();",
      because: """
        Before the commit the worker does not see the row. If the process dies in between, the job is \
        lost: one that is stored in the same transaction is not.
        """),
  ]
}
