import DatabaseErrors
import EventSchema
import SourceCode

/// Looks over a path for what is beside its reads and writes.
struct PythonSights {
  let path: PythonPath
  let libraries: PythonLibraries
  /// What every statement of the path does with rows, in the order of execution.
  let uses: [PythonReading.PathUse]
  let write: PythonReading.PathUse?
  /// The look-up in the failing statement itself.
  let read: PythonReading.PathUse?
  let table: String?
  /// The violated columns.
  let key: [String]
  private(set) var sights: [SourceFacts.Sight: SourceFacts.Place] = [:]

  init(
    _ path: PythonPath, _ libraries: PythonLibraries, _ uses: [PythonReading.PathUse],
    write: PythonReading.PathUse?, read: PythonReading.PathUse?, table: String?, key: [String]
  ) {
    self.path = path
    self.libraries = libraries
    self.uses = uses
    self.write = write
    self.read = read
    self.table = table
    self.key = key
    seeLoops()
    seeTransactions()
    seeSteps()
    seeLooks()
    seeHandlers()
    seeReplacedCollections()
    if let write { seeWrite(write) }
  }

  mutating func see(_ sight: SourceFacts.Sight, _ place: SourceFacts.Place?) {
    if let place, sights[sight] == nil { sights[sight] = place }
  }

  func place(_ span: CodeSpan, _ site: PythonSite) -> SourceFacts.Place {
    site.file.place(span, in: site.functionName)
  }

  /// Loops around the write or the calls that lead to it.
  private mutating func seeLoops() {
    for step in path.steps.reversed() {
      for (statement, _) in step.site.scope.blocks(around: step.target).reversed() {
        guard case .for(let loop) = statement.kind, !loop.iterable.isAttempts else { continue }
        see(.writesMany, place(statement.span, step.site))
      }
    }
    if let write { seeLoops(around: write) }
    if let write, write.site.comprehends(write.use.span) {
      see(.writesMany, place(write.use.span, write.site))
    }
    if let write, write.use.isMany { see(.writesMany, place(write.use.span, write.site)) }
  }

  /// What a commit writes was made before it, perhaps in a loop that has ended by then.
  private mutating func seeLoops(around write: PythonReading.PathUse) {
    func see(_ span: CodeSpan, _ site: PythonSite) {
      for (statement, _) in site.scope.blocks(around: span).reversed() {
        guard case .for(let loop) = statement.kind, !loop.iterable.isAttempts else { continue }
        self.see(.writesMany, place(statement.span, site))
      }
    }
    see(write.use.span, write.site)
    guard path.moments.indices.contains(write.moment), let call = path.moments[write.moment].call
    else { return }
    see(call, path.steps[path.moments[write.moment].step].site)
  }

  private mutating func seeTransactions() {
    for step in path.steps.reversed() {
      see(.inTransaction, step.site.transaction(around: step.target))
    }
    if sights[.inTransaction] == nil, path.steps.contains(where: { $0.site.entry == .view }) {
      see(.inTransaction, libraries.source.requestTransaction)
    }
  }

  /// Slow steps between the last look and the write, and locks before the first look.
  private mutating func seeSteps() {
    let looks = uses.filter { $0.use.operation == .read && isOfKey($0.use) && $0.guards }
    guard let last = looks.last, let first = looks.first else { return }
    for (index, moment) in path.moments.enumerated() {
      for call in moment.calls {
        if index >= last.moment, PythonVocabulary.isSlow(call), !isUse(call.span, moment),
          index > last.moment || call.span.start > last.use.span.start,
          !moment.leavesBefore
        {
          see(.slowStepBeforeWrite, place(call.span, moment.site))
        }
        if index <= first.moment, call.takesLock {
          see(.locksBeforeLook, place(call.span, moment.site))
        }
      }
    }
    for step in path.steps {
      for (statement, _) in step.site.scope.blocks(around: step.target) {
        guard case .with(let items, _) = statement.kind,
          let lock = items.first(where: \.context.isLock)
        else { continue }
        see(.locksBeforeLook, place(lock.context.span, step.site))
      }
    }
    for use in uses.prefix(while: { $0.moment <= first.moment }) where use.use.locks {
      see(.locksBeforeLook, place(use.use.span, use.site))
    }
  }

  private func isUse(_ span: CodeSpan, _ moment: PythonPath.Moment) -> Bool {
    uses.contains {
      $0.use.span == span && $0.site.file.source.path == moment.site.file.source.path
    }
  }

  func isOfKey(_ use: PythonRowUse) -> Bool {
    table == nil || use.isAbout(table) || (use.table == nil && use.name == nil)
  }

