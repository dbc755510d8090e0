import DatabaseErrors
import SourceCode

/// What earlier statements of the same request tell about the violated key and its parents.
extension StatementTrail {
  /// Reads of the violated table that compute a value from the rows that are there: the largest
  /// number, a count, the last one by some order, the slugs that begin alike.
  struct ComputingRead {
    var step: Step
    /// The column that is computed; `nil` for a count of rows.
    var column: String?
    var way: Way

    enum Way: String {
      case largest, count, lastInOrder, sharedPrefix
    }
  }

  func computingReads(of violation: ConstraintViolation) -> [ComputingRead] {
    let key = Set(violation.knownColumns.map { $0.lowercased() })
    return lookups(of: violation).compactMap { step in
      Self.computingRead(step, key: key)
    }
  }

  private static func computingRead(_ step: Step, key: Set<String>) -> ComputingRead? {
    let statement = step.statement
    guard statement.verb == .select else { return nil }
    func isOfKey(_ column: String?) -> Bool {
      guard let column else { return false }
      return key.isEmpty || key.contains(column.lowercased())
    }
    if let largest = statement.aggregates.first(where: { $0.function == .max }),
      isOfKey(largest.column)
    {
      return ComputingRead(step: step, column: largest.column, way: .largest)
    }
    if statement.rowLimit == 1, statement.ordersDescending, isOfKey(statement.orderColumn) {
      return ComputingRead(step: step, column: statement.orderColumn, way: .lastInOrder)
    }
    if let like = statement.predicates.first(where: { $0.comparison == .like }),
      isOfKey(like.column), !key.isEmpty
    {
      return ComputingRead(step: step, column: like.column, way: .sharedPrefix)
    }
    // A count by the whole key asks whether it is there; one by less counts what is.
    let compared = Set(statement.equalColumns)
    if statement.aggregates.contains(where: { $0.function == .count }), !key.isEmpty,
      !compared.isSuperset(of: key)
    {
      return ComputingRead(step: step, column: nil, way: .count)
    }
    return nil
  }

  /// Earlier INSERTs into the violated table, and what is known of their keys.
  func earlierInserts(of violation: ConstraintViolation) -> [EarlierInsert] {
    guard let table = violation.knownTable?.lowercased() ?? failing?.statement.table?.lowercased()
    else { return [] }
    let columns = violation.knownColumns
    let written = failing?.writtenRows.compactMap { $0.key(columns) } ?? []
    return before.compactMap { step in
      guard step.statement.verb == .insert, step.statement.table?.lowercased() == table else {
        return nil
      }
      var hasSameKey: Bool?
      let keys = step.writtenRows.compactMap { $0.key(columns) }
      if !keys.isEmpty, !written.isEmpty {
        hasSameKey = !Set(keys).isDisjoint(with: written)
      }
      return EarlierInsert(step: step, hasSameKey: hasSameKey)
    }
  }

  /// The only INSERT of the table that the key's one column points to by its name, before the first
  /// INSERT of the violated table: no older row can hold that key.
  func newOwner(ofKeyOf violation: ConstraintViolation) -> Step? {
    let columns = violation.knownColumns
    guard columns.count == 1, let owner = columns.first?.ownerName else { return nil }
    let inserts = before.enumerated().filter { $0.element.statement.verb == .insert }
    let owners = inserts.filter { _, step in
      step.statement.table.map { $0.lowercased().isNamed(after: owner) } ?? false
    }
    guard owners.count == 1, let made = owners.first, made.element.statement.rowCount == 1,
      let first = earlierInserts(of: violation).first?.step,
      let index = before.firstIndex(where: { $0.place == first.place }), made.offset < index
    else { return nil }
    return made.element
  }

  struct EarlierInsert {
    var step: Step
    /// Whether it wrote the key that is refused now; `nil` when values are not known.
    var hasSameKey: Bool?
  }

  /// UPDATEs of the violated table before an INSERT that touched no row.
  func updatesWithoutRows(of violation: ConstraintViolation) -> [Step] {
    lookups(of: violation).filter { $0.statement.verb == .update && $0.rows == 0 }
  }

  /// DELETEs from the violated table before the failing statement.
  func earlierDeletes(of violation: ConstraintViolation) -> [Step] {
    guard let table = violation.knownTable?.lowercased() else { return [] }
    return before.filter {
      $0.statement.verb == .delete && $0.statement.table?.lowercased() == table
    }
  }

  /// UPDATEs of the violated table that set a column of its key; the failing one is among them.
  func keyUpdates(of violation: ConstraintViolation) -> [Step] {
    guard let table = violation.knownTable?.lowercased() else { return [] }
    let key = Set(violation.knownColumns.map { $0.lowercased() })
    return steps[..<(failingIndex.map { $0 + 1 } ?? steps.endIndex)].filter { step in
      step.statement.verb == .update && step.statement.table?.lowercased() == table
        && step.statement.writtenColumns.contains { key.contains($0.lowercased()) }
    }
  }

  /// Statements before the failing one on the parents of a foreign key.
  func parentSteps(of violation: ConstraintViolation, _ verb: SQLStatement.Verb) -> [Step] {
    before.filter { step in
      step.statement.verb == verb && step.statement.table.map(violation.isParent) == true
    }
  }

  /// The next value of a sequence that was drawn before the failing statement: the database made
  /// the key although the INSERT lists it.
  var sequenceDraw: Step? {
    before.last { $0.statement.verb == .select && $0.statement.drawsFromSequence }
  }

  /// A look-up of the violated key that was answered by a replica or a cache.
  func staleLookup(of violation: ConstraintViolation) -> Step? {
    let writesToReplica = failing?.isReplica == true
    return lookups(of: violation).last {
      $0.statement.verb == .select && ($0.isCached || ($0.isReplica == true && !writesToReplica))
    }
  }

  /// A look-up that was asked of another connection than the one that was written to.
  func lookupOfOtherDatabase(of violation: ConstraintViolation) -> Step? {
    guard let alias = failing?.databaseAlias else { return nil }
    return lookups(of: violation).last {
      $0.databaseAlias.map { $0 != alias } == true && $0.isReplica != true
    }
  }
}

extension ConstraintViolation {
  /// Whether the table is the one that the foreign key points to: by its name, or by that of the
  /// column (`berth_id` points to `berth`, `berths`, `harbour_berth`).
  fileprivate func isParent(_ table: String) -> Bool {
    let table = table.lowercased()
    if let referencedTable { return table == referencedTable.lowercased() }
    return knownColumns.contains { column in
      var stem = column.lowercased()
      for ending in ["_id", "id", "_uuid", "_ref"] where stem.hasSuffix(ending) {
        stem.removeLast(ending.count)
        break
      }
      guard stem.count >= 3 else { return false }
      return [stem, stem + "s", stem + "es"].contains {
        table == $0 || table.hasSuffix("_" + $0)
      }
    }
  }
}

extension String {
  /// `sailor` of `sailor_id`: what the rows are called that a column points to.
  var ownerName: String? {
    let words = splitAtWords
    return words.count > 1 && words.last == "id" ? words.dropLast().joined(separator: "_") : nil
  }

  /// Whether a table can hold the rows that a name means: `sailors` and `crew_sailor` for `sailor`.
  fileprivate func isNamed(after name: String) -> Bool {
    let forms = [name, name + "s", name + "es", name.dropLast() + "ies"]
    return forms.contains { self == $0 || hasSuffix("_" + $0) }
  }
}
