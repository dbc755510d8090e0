import DatabaseErrors
import EventSchema
import SourceCode

extension CodeReading {
  /// What is written, with the values where the source spells them out: in the call itself, in what
  /// built the row before, and in assignments to it.
  var writtenValues: [(field: String, value: CodeExpression?)] {
    guard let write else { return [] }
    if let handedOver { return handedOver }
    var values = write.query.written
    if let statement = write.query.statement, values.allSatisfy({ $0.value == nil }) {
      values = boundValues(of: statement, write)
    }
    guard let row = write.query.row?.withoutSigil else { return values }
    for found in queries where found.query.act == .build || found.query.operation == .create {
      guard found.query.use.targets.contains(where: { $0.withoutSigil == row }) else { continue }
      values += found.query.written
    }
    for (statement, _) in write.site.walk.statements {
      for target in statement.targets {
        let links = target.links
        guard links.count == 2, links[0].name.withoutSigil == row, links[1].arguments == nil else {
          continue
        }
        values.append((links[1].name, statement.value))
      }
    }
    for use in write.site.walk.uses where use.span.start < write.query.use.span.end {
      guard use.links.count == 2, use.links[0].name.withoutSigil == row,
        use.links[1].name.hasPrefix("set"), use.links[1].arguments?.count == 1
      else { continue }
      let field = use.links[1].name.dropFirst(3)
      guard !field.isEmpty else { continue }
      values.append(
        (field.prefix(1).lowercased() + field.dropFirst(), use.links[1].arguments?[0].value))
    }
    return values
  }

  /// What the caller put into the row that it hands to the function of the write.
  var givenRowValues: [(field: String, value: CodeExpression, site: CodeSite)] {
    guard let write, let row = write.query.row?.withoutSigil,
      let given = given(row, to: write.site)
    else { return [] }
    var value = given.value
    if case .prefixed(_, let inner) = value.kind { value = inner }
    if let name = value.plainName?.withoutSigil,
      let made = given.site.walk.assignments.last(where: {
        $0.name.withoutSigil == name && $0.value.span.end <= given.value.span.start
      })
    {
      value = made.value
    }
    let members = value.links.last?.arguments ?? value.members
    return members.compactMap { member in
      member.key.map { (field: $0, value: member.value, site: given.site) }
    }
  }

  /// What a prepared statement's parameters are set to, one call each: `insert.setString(1, name)`.
  private func boundValues(
    of statement: SQLStatement, _ found: Found
  ) -> [(field: String, value: CodeExpression?)] {
    let bound = bindings(of: found)
    let given = executed(found)
    guard statement.writtenParameters.count == statement.writtenColumns.count else {
      return found.query.written
    }
    return zip(statement.writtenColumns, statement.writtenParameters).map { column, index in
      (column, index.flatMap { bound[$0 + 1] } ?? given.value(of: column, at: index))
    }
  }

  /// What a prepared statement is given all at once when it is run: `$insert->execute([$name])`.
  private func executed(_ found: Found) -> ExecutedValues {
    guard let name = found.query.use.targets.first?.withoutSigil else { return ExecutedValues() }
    let runs = found.site.walk.uses.filter { use in
      use.span.start >= found.query.use.span.end && use.links.count == 2
        && use.links[0].name.withoutSigil == name && use.links[1].name == "execute"
    }
    guard runs.count == 1, let arguments = runs[0].links[1].arguments, arguments.count == 1 else {
      return ExecutedValues()
    }
    switch arguments[0].value.kind {
    case .list(let values): return ExecutedValues(inOrder: values)
    case .object(let members) where members.allSatisfy { $0.key == nil }:
      return ExecutedValues(inOrder: members.map(\.value))
    case .object(let members): return ExecutedValues(named: members)
    default: return ExecutedValues()
    }
  }

  /// The values by the numbers of their parameters, 1-based.
  private func bindings(of found: Found) -> [Int: CodeExpression] {
    guard let name = found.query.use.targets.first?.withoutSigil else { return [:] }
    var bound: [Int: CodeExpression] = [:]
    for use in found.site.walk.uses where use.span.start >= found.query.use.span.end {
      guard use.links.count == 2, use.links[0].name.withoutSigil == name,
        ["set", "bind"].contains(where: use.links[1].name.hasPrefix),
        let arguments = use.links[1].arguments, arguments.count > 1,
        case .number(let text) = arguments[0].value.kind, let number = Int(text)
      else { continue }
      bound[number] = bound[number] ?? arguments[1].value
    }
    return bound
  }

