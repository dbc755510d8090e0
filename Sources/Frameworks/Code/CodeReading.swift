import DatabaseErrors
import EventSchema
import SourceCode

/// One failure of an application in any language, read with a vocabulary: from the culprit's
/// function, what it calls in the same file, its callers on the trace, and the model it writes.
final class CodeReading {
  let failure: Failure
  let vocabulary: CodeVocabulary
  let source: CodeSource
  /// The application's frames whose source is at hand, the culprit first, then its callers.
  private(set) var sites: [CodeSite] { didSet { knownCallers = nil } }
  /// What was read of other functions, which are asked for again and again.
  var knownCallers: [CodeSite]?
  var queriesBySite: [ObjectIdentifier: (site: CodeSite, found: [Found])] = [:]
  /// What the culprit's function does with rows, with what it calls, in the order of the source.
  private(set) var queries: [Found] = []
  private(set) var write: Found?
  /// Where the culprit's line runs what `write` has handed over or prepared before.
  private(set) var flush: CodeUse?
  var functionsFollowed = 0
  /// What the caller gives to be written, where the reading is a caller's.
  private(set) var handedOver: [(field: String, value: CodeExpression?)]?

  /// A query and where it stands.
  struct Found {
    var query: CodeQuery
    var site: CodeSite
    /// The uses of the culprit's function through which it is reached; empty for its own.
    var calls: [CodeUse]
    /// Where it happens, seen from the culprit's function.
    var anchor: CodeUse { calls.first ?? query.use }
    var isOwn: Bool { calls.isEmpty }
  }

  init(
    _ failure: Failure, _ vocabulary: CodeVocabulary, _ files: ParsedFiles = ParsedFiles()
  ) {
    self.failure = failure
    self.vocabulary = vocabulary
    source = CodeSource(failure.tree, vocabulary, files)
    sites = Self.sites(failure, source)
    guard let site = sites.first else { return }
    queries = found(in: site, calls: [], depth: 0)
    write = findWrite(site)
    leaveHelpers()
  }

  /// The failure as a caller of another reading's function sees it.
  init(_ inner: CodeReading, _ query: CodeQuery, _ call: CodeUse, _ callers: [CodeSite]) {
    failure = inner.failure
    vocabulary = inner.vocabulary
    source = inner.source
    sites = callers
    handedOver = inner.values(givenBy: call)
    queries = found(in: callers[0], calls: [], depth: 0)
    var query = query
    query.use = call
    query.name = call.links.last?.name ?? query.name
    query.row = nil
    query.written = []
    write = Found(query: query, site: callers[0], calls: [])
  }

  /// Goes on to the caller where the culprit's function runs a statement that it is given, or tells
  /// of an error that it is given.
  private func leaveHelpers() {
    let own = (sites: sites, queries: queries, flush: flush)
    while write == nil, sites.count > 1, sites[0].runsGivenStatement || sites[0].isGivenError {
      sites.removeFirst()
      functionsFollowed = 0
      flush = nil
      queries = found(in: sites[0], calls: [], depth: 0)
      write = findWrite(sites[0])
    }
    if write?.query.statement == nil, own.sites.count != sites.count {
      (sites, queries, flush, write) = (own.sites, own.queries, own.flush, nil)
    }
  }

  var violation: ConstraintViolation? { failure.violation }

  /// The violated key in the spelling of the message.
  var key: [String] { violation?.knownColumns ?? [] }

  // MARK: Queries

