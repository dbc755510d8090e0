import EventSchema
import SourceCode

/// The uses of rows in one statement of SQLAlchemy's code, of Core and of the ORM.
struct SQLAlchemyUses {
  private(set) var found: [PythonRowUse] = []
  let scope: PythonScope
  let statement: PythonStatement

  init(_ statement: PythonStatement, _ scope: PythonScope) {
    self.statement = statement
    self.scope = scope
    for expression in statement.expressions { read(expression) }
    readChange()
  }

  private mutating func read(_ expression: PythonExpression) {
    if let call = expression.asCall, let use = use(call, expression) {
      let isMerge = use.helper == "merge"
      for argument in call.arguments where use.operation != .read && !isMerge {
        read(argument.value)
      }
      found.append(use)
      return
    }
    for part in expression.parts { read(part) }
  }

  private func use(_ call: PythonCall, _ expression: PythonExpression) -> PythonRowUse? {
    guard let name = call.name else { return nil }
    if let made = constructed(call) ?? assigned(call) { return made }
    guard case .attribute(let base, _) = call.callee.kind else { return nil }
    switch name {
    case "commit", "flush":
      return base.isSession ? PythonRowUse(.commit, at: call.span) : nil
    case "add", "add_all", "bulk_save_objects", "bulk_insert_mappings", "merge", "delete":
      if base.isSession { return sessionCall(name, call) }
    case "update": break
    default: break
    }
    return query(expression, call, name)
  }

  // MARK: - Objects

  /// `Boat(number=number)`: a new row, which a commit writes.
  private func constructed(_ call: PythonCall) -> PythonRowUse? {
    guard var name = call.dottedCallee else { return nil }
    let factories = [".from_orm", ".model_validate", ".parse_obj"]
    for factory in factories where name.hasSuffix(factory) { name.removeLast(factory.count) }
    guard name.lastName.first?.isUppercase == true, let relation = scope.relation(named: name),
      relation.definition?.type != nil
    else { return nil }
    var use = PythonRowUse(.create, at: call.span)
    use.relation = relation
    use.name = relation.facts.name
    use.values = call.arguments.compactMap { argument in
      argument.name.map {
        PythonRowUse.Value(column: relation.column(of: $0), expression: argument.value)
      }
    }
    let isFactory = name != call.dottedCallee
    for argument in call.arguments where argument.kind == .doubleStar || isFactory {
      use.values += spread(argument.value, relation, given: Set(use.values.map(\.column)))
    }
    return use
  }

  /// Every column that `**payload.model_dump()` can fill.
  func spread(
    _ value: PythonExpression, _ relation: PythonRelation, given: Set<String>
  ) -> [PythonRowUse.Value] {
    var fields: [String]?
    if let name = value.chain.first?.name, let type = scope.annotation(of: name) {
      fields = scope.definition(of: type).flatMap(\.type).map(\.annotatedNames)
    }
    return relation.facts.columns.compactMap { column in
      guard !column.isGenerated, !given.contains(column.column),
        fields?.contains(column.field) ?? true
      else { return nil }
      return PythonRowUse.Value(column: column.column, expression: value)
    }
  }

  private func sessionCall(_ name: String, _ call: PythonCall) -> PythonRowUse? {
    guard let argument = call.positional.first else { return nil }
    switch name {
    case "delete":
      guard let relation = relation(of: argument) else { return nil }
      var use = PythonRowUse(.delete, at: call.span)
      use.relation = relation
      return use
    case "merge":
      let made = scope.resolved(argument).asCall.flatMap(constructed)
      guard var use = made else { return nil }
      use.operation = .upsert
      use.span = call.span
      use.conflictColumns = use.relation?.keyColumns
      use.helper = name
      return use
    case "bulk_insert_mappings", "bulk_save_objects":
      var use = PythonRowUse(.bulkInsert, at: call.span)
      use.isMany = true
      use.relation =
        relation(of: argument) ?? argument.calls.lazy.compactMap(constructed).first?.relation
      use.bypassesValidation = true
      return use.relation == nil ? nil : use
    default: return added(argument, call)
    }
  }

  /// `session.add(boat)`, where the boat was not made in sight.
  private func added(_ argument: PythonExpression, _ call: PythonCall) -> PythonRowUse? {
    let given = scope.resolved(argument)
    guard !given.calls.contains(where: { constructed($0) != nil }) else { return nil }
    if let made = given.calls.lazy.compactMap(madeUndeclared).first {
      var use = PythonRowUse(call.name == "add_all" ? .bulkInsert : .create, at: call.span)
      use.isMany = call.name == "add_all"
      use.name = made.dottedCallee?.lastName
      use.values = made.arguments.compactMap { argument in
        argument.name.map { PythonRowUse.Value(column: $0, expression: argument.value) }
      }
      return use
    }
    guard case .name(let name) = argument.kind,
      let type = scope.annotation(of: name) ?? scope.resolved(argument).asCall?.dottedCallee
    else { return nil }
    var use = PythonRowUse(.create, at: call.span)
    use.relation = scope.relation(named: type)
    use.name = type.lastName
    return use.name?.first?.isUppercase == true ? use : nil
  }

