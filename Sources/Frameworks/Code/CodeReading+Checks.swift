import DatabaseErrors
import EventSchema
import SourceCode

extension CodeReading {
  /// Look-ups of the written relation before the write, in the culprit's function and in what it
  /// calls.
  var checks: [SourceFacts.Check] {
    guard let write else { return [] }
    return queries.filter { isCheck($0, of: write) && isBeforeWrite($0) }.map { found in
      check(of: found, guards: guards(found, write.anchor))
    }
  }

  /// Look-ups in the callers of the trace, and in the only caller where the trace has none.
  var callerChecks: [SourceFacts.Check] {
    guard let write else { return [] }
    return callers.reversed().flatMap { site -> [SourceFacts.Check] in
      guard let target = calling(site) else { return [] }
      return queries(in: site).filter {
        isCheck($0, of: write) && $0.anchor.span.start < target.span.start
          && !excludes($0.anchor, target)
      }.map { check(of: $0, guards: guards($0, target)) }
    }
  }

  /// The callers on the trace, innermost first, or the only one of the source.
  var callers: [CodeSite] {
    if let knownCallers { return knownCallers }
    let callers = findCallers()
    knownCallers = callers
    return callers
  }

  private func findCallers() -> [CodeSite] {
    if sites.count > 1 || handedOver != nil { return Array(sites.dropFirst()) }
    var way = sites
    while way.count < Self.callersMax, let last = way.last, let caller = onlyCaller(of: last) {
      way.append(caller)
    }
    return Array(way.dropFirst())
  }

  /// Functions from the write to what handles the request.
  private static let callersMax = 4

  /// The queries of another function, read by themselves.
  func queries(in site: CodeSite) -> [Found] {
    if let known = queriesBySite[ObjectIdentifier(site)] { return known.found }
    functionsFollowed = 0
    let found = found(in: site, calls: [], depth: 0)
    // With the site, so that no other one takes its identity.
    queriesBySite[ObjectIdentifier(site)] = (site, found)
    return found
  }

  /// What callers do with rows before they lead on to the write.
  func queriesOnTheWay(from callers: [CodeSite]) -> [Found] {
    callers.reversed().flatMap { site -> [Found] in
      guard let target = calling(site) else { return [] }
      return queries(in: site).filter { found in
        found.anchor.span.start < target.span.start && !excludes(found.anchor, target)
      }
    }
  }

  /// The call of a caller's function that leads on to the write.
  func calling(_ site: CodeSite) -> CodeUse? {
    guard let line = site.line else { return nil }
    let here = site.walk.uses.filter { $0.span.contains(line: line) }
    // `res.json(await rentals.start(bike))`: the call of what is next on the way.
    let way = (sites.first.map { [$0] } ?? []) + callers
    let inner = way.firstIndex { $0 === site }.flatMap { $0 > 0 ? way[$0 - 1].name : nil }
    if let inner, let own = here.last(where: { $0.calls(inner) }) { return own }
    return here.last { $0.span.firstLine == line } ?? here.last
  }

  /// The only place that calls a function, when all of the source was at hand.
  private func onlyCaller(of site: CodeSite) -> CodeSite? {
    guard let name = site.name, site.registration.isEmpty else { return nil }
    let isCommon = Self.commonNames.contains(name)
    if isCommon, site.file.parsed.language.name != "javascript" { return nil }
    var callers: [CodeSite] = []
    for file in source.files(mentioning: name) {
      let walk = file.walk
      for use in walk.uses where use.links.last(where: { $0.name == name }) != nil {
        guard use.links.last(where: { $0.name == name })?.arguments != nil,
          let path = walk.blocks.last(where: {
            $0.last?.block.span.contains(line: use.span.firstLine) == true
          }),
          !file.isTest, !isCommon || source.moduleFunction(use, in: file)?.file === site.file
        else { continue }
        callers.append(
          CodeSite(file, line: use.span.firstLine, path: path, named: nil, vocabulary))
      }
      if callers.count > 1 { return nil }
    }
    return callers.first.flatMap { caller in
      caller.function.span == site.function.span && caller.file === site.file ? nil : caller
    }
  }

  /// Names of so many functions that a call by them proves nothing.
  private static let commonNames: Set<String> = [
    "create", "save", "store", "update", "insert", "add", "call", "perform", "handle", "execute",
    "run", "process", "index", "new", "build", "register", "import", "main", "invoke", "__invoke",
  ]

  func isCheck(_ found: Found, of write: Found) -> Bool {
    guard found.query.isLook || found.query.operation == .update,
      found.query.use.span != write.query.use.span
    else { return false }
    if found.query.operation == .update, found.query.fields.isEmpty || found.query.row != nil {
      return false
    }
    // What asks for nothing, like the largest number, looks for no row.
    if found.query.fields.isEmpty, found.query.otherPredicates.isEmpty { return false }
    let columns = columns(found.query.fields, of: found.query.model)
    guard let table = table(of: found.query) else {
      // Of a look-up without a table only the columns can tell what it is for.
      return !columns.isEmpty && Set(columns).isSubset(of: Set(key))
    }
    guard let wanted = writtenTable ?? self.table(of: write.query) else { return false }
    return isSame(table, wanted)
  }

