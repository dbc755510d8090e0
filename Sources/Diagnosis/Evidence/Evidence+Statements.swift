import DatabaseErrors
import Frameworks
import SourceCode

extension Evidence {
  /// What the failing statement and those before it show, beside the look-ups.
  mutating func noteStatements() {
    if let failing = trail.failing {
      switch failing.statement.verb {
      case .update: noteUpdate(failing)
      case .insert: noteInsert(failing)
      case .delete: note(.writeIsDelete, failingFact(failing))
      case .select: noteRead(failing)
      default: break
      }
    }
    noteParents()
  }

  private func failingFact(_ step: StatementTrail.Step) -> Fact {
    let table = step.statement.table.map { " on `\($0)`" } ?? ""
    return Fact(
      "The statement that failed is an \(step.statement.verb.rawValue.uppercased())\(table)",
      at: step.place)
  }

  /// The failing statement in words, where it is known.
  var failingFacts: [Fact] { trail.failing.map { [failingFact($0)] } ?? [] }

  // MARK: INSERT

  private mutating func noteInsert(_ step: StatementTrail.Step) {
    let written = Set(step.statement.writtenColumns.map { $0.lowercased() })
    noteGeneratedKey(step, written)
    noteConflictTarget(step)
    noteMissingColumn(step, written)
    noteEarlierWrites(step)
    if step.statement.rowCount > 1 {
      note(
        .writesManyRows, "The statement writes \(step.statement.rowCount) rows at once",
        at: step.place)
      if step.repeatsKey(columns) == true {
        note(
          .batchRepeatsKey, "Two rows of the statement have the same \(keyName)", at: step.place)
      }
    }
  }

  private mutating func noteGeneratedKey(_ step: StatementTrail.Step, _ written: Set<String>) {
    guard facts.shows(.keyIsIdentity), let column = columns.first, !written.isEmpty else { return }
    if written.contains(column.lowercased()) {
      note(.keyIsGivenByWrite, "The INSERT itself gives `\(column)`", at: step.place)
    } else if violation.values.first.map({ Int($0) != nil }) ?? true {
      note(
        .keyIsGenerated,
        "The INSERT does not list `\(column)`, so the database generated the key that is taken",
        at: step.place)
    }
  }

  private mutating func noteConflictTarget(_ step: StatementTrail.Step) {
    let target = step.statement.conflictColumns
    guard !target.isEmpty, !key.isEmpty, Set(target.map { $0.lowercased() }) != key else { return }
    note(
      .conflictTargetDiffers,
      "The statement's conflict target is `\(target.joined(separator: ", "))`, the violated key "
        + "is \(keyName)", at: step.place)
  }

  private mutating func noteMissingColumn(_ step: StatementTrail.Step, _ written: Set<String>) {
    guard violation.kind == .notNull, let column = columns.first, !written.isEmpty else { return }
    if written.contains(column.lowercased()) {
      note(
        .columnIsSetToNull, "The statement sets `\(column)`, and to NULL", at: step.place)
    } else {
      note(.columnIsLeftOut, "The statement leaves `\(column)` out", at: step.place)
    }
  }

  private mutating func noteEarlierWrites(_ failing: StatementTrail.Step) {
    guard Set.keys.contains(violation.kind) else { return }
    let table = failing.statement.table?.lowercased()
    let earlier = trail.before.filter { $0.statement.table?.lowercased() == table }
    for step in earlier where step.statement.verb == .insert {
      if step.writesSameKey(as: failing, columns) == true {
        note(.wroteKeyBefore, "This request had written the same key already", at: step.place)
      } else if step.writesSameKey(as: failing, columns) == nil {
        note(
          .wroteTableBefore, "This request had inserted into the same table already",
          at: step.place)
      }
    }
    if let step = earlier.last(where: { $0.statement.verb == .update && $0.rows == 0 }) {
      note(.updateFoundNothing, "An UPDATE had changed no row before", at: step.place)
    }
  }

  // MARK: UPDATE

  private mutating func noteUpdate(_ step: StatementTrail.Step) {
    note(.writeIsUpdate, failingFact(step))
    let computed = Set(step.statement.computedColumns.map { $0.lowercased() })
    if Set.collisions.contains(violation.kind) {
      noteMovedKey(step, computed)
    } else if violation.kind == .check, !computed.isEmpty {
      let isKnown = key.isEmpty || !computed.isDisjoint(with: key)
      if isKnown {
        note(
          .computesColumn,
          "`\(step.statement.computedColumns.joined(separator: ", "))` is computed in the "
            + "statement, which has no condition on what is left", at: step.place)
      }
    }
    if violation.kind == .notNull, let column = columns.first {
      note(.columnIsSetToNull, "The statement sets `\(column)`, and to NULL", at: step.place)
    }
    if violation.kind == .check, computed.isEmpty, let read = earlierRead(of: step) {
      note(
        .readsThenSaves,
        "This request read the row and then stored a value that it had computed by itself",
        at: read.place)
    }
  }

