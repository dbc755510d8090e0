public import DatabaseErrors
public import EventSchema
import Frameworks
public import SourceCode

/// The violation that an event reports, filled from what the database declares; `nil` for what is
/// none. What a live database is asked about.
public func violation(in event: Event, schema: Schema) -> ConstraintViolation? {
  examine(event).filled(from: schema, event).violation
}

extension Examination {
  /// With what the schema says about the violated rule where the message leaves it out: the table
  /// of a constraint, its columns, the name of the one over the columns. The fingerprint stays: it
  /// is of the event alone.
  func filled(from schema: Schema, _ event: Event) -> Examination {
    guard let violation, !schema.relations.isEmpty else { return self }
    var result = self
    result.violation = completed(violation.filled(from: schema), from: statements, event)
    return result
  }
}

extension ConstraintViolation {
  /// The table and the declared constraint that were violated, as far as exactly one fits.
  public func declaration(
    in schema: Schema
  ) -> (relation: Relation, constraint: Relation.Constraint?)? {
    let named = constraint.flatMap { name in
      schema.constraint(named: name, table: table) ?? schema.constraint(named: name)
    }
    if let named, table == nil || named.relation.table.lowercased() == table?.lowercased() {
      return (named.relation, named.constraint)
    }
    guard let table = knownTable, let relation = schema.relation(named: table, schema: self.schema)
    else { return nil }
    // MySQL's name of every primary key.
    if constraint?.uppercased() == "PRIMARY" { return (relation, relation.primaryKey) }
    guard let kinds = constraintKinds else { return (relation, nil) }
    return (relation, relation.constraint(kinds, over: knownColumns))
  }

  /// The kinds of a declared constraint that this violation can be of.
  private var constraintKinds: Set<Relation.Constraint.Kind>? {
    switch kind {
    case .unique, .primaryKey: [.unique, .primaryKey]
    case .foreignKey: [.foreignKey]
    case .check: [.check]
    case .exclusion: [.exclusion]
    default: nil
    }
  }

  fileprivate func filled(from schema: Schema) -> ConstraintViolation {
    guard let (relation, declared) = declaration(in: schema) else { return self }
    var result = self
    result.table = table ?? relation.table
    guard let declared else { return result }
    result.constraint = constraint ?? declared.name
    if columns.isEmpty { result.columns = declared.columns }
    if kind == .constraintUnspecified { result.kind = Kind(declared.kind) }
    if kind == .unique, declared.kind == .primaryKey { result.kind = .primaryKey }
    if declared.kind == .foreignKey {
      result.referencedTable = referencedTable ?? declared.referencedTable
      if referencedColumns.isEmpty { result.referencedColumns = declared.referencedColumns }
    }
    return result
  }
}

extension ConstraintViolation.Kind {
  fileprivate init(_ kind: Relation.Constraint.Kind) {
    self =
      switch kind {
      case .unique: .unique
      case .primaryKey: .primaryKey
      case .foreignKey: .foreignKey
      case .check: .check
      case .exclusion: .exclusion
      }
  }
}

extension ConstraintViolation {
  /// With the columns that the constraint's name is made of, where the message tells only the name:
  /// those of a key that the source declares, or of a look-up before the write.
  func named(by facts: SourceFacts) -> ConstraintViolation {
    guard knownColumns.isEmpty, let name = constraint?.lowercased() else { return self }
    let declared = facts.relation?.constraints ?? []
    var columns = declared.first { $0.name?.lowercased() == name }?.columns ?? []
    if columns.isEmpty {
      let known =
        declared.map(\.columns) + facts.checks.map(\.columns)
        + [facts.upsert?.lookupColumns ?? []]
      let fitting = Set(known.filter { !$0.isEmpty && Self.isName(name, of: $0) })
      columns = fitting.count == 1 ? fitting.first ?? [] : []
    }
    var result = self
    if columns.isEmpty, Self.kindsNamedByColumns.contains(kind) {
      let known = (facts.relation?.columns ?? []).map(\.column) + facts.writtenColumns
      let table = knownTable ?? facts.relation?.table ?? facts.writtenTable
      columns =
        kind == .check
        ? facts.writtenColumns.mentioned(in: name)
        : columnsNamed(by: name, table, known.unique)
      if !columns.isEmpty, knownTable == nil { result.inferred.table = table }
    }
    result.inferred.columns = columns
    return result
  }

  private static let kindsNamedByColumns: Set<Kind> = [.unique, .primaryKey, .exclusion, .check]

  /// Whether a constraint's name ends with the columns, but for the word for its kind.
  private static func isName(_ name: String, of columns: [String]) -> Bool {
    var words = name.split { "_.-".contains($0) }
    let kinds: Set<Substring> = ["key", "idx", "index", "uniq", "unique", "uk", "uq", "constraint"]
    while let last = words.last, kinds.contains(last) { words.removeLast() }
    let own = words.joined(separator: "_")
    return ["_", "_and_"].contains { separator in
      let joined = columns.map { $0.lowercased() }.joined(separator: separator)
      return own == joined || own.hasSuffix("_" + joined)
    }
  }
}

extension [String] {
  /// The only one of the names whose words are all in a constraint's name; none where several are.
  fileprivate func mentioned(in constraint: String) -> [String] {
    let words = Set(constraint.splitAtWords)
    let found = filter { !$0.isEmpty && words.isSuperset(of: $0.splitAtWords) }
    return found.count == 1 ? found : []
  }
}
