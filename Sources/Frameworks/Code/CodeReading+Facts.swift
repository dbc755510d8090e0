import DatabaseErrors
import EventSchema
import SourceCode

extension CodeReading {
  /// Everything that the source shows, in the words of `SourceFacts`.
  var facts: SourceFacts {
    var facts = SourceFacts()
    guard let site = sites.first else { return facts }
    // What an error is handed to is not what has failed.
    facts.sawWholeFunction = site.isWhole && (write != nil || !site.isGivenError)
    facts.sawWholeSource = failure.tree.isComplete
    facts.contexts = contexts
    facts.relation = relation
    guard let write, violation?.kind != .multipleObjectsReturned else {
      readFailedLook(site, into: &facts)
      return facts
    }
    facts.operation =
      write.query.operation == .upsert && write.query.hasConflictClause
      ? .upsert : write.query.operation
    facts.write = write.site.place(write.query.use.span)
    facts.writtenTable = table(of: write.query)
    facts.writtenColumns = columns(writtenValues.map(\.field), of: model)
    facts.upsert = upsert(of: write)
    let found = validators
    facts.validators = found.map(\.validator)
    facts.checks = callerChecks + checks + validationChecks + found.flatMap(\.checks)
    facts.handlers = handlers
    facts.origins = origins
    facts.otherWrites = otherWrites
    facts.parentReads = parentReads
    facts.deletes = deletes
    facts.siblingChecks = siblingChecks
    addSights(to: &facts)
    return facts
  }

  /// For a read that failed: the look-up on the culprit's line.
  private func readFailedLook(_ site: CodeSite, into facts: inout SourceFacts) {
    guard let line = site.line else { return }
    if violation?.kind == .multipleObjectsReturned {
      facts.sights[.createsWhenAbsent] = makingBelow(line, in: site)
    }
    guard
      let look = queries.first(where: { found in
        found.isOwn && found.query.isLook && found.query.use.span.contains(line: line)
      })
    else { return }
    facts.operation = .read
    facts.read = check(of: look, guards: false)
    if look.query.multiplies {
      facts.sights[.multipliesRows] = look.site.place(look.query.use.span)
    }
  }

  /// A row of what was looked for on the line that the function makes further down.
  private func makingBelow(_ line: Int, in site: CodeSite) -> SourceFacts.Place? {
    let asked = Set(
      site.walk.uses.filter { $0.span.contains(line: line) }
        .compactMap { $0.links.count > 1 ? $0.links.first?.name : nil })
    let made = queries.first { found in
      guard let operation = found.query.operation, operation == .create || operation == .save,
        found.isOwn, found.query.use.span.firstLine > line, let owner = found.query.use.links.first
      else { return false }
      return asked.contains(owner.name)
    }
    return made.map { site.place($0.query.use.span) }
  }

  private func upsert(of found: Found) -> SourceFacts.Upsert? {
    guard let upsert = found.query.upsert, !upsert.fields.isEmpty || found.query.hasConflictClause
    else { return nil }
    // What decides on a conflict without a target is the database's.
    guard !upsert.fields.isEmpty else { return nil }
    return SourceFacts.Upsert(
      place: found.site.place(found.query.use.span), helper: found.query.name,
      lookupColumns: columns(upsert.fields, of: model), readsAgain: upsert.readsAgain)
  }

  // MARK: Uses of rows

  /// Whether something in the culprit's function runs before the write.
  func isBeforeWrite(_ found: Found) -> Bool {
    guard let write else { return false }
    guard !excludes(found.anchor, write.anchor) else { return false }
    // What is asked for to be the function's answer: nothing follows it.
    let statement = found.anchor.statement
    if statement.kind == .result, found.anchor.enclosures.last?.isHead != true,
      write.anchor.span.start >= statement.span.end
    {
      return false
    }
    if found.anchor.span.start == write.anchor.span.start {
      // Both in one call: by their order there.
      return found.query.use.span.end <= write.query.use.span.start
    }
    return found.anchor.span.start < write.anchor.span.start
  }

  func isExcluded(_ one: Found, _ other: Found) -> Bool { excludes(one.anchor, other.anchor) }

