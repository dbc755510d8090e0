import DatabaseErrors
import EventSchema
import SourceCode

/// One failure of a Swift application, read from its frames and source.
struct SwiftReading {
  let failure: Failure
  let source: SwiftSource
  /// How the code at hand talks to its database.
  let library: SwiftLibrary
  /// The application's frames whose source is at hand, the culprit first, then its callers.
  let sites: [SwiftSite]
  /// The violated table; where the message names none, the one that is written.
  let table: String?
  /// The statement that failed, as the source spells it.
  let literal: SQLLiteral?
  let checks: [SwiftCheck]
  private let found = Found()

  /// What takes a walk through all of the source, once it was asked for.
  private final class Found {
    var siblings: [SwiftCheck]?
    var writers: [SwiftFunction]?
    var write: SwiftWrite??
  }

  init(_ failure: Failure) {
    let source = SwiftSource(failure.tree)
    let table = failure.violation?.knownTable
    let sites = Self.sites(failure, source).withoutWrapper(table: table)
    let literal = sites.first.flatMap { Self.literal(at: $0, table: table) }
    self.failure = failure
    self.source = source
    self.sites = sites
    self.literal = literal
    let library = SwiftLibrary.used(in: source, first: sites.map(\.file))
    self.library = library
    let written = sites.first.flatMap { source.writtenRecord(at: $0, library) }?.table
    let known = table ?? literal?.statement.table ?? written
    self.table = known
    guard let table = known else {
      checks = []
      return
    }
    checks = sites.reversed().flatMap { site -> [SwiftCheck] in
      guard let function = site.function else { return [] }
      return SwiftCheck.find(in: function, before: site.statement.span, table: table, source)
    }
  }

  /// The statement that was refused, with the values that it was given.
  var write: SwiftWrite? {
    if let known = found.write { return known }
    let write = findWrite()
    found.write = .some(write)
    return write
  }

  var columns: [String] {
    guard let violation = failure.violation else { return [] }
    return violation.knownColumns
  }

  private static func sites(_ failure: Failure, _ source: SwiftSource) -> [SwiftSite] {
    guard let culprit = failure.culpritIndex, failure.frames.indices.contains(culprit),
      let first = SwiftSite(failure.frames[culprit], in: source)
    else { return [] }
    let callers = failure.callers.compactMap { SwiftSite(failure.frames[$0], in: source) }
    return callers.isEmpty ? withCallers([first], source) : [first] + callers
  }

  /// The SQL of the line; else the function's own of the table, the last before the line.
  fileprivate static func literal(at site: SwiftSite, table: String?) -> SQLLiteral? {
    let all = site.file.literals
    if let own = all.first(where: { site.statement.span.holds($0.span) }) { return own }
    guard let function = site.function else { return nil }
    return function.literals.last { literal in
      literal.span.start < site.statement.span.end
        && (table == nil || literal.statement.table?.lowercased() == table?.lowercased())
    }
  }

  var facts: SourceFacts {
    var facts = SourceFacts()
    facts.operation = literal.flatMap { Self.operation($0.statement.verb) }
    facts.relation = relation
    guard let site = sites.first else { return facts }
    facts.write = site.file.place(site.statement.span, in: site.function?.name)
    facts.writtenColumns = literal?.statement.writtenColumns ?? []
    facts.checks = checks.filter { $0.check.place != facts.write }.map(\.check)
    facts.handlers = handlers(site)
    facts.origins = origins
    if let compared = literal?.statement.computedColumns.lazy.compactMap(valueCheck).first {
      facts.sights[.comparesBeforeWrite] = compared.check.place
    }
    if let literal, !literal.statement.copiedColumns.isEmpty {
      let key = Set(columns.map { $0.lowercased() })
      let copies = literal.statement.copiedColumns.contains { key.contains($0.lowercased()) }
      if copies { facts.sights[.copiesRow] = facts.write }
    }
    if facts.operation == .read, let literal {
      facts.read = SourceFacts.Check(
        place: site.file.place(literal.span, in: site.function?.name), table: table,
        columns: literal.statement.predicates.filter { $0.comparison == .equal }.map(\.column),
        otherPredicates: literal.statement.predicates.filter { $0.comparison == .isNull }
          .map { "\($0.column) IS NULL" },
        guardsWrite: false)
    }
    facts.siblingChecks = siblings.map(\.check)
    facts.sawWholeFunction = site.function != nil && !mayBeCalledAfterLook
    facts.sawWholeSource = failure.tree.isComplete
    return facts
  }

