import SourceCode
import Storage

/// A database file of SQLite, opened for reading.
struct SQLiteFile: LiveDatabase {
  let name: String
  let language = ProbeLanguage.sqlite
  private let database: SQLiteDatabase

  init(path: String) throws(LiveDatabaseError) {
    name = "database \(path.split(separator: "/").last ?? "")"
    do throws(StoreError) {
      database = try SQLiteDatabase(
        reading: path, busyMilliseconds: Int32(LiveLimits.lockMilliseconds))
      // Opening reads nothing yet.
      _ = try database.prepare("SELECT count(*) FROM sqlite_schema", doing: "read \(path)")
        .rows(with: []) { $0.text(0) }
    } catch {
      throw LiveDatabaseError(error.description)
    }
  }

  /// SQLite keeps the definitions as they were written.
  func schema() throws(LiveDatabaseError) -> Schema {
    let all =
      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*' "
      + "ORDER BY rowid"
    var definitions = try rows(all, [], isByTable: false).compactMap { $0.first ?? nil }
    let hasCounters = "SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'"
    if !(try rows(hasCounters, [], isByTable: false)).isEmpty {
      let counters = "SELECT name, seq FROM sqlite_sequence"
      for row in try rows(counters, [], isByTable: false) {
        guard row.count == 2, let table = row[0], let last = row[1] else { continue }
        let name = table.split(separator: "'", omittingEmptySubsequences: false)
          .joined(separator: "''")
        definitions.append("INSERT INTO sqlite_sequence VALUES('\(name)',\(last))")
      }
    }
    let file = SourceFile(path: name, text: definitions.joined(separator: "\n;\n"))
    return Schema.read(definitions: file, dbms: "sqlite").withoutLines
  }

  func rows(
    _ statement: String, _ parameters: [String], isByTable: Bool
  ) throws(LiveDatabaseError) -> [[String?]] {
    do throws(StoreError) {
      database.giveUp(after: .milliseconds(LiveLimits.statementMilliseconds))
      let bounded = "SELECT * FROM (\(statement)) LIMIT \(LiveLimits.rowsMax)"
      let prepared = try database.prepare(bounded, doing: "read")
      let count = prepared.columnCount
      return try prepared.rows(with: parameters.map { .text($0) }) { row in
        (0..<count).map { row.text($0) }
      }
    } catch {
      throw LiveDatabaseError(error.reason)
    }
  }
}
