import SourceCode

/// What one chain of the source does with rows.
struct CodeQuery {
  enum Act: Hashable {
    case look
    case write(SourceFacts.Operation)
    /// Makes an object that a later call writes.
    case build
  }

  var act: Act
  var use: CodeUse
  /// The call that does it.
  var name: String
  /// As it is written: `User`, `Admin::User`.
  var model: String?
  var table: String?
  /// The variable that holds the row, when a row writes itself.
  var row: String?
  /// Fields compared for equality.
  var fields: [String] = []
  var otherPredicates: [String] = []
  var foldsCase = false
  var locks = false
  var multiplies = false
  var isCached = false
  /// Whether it lifts what hides rows.
  var seesHiddenRows = false
  /// Fields that are written, with their values where the source spells them out.
  var written: [(field: String, value: CodeExpression?)] = []
  var upsert: (fields: [String], readsAgain: Bool)?
  var hasConflictClause = false
  var writesMany = false
  var bypassesValidation = false
  /// Columns that an expression of themselves gives: `stock = stock - 1`.
  var computedFields: [String] = []
  /// The statement that is spelled out, when it is SQL.
  var statement: SQLStatement?

  var operation: SourceFacts.Operation? {
    if case .write(let operation) = act { operation } else { nil }
  }

  var isLook: Bool { act == .look }

  /// Whether the query is asked of the variable that another one was put into.
  func takes(from other: CodeQuery) -> Bool {
    let names = Set(other.use.targets.map(\.withoutSigil))
    guard !names.isEmpty else { return false }
    if let row, names.contains(row.withoutSigil) { return true }
    let given = use.links.flatMap { $0.arguments ?? [] }.compactMap { argument -> String? in
      if case .name(let name) = argument.value.kind { name.withoutSigil } else { nil }
    }
    return given.contains(where: names.contains)
      || use.links.first.map { names.contains($0.name.withoutSigil) } ?? false
  }
}

/// Turns chains into queries with a vocabulary.
struct CodeQueryReader {
  let vocabulary: CodeVocabulary
  /// What variables of the function hold: the model of a row or of a repository.
  var variables: [String: String]
  /// The values of constants and variables that hold texts.
  var texts: [String: String]
  let language: String
  /// The types that variables are declared with.
  var types: [String: String] = [:]
  /// What names of the file and the function stand for.
  var values: [String: CodeExpression] = [:]
  var source: CodeSource?
  /// The model in whose own code the function stands, of which a bare `create!` makes a row.
  var ownModel: String?

  /// What a chain does with rows; `nil` for what does nothing with them.
  func read(_ use: CodeUse) -> CodeQuery? {
    if let typed = vocabulary.typed {
      return readDeclaredStatement(use, typed) ?? readSQL(use) ?? readTyped(use, typed)
    }
    if let query = readSQL(use) { return query }
    guard let (index, act) = act(of: use.links) else { return nil }
    var query = CodeQuery(act: act, use: use, name: use.links[index].name)
    readEntity(of: use.links, upTo: index, into: &query)
    if query.model == nil, query.table == nil, query.row == nil, let ownModel,
      index == 0 || Self.selves.contains(use.links[0].name)
    {
      query.model = ownModel
    }
    if act == .build, use.links[index].separator == "new" { query.model = query.name }
    if case .write = act, query.model == nil, query.table == nil, query.row == nil,
      !(vocabulary.flushes.contains(query.name))
    {
      // Without an entity, `map.delete(x)` is no write; an object literal alone proves nothing.
      return nil
    }
    if query.isLook, query.model == nil, query.table == nil { return nil }
    readLinks(of: use.links, act: index, into: &query)
    return query
  }

  /// The link that decides what the chain does: a write before a look-up, the last before others.
  private func act(of links: [CodeLink]) -> (Int, CodeQuery.Act)? {
    var look: Int?
    for index in links.indices.reversed() {
      let link = links[index]
      let name = link.name
      guard link.arguments != nil || link.index != nil || language == "ruby" else { continue }
      if link.separator == "new" { return isModel(name) ? (index, .build) : nil }
      if let operation = vocabulary.writes[name], index > 0 || link.arguments?.isEmpty == false,
        !(links[index].separator == "" && index == 0 && link.arguments?.count ?? 0 < 1)
      {
        return (index, .write(operation))
      }
      if vocabulary.upserts[name] != nil, index > 0 || ownModel != nil {
        return (index, .write(.upsert))
      }
    }
    for index in links.indices {
      let name = links[index].name
      guard links[index].arguments != nil || links[index].index != nil || language == "ruby",
        index > 0 || links[index].arguments?.count ?? 0 > 1
      else { continue }
      if vocabulary.builders.contains(name), !vocabulary.conditions.contains(name) {
        return (index, .build)
      }
      if vocabulary.reads.contains(name) || vocabulary.conditions.contains(name)
        || namedFields(name) != nil
      {
        look = index
      }
    }
    return look.map { ($0, .look) }
  }

