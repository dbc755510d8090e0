import EventSchema
import SourceCode

/// How the queries of a library of a typed language read: whose rows a chain is about, and in which
/// forms it compares and writes. The calls themselves are words of the vocabulary.
struct TypedWords: Sendable {
  /// Whose rows a chain is about; `nil` for a chain that is about none.
  var entity: @Sendable ([CodeLink], CodeQueryReader) -> TypedEntity?
  /// Calls that read by the primary key: `findById`, `FindAsync`.
  var keyReads: Set<String> = []
  var keyField = "id"
  /// Labels of an argument that is the primary key: `fetchOne(db, id: id)`.
  var keyLabels: Set<String> = []
  /// What a function of a model's own asks for that stands in a chain: `Score.current()`.
  var scope: @Sendable (String, String, CodeSource) -> [CodeExpression] = { _, _, _ in [] }
  /// Whether methods' names are queries: `findByEmail`.
  var derivesQueries = false
  /// Annotations of declared methods whose text is the statement: `Query`, `Select`.
  var statementAnnotations: Set<String> = []
  /// Reads a condition in a form of the library's own; `false` when it has another one.
  var condition: @Sendable (CodeExpression, inout RowPredicates) -> Bool = { _, _ in false }
  /// What setters of a chain begin with: `Set` of `SetName(name)`.
  var setterPrefix: String? = nil
  /// Calls that make hidden rows visible: `Unscoped`.
  var unscopes: Set<String> = []
}

/// Whose rows a chain is about.
struct TypedEntity {
  var model: String? = nil
  var table: String? = nil
  /// The variable of the row that writes itself or is handed over.
  var row: String? = nil
  /// The value that is handed over where it stands: `User{Email: email}`.
  var value: CodeExpression? = nil
}

extension CodeQueryReader {
  /// What a chain does with rows, by the words of a typed library.
  func readTyped(_ use: CodeUse, _ words: TypedWords) -> CodeQuery? {
    guard let (index, act) = typedAct(of: use.links, words) else { return built(use) }
    var query = CodeQuery(act: act, use: use, name: use.links[index].name)
    guard let entity = words.entity(use.links, self) else {
      return vocabulary.flushes.contains(query.name) ? query : built(use)
    }
    query.model = entity.model
    query.table = entity.table
    query.row = entity.row
    query.writesMany = query.operation == .bulkInsert
    for (position, link) in use.links.enumerated() {
      readTyped(link, isAct: position == index, words, into: &query)
      if position > 0, position < index { readScope(link, words, into: &query) }
    }
    if let value = entity.value { readValues(of: value, into: &query) }
    return query
  }

  // MARK: The deciding call

  private func typedAct(
    of links: [CodeLink], _ words: TypedWords
  ) -> (Int, CodeQuery.Act)? {
    for index in links.indices.reversed() where links[index].arguments != nil {
      if vocabulary.upserts[links[index].name] != nil { return (index, .write(.upsert)) }
      if let operation = vocabulary.writes[links[index].name] { return (index, .write(operation)) }
    }
    for index in links.indices.reversed() where links[index].arguments != nil {
      let name = links[index].name
      if words.derivesQueries, index > 0, let derived = DerivedQuery(method: name) {
        return (index, derived.verb == .delete ? .write(.delete) : .look)
      }
      if vocabulary.reads.contains(name) || words.keyReads.contains(name) { return (index, .look) }
    }
    for index in links.indices.reversed() where links[index].arguments != nil {
      if vocabulary.conditions.contains(links[index].name) { return (index, .look) }
    }
    return nil
  }

  /// A row that is made and not written yet: `new Member { Email = email }`, `User{Email: email}`.
  private func built(_ use: CodeUse) -> CodeQuery? {
    let value = CodeExpression.chain(use.links, use.span)
    guard let model = constructed(value), let last = use.links.last else { return nil }
    var query = CodeQuery(act: .build, use: use, name: last.name)
    query.model = model
    readValues(of: value, into: &query)
    return query
  }

  // MARK: Links