  func check(of found: Found, guards: Bool) -> SourceFacts.Check {
    var columns = columns(found.query.fields, of: found.query.model)
    var others = found.query.otherPredicates
    // A parent's key is compared, by whatever name the parent goes: `current_pier.berths`.
    for column in key where column.hasSuffix("_id") && !columns.contains(column) {
      guard let index = others.firstIndex(where: { $0.hasSuffix("_" + column) }) else { continue }
      others.remove(at: index)
      columns.append(column)
    }
    return SourceFacts.Check(
      place: found.site.place(found.query.use.span), table: table(of: found.query),
      columns: columns, otherPredicates: others, foldsCase: found.query.foldsCase,
      guardsWrite: guards, locks: found.query.locks)
  }

  // MARK: What a look-up decides

  /// Whether finding a row keeps the target from running.
  func guards(_ found: Found, _ target: CodeUse) -> Bool {
    // A row that is read by its identity has to be there: what leaves does so where it is not.
    if let words = vocabulary.typed, !words.keyLabels.isEmpty, violation != nil,
      found.query.fields == [words.keyField], found.query.otherPredicates.isEmpty,
      !key.contains(column(words.keyField, of: found.query.model))
    {
      return false
    }
    // In a function that is called on the way: it stops, or its answer decides.
    if !found.isOwn || found.calls.first != nil {
      let leaves =
        found.site.walk.statements.contains { $0.statement.kind == .raise }
        || found.site.walk.uses.contains { use in
          use.links.contains { vocabulary.exits.contains($0.name) }
        }
      if leaves { return true }
      return decides(found.anchor, target)
    }
    return decides(found.query.use, target)
  }

  /// Whether the value of one use decides whether another one runs.
  func decides(_ use: CodeUse, _ target: CodeUse) -> Bool {
    if raisesWhenFound(use) { return true }
    // `find_or_initialize_by`: what is written afterwards is new only where nothing was found.
    if use.links.contains(where: {
      vocabulary.builders.contains($0.name) && vocabulary.conditions.contains($0.name)
    }) {
      return true
    }
    // In the condition itself.
    if let head = use.enclosures.last, head.isHead, let statement = head.statement,
      !(vocabulary.errorsAreValues && head.block.head?.isFailureTest == true)
    {
      return decides(statement, from: use, target)
    }
    // An argument of a call that stops: `abort_if(Berth::where(…)->exists(), 409)`.
    if use.statement.calls.contains(where: { call in
      vocabulary.guardCalls.contains(call.name) && call.span.start <= use.span.start
        && call.span.end >= use.span.end
    }) {
      return true
    }
    // `find(…) || create(…)`, in one statement.
    if use.statement.span == target.statement.span, use.span.end <= target.span.start,
      use.statement.value?.isChoice(between: use.span, and: target.span) == true
    {
      return true
    }
    if use.statement.assignment == "||=" || use.statement.assignment == "??=" { return true }
    // Handed over to a function that holds the target.
    if target.enclosures.contains(where: { enclosure in
      enclosure.block.kind == .lambda && enclosure.call.first?.span.start == use.span.start
        && enclosure.call.last.map { vocabulary.continuations.contains($0.name) } ?? false
    }) {
      return true
    }
    // `findByName(name).orElseGet(() -> save(…))`
    if use.span.start <= target.span.start, target.span.end <= use.span.end,
      use.links.contains(where: { vocabulary.continuations.contains($0.name) })
    {
      return true
    }
    return conditionNames(use, target)
  }

  /// Whether a condition on the variable that holds the result decides.
  private func conditionNames(_ use: CodeUse, _ target: CodeUse) -> Bool {
    var names = Set(use.targets.map(\.withoutSigil))
    if names.isEmpty {
      // What is given to the call whose value is assigned.
      names.formUnion(use.statement.targets.flatMap(\.assignedNames).map(\.withoutSigil))
    }
    guard !names.isEmpty, let site = sites.first else { return false }
    let walks = [site.walk] + callers.map(\.walk)
    for walk in walks where walk.uses.contains(where: { $0.span == use.span }) {
      for (statement, _) in walk.statements {
        guard statement.span.start >= use.statement.span.start,
          statement.span.start <= target.span.start
        else { continue }
        if let value = statement.value, statement.span != use.statement.span {
          let mentioned = value.allNames.map(\.withoutSigil)
          if !names.isDisjoint(with: mentioned) {
            // `taken = existing.present?`, `return conflict() unless …` in one value.
            names.formUnion(statement.targets.flatMap(\.assignedNames).map(\.withoutSigil))
            if value.calls.contains(where: { vocabulary.guardCalls.contains($0.name) }) {
              return true
            }
            if value.isChoice(naming: names, before: target.span) { return true }
          }
        }
        guard let head = statement.blocks.first?.head ?? nil,
          !(vocabulary.errorsAreValues && head.isFailureTest),
          !names.isDisjoint(with: head.allNames.map(\.withoutSigil))
        else { continue }
        if decides(statement, from: use, target) { return true }
      }
    }
    return false
  }