  func isModel(_ name: String) -> Bool {
    name.lastComponent.startsWithCapital && !vocabulary.slowObjects.contains(name)
      && !Self.plainTypes.contains(name)
  }

  /// Types of languages and their libraries, which are no models.
  private static let plainTypes: Set<String> = [
    "Error", "Date", "Map", "Set", "Array", "Object", "Promise", "String", "Number", "JSON", "Time",
    "DateTime", "Math", "File", "Hash", "Struct", "URL", "Buffer", "Exception", "Enum", "Map",
    "Carbon", "Str", "Arr", "Collection", "List", "Schema", "Logger", "Rails", "Process", "Random",
    "SecureRandom", "Thread", "Symbol", "RegExp", "Integer", "Float", "Kernel", "IO", "Dir",
    "DateTimeImmutable", "Request", "Response", "Router", "Express", "Log", "Cache", "Storage",
    "MapSet", "Keyword", "Agent", "Task", "GenServer", "Jason", "NaiveDateTime", "UUID",
  ]

  // MARK: Entities

  private func readEntity(of links: [CodeLink], upTo act: Int, into query: inout CodeQuery) {
    // `writer('boats').insert(…)`: a connection that is called with a table's name.
    if vocabulary.connectionIsCalled, act > 0, links[0].arguments?.count == 1,
      links[0].name.first?.isLowercase == true, links[0].name != "require",
      let first = links[0].arguments?.first?.value,
      first.text?.allSatisfy({ $0.isLetter || "_.".contains($0) }) == true,
      setEntity(first, &query)
    {
      return
    }
    for link in links[...act] where vocabulary.tableCalls.contains(link.name) {
      guard let first = link.arguments?.first?.value ?? link.index?.first?.value else { continue }
      if setEntity(first, &query) { return }
    }
    for link in links[...act] where vocabulary.modelCalls.contains(link.name) {
      guard let first = link.arguments?.first?.value, first.text == nil else { continue }
      if setEntity(first, &query) { return }
    }
    // `db.insert(boats)`, `Repo.get_by(Berth, …)`, `from(b in Berth)`.
    if vocabulary.firstArgumentIsModel || vocabulary.tableCalls.contains(links[act].name) {
      for argument in (links[act].arguments ?? []).prefix(2) where argument.key == nil {
        if setEntity(argument.value, &query) { return }
      }
    }
    if readLiteralEntity(links[act], &query) { return }
    var last: String?
    for (index, link) in links[..<act].enumerated() {
      if let head = link.head, setEntity(head, &query) { return }
      let name = link.name
      if vocabulary.clients.contains(name.withoutSigil) || Self.selves.contains(name) {
        continue
      }
      let isCall = link.arguments != nil
      // Behind a model stands what is asked of it: a scope, a query.
      if isCall, let known = last, isModel(known), name.first?.isLowercase == true { break }
      if link.separator == "new", isModel(name) {
        query.model = name
        query.row = nil
        return
      }
      // A call with arguments before the act is a part of the query, `user.posts()` a relation.
      if isCall, index > 0, link.arguments?.isEmpty == false || known(name) { break }
      if isCall, index > 0, vocabulary.relationsAreCalled,
        let target = source?.relationTarget(of: name)
      {
        query.model = target
        return
      }
      if known(name), index > 0 { continue }
      if !name.isEmpty { last = name }
    }
    if let last { setEntity(named: last, &query, isFirst: links.first?.name == last) }
  }

  /// `Repo.insert(%Boat{…})`, `manager.save(Boat, …)`, `em.persist(new Boat())`, `save(boat)`.
  private func readLiteralEntity(_ link: CodeLink, _ query: inout CodeQuery) -> Bool {
    guard let first = link.arguments?.first(where: { $0.key == nil })?.value else { return false }
    switch first.kind {
    case .chain(let links):
      // A built value that is given to the call; a class reference (`Boat::class`).
      let head = links.first { isModel($0.name) && !vocabulary.clients.contains($0.name) }
      guard let head,
        vocabulary.firstArgumentIsModel || head.separator == "new"
          || links.last?.name == "class"
      else { return false }
      query.model = head.name
      return true
    case .name(let name):
      if let model = variables[name.withoutSigil] {
        query.model = model
        query.row = name
        return true
      }
      guard vocabulary.firstArgumentIsModel, isModel(name) else { return false }
      query.model = name
      return true
    case .prefixed(_, let inner):
      guard let name = inner.links.first?.name, isModel(name) else { return false }
      query.model = name
      return true
    default: return false
    }
  }

  private static let selves: Set<String> = ["this", "self", "$this", "super", "parent", "static"]

