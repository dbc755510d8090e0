import SourceCode

extension CodeQueryReader {
  // MARK: Rows

  /// The model of a row that stands where a call takes one: a variable, or what makes it.
  func rowModel(_ value: CodeExpression) -> TypedEntity? {
    switch value.kind {
    case .prefixed(_, let inner): return rowModel(inner)
    case .name(let name):
      guard let model = model(ofVariable: name) else { return nil }
      return TypedEntity(model: model, row: name)
    case .chain:
      guard let model = constructed(value) else { return nil }
      return TypedEntity(model: model, value: value)
    case .list(let values): return values.first.flatMap { rowModel($0) }
    default: return nil
    }
  }

  func model(ofVariable name: String) -> String? {
    if let type = types[name], isRowType(type) { return type }
    if let model = variables[name], isRowType(model) { return model }
    if let value = values[name], let model = constructed(value) { return model }
    return nil
  }

  /// Whether a type can be the one of rows: none of the languages' own.
  func isRowType(_ type: String) -> Bool {
    type.startsWithCapital && !Self.valueTypes.contains(type) && !type.hasSuffix("Exception")
      && !vocabulary.slowObjects.contains(type)
  }

  private static let valueTypes: Set<String> = [
    "Optional", "List", "Set", "Map", "Collection", "Iterable", "IEnumerable", "ICollection", "Vec",
    "Option", "Result", "Array", "ArrayList", "HashMap", "HashSet", "Stream", "Mono", "Flux",
    "Page",
    "Date", "File", "Random", "Thread", "StringBuilder", "Error", "Some", "Ok", "Err", "String",
    "Integer",
    "Long", "Boolean", "Double", "BigDecimal", "LocalDate", "Instant", "Int", "Bool", "UUID",
  ]

  /// The type that a value makes a row of: `new Boat(…)`, `Boat{…}`, `&Boat{}`,
  /// `Boat.builder()….build()`, `boat::ActiveModel {…}`.
  func constructed(_ value: CodeExpression) -> String? {
    switch value.kind {
    case .prefixed(_, let inner): return constructed(inner)
    case .chain(let links):
      guard let last = links.last else { return nil }
      if last.name == "build" || last.name == "Build", let first = links.first,
        first.name.startsWithCapital, links.contains(where: { $0.name.lowercased() == "builder" })
      {
        return first.name
      }
      guard last.arguments != nil, isRowType(last.name) else {
        return nil
      }
      if last.name == "ActiveModel" {
        return links.dropLast().last.map { CodeNaming.camelCased($0.name) }
      }
      if last.separator == "new" { return last.name }
      let arguments = last.arguments ?? []
      // A method with a capital (`Find(id)`) is behind a value, a type behind a package or nothing.
      let isType =
        links.count == 1
        || links.dropLast().allSatisfy { $0.arguments == nil && $0.index == nil }
          && (arguments.isEmpty || arguments.allSatisfy { $0.key != nil })
      let hasKeys = arguments.contains { $0.key != nil } || (arguments.isEmpty && links.count == 1)
      return isType && hasKeys || isType && links.count == 1 && language != "go" ? last.name : nil
    default: return nil
    }
  }

  // MARK: What is written

  /// The members of a row that stands where it is handed over.
  func readValues(of value: CodeExpression, into query: inout CodeQuery) {
    switch value.kind {
    case .prefixed(_, let inner): readValues(of: inner, into: &query)
    case .list(let values):
      query.writesMany = true
      if let first = values.first { readValues(of: first, into: &query) }
    case .chain(let links):
      guard let last = links.last else { return }
      if last.name.lowercased() == "build" {
        for link in links.dropFirst() where link.arguments?.count == 1 {
          query.written.append((link.name, link.arguments?.first?.value))
        }
        return
      }
      for member in last.arguments ?? [] {
        guard let key = member.key else { continue }
        query.written.append((key, unwrapped(member.value)))
      }
    default: break
    }
  }

  /// `Set(email)` of SeaORM, `.value(email)`: what is in it.
  private func unwrapped(_ value: CodeExpression) -> CodeExpression {
    guard case .chain(let links) = value.kind, links.count == 1,
      ["Set", "ActiveValue", "Some"].contains(links[0].name), let inner = links[0].arguments?.first
    else { return value }
    return unwrapped(inner.value)
  }

  /// What a call of a chain is given to be written.
  func readData(_ link: CodeLink, into query: inout CodeQuery) {
    let arguments = link.arguments ?? []
    // `set(BOAT.NAME, name)`.
    if vocabulary.dataCalls.contains(link.name), arguments.count == 2, link.name != "values",
      let field = arguments[0].value.lastName
    {
      query.written.append((field, arguments[1].value))
      return
    }
    // `values(a, b)` for the columns that were listed before.
    if link.name == "values", query.written.count >= arguments.count, !arguments.isEmpty,
      query.written.allSatisfy({ $0.value == nil })
    {
      for (index, argument) in arguments.enumerated() {
        query.written[index].value = argument.value
      }
      return
    }
    for argument in arguments { readDatum(argument, into: &query) }
    if let block = link.block { readAssignments(in: block, into: &query) }
  }

  private func readDatum(_ argument: CodeArgument, into query: inout CodeQuery) {
    switch argument.value.kind {
    case .operation(let values, let operators) where operators.first == "<-" && values.count == 2:
      if let name = values[0].lastName {
        query.written.append((columnOfVariable(name) ?? name, values[1]))
      }
    case .list(let values):
      for value in values { readDatum(CodeArgument(key: nil, value: value), into: &query) }
    case .prefixed(_, let inner):
      readDatum(CodeArgument(key: argument.key, value: inner), into: &query)
    case .chain(let links):
      if constructed(argument.value) != nil {
        readValues(of: argument.value, into: &query)
      } else if links.count > 1, let last = links.last, last.name == "set",
        last.arguments?.count == 1, let value = last.arguments?.first, value.key == "to"
      {
        // `Columns.fee.set(to: cents)`, `Column("fee").set(to: cents)`.
        let column = links[links.count - 2]
        query.written.append((column.arguments?.first?.value.text ?? column.name, value.value))
      } else if let last = links.last, last.name == "eq", links.count > 1,
        let value = last.arguments?.first?.value
      {
        query.written.append((links[links.count - 2].name, value))
      } else if query.table != nil, links.count == 2, links.allSatisfy({ $0.arguments == nil }),
        links[1].name.isColumnName, links[1].name != "table",
        CodeNaming.bare(links[0].name) == CodeNaming.bare(query.table ?? "")
      {
        // A listed column; its value comes with `values`.
        query.written.append((links[1].name, nil))
      }
    case .name(let name):
      if query.row == nil, query.table != nil, constructed(values[name] ?? argument.value) != nil {
        query.row = name
      }
    case .lambda(let block): readAssignments(in: block, into: &query)
    default: break
    }
  }

  /// `{ it[code] = newCode }`, `{ licence = body.licence }`.
  private func readAssignments(in block: CodeBlock, into query: inout CodeQuery) {
    for statement in block.statements where statement.assignment == "=" {
      guard let target = statement.targets.first else { continue }
      if let index = target.links.last?.index?.first?.value.lastName {
        query.written.append((index, statement.value))
      } else if case .name(let name) = target.kind {
        query.written.append((name, statement.value))
      }
    }
  }

  /// `Expression<String>("email")`, `Column("email")` behind a variable.
  func columnOfVariable(_ name: String) -> String? {
    guard let links = values[name]?.links, let call = links.last, call.arguments?.count == 1 else {
      return nil
    }
    return call.arguments?.first?.value.text
  }
}