  /// What look-ups ask, and whom.
  private mutating func seeLooks() {
    let looks = uses + [read].compactMap(\.self)
    for found in looks where found.use.operation == .read && isOfKey(found.use) {
      if found.makesWhenAbsent { see(.createsWhenAbsent, place(found.use.span, found.site)) }
      if found.use.isStale { see(.looksInStaleRows, place(found.use.span, found.site)) }
      if found.use.multipliesRows { see(.multipliesRows, place(found.use.span, found.site)) }
      if !found.isStaleSet, found.use.lookups.contains(where: { isFolded($0, found) }) {
        see(.foldsBeforeLook, place(found.use.span, found.site))
      }
      if found.isStaleSet { see(.looksInStaleRows, place(found.use.span, found.site)) }
    }
    let seesAll = uses.contains { $0.use.seesHiddenRows && isOfKey($0.use) }
    if !seesAll, let relation = write?.use.relation ?? table.flatMap(libraries.relation(table:)) {
      see(.hidesRows, relation.hides)
    }
    for moment in path.moments where !moment.leavesBefore {
      for call in moment.calls where call.asksCache {
        see(.looksInStaleRows, place(call.span, moment.site))
      }
    }
  }

  private func isFolded(_ lookup: PythonRowUse.Lookup, _ found: PythonReading.PathUse) -> Bool {
    guard key.isEmpty || key.contains(lookup.column) else { return false }
    if lookup.foldsCase { return true }
    guard let value = lookup.value else { return false }
    return folds(
      value, lookup.site ?? found.site,
      before: lookup.site == nil ? found.use.span.start : value.span.start)
  }

  /// Whether a value, followed through names, had its case folded or blanks taken off.
  func folds(
    _ value: PythonExpression, _ site: PythonSite, before end: Int, depth: Int = 5
  ) -> Bool {
    guard depth > 0 else { return false }
    switch value.kind {
    case .name(let name):
      if let (bound, at) = site.binding(of: name, before: end) {
        return folds(bound, site, before: at, depth: depth - 1)
      }
      guard let receiver = site.receiver, let caller = receiver.caller,
        let given = receiver.given(name, of: site)
      else { return false }
      return folds(given, caller, before: given.span.start, depth: depth - 1)
    case .call(let callee, let arguments):
      let name = callee.chain.last?.name ?? value.asCall?.name ?? ""
      if PythonVocabulary.folds(name) { return true }
      if case .attribute(let base, _) = callee.kind,
        folds(base, site, before: end, depth: depth - 1)
      {
        return true
      }
      if let call = value.asCall,
        let function = libraries.source.callee(of: call, at: site)?.function,
        function.givesFolded
      {
        return true
      }
      return arguments.contains { folds($0.value, site, before: end, depth: depth - 1) }
    case .boolean(_, let operands):
      return operands.contains { folds($0, site, before: end, depth: depth - 1) }
    case .conditional(_, let then, let otherwise):
      return folds(then, site, before: end, depth: depth - 1)
        || folds(otherwise, site, before: end, depth: depth - 1)
    case .subscripted(let base, _), .attribute(let base, _):
      return folds(base, site, before: end, depth: depth - 1)
    default: return false
    }
  }

  /// Violations that were caught on this path, before the failing statement or around it.
  private mutating func seeHandlers() {
    for (index, step) in path.steps.enumerated() {
      for (handler, hasSavepoint) in step.site.handlers(around: step.target) {
        let handled = place(handler.span, step.site)
        if handler.expectsViolations, !handler.raisesAgain { see(.expectsViolation, handled) }
        let isInner = (0...index).contains { outer in
          let outer = path.steps[outer]
          return outer.site.opensTransaction(outsideOf: handler, around: outer.target)
        }
        let staysOpen = !handler.raisesAgain && !handler.rollsBack && handler.body.goesOn
        // A session is in a transaction from its first statement on.
        if !hasSavepoint, isInner || libraries.writesAtCommit, staysOpen {
          see(.catchesWithoutSavepoint, handled)
        }
      }
    }
    for moment in path.moments where !moment.leavesBefore {
      guard case .try(let attempt) = moment.statement.kind else { continue }
      let isInTransaction = sights[.inTransaction] != nil || libraries.writesAtCommit
      for handler in attempt.handlers where handler.expectsViolations && isInTransaction {
        let hasSavepoint = attempt.body.flattened.contains { statement, _ in
          guard case .with(let items, _) = statement.kind else { return false }
          return items.contains { $0.context.opensTransaction }
        }
        if !hasSavepoint, !handler.raisesAgain, !handler.rollsBack, handler.body.goesOn {
          see(.catchesWithoutSavepoint, place(handler.span, moment.site))
        }
      }
    }
  }
}

