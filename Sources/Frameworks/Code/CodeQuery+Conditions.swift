import EventSchema
import SourceCode

extension CodeQueryReader {
  /// Reads what each link of the chain adds to the query.
  func readLinks(of links: [CodeLink], act: Int, into query: inout CodeQuery) {
    var isBehindEntity = query.model == nil
    for (index, link) in links.enumerated() {
      let name = link.name
      let arguments = link.arguments ?? link.index ?? []
      if let fields = namedFields(name) {
        query.fields += fields
        if CodeNaming.bare(name).hasSuffix("ignorecase") { query.foldsCase = true }
      } else if index == act, query.operation != nil || query.act == .build {
        readWrite(link, into: &query)
      } else if vocabulary.keyReads.contains(name),
        let first = arguments.last(where: { $0.key == nil }),
        first.value.members.isEmpty
      {
        query.fields.append(vocabulary.keyField)
      } else if vocabulary.conditions.contains(name)
        || (vocabulary.reads.contains(name) && index > 0)
      {
        readConditions(arguments, into: &query)
      } else if vocabulary.negations.contains(name) {
        query.otherPredicates += arguments.compactMap {
          ($0.key ?? $0.value.plainName).map { "\($0) <>" }
        }
      } else if vocabulary.nullTests.contains(name) {
        query.otherPredicates += arguments.compactMap { $0.value.plainName.map { "\($0) IS NULL" } }
      } else if vocabulary.dataCalls.contains(name) {
        readData(arguments, into: &query)
      } else if vocabulary.conflicts.contains(name) {
        readConflict(arguments, target: vocabulary.conflictTargets[name] ?? 0, into: &query)
      } else if index < act, isBehindEntity, link.arguments == nil || !known(asWord: name),
        index > 0, !name.isEmpty, !vocabulary.clients.contains(name),
        name.first?.isLowercase == true,
        !known(asWord: name), query.model.map({ !isEntity(name, of: $0) }) ?? false
      {
        // A scope that the query does not show.
        query.otherPredicates += predicates(ofScope: name, query) ?? [name]
      } else if index < act, index + 1 < links.count, isParent(link, of: query, links, index) {
        // `account.users`: the rows of one parent.
        query.otherPredicates.append("\(name.withoutSigil)_id")
      }
      if vocabulary.locks.contains(name) { query.locks = true }
      if vocabulary.joins.contains(name) { query.multiplies = true }
      if vocabulary.caches.contains(name) { query.isCached = true }
      if query.model.map({ isEntity(name, of: $0) }) ?? false { isBehindEntity = true }
    }
    if vocabulary.bypasses.contains(query.name) { query.bypassesValidation = true }
  }

  private func known(asWord name: String) -> Bool {
    vocabulary.neutral.contains(name) || vocabulary.tableCalls.contains(name)
      || vocabulary.locks.contains(name) || vocabulary.joins.contains(name)
      || vocabulary.reads.contains(name) || vocabulary.builders.contains(name)
      || vocabulary.caches.contains(name) || vocabulary.bypasses.contains(name)
      || vocabulary.writes[name] != nil
  }

  private func isEntity(_ name: String, of model: String) -> Bool {
    let name = CodeNaming.bare(strippedOfSuffix(name.withoutSigil))
    return name == CodeNaming.bare(model)
      || name == CodeNaming.bare(CodeNaming.plural(CodeNaming.underscored(model)))
  }

  /// Whether a link is a row whose children the next link names.
  private func isParent(
    _ link: CodeLink, of query: CodeQuery, _ links: [CodeLink], _ index: Int
  ) -> Bool {
    guard let model = query.model, query.row == nil,
      link.separator.isEmpty || links[0].name == "this"
        || links[0].name == "$this" || link.name.hasPrefix("@"),
      link.name.withoutSigil.first?.isLowercase == true, !link.name.isEmpty,
      !vocabulary.clients.contains(link.name.withoutSigil), link.name != "self",
      link.name != "this", link.name != "$this"
    else { return false }
    return isEntity(links[index + 1].name, of: model) && !isEntity(link.name, of: model)
      && CodeNaming.singular(links[index + 1].name) != links[index + 1].name
  }