  private func readTyped(
    _ link: CodeLink, isAct: Bool, _ words: TypedWords, into query: inout CodeQuery
  ) {
    let name = link.name
    let arguments = link.arguments ?? []
    if vocabulary.locks.contains(name) { query.locks = true }
    if vocabulary.joins.contains(name) { query.multiplies = true }
    if vocabulary.caches.contains(name) { query.isCached = true }
    if words.unscopes.contains(name) { query.seesHiddenRows = true }
    if arguments.contains(where: { mentionsLock($0.value) }) { query.locks = true }
    if readConflict(link, into: &query) { return }
    if words.derivesQueries, let derived = DerivedQuery(method: name) {
      query.fields += derived.properties
      query.otherPredicates += derived.otherPredicates.filter { $0 != "id <>" }
      if derived.hasDisjunction { query.otherPredicates.append("OR") }
      query.foldsCase = query.foldsCase || derived.foldsCase
    } else if words.keyReads.contains(name), !arguments.isEmpty {
      readKey(arguments, words, into: &query)
    } else if vocabulary.upserts[name] != nil {
      readTypedUpsert(arguments, words, into: &query)
      readData(link, into: &query)
    } else if query.operation == nil || vocabulary.conditions.contains(name) {
      if vocabulary.conditions.contains(name) || vocabulary.reads.contains(name) {
        let block = link.block.map { [CodeArgument(key: nil, value: .lambda($0))] } ?? []
        readConditions(arguments + block, words, into: &query)
      }
    } else if vocabulary.dataCalls.contains(name) || isAct {
      readData(link, into: &query)
    } else if let prefix = words.setterPrefix, name.hasPrefix(prefix), arguments.count == 1 {
      var field = name.dropFirst(prefix.count)
      if field.hasPrefix("Nillable") { field = field.dropFirst("Nillable".count) }
      query.written.append((String(field), arguments[0].value))
    }
  }

  /// What a scope of the model's own asks for beside the chain's conditions.
  private func readScope(_ link: CodeLink, _ words: TypedWords, into query: inout CodeQuery) {
    guard let source, let model = query.model, !vocabulary.conditions.contains(link.name) else {
      return
    }
    for value in words.scope(link.name, model, source) {
      for inner in value.links where vocabulary.conditions.contains(inner.name) {
        readTyped(inner, isAct: false, words, into: &query)
      }
    }
  }

  private func mentionsLock(_ value: CodeExpression) -> Bool {
    guard !vocabulary.locks.isEmpty else { return false }
    return value.links.contains { vocabulary.locks.contains($0.name) }
  }

  private func readKey(
    _ arguments: [CodeArgument], _ words: TypedWords, into query: inout CodeQuery
  ) {
    // `First(&part, id)` and `First(&part, "email = ?", email)`; `First(&part)` asks for nothing.
    let given = arguments.filter { !isDestination($0.value) && $0.key != "on" }
    guard let first = given.first else { return }
    if case .string(let string) = first.value.kind, given.count > 1 || string.value.contains("=") {
      return readConditions(given, words, into: &query)
    }
    if case .lambda = first.value.kind { return readConditions(given, words, into: &query) }
    query.fields.append(words.keyField)
  }

  /// Whether an argument is where the found row is put, or the connection.
  private func isDestination(_ value: CodeExpression) -> Bool {
    if case .prefixed("&", let inner) = value.kind, case .name = inner.kind { return true }
    return vocabulary.clients.contains(value.lastName ?? "")
      || ["ctx", "context", "conn", "c"].contains(value.plainName ?? "")
  }

  func readConditions(
    _ arguments: [CodeArgument], _ words: TypedWords, into query: inout CodeQuery
  ) {
    var predicates = RowPredicates()
    for (index, argument) in arguments.enumerated() {
      if case .string(let string) = argument.value.kind {
        // The others are values of the placeholders.
        if string.value.isColumnName, index + 1 < arguments.count {
          predicates.members.append(string.value)
        } else {
          predicates.readSQL(string.value.withNamedHoles)
        }
        break
      }
      if isDestination(argument.value), !hasMembers(argument.value) { continue }
      if let key = argument.key, words.keyLabels.contains(key), argument.value.members.isEmpty {
        predicates.members.append(words.keyField)
        continue
      }
      if argument.key == "key" || argument.key == nil || argument.key == "where" {
        if !words.condition(argument.value, &predicates) {
          predicates.read(resolved(argument.value))
        }
      }
    }
    query.fields += predicates.members
    query.otherPredicates += predicates.others
    if predicates.hasDisjunction { query.otherPredicates.append("OR") }
    query.foldsCase = query.foldsCase || predicates.foldsCase
  }

