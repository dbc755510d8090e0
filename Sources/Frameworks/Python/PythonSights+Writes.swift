import DatabaseErrors
import EventSchema
import SourceCode

/// What is beside the write that failed.
extension PythonSights {
  mutating func seeWrite(_ write: PythonReading.PathUse) {
    let (use, site) = (write.use, write.site)
    if use.bypassesValidation { see(.bypassesValidation, place(use.span, site)) }
    let keyOfRow = use.relation?.keyColumns ?? ["id"]
    for value in use.values {
      let isKey = key.isEmpty || key.contains(value.column)
      if isKey, let handed = value.handed, let giver = value.giver,
        folds(handed, giver, before: handed.span.start)
      {
        see(.foldsBeforeWrite, place(handed.span, giver))
      }
      guard let expression = value.expression else { continue }
      if keyOfRow.count == 1, keyOfRow.contains(value.column), expression.kind != .none,
        use.isInsertion
      {
        see(.setsKeyExplicitly, place(expression.span, site))
      }
      if isKey, folds(expression, site, before: use.span.start) {
        see(.foldsBeforeWrite, place(expression.span, site))
      }
    }
    seeFoldsOfModel(use)
    seeCopies(write)
    seeMoves(write)
    seeReadsThenSaves(write)
  }

  /// `self.email = self.email.lower()` in the model's own `save`, `clean` or validator.
  private mutating func seeFoldsOfModel(_ use: PythonRowUse) {
    guard let definition = use.relation?.definition, let type = definition.type else { return }
    for (_, method) in type.methods {
      let validates = method.decorators.contains { $0.chain.last?.name == "validates" }
      for (statement, _) in method.body.flattened {
        switch statement.kind {
        case .assign(let targets, let value):
          let column = targets.first?.dottedName.flatMap { name in
            name.hasPrefix("self.") ? use.relation?.column(of: name.lastName) : nil
          }
          guard let column, key.contains(column), value.foldsAnything else { continue }
          let file = definition.file
          see(.foldsBeforeWrite, file.place(statement.span, in: method.name))
        case .return(let value?) where validates && value.foldsAnything:
          let names = method.decorators.flatMap(\.calls).flatMap(\.positional).compactMap(
            \.stringValue)
          guard names.contains(where: { key.contains(use.relation?.column(of: $0) ?? $0) }) else {
            continue
          }
          see(.foldsBeforeWrite, definition.file.place(statement.span, in: method.name))
        default: continue
        }
      }
    }
  }

  /// A row that was read is stored once more as a new one.
  private mutating func seeCopies(_ write: PythonReading.PathUse) {
    let site = write.site
    for (statement, _) in site.scope.before(write.use.span) {
      if case .assign(let targets, let value) = statement.kind {
        for target in targets {
          guard case .attribute(let base, let name) = target.kind else { continue }
          let clearsKey = (name == "pk" || name == "id") && value.kind == .none
          let isNew = name == "adding" && value.kind == .true
          if clearsKey || isNew, base.dottedName?.split(separator: ".").first != "self" || isNew {
            see(.copiesRow, place(statement.span, site))
            seeLookOfOriginal(base, before: statement, site)
          }
        }
      }
      for call in statement.expressions.flatMap(\.calls)
      where ["make_transient", "model_to_dict", "deepcopy"].contains(call.name ?? "")
        || call.dottedCallee == "copy.copy"
      {
        see(.copiesRow, place(call.span, site))
      }
    }
  }

  /// The look-up by the key that has read the row which is copied: it has found one.
  private mutating func seeLookOfOriginal(
    _ row: PythonExpression, before statement: PythonStatement, _ site: PythonSite
  ) {
    guard let name = row.dottedName?.split(separator: ".").first.map(String.init),
      let bound = given(name, at: site, before: statement.span.start)
    else { return }
    let look = uses.first { found in
      found.use.operation == .read && isOfKey(found.use) && bound.span.holds(found.use.span)
        && !key.isEmpty && Set(found.use.lookupColumns) == Set(key)
    }
    if let look { see(.readsOriginalByKey, place(look.use.span, look.site)) }
  }

  /// What a name was given in the function, or by the functions on the way to it.
  private func given(
    _ name: String, at site: PythonSite, before end: Int
  ) -> PythonExpression? {
    if let bound = site.bindings(before: end)[name] { return bound }
    guard let function = site.function,
      let step = path.steps.firstIndex(where: {
        $0.site.function == function && $0.site.file.source == site.file.source
      }),
      let caller = path.caller(of: step),
      let call = caller.site.statement?.calls.first(where: { $0.name == function.name }),
      let passed = function.argument(for: name, of: call, isMethod: site.type != nil)
    else { return nil }
    guard case .name(let outer) = passed.kind else { return passed }
    return given(outer, at: caller.site, before: call.span.start)
  }

  /// A collection that is emptied and filled anew: a unit of work inserts before it deletes.
  mutating func seeReplacedCollections() {
    guard libraries.writesAtCommit, let site = path.steps.last?.site else { return }
    var emptied: Set<String> = []
    for (statement, _) in site.scope.flattened {
      if let rows = statement.collectionGiven, makesRowsOfOwner(in: rows, site) {
        see(.removalIsSentLast, place(statement.span, site))
      }
      for call in statement.expressions.flatMap(\.calls) {
        guard case .attribute(let owner, let name) = call.callee.kind, let rows = owner.dottedName,
          rows.contains(".")
        else { continue }
        if name == "clear" { emptied.insert(rows) }
        if ["append", "add", "extend"].contains(name), emptied.contains(rows) {
          see(.movesKeysOneByOne, place(call.span, site))
        }
      }
    }
  }

