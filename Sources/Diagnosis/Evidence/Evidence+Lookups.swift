import DatabaseErrors
import Frameworks
import SourceCode

extension Evidence {
  func collectLookups() -> [Lookup] {
    let key = key
    let found =
      trail.lookups(of: violation).map { lookup(from: $0, key: key) }
      + source.checks.filter {
        $0.table == nil || table == nil || $0.table?.lowercased() == table?.lowercased()
      }
      .map { lookup(from: $0, key: key) } + source.validators.compactMap { lookup(from: $0, key) }
    guard let condition = violatedConstraint?.condition?.lowercased() else { return found }
    return found.map { $0.asked(withinRowsWhere: condition, key) }
  }

  /// A form or serializer that looks for the key by itself.
  private func lookup(from validator: SourceFacts.Validator, _ key: Set<String>) -> Lookup? {
    let keys = validator.uniqueKeys.map { Set($0.map { $0.lowercased() }) }
    guard !key.isEmpty,
      let unique = keys.first(where: { $0 == key }) ?? keys.first(where: key.isSubset)
    else { return nil }
    return Lookup(
      columns: unique, otherConditions: [], relation: relation(unique, key), foldsCase: false,
      found: nil,
      isFromStatement: false, guardsWrite: true,
      fact: Fact(
        "`\(validator.name)` looks whether the value is taken",
        at: validator.place?.description ?? "source"))
  }

  private func lookup(from step: StatementTrail.Step, key: Set<String>) -> Lookup {
    let statement = step.statement
    let compared = Set(statement.equalColumns)
    // "Another row than this one" leaves out nothing that could be in the way.
    let ownRow =
      trail.failing?.statement.verb == .update ? trail.failing?.statement.equalColumns : []
    let others = statement.predicates.compactMap { predicate -> String? in
      switch predicate.comparison {
      case .isNull: "\(predicate.column) IS NULL"
      case .isNotNull: "\(predicate.column) IS NOT NULL"
      case .other:
        ownRow?.contains(predicate.column.lowercased()) == true ? nil : predicate.column
      case .equal, .inList, .like: nil
      }
    }
    // With an OR the look-up is wider than each of its parts.
    let isWider = statement.hasDisjunction && !key.isEmpty && compared.isSuperset(of: key)
    return Lookup(
      columns: isWider ? key : compared, otherConditions: others,
      relation: isWider ? .equal : relation(compared, key),
      foldsCase: statement.predicates.contains(where: \.foldsCase),
      found: step.rows.map { $0 > 0 }, isFromStatement: true,
      guardsWrite: statement.isExistenceCheck ? true : nil,
      fact: Fact(sentence(of: step, compared), at: step.place),
      secondsBeforeWrite: step.timestamp.flatMap { look in
        trail.failing?.timestamp.map { $0 - look }
      })
  }

  private func sentence(of step: StatementTrail.Step, _ compared: Set<String>) -> String {
    let act =
      switch step.statement.verb {
      case .update: "tried to update a row of"
      case .delete: "deleted rows of"
      default: "looked into"
      }
    let names = compared.sorted().joined(separator: ", ")
    var sentence = "The same request \(act) `\(step.statement.table ?? "?")`"
    sentence += names.isEmpty ? " before it wrote" : " by `\(names)` before it wrote"
    if let rows = step.rows { sentence += rows == 0 ? " and found nothing" : " and found a row" }
    return sentence
  }

  private func lookup(from check: SourceFacts.Check, key: Set<String>) -> Lookup {
    let compared = Set(check.columns.map { $0.lowercased() })
    let names = check.columns.joined(separator: ", ")
    let effect =
      check.guardsWrite ? "and does not write when a row is found" : "before the write"
    return Lookup(
      columns: compared,
      otherConditions: check.otherPredicates.filter {
        !$0.splitAtWords.allSatisfy(Self.wordsOfOwnRow.contains)
      },
      relation: sourceRelation(compared, key), foldsCase: check.foldsCase, found: nil,
      isFromStatement: false, guardsWrite: check.guardsWrite,
      fact: Fact(
        names.isEmpty
          ? "The source looks for a row \(effect)" : "The source looks for `\(names)` \(effect)",
        at: check.place.description))
  }