  private mutating func noteMovedKey(_ step: StatementTrail.Step, _ computed: Set<String>) {
    let key = key
    if !computed.isDisjoint(with: key) {
      note(
        .writeShiftsKey,
        "The statement computes the key of each row from its present one, so that it passes over "
          + "values that others still hold", at: step.place)
    }
    let written = Set(step.statement.writtenColumns.map { $0.lowercased() })
    let changed = written.intersection(key)
    if key.count > 1, !changed.isEmpty, changed.count < key.count {
      note(
        .writeChangesPartOfKey,
        "The statement changes `\(changed.sorted().joined(separator: ", "))` only, a part of the "
          + "key", at: step.place)
    }
    let others = trail.before.filter {
      $0.statement.verb == .update && $0.statement.table == step.statement.table
        && $0.statement.writtenColumns == step.statement.writtenColumns
    }
    if !others.isEmpty, !changed.isEmpty, let first = others.first {
      note(
        .movesKeysBetweenRows,
        "The same request had changed `\(changed.sorted().joined(separator: ", "))` of "
          + (others.count == 1 ? "another row" : "\(others.count) other rows") + " before",
        at: first.place)
    }
  }

  /// A read of the row that the failing UPDATE writes.
  private func earlierRead(of step: StatementTrail.Step) -> StatementTrail.Step? {
    let columns = Set(step.statement.equalColumns)
    guard !columns.isEmpty else { return nil }
    return trail.before.last {
      $0.statement.verb == .select && $0.statement.table == step.statement.table
        && !$0.statement.locks && !$0.statement.isExistenceCheck
    }
  }

  // MARK: Reads and parents

  private mutating func noteRead(_ step: StatementTrail.Step) {
    guard violation.kind == .multipleObjectsReturned else { return }
    if step.statement.predicates.contains(where: { $0.foldsCase && $0.otherTable == nil }) {
      note(
        .lookFolds, "The look-up ignores case, and found rows that differ in it", at: step.place)
    }
    if step.statement.predicates.contains(where: { $0.otherTable != nil }) {
      note(
        .queryJoins, "The look-up compares columns of a table that it joins", at: step.place)
    }
  }

  private mutating func noteParents() {
    guard violation.kind == .foreignKey else { return }
    guard let side = violation.side else {
      return note(.sideIsUnknown, "The message does not say which side was written", at: "message")
    }
    guard side == .child else {
      return note(
        .childrenPointToRow, "The database refused because children still point to the row",
        at: "message")
    }
    let parents = parentTables
    let ofParents = trail.before.filter {
      parents.contains($0.statement.table?.lowercased() ?? "")
    }
    if let read = ofParents.last(where: {
      $0.statement.verb == .select && $0.rows != 0
        && $0.statement.predicates.contains {
          $0.comparison == .equal || $0.comparison == .inList
        }
    }) {
      note(
        .readsParent,
        "This request read `\(read.statement.table ?? "the parent")` before it wrote "
          + "the child", at: read.place)
    } else if trail.isComplete {
      note(
        .parentWasNotRead,
        "The request's statements are recorded, and none of them reads the parent",
        at: trail.failing?.place)
    }
    if let deletion = ofParents.last(where: { $0.statement.verb == .delete }) {
      note(.deletesParent, "The same request deletes the parent", at: deletion.place)
    }
  }

  private var parentTables: Set<String> {
    if let referenced = violation.referencedTable { return [referenced.lowercased()] }
    let key = key
    let declared = source.relation?.columns.filter { key.contains($0.column.lowercased()) }
      .compactMap(\.referencedTable)
    return Set((declared ?? []).map { $0.lowercased() })
  }
}

extension StatementTrail.Step {
  /// The plain texts of the values that the statement gives to these columns; `nil` when one of
  /// them is not known.
  private func values(of columns: [String]) -> [String]? {
    let written = statement.writtenColumns.map { $0.lowercased() }
    var values: [String] = []
    for column in columns {
      guard let index = written.firstIndex(of: column.lowercased()),
        statement.writtenParameters.indices.contains(index),
        let parameter = statement.writtenParameters[index], parameters.indices.contains(parameter),
        let value = parameters[parameter]
      else { return nil }
      values.append(value)
    }
    return values.isEmpty ? nil : values
  }

  /// Whether both statements write one key; `nil` when the values of one are not known.
  func writesSameKey(as other: StatementTrail.Step, _ columns: [String]) -> Bool? {
    guard let own = values(of: columns), let others = other.values(of: columns) else { return nil }
    return own == others
  }
}
