import EventSchema
import SourceCode

extension SQLAlchemyUses {
  private static let terminals: Set<String> = [
    "first", "one", "one_or_none", "scalar", "scalar_one", "scalar_one_or_none", "count", "all",
    "get", "exists", "first_or_404", "get_or_404", "one_or_404", "fetchone", "fetchall", "scalars",
    "execute", "exec", "update", "delete", "get_one", "mappings", "paginate", "fetch_one",
    "fetch_all", "stream", "fetch_val",
  ]

  /// A query or statement that is run by the last call of its chain.
  func query(
    _ expression: PythonExpression, _ call: PythonCall, _ name: String
  ) -> PythonRowUse? {
    guard Self.terminals.contains(name) else { return nil }
    let use = asked(expression, call, name)
    // Rows are read where they are taken, and written where the statement runs.
    if use?.isWrite == true {
      return Self.isRun(in: expression) ? use : nil
    }
    return isTakenLater(expression, name) ? nil : use
  }

  /// Whether the expression itself runs a statement, and does not take from what one gave.
  private static func isRun(in expression: PythonExpression) -> Bool {
    let links = expression.chain
    guard links.count > 1 || links.first?.arguments != nil else { return true }
    let takers: Set<String> = [
      "scalar_one", "scalar_one_or_none", "one", "one_or_none", "first", "all", "fetchone",
      "fetchall", "mappings",
    ]
    return links.dropFirst().contains { link in
      guard let arguments = link.arguments, !takers.contains(link.name) else { return false }
      return !(["scalar", "scalars"].contains(link.name) && arguments.isEmpty)
    }
  }

  private func asked(
    _ expression: PythonExpression, _ call: PythonCall, _ name: String
  ) -> PythonRowUse? {
    let links = scope.wholeChain(expression)
    if ["get", "get_or_404", "get_one"].contains(name), links.count > 1,
      links[links.count - 2].isSessionName
    {
      return primaryKeyLook(call)
    }
    // The statement that `execute` and its kin are given.
    let runner = links.lastIndex {
      [
        "execute", "exec", "scalar", "scalars", "stream", "fetch_one", "first_or_404",
        "fetch_all", "fetch_val", "one_or_404",
      ].contains($0.name) && $0.arguments?.isEmpty == false
    }
    if let runner, let given = links[runner].arguments?.first?.value {
      let statement = scope.wholeChain(given)
      guard !statement.isEmpty else { return nil }
      return use(
        of: statement, at: expression, ending: name,
        parameters: links[runner].arguments?.dropFirst().first?.value)
    }
    return use(of: links, at: expression, ending: name, parameters: nil)
  }

  /// Whether the statement only names a result, out of which a later line takes rows.
  private func isTakenLater(_ expression: PythonExpression, _ name: String) -> Bool {
    guard ["execute", "exec", "scalars", "stream"].contains(name),
      let (result, value) = statement.simpleAssignment, value.isCall(expression.span)
    else { return false }
    return scope.site.scope.flattened.contains { later, _ in
      later.span.start > statement.span.start
        && later.expressions.flatMap(\.calls).contains { call in
          call.callee.chain.first?.name == result && Self.terminals.contains(call.name ?? "")
        }
    }
  }

  /// `session.get(Boat, id)`
  private func primaryKeyLook(_ call: PythonCall) -> PythonRowUse? {
    guard call.positional.count > 1, let name = call.positional[0].dottedName,
      name.lastName.first?.isUppercase == true
    else { return nil }
    var use = PythonRowUse(.read, at: call.span)
    use.relation = scope.relation(named: name)
    use.name = name.lastName
    let key = use.relation?.keyColumns ?? ["id"]
    use.lookups = key.map { PythonRowUse.Lookup(column: $0, value: call.positional[1]) }
    use.looksByIdentity = true
    use.locks = call.argument("with_for_update") != nil
    return use
  }

