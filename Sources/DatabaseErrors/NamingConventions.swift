extension ConstraintViolation {
  /// Fills `inferred` from the constraint's name, where exactly one reading is possible.
  mutating func inferFromNames() {
    guard let constraint else { return }
    if dbms == .postgreSQL { inferPostgreSQL(constraint) }
    if dbms == .mariaDB, kind == .check, let table, constraint.hasPrefix(table + ".") {
      // The check of a column bears the column's name.
      inferred.columns = [String(constraint.dropFirst(table.count + 1))]
    }
    if kind == .foreignKey { inferDjangoForeignKey(constraint) }
  }

  /// PostgreSQL's own names and Django's: with the columns known, the table is what remains.
  private mutating func inferPostgreSQL(_ name: String) {
    if kind == .unique, name.hasSuffix("_pkey") { kind = .primaryKey }
    if kind == .check, let table { inferred.columns = Self.checkedColumn(name, table) }
    guard table == nil, kind == .unique || kind == .primaryKey || kind == .exclusion else { return }
    guard name.utf8.count < Self.identifierBytesMax else { return }
    if let rest = name.removing(suffix: "_pkey") {
      inferred.table = rest
      return
    }
    guard !columns.isEmpty, keyExpressions.isEmpty else { return }
    let key = "_" + columns.joined(separator: "_")
    for suffix in ["_key", "_excl"] {
      if let rest = name.removing(suffix: key + suffix) {
        inferred.table = rest
        return
      }
    }
    // Django: `{table}_{columns}_{eight hexadecimal digits}_uniq`.
    if let hashed = name.removing(suffix: "_uniq"), let rest = hashed.removingDjangoHash {
      inferred.table = rest.removing(suffix: key)
    }
  }

  /// The check of one column is `{table}_{column}_check`, with a number when the name was taken.
  private static func checkedColumn(_ name: String, _ table: String) -> [String] {
    let unnumbered = String(name.reversed().drop { $0.isNumber }.reversed())
    return unnumbered.removing(suffix: "_check")?.removing(prefix: table + "_").map { [$0] } ?? []
  }

  /// Django: `{table}_{column}_{hash}_fk_{parent}_{parent's column}`; the tables are in the text.
  private mutating func inferDjangoForeignKey(_ name: String) {
    guard columns.isEmpty, let table, let parent = referencedTable,
      let start = name.removing(prefix: table + "_")
    else { return }
    let parentColumn = referencedColumns.first ?? "id"
    if let hashed = start.removing(suffix: "_fk_\(parent)_\(parentColumn)") {
      inferred.columns = hashed.removingDjangoHash.map { [$0] } ?? []
    } else if dbms == .postgreSQL, let column = start.removing(suffix: "_fkey"),
      referencedColumns.count <= 1
    {
      inferred.columns = [column]
    }
  }

  /// A longer name was cut by the server, so that its parts may be incomplete.
  private static let identifierBytesMax = 63
}

extension String {
  fileprivate func removing(suffix: String) -> String? {
    hasSuffix(suffix) && utf8.count > suffix.utf8.count ? String(dropLast(suffix.count)) : nil
  }

  fileprivate func removing(prefix: String) -> String? {
    hasPrefix(prefix) && utf8.count > prefix.utf8.count ? String(dropFirst(prefix.count)) : nil
  }

  /// The name before `_` and eight hexadecimal digits.
  fileprivate var removingDjangoHash: String? {
    let hash = suffix(8)
    guard hash.utf8.count == 8, hash.utf8.allSatisfy({ $0.isDigit || (0x61...0x66).contains($0) })
    else { return nil }
    return removing(suffix: "_" + hash)
  }
}
