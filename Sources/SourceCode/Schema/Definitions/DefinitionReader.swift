/// Reads what the statements of a dump, a script or a migration declare, of any database: their
/// words for the same things do not contradict each other.
///
/// Tolerant: a statement that declares nothing is passed over, and a table that cannot be read is
/// noted. Later statements change what earlier ones declared.
struct DefinitionReader {
  var schema = Schema()
  /// The statement that is being read.
  var statement = DefinitionStatement(bytes: [])
  /// The file that is being read.
  private var path = ""
  private var firstLine = 1
  /// Indices into `schema.relations` by the table's name in lower case.
  private var indices: [String: [Int]] = [:]
  /// Indices into `schema.sequences` by the sequence's name, and by the table that it serves.
  var sequencesByName: [String: Int] = [:]
  var sequencesByTable: [String: [Int]] = [:]
  /// Tables that a later statement removed.
  private var dropped: Set<Int> = []
  private var droppedNames = 0
  /// Collations declared to ignore letter case, in lower case.
  var collationsIgnoringCase: Set<String> = []

  /// Adds what a file declares. `dbms` is what is known of it beforehand.
  mutating func read(_ file: SourceFile, dbms: String? = nil) {
    path = file.path
    firstLine = file.firstLine
    let bytes = Array(file.text.withoutUndoing.utf8)
    let known = dbms ?? schema.dbms ?? DatabaseMark.database(of: bytes)
    schema.dbms = known
    var lexer = DefinitionLexer(bytes, escapesWithBackslash: DatabaseMark.escapes(in: known))
    while let next = lexer.next() {
      statement = next
      readStatement()
    }
  }

  /// What was declared, with what only the end of it tells.
  func finished() -> Schema {
    var result = schema
    result.relations = schema.relations.indices.filter { !dropped.contains($0) }
      .map { schema.relations[$0] }
    result.resolveReferences()
    return result
  }

  private mutating func readStatement() {
    if statement.take("CREATE") {
      readCreate()
    } else if statement.take("ALTER", "TABLE") {
      readAlterTable()
    } else if statement.take("ALTER", "SEQUENCE") {
      readSequenceChange()
    } else if statement.take("DROP") {
      readDrop()
    } else if statement.take("SELECT") {
      readSetValue()
    } else if statement.take("INSERT", "INTO") {
      readCounterRow()
    }
  }

  private mutating func readCreate() {
    _ = statement.take("OR", "REPLACE")
    var isUnique = false
    while let token = statement.current, token.kind == .word {
      if statement.take("TABLE") { return readTable() }
      if statement.take("INDEX") { return isUnique ? readUniqueIndex() : () }
      if statement.take("SEQUENCE") { return readSequence() }
      if statement.take("COLLATION") { return readCollation() }
      let isHead = statement.isOneOf([
        "GLOBAL", "LOCAL", "TEMP", "TEMPORARY", "UNLOGGED", "FOREIGN", "EXTERNAL", "COLUMN", "ROW",
        "UNIQUE", "CLUSTERED", "NONCLUSTERED", "NULL_FILTERED", "PRIVATE",
      ])
      guard isHead else { return }
      isUnique = isUnique || statement.isWord("UNIQUE")
      statement.advance()
    }
  }

  private mutating func readDrop() {
    let isTable = statement.take("TABLE")
    guard isTable || statement.take("INDEX") else { return }
    _ = statement.take("CONCURRENTLY")
    _ = statement.take("IF", "EXISTS")
    repeat {
      guard let (schemaName, name) = statement.takeQualifiedName() else { return }
      if isTable {
        if let index = index(of: name, in: schemaName) { dropped.insert(index) }
        indices[name.lowercased()]?.removeAll { dropped.contains($0) }
      } else {
        dropConstraint(name)
      }
    } while statement.takeSymbol(",")
  }

  private mutating func dropConstraint(_ name: String) {
    droppedNames += 1
    guard droppedNames <= SourceLimits.droppedIndexesMax else { return }
    for index in schema.relations.indices {
      schema.relations[index].constraints.removeAll { $0.name == name }
    }
  }

