import DatabaseErrors
import EventSchema
import SourceCode

extension CodeReading {
  func addSights(to facts: inout SourceFacts) {
    guard let write else { return }
    addSightsOfWrite(write, to: &facts)
    addSightsAround(write, to: &facts)
    addSightsOfValues(write, to: &facts)
    if let place = declaration?.hidesRows,
      !queries.contains(where: { $0.query.seesHiddenRows && isCheck($0, of: write) })
    {
      facts.sights[.hidesRows] = place
    }
    if let handler = facts.handlers.first(where: { !$0.hasSavepoint }) {
      facts.sights[.catchesWithoutSavepoint] = handler.place
    }
    if let handler = facts.handlers.first(where: answers) {
      facts.sights[.expectsViolation] = handler.place
    }
  }

  private func addSightsOfWrite(_ write: Found, to facts: inout SourceFacts) {
    let place = write.site.place(write.query.use.span)
    let loops =
      write.anchor.enclosures + (write.isOwn ? [] : write.query.use.enclosures)
      + (flush?.enclosures ?? [])
    if write.query.writesMany || loops.contains(where: isLoop) {
      facts.sights[.writesMany] = place
    }
    if write.query.bypassesValidation { facts.sights[.bypassesValidation] = place }
    let values = writtenValues
    if values.contains(where: { $0.field == "id" && $0.value?.isNothing(vocabulary) != true }),
      write.query.operation == .create || write.query.operation == .bulkInsert
        || write.query.operation == .save
    {
      facts.sights[.setsKeyExplicitly] = place
    }
    let isUpdate = write.query.operation == .update || write.query.operation == .save
    let fields = Set(values.map { CodeNaming.bare($0.field) })
    if isUpdate, loops.contains(where: isLoop),
      !fields.isDisjoint(with: Self.orderings.union(key.map(CodeNaming.bare)))
    {
      facts.sights[.movesKeysOneByOne] = place
    } else if isUpdate, let other = otherMove(of: write) {
      facts.sights[.movesKeysOneByOne] = other
    }
    if let step = readsThenSaves(write) { facts.sights[.readsThenSaves] = step }
    if let removal = removalBehindInsert(write) { facts.sights[.removalIsSentLast] = removal }
  }

  private static let orderings: Set<String> = [
    "position", "order", "sortorder", "sort", "rank", "sequence", "ordinal", "priority", "idx",
    "orderindex", "displayorder", "number", "lft", "rgt",
  ]

  func isLoop(_ enclosure: CodeEnclosure) -> Bool {
    if enclosure.block.kind == .loop { return !enclosure.isHead }
    // `ids.each.with_index(1) { … }` goes through them as well.
    return enclosure.call.suffix(2).contains { vocabulary.iterations.contains($0.name) }
  }

  /// `item.stock -= 1` and `item.update(stock: item.stock - 1)`, without a lock.
  private func readsThenSaves(_ write: Found) -> SourceFacts.Place? {
    let rows = changedRows(write)
    guard !rows.isEmpty, declaration?.hasVersion != true,
      write.query.operation == .save || write.query.operation == .update,
      !queries.contains(where: { $0.query.locks })
    else { return nil }
    return rows.lazy.compactMap { self.readsThenSaves($0, write) }.first
  }

  /// The row that is saved; for a unit of work the rows that were looked up before.
  private func changedRows(_ write: Found) -> [String] {
    if let row = write.query.row?.withoutSigil { return [row] }
    guard vocabulary.flushes.contains(write.query.name) else { return [] }
    return queries.filter { $0.query.isLook && fits($0) && isBeforeWrite($0) }
      .flatMap { $0.query.use.targets.map(\.withoutSigil) }
  }

  private func readsThenSaves(_ row: String, _ write: Found) -> SourceFacts.Place? {
    if let place = setterStep(row, write.site) { return place }
    for (statement, _) in write.site.walk.statements {
      guard let target = statement.targets.first?.links, target.count == 2,
        target[0].name.withoutSigil == row
      else { continue }
      let field = target[1].name
      let isStep = ["+=", "-=", "*="].contains(statement.assignment ?? "")
      if isStep || statement.value?.mentions(field, of: row) == true {
        return write.site.place(statement.span)
      }
    }
    let own = write.query.written.first { $0.value?.mentions($0.field, of: row) ?? false }
    return own.flatMap { $0.value }.map { write.site.place($0.span) }
  }

