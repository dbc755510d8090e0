import DatabaseErrors
import EventSchema
import SourceCode

/// Fills table and columns of a violation from the statement that failed, where the message leaves
/// them out and the statement leaves no doubt. What stays a conjecture goes into `inferred`.
func completed(
  _ violation: ConstraintViolation, from trail: StatementTrail, _ event: Event
) -> ConstraintViolation {
  var result = violation
  guard let failing = trail.failing else { return result }
  fillTable(&result, failing.statement)
  if result.dbms == .mySQL, failing.statement.hasReturningClause { result.dbms = .mariaDB }
  if result.columns.isEmpty { fillColumns(&result, failing, trail, event) }
  if result.values.isEmpty { fillValues(&result, failing) }
  return result
}

/// SQLite prints no values; the parameters of the key's columns are those that collided.
private func fillValues(_ violation: inout ConstraintViolation, _ failing: StatementTrail.Step) {
  guard violation.kind == .unique || violation.kind == .primaryKey, !violation.columns.isEmpty,
    failing.statement.rowCount == 1, failing.furtherParameters.isEmpty
  else { return }
  let written = failing.writtenValues.first ?? []
  let values = violation.columns.compactMap { column in
    written.first { $0.column.lowercased() == column.lowercased() }?.value
  }
  if values.count == violation.columns.count { violation.values = values }
}

private func fillColumns(
  _ result: inout ConstraintViolation, _ failing: StatementTrail.Step, _ trail: StatementTrail,
  _ event: Event
) {
  switch result.kind {
  case .unique, .primaryKey: fillKeyColumns(&result, failing, trail)
  case .multipleObjectsReturned:
    result.columns =
      failing.statement.predicates
      .filter { $0.comparison == .equal || $0.comparison == .inList }.map(\.column).unique
  case .check: fillCheckColumns(&result, failing.statement)
  case .foreignKey: fillForeignKeyColumns(&result, failing, event)
  default: break
  }
}

private func fillTable(_ violation: inout ConstraintViolation, _ statement: SQLStatement) {
  guard violation.table == nil, let table = statement.table else { return }
  switch (violation.kind, statement.verb) {
  case (.foreignKey, .delete):
    violation.referencedTable = violation.referencedTable ?? table
    violation.side = violation.side ?? .parent
  case (.foreignKey, .insert):
    violation.table = table
    violation.side = violation.side ?? .child
  case (.foreignKey, .update):
    // Either side may fail in an UPDATE; only a stated side tells which table is meant.
    if violation.side == .parent {
      violation.referencedTable = table
    } else if violation.side == .child {
      violation.table = table
    }
  case (.multipleObjectsReturned, .select), (_, .insert), (_, .update),
    (.unique, .definition), (.primaryKey, .definition), (.couldNotCreateUniqueIndex, .definition):
    violation.table = table
    violation.schema = violation.schema ?? statement.schema
  default: break
  }
}

/// The columns of a key that the database only names, found by its value: those written columns
/// whose parameters, joined as the database joins them, give the printed value.
private func fillKeyColumns(
  _ violation: inout ConstraintViolation, _ failing: StatementTrail.Step, _ trail: StatementTrail
) {
  let written = failing.statement.writtenColumns
  let candidates = keyCandidates(violation, failing)
  let lookedUp = trail.lookups(of: violation).map { Set($0.statement.equalColumns) }
  let name = violation.constraint?.lowercased() ?? ""
  if candidates.count == 1 {
    violation.columns = candidates[0]
  } else if let best = candidates.first(where: { Set($0) == Set(violation.inferred.columns) })
    ?? candidates.first(where: { lookedUp.contains(Set($0.map { $0.lowercased() })) })
    ?? candidates.first(where: { $0.allSatisfy { name.contains($0.lowercased()) } })
  {
    violation.columns = best
  } else if let own = written.first(where: { $0.lowercased() == name }) {
    // MySQL and MariaDB name an unnamed key after its first column.
    if violation.values.isEmpty || failing.parameters.isEmpty {
      violation.inferred.columns = [own]
    } else {
      violation.columns = [own]
    }
  } else {
    let named = columnsNamed(by: name, violation.table, written)
    if !named.isEmpty { violation.inferred.columns = named }
  }
}

/// The written columns that make up the name of a key, when they make up all of it but the table
/// and what conventions put around: `uq_seats_hall_id_row` of `seats`, `seats_row_9c1f0a2b_uniq`.
func columnsNamed(by name: String, _ table: String?, _ written: [String]) -> [String] {
  if let table {
    let hashed = HashedNames.columns(of: name, table: table, among: written)
    if !hashed.isEmpty { return hashed }
  }
  var words = name.split(separator: "_")[...]
  while let first = words.first, keyWords.contains(String(first)) { words.removeFirst() }
  let tableWords = (table ?? "").lowercased().split(separator: "_")
  if words.starts(with: tableWords) { words = words.dropFirst(tableWords.count) }
  while let last = words.last, keyWords.contains(String(last)) || isHash(last) {
    words.removeLast()
  }
  var columns: [String] = []
  while !words.isEmpty {
    let fitting = written.filter { column in
      let parts = column.lowercased().split(separator: "_")
      return !columns.contains(column) && words.starts(with: parts)
    }
    guard let column = fitting.max(by: { $0.count < $1.count }) else { return [] }
    columns.append(column)
    words = words.dropFirst(column.split(separator: "_").count)
  }
  return columns
}

