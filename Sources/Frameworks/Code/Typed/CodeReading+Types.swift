import SourceCode

extension CodeReading {
  /// The types that a site's variables are declared with: members of the types around it,
  /// parameters, locals.
  func declaredTypes(_ site: CodeSite) -> [String: String] {
    var types: [String: String] = [:]
    for block in site.types + receivers(of: site) {
      for field in site.file.parsed.fields(of: block) {
        guard let type = field.type else { continue }
        types[field.name] = type
        if type.hasSuffix("Repository"),
          let rows = site.file.text(field.span).typeArgument(of: type)
        {
          types[CodeQueryReader.rows(of: field.name)] = rows
        }
      }
      for constructor in block.statements.flatMap(\.blocks) where constructor.name == block.name {
        add(constructor.parameters, to: &types)
      }
    }
    add(site.function.parameters, to: &types)
    for enclosure in site.outer { add(enclosure.block.parameters, to: &types) }
    for block in site.walk.blocks.compactMap(\.last?.block) {
      add(block.parameters, to: &types)
      if block.kind == .loop, let head = block.head { addLoopVariables(of: head, to: &types) }
    }
    for (statement, _) in site.walk.statements {
      if let type = statement.type,
        let name = (statement.targets.first ?? statement.value)?.plainName
      {
        types[name] = type
      } else if statement.modifiers.contains("var"), statement.targets.isEmpty,
        case .operation(let values, let operators)? = statement.value?.kind,
        operators.allSatisfy(\.isEmpty), values.count == 2, let name = values[0].plainName,
        let type = values[1].lastName
      {
        types[name] = type
      }
    }
    return types
  }

  /// `for (Boat boat : boats)`, `for _, boat := range boats`, `for boat in boats`.
  private func addLoopVariables(of head: CodeExpression, to types: inout [String: String]) {
    guard case .operation(let values, let operators) = (head.elements.last ?? head).kind,
      values.count > 1
    else { return }
    if operators[0].isEmpty, let type = values[0].plainName, let name = values[1].plainName {
      if type != "var" { types[name] = type }
      return
    }
    var collection = values[values.count - 1]
    if case .prefixed(_, let inner) = collection.kind { collection = inner }
    guard let name = values[0].plainName, let known = collection.plainName, let type = types[known]
    else { return }
    types[name] = type
  }

  private func add(_ parameters: [CodeParameter], to types: inout [String: String]) {
    for parameter in parameters {
      if let type = parameter.type { types[parameter.name] = type }
    }
  }

  /// Types that a function belongs to without standing in them: Go's receiver.
  private func receivers(of site: CodeSite) -> [CodeBlock] {
    let names = Set(site.function.bases)
    return names.isEmpty ? [] : site.file.parsed.types.filter { names.contains($0.name ?? "") }
  }

  /// What names of the file and of the function stand for; the function's own come last and win.
  func assignedValues(_ site: CodeSite) -> [String: CodeExpression] {
    var values: [String: CodeExpression] = [:]
    for block in site.types {
      for field in site.file.parsed.fields(of: block) {
        if let value = field.value { values[field.name] = value }
      }
    }
    for (name, value, _) in site.walk.assignments { values[name] = value }
    for (statement, _) in site.walk.statements {
      // `command.CommandText = "…"`.
      guard let links = statement.targets.first?.links, links.count == 2,
        links[1].arguments == nil, let value = statement.value, value.text != nil
      else { continue }
      values["\(links[0].name).\(links[1].name)"] = value
    }
    return values
  }
}

extension CodeQueryReader {
  /// Under which name the type of a repository's rows is kept: `Boat` of `IRepository<Boat> boats`.
  static func rows(of repository: String) -> String { repository + "<>" }
}

extension String {
  /// `Boat` of `IRepository<Boat> boats`.
  fileprivate func typeArgument(of type: String) -> String? {
    guard let start = range(of: type + "<") else { return nil }
    let name = self[start...].dropFirst(type.count + 1).prefix { $0.isLetter || $0.isNumber }
    return name.first?.isUppercase == true && name.count > 1 ? String(name) : nil
  }

  private func range(of piece: String) -> Index? {
    indices.first { self[$0...].hasPrefix(piece) }
  }
}

extension CodeFile {
  /// Constants that are declared in one parenthesis: `const ( a = "…" … )`.
  var groupedConstants: [(name: String, value: CodeExpression)] {
    body.statements.flatMap { statement -> [(name: String, value: CodeExpression)] in
      guard statement.modifiers.contains("const") || statement.modifiers.contains("var"),
        case .operation(let values, let operators)? = statement.value?.kind
      else { return [] }
      return operators.indices.compactMap { index in
        guard operators[index] == "=", let name = values[index].lastName else { return nil }
        return (name, values[index + 1])
      }
    }
  }
}