  private func addSightsAround(_ write: Found, to facts: inout SourceFacts) {
    if violation?.kind == .check, let place = comparison(before: write) {
      facts.sights[.comparesBeforeWrite] = place
    }
    if let place = transactionPlace { facts.sights[.inTransaction] = place }
    let looks = queries.filter { isCheck($0, of: write) && isBeforeWrite($0) }
    guard let site = sites.first else { return }
    let before = site.walk.uses.filter { $0.span.start < write.anchor.span.start }
    for use in before {
      let names = Set(use.links.map(\.name))
      let texts = use.links.flatMap { $0.arguments ?? [] }.flatMap(\.value.strings).map(\.value)
      if !names.isDisjoint(with: vocabulary.locks)
        || texts.contains(where: {
          $0.mentionsIgnoringCase("for update") || $0.mentionsIgnoringCase("advisory")
            || $0.mentionsIgnoringCase("serializable")
        })
      {
        facts.sights[.locksBeforeLook] = facts.sights[.locksBeforeLook] ?? site.place(use.span)
      }
      if names.count > 1,
        !Set(use.links.map(\.name.withoutSigil)).isDisjoint(with: vocabulary.caches),
        !names.isDisjoint(with: Self.cacheReads), decides(use, write.anchor),
        !isMeasured(use, before: write.anchor)
      {
        facts.sights[.looksInStaleRows] = site.place(use.span)
      }
      if !names.isDisjoint(with: vocabulary.copies) {
        facts.sights[.copiesRow] = site.place(use.span)
      }
    }
    if let place = copyPlace(of: write, in: site) { facts.sights[.copiesRow] = place }
    if let look = queries.first(where: { $0.query.locks && isBeforeWrite($0) }) {
      facts.sights[.locksBeforeLook] =
        facts.sights[.locksBeforeLook] ?? look.site.place(look.query.use.span)
    }
    if let look = looks.last,
      let slow = before.first(where: { $0.span.start > look.anchor.span.start && isSlow($0) })
    {
      facts.sights[.slowStepBeforeWrite] = site.place(slow.span)
    }
    addSightsOfHandles(write, to: &facts)
    addEnqueues(site, write, to: &facts)
  }

  private static let cacheReads: Set<String> = [
    "fetch", "get", "remember", "has", "exist?", "read", "rememberForever", "exists", "Get",
    "GetOrCreate", "GetOrCreateAsync", "GetAsync", "GetStringAsync", "TryGetValue", "getOrSet",
    "wrap", "getIfPresent", "getOrDefault", "computeIfAbsent", "Load", "contains", "containsKey",
    "sismember", "SIsMember", "isMember", "hget", "exist", "fetch!", "flexible",
  ]

  /// Whether what a use gives is a bound for something else: a limit, no row.
  private func isMeasured(_ use: CodeUse, before target: CodeUse) -> Bool {
    let names = Set(use.targets.map(\.withoutSigil))
    return sites.first?.walk.statements.contains { statement, _ in
      statement.span.start < target.span.start
        && statement.blocks.first?.head?.compares(among: names) == true
    } ?? false
  }

  /// A condition that compares what was read of the written relation by its size.
  private func comparison(before write: Found) -> SourceFacts.Place? {
    guard let site = sites.first else { return nil }
    let looks = queries.filter { $0.query.isLook && fits($0) && isBeforeWrite($0) }
    let names = Set(
      looks.flatMap { look in
        look.anchor.targets + look.anchor.statement.targets.flatMap(\.assignedNames)
      }.map(\.withoutSigil)
    ).subtracting(["_", "err", "error", "ok"])
    guard !names.isEmpty else { return nil }
    let test = site.walk.statements.first { statement, _ in
      statement.span.start < write.anchor.span.start
        && statement.blocks.first?.head?.compares(among: names) == true
    }
    return test.map { site.place($0.statement.blocks.first?.head?.span ?? $0.statement.span) }
  }

  private func isSlow(_ use: CodeUse) -> Bool {
    use.links.contains { vocabulary.slow.contains($0.name) && $0.arguments != nil }
      || use.links.first.map {
        vocabulary.slowObjects.contains($0.name.lastComponent) && use.links.count > 1
      } ?? false
      || use.links.first.map {
        vocabulary.slowObjects.contains($0.name) && $0.arguments?.isEmpty == false
      } ?? false
  }