  /// The queries of a function with those of the functions that it calls in the same file.
  func found(in site: CodeSite, calls: [CodeUse], depth: Int) -> [Found] {
    var reader = queryReader(for: site)
    let reassigned = Dictionary(grouping: site.walk.assignments, by: \.name)
      .values.filter { $0.count > 1 }
    var found: [Found] = []
    for use in site.walk.uses {
      // A name that is given several texts holds the one above.
      for values in reassigned {
        guard let last = values.last(where: { $0.statement.span.start < use.span.start }) else {
          continue
        }
        reader.values[last.name] = last.value
        if let text = last.value.text { reader.texts[last.name] = text }
      }
      if let query = reader.read(use) {
        add(query, in: site, calls, to: &found)
        continue
      }
      if let query = lookByGivenColumn(use) {
        add(query, in: site, calls, to: &found)
        continue
      }
      guard depth < CodeLimits.calleeDepthMax else { continue }
      let callees = callee(of: use, from: site).map { [$0] } ?? validations(by: use, from: site)
      for callee in callees {
        found += self.found(in: callee, calls: calls + [use], depth: depth + 1)
      }
    }
    return found
  }

  /// Adds a query: one that was put together in a variable before gives its conditions, and a part
  /// of a larger look-up (`get_var(prepare("SELECT …"))`) is no other one.
  private func add(
    _ query: CodeQuery, in site: CodeSite, _ calls: [CodeUse], to found: inout [Found]
  ) {
    var query = query
    if query.isLook {
      found.removeAll { other in
        other.query.isLook && query.use.span.start < other.query.use.span.start
          && other.query.use.span.end <= query.use.span.end
          && other.query.fields == query.fields
      }
      let held = found.lastIndex { other in
        other.query.isLook && query.fields.isEmpty && query.takes(from: other.query)
      }
      if let held {
        // What is asked of rows that were read is no other look-up.
        guard !vocabulary.reads.contains(found[held].query.name) else { return }
        let earlier = found.remove(at: held).query
        query.fields = earlier.fields
        query.otherPredicates += earlier.otherPredicates
        query.foldsCase = query.foldsCase || earlier.foldsCase
        query.multiplies = query.multiplies || earlier.multiplies
        query.model = query.model ?? earlier.model
        query.table = query.table ?? earlier.table
      }
    }
    found.append(Found(query: query, site: site, calls: calls))
  }

  /// The function of the same file that a call on the object itself means.
  func callee(of use: CodeUse, from site: CodeSite) -> CodeSite? {
    guard functionsFollowed < CodeLimits.calleesMax, let last = use.links.last,
      !last.name.isEmpty, last.separator != "new"
    else { return nil }
    // Also what is assigned to a name: `const find = async (email) => { … }`.
    let paths = site.file.walk.blocks.filter { CodeSite.name(of: $0.last) == last.name }
    guard use.links.count <= 2, paths.count == 1, let path = paths.first,
      let block = path.last?.block, block.span != site.function.span, !block.statements.isEmpty,
      use.links.count == 1 || Self.selves.contains(use.links[0].name)
        || !Set(block.bases).isDisjoint(with: site.function.bases)
    else { return calleeElsewhere(of: use, from: site) }
    functionsFollowed += 1
    return CodeSite(site.file, line: nil, path: path, named: last.name, vocabulary)
  }

  static let selves: Set<String> = ["this", "self", "$this", "static", "__MODULE__"]

  /// Classes whose subclasses are models that write themselves.
  private static let modelBases: Set<String> = [
    "ApplicationRecord", "Base", "Model", "ActiveRecord", "BaseEntity", "Pivot", "Authenticatable",
  ]

  private func queryReader(for site: CodeSite) -> CodeQueryReader {
    var reader = CodeQueryReader(
      vocabulary: vocabulary, variables: [:], texts: [:],
      language: site.file.parsed.language.name)
    let file = site.file.walk
    for (name, value, _) in file.assignments {
      if let text = value.text { reader.texts[name] = text }
    }
    reader.source = source
    reader.types = declaredTypes(site)
    reader.values = assignedValues(site)
    for (name, value, _) in file.assignments where reader.values[name] == nil {
      reader.values[name] = value
    }
    for (name, value) in site.file.parsed.groupedConstants {
      reader.values[name] = reader.values[name] ?? value
      reader.texts[name] = reader.texts[name] ?? value.text
    }
    for type in site.types { addMembers(of: type, to: &reader) }
    if let type = site.types.last, let base = type.bases.first?.lastComponent,
      Self.modelBases.contains(base)
    {
      reader.ownModel = type.name?.lastComponent
    }
    for parameter in site.function.parameters {
      guard let type = parameter.type, reader.isModel(type) else { continue }
      reader.variables[parameter.name.withoutSigil] = reader.strippedOfSuffix(type)
    }
    for (name, value, statement) in site.walk.assignments {
      if let text = value.text { reader.texts[name] = text }
      if let model = model(of: value, statement, reader) {
        reader.variables[name.withoutSigil] = model
      }
    }
    return reader
  }

