import DatabaseErrors
import Frameworks
import SourceCode

extension Evidence {
  /// What source shows of the way to the write, beside its look-ups.
  mutating func noteSource() {
    noteHelper()
    noteValidators()
    noteOrigins()
    noteSights()
    noteUses()
    // Beside the sign of moved keys that `noteSights` has for it, and that other causes ask for.
    if let place = source.sights[.removalIsSentLast] {
      note(
        .removalIsSentLast, "The unit of work inserts the new rows before it removes the old ones",
        at: place.description)
    }
    if facts.shows(.foldsOnOneSide), let field = values.sentDifferently {
      note(
        .looksForOtherForm,
        "The value was looked for as `\(field.name)` brought it, which differs in "
          + field.relation.words, at: field.place)
    }
    if violation.kind == .primaryKey, source.writtenColumns.contains("pk"),
      let place = source.write?.description
    {
      note(.keyIsGivenByWrite, "The code gives the row's key itself", at: place)
    }
    if source.operation == .save, trail.failing?.statement.verb == .update {
      noteChangedCondition()
      noteChangedPart()
    }
    if source.operation == .update, Set.keys.contains(violation.kind) {
      note(
        .writeIsUpdate, "The source updates a row", at: source.write?.description ?? culpritPlace)
      noteChangedCondition()
      if let place = source.sights[.writesMany], !facts.shows(.writeChangesPartOfKey) {
        note(
          .movesKeysBetweenRows, "The rows are updated one after the other", at: place.description)
      }
    }
  }

  /// A row that is saved whole after the code has given it a part of the key.
  private mutating func noteChangedPart() {
    guard source.validators.isEmpty, let write = source.write else { return }
    let changed = Set(source.writtenColumns.map { $0.lowercased() }).intersection(key)
    guard key.count > 1, !changed.isEmpty, changed.count < key.count else { return }
    note(
      .writeChangesPartOfKey,
      "The source changes `\(changed.sorted().joined(separator: ", "))` only, a part of the key",
      at: write.description)
  }

  /// A write of what the condition of the key asks and of no column of the key itself.
  private mutating func noteChangedCondition() {
    guard let write = source.write, let key = violatedConstraint, key.isConditional else { return }
    let columns = Set(key.columns.map { $0.lowercased() })
    let written = Set(source.writtenColumns.map { $0.lowercased() })
    guard !written.isEmpty, !columns.isEmpty, columns.isDisjoint(with: written) else { return }
    note(
      .writeChangesCondition,
      "The source changes no column of the key, so it changes whether the key holds the row",
      at: write.description)
  }

  // MARK: Helpers and validators

  private mutating func noteHelper() {
    let place = source.upsert?.place?.description ?? culpritPlace
    if let upsert = source.upsert {
      note(.writesThroughHelper, "The write goes through `\(upsert.helper)`", at: place)
      let looks = Set(upsert.lookupColumns.map { $0.lowercased() })
      if upsert.readsAgain {
        note(
          .helperReadsAgain,
          "`\(upsert.helper)` reads again after a violation, so a lost race does not get out of it",
          at: place)
      }
      if !looks.isEmpty, !key.isEmpty {
        let names = upsert.lookupColumns.joined(separator: ", ")
        if looks == key {
          note(
            .helperLooksByKey, "`\(upsert.helper)` looks for exactly the violated key", at: place)
        } else {
          note(
            .helperLooksByOtherColumns,
            "`\(upsert.helper)` looks by `\(names)`, the violated key is \(keyName)", at: place)
        }
      }
    } else if source.operation == .upsert {
      note(
        .writesThroughHelper, "The write goes through a helper that looks up, then creates",
        at: culpritPlace)
    }
    if source.operation == .upsert, let failing = trail.failingIndex,
      let again = trail.steps[(failing + 1)...].first(where: {
        $0.statement.verb == .select && $0.statement.table?.lowercased() == table?.lowercased()
      })
    {
      note(
        .helperFoundNothingAgain,
        "After the refusal the helper looked again and found nothing; unless the transaction keeps "
          + "an old snapshot, it would have seen the other request's row", at: again.place)
    }
  }