  /// `Boat(number=number)`, where the class is not at hand.
  private func madeUndeclared(_ call: PythonCall) -> PythonCall? {
    guard let name = call.dottedCallee?.lastName, name.first?.isUppercase == true,
      call.arguments.contains(where: { $0.name != nil })
    else { return nil }
    return call
  }

  /// The relation of what a name stands for: a row that was made or looked up.
  private func relation(
    of value: PythonExpression, holding field: String? = nil, depth: Int = 3
  ) -> PythonRelation? {
    if let name = value.dottedName, let own = scope.relation(named: name) { return own }
    let made = scope.resolved(value)
    if let call = made.asCall {
      if let use = constructed(call) { return use.relation }
      if let name = call.name, let use = query(made, call, name) { return use.relation }
      if let row = scope.libraries.rowRead(by: made, at: scope.site) { return row }
    }
    guard case .name(let name) = value.kind else { return nil }
    if let type = scope.annotation(of: name) { return scope.relation(named: type) }
    if let rows = scope.site.iterable(of: name, before: value.span.start) {
      return depth > 0 ? relation(of: rows, holding: field, depth: depth - 1) : nil
    }
    return field.flatMap { namesake(of: name, holding: $0) }
  }

  /// The model that a parameter without a type is called after: `Person` of `person`, as long as
  /// that one has the attribute.
  private func namesake(of name: String, holding field: String) -> PythonRelation? {
    guard scope.site.function?.parameters.contains(where: { $0.name == name }) == true,
      let relation = scope.relation(named: name.camelized),
      relation.facts.columns.contains(where: { $0.field == field })
    else { return nil }
    return relation
  }

  /// `boat.number = number` of a row that was looked up: an UPDATE by the next flush.
  private mutating func readChange() {
    let (targets, value): ([PythonExpression], PythonExpression)
    switch statement.kind {
    case .assign(let assigned, let given): (targets, value) = (assigned, given)
    case .augment(let target, _, let given): (targets, value) = ([target], given)
    default: return
    }
    // `one.label, two.label = two.label, one.label`
    for target in targets.flatMap({ $0.elements.isEmpty ? [$0] : $0.elements }) {
      guard case .attribute(let base, let field) = target.kind, case .name(let name) = base.kind,
        name != "self", let relation = relation(of: base, holding: field)
      else { continue }
      guard relation.facts.columns.contains(where: { $0.field == field }) else {
        readReplacement(of: field, in: relation)
        continue
      }
      var use = PythonRowUse(.update, at: statement.span)
      use.relation = relation
      let isNew = scope.resolved(base).asCall.flatMap(constructed) != nil
      use.operation = isNew ? .save : .update
      use.changesFetchedRow = true
      use.values = [
        PythonRowUse.Value(
          column: relation.column(of: field), expression: value,
          isComputedInDatabase: value.isComputedByDatabase)
      ]
      found.append(use)
    }
  }

  /// `setattr(boat, name, value)` of a row that was looked up; which column, only a literal tells.
  private func assigned(_ call: PythonCall) -> PythonRowUse? {
    guard call.name == "setattr", call.positional.count == 3 else { return nil }
    let members = SQLAlchemyMembers(of: call, scope)
    let field = call.positional[1].stringValue ?? members?.keywords.first?.name
    guard let relation = relation(of: call.positional[0], holding: field) else { return nil }
    var use = PythonRowUse(.update, at: call.span)
    use.relation = relation
    use.changesFetchedRow = true
    if let field = call.positional[1].stringValue {
      use.values = [
        PythonRowUse.Value(column: relation.column(of: field), expression: call.positional[2])
      ]
    } else if let members {
      use.values = members.values(of: relation)
    }
    return use
  }

  /// `hall.seats = […]`, where rows that are in the list no more are deleted.
  private mutating func readReplacement(of field: String, in relation: PythonRelation) {
    guard let value = relation.definition?.type?.value(field)?.asCall,
      value.name?.hasSuffix("relationship") == true,
      value.argument("cascade")?.stringValue?.mentions("delete-orphan") == true
    else { return }
    let name =
      value.positional.first?.modelName
      ?? found.last { $0.operation == .create }?.relation?.facts.name
    guard let name, let children = scope.relation(named: name) else { return }
    var use = PythonRowUse(.delete, at: statement.span)
    use.relation = children
    found.insert(use, at: 0)
  }
}
