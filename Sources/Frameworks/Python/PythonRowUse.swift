import SourceCode

/// What one expression does with rows of a relation, in words that no library owns.
struct PythonRowUse {
  /// `.read` for a look-up.
  var operation: SourceFacts.Operation
  /// The declaration, where it is at hand.
  var relation: PythonRelation?
  /// The model's name as written.
  var name: String?
  /// The table, where it could be told without the declaration.
  var namedTable: String?
  var lookups: [Lookup] = []
  /// Whether it asks for a row by its primary key, whatever columns that has.
  var looksByIdentity = false
  /// Columns whose values are read, where the look-up names them.
  var selected: [String] = []
  /// What else narrows the rows, as SQL-like words.
  var otherPredicates: [String] = []
  var values: [Value] = []
  /// Columns of the target of an upsert; `nil` when it names none.
  var conflictColumns: [String]?
  /// What an upsert is called: `get_or_create`, `on_conflict_do_update`.
  var helper: String?
  /// Whether it reads the row again after a violation.
  var readsAgain = false
  var locks = false
  /// Whether it sees the rows that ordinary look-ups do not.
  var seesHiddenRows = false
  /// Whether a replica or a cache answers.
  var isStale = false
  /// Whether to-many relations are joined and duplicates are not taken out.
  var multipliesRows = false
  /// Whether several rows are written by one call.
  var isMany = false
  /// Whether the row existed before: an UPDATE by way of an object.
  var changesFetchedRow = false
  /// Where the row that is written was read or made, if the same function shows it.
  var fetched: CodeSpan?
  /// Whether validation is passed by on purpose.
  var bypassesValidation = false
  var span: CodeSpan
  /// Where the answer of a look-up is taken, if not in the call itself: `cursor.fetchone()`.
  var answer: CodeSpan?

  struct Lookup {
    /// The database name.
    var column: String
    var value: PythonExpression?
    var foldsCase = false
    /// Where the value stands, if not in the function that looks.
    var site: PythonSite? = nil
  }

  struct Value {
    var column: String
    var expression: PythonExpression?
    /// Whether it is an expression of the column's own value, computed by the database.
    var isComputedInDatabase = false
    /// What the caller hands over where the write has no expression of its own: `**values`.
    var handed: PythonExpression? = nil
    var giver: PythonSite? = nil
  }

  init(_ operation: SourceFacts.Operation, at span: CodeSpan) {
    self.operation = operation
    self.span = span
  }

  var table: String? { relation?.facts.table ?? namedTable }

  /// Whether rows are put in, as far as the operation tells.
  var isInsertion: Bool {
    switch operation {
    case .create, .bulkInsert, .upsert: true
    case .save: !changesFetchedRow
    default: false
    }
  }

  var isWrite: Bool { operation != .read && operation != .commit }

  /// Whether it is about a table, by its declaration or else by the model's name.
  func isAbout(_ wanted: String?) -> Bool {
    guard let wanted else { return false }
    if let table { return table.lowercased() == wanted.lowercased() }
    return name.map { tableName(wanted, fits: $0) } ?? false
  }

  /// The columns that are compared for equality, each once.
  var lookupColumns: [String] {
    lookups.map(\.column).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}

/// A declared table, with what its columns are given when the code gives nothing.
struct PythonRelation {
  var facts: SourceFacts.Relation
  var definition: PythonDefinition?
  /// By column.
  var defaults: [String: PythonExpression] = [:]
  /// Where rows are hidden from ordinary look-ups.
  var hides: SourceFacts.Place?

  /// The column for a name in the source; the name itself where none is known.
  func column(of field: String) -> String {
    facts.columns.first { $0.field == field || $0.column == field }?.column ?? field
  }

  var keyColumns: [String] {
    facts.constraints.first { $0.kind == .primaryKey }?.columns ?? []
  }
}

/// Whether a table can be that of a model whose declaration is not at hand: `user`, `users`,
/// `accounts_user` and `user_account` fit `User`, `Users` and `UserAccount`.
func tableName(_ table: String, fits model: String) -> Bool {
  let table = CodeNaming.bare(table)
  var name = CodeNaming.bare(model)
  for suffix in ["model", "orm", "table"] where name.utf8.count > suffix.utf8.count + 2 {
    if name.hasSuffix(suffix) { name = String(name.dropLast(suffix.count)) }
  }
  guard name.utf8.count > 1 else { return false }
  var forms = [name, name + "s", name + "es"]
  if name.hasSuffix("y") { forms.append(name.dropLast() + "ies") }
  return forms.contains { table == $0 || table.hasSuffix($0) }
}
