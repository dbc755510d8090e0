import DatabaseErrors
import Fixes

/// The order in which a missing constraint reaches a live database: nothing may be locked for long,
/// and the migration must not fail on what is stored already.
struct ConstraintRollOut: Sendable {
  var table: String
  var columns: [String]
  var name: String
  /// Columns that must be NULL for a row to count.
  var onlyWhereNull: [String]
  var dbms: DBMS?

  /// `nil` when the remedy does not say what is to be unique.
  ///
  /// - Parameter name: As the proposed change calls the key, so that both mean one.
  init?(_ remedy: Remedy, named name: String? = nil, dbms: DBMS?) {
    guard remedy.kind == .addConstraint || remedy.kind == .partialUniqueKey,
      let table = remedy.table, !remedy.columns.isEmpty
    else { return nil }
    self.table = table
    columns = remedy.columns
    onlyWhereNull = remedy.onlyWhereNull
    // A key for some of the rows stands beside the one that refused, so it needs another name.
    let ending = remedy.kind == .partialUniqueKey ? "live" : "key"
    self.name = name ?? ([table] + remedy.columns + [ending]).joined(separator: "_")
    self.dbms = dbms
  }

  /// Lists every key that is stored more than once. NULLs do not collide, so they are left out.
  var duplicatesQuery: String {
    let keys = columns.map(quoted).joined(separator: ", ")
    let conditions =
      columns.map { "\(quoted($0)) IS NOT NULL" } + onlyWhereNull.map { "\(quoted($0)) IS NULL" }
    return """
      SELECT \(keys), COUNT(*) AS copies
      FROM \(quoted(table))
      WHERE \(conditions.joined(separator: " AND "))
      GROUP BY \(keys)
      HAVING COUNT(*) > 1;
      """
  }

  /// Adds the constraint without a lock that keeps writers out for the whole build.
  var statement: String {
    let keys = columns.map(quoted).joined(separator: ", ")
    if isMySQLFamily { return alterTable }
    let concurrently = dbms == .postgreSQL ? " CONCURRENTLY" : ""
    return """
      CREATE UNIQUE INDEX\(concurrently) \(quoted(name))
        ON \(quoted(table)) (\(keys))\(condition);
      """
  }

  /// These products have no partial index: a generated column that is NULL for the rows that do not
  /// count, and NULLs do not collide.
  private var alterTable: String {
    let keys = columns.map(quoted).joined(separator: ", ")
    guard !onlyWhereNull.isEmpty else {
      return """
        ALTER TABLE \(quoted(table))
          ADD CONSTRAINT \(quoted(name)) UNIQUE (\(keys)),
          ALGORITHM=INPLACE, LOCK=NONE;
        """
    }
    let marker = quoted((onlyWhereNull + ["is_null"]).joined(separator: "_"))
    let counts = onlyWhereNull.map { "\(quoted($0)) IS NULL" }.joined(separator: " AND ")
    return """
      ALTER TABLE \(quoted(table))
        ADD COLUMN \(marker) TINYINT AS (IF(\(counts), 1, NULL)) VIRTUAL;
      ALTER TABLE \(quoted(table))
        ADD CONSTRAINT \(quoted(name)) UNIQUE (\(keys), \(marker));
      """
  }

  /// What is particular to the product, as a sentence.
  var note: String? {
    switch dbms {
    case .postgreSQL?:
      """
      `CONCURRENTLY` cannot run inside a transaction (a migration must say so), and a build that \
      fails leaves an invalid index behind: drop it and start again.
      """
    case .sqlite?: "SQLite keeps writers out while it builds the index: do it when it is quiet."
    case .mySQL?, .mariaDB?:
      onlyWhereNull.isEmpty
        ? "With `LOCK=NONE` the server refuses, rather than keep writers out, when it cannot do it."
        : """
        \(dbms?.displayName ?? "The product") has no partial index; the generated column is NULL \
        for the rows that do not count, and NULLs do not collide.
        """
    default: nil
    }
  }

  private var isMySQLFamily: Bool { dbms == .mySQL || dbms == .mariaDB }

  private var condition: String {
    guard !onlyWhereNull.isEmpty else { return "" }
    return " WHERE " + onlyWhereNull.map { "\(quoted($0)) IS NULL" }.joined(separator: " AND ")
  }

  private func quoted(_ name: String) -> String {
    let quote: Character = isMySQLFamily ? "`" : "\""
    return "\(quote)" + name.map { $0 == quote ? "\(quote)\(quote)" : "\($0)" }.joined()
      + "\(quote)"
  }
}