  /// Whether two places are in branches of which only one is taken.
  func excludes(_ one: CodeUse, _ other: CodeUse) -> Bool {
    for (first, second) in zip(one.enclosures, other.enclosures) {
      guard let left = first.statement, let right = second.statement else { return false }
      if left.span != right.span {
        // Clauses of one choice are statements of their own.
        return first.block.kind == .clause && second.block.kind == .clause && !first.isHead
          && !second.isHead
      }
      if first.block.span == second.block.span {
        continue
      }
      let isAttempt = first.block.kind.isOfAttempt || second.block.kind.isOfAttempt
      return !isAttempt && !first.isHead && !second.isHead
    }
    return false
  }

  var otherWrites: [SourceFacts.Use] {
    guard let write, let wanted = writtenTable ?? table(of: write.query) else { return [] }
    return queries.compactMap { found in
      guard let operation = found.query.operation, operation != .delete,
        found.query.use.span != write.query.use.span,
        !vocabulary.flushes.contains(found.query.name),
        let table = table(of: found.query), isSame(table, wanted),
        !excludes(found.anchor, write.anchor), !isPair(found, write),
        mayBeSameRow(found, write)
      else { return nil }
      return use(found, table, operation)
    } + callbackWrites(wanted)
      + callerWrites(wanted).map { use($0, wanted, $0.query.operation ?? .create) }
  }

  /// A row that is made and then saved is one write, and so is an update of what was inserted.
  private func isPair(_ one: Found, _ other: Found) -> Bool {
    let rows = [one, other].compactMap { $0.query.row?.withoutSigil }
    let targets = [one, other].flatMap { $0.query.use.targets.map(\.withoutSigil) }
    return rows.contains { targets.contains($0) } || (rows.count == 2 && rows[0] == rows[1])
      || one.query.operation == .update || other.query.operation == .update
  }

  /// Whether nothing says that two statements of one shape are given different values.
  private func mayBeSameRow(_ one: Found, _ other: Found) -> Bool {
    guard one.isOwn, other.isOwn, one.query.name == other.query.name,
      let first = one.query.use.links.last?.arguments,
      let second = other.query.use.links.last?.arguments, first.count == second.count,
      !first.isEmpty
    else { return true }
    let file = one.site.file
    return zip(first, second).allSatisfy { file.text($0.value.span) == file.text($1.value.span) }
  }

  private func use(
    _ found: Found, _ table: String?, _ operation: SourceFacts.Operation, isInCallback: Bool = false
  ) -> SourceFacts.Use {
    SourceFacts.Use(
      place: found.site.place(found.query.use.span), table: table, operation: operation,
      columns: columns(found.query.fields, of: found.query.model), isInCallback: isInCallback,
      locks: found.query.locks)
  }

  var deletes: [SourceFacts.Use] {
    queries.filter { $0.query.operation == .delete && isBeforeWrite($0) }
      .map { use($0, table(of: $0.query), .delete) }
  }

  /// Look-ups of other relations than the written one, before the write.
  var parentReads: [SourceFacts.Use] {
    guard let wanted = writtenTable ?? write.flatMap({ table(of: $0.query) }) else { return [] }
    // Who calls a function in the source does not prove that it was called from there. A handler
    // that tells of the error does not lead to the write: what was tried may have taken any branch.
    let callers = sites.dropFirst().filter { site in
      calling(site)?.enclosures.contains { $0.block.kind == .handler } != true
    }
    let looks =
      queriesOnTheWay(from: callers).filter(\.query.isLook)
      + queries.filter { $0.query.isLook && isBeforeWrite($0) }
    return looks.compactMap { found in
      guard let table = table(of: found.query), !isSame(table, wanted),
        isParent(table, found.query.model)
      else { return nil }
      return use(found, table, .read)
    }
  }

  func isParent(_ table: String, _ model: String?) -> Bool {
    if let referenced = violation?.referencedTable { return isSame(referenced, table) }
    let key = Set(key.map(CodeNaming.bare))
    let names = [model, CodeNaming.singular(table)].compactMap { $0 }.map(CodeNaming.bare)
    let declared = declaration?.parents.contains { parent in
      let field = CodeNaming.bare(parent.field)
      return names.contains(CodeNaming.bare(parent.model))
        && (key.isEmpty || key.contains(field) || key.contains(field + "id"))
    }
    if declared == true { return true }
    // Of several parents the one that the violated column names.
    let fields = key.isEmpty ? writtenValues.map { CodeNaming.bare($0.field) } : Array(key)
    return names.contains { name in fields.contains { $0 == name || $0 == name + "id" } }
  }

