import DatabaseErrors
import Frameworks
import SourceCode

extension Evidence {
  /// What the failing statement and those before it show, beside the look-ups.
  mutating func noteStatements() {
    if let failing = trail.failing {
      switch failing.statement.verb {
      case .update: noteUpdate(failing)
      case .insert:
        noteInsert(failing)
        noteCopy(failing)
      case .select: noteRead(failing)
      default: break
      }
    }
    noteParents()
    noteTransaction()
    noteSourcesOfLooks()
  }

  private mutating func noteTransaction() {
    if let commit = trail.failingCommit {
      note(.atCommit, "The database checked this when the transaction committed", at: commit.place)
    }
    if let wait = trail.wait {
      note(
        .writeWaited,
        "The statement took \(Int((wait.seconds * 1_000).rounded())) ms, the others of this "
          + "request \(Int((wait.usualSeconds * 1_000).rounded(.up))): it waited for another "
          + "transaction", at: trail.failing?.place)
    }
    if let broken = trail.transaction.brokenBy, violation.kind == .transactionAborted {
      note(.earlierErrorIsKnown, "This statement had failed before", at: broken.place)
    }
  }

  /// Where the look-ups before the write got their answers from.
  private mutating func noteSourcesOfLooks() {
    if let look = trail.staleLookup(of: violation) {
      note(
        .lookIsStale, "The look-up was answered by a copy of the database or a cache",
        at: look.place)
    }
    if let look = trail.lookupOfOtherDatabase(of: violation) {
      note(
        .looksInOtherDatabase, "The look-up asked another database than was written to",
        at: look.place)
    }
    for read in trail.computingReads(of: violation) where read.way != .count {
      note(
        .computesKeyFromRows,
        read.way == .sharedPrefix
          ? "This request looked for values that begin alike, to find a free one"
          : "This request asked for the last value that is there, to make the next one",
        at: read.step.place)
    }
  }

  private mutating func noteCopy(_ step: StatementTrail.Step) {
    let copied = step.statement.copiedColumns.filter { key.contains($0.lowercased()) }
    guard !copied.isEmpty else { return }
    let names = copied.map { "`\($0)`" }.joined(separator: ", ")
    note(.copiesRow, "The statement takes \(names) from another row of its table", at: step.place)
  }

  private func failingFact(_ step: StatementTrail.Step) -> Fact {
    let table = step.statement.table.map { " on `\($0)`" } ?? ""
    let verb = step.statement.verb.rawValue.uppercased()
    let article = verb.first.map { "AEIOU".contains($0) } == true ? "an" : "a"
    return Fact("The statement that failed is \(article) \(verb)\(table)", at: step.place)
  }

  /// The failing statement in words, where it is known.
  var failingFacts: [Fact] { trail.failing.map { [failingFact($0)] } ?? [] }

  // MARK: INSERT

  private mutating func noteInsert(_ step: StatementTrail.Step) {
    let written = Set(step.statement.writtenColumns.map { $0.lowercased() })
    noteGeneratedKey(step, written)
    noteConflictTarget(step)
    noteMissingColumn(step, written)
    noteEarlierWrites()
    let count = max(step.statement.rowCount, step.furtherParameters.count + 1)
    if count == 1, trail.isComplete, trail.earlierInserts(of: violation).isEmpty {
      note(
        .wroteNothingBefore, "It was the run's first INSERT into the table, and of one row",
        at: step.place)
    }
    if count > 1 {
      note(.writesManyRows, "The statement writes \(count) rows at once", at: step.place)
      switch step.repeatsKey(columns) {
      case true:
        note(
          .batchRepeatsKey, "Two rows of the statement have the same \(keyName)", at: step.place)
      case false:
        note(.batchHasDistinctKeys, "The rows of the statement have different keys", at: step.place)
      default: break
      }
    }
  }

  private mutating func noteGeneratedKey(_ step: StatementTrail.Step, _ written: Set<String>) {
    guard facts.shows(.keyIsIdentity), let column = columns.first, !written.isEmpty else { return }
    if let draw = trail.sequenceDraw {
      note(
        .keyIsGenerated, "The key was drawn from the table's sequence before", at: draw.place)
    } else if written.contains(column.lowercased()) {
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
      if source.insertsAreWhole {
        note(
          .codeLacksColumn,
          "The framework lists every column that the code knows, and `\(column)` is not among them",
          at: step.place)
      }
    }
  }

