import SourceCode

/// The uses of rows in one statement of code with peewee, Tortoise or Pony.
struct PythonRecordUses {
  private(set) var found: [PythonRowUse] = []
  private let scope: PythonScope
  private let statement: PythonStatement
  private let words: PythonRecords

  init(_ statement: PythonStatement, _ scope: PythonScope, _ words: PythonRecords) {
    self.statement = statement
    self.scope = scope
    self.words = words
    for expression in statement.expressions { read(expression) }
    if words.constructorWrites { readChange() }
  }

  private mutating func read(_ expression: PythonExpression) {
    if let call = expression.asCall, let use = use(call, expression) {
      for argument in call.arguments where use.operation != .read { read(argument.value) }
      found.append(use)
      return
    }
    for part in expression.parts { read(part) }
  }

  private func use(_ call: PythonCall, _ expression: PythonExpression) -> PythonRowUse? {
    guard let name = call.name else { return nil }
    if words.constructorWrites {
      if ["commit", "flush"].contains(name), call.arguments.isEmpty {
        return PythonRowUse(.commit, at: call.span)
      }
      if let made = constructed(call) { return made }
    }
    guard case .attribute(let base, _) = call.callee.kind else { return nil }
    switch name {
    case "save", "asave": return save(call, base)
    case "delete_instance", "delete":
      if let use = instance(base).map({ instance -> PythonRowUse in
        var use = PythonRowUse(.delete, at: call.span)
        use.relation = instance.relation
        use.name = instance.relation.facts.name
        return use
      }) {
        return use
      }
    default: break
    }
    return query(call, expression)
  }

  /// `Boat(number=number)`
  private func constructed(_ call: PythonCall) -> PythonRowUse? {
    guard let name = call.dottedCallee, name.lastName.first?.isUppercase == true,
      let relation = scope.relation(named: name)
    else { return nil }
    var use = PythonRowUse(.create, at: call.span)
    use.relation = relation
    use.name = relation.facts.name
    use.values = values(call.arguments, relation)
    return use
  }

  /// A row that a name stands for: made here, or looked up.
  private func instance(
    _ value: PythonExpression, depth: Int = 3
  ) -> (relation: PythonRelation, made: PythonRowUse?)? {
    let resolved = scope.resolved(value)
    if let call = resolved.asCall {
      if let made = constructed(call) { return made.relation.map { ($0, made) } }
      if let found = query(call, resolved), let relation = found.relation {
        return (relation, nil)
      }
    }
    guard case .name(let name) = value.kind else { return nil }
    if name == "self", let type = scope.site.type {
      return scope.relation(named: type.name).map { ($0, nil) }
    }
    if let type = scope.annotation(of: name) {
      return scope.relation(named: type).map { ($0, nil) }
    }
    guard depth > 0, let rows = scope.site.iterable(of: name, before: value.span.start) else {
      return nil
    }
    return instance(rows, depth: depth - 1)
  }

  private func save(_ call: PythonCall, _ base: PythonExpression) -> PythonRowUse? {
    guard let (relation, made) = instance(base) else { return nil }
    var use = PythonRowUse(.save, at: call.span)
    use.relation = relation
    use.name = relation.facts.name
    use.changesFetchedRow = made == nil && call.argument("force_insert")?.kind != .true
    use.values = made?.values ?? []
    guard let name = base.dottedName else { return use }
    for (earlier, _) in scope.site.scope.before(call.span) {
      guard case .assign(let targets, let value) = earlier.kind else { continue }
      for target in targets {
        guard case .attribute(let owner, let field) = target.kind, owner.dottedName == name else {
          continue
        }
        use.values.append(
          PythonRowUse.Value(
            column: relation.column(of: field), expression: value,
            isComputedInDatabase: value.isComputedByDatabase))
      }
    }
    return use
  }

  private mutating func readChange() {
    guard case .assign(let targets, let value) = statement.kind else { return }
    for target in targets {
      guard case .attribute(let base, let field) = target.kind, base.kind != .name("self"),
        let (relation, made) = instance(base), made == nil
      else { continue }
      var use = PythonRowUse(.update, at: statement.span)
      use.relation = relation
      use.changesFetchedRow = true
      use.values = [
        PythonRowUse.Value(column: relation.column(of: field), expression: value)
      ]
      found.append(use)
    }
  }

  private func values(
    _ arguments: [PythonArgument], _ relation: PythonRelation?
  ) -> [PythonRowUse.Value] {
    arguments.flatMap { argument -> [PythonRowUse.Value] in
      if let name = argument.name {
        return [
          PythonRowUse.Value(
            column: relation?.column(of: name) ?? name, expression: argument.value,
            isComputedInDatabase: argument.value.isComputedByDatabase)
        ]
      }
      guard case .dictionary(let items) = argument.value.kind else { return [] }
      return items.compactMap { item in
        guard let name = item.key?.stringValue ?? item.key?.column?.name else { return nil }
        return PythonRowUse.Value(
          column: relation?.column(of: name) ?? name, expression: item.value)
      }
    }
  }