  /// A job that is handed over inside of a transaction: by this function, or where the culprit's
  /// job is handed over.
  private func addEnqueues(_ site: CodeSite, _ write: Found, to facts: inout SourceFacts) {
    func isEnqueue(_ use: CodeUse) -> Bool {
      use.links.contains { vocabulary.enqueues.contains($0.name) && $0.arguments != nil }
    }
    if let use = site.walk.uses.first(where: { isEnqueue($0) && isInTransaction($0) }) {
      facts.sights[.enqueuesBeforeCommit] = site.place(use.span)
      return
    }
    guard facts.contexts.contains(.worker) else { return }
    if vocabulary.typed != nil, let place = enqueueOfMessage(site) ?? callOfAsynchronous(site) {
      facts.sights[.enqueuesBeforeCommit] = place
      return
    }
    guard let job = site.types.last?.name?.lastComponent else { return }
    var onCommit: SourceFacts.Place?
    var isOtherwise = false
    for file in source.files(mentioning: job) where !file.isTest {
      for use in file.walk.uses where isEnqueue(use) {
        let names = Set(
          use.links.flatMap { [$0.name] + ($0.arguments ?? []).flatMap(\.value.names) })
        guard names.contains(job) else { continue }
        switch commitOrder(of: use, in: file) {
        case .before:
          facts.sights[.enqueuesBeforeCommit] = file.place(use.span, in: nil)
          return
        case .after: onCommit = onCommit ?? file.place(use.span, in: nil)
        case nil: isOtherwise = true
        }
      }
    }
    if let onCommit, !isOtherwise { facts.sights[.enqueuesOnCommit] = onCommit }
  }

  private enum CommitOrder { case before, after }

  /// Whether what a use hands over is handed over inside of a transaction or behind it: by the
  /// block around it, or by the model's callback that it stands in.
  private func commitOrder(of use: CodeUse, in file: CodeSourceFile) -> CommitOrder? {
    let around = use.enclosures.compactMap(\.call.last?.name) + use.links.map(\.name)
    if around.contains(where: Self.behindCommit.contains) { return .after }
    if isInTransaction(use) || around.contains(where: Self.beforeCommit.contains) { return .before }
    guard let function = use.enclosures.last(where: { $0.block.kind == .function })?.block.name
    else { return nil }
    for other in file.walk.uses {
      for link in other.links
      where (link.arguments ?? []).contains(where: { $0.value.plainName == function }) {
        if Self.behindCommit.contains(link.name) { return .after }
        if Self.beforeCommit.contains(link.name) { return .before }
      }
    }
    return nil
  }

  private static let behindCommit: Set<String> = [
    "after_commit", "after_create_commit", "after_save_commit", "after_update_commit",
    "afterCommit", "on_commit", "onCommit",
  ]
  private static let beforeCommit: Set<String> = [
    "before_create", "before_save", "after_create", "after_save", "after_update",
  ]

  private func addSightsOfValues(_ write: Found, to facts: inout SourceFacts) {
    let wanted = Set(key.map(CodeNaming.bare))
    for (field, value) in writtenValues {
      guard let value, wanted.isEmpty || wanted.contains(CodeNaming.bare(field)) else { continue }
      if let place = fold(value, in: write.site, depth: 0) {
        facts.sights[.foldsBeforeWrite] = place
      }
      if value.isCopy(vocabulary) { facts.sights[.copiesRow] = write.site.place(value.span) }
    }
    for (field, value, site) in givenRowValues
    where wanted.isEmpty || wanted.contains(CodeNaming.bare(field)) {
      if let place = fold(value, in: site, depth: 0) { facts.sights[.foldsBeforeWrite] = place }
    }
    if let place = foldingMember(of: wanted) { facts.sights[.foldsBeforeWrite] = place }
    if let place = declaration?.folds { facts.sights[.foldsBeforeWrite] = place }
    for argument in write.query.use.links.flatMap({ $0.arguments ?? [] }) {
      for member in argument.value.members {
        guard case .prefixed("...", let inner) = member.value.kind,
          let name = inner.links.first?.name ?? inner.plainName,
          queries.contains(where: {
            $0.query.isLook && $0.query.use.targets.contains(name) && fits($0)
          })
        else { continue }
        facts.sights[.copiesRow] = write.site.place(inner.span)
      }
    }
    let looks = queriesOnTheWay(from: callers) + queries.filter { isBeforeWrite($0) }
    for look in looks where isCheck(look, of: write) {
      for (value, site) in askedValues(of: look) {
        if let place = fold(value, in: site, depth: 0) { facts.sights[.foldsBeforeLook] = place }
      }
    }
  }

