import DatabaseErrors
import EventSchema
import SourceCode

extension CodeReading {
  /// What is written, with the values where the source spells them out: in the call itself, in what
  /// built the row before, and in assignments to it.
  var writtenValues: [(field: String, value: CodeExpression?)] {
    guard let write else { return [] }
    var values = write.query.written
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
    return found
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
    return parameterOrigin(parameter, site)
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