  /// `CREATE COLLATION ndcoll (provider = icu, locale = 'und-u-ks-level2', deterministic = false)`
  private mutating func readCollation() {
    _ = statement.take("IF", "NOT", "EXISTS")
    guard let (_, name) = statement.takeQualifiedName() else { return }
    let text = statement.source(statement.position..<statement.tokens.count).lowercased()
    let isWeak = text.contains("ks-level1") || text.contains("ks-level2")
    if isWeak, text.contains("false") { collationsIgnoringCase.insert(name.lowercased()) }
  }
}

extension DefinitionReader {
  func place(of token: DefinitionToken?) -> SourcePlace {
    guard let token else { return SourcePlace(path: path, line: firstLine, text: "") }
    return SourcePlace(
      path: path, line: firstLine + token.line, text: statement.line(around: token.start))
  }

  mutating func skip(_ reason: String) {
    guard schema.skipped.count < SourceLimits.skippedDefinitionsMax else { return }
    schema.skipped.append(Schema.Skipped(place: place(of: statement.tokens.first), reason: reason))
  }

  /// Where the table is in the schema; a name without its schema is enough when only one has it.
  func index(of table: String, in schemaName: String?) -> Int? {
    guard let found = indices[table.lowercased()] else { return nil }
    if let schemaName {
      let named = found.filter {
        schema.relations[$0].schema?.lowercased() == schemaName.lowercased()
      }
      if let index = named.first { return index }
    }
    return found.count == 1 ? found[0] : nil
  }

  /// A table that is declared again (`IF NOT EXISTS`, a second dump) stays as it was.
  mutating func add(_ relation: Relation) {
    if let known = index(of: relation.table, in: relation.schema),
      schema.relations[known].schema?.lowercased() == relation.schema?.lowercased()
    {
      return
    }
    guard schema.relations.count < SourceLimits.relationsMax else {
      return skip("there are more than \(SourceLimits.relationsMax) tables")
    }
    indices[relation.table.lowercased(), default: []].append(schema.relations.count)
    schema.relations.append(relation)
  }

  mutating func rename(_ index: Int, to name: String) {
    indices[schema.relations[index].table.lowercased()]?.removeAll { $0 == index }
    schema.relations[index].table = name
    indices[name.lowercased(), default: []].append(index)
  }
}

extension DefinitionStatement {
  /// The line of the file around an offset, trimmed and not too long for a report.
  fileprivate func line(around offset: Int) -> String {
    let reach = 200
    var start = offset
    while start > 0, offset - start < reach, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    var end = offset
    while end < bytes.count, end - offset < reach, bytes[end] != UInt8(ascii: "\n") { end += 1 }
    let text = String(decoding: bytes[start..<end], as: UTF8.self)
    return String(text.drop { $0.isWhitespace }.prefix(reach))
      .split(separator: "\r").joined(separator: " ")
  }
}

extension String {
  /// Without the part that takes a migration back: dbmate, goose and their kin write it below.
  fileprivate var withoutUndoing: Substring {
    let marks = ["-- +goose Down", "-- migrate:down", "-- +migrate Down", "--//@UNDO"]
    let first = marks.compactMap { firstRange(of: $0)?.lowerBound }.min()
    return first.map { self[..<$0] } ?? self[...]
  }
}

extension Schema {
  /// Foreign keys without columns point to the primary key; a key of one column is also its own.
  fileprivate mutating func resolveReferences() {
    var primaryKeys: [String: [String]] = [:]
    for relation in relations {
      primaryKeys[relation.table.lowercased()] = relation.primaryKey?.columns
    }
    for index in relations.indices {
      for number in relations[index].constraints.indices {
        let constraint = relations[index].constraints[number]
        guard constraint.kind == .foreignKey, let target = constraint.referencedTable else {
          continue
        }
        if constraint.referencedColumns.isEmpty,
          let columns = primaryKeys[target.lowercased()], columns.count == constraint.columns.count
        {
          relations[index].constraints[number].referencedColumns = columns
        }
        guard constraint.columns.count == 1 else { continue }
        let name = constraint.columns[0].lowercased()
        for column in relations[index].columns.indices
        where relations[index].columns[column].column.lowercased() == name {
          relations[index].columns[column].referencedTable = target
        }
      }
    }
  }
}