  // MARK: Conditions

  func readConditions(_ arguments: [CodeArgument], into query: inout CodeQuery) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if let key = argument.key {
        readMember(key, argument.value, into: &query)
        continue
      }
      if let name = positionalField(argument.value), !rest.isEmpty || isFieldAlone(argument.value) {
        readPositional(name, Array(rest), into: &query)
        return
      }
      if case .string(let string) = argument.value.kind {
        readFragment(string, into: &query)
        return
      }
      readCondition(argument.value, into: &query)
    }
  }

  private func isFieldAlone(_ value: CodeExpression) -> Bool { false }

  /// A column's name as the first of several arguments: `where('email', $email)`.
  private func positionalField(_ value: CodeExpression) -> String? {
    guard case .string(let string) = value.kind, string.interpolations.isEmpty,
      !string.value.isEmpty, !string.isPattern,
      string.value.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." })
    else { return nil }
    return string.value
  }

  private func readPositional(
    _ name: String, _ rest: [CodeArgument], into query: inout CodeQuery
  ) {
    let field = name.split(separator: ".").last.map { String($0) } ?? name
    if rest.count >= 2, let sign = rest[0].value.text {
      guard sign == "=" || sign == "==" else {
        if ["ilike", "like"].contains(sign.lowercased()) {
          query.foldsCase = true
          query.fields.append(field)
        } else {
          query.otherPredicates.append("\(field) \(sign)")
        }
        return
      }
      return compare(field, rest[1].value, into: &query)
    }
    if let value = rest.first?.value { compare(field, value, into: &query) }
  }

  /// A piece of SQL: `"lower(email) = ? AND pier_id = ?"`.
  private func readFragment(_ string: CodeString, into query: inout CodeQuery) {
    guard
      string.value.contains("=") || string.value.mentionsIgnoringCase(" is ")
        || string.value.mentionsIgnoringCase(" like ") || string.value.contains("<")
        || string.value.contains(">") || string.value.mentionsIgnoringCase(" in "),
      let statement = SQLStatement.read(
        "SELECT 1 FROM t \(string.value.qualifier) WHERE \(string.value.withNamedHoles)")
    else { return }
    take(statement.predicates, into: &query)
    if statement.hasDisjunction { query.otherPredicates.append("OR") }
  }

  func take(_ predicates: [SQLStatement.Predicate], into query: inout CodeQuery) {
    for predicate in predicates {
      switch predicate.comparison {
      case .equal, .inList:
        query.fields.append(predicate.column)
      case .like:
        query.fields.append(predicate.column)
        query.foldsCase = true
      case .isNull: query.otherPredicates.append("\(predicate.column) IS NULL")
      case .isNotNull: query.otherPredicates.append("\(predicate.column) IS NOT NULL")
      case .other: query.otherPredicates.append(predicate.column)
      }
      if predicate.foldsCase { query.foldsCase = true }
    }
  }

  /// A value that is a condition: an object, a comparison, a function of the row.
  func readCondition(_ value: CodeExpression, into query: inout CodeQuery) {
    switch value.kind {
    case .object(let members):
      for member in members {
        if let key = member.key { readMember(key, member.value, into: &query) }
      }
    case .list(let values): for value in values { readCondition(value, into: &query) }
    case .operation(let values, let operators): readOperation(values, operators, into: &query)
    case .prefixed(let sign, let inner):
      if sign == "!" || sign == "not" {
        query.otherPredicates += inner.names.suffix(1)
      } else {
        readCondition(inner, into: &query)
      }
    case .lambda(let block):
      for statement in block.statements {
        if let value = statement.value { readCondition(value, into: &query) }
      }
    case .chain(let links): readComparison(links, into: &query)
    case .name, .number, .string, .symbol, .control, .nothing: break
    }
  }

  private func readMember(
    _ key: String, _ value: CodeExpression, into query: inout CodeQuery
  ) {
    if vocabulary.conditionKeys.contains(key) {
      return readCondition(value, into: &query)
    }
    if key == "lock" || key == "for_update" { query.locks = true }
    if key == "include" || key == "joins" { query.multiplies = true }
    guard !vocabulary.optionKeys.contains(key), !vocabulary.dataKeys.contains(key) else { return }
    if ["AND", "$and", "and"].contains(key) { return readCondition(value, into: &query) }
    if ["OR", "$or", "or", "NOT", "not"].contains(key) {
      query.otherPredicates.append(key)
      return
    }
    // Prisma names a composite key by its fields and gives the fields inside.
    if case .object(let members) = value.kind, key.contains("_"), members.count > 1,
      members.allSatisfy({ member in member.key.map { key.contains($0) } ?? false })
    {
      for member in members { compare(member.key ?? "", member.value, into: &query) }
      return
    }
    compare(key, value, into: &query)
  }

  private func readOperation(
    _ values: [CodeExpression], _ operators: [String], into query: inout CodeQuery
  ) {
    // A flat list: comparisons with `and` between them.
    var start = 0
    for index in 0...operators.count {
      let sign = index < operators.count ? operators[index] : "&&"
      guard Self.conjunctions.contains(sign) || Self.disjunctions.contains(sign) else { continue }
      let part = Array(values[start...index])
      let signs = Array(operators[start..<index])
      start = index + 1
      if index < operators.count, Self.disjunctions.contains(sign) {
        query.otherPredicates.append("OR")
      }
      readOne(part, signs, into: &query)
    }
  }

  private static let conjunctions: Set<String> = ["&&", "and", "AND", "&"]
  private static let disjunctions: Set<String> = ["||", "or", "OR", "|"]
  private static let equals: Set<String> = ["==", "===", "="]

  private func readOne(
    _ values: [CodeExpression], _ signs: [String], into query: inout CodeQuery
  ) {
    guard values.count == 2, let sign = signs.first else {
      for value in values { readCondition(value, into: &query) }
      return
    }
    // `b in Boat` names the source of rows.
    if sign == "in" || sign == "as" || sign == "" { return }
    let field = values[0].comparedField ?? values[1].comparedField
    guard let field else { return }
    if values[0].folds(vocabulary) { query.foldsCase = true }
    if Self.equals.contains(sign) {
      compare(field, values[0].comparedField == nil ? values[0] : values[1], into: &query)
    } else {
      query.otherPredicates.append("\(field) \(sign)")
    }
  }

  /// `eq(users.email, email)`, `and(…)`, `isNull(users.deletedAt)`, `ilike(…)`.
  private func readComparison(_ links: [CodeLink], into query: inout CodeQuery) {
    guard let last = links.last, let arguments = last.arguments else { return }
    if last.name == "and" || last.name == "andX" {
      for argument in arguments { readCondition(argument.value, into: &query) }
    } else if last.name == "or" || last.name == "orX" {
      query.otherPredicates.append("OR")
    } else if vocabulary.equalities.contains(last.name),
      let field = arguments.first?.value.fieldName
    {
      let value = arguments.dropFirst().first?.value ?? arguments[0].value
      compare(field, value, into: &query)
    } else if vocabulary.foldingTests.contains(last.name),
      let field = arguments.first?.value.fieldName
    {
      query.fields.append(field)
      query.foldsCase = true
    } else if ["null", "nil"].contains(where: last.name.lowercased().hasSuffix),
      let field = arguments.first?.value.fieldName
    {
      query.otherPredicates.append("\(field) IS NULL")
    } else if let field = arguments.first?.value.fieldName, arguments.count > 1 {
      query.otherPredicates.append("\(field) \(last.name)")
    } else {
      for argument in arguments { readCondition(argument.value, into: &query) }
    }
  }

  /// One field against one value.
  func compare(_ field: String, _ value: CodeExpression, into query: inout CodeQuery) {
    var field = field
    if let dot = field.lastIndex(of: ".") { field = String(field[field.index(after: dot)...]) }
    switch value.kind {
    case .name(let name) where vocabulary.nothings.contains(name):
      query.otherPredicates.append("\(field) IS NULL")
    case .object(let members) where !members.isEmpty:
      compare(field, operators: members, into: &query)
    case .chain(let links):
      let last = links.last?.name ?? ""
      switch last {
      case "IsNull": query.otherPredicates.append("\(field) IS NULL")
      case "Not", "Between", "MoreThan", "LessThan", "MoreThanOrEqual", "LessThanOrEqual":
        query.otherPredicates.append("\(field) \(last)")
      default:
        if vocabulary.foldingTests.contains(last) { query.foldsCase = true }
        query.fields.append(field)
      }
    default: query.fields.append(field)
    }
  }

  /// `{ equals: email, mode: "insensitive" }`, `{ $ne: x }`, `{ [Op.iLike]: x }`.
  private func compare(
    _ field: String, operators members: [CodeArgument], into query: inout CodeQuery
  ) {
    let keys = members.compactMap(\.key).map(CodeNaming.bare)
    if keys.contains("mode") || keys.contains("regex") || keys.contains("opilike")
      || keys.contains("ilike")
    {
      query.foldsCase = true
    }
    let isEqual = keys.contains {
      ["equals", "eq", "in", "opeq", "opin", "regex", "opilike", "ilike"].contains($0)
    }
    if isEqual {
      query.fields.append(field)
    } else if keys.contains("connect") || keys.contains("id") {
      // A relation, by the key of what it points to.
      query.fields.append("\(field)Id")
    } else {
      query.otherPredicates.append("\(field) \(keys.first ?? "")")
    }
  }
}