  private static func operation(_ verb: SQLStatement.Verb) -> SourceFacts.Operation? {
    switch verb {
    case .insert: .create
    case .update: .update
    case .delete: .delete
    case .select: .read
    case .commit: .commit
    default: nil
    }
  }

  private func handlers(_ site: SwiftSite) -> [SourceFacts.Handler] {
    site.location.enclosingBlocks.compactMap { statement, block in
      guard statement.kind == .do, block.role == .body,
        let handler = statement.blocks.first(where: { $0.role == .catch })
      else { return nil }
      // A statement that SQLite refuses leaves its transaction as it was.
      return SourceFacts.Handler(
        place: site.file.place(handler.span, in: site.function?.name), hasSavepoint: true)
    }
  }

  /// Guards of the same key in functions that are not on this path.
  var siblings: [SwiftCheck] {
    if let known = found.siblings { return known }
    let siblings = findSiblings()
    found.siblings = siblings
    return siblings
  }

  private func findSiblings() -> [SwiftCheck] {
    guard let table else { return [] }
    let writerNames = Set(writers.map(\.name))
    let key = Set(columns.map { $0.lowercased() })
    return source.functions.flatMap { function -> [SwiftCheck] in
      guard !sites.contains(where: { $0.function?.isSame(as: function) == true }) else { return [] }
      let calls = function.body.flatMap(\.allCalls).filter { writerNames.contains($0.name) }
      let inserts = function.literals.filter { $0.statement.inserts(into: table) }
      let records = record(of: table).flatMap { insertion(of: $0, in: function)?.span }
      let writes = calls.map(\.span) + inserts.map(\.span) + (records.map { [$0] } ?? [])
      guard let write = writes.min(by: { $0.start < $1.start }) else { return [] }
      return SwiftCheck.find(in: function, before: write, table: table, source).filter {
        $0.check.guardsWrite && key.isSubset(of: $0.check.columns.map { $0.lowercased() })
      }
    }
  }

  /// Functions that insert a row into the table, by SQL or by a record's own method.
  var writers: [SwiftFunction] {
    if let known = found.writers { return known }
    guard let table else { return [] }
    let record = library.isTyped ? record(of: table) : nil
    let writers = source.functions.filter { function in
      function.literals.contains { $0.statement.inserts(into: table) }
        || record.map { insertion(of: $0, in: function) != nil } ?? false
    }
    found.writers = writers
    return writers
  }

  /// Where a function inserts a row into the table.
  func insertSite(of writer: SwiftFunction) -> SwiftSite? {
    let inSQL = writer.literals.first { $0.statement.verb == .insert }?.span.firstLine
    let line = inSQL ?? record(of: table).flatMap { insertion(of: $0, in: writer)?.span.firstLine }
    return line.flatMap { SwiftSite(file: writer.file, line: $0) }
  }

  /// The statement of a function that inserts a record: `try boat.insert(db)`.
  func insertion(of record: SwiftRecord, in function: SwiftFunction) -> SwiftStatement? {
    guard function.file.source.mentions(record.name) else { return nil }
    let text = function.file.parsed.source(of: function.statement.span)
    var found: SwiftStatement?
    function.statement.visit { statement in
      let isInsertion = statement.calls.contains { call in
        guard let operation = library.writes[call.name], [.create, .save].contains(operation),
          call.callee.mentions(".") || !call.isWholeCallee
        else { return false }
        if !call.isWholeCallee { return statement.calls.contains { $0.name == record.name } }
        let base = call.callee.split(separator: ".").first.map(String.init) ?? ""
        return text.mentions("\(base) = \(record.name)(")
          || text.mentions("\(base): \(record.name)")
      }
      if isInsertion { found = found ?? statement }
      return found == nil
    }
    return found
  }
}

extension [SwiftSite] {
  /// From the caller on whose SQL was run, where the culprit is a function that runs a statement
  /// which it is given: `func run(_ sql: String, …)`.
  fileprivate func withoutWrapper(table: String?) -> [SwiftSite] {
    let inner = prefix { site in
      guard let function = site.function, function.literals.isEmpty else { return false }
      return SwiftSignature(function)?.parameters.contains(where: \.isStatement) ?? false
    }
    let outer = Array(dropFirst(inner.count))
    guard let first = outer.first,
      SwiftReading.literal(at: first, table: table) != nil
    else { return self }
    return outer
  }
}

extension SQLStatement {
  fileprivate func inserts(into name: String) -> Bool {
    verb == .insert && table?.lowercased() == name.lowercased()
  }
}