  /// The values that a look-up compares, as far as they stand in its call or are set for it; where
  /// a function is called for it, what that is given.
  func askedValues(of look: Found) -> [(value: CodeExpression, site: CodeSite)] {
    let own =
      look.query.use.links.flatMap { $0.arguments ?? [] }.map(\.value)
      + bindings(of: look).values
    var values = own.map { (value: $0, site: look.site) }
    guard let site = sites.first else { return values }
    for call in look.calls {
      values += call.links.flatMap { $0.arguments ?? [] }.map { (value: $0.value, site: site) }
    }
    return values
  }

  /// What is given for a parameter by the call that leads to its function.
  func given(
    _ name: String, to site: CodeSite
  ) -> (value: CodeExpression, site: CodeSite)? {
    guard let function = site.name, let first = sites.first,
      let index = site.function.parameters.firstIndex(where: { $0.name.withoutSigil == name })
    else { return nil }
    let callers = callers
    var way: (use: CodeUse, site: CodeSite)?
    if let write, let call = write.calls.last, write.calls.count == 1,
      site.function.span == write.site.function.span
    {
      way = (call, first)
    } else if site.function.span == first.function.span, let caller = callers.first {
      way = calling(caller).map { ($0, caller) }
    } else if let own = callers.firstIndex(where: { $0 === site }), own + 1 < callers.count {
      way = calling(callers[own + 1]).map { ($0, callers[own + 1]) }
    }
    guard let way, way.site !== site,
      let link = way.use.links.last(where: { $0.name == function }),
      let arguments = link.arguments
    else { return nil }
    if let named = arguments.first(where: { $0.key == name }) { return (named.value, way.site) }
    // `function add({ sail, name })` is given them in one object.
    let member = arguments.lazy.flatMap(\.value.members).first { $0.key == name }
    if let member { return (member.value, way.site) }
    guard arguments.indices.contains(index), arguments[index].key == nil else { return nil }
    return (arguments[index].value, way.site)
  }

  var origins: [SourceFacts.Origin] {
    guard let write else { return [] }
    var found: [SourceFacts.Origin] = []
    for (field, value) in writtenValues {
      guard let value, let kind = origin(of: value, in: write.site, depth: 0) else { continue }
      let column = column(field, of: model)
      guard !found.contains(where: { $0.column == column }) else { continue }
      found.append(
        SourceFacts.Origin(column: column, kind: kind, place: write.site.place(value.span)))
    }
    for origin in originsInCallbacks + [ownerOrigin].compactMap(\.self)
    where !found.contains(where: { $0.column == origin.column }) {
      found.append(origin)
    }
    return found
  }

  /// Values that the model gives itself when it is saved: `self.number = SecureRandom.hex(4)`.
  private var originsInCallbacks: [SourceFacts.Origin] {
    callbackSites.flatMap { site -> [SourceFacts.Origin] in
      site.walk.statements.compactMap { statement, _ in
        guard let value = statement.value, let target = statement.targets.first?.links,
          target.count == 2, Self.selves.contains(target[0].name), target[1].arguments == nil,
          let kind = generated(value)
        else { return nil }
        return SourceFacts.Origin(
          column: column(target[1].name, of: model), kind: kind, place: site.place(value.span))
      }
    }
  }

  /// How a value came about; `nil` when the source does not tell.
  private func origin(
    of value: CodeExpression, in site: CodeSite, depth: Int
  ) -> SourceFacts.Origin.Kind? {
    switch value.kind {
    case .number, .symbol: return .constant
    case .string(let string): return string.interpolations.isEmpty ? .constant : generated(value)
    case .name(let name) where vocabulary.nothings.contains(name): return .null
    case .name(let name) where ["true", "false"].contains(name.lowercased()): return .constant
    default: break
    }
    if isMadeRow(value, in: site) { return .madeBefore }
    if let kind = generated(value) { return kind }
    let names = value.allNames
    if !names.isDisjoint(with: vocabulary.inputs) { return .client }
    if site.function.parameters.contains(where: { $0.takesRequest(into: names) }) { return .client }
    if let copied = copied(value, site) { return copied }
    if !names.isDisjoint(with: vocabulary.messages) { return .external }
    guard depth < CodeLimits.variableDepthMax else { return nil }
    return variableOrigin(value, in: site, depth: depth)
  }

