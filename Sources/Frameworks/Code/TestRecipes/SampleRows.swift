import SourceCode

/// Rows of declared tables that break no rule but the one that is looked at.
struct SampleRows {
  let schema: Schema
  /// Whether names that the database would fold are put into quotes.
  var quotes = false

  /// INSERTs of two rows with one key, after those of the rows that they point to; `nil` where a
  /// value would be a guess.
  func repeating(_ columns: [String], of table: String) -> (parents: [String], rows: [String])? {
    guard let relation = relation(table), isFree(relation),
      let parents = parents(of: relation, depth: Self.depthMax)
    else { return nil }
    let rows = [1, 2].compactMap { insert(relation, variant: $0, same: columns) }
    guard rows.count == 2,
      columns.allSatisfy({ name in relation.columns.contains { $0.column.isSame(as: name) } })
    else { return nil }
    return (parents, rows)
  }

  private static let depthMax = 3

  private func relation(_ table: String) -> Relation? {
    let found = schema.relations.filter { $0.table.isSame(as: table) }
    return found.count == 1 ? found.first : nil
  }

  /// Whether no rule of the table looks into the values.
  private func isFree(_ relation: Relation) -> Bool {
    !relation.isPartitioned
      && relation.constraints.allSatisfy { constraint in
        [.unique, .primaryKey, .foreignKey].contains(constraint.kind)
          && constraint.expression == nil
      }
  }

  /// One row of each table that rows of a table need, those that come first first.
  private func parents(of relation: Relation, depth: Int) -> [String]? {
    var inserts: [String] = []
    for column in relation.columns where isGiven(column, of: relation, same: []) {
      guard let name = referenced(by: column, of: relation) else { continue }
      guard depth > 0, let parent = self.relation(name), isFree(parent),
        let above = parents(of: parent, depth: depth - 1),
        let row = insert(parent, variant: 1, same: [])
      else { return nil }
      for insert in above + [row] where !inserts.contains(insert) { inserts.append(insert) }
    }
    return inserts
  }

  private func insert(_ relation: Relation, variant: Int, same: [String]) -> String? {
    var names: [String] = []
    var values: [String] = []
    for column in relation.columns where isGiven(column, of: relation, same: same) {
      let isSame = same.contains { $0.isSame(as: column.column) }
      guard let value = value(of: column, relation, variant: isSame ? 1 : variant) else {
        return nil
      }
      names.append(name(column.column))
      values.append(value)
    }
    guard !names.isEmpty else { return nil }
    return "INSERT INTO \(name(relation.table)) (\(names.joined(separator: ", "))) "
      + "VALUES (\(values.joined(separator: ", ")))"
  }

  private func name(_ identifier: String) -> String {
    quotes && !identifier.isPlainIdentifier ? "\"\(identifier)\"" : identifier
  }

  /// Whether a row has to bring a value for the column.
  private func isGiven(_ column: Relation.Column, of relation: Relation, same: [String]) -> Bool {
    if same.contains(where: { $0.isSame(as: column.column) }) { return true }
    let isKey = relation.constraints.contains {
      $0.kind == .primaryKey && $0.columns.contains { $0.isSame(as: column.column) }
    }
    return (!column.isNullable || isKey) && !column.hasDefault && !column.isGenerated
  }

  private func referenced(by column: Relation.Column, of relation: Relation) -> String? {
    column.referencedTable
      ?? relation.constraints.first {
        $0.kind == .foreignKey && $0.columns.count == 1
          && $0.columns[0].isSame(as: column.column)
      }?.referencedTable
  }

  private func value(of column: Relation.Column, _ relation: Relation, variant: Int) -> String? {
    if let name = referenced(by: column, of: relation) {
      guard let parent = self.relation(name) else { return nil }
      let keys = parent.constraints.filter { $0.kind == .primaryKey }.flatMap(\.columns)
      guard keys.count == 1,
        let key = parent.columns.first(where: { $0.column.isSame(as: keys[0]) })
      else { return nil }
      // A counter begins with 1 in a database of its own.
      return key.isGenerated || key.hasDefault ? "1" : literal(key, variant: 1)
    }
    return literal(column, variant: variant)
  }

  private func literal(_ column: Relation.Column, variant: Int) -> String? {
    let type = (column.type ?? "").lowercased()
    func isOne(of names: [String]) -> Bool { names.contains(where: type.hasPrefix) }
    if isOne(of: ["varchar", "character", "char", "text", "citext", "nvarchar", "clob", "string"]) {
      let text = "\(column.column) \(variant)"
      return "'\(column.lengthMax.map { String(text.suffix($0)) } ?? text)'"
    }
    if isOne(of: ["timestamp", "datetime", "naive_datetime", "utc_datetime"]) {
      return "TIMESTAMP '2026-06-0\(variant) 10:00:00'"
    }
    if type == "date" { return "DATE '2026-06-0\(variant)'" }
    if type == "uuid" || type == "binary_id" {
      return "'00000000-0000-0000-0000-00000000000\(variant)'"
    }
    if isOne(of: ["bool"]) { return "TRUE" }
    let numbers = ["int", "bigint", "smallint", "numeric", "decimal", "real", "double", "float"]
    return isOne(of: numbers) ? "\(variant)" : nil
  }
}

extension String {
  fileprivate func isSame(as other: String) -> Bool { lowercased() == other.lowercased() }
}