  private mutating func noteValidators() {
    let key = Set(columns)
    let silent = source.validators.filter {
      !$0.isUnseen && key.isDisjoint(with: $0.uniqueColumns)
    }
    // Beside a look-up that was not understood it says nothing.
    for validator in silent.isEmpty || mayLookUnread ? [] : silent {
      note(
        .validatorMissesKey,
        "`\(validator.name)` validates this input and does not look whether it is taken",
        at: validator.place?.description ?? "source")
    }
    for check in source.siblingChecks {
      note(
        .siblingPathLooks,
        "Another path looks for `\(check.columns.joined(separator: ", "))` before it writes",
        at: check.place.description)
    }
  }

  // MARK: Where the value came from

  private mutating func noteOrigins() {
    let key = key
    for origin in source.origins where key.contains(origin.column.lowercased()) {
      let place = origin.place.description
      switch origin.kind {
      case .client:
        note(.valueIsSent, "`\(origin.column)` comes from the request", at: place)
      case .external:
        note(.valueIsNotSent, "`\(origin.column)` comes from another service", at: place)
      case .caller:
        note(.valueIsGiven, "`\(origin.column)` is written as the caller gives it", at: place)
      case .generator:
        note(.valueIsGenerated, "`\(origin.column)` comes from a generator", at: place)
      case .computedFromRows:
        note(
          .computesKeyFromRows, "`\(origin.column)` is computed from the rows that are there",
          at: place)
      case .madeBefore:
        note(
          .keyHoldsNewRow,
          "`\(origin.column)` is a row that this path has just made; nobody else can have used it",
          at: place)
      case .copied: note(.copiesRow, "`\(origin.column)` is taken from another row", at: place)
      case .constant: break
      case .null: note(.valueMayBeNull, "`\(origin.column)` may be nothing here", at: place)
      }
    }
  }

  // MARK: What else stands there

  private mutating func noteSights() {
    for (sight, place) in source.sights {
      guard let (sign, sentence) = sight.meaning, sight != .copiesRow || !givesKeyAnew else {
        continue
      }
      note(sign, sentence, at: place.description)
    }
    let (before, look) = (
      source.sights[.foldsBeforeWrite], source.sights[.foldsBeforeLook]
    )
    if let place = before ?? look, before == nil || look == nil,
      source.checks.contains(where: { !$0.foldsCase && asksForKey($0) })
    {
      note(
        .foldsOnOneSide,
        before == nil
          ? "The value is brought to one form for the look-up, and written as it came"
          : "The value is brought to one form for the write, and looked up as it came",
        at: place.description)
    }
  }

  /// Whether a look-up asks for a column of the key, as far as the columns are known.
  private func asksForKey(_ check: SourceFacts.Check) -> Bool {
    let columns = Set(check.columns.map { $0.lowercased() })
    return key.isEmpty || columns.isEmpty
      || sourceRelation(columns, key) != .other
        && !columns.isSubset(of: ["id", "pk"])
  }

  /// Whether the code gives every column of the key a value that is no copy.
  private var givesKeyAnew: Bool {
    let given = source.origins.filter { $0.kind != .copied }.map { $0.column.lowercased() }
    return !key.isEmpty && key.isSubset(of: given)
  }

  private mutating func noteUses() {
    for write in source.otherWrites
    where [.create, .save, .upsert, .bulkInsert].contains(write.operation) {
      note(
        .pathWritesTwice,
        write.isInCallback
          ? "A callback of this path writes a row of the same table"
          : "The same path writes another row of this table", at: write.place.description)
    }
    noteReplacement()
    noteRemovedChildren()
    guard violation.kind == .foreignKey, violation.side != .parent else { return }
    for read in source.parentReads
    where !read.locks && isParent(read.table) && !mayBeAboutAnother {
      note(
        .readsParent, "The parent is looked up before the child is written",
        at: read.place.description)
    }
    for deletion in source.deletes where isParent(deletion.table) {
      note(.deletesParent, "The same path deletes the parent", at: deletion.place.description)
    }
  }

  /// Rows of the written table that the path removes first.
  private mutating func noteReplacement() {
    let written = table?.lowercased() ?? source.relation?.table.lowercased()
    for deletion in source.deletes where deletion.table?.lowercased() == written {
      guard written != nil, Set.keys.contains(violation.kind) else { continue }
      if deletion.columns.isEmpty {
        note(
          .emptiesTable, "The same path removes all rows before", at: deletion.place.description)
      } else {
        note(
          .replacesRows, "The same path removes the rows of before and writes them anew",
          at: deletion.place.description)
      }
    }
  }