  /// Repositories that a type is given: `@InjectRepository(Berth) berths: Repository<Berth>`.
  private func addMembers(of type: CodeBlock, to reader: inout CodeQueryReader) {
    let constructors = type.statements.flatMap(\.blocks).filter {
      $0.name == "constructor" || $0.name == "__construct" || $0.name == type.name
    }
    for parameter in constructors.flatMap(\.parameters) + type.parameters {
      let injected = parameter.annotations.first { $0.name.hasPrefix("Inject") }
      if let name = injected?.arguments.first?.value.links.first?.name, reader.isModel(name) {
        reader.variables[parameter.name.withoutSigil] = name
      } else if let declared = parameter.type {
        let stripped = reader.strippedOfSuffix(declared)
        if stripped != declared { reader.variables[parameter.name.withoutSigil] = stripped }
      }
    }
  }

  /// The model whose row (or repository) a value is.
  private func model(
    of value: CodeExpression, _ statement: CodeStatement, _ reader: CodeQueryReader
  ) -> String? {
    switch value.kind {
    case .chain(let links):
      let use = CodeUse(
        links: links, span: value.span, enclosures: [], statement: statement, targets: [])
      if let query = reader.read(use) { return query.model ?? query.table.map(CodeNaming.singular) }
      // `em.getRepository(Boat)`, `clone $boat`, `boat.dup`.
      if let call = links.last(where: { vocabulary.tableCalls.contains($0.name) }),
        let name = call.arguments?.first?.value.links.first?.name, reader.isModel(name)
      {
        return name
      }
      if let last = links.last, vocabulary.copies.contains(last.name), let first = links.first {
        return reader.variables[first.name.withoutSigil]
      }
      return nil
    case .prefixed(_, let inner): return model(of: inner, statement, reader)
    case .name(let name): return reader.variables[name.withoutSigil]
    case .operation(let values, _):
      return values.lazy.compactMap { self.model(of: $0, statement, reader) }.first
    case .control(let inner):
      for block in inner.blocks {
        for statement in block.statements.reversed() {
          if let value = statement.value, let model = model(of: value, statement, reader) {
            return model
          }
        }
      }
      return nil
    default: return nil
    }
  }

  // MARK: The write

  /// The statement that failed: on the culprit's line, else the function's own of the table.
  private func findWrite(_ site: CodeSite) -> Found? {
    let writes = queries.filter { $0.query.operation != nil }
    if let line = site.line {
      let here = writes.filter { found in
        found.isOwn && found.query.use.span.contains(line: line)
      }
      // The innermost, when one call is given another one's result.
      if let own = here.filter({ fits($0) }).min(by: { size($0) < size($1) })
        ?? here.min(by: { size($0) < size($1) })
      {
        return unitOfWork(own, among: writes)
      }
      if let called = writes.first(where: { $0.anchor.span.contains(line: line) && fits($0) }) {
        return called
      }
      // The line may be of the statement around the call.
      let around = writes.filter { $0.isOwn && $0.query.use.statement.span.contains(line: line) }
      if let own = around.first(where: fits) {
        flush = use(on: line, in: site)
        return own
      }
    }
    let fitting = writes.filter { fits($0) && table(of: $0.query) != nil && isKnownTable }
    flush = site.line.flatMap { use(on: $0, in: site) }
    guard let line = site.line else { return fitting.count == 1 ? fitting.first : nil }
    return fitting.last { $0.anchor.span.firstLine <= line }
      ?? (fitting.count == 1 ? fitting[0] : nil)
  }