  private mutating func noteEarlierWrites() {
    guard Set.keys.contains(violation.kind) else { return }
    for insert in trail.earlierInserts(of: violation) {
      switch insert.hasSameKey {
      case true:
        note(
          .wroteKeyBefore, "This request had written the same key already", at: insert.step.place)
      case nil:
        note(
          .wroteTableBefore, "This request had inserted into the same table already",
          at: insert.step.place)
      default: break
      }
    }
    if facts.shows(.wroteTableBefore), let owner = trail.newOwner(ofKeyOf: violation) {
      note(
        .ownerOfKeyIsNew, "This request made the row that the key points to, and one alone",
        at: owner.place)
    }
    for step in trail.updatesWithoutRows(of: violation) {
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
      if step.statement.writtenColumns.count == 1, column.splitAtWords.last == "id" {
        note(
          .writeClearsReference,
          "The statement does nothing but empty the reference `\(column)`, as an ORM does when the "
            + "parent is deleted", at: step.place)
      }
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
      let owner = step.statement.predicates.first { predicate in
        predicate.comparison == .equal && changed.contains(predicate.column.lowercased())
      }
      if let owner {
        note(
          .writeMovesRowsOfOwner,
          "The statement gives the rows with one `\(owner.column)` another one", at: step.place)
      }
    }
    if changed.isEmpty, !key.isEmpty, !written.isEmpty {
      note(
        .writeChangesCondition,
        "The statement changes no column of the key, so it changes whether the key holds the row",
        at: step.place)
    }
    let updates = trail.before.filter {
      $0.statement.verb == .update && $0.statement.table == step.statement.table
        && $0.statement.writtenColumns == step.statement.writtenColumns
    }
    if !step.furtherParameters.isEmpty, !changed.isEmpty || key.isEmpty {
      note(
        .movesKeysBetweenRows,
        "The statement is run for \(step.furtherParameters.count + 1) rows, one after the other",
        at: step.place)
    }
    if !trail.isComplete, updates.isEmpty {
      note(
        .onlyStatementIsKnown, "What was done before is not known", at: step.place)
    }
    if let first = updates.first, !changed.isEmpty || key.isEmpty {
      note(
        .movesKeysBetweenRows,
        "The same request had changed the same column of "
          + (updates.count == 1 ? "another row" : "\(updates.count) other rows") + " before",
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
    } else if step.statement.joinedTables.isEmpty {
      note(
        .looksAtOneTable,
        "One row was expected of `\(step.statement.table ?? "?")` by \(keyName)", at: step.place)
    }
  }

  private mutating func noteParents() {
    guard violation.kind == .foreignKey else { return }
    guard let side = violation.side ?? sideOfOperation else {
      return note(.sideIsUnknown, "The message does not say which side was written", at: "message")
    }
    guard side == .child else {
      note(
        .childrenPointToRow, "The database refused because children still point to the row",
        at: "message")
      if let deletion = trail.earlierDeletes(of: violation).last {
        note(
          .removesChildrenFirst, "The same request had removed the children before",
          at: deletion.place)
      }
      return
    }
    let reads = trail.parentSteps(of: violation, .select) + readsOfDeclaredParents
    if let read = reads.last(where: { step in
      step.rows != 0
        && step.statement.predicates.contains {
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
    if let deletion = trail.parentSteps(of: violation, .delete).last {
      note(.deletesParent, "The same request deletes the parent", at: deletion.place)
    }
  }

  /// Creating a row can only miss its parent, removing one can only leave children.
  private var sideOfOperation: ConstraintViolation.Side? {
    switch source.operation {
    case .create, .bulkInsert: .child
    case .delete: .parent
    default: nil
    }
  }

  /// Where the message does not name the parent, the declaration of the column may.
  private var readsOfDeclaredParents: [StatementTrail.Step] {
    guard violation.referencedTable == nil, let relation else { return [] }
    let key = key
    let parents = Set(
      relation.columns.filter { key.contains($0.column.lowercased()) }
        .compactMap { $0.referencedTable?.lowercased() })
    guard !parents.isEmpty else { return [] }
    return trail.before.filter {
      $0.statement.verb == .select && parents.contains($0.statement.table?.lowercased() ?? "")
    }
  }
}