  // MARK: - Calls of the class

  private static let reads: Set<String> = [
    "get", "get_or_none", "exists", "first", "count", "get_by_id", "scalar", "last", "aggregate",
    "get_for_update", "get_or_404",
  ]

  /// `Boat.create(…)`, `Boat.select().where(…).exists()`, `Boat.filter(…).first()`.
  private func query(_ call: PythonCall, _ expression: PythonExpression) -> PythonRowUse? {
    var links = expression.chain
    if let first = links.first, first.arguments == nil, let bound = scope.bindings[first.name] {
      let base = bound.chain
      if !base.isEmpty { links = base + links.dropFirst() }
    }
    guard links.count > 1, let last = links.last,
      let owner = links.first(where: {
        $0.name.first?.isUppercase == true && $0.arguments == nil
      })
    else { return nil }
    let relation = scope.relation(named: owner.name)
    let verbs = Set(links.map(\.name))
    guard let operation = operation(last.name, verbs) else { return nil }
    var use = PythonRowUse(operation, at: expression.span)
    use.relation = relation
    use.name = owner.name
    read(links, last, into: &use)
    return use
  }

  private func operation(_ last: String, _ verbs: Set<String>) -> SourceFacts.Operation? {
    switch last {
    case "create": return .create
    case "bulk_create", "insert_many", "abulk_create": return .bulkInsert
    case "get_or_create", "update_or_create": return .upsert
    case "replace": return .upsert
    case "execute":
      if !verbs.isDisjoint(with: [
        "on_conflict", "on_conflict_replace", "on_conflict_ignore", "replace",
      ]) {
        return .upsert
      }
      if verbs.contains("insert_many") { return .bulkInsert }
      if verbs.contains("insert") { return .create }
      if verbs.contains("update") { return .update }
      return verbs.contains("delete") ? .delete : .read
    case "update" where verbs.contains("filter"): return .update
    case "delete" where verbs.contains("filter"): return .delete
    default: return Self.reads.contains(last) ? .read : nil
    }
  }

  private func read(
    _ links: [PythonExpression.Link], _ last: PythonExpression.Link, into use: inout PythonRowUse
  ) {
    let relation = use.relation
    for link in links {
      let arguments = link.arguments ?? []
      switch link.name {
      case "where", "filter", "get", "get_or_none", "exists", "get_for_update":
        addConditions(arguments, to: &use)
        use.locks = use.locks || link.name == "get_for_update"
      case "create", "insert", "update": use.values += values(arguments, relation)
      case "get_or_create", "update_or_create":
        use.helper = link.name
        use.readsAgain = true
        let given = arguments.filter { $0.name != "defaults" && $0.kind != .positional }
        addConditions(given, to: &use)
        use.values += values(given, relation)
        if let defaults = link.argument("defaults") {
          use.values += values([PythonArgument(.positional, defaults)], relation)
        }
      case "on_conflict":
        use.helper = link.name
        let target = link.argument("conflict_target")?.elements ?? []
        use.conflictColumns = target.compactMap { element in
          (element.stringValue ?? element.column?.name).map { relation?.column(of: $0) ?? $0 }
        }
      case "on_conflict_replace", "on_conflict_ignore": use.helper = link.name
      case "for_update", "select_for_update": use.locks = true
      case "join":
        guard let name = arguments.first?.value.dottedName, let own = relation,
          let other = scope.relation(named: name)
        else { continue }
        use.multipliesRows = other.facts.columns.contains { $0.referencedTable == own.facts.table }
      case "distinct": use.multipliesRows = false
      default: continue
      }
    }
    if last.name == "get_by_id", let key = last.arguments?.first?.value {
      use.lookups += (relation?.keyColumns ?? ["id"]).map {
        PythonRowUse.Lookup(column: $0, value: key)
      }
    }
    use.isMany = use.operation == .bulkInsert
  }

  /// Comparisons of columns, and keywords with Django's endings.
  private func addConditions(_ arguments: [PythonArgument], to use: inout PythonRowUse) {
    let comparisons = arguments.filter { $0.name == nil && $0.kind == .positional }
    let read = PythonConditions(comparisons, use.relation, in: scope.site.file)
    use.lookups += read.lookups
    use.otherPredicates += read.otherPredicates
    for argument in arguments {
      guard let keyword = argument.name else { continue }
      let lookup = DjangoLookup(keyword: keyword, value: argument.value)
      guard let first = lookup.path.first else { continue }
      let column = use.relation?.column(of: first) ?? first
      if let asksForNull = lookup.asksForNull {
        use.otherPredicates.append("\(column) IS \(asksForNull ? "" : "NOT ")NULL")
      } else if lookup.isEquality, lookup.path.count == 1 {
        use.lookups.append(
          PythonRowUse.Lookup(
            column: column, value: argument.value,
            foldsCase: lookup.foldsCase || argument.value.foldsText))
      } else {
        use.otherPredicates.append("\(lookup.path.joined(separator: ".")) \(lookup.comparison)")
      }
    }
  }
}