  /// Whether rows of the table are made there that get a part of their key by being of the owner:
  /// who else has that key is one of the rows that they replace.
  private func makesRowsOfOwner(in span: CodeSpan, _ site: PythonSite) -> Bool {
    uses.contains { made in
      made.use.isInsertion && isOfKey(made.use) && made.site.file.source == site.file.source
        && span.holds(made.use.span)
        && key.contains { column in !made.use.values.contains { $0.column == column } }
    }
  }

  /// Values of the key are moved from row to row: a loop over rows, or two that change places.
  private mutating func seeMoves(_ write: PythonReading.PathUse) {
    let site = write.site
    let fields = key.compactMap { column in
      write.use.relation?.facts.columns.first { $0.column == column }?.field ?? column
    }
    let names = Set(fields + key)
    func isKey(_ target: PythonExpression) -> Bool {
      if case .attribute(_, let name) = target.kind { names.contains(name) } else { false }
    }
    if write.use.operation == .update,
      write.use.values.contains(where: { key.contains($0.column) && $0.isComputedInDatabase })
    {
      see(.movesKeysOneByOne, place(write.use.span, site))
    }
    let blocks = site.scope.blocks(around: write.use.span)
    // `for position, pk in enumerate(…): ….update(position=position)`
    let counted = write.use.operation == .update ? write.use.values : []
    for value in counted where key.contains(value.column) {
      guard let name = value.expression?.dottedName else { continue }
      for (outer, _) in blocks {
        guard case .for(let loop) = outer.kind, loop.target.mentionsName(name) else { continue }
        see(.movesKeysOneByOne, place(write.use.span, site))
      }
    }
    for (statement, _) in site.scope.before(write.use.span) {
      guard case .assign(let targets, let value) = statement.kind else { continue }
      let pairs = targets.first?.elements ?? []
      if pairs.count > 1, pairs.allSatisfy(isKey), value.elements.count == pairs.count {
        see(.movesKeysOneByOne, place(statement.span, site))
      }
      let isInLoop = blocks.contains { outer, _ in
        if case .for(let loop) = outer.kind {
          outer.span.holds(statement.span)
            && targets.contains { target in
              guard case .attribute(let base, _) = target.kind, let row = base.dottedName else {
                return false
              }
              // What all rows get alike moves them to another owner, not to other places.
              return isKey(target) && !loop.isOutside(value)
                && (loop.target.mentionsName(row) || loop.counts(by: value.dottedName))
            }
        } else {
          false
        }
      }
      if isInLoop, !write.use.isInsertion || write.use.changesFetchedRow || takesRow(write) {
        see(.movesKeysOneByOne, place(statement.span, site))
      }
    }
  }

  /// Whether the row that is saved was taken out of a collection: `berth = berths[pk]`.
  private func takesRow(_ write: PythonReading.PathUse) -> Bool {
    guard write.use.operation == .save, let statement = write.site.statement,
      let call = statement.calls.first(where: { $0.name == "save" }),
      case .attribute(let base, _) = call.callee.kind, let row = base.dottedName,
      case .subscripted? = write.site.bindings(before: statement.span.start)[row]?.kind
    else { return false }
    return true
  }

  /// `account.balance -= amount` of a row that was read without a lock.
  private mutating func seeReadsThenSaves(_ write: PythonReading.PathUse) {
    guard
      write.use.operation == .save || write.use.operation == .update
        || write.use.operation == .commit || write.use.changesFetchedRow
    else { return }
    let locks = uses.contains { $0.use.operation == .read && $0.use.locks && isOfKey($0.use) }
    guard !locks else { return }
    let site = write.site
    for (statement, _) in site.scope.before(write.end) {
      var changed: PythonExpression?
      switch statement.kind {
      case .augment(let target, _, let value) where !value.isComputedByDatabase: changed = target
      case .assign(let targets, let value):
        guard !value.isComputedByDatabase else { continue }
        changed = targets.first { target in
          guard let name = target.dottedName, case .attribute = target.kind else { return false }
          return value.mentionsDotted(name)
        }
      default: continue
      }
      guard let changed, case .attribute(let base, _) = changed.kind, base.dottedName != "self"
      else {
        continue
      }
      see(.readsThenSaves, place(statement.span, site))
    }
  }
}

extension PythonLoop {
  /// Whether a value is a name that the loop itself gives nothing.
  fileprivate func isOutside(_ value: PythonExpression) -> Bool {
    guard case .name(let name) = value.kind, !target.mentionsName(name) else { return false }
    return !body.flattened.contains { statement, _ in
      switch statement.kind {
      case .assign(let targets, _): targets.contains { $0.mentionsName(name) }
      case .augment(let target, _, _): target.kind == value.kind
      case .for(let inner): inner.target.mentionsName(name)
      default: false
      }
    }
  }

  /// Whether a name is the counter of `for position, pk in enumerate(keys)`.
  fileprivate func counts(by name: String?) -> Bool {
    guard let name, iterable.asCall?.dottedCallee == "enumerate" else { return false }
    return target.elements.first?.kind == .name(name)
  }
}

extension PythonStatement {
  /// The list in `hall.seats = [Seat(label) for label in labels]`.
  fileprivate var collectionGiven: CodeSpan? {
    guard case .assign(let targets, let value) = kind, targets.count == 1,
      case .attribute = targets[0].kind
    else { return nil }
    return switch value.kind {
    case .list, .comprehension: value.span
    default: value.asCall?.dottedCallee == "list" ? value.span : nil
    }
  }
}