extension CodeExpression {
  /// The field of a member: `u.email`, `users.email`, `email`.
  var fieldName: String? {
    switch kind {
    case .chain(let links):
      // `lower(u.email)`, `fragment("lower(?)", u.email)`.
      if let last = links.last, let arguments = last.arguments {
        return arguments.compactMap { $0.value.fieldName }.last
      }
      return links.count > 1 ? links.last?.name : nil
    case .name(let name): return name.withoutSigil
    case .string(let string): return string.value.split(separator: ".").last.map { String($0) }
    case .symbol(let name): return name
    case .prefixed(_, let value): return value.fieldName
    default: return nil
    }
  }

  /// The field of a row in a comparison; a plain variable is the other side.
  var comparedField: String? {
    switch kind {
    case .chain(let links):
      if links.last?.arguments != nil { return links.last?.arguments?.last?.value.comparedField }
      return links.count == 2 ? links[1].name : nil
    default: return nil
    }
  }

  /// Whether a call in the value folds case or trims.
  func folds(_ vocabulary: CodeVocabulary) -> Bool {
    calls.contains {
      vocabulary.folds.contains($0.name) || vocabulary.foldingTests.contains($0.name)
    }
      || strings.contains {
        $0.value.mentionsIgnoringCase("lower(") || $0.value.mentionsIgnoringCase("upper(")
      }
      || links.contains {
        vocabulary.folds.contains($0.name) && $0.arguments == nil && $0.separator != ""
      }
  }
}

extension String {
  /// The first alias before a dot: `b` of `b.sail = :sail`; empty when there is none.
  fileprivate var qualifier: String {
    guard let dot = firstIndex(of: ".") else { return "" }
    let name = self[..<dot].reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    return String(name.reversed())
  }

  /// Named placeholders and holes of a text as `?`, which SQL readers know.
  var withNamedHoles: String {
    contains("{}")
      ? split(separator: "{}", omittingEmptySubsequences: false).joined(separator: "?")
      : self
  }
}