  private func use(on line: Int, in site: CodeSite) -> CodeUse? {
    site.walk.uses.last { $0.span.firstLine <= line && line <= $0.span.lastLine }
  }

  private func size(_ found: Found) -> Int { found.query.use.span.end - found.query.use.span.start }

  /// For a flush, the last thing that was handed over before it.
  private func unitOfWork(_ own: Found, among writes: [Found]) -> Found {
    guard vocabulary.flushes.contains(own.query.name) else { return own }
    let before = writes.filter {
      !vocabulary.flushes.contains($0.query.name)
        && $0.anchor.span.start < own.query.use.span.start && fits($0)
    }
    guard var last = before.last else { return own }
    flush = own.query.use
    if own.query.operation == .bulkInsert {
      last.query.act = own.query.act
      last.query.writesMany = true
    }
    return last
  }

  private var isKnownTable: Bool { violation?.knownTable != nil }

  /// Whether the query may be of the violated table.
  func fits(_ found: Found) -> Bool {
    guard let wanted = writtenTable else { return true }
    guard let table = table(of: found.query) else { return true }
    return isSame(table, wanted)
  }

  /// The table that the failing statement wrote: of a foreign key that kept a row from being
  /// deleted the parent's.
  var writtenTable: String? {
    guard let violation else { return nil }
    if violation.kind == .foreignKey, violation.side == .parent {
      return violation.referencedTable ?? nil
    }
    return violation.knownTable
  }

  func isSame(_ table: String, _ other: String) -> Bool {
    table == other
      || table.part(behindLast: ".").lowercased() == other.part(behindLast: ".").lowercased()
  }

  /// The table of a query in the message's spelling where they are the same.
  func table(of query: CodeQuery) -> String? {
    if let table = query.table { return spelled(table) }
    guard let model = query.model else { return nil }
    return table(ofModel: model)
  }

  func table(ofModel model: String) -> String {
    if let declared = source.declaration(of: model)?.table { return spelled(declared) }
    for known in [violation?.knownTable, violation?.referencedTable].compactMap({ $0 })
    where CodeNaming.table(known, fits: model.lastComponent) {
      return known
    }
    return vocabulary.table(model.lastComponent)
  }

  private func spelled(_ table: String) -> String {
    for known in [violation?.knownTable, violation?.referencedTable].compactMap({ $0 })
    where isSame(known, table) {
      return known
    }
    return table
  }

  /// The column of a field: as declared, else the known one that is spelled alike, else by
  /// convention.
  func column(_ field: String, of model: String?) -> String {
    let declared = model.flatMap { source.declaration(of: $0)?.columns } ?? []
    if let own = declared.first(where: { $0.field == field }) { return own.column }
    let bare = CodeNaming.bare(field)
    let alike = declared.filter { CodeNaming.bare($0.column) == bare }
    if alike.count == 1, let own = alike.first { return own.column }
    let known = key + (violation?.referencedColumns ?? [])
    if let same = known.first(where: { CodeNaming.bare($0) == bare }) { return same }
    if let link = known.first(where: { CodeNaming.bare($0) == bare + "id" }) { return link }
    return vocabulary.column(field)
  }

  func columns(_ fields: [String], of model: String?) -> [String] {
    var columns: [String] = []
    for field in fields {
      let column = column(field, of: model)
      if !columns.contains(column) { columns.append(column) }
    }
    return columns
  }

  /// The model of the written rows, as far as it is known.
  lazy var model: String? =
    write?.query.model
    ?? queries.lazy.compactMap { [self] found in
      fits(found) && isKnownTable ? found.query.model : nil
    }.first

  /// What the source declares of the database.
  private(set) lazy var declaredSchema = Schema.declared(in: failure.tree)
  lazy var declaration: ModelDeclaration? = model.flatMap { source.declaration(of: $0) }
}
