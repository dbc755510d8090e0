import SourceCode

extension CodeQueryReader {
  /// What the call that writes or builds is given.
  func readWrite(_ link: CodeLink, into query: inout CodeQuery) {
    let arguments = link.arguments ?? []
    query.writesMany = query.operation == .bulkInsert
    if arguments.contains(where: { $0.key.map(vocabulary.bypassKeys.contains) ?? false }) {
      query.bypassesValidation = true
    }
    if let form = vocabulary.upserts[link.name] {
      return readUpsert(form, arguments, into: &query)
    }
    if query.operation == .update || query.operation == .delete {
      // `update({ where, data })`, `update({ id }, { name })`.
      let positional = arguments.filter { $0.key == nil }
      if positional.count > 1, !positional[1].value.members.isEmpty, vocabulary.firstArgumentChooses
      {
        readConditions([positional[0]], into: &query)
        readData(Array(positional.dropFirst()), into: &query)
        return
      }
    }
    readData(arguments, into: &query)
  }

  private func readUpsert(
    _ form: CodeVocabulary.UpsertForm, _ arguments: [CodeArgument], into query: inout CodeQuery
  ) {
    var look = CodeQuery(act: .look, use: query.use, name: query.name)
    var names: [String]?
    switch form.lookUp {
    case .arguments: readConditions(arguments, into: &look)
    case .chain: break
    case .firstArgument:
      readConditions(Array(arguments.filter { $0.key == nil }.prefix(1)), into: &look)
      if look.fields.isEmpty { readConditions(arguments, into: &look) }
    case .key(let key):
      let members = arguments + arguments.flatMap(\.value.members)
      for member in members where member.key == key {
        readCondition(member.value, into: &look)
      }
    case .names(let key):
      let members = arguments + arguments.flatMap(\.value.members)
      names = members.first { $0.key == key }?.value.columnNames
      if names == nil { query.upsert = query.upsert ?? ([], form.readsAgain) }
    case .namesAt(let index):
      if arguments.indices.contains(index) { names = arguments[index].value.columnNames }
    }
    // A chain before the helper chooses rows too: `where(a: 1).first_or_create(b: 2)`.
    let fields = names ?? look.fields
    if !fields.isEmpty || query.upsert == nil {
      query.upsert = (fields + query.fields, form.readsAgain)
    }
    if let owner = ownerOfRelation(in: query), query.upsert?.fields.isEmpty == false {
      query.upsert?.fields.append(owner)
    }
    if look.foldsCase { query.foldsCase = true }
    query.otherPredicates += look.otherPredicates
    query.written += look.fields.map { ($0, nil) }
    readData(arguments, into: &query)
  }

  /// The column that a relation adds to a look-up through it: `$pier->berths()->firstOrCreate(…)`
  /// asks among the berths of the pier.
  private func ownerOfRelation(in query: CodeQuery) -> String? {
    let links = query.use.links
    guard vocabulary.relationsAreCalled, links.count == 3, links[1].arguments?.isEmpty == true,
      links[0].arguments == nil, links[0].name.utf8.first == UInt8(ascii: "$"),
      links[0].name.withoutSigil != "this"
    else { return nil }
    return CodeNaming.underscored(links[0].name.withoutSigil) + "_id"
  }