  /// Whether a statement's branches keep the target from running in one case.
  private func decides(_ statement: CodeStatement, from use: CodeUse, _ target: CodeUse) -> Bool {
    let inside = statement.span.start <= target.span.start && target.span.end <= statement.span.end
    if inside {
      // In the condition's own head both run, but for arms of which each needs the one before.
      if statement.blocks.first?.kind == .choice, target.enclosures.last?.isHead == true {
        return use.span.end <= target.span.start
      }
      return
        !(target.enclosures.last?.isHead == true
        && target.enclosures.last?.statement?.span == statement.span)
    }
    guard statement.span.end <= target.span.start || use.span.end <= target.span.start else {
      return false
    }
    return statement.blocks.contains { $0.leaves(vocabulary) }
  }

  // MARK: Elsewhere

  /// Guards of the same key before other writes of the relation.
  var siblingChecks: [SourceFacts.Check] {
    guard let write, let wanted = writtenTable, !key.isEmpty,
      let model = write.query.model ?? self.model
    else { return [] }
    let key = Set(key.map { $0.lowercased() })
    var found: [SourceFacts.Check] = []
    for file in source.files(mentioning: model.lastComponent) where !file.isTest {
      for path in file.walk.blocks {
        guard let block = path.last?.block, block.kind == .function,
          block.span != write.site.function.span || file.source.path != write.site.file.source.path
        else { continue }
        let site = CodeSite(file, line: nil, path: path, named: nil, vocabulary)
        let queries = queries(in: site)
        guard
          let other = queries.first(where: { other in
            other.query.operation.map { $0 != .delete } ?? false
              && table(of: other.query).map { isSame($0, wanted) } ?? false
          })
        else { continue }
        found += queries.filter {
          isCheck($0, of: other) && $0.anchor.span.start < other.anchor.span.start
        }.map { check(of: $0, guards: guards($0, other.anchor)) }.filter {
          $0.guardsWrite && Set($0.columns.map { $0.lowercased() }) == key
        }
      }
    }
    let own = Set((checks + callerChecks).map(\.place))
    return found.filter { !own.contains($0.place) }
  }
}

extension CodeBlock {
  /// Whether the block's own statements leave the function.
  func leaves(_ vocabulary: CodeVocabulary) -> Bool {
    statements.contains { statement in
      switch statement.kind {
      case .result, .raise, .leave: true
      case .expression:
        statement.value?.links.contains { vocabulary.exits.contains($0.name) } ?? false
      case .control: statement.blocks.contains { $0.kind != .handler && $0.leaves(vocabulary) }
      case .definition, .using: false
      }
    }
  }
}

extension CodeExpression {
  /// Whether an `||` or its kin stands between two parts of the value, so that the second one is
  /// reached only by the answer of the first.
  func isChoice(between first: CodeSpan, and second: CodeSpan) -> Bool {
    guard case .operation(let values, let operators) = kind else {
      if case .prefixed(_, let inner) = kind { return inner.isChoice(between: first, and: second) }
      if case .list(let values) = kind {
        return values.contains { $0.isChoice(between: first, and: second) }
      }
      return false
    }
    guard
      let one = values.firstIndex(where: {
        $0.span.start <= first.start && first.end <= $0.span.end
      }),
      let two = values.firstIndex(where: {
        $0.span.start <= second.start && second.end <= $0.span.end
      })
    else { return false }
    if one == two { return values[one].isChoice(between: first, and: second) }
    return operators[min(one, two)..<max(one, two)].contains { Self.choices.contains($0) }
  }

  /// The same for a variable: `existing || create(…)`, `existing ? … : create(…)`.
  func isChoice(naming names: Set<String>, before target: CodeSpan) -> Bool {
    guard case .operation(let values, let operators) = kind,
      operators.contains(where: { Self.choices.contains($0) }),
      let one = values.firstIndex(where: { value in
        !names.isDisjoint(with: value.allNames.map(\.withoutSigil))
      }),
      let two = values.firstIndex(where: {
        $0.span.start <= target.start && target.end <= $0.span.end
      })
    else { return false }
    return one < two
  }

  private static let choices: Set<String> = ["||", "&&", "??", "?", ":", "?:", "or", "and"]
}

extension CodeSourceFile {
  var isTest: Bool {
    let path = "/\(source.path)"
    return ["/test/", "/tests/", "/spec/", "/__tests__/", ".spec.", ".test.", "_test.", "_spec."]
      .contains { path.mentions($0) }
  }
}
