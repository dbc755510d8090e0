import SourceCode

/// The rows that a test stores before its request, as lines of Python.
struct SQLAlchemyRows {
  let reading: SQLAlchemyReading
  /// The session as the lines name it.
  let session: String
  /// `await ` where the session is awaited.
  let awaiting: String
  private(set) var lines: [String] = []
  /// The models, and the names of other modules, that the lines speak of.
  private(set) var models: [PythonRelation] = []
  private(set) var imports: [String: Set<String>] = [:]
  /// The expression of a parent's key, by table.
  private var parents: [String: String] = [:]
  private var names: Set<String> = []
  /// As whom requests are sent.
  private let identity: RequestIdentity?
  /// The key of the row of whoever is known.
  private(set) var known: String?

  init(
    _ reading: SQLAlchemyReading, session: String, awaiting: String = "",
    identity: RequestIdentity? = nil
  ) {
    self.reading = reading
    self.session = session
    self.awaiting = awaiting
    self.identity = identity
  }

  /// Tells the row of whoever is known from all others.
  private static let numberOfKnown = 9

  /// Stores the row of whoever sends the request, to which others point; gives its key where it is
  /// the row that the request changes.
  ///
  /// - Parameter stored: What the request changes, and whether nothing in it names the row.
  mutating func addKnown(
    changing stored: (relation: PythonRelation, given: [String: String])?, isNamed: Bool
  ) -> String? {
    guard let identity, known == nil else { return nil }
    let table = identity.relation.facts.table
    let isChanged = stored?.relation.facts.table == table && !isNamed
    var given = identity.given
    if isChanged, let stored { given.merge(stored.given) { _, new in new } }
    known = add(identity.relation, number: Self.numberOfKnown, given: given)
    if let known { note(parent: known, of: table) }
    return isChanged ? known : nil
  }

  /// Stores a row, with what it points to; gives the name of its key. `nil` when a value cannot be
  /// invented.
  ///
  /// - Parameter given: Values by column, as Python.
  mutating func add(
    _ relation: PythonRelation, number: Int = 1, given: [String: String] = [:], depth: Int = 4
  ) -> String? {
    guard depth > 0, let key = relation.keyColumns.first else { return nil }
    var arguments: [String] = []
    for column in relation.facts.columns {
      if let value = given[column.column] {
        arguments.append("\(column.field)=\(value)")
        continue
      }
      if reading.takesFrom(column.column, of: relation.facts.table) {
        arguments.append("\(column.field)=\(Self.plenty)")
        continue
      }
      let isOptional =
        column.isNullable || column.isGenerated || column.hasDefault
        || relation.defaults[column.column] != nil
      guard !isOptional else { continue }
      guard let value = value(of: column, in: relation, number: number, depth: depth) else {
        return nil
      }
      arguments.append("\(column.field)=\(value)")
    }
    note(relation)
    let name = free(relation.facts.name.underscored)
    let field = relation.field(of: key)
    guard reading.driver == nil else {
      let given = ["\(session)", "\"\(relation.facts.table)\"", "\"\(key)\""] + arguments
      lines.append("\(name)_\(field) = store(\(given.joined(separator: ", ")))")
      return "\(name)_\(field)"
    }
    lines.append("\(name) = \(relation.facts.name)(\(arguments.joined(separator: ", ")))")
    lines.append("\(session).add(\(name))")
    // The key is read before the transaction ends, or reading it would begin another one.
    lines.append("\(awaiting)\(session).flush()")
    lines.append("\(name)_\(field) = \(name).\(field)")
    lines.append("\(awaiting)\(session).commit()")
    return "\(name)_\(field)"
  }

  /// More than any request of a test takes.
  private static let plenty = 100

  mutating func note(_ relation: PythonRelation) {
    if !models.contains(where: { $0.facts.table == relation.facts.table }) {
      models.append(relation)
    }
  }

  /// The value of a column: of a parent that is stored for it, or invented.
  mutating func value(
    of column: Relation.Column, in relation: PythonRelation, number: Int = 1, depth: Int = 4
  ) -> String? {
    if let table = column.referencedTable {
      // A further row needs a parent of its own where each has one at most.
      if number > 1, relation.isUnique(column.column), parents[table] != nil,
        let other = reading.libraries.relation(table: table)
      {
        return add(other, number: number, depth: depth - 1)
      }
      return parent(table, depth: depth - 1)
    }
    // What the endpoint answers with may take only some words.
    if let word = reading.choice(of: column.field, in: relation) { return word }
    guard let sample = reading.sample(column, in: relation, number: number) else { return nil }
    if let name = sample.imported { imports[sample.module, default: []].insert(name) }
    return sample.python
  }

  /// Lets others point to a row that is stored already.
  mutating func note(parent key: String, of table: String) {
    if parents[table] == nil { parents[table] = key }
  }

  /// The key of the one row of a table that others point to.
  mutating func parent(_ table: String, depth: Int = 4) -> String? {
    if let known = parents[table] { return known }
    guard let relation = reading.libraries.relation(table: table),
      let key = add(relation, depth: depth)
    else { return nil }
    parents[table] = key
    return key
  }

  /// The key of a further row of a table, beside the one that others point to.
  mutating func another(_ table: String, number: Int) -> String? {
    reading.libraries.relation(table: table).flatMap { add($0, number: number) }
  }

  private mutating func free(_ name: String) -> String {
    var (candidate, number) = (name, 2)
    while !names.insert(candidate).inserted {
      candidate = "\(name)_\(number)"
      number += 1
    }
    return candidate
  }
}

extension PythonRelation {
  /// Whether a column alone is a unique key.
  fileprivate func isUnique(_ column: String) -> Bool {
    facts.constraints.contains { $0.kind == .unique && $0.columns == [column] }
  }
}