  /// What a chain of links asks for or does: `query(Boat).filter(…).first()`,
  /// `insert(Boat).values(…).on_conflict_do_nothing()`.
  private func use(
    of links: [PythonExpression.Link], at expression: PythonExpression, ending: String,
    parameters: PythonExpression?
  ) -> PythonRowUse? {
    guard let (relation, name, verb) = subject(of: links) else { return nil }
    var use = PythonRowUse(verb, at: expression.span)
    use.relation = relation
    use.name = name
    let conditions = links.filter { ["filter", "filter_by", "where", "having"].contains($0.name) }
      .flatMap { $0.arguments ?? [] }
    let read = PythonConditions(conditions + existsConditions(links), relation, in: scope.site.file)
    use.lookups = read.lookups
    use.otherPredicates = read.otherPredicates
    for link in links { readStep(link, into: &use) }
    if verb == .read, ending == "update" || ending == "delete" {
      use.operation = ending == "update" ? .update : .delete
      if let values = links.last?.arguments?.first?.value {
        use.values = values.values(of: relation)
      }
    }
    if verb == .create, let parameters {
      use.values += parameters.values(of: relation)
      let isList = if case .list = scope.resolved(parameters).kind { true } else { false }
      use.isMany = use.isMany || isList
    }
    if use.isMany, use.operation == .create { use.operation = .bulkInsert }
    if ["get", "get_or_404"].contains(ending), let key = links.last?.arguments?.first?.value {
      use.lookups += (relation?.keyColumns ?? ["id"]).map {
        PythonRowUse.Lookup(column: $0, value: key)
      }
    }
    return use
  }

  private func existsConditions(_ links: [PythonExpression.Link]) -> [PythonArgument] {
    let inner = links.filter { $0.name == "query" || $0.name == "select" }
      .flatMap { $0.arguments ?? [] }
    return inner.flatMap { argument -> [PythonArgument] in
      argument.value.chain.filter { $0.name == "where" || $0.name == "filter" }
        .flatMap { $0.arguments ?? [] }
    }
  }

  private func readStep(_ link: PythonExpression.Link, into use: inout PythonRowUse) {
    switch link.name {
    case "with_for_update": use.locks = true
    case "values":
      for argument in link.arguments ?? [] {
        if let name = argument.name {
          use.values.append(
            PythonRowUse.Value(
              column: use.relation?.column(of: name) ?? name, expression: argument.value,
              isComputedInDatabase: argument.value.isComputedByDatabase))
        } else if argument.isSpread, let relation = use.relation {
          use.values += spread(argument.value, relation, given: Set(use.values.map(\.column)))
        } else {
          let value = scope.resolved(argument.value)
          if case .list = value.kind { use.isMany = true }
          use.values += value.values(of: use.relation)
        }
      }
    case "on_conflict_do_update", "on_conflict_do_nothing":
      use.operation = .upsert
      use.helper = link.name
      let elements = link.argument("index_elements")?.elements ?? []
      use.conflictColumns = elements.compactMap { element in
        (element.stringValue ?? element.column?.name).map { use.relation?.column(of: $0) ?? $0 }
      }
      if elements.isEmpty, let name = link.argument("constraint")?.stringValue {
        let constraint = use.relation?.facts.constraints.first { $0.name == name }
        use.conflictColumns = constraint?.columns
      }
    case "on_duplicate_key_update":
      use.operation = .upsert
      use.helper = link.name
    case "join", "outerjoin":
      guard let target = link.arguments?.first?.value.dottedName, let own = use.relation,
        let other = scope.relation(named: target)
      else { return }
      // A child's table gives the parent's row once for each child.
      use.multipliesRows =
        use.multipliesRows
        || other.facts.columns.contains { $0.referencedTable == own.facts.table }
    case "distinct", "group_by": use.multipliesRows = false
    default: break
    }
  }