  private func hasMembers(_ value: CodeExpression) -> Bool {
    guard case .prefixed("&", let inner) = value.kind, case .name(let name) = inner.kind else {
      return false
    }
    return values[name].map { constructed($0) != nil && !$0.links.isEmpty } ?? false
  }

  /// The value of a variable that holds a literal, else the value itself.
  private func resolved(_ value: CodeExpression) -> CodeExpression {
    switch value.kind {
    case .name(let name): values[name].map { constructed($0) == nil ? value : $0 } ?? value
    case .prefixed("&", let inner): resolved(inner)
    default: value
    }
  }

  // MARK: Conflicts

  /// `onConflict(BOAT.CODE)`, `on_conflict(OnConflict::column(Column::Code))`,
  /// `Clauses(clause.OnConflict{Columns: …})`, `onConflict: ["code"]`; `false` for other links.
  private func readConflict(_ link: CodeLink, into query: inout CodeQuery) -> Bool {
    var columns: [String]?
    if vocabulary.conflicts.contains(link.name) {
      columns = (link.arguments ?? []).flatMap { conflictColumns($0.value) }
    }
    for argument in link.arguments ?? [] {
      if let key = argument.key, vocabulary.conflicts.contains(key) {
        columns = conflictColumns(argument.value)
      }
      if case .chain(let inner) = argument.value.kind,
        let clause = inner.last, vocabulary.conflicts.contains(clause.name)
      {
        columns = (clause.arguments ?? []).filter { $0.key == nil || $0.key == "Columns" }
          .flatMap { conflictColumns($0.value) }
      }
    }
    guard let columns else { return false }
    query.hasConflictClause = true
    query.upsert = (columns, false)
    if query.operation != nil { query.act = .write(.upsert) }
    return vocabulary.conflicts.contains(link.name)
  }

  private func conflictColumns(_ value: CodeExpression) -> [String] {
    switch value.kind {
    case .string(let string): return [string.value]
    case .name(let name): return [columnOfVariable(name) ?? name]
    case .prefixed(_, let inner): return conflictColumns(inner)
    case .list(let values), .operation(let values, _):
      return values.flatMap { conflictColumns($0) }
    case .object(let members):
      return members.filter { $0.key == nil || $0.key == "Name" }
        .flatMap { conflictColumns($0.value) }
    case .chain(let links):
      // The first call with arguments names them; calls behind it say what is updated.
      guard let call = links.first(where: { $0.arguments?.isEmpty == false }) else {
        return links.last(where: { !$0.name.isEmpty }).map { [$0.name] } ?? []
      }
      return (call.arguments ?? []).filter { $0.key == nil || $0.key == "Name" }
        .flatMap { conflictColumns($0.value) }
    default: return []
    }
  }

  private func readTypedUpsert(
    _ arguments: [CodeArgument], _ words: TypedWords, into query: inout CodeQuery
  ) {
    let form = vocabulary.upserts[query.name]
    var look = CodeQuery(act: .look, use: query.use, name: query.name)
    switch form?.lookUp {
    case .names(let key):
      look.fields = arguments.first { $0.key == key }.map { conflictColumns($0.value) } ?? []
    case .namesAt:
      look.fields = arguments.filter { $0.key == nil }.flatMap { columnsOnly($0.value) }
    default: readConditions(arguments, words, into: &look)
    }
    query.upsert = (query.fields + look.fields, form?.readsAgain ?? false)
    if case .arguments? = form?.lookUp {} else { query.hasConflictClause = true }
    query.otherPredicates += look.otherPredicates
  }

  private func columnsOnly(_ value: CodeExpression) -> [String] {
    if case .lambda = value.kind { return [] }
    return conflictColumns(value)
  }
}

extension String {
  var isColumnName: Bool {
    !isEmpty && allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
  }
}