  private func known(_ name: String) -> Bool {
    vocabulary.conditions.contains(name) || vocabulary.reads.contains(name)
      || vocabulary.neutral.contains(name) || vocabulary.negations.contains(name)
      || vocabulary.locks.contains(name) || vocabulary.joins.contains(name)
      || vocabulary.tableCalls.contains(name) || vocabulary.builders.contains(name)
      || vocabulary.dataCalls.contains(name) || vocabulary.nullTests.contains(name)
      || vocabulary.writes[name] != nil || vocabulary.upserts[name] != nil
      || vocabulary.conflicts.contains(name) || vocabulary.bypasses.contains(name)
      || namedFields(name) != nil
  }

  /// Takes a value for the table or the model, if it can be one.
  private func setEntity(_ value: CodeExpression, _ query: inout CodeQuery) -> Bool {
    switch value.kind {
    case .string(let string):
      guard string.interpolations.isEmpty, !string.value.contains(" ") || string.value.count < 40
      else { return false }
      query.table = string.value.split(separator: " ").first.map { String($0) }
      return query.table?.isEmpty == false
    case .symbol(let name):
      query.table = name
      return true
    case .name(let name):
      if let text = texts[name] {
        query.table = text
        return true
      }
      if let model = variables[name.withoutSigil] {
        query.model = model
        query.row = name
        return true
      }
      guard isModel(name) || vocabulary.tableCalls.contains(query.name) || name.count > 1 else {
        return false
      }
      guard isModel(name) || language == "javascript" else { return false }
      query.model = name
      return true
    case .chain(let links):
      // `User::class`, `from(b in Boat)`, `%Boat{}`.
      if let inner = links.first(where: { vocabulary.tableCalls.contains($0.name) }),
        let first = inner.arguments?.first?.value
      {
        return setEntity(first, &query)
      }
      guard let head = links.first?.name, isModel(head), !vocabulary.clients.contains(head) else {
        return false
      }
      // A qualified name: the last capitalised link without a call.
      let names = links.prefix { $0.arguments == nil && $0.name.startsWithCapital }.map(\.name)
      query.model = names.last ?? head
      return true
    case .operation(let values, let operators):
      // `b in Boat`.
      guard operators.first == "in" || operators.first == "as", values.count > 1 else {
        return false
      }
      return setEntity(values[1], &query)
    case .prefixed(_, let inner): return setEntity(inner, &query)
    default: return false
    }
  }

  private func setEntity(named name: String, _ query: inout CodeQuery, isFirst: Bool) {
    let bare = name.withoutSigil
    if let model = variables[bare] {
      query.model = model
      query.row = name
      return
    }
    if isModel(name) {
      query.model = strippedOfSuffix(name)
      return
    }
    let stripped = strippedOfSuffix(bare)
    if stripped != bare {
      query.model = CodeNaming.camelCased(CodeNaming.underscored(stripped))
      return
    }
    guard !isFirst || name.hasPrefix("@") || CodeNaming.singular(bare) != bare else {
      query.row = name
      if vocabulary.writes[query.name] != nil { query.model = camelCased(bare) }
      return
    }
    query.model = camelCased(CodeNaming.singular(bare))
  }

  private func camelCased(_ name: String) -> String {
    CodeNaming.camelCased(CodeNaming.underscored(name))
  }

  func strippedOfSuffix(_ name: String) -> String {
    for suffix in vocabulary.repositorySuffixes
    where name.hasSuffix(suffix) && name.count > suffix.count {
      return String(name.dropLast(suffix.count))
    }
    return name
  }

  /// The fields in the name of a call: `find_by_email`, `findOneByEmailAndTenant`.
  func namedFields(_ name: String) -> [String]? {
    for prefix in vocabulary.namedConditions where name.hasPrefix(prefix) {
      let rest = String(name.dropFirst(prefix.count))
      guard !Self.wordsOfConditions.contains(rest) else { continue }
      guard let first = rest.first, first.isUppercase || prefix.hasSuffix("_") else { continue }
      let parts = CodeNaming.underscored(rest).split(separator: "_").map { String($0) }
      var fields: [String] = []
      var words: [String] = []
      for part in parts + ["and"] {
        if part == "and" {
          if !words.isEmpty { fields.append(joined(words, like: prefix)) }
          words = []
        } else if !["ignore", "case", "ignorecase"].contains(part) {
          words.append(part)
        }
      }
      return fields.isEmpty ? nil : fields
    }
    return nil
  }

  /// What stands behind `where` in a builder's own methods and is no field: `whereNull('sold_at')`.
  private static let wordsOfConditions: Set<String> = [
    "Null", "NotNull", "In", "NotIn", "Between", "NotBetween", "Has", "DoesntHave", "Date", "Day",
    "Month", "Year", "Time", "Column", "Exists", "NotExists", "Raw", "Not", "Any", "All", "Like",
    "NotLike", "Key", "KeyNot", "Relation", "BelongsTo", "JsonContains", "JsonLength", "FullText",
  ]

  private func joined(_ words: [String], like prefix: String) -> String {
    if prefix.hasSuffix("_") { return words.joined(separator: "_") }
    return words.enumerated().map { index, word in
      index == 0 ? word : word.prefix(1).uppercased() + word.dropFirst()
    }.joined()
  }
}