  /// What "another row than this one" is made of in source.
  private static let wordsOfOwnRow: Set = ["id", "pk", "not", "exclude", "self", "instance"]

  /// The source names fields; without the declaration they can only be matched where they agree.
  func sourceRelation(_ compared: Set<String>, _ key: Set<String>) -> Lookup.Relation {
    let declared = Set((self.relation?.columns ?? []).map { $0.column.lowercased() })
    if source.relation != nil || !compared.isEmpty && compared.isSubset(of: declared) {
      return relation(compared, key)
    }
    let columns = Set(
      compared.map { name -> String in
        // Django's word for the key, whatever its column is called.
        if name == "pk", violation.kind == .primaryKey, key.count == 1 { return key.first ?? name }
        return key.contains(name + "_id") ? name + "_id" : name
      })
    if columns == key { return .equal }
    return columns.isSuperset(of: key) && !key.isEmpty ? .more : .unknown
  }

  private func relation(_ compared: Set<String>, _ key: Set<String>) -> Lookup.Relation {
    if key.isEmpty { return .unknown }
    if compared == key { return .equal }
    if compared.isDisjoint(with: key) { return .other }
    if compared.isSubset(of: key) { return .part }
    return compared.isSuperset(of: key) ? .more : .overlapping
  }

  /// Look-ups that ask exactly for the violated key and may have found nothing. Where all
  /// statements of the request are known, a check that stands in the source alone was not run.
  var keyLookups: [Lookup] {
    lookups.filter {
      $0.relation == .equal && $0.found != true && ($0.isFromStatement || !trail.isComplete)
    }
  }

  /// What the look-ups before the write show.
  mutating func noteLookups() {
    let key = key
    guard !key.isEmpty || violation.kind == .exclusion else {
      if Set.keys.contains(violation.kind), let fact = nobodyLookedAtTable {
        note(.nobodyLooked, fact)
      }
      return
    }
    noteKeyLookups()
    for look in lookups where decides(look) {
      if look.relation == .equal, look.found == true { note(.lookFoundRow, look.fact) }
      if look.hidesDeleted(key) {
        note(.lookHidesDeletedRows, look.fact)
        note(
          .lookHidesDeletedRows,
          "That look-up leaves out rows that are marked as deleted; the key \(keyName) does not",
          at: look.fact.place)
        continue
      }
      if look.isScoped(key) {
        note(.looksWithinScope, look.fact)
        continue
      }
      switch look.relation {
      case .more: note(.looksForMoreThanKey, look.fact)
      case .equal where !look.otherConditions.isEmpty: note(.looksForMoreThanKey, look.fact)
      case .part where look.found == false: note(.looksForKey, look.fact)
      case .part: note(.looksForPartOfKey, look.fact)
      case .overlapping, .other:
        note(.looksForOtherColumns, look.fact)
        if look.guardsWrite == true, !look.isFromStatement, !isOfOtherKey(look) {
          note(.guardAsksOtherColumns, look.fact)
        }
      case .equal, .unknown: break
      }
    }
    if facts.showsNone(of: Sign.looksAtKey), let fact = nobodyLooked { note(.nobodyLooked, fact) }
    noteFunction()
  }

  /// Whether a look-up tells of the write: it is a statement that ran, or by the source finding a
  /// row keeps the write from happening, or the row is made where it finds none.
  private func decides(_ look: Lookup) -> Bool {
    look.isFromStatement || look.guardsWrite == true
      || source.sights[.createsWhenAbsent].map { look.fact.place == $0.description } ?? false
  }

