/// One step of the store's layout. Steps are never changed once released; a new one is added.
struct Migration: Sendable {
  /// The layout's version afterwards.
  var version: Int64
  var statements: String
  /// What of the rows cannot be said in SQL; runs behind the statements, in the same transaction.
  var rewrite: @Sendable (SQLiteDatabase) throws(StoreError) -> Void = { _ in }

  /// In order; the last one is the layout that this program writes.
  static let all = [
    Migration(version: 1, statements: firstLayout),
    Migration(version: 2, statements: markedLayout, rewrite: markRows),
    Migration(version: 3, statements: proofLayout),
  ]

  static let currentVersion = all.map(\.version).max() ?? 0
}
