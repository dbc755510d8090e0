extension DefinitionReader {
  /// Behind `CREATE TABLE`.
  mutating func readTable() {
    let head = statement.tokens.first
    _ = statement.take("IF", "NOT", "EXISTS")
    guard let (schemaName, name) = statement.takeQualifiedName() else {
      return skip("a CREATE TABLE without a name that can be read")
    }
    var relation = Relation(name: name, table: name, place: place(of: head))
    relation.schema = schemaName
    if statement.take("PARTITION", "OF"), let (parentSchema, parent) = statement.takeQualifiedName()
    {
      copyColumns(of: parent, in: parentSchema, into: &relation)
    } else if statement.isWord("LIKE") {
      readLike(into: &relation)
    }
    if statement.takeSymbol("(") {
      readItems(into: &relation)
    } else if relation.columns.isEmpty {
      // `CREATE TABLE … AS SELECT`: its columns are not declared.
      return skip("the columns of \(name) are not declared but selected")
    }
    readTableOptions(of: &relation)
    if statement.isCut { skip("the declaration of \(name) is too long") }
    add(relation)
  }

  private mutating func readItems(into relation: inout Relation) {
    while !statement.isAtEnd, !statement.isSymbol(")") {
      let start = statement.position
      readItem(into: &relation)
      statement.skipItem()
      guard statement.takeSymbol(",") else { break }
      // Nothing may keep the reader in its place.
      if statement.position <= start { statement.advance() }
    }
    _ = statement.takeSymbol(")")
  }

  /// A column, or a constraint of the table.
  mutating func readItem(into relation: inout Relation) {
    if readTableConstraint(into: &relation) { return }
    if statement.isWord("LIKE"), statement.peek(1)?.kind != .symbol {
      return readLike(into: &relation)
    }
    if isIndexDefinition || statement.isWord("CONSTRAINT") { return }
    readColumn(into: &relation)
  }

  /// `KEY name (columns)` of MySQL, but not a column of that name: `key varchar(30)`.
  private var isIndexDefinition: Bool {
    if statement.isWord("PERIOD"), statement.isWord("FOR", at: 1) { return true }
    if statement.isOneOf(["FULLTEXT", "SPATIAL"]), statement.isOneOf(["KEY", "INDEX"], at: 1) {
      return true
    }
    guard statement.isOneOf(["KEY", "INDEX"]) else { return false }
    for offset in 1...4 where statement.isSymbol("(", at: offset) {
      return statement.peek(offset + 1)?.kind != .number
    }
    return false
  }

  private mutating func readLike(into relation: inout Relation) {
    guard statement.take("LIKE"), let (schemaName, name) = statement.takeQualifiedName() else {
      return
    }
    copyColumns(of: name, in: schemaName, into: &relation)
  }

  private mutating func copyColumns(
    of table: String, in schemaName: String?, into relation: inout Relation
  ) {
    guard let index = index(of: table, in: schemaName) else { return }
    relation.columns += schema.relations[index].columns
  }

  /// `ENGINE=InnoDB AUTO_INCREMENT=42 COLLATE=utf8mb4_unicode_ci`, `PARTITION BY RANGE (…)`.
  private mutating func readTableOptions(of relation: inout Relation) {
    var collation: String?
    var charset: String?
    while !statement.isAtEnd {
      if statement.take("AUTO_INCREMENT") {
        _ = statement.takeSymbol("=")
        if let next = statement.takeInteger() {
          setCounter(ofTable: relation.table, last: next &- 1)
        }
      } else if statement.take("COLLATE") {
        _ = statement.takeSymbol("=")
        collation = statement.takeName()
      } else if statement.take("CHARSET") || statement.take("CHARACTER", "SET") {
        _ = statement.takeSymbol("=")
        charset = statement.takeName()
      } else if statement.take("PARTITION", "BY") {
        relation.isPartitioned = true
      } else if statement.isSymbol("(") {
        statement.skipGroup()
      } else {
        statement.advance()
      }
    }
    // The default collation of each of MySQL's character sets but `binary` ignores case.
    let ignoresCase =
      collation.map(ignoresCase(collation:)) ?? charset.map { $0.lowercased() != "binary" }
    for index in relation.columns.indices where relation.columns[index].isText {
      let column = relation.columns[index]
      relation.columns[index].ignoresCase = column.ignoresCase ?? ignoresCase
      relation.columns[index].collation = column.collation ?? collation
    }
  }

  /// Whether `A` and `a` are equal in a collation.
  func ignoresCase(collation name: String) -> Bool {
    collationsIgnoringCase.contains(name.lowercased()) || collationIgnoresCase(name)
  }
}

/// By the conventions of names: `utf8mb4_0900_ai_ci`, `SQL_Latin1_General_CP1_CI_AS`, `NOCASE`.
func collationIgnoresCase(_ name: String) -> Bool {
  let name = name.lowercased()
  return name == "nocase" || name.split(separator: "_").contains("ci")
}

extension Relation.Column {
  /// Whether its type holds text.
  public var isText: Bool {
    guard let type = type?.lowercased() else { return false }
    return type.contains("char") || type.contains("text") || type.contains("clob")
      || type.hasPrefix("enum") || type.hasPrefix("set") || type == "string"
  }
}