private let keyWords: Set = [
  "uq", "uk", "ux", "uix", "uidx", "unq", "unique", "uniq", "idx", "ix", "index", "key", "pk",
  "constraint", "ak", "chk", "check", "ck", "pkey",
]

/// Eight hexadecimal digits, as Django and Rails end names that they cut.
private func isHash(_ word: Substring) -> Bool {
  (8...10).contains(word.count) && word.allSatisfy(\.isHexDigit)
}

/// Column lists, at most four long, whose parameters make up the printed value.
private func keyCandidates(
  _ violation: ConstraintViolation, _ failing: StatementTrail.Step
) -> [[String]] {
  guard violation.values.count == 1, let value = violation.values.first, !value.isEmpty,
    failing.statement.writtenColumns.count <= 24
  else { return [] }
  var budget = 20_000
  // Of many rows one was refused.
  for written in failing.writtenValues.prefix(200) {
    let found = keyCandidates(value, written, &budget)
    if !found.isEmpty { return found }
  }
  return []
}

private func keyCandidates(
  _ value: String, _ written: [(column: String, value: String)], _ budget: inout Int
) -> [[String]] {
  var found: [[String]] = []
  func extend(_ chosen: [String], _ rest: Substring) {
    for (column, parameter) in written where !chosen.contains(column) {
      guard budget > 0 else { return }
      budget -= 1
      guard !parameter.isEmpty, let tail = rest.dropping(parameter: parameter) else { continue }
      if tail.isEmpty {
        found.append(chosen + [column])
      } else if tail.first == "-", chosen.count < 3 {
        extend(chosen + [column], tail.dropFirst())
      }
    }
  }
  extend([], Substring(value))
  return found
}

extension StatementTrail.Step {
  /// For each row the written columns with the plain text of their values, where those are known.
  fileprivate var writtenValues: [[(column: String, value: String)]] {
    writtenRows.map { row in
      statement.writtenColumns.compactMap { column in
        row.values[column.lowercased()].map { (column, $0) }
      }
    }
  }
}

extension Substring {
  /// What follows the parameter at the start; a date's missing fraction or time is allowed for.
  fileprivate func dropping(parameter: String) -> Substring? {
    guard hasPrefix(parameter) else { return nil }
    let tail = dropFirst(parameter.count)
    for padding in [".000000", " 00:00:00.000000", " 00:00:00"] where tail.hasPrefix(padding) {
      return tail.dropFirst(padding.count)
    }
    return tail
  }
}

/// The columns of a CHECK whose name mentions columns that the statement writes; a column computed
/// from itself is the one that ran out of bounds.
private func fillCheckColumns(_ violation: inout ConstraintViolation, _ statement: SQLStatement) {
  let name = violation.constraint?.lowercased() ?? ""
  let words = Set(name.split { !$0.isLetter && !$0.isNumber }.map(String.init))
  let mentioned = statement.writtenColumns.filter {
    words.isSuperset(of: $0.lowercased().split(separator: "_").map(String.init))
  }
  let computed = statement.computedColumns.filter(mentioned.contains)
  if !computed.isEmpty {
    violation.columns = computed
  } else if mentioned.count == 1 {
    violation.columns = mentioned
  } else if statement.computedColumns.count == 1 {
    violation.inferred.columns = statement.computedColumns
  }
}

/// The column of a foreign key that the database does not name: among the written columns that
/// look like references, the only one, or the only one whose value the client sent in the body.
private func fillForeignKeyColumns(
  _ violation: inout ConstraintViolation, _ failing: StatementTrail.Step, _ event: Event
) {
  guard violation.side != .parent, violation.inferred.columns.isEmpty else { return }
  let references = failing.statement.writtenColumns.filter {
    $0.lowercased().hasSuffix("_id") || $0.hasSuffix("Id")
  }
  if references.count == 1 {
    violation.inferred.columns = references
    return
  }
  let sent = event.request.map { $0.data.members.map(\.name) } ?? []
  let fromBody = references.filter { column in
    let stem = column.lowercased().dropLast(column.lowercased().hasSuffix("_id") ? 3 : 2)
    return sent.contains { name in
      let name = name.lowercased()
      return name == column.lowercased() || name == stem || stem.hasPrefix(name + "_")
        || stem.hasSuffix("_" + name)
    }
  }
  if fromBody.count == 1 { violation.inferred.columns = fromBody }
}

extension SQLStatement {
  /// Lower-case names of the columns that the WHERE clause compares for equality.
  var equalColumns: [String] {
    predicates.filter { [.equal, .inList, .like].contains($0.comparison) }
      .map { $0.column.lowercased() }
  }

  /// Columns that must be NULL for a row to be looked at.
  var nullColumns: [String] {
    predicates.filter { $0.comparison == .isNull }.map(\.column)
  }
}

extension Array where Element: Hashable {
  /// The elements without repetitions, in the order of their first.
  var unique: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