  /// Writes of the table by functions of the model that run when it is saved.
  private func callbackWrites(_ wanted: String) -> [SourceFacts.Use] {
    let made = queries.filter { found in
      [.create, .save].contains(found.query.operation) && isBeforeWrite(found)
        && found.query.model != write?.query.model
    }.compactMap(\.query.model)
    let sites = callbackSites + Array(Set(made)).sorted().flatMap(callbacks)
    return sites.flatMap { site in
      queries(in: site).compactMap { found in
        guard let operation = found.query.operation, operation != .delete,
          let table = table(of: found.query), isSame(table, wanted)
        else { return nil }
        return use(found, table, operation, isInCallback: true)
      }
    }
  }

  /// The functions that run when the written model is saved: its own, those of the modules that it
  /// includes, and those of its observers.
  var callbackSites: [CodeSite] { write?.query.model.map(callbacks) ?? [] }

  private func callbacks(of model: String) -> [CodeSite] {
    guard let declared = source.declaration(of: model),
      let file = source.file(at: declared.place.path, line: declared.place.line)
    else { return [] }
    let own = declared.callbacks.compactMap { site(ofFunction: $0, in: file) }
    let included = declared.includes.flatMap { name in
      source.files(mentioning: "module \(name)").filter { !$0.isTest }.flatMap { file in
        file.parsed.types.filter { $0.name?.lastComponent == name }.flatMap { type in
          registrations(Self.savingCallbacks, of: type).compactMap {
            site(ofFunction: $0, in: file)
          }
        }
      }
    }
    return own + included + vocabulary.observers(model, self)
  }

  private static let savingCallbacks: Set<String> = [
    "before_validation", "before_save", "before_create", "after_create", "after_save",
    "after_commit", "after_create_commit",
  ]

  /// The checks that the written model registers, which run when it is saved.
  private var validationChecks: [SourceFacts.Check] {
    guard let write, let model = write.query.model, let declared = source.declaration(of: model),
      !declared.validations.isEmpty, !write.query.bypassesValidation,
      let file = source.file(at: declared.place.path, line: declared.place.line)
    else { return [] }
    return declared.validations.compactMap { site(ofFunction: $0, in: file) }.flatMap { site in
      queries(in: site).filter { isCheck($0, of: write) }.map { check(of: $0, guards: true) }
    }
  }

  func site(ofFunction name: String, in file: CodeSourceFile) -> CodeSite? {
    let walk = file.walk
    guard let path = walk.blocks.first(where: { CodeSite.name(of: $0.last) == name }) else {
      return nil
    }
    return CodeSite(file, line: nil, path: path, named: name, vocabulary)
  }

  // MARK: Declared

  var relation: SourceFacts.Relation? {
    guard let model, let declared = declaration,
      !declared.columns.isEmpty || !declared.constraints.isEmpty
    else { return nil }
    return SourceFacts.Relation(
      name: declared.name, table: table(ofModel: model), place: declared.place,
      columns: declared.columns, constraints: declared.constraints)
  }

  /// Checks that a model makes of itself before it is saved, and those that the input went through.
  var validators: [FoundValidator] {
    var found = vocabulary.validators(self)
    if let write, declaration == nil, !vocabulary.bypassKeys.isEmpty,
      !write.query.bypassesValidation, write.query.statement == nil,
      [.create, .save, .update].contains(write.query.operation)
    {
      let name = model?.lastComponent ?? write.query.name
      let unseen = SourceFacts.Validator(name: name, place: nil, uniqueColumns: [], fields: [])
      found.append(FoundValidator(validator: unseen))
    }
    guard let write, let declared = declaration, !declared.uniqueness.isEmpty,
      !write.query.bypassesValidation, write.query.statement == nil,
      write.query.operation != .bulkInsert
    else { return found }
    let table = table(ofModel: declared.name)
    for rule in declared.uniqueness {
      let columns = columns(rule.columns, of: declared.name)
      found.append(
        FoundValidator(
          validator: SourceFacts.Validator(
            name: declared.name, place: rule.place,
            uniqueColumns: rule.otherPredicates.isEmpty ? columns : [], fields: columns),
          checks: [
            SourceFacts.Check(
              place: rule.place, table: table, columns: columns,
              otherPredicates: rule.otherPredicates, foldsCase: rule.foldsCase, guardsWrite: true)
          ]))
    }
    return found
  }
}

extension CodeBlock.Kind {
  /// Of what runs in turn, where other blocks of one statement exclude each other.
  fileprivate var isOfAttempt: Bool {
    switch self {
    case .attempt, .handler, .cleanup: true
    default: false
    }
  }
}
