import SourceCode

extension CodeQueryReader {
  /// A statement that is spelled out elsewhere than in SQL's own words: in JPQL, or in an
  /// annotation of the repository's method that is called.
  func readDeclaredStatement(_ use: CodeUse, _ words: TypedWords) -> CodeQuery? {
    if let query = readCommand(use) { return query }
    guard !words.statementAnnotations.isEmpty else { return nil }
    for link in use.links where Self.queryCalls.contains(link.name) {
      guard let text = link.arguments?.first.flatMap({ sqlText($0.value) }) else { continue }
      return query(ofEntityQuery: text, use, link.name)
    }
    guard let index = use.links.firstIndex(where: { $0.arguments != nil }), index > 0, let source,
      let type = types[use.links[index - 1].name]
    else { return nil }
    let call = use.links[index]
    for file in source.files(mentioning: "interface \(type)") {
      for block in file.parsed.types where block.name == type {
        for method in Self.methods(of: block) where method.name == call.name {
          if let query = query(of: method.annotations, use, call.name, words) { return query }
        }
      }
    }
    guard let statement = source.mapperDocument(of: type)?.statement(of: call.name) else {
      return nil
    }
    return query(ofEntityQuery: statement.withMapperHoles, use, call.name)
  }

  /// A command that was given its text before: `command.CommandText = "…"`.
  private func readCommand(_ use: CodeUse) -> CodeQuery? {
    guard use.links.count > 1, use.links[0].arguments == nil, use.links[1].arguments != nil,
      use.links[1].name.hasPrefix("Execute"),
      let text = values["\(use.links[0].name).CommandText"].flatMap({ sqlText($0) }),
      let statement = SQLStatement.read(text)
    else { return nil }
    return query(of: statement, text, use, use.links[1].name, [])
  }

  private static let queryCalls: Set<String> = [
    "createQuery", "createSelectionQuery", "createMutationQuery",
  ]

  private static func methods(
    of type: CodeBlock
  ) -> [(name: String, annotations: [CodeCall])] {
    type.statements.compactMap { statement in
      if let block = statement.blocks.first, block.kind == .function, let name = block.name {
        return (name, block.annotations + statement.annotations)
      }
      guard let call = statement.value?.calls.last else { return nil }
      return (call.name, statement.annotations)
    }
  }

  private func query(
    of annotations: [CodeCall], _ use: CodeUse, _ name: String, _ words: TypedWords
  ) -> CodeQuery? {
    let locks = annotations.contains { annotation in
      annotation.name == "Lock"
        && annotation.arguments.contains { $0.value.lastName?.contains("PESSIMISTIC") ?? false }
    }
    for annotation in annotations where words.statementAnnotations.contains(annotation.name) {
      let text = annotation.arguments.first { $0.key == nil || $0.key == "value" }?.value
      let pieces = text.map { [$0] + $0.elements } ?? []
      let joined = pieces.lazy.compactMap { $0.text }.joined(separator: " ")
      let whole = text.flatMap { sqlText($0) } ?? joined
      guard let statement = whole.isEmpty ? (joined.isEmpty ? nil : joined) : whole,
        var query = query(ofEntityQuery: statement.withMapperHoles, use, name)
      else { continue }
      query.locks = query.locks || locks
      return query
    }
    guard locks, let derived = DerivedQuery(method: name) else { return nil }
    var query = CodeQuery(act: .look, use: use, name: name)
    query.model = types[use.links.first { types[$0.name] != nil }?.name ?? ""].map(strippedOfSuffix)
    query.fields = derived.properties
    query.otherPredicates = derived.otherPredicates
    query.locks = true
    return query
  }

  /// JPQL and HQL: SQL over entities, whose `SELECT` may be missing.
  private func query(
    ofEntityQuery text: String, _ use: CodeUse, _ name: String
  ) -> CodeQuery? {
    let isBare = text.trimmed.lowercased().hasPrefix("from ")
    guard let statement = SQLStatement.read(isBare ? "select * " + text : text),
      var query = query(of: statement, text, use, name, [])
    else { return nil }
    if let table = query.table, table.startsWithCapital {
      query.model = table
      query.table = nil
    }
    return query
  }
}

extension String {
  /// MyBatis' `#{name}` and `${name}` as `?`.
  fileprivate var withMapperHoles: String {
    guard contains("#{") || contains("${") else { return self }
    var result = ""
    var isInHole = false
    var before: Character = " "
    for character in self {
      if isInHole {
        isInHole = character != "}"
      } else if character == "{", before == "#" || before == "$" {
        result.removeLast()
        result += "?"
        isInHole = true
      } else {
        result.append(character)
      }
      before = character
    }
    return result
  }
}
