/// What differs between the query builders whose migrations call methods of a table in a function:
/// `$table->string('name')` and `table.string("name")`.
struct MigrationDialect: Sendable {
  var language: CodeLanguage
  /// Calls with a table's name and a function that declares it.
  var tableCalls: Set<String>
  /// Whether a column without a word about it may be NULL.
  var isNullableByDefault: Bool
  /// The length of `string` without one.
  var stringLength: Int?

  /// In the order of the manual.
  static let all: [MigrationDialect] = [.laravel, .knex]

  static let laravel = MigrationDialect(
    language: .php, tableCalls: ["create", "table"], isNullableByDefault: false, stringLength: 255)

  static let knex = MigrationDialect(
    language: .javaScript,
    tableCalls: ["createTable", "createTableIfNotExists", "alterTable", "table"],
    isNullableByDefault: true, stringLength: 255)

  /// Columns that one method declares under names of its own, with whether they may be NULL.
  static let namedColumns: [String: [(name: String, isNullable: Bool)]] = [
    "timestamps": [("created_at", true), ("updated_at", true)],
    "timestampsTz": [("created_at", true), ("updated_at", true)],
    "softDeletes": [("deleted_at", true)], "softDeletesTz": [("deleted_at", true)],
    "rememberToken": [("remember_token", true)],
  ]

  /// Methods that declare a counted primary key.
  static let countingMethods: Set<String> = [
    "id", "increments", "bigIncrements", "bigincrements", "mediumIncrements", "smallIncrements",
    "tinyIncrements",
  ]

  /// Methods with a column's name that declare no column.
  static let otherMethods: Set<String> = [
    "index", "fullText", "spatialIndex", "dropColumn", "dropColumns", "dropUnique", "dropPrimary",
    "dropForeign", "dropIndex", "renameColumn", "renameIndex", "comment", "engine", "charset",
    "collation", "setNullable", "dropNullable", "dropConstrainedForeignId", "inherits", "check",
  ]
}