  /// Where a value is brought to one form: in itself or in the variable that holds it.
  private func fold(_ value: CodeExpression, in site: CodeSite, depth: Int) -> SourceFacts.Place? {
    if value.callsFold(vocabulary) { return site.place(value.span) }
    guard depth < CodeLimits.variableDepthMax else { return nil }
    let names = Set(value.names.map(\.withoutSigil))
    for (name, assigned, statement) in site.walk.assignments.reversed()
    where names.contains(name.withoutSigil) && statement.span.start < value.span.start
      && assigned.span.end <= value.span.start
    {
      return fold(assigned, in: site, depth: depth + 1)
    }
    for name in names.sorted() {
      guard let given = given(name, to: site) else { continue }
      return fold(given.value, in: given.site, depth: depth + 1)
    }
    return nil
  }

  /// Whether a handler answers and does not raise again.
  private func answers(_ handler: SourceFacts.Handler) -> Bool {
    for site in sites {
      for blocks in site.walk.blocks {
        guard let block = blocks.last?.block, block.kind == .handler,
          site.place(block.span) == handler.place
        else { continue }
        return block.answers
      }
    }
    // Not a block: a promise's handler, a translation of the model.
    return true
  }
}

extension CodeBlock {
  /// Whether a way through the block ends without raising.
  var answers: Bool {
    let answersInside = statements.contains { statement in
      statement.kind == .control
        && statement.blocks.contains { inner in
          inner.kind != .handler && inner.answers
            && inner.statements.contains { $0.kind == .result }
        }
    }
    return answersInside || !statements.contains { $0.kind == .raise }
  }
}

extension CodeExpression {
  /// Nothing, zero or an empty text.
  func isBlank(_ vocabulary: CodeVocabulary) -> Bool {
    switch kind {
    case .number(let text): text == "0"
    case .string(let string): string.value.isEmpty && string.interpolations.isEmpty
    default: isNothing(vocabulary)
    }
  }

  func isNothing(_ vocabulary: CodeVocabulary) -> Bool {
    if case .name(let name) = kind { vocabulary.nothings.contains(name) } else { false }
  }

  /// Whether `row.field` is a part of the value.
  func mentions(_ field: String, of row: String) -> Bool {
    switch kind {
    case .chain(let links):
      let own = links.count >= 2 && links[0].name.withoutSigil == row && links[1].name == field
      return own
        || links.flatMap { $0.arguments ?? [] }.contains { $0.value.mentions(field, of: row) }
    case .operation(let values, _), .list(let values):
      return values.contains { $0.mentions(field, of: row) }
    case .prefixed(_, let value): return value.mentions(field, of: row)
    default: return false
    }
  }

  /// Whether a value that rests on one of the names is asked for its size: `left < amount`.
  func compares(among names: Set<String>) -> Bool {
    switch kind {
    case .operation(let values, let operators):
      let isOfSize = operators.contains { ["<", ">", "<=", ">="].contains($0) }
      return isOfSize
        && values.contains { !names.isDisjoint(with: $0.allNames.map(\.withoutSigil)) }
        || values.contains { $0.compares(among: names) }
    case .prefixed(_, let value): return value.compares(among: names)
    case .list(let values): return values.contains { $0.compares(among: names) }
    default: return false
    }
  }

  /// Whether a call that folds is made on the value.
  func callsFold(_ vocabulary: CodeVocabulary) -> Bool {
    switch kind {
    case .chain(let links):
      if links.contains(where: { $0.separator != "" && vocabulary.folds.contains($0.name) }) {
        return true
      }
      if let first = links.first, vocabulary.folds.contains(first.name), first.arguments != nil {
        return true
      }
      return links.flatMap { $0.arguments ?? [] }.contains { $0.value.callsFold(vocabulary) }
    case .operation(let values, _), .list(let values):
      return values.contains { $0.callsFold(vocabulary) }
    case .object(let members): return members.contains { $0.value.callsFold(vocabulary) }
    case .prefixed(_, let value): return value.callsFold(vocabulary)
    default: return false
    }
  }

  func isCopy(_ vocabulary: CodeVocabulary) -> Bool {
    // `clone $boat`
    if case .prefixed(let word, _) = kind, vocabulary.copies.contains(word) { return true }
    return calls.contains { vocabulary.copies.contains($0.name) }
  }
}