  /// What is written: keys with values, an object, a name and a value.
  func readData(_ arguments: [CodeArgument], into query: inout CodeQuery) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if let key = argument.key {
        readDatum(key, argument.value, into: &query)
        continue
      }
      switch argument.value.kind {
      case .object(let members):
        for member in members { readDatumOrSpread(member, into: &query) }
      case .list(let values):
        query.writesMany = query.writesMany || values.contains { !$0.members.isEmpty }
        for value in values.prefix(1) {
          readData([CodeArgument(key: nil, value: value)], into: &query)
        }
      case .symbol(let name):
        query.written.append((name, rest.popFirst()?.value))
      case .string(let string) where rest.count == 1 && query.operation == .update:
        query.written.append((string.value, rest.popFirst()?.value))
      case .chain(let links):
        for link in links where link.separator == "new" || link.name.startsWithCapital {
          readData(
            (link.arguments ?? []).filter { $0.key != nil || !$0.value.members.isEmpty },
            into: &query)
        }
      case .prefixed(_, let inner): readData([CodeArgument(key: nil, value: inner)], into: &query)
      default: break
      }
    }
  }

  private func readDatumOrSpread(_ member: CodeArgument, into query: inout CodeQuery) {
    if let key = member.key { readDatum(key, member.value, into: &query) }
  }

  private func readDatum(_ key: String, _ value: CodeExpression, into query: inout CodeQuery) {
    if vocabulary.conditionKeys.contains(key) { return readCondition(value, into: &query) }
    if vocabulary.dataKeys.contains(key) {
      return readData([CodeArgument(key: nil, value: value)], into: &query)
    }
    if vocabulary.conflicts.contains(key) {
      query.hasConflictClause = true
      query.upsert = (value.columnNames ?? [], false)
      return
    }
    guard !vocabulary.optionKeys.contains(key), !vocabulary.bypassKeys.contains(key) else { return }
    if let operation = value.members.first(where: { Self.steps.contains($0.key ?? "") }) {
      query.computedFields.append(key)
      query.written.append((key, operation.value))
      return
    }
    if value.members.first?.key == "connect" {
      query.written.append(("\(key)Id", value))
      return
    }
    query.written.append((key, value))
  }

  private static let steps: Set<String> = ["increment", "decrement", "$inc"]

  func readConflict(_ arguments: [CodeArgument], target index: Int, into query: inout CodeQuery) {
    query.hasConflictClause = true
    let names = ["target", "conflict_target"]
    let target =
      arguments.first { names.contains($0.key ?? "") }
      ?? arguments.first?.value.members.first { names.contains($0.key ?? "") }
      ?? (arguments.indices.contains(index) ? arguments[index] : nil)
    query.upsert = (target?.value.columnNames ?? [], false)
    if query.operation == .create || query.operation == .bulkInsert { query.act = .write(.upsert) }
  }

  // MARK: SQL

  /// A chain with SQL in its arguments.
  func readSQL(_ use: CodeUse) -> CodeQuery? {
    for (index, link) in use.links.enumerated() {
      for argument in link.arguments ?? [] {
        guard let text = sqlText(argument.value), let statement = SQLStatement.read(text),
          let query = query(of: statement, text, use, link.name, use.links[..<index])
        else { continue }
        return query
      }
    }
    return nil
  }

  func sqlText(_ value: CodeExpression) -> String? {
    switch value.kind {
    case .string(let string) where !string.isPattern: return string.value.withNamedHoles
    case .name(let name): return texts[name]?.withNamedHoles ?? formattedText(values[name])
    case .object(let members):
      let text = members.first { ["text", "sql", "query"].contains($0.key ?? "") }
      return text.flatMap { sqlText($0.value) }
    case .operation(let values, let operators)
    where operators.allSatisfy({ $0 == "+" || $0 == "." || $0 == "<>" || $0 == "" }):
      // Pieces that are put together; what is no text is a value.
      return values.map { sqlText($0) ?? "?" }.joined()
    case .chain(let links):
      // `$wpdb->prepare("SELECT …")`, `sql.raw("…")`, `text.strip`, ``sql`…` ``.
      if let text = formattedText(value) { return text }
      if let inner = links.last?.arguments?.first?.value, links.count < 4 { return sqlText(inner) }
      if let head = links.first?.head { return sqlText(head) }
      return links.first.flatMap { texts[$0.name] }
    default: return nil
    }
  }

  func query(
    of statement: SQLStatement, _ text: String, _ use: CodeUse, _ name: String,
    _ before: ArraySlice<CodeLink>
  ) -> CodeQuery? {
    let act: CodeQuery.Act
    switch statement.verb {
    case .select: act = .look
    case .insert: act = .write(statement.hasConflictClause ? .upsert : .create)
    case .update: act = .write(.update)
    case .delete: act = .write(.delete)
    default: return nil
    }
    var query = CodeQuery(act: act, use: use, name: name)
    query.statement = statement
    query.table = statement.table
    query.locks = statement.locks
    query.writesMany = statement.rowCount > 1
    take(statement.predicates, into: &query)
    if statement.hasDisjunction { query.otherPredicates.append("OR") }
    query.written = zip(
      statement.writtenColumns, values(of: statement, use)
    ).map { ($0, $1) }
    query.computedFields = statement.computedColumns
    if statement.hasConflictClause { query.hasConflictClause = true }
    if statement.hasConflictClause, !statement.conflictColumns.isEmpty {
      query.upsert = (statement.conflictColumns, false)
    }
    query.multiplies = !statement.joinedTables.isEmpty
    return query
  }

  /// The values of the written columns, by their placeholders; `nil` where that cannot be told.
  private func values(of statement: SQLStatement, _ use: CodeUse) -> [CodeExpression?] {
    let none = [CodeExpression?](repeating: nil, count: statement.writtenColumns.count)
    let given = givenValues(use)
    let values: [CodeExpression] =
      if given.count == 1 { given[0].elements } else { given }
    guard statement.writtenParameters.count == statement.writtenColumns.count else { return none }
    return statement.writtenParameters.map { index in
      index.flatMap { values.indices.contains($0) ? values[$0] : nil }
    }
  }
}

extension CodeExpression {
  /// Names of columns: `:email`, `[:email, :kind]`, `'email'`, `users.email`, `%i[a b]`.
  var columnNames: [String]? {
    switch kind {
    case .list(let values): return values.compactMap { $0.columnNames?.first }
    case .string(let string):
      return string.value.split { $0 == " " || $0 == "," }.map { String($0) }
    case .symbol(let name): return [name]
    case .chain(let links): return links.last?.arguments == nil ? [links.last?.name ?? ""] : nil
    case .object(let members): return members.compactMap(\.key)
    default: return nil
    }
  }
}
