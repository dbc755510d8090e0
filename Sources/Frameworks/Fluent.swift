import EventSchema

extension Framework {
  /// Vapor's Fluent 4; on SQLite the plain SQL of Swift's recipes comes first.
  static let fluent = reading(
    name: "fluent", marks: ["FluentKit", "FluentPostgresDriver", "FluentMySQLDriver"],
    calls: LibraryCalls([
      LibraryCalls.Entry("FluentKit/Model", ["create"], .create),
      LibraryCalls.Entry("FluentKit/Model", ["save"], .save),
      LibraryCalls.Entry("FluentKit/Model", ["update"], .update),
      LibraryCalls.Entry("FluentKit/Model", ["delete", "restore"], .delete),
      LibraryCalls.Entry("FluentKit/Query", ["create"], .create),
      LibraryCalls.Entry("FluentKit/Query", ["update"], .update),
      LibraryCalls.Entry("FluentKit/Query", ["delete"], .delete),
      LibraryCalls.Entry("FluentKit/Migration", [], .migrate),
    ]), words: .fluent
  ).writingSwift()
}