extension PythonSite {
  /// Whether a transaction is open around the `try` that a handler belongs to.
  fileprivate func opensTransaction(
    outsideOf handler: PythonTry.Handler, around target: CodeSpan
  ) -> Bool {
    for (statement, _) in scope.blocks(around: target) {
      if case .try(let attempt) = statement.kind, attempt.handlers.contains(handler) {
        return false
      }
      if case .with(let items, _) = statement.kind,
        items.contains(where: \.context.opensTransaction)
      {
        return true
      }
    }
    // `@method_decorator(transaction.atomic, name="post")` stands above the class.
    return (function?.decorators ?? []).contains(where: \.opensTransaction)
      || (type?.decorators ?? []).contains { $0.mentionsName("atomic") }
  }
}

extension [PythonStatement] {
  /// Whether the function goes on behind them, or with the next round of its loop.
  fileprivate var goesOn: Bool {
    if case .continue = last?.kind { return true }
    return !terminates
  }
}

extension PythonSite {
  /// Whether a stretch of the function is made once for each element of something.
  fileprivate func comprehends(_ span: CodeSpan) -> Bool {
    scope.before(span).contains { statement, _ in
      guard statement.span.holds(span) else { return false }
      var found = false
      for expression in statement.expressions {
        expression.visit { part in
          if case .comprehension(let made) = part.kind, made.element.span.holds(span) {
            found = true
          }
          return !found
        }
      }
      return found
    }
  }
}

extension PythonFunction {
  /// Whether what it returns had its case folded or blanks taken off.
  fileprivate var givesFolded: Bool {
    body.flattened.contains { statement, _ in
      guard case .return(let value?) = statement.kind else { return false }
      return value.foldsAnything
    }
  }
}

extension PythonSource {
  /// Where the settings put every request into a transaction.
  var requestTransaction: SourceFacts.Place? {
    for file in files(mentioning: "ATOMIC_REQUESTS") {
      var found: SourceFacts.Place?
      file.module.visit { statement in
        for expression in statement.expressions {
          expression.visit { part in
            guard case .dictionary(let items) = part.kind else { return true }
            for item in items
            where item.key?.stringValue == "ATOMIC_REQUESTS" && item.value.kind == .true {
              found = file.place(item.value.span)
            }
            return true
          }
        }
        return true
      }
      if let found { return found }
    }
    return nil
  }
}

extension PythonCall {
  /// A lock by its name: an advisory lock, one of a cache or of Redis, a locked table.
  fileprivate var takesLock: Bool {
    if let text = positional.first?.stringValue?.lowercased() {
      if text.mentions("advisory_lock") || text.hasPrefix("lock table")
        || text.mentions("get_lock(")
        || text.mentions("isolation level serializable") || text.hasPrefix("begin immediate")
        || text.hasPrefix("begin exclusive")
      {
        return true
      }
    }
    return ["advisory_lock", "pg_advisory_lock", "pg_advisory_xact_lock"].contains(name ?? "")
  }

  /// `cache.get("…")`
  fileprivate var asksCache: Bool {
    guard ["get", "get_or_set", "get_many"].contains(callee.lastName) else { return false }
    let names = callee.chain.map(\.name)
    return names.dropLast().contains { $0 == "cache" || $0 == "caches" || $0.hasSuffix("_cache") }
  }
}

extension PythonExpression {
  /// `lock:` of a `with` statement.
  fileprivate var isLock: Bool {
    guard let last = chain.last?.name.lowercased() else { return false }
    return last == "lock" || last.hasSuffix("_lock") || last.hasPrefix("advisory_lock")
  }

  /// `range(3)` of a loop that tries again.
  fileprivate var isAttempts: Bool { asCall?.dottedCallee == "range" }

  /// Whether anything in it folds case or takes blanks off.
  var foldsAnything: Bool { calls.contains { PythonVocabulary.folds($0.name ?? "") } }

  /// `F("stock") - 1`, `Account.balance - 1`: the database computes it.
  var isComputedByDatabase: Bool {
    var found = false
    visit { part in
      switch part.kind {
      case .call(let callee, _):
        if ["F", "Case", "When", "Subquery", "text"].contains(callee.dottedName?.lastName ?? "") {
          found = true
        }
      case .attribute(let base, _):
        if let name = base.dottedName, name.lastName.first?.isUppercase == true { found = true }
      default: break
      }
      return !found
    }
    return found
  }

  func mentionsDotted(_ name: String) -> Bool {
    var found = false
    visit { part in
      if part.dottedName == name { found = true }
      return !found
    }
    return found
  }
}