  /// Whose rows a chain is about, and what it does with them.
  private func subject(
    of links: [PythonExpression.Link]
  ) -> (PythonRelation?, String?, SourceFacts.Operation)? {
    for (index, link) in links.enumerated() {
      let verb: SourceFacts.Operation
      switch link.name {
      case "select", "query", "exists": verb = .read
      case "insert": verb = .create
      case "update": verb = .update
      case "delete": verb = .delete
      default: continue
      }
      if index > 0, link.arguments?.isEmpty ?? true, link.name != "exists" {
        // `boats.insert()`, `Boat.query`
        // `Boat.__table__.insert()`
        let isTable = links[index - 1].name == "__table__" && index > 1
        let owner = links[isTable ? index - 2 : index - 1].name
        let relation = scope.relation(named: owner)
        if relation != nil || owner.first?.isUppercase == true { return (relation, owner, verb) }
      }
      for argument in link.arguments ?? [] {
        guard let name = argument.value.entityName else { continue }
        return (scope.relation(named: name), name.lastName, verb)
      }
    }
    return nil
  }
}

extension PythonScope {
  /// The links of a chain with those of what its first name stands for in front, also where a name
  /// is given what is made of its earlier value: `query = query.filter(…)`.
  fileprivate func wholeChain(_ expression: PythonExpression) -> [PythonExpression.Link] {
    var links = expression.chain
    var end = expression.span.start
    for _ in 0..<8 {
      guard let first = links.first, first.arguments == nil,
        let (bound, at) = site.binding(of: first.name, before: end)
      else { break }
      let base = bound.chain
      guard !base.isEmpty else { break }
      links = base + links.dropFirst()
      end = at
    }
    return links
  }
}

extension PythonArgument {
  /// `**values`, and what a model of data is made of: `payload.model_dump()`.
  var isSpread: Bool {
    kind == .doubleStar || ["model_dump", "dict"].contains(value.asCall?.name ?? "")
  }
}

extension PythonExpression.Link {
  /// `session` of `db.session.get(…)`.
  fileprivate var isSessionName: Bool {
    let name = name.lowercased()
    return name.hasSuffix("session") || name == "db" || name == "sess" || name == "s"
  }
}

extension PythonExpression {
  /// Whether it is the call at a place, perhaps awaited.
  fileprivate func isCall(_ span: CodeSpan) -> Bool {
    if case .await(let inner) = kind { inner.isCall(span) } else { self.span == span }
  }

  /// Whether it is called like a session or connection.
  var isSession: Bool {
    guard let last = chain.last?.name.lowercased() else { return false }
    return last.hasSuffix("session") || last.hasPrefix("session") || last.hasPrefix("conn")
      || ["db", "sess", "s", "cnx", "database", "uow", "tx", "transaction", "trans"].contains(last)
  }

  /// The class or table that a query asks for: `Boat`, `Boat.id`, `exists().where(Boat.…)`,
  /// `func.count(Boat.id)`.
  fileprivate var entityName: String? {
    switch kind {
    case .name(let name): return name
    case .attribute(let base, let name):
      if name.first?.isUppercase == true { return dottedName }
      if let dotted = base.dottedName {
        return dotted.hasSuffix(".c") ? String(dotted.dropLast(2)) : dotted
      }
      return nil
    case .call(let callee, let arguments):
      for argument in arguments {
        if let name = argument.value.entityName { return name }
      }
      if case .attribute(let base, _) = callee.kind { return base.entityName }
      return nil
    case .comparison(let first, _): return first.entityName
    default: return nil
    }
  }

  /// What a dictionary, or the first one of a list of them, gives columns.
  fileprivate func values(of relation: PythonRelation?) -> [PythonRowUse.Value] {
    switch kind {
    case .dictionary(let items):
      return items.compactMap { item in
        guard let name = item.key?.stringValue ?? item.key?.column?.name else { return nil }
        return PythonRowUse.Value(
          column: relation?.column(of: name) ?? name, expression: item.value,
          isComputedInDatabase: item.value.isComputedByDatabase)
      }
    case .list(let elements): return elements.first?.values(of: relation) ?? []
    case .comprehension(let comprehension): return comprehension.element.values(of: relation)
    default: return []
    }
  }
}

extension PythonClass {
  /// The names that the class annotates: the fields of a model of data.
  var annotatedNames: [String] {
    body.compactMap { statement in
      if case .annotate(let target, _, _) = statement.kind, case .name(let name) = target.kind {
        name
      } else {
        nil
      }
    }
  }
}