  /// Whether a look-up is a check of another declared key, or of the row itself.
  private func isOfOtherKey(_ look: Lookup) -> Bool {
    let identities: Set = ["id", "pk", "uuid", "_id"]
    if look.columns.isEmpty || !look.columns.isDisjoint(with: identities) { return true }
    return relation?.constraints.contains { constraint in
      (constraint.kind == .unique || constraint.kind == .primaryKey)
        && !constraint.columns.isEmpty
        && look.columns.isSuperset(of: constraint.columns.map { $0.lowercased() })
    } ?? false
  }

  private mutating func noteFunction() {
    // An excerpt of a report shows neither callers nor receivers nor models.
    guard hasSource, source.sawWholeFunction, let write = source.write, !trail.isComplete,
      // What a commit writes was made elsewhere, where nobody has read it.
      source.operation != .commit || culpritPlace?.hasSuffix(write.description) != true,
      keyLookups.isEmpty, facts.showsNone(of: Sign.looksAtKey), !facts.shows(.nobodyLooked),
      !mayLookUnread
    else { return }
    note(
      .functionDoesNotLook, "The function that writes does not look for \(keyName) before",
      at: write.description)
  }

  private mutating func noteKeyLookups() {
    let looks = keyLookups.filter { $0.otherConditions.isEmpty }
    let telling = looks.filter(decides)
    let ordered = telling.filter(\.isFromStatement) + telling.filter { !$0.isFromStatement }
    if facts.shows(.keyFolds) || declaredKeyFolds, !looks.isEmpty,
      looks.allSatisfy({ !$0.foldsCase })
    {
      for look in ordered {
        note(.lookComparesExactly, look.fact)
        note(
          .lookComparesExactly, "That look-up compares the value exactly as it came",
          at: look.fact.place)
      }
      return
    }
    for look in ordered {
      note(.looksForKey, look.fact)
      note(look.isFromStatement ? .statementLooksForKey : .sourceLooksForKey, look.fact)
    }
    if let window = windowMilliseconds, let look = looks.first {
      note(
        .looksForKey,
        "Between the look-up and the write another request had \(window) ms", at: look.fact.place)
    }
  }

  private var declaredKeyFolds: Bool {
    violatedConstraint.map { $0.ignoresCase == true || $0.expression.map(foldsValue) == true }
      ?? false
  }

  /// Where the key's columns are not known: whether no other row of the table was asked for at all.
  private var nobodyLookedAtTable: Fact? {
    guard trail.isComplete, let failing = trail.failing else { return nil }
    let ownRow = Set(failing.statement.equalColumns)
    guard lookups.allSatisfy({ $0.columns == ownRow && failing.statement.verb == .update }) else {
      return nil
    }
    return Fact(
      "The request's statements are recorded, and none of them looks for another row of "
        + "`\(table ?? "the table")` before the write", at: failing.place)
  }

  /// The gap between the last look at the key and the write, for a sentence.
  private var windowMilliseconds: Int? {
    keyLookups.compactMap(\.secondsBeforeWrite).filter { $0 >= 0 && $0 < 86_400 }.min()
      .map { Int(($0 * 1_000).rounded()) }
  }

  /// Whether nothing looked at the key, and that can be known: the statements of the request are
  /// all there, or the whole function and what it uses was read.
  private var nobodyLooked: Fact? {
    guard keyLookups.isEmpty else { return nil }
    if trail.isComplete {
      return Fact(
        "The request's statements are recorded, and none of them looks for \(keyName) before the "
          + "write", at: trail.failing?.place)
    }
    if source.sawWholeFunction && source.sawWholeSource && !mayLookUnread {
      return Fact(
        "No look-up of \(keyName) stands before the write, in its function or in the forms and "
          + "callers on this path", at: source.write?.description ?? culpritPlace)
    }
    return nil
  }
}

extension Sign {
  /// Those that say that the request asked for the key, one way or another.
  static let looksAtKey: [Sign] = [
    .looksForKey, .lookComparesExactly, .lookHidesDeletedRows, .looksWithinScope, .lookFoundRow,
  ]
}
