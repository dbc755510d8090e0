import DatabaseErrors
import EventSchema
import SourceCode

/// One failure of a Swift application on SQLite, read from its frames and source.
struct SwiftSQLiteReading {
  let failure: Failure
  let source: SwiftSource
  /// The application's frames whose source is at hand, the culprit first, then its callers.
  let sites: [SwiftSite]
  /// The statement that failed, as the source spells it.
  let literal: SQLLiteral?
  let checks: [SwiftCheck]
  private let found = Found()

  /// What takes a walk through all of the source, once it was asked for.
  private final class Found {
    var siblings: [SwiftCheck]?
    var writers: [SwiftFunction]?
  }

  init(_ failure: Failure) {
    let source = SwiftSource(failure.tree)
    let sites = Self.sites(failure, source)
    let table = failure.violation?.knownTable
    let literal = sites.first.flatMap { Self.literal(at: $0, table: table) }
    self.failure = failure
    self.source = source
    self.sites = sites
    self.literal = literal
    guard let table = table ?? literal?.statement.table else {
      checks = []
      return
    }
    checks = sites.reversed().flatMap { site -> [SwiftCheck] in
      guard let function = site.function else { return [] }
      return SwiftCheck.find(in: function, before: site.statement.span, table: table, source)
    }
  }

  var table: String? {
    failure.violation?.knownTable ?? literal?.statement.table
  }

  var columns: [String] {
    guard let violation = failure.violation else { return [] }
    return violation.knownColumns
  }

  private static func sites(_ failure: Failure, _ source: SwiftSource) -> [SwiftSite] {
    guard let culprit = failure.culpritIndex, failure.frames.indices.contains(culprit),
      let first = SwiftSite(failure.frames[culprit], in: source)
    else { return [] }
    let callers = (0..<culprit).reversed().filter {
      failure.inApp.indices.contains($0) && failure.inApp[$0]
    }
    return [first] + callers.compactMap { SwiftSite(failure.frames[$0], in: source) }
  }

  /// The SQL of the line; else the function's own of the table, the last before the line.
  private static func literal(at site: SwiftSite, table: String?) -> SQLLiteral? {
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
    if facts.operation == .read, let literal {
      facts.read = SourceFacts.Check(
        place: site.file.place(literal.span, in: site.function?.name), table: table,
        columns: literal.statement.predicates.filter { $0.comparison == .equal }.map(\.column),
        otherPredicates: literal.statement.predicates.filter { $0.comparison == .isNull }
          .map { "\($0.column) IS NULL" },
        guardsWrite: false)
    }
    facts.siblingChecks = siblings.map(\.check)
    facts.sawWholeFunction = site.function != nil
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
      let writes = calls.map(\.span) + inserts.map(\.span)
      guard let write = writes.min(by: { $0.start < $1.start }) else { return [] }
      return SwiftCheck.find(in: function, before: write, table: table, source).filter {
        $0.check.guardsWrite && key.isSubset(of: $0.check.columns.map { $0.lowercased() })
      }
    }
  }

  /// Functions with an INSERT into the table.
  var writers: [SwiftFunction] {
    if let known = found.writers { return known }
    guard let table else { return [] }
    let writers = source.functions.filter { function in
      function.literals.contains { $0.statement.inserts(into: table) }
    }
    found.writers = writers
    return writers
  }
}

extension SQLStatement {
  fileprivate func inserts(into name: String) -> Bool {
    verb == .insert && table?.lowercased() == name.lowercased()
  }
}

extension SwiftSQLiteReading {
  /// The table as the source declares it.
  private var relation: SourceFacts.Relation? {
    guard let table, let (declared, file, span) = declaration else { return nil }
    let place = file.place(span, in: nil)
    var keys = declared.keys
    for file in source.files {
      file.parsed.visit { statement in
        for string in statement.strings {
          if let (owner, key) = SQLTable.uniqueIndex(string.value),
            owner.lowercased() == table.lowercased()
          {
            keys.append(key)
          }
        }
        return true
      }
    }
    return SourceFacts.Relation(
      name: declared.name, table: declared.name, place: place,
      columns: declared.columns.map { column in
        SourceFacts.Relation.Column(
          field: column.name, column: column.name, isNullable: column.isNullable,
          referencedTable: column.references, place: place)
      },
      constraints: keys.map { key in
        SourceFacts.Relation.Constraint(
          kind: key.kind, name: key.name, columns: key.columns,
          isConditional: key.isConditional, place: place)
      })
  }

  /// The `CREATE TABLE` of the table and where it is.
  var declaration: (table: SQLTable, file: SwiftSourceFile, span: CodeSpan)? {
    guard let table else { return nil }
    for file in source.files where file.source.text.mentions(table) {
      var found: (SQLTable, SwiftSourceFile, CodeSpan)?
      file.parsed.visit { statement in
        for string in statement.strings where found == nil {
          if let declared = SQLTable(creating: string.value),
            declared.name.lowercased() == table.lowercased()
          {
            found = (declared, file, string.span)
          }
        }
        return found == nil
      }
      if let found { return found }
    }
    return nil
  }
}