  /// What the path, or the framework for it, removes of the children before their parent: a child
  /// that is there all the same came in between.
  private mutating func noteRemovedChildren() {
    guard facts.shows(.childrenPointToRow), let children = table?.lowercased() else { return }
    for deletion in source.deletes where deletion.table?.lowercased() == children {
      guard deletion.columns.isEmpty || deletion.columns.contains(where: columns.contains) else {
        continue
      }
      note(
        .removesChildrenFirst, "The same path removes the children before",
        at: deletion.place.description)
    }
    let rule = source.relation?.constraints.first { rule in
      rule.kind == .foreignKey && Set(rule.columns.map { $0.lowercased() }) == key
        && rule.onDelete.map(Self.followUps.contains) == true
    }
    if facts.shows(.inDeletion), let rule {
      note(
        .removesChildrenFirst,
        "The framework sees to the children of a row that it deletes: \(keyName) is declared so",
        at: rule.place.description)
    }
  }

  private static let followUps: Set = ["cascade", "set null", "set default"]

  /// Whether the refused reference may be another one, that the client gives and nobody looked for:
  /// SQLite does not say which one it is.
  private var mayBeAboutAnother: Bool {
    guard violation.referencedTable == nil, violation.columns.isEmpty else { return false }
    let seen = Set(source.parentReads.compactMap { $0.table?.lowercased() })
    let sent = Set(
      source.origins.filter { $0.kind == .client || $0.kind == .external }.map {
        $0.column.lowercased()
      })
    return source.relation?.columns.contains { column in
      guard let parent = column.referencedTable?.lowercased() else { return false }
      return !seen.contains(parent) && sent.contains(column.column.lowercased())
    } == true
  }

  private func isParent(_ table: String?) -> Bool {
    guard let parent = violation.referencedTable?.lowercased() else { return table != nil }
    return table?.lowercased() == parent
  }
}

extension SourceFacts.Sight {
  /// What it tells a cause, as far as it tells something by itself.
  fileprivate var meaning: (Sign, String)? {
    switch self {
    case .writesMany: (.writesManyRows, "The write stands in a loop or takes a list of rows")
    case .slowStepBeforeWrite:
      (.slowStepBeforeWrite, "Between the look-up and the write the code waits for something")
    case .enqueuesBeforeCommit:
      (.enqueuesBeforeCommit, "A job is handed over before its transaction commits")
    case .enqueuesOnCommit:
      (.enqueuesOnCommit, "The job is handed over only when its transaction has committed")
    case .readsThenSaves:
      (.readsThenSaves, "The row is read, changed in memory and saved, without a lock")
    case .comparesBeforeWrite:
      (.looksAtValue, "What was read of the row is compared before it is written")
    case .leavesOutKnownRows:
      (.leavesOutKnownRows, "Rows whose keys are stored already are left out")
    case .copiesRow: (.copiesRow, "The row is a copy of another one")
    case .readsOriginalByKey:
      (.lookFoundRow, "The look-up by the key has read the row that is copied")
    case .hidesRows: (.relationHidesRows, "Ordinary look-ups of this table leave rows out")
    case .movesKeysOneByOne:
      (.movesKeysBetweenRows, "The values of the key are moved between rows one by one")
    case .removalIsSentLast:
      (
        .movesKeysBetweenRows,
        "The rows that are removed here give their keys free only behind the new ones"
      )
    case .looksInOtherDatabase:
      (.looksInOtherDatabase, "The look-up asks another database than is written to")
    case .looksInStaleRows:
      (.lookIsStale, "The look-up goes to a cache, a replica, or rows that were loaded before")
    case .catchesWithoutSavepoint:
      (.catchesWithoutSavepoint, "A violation is caught here, and the transaction goes on")
    case .expectsViolation: (.violationIsExpected, "The violation is caught and answered")
    case .bypassesValidation: (.bypassesValidation, "Validation is left out on this path")
    case .createsWhenAbsent:
      (.createsWhenAbsent, "The same function makes the row when it finds none")
    case .multipliesRows: (.queryJoins, "The query joins rows that it may have several of")
    case .setsKeyExplicitly: (.keyIsGivenByWrite, "The code gives the row's key itself")
    case .foldsAfterLook:
      (
        .foldsOnOneSide,
        "The value is brought to one form for the write, and looked up as it came"
      )
    case .inTransaction, .locksBeforeLook, .foldsBeforeWrite, .foldsBeforeLook: nil
    }
  }
}
