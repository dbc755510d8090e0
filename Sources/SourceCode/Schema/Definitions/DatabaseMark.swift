/// Words that only one database's definitions have.
struct DatabaseMark {
  /// The lower-case name of the database.
  var dbms: String
  /// Any of them is enough; in lower case.
  var words: [String]
  /// Whether `\'` is a quote inside of a literal.
  var escapesWithBackslash = false

  static let postgreSQL = DatabaseMark(
    dbms: "postgresql",
    words: ["postgresql database dump", "pg_catalog.", "::regclass", "nulls not distinct"])

  static let mariaDB = DatabaseMark(
    dbms: "mariadb", words: ["mariadb dump", "-mariadb"], escapesWithBackslash: true)

  static let mySQL = DatabaseMark(
    dbms: "mysql", words: ["mysql dump", "engine=innodb", "engine=myisam", "engine = innodb"],
    escapesWithBackslash: true)

  static let sqlite = DatabaseMark(
    dbms: "sqlite",
    words: [
      "autoincrement", "without rowid", "sqlite_sequence", "pragma foreign_keys", "collate nocase",
    ])

  static let sqlServer = DatabaseMark(
    dbms: "sqlserver", words: ["[dbo].", "\ngo\n", "\ngo\r", " on [primary]", "nvarchar("])

  static let oracle = DatabaseMark(
    dbms: "oracle", words: ["varchar2(", "number(", "segment creation"])

  /// In the order of trial.
  static let all: [DatabaseMark] = [
    .postgreSQL, .mariaDB, .mySQL, .sqlite, .sqlServer, .oracle,
  ]

  /// The database that a script is for; `nil` when nothing tells.
  static func database(of bytes: [UInt8]) -> String? {
    // Heads of dumps and the first tables are enough, and keep this quick.
    let text = String(decoding: bytes.prefix(64 << 10), as: UTF8.self).lowercased()
    return all.first { mark in mark.words.contains { text.contains($0) } }?.dbms
  }

  static func escapes(in dbms: String?) -> Bool {
    all.first { $0.dbms == dbms }?.escapesWithBackslash ?? false
  }
}