  private func generated(_ value: CodeExpression) -> SourceFacts.Origin.Kind? {
    let words = value.allNames
    let texts = value.strings.map(\.value)
    let counts =
      !words.isDisjoint(with: vocabulary.counters) || words.contains(where: \.countsRows)
      || texts.contains { $0.mentionsIgnoringCase("max(") || $0.mentionsIgnoringCase("count(") }
    if counts { return .computedFromRows }
    return words.isDisjoint(with: vocabulary.generators) ? nil : .generator
  }

  /// A member of another row of the same model.
  private func copied(_ value: CodeExpression, _ site: CodeSite) -> SourceFacts.Origin.Kind? {
    guard let model, value.links.count == 2, value.links[1].arguments == nil else { return nil }
    let name = value.links[0].name.withoutSigil
    guard name != write?.query.row?.withoutSigil else { return nil }
    let isRow = queries.contains { found in
      found.query.isLook && found.query.model == model
        && found.query.use.targets.contains { $0.withoutSigil == name }
    }
    return isRow ? .copied : nil
  }

  private func variableOrigin(
    _ value: CodeExpression, in site: CodeSite, depth: Int
  ) -> SourceFacts.Origin.Kind? {
    let names = Set(value.names.map(\.withoutSigil))
    for (name, assigned, statement) in site.walk.assignments.reversed() {
      guard names.contains(name.withoutSigil), statement.span.start < value.span.start,
        assigned.span != value.span
      else { continue }
      if isAssignedWhileLooking(statement, site) { return .computedFromRows }
      if let kind = origin(of: assigned, in: site, depth: depth + 1) { return kind }
      if isSlow(assigned) { return .external }
      break
    }
    guard
      let parameter = site.function.parameters.first(where: {
        names.contains($0.name.withoutSigil)
      })
    else { return nil }
    if let known = parameterOrigin(parameter, site) { return known }
    guard let given = given(parameter.name.withoutSigil, to: site) else { return nil }
    return origin(of: given.value, in: given.site, depth: depth + 1)
  }

  private func parameterOrigin(
    _ parameter: CodeParameter, _ site: CodeSite
  ) -> SourceFacts.Origin.Kind? {
    let type = parameter.type ?? ""
    let isInput =
      parameter.annotations.contains { Self.inputAnnotations.contains($0.name) }
      || ["Request", "Dto", "DTO", "Input", "Form", "Command", "Payload"].contains(
        where: type.hasSuffix)
      || vocabulary.inputs.contains(parameter.name.withoutSigil)
    if contexts.contains(.worker) || contexts.contains(.webhook) { return .external }
    return isInput ? .client : nil
  }

  private static let inputAnnotations: Set<String> = [
    "Body", "Query", "Param", "RequestBody", "RequestParam", "PathVariable", "FromBody",
    "FromQuery", "FromRoute", "ModelAttribute", "FromForm", "Args",
  ]

  /// Whether a variable gets its value in a loop that asks whether the value is free.
  private func isAssignedWhileLooking(_ statement: CodeStatement, _ site: CodeSite) -> Bool {
    let around =
      site.walk.statements.first { $0.statement.span == statement.span }?.enclosures ?? []
    guard let loop = around.last(where: { $0.block.kind == .loop }) else { return false }
    return queries.contains { found in
      found.query.isLook
        && loop.statement.map { statement in
          statement.span.start <= found.anchor.span.start
            && found.anchor.span.end <= statement.span.end
        } ?? false
    }
  }

  func isSlow(_ value: CodeExpression) -> Bool {
    value.calls.contains { call in
      vocabulary.slow.contains(call.name)
        || vocabulary.slowObjects.contains(call.receiver.first?.name ?? call.name)
    }
  }
}

extension CodeParameter {
  /// Whether it is a part of the request that is taken apart into one of the names:
  /// `Json(payload): Json<NewBoat>`.
  fileprivate func takesRequest(into names: Set<String>) -> Bool {
    guard let type, ["Json", "Form", "Query", "Path", "Multipart"].contains(type.lastComponent)
    else { return false }
    return names.contains(name.withoutSigil)
  }
}

/// The values of a prepared statement, by their order or by the names of their parameters.
private struct ExecutedValues {
  var inOrder: [CodeExpression] = []
  var named: [CodeArgument] = []

  /// By name only where the parameter is called as its column.
  func value(of column: String, at index: Int?) -> CodeExpression? {
    if let index, inOrder.indices.contains(index) { return inOrder[index] }
    return named.first { argument in
      argument.key.map { $0 == column || $0 == ":" + column } ?? false
    }?.value
  }
}
