extension DefinitionReader {
  /// Behind `ALTER TABLE`.
  mutating func readAlterTable() {
    _ = statement.take("IF", "EXISTS")
    _ = statement.take("ONLY")
    guard let (schemaName, table) = statement.takeQualifiedName() else { return }
    guard let index = index(of: table, in: schemaName) else {
      if changesRules { skip("a change of \(table), which is not declared before it") }
      return
    }
    // Taken out, so that a change does not copy it.
    var relation = schema.relations[index]
    schema.relations[index].columns = []
    schema.relations[index].constraints = []
    var isAdding = false
    while !statement.isAtEnd {
      let start = statement.position
      isAdding = readAction(on: &relation, isAdding: isAdding)
      if statement.position == start { statement.advance() }
      statement.skipItem()
      _ = statement.takeSymbol(",") || statement.takeSymbol(")")
    }
    let name = relation.table
    relation.table = schema.relations[index].table
    schema.relations[index] = relation
    if name != relation.table { rename(index, to: name) }
  }

  private var changesRules: Bool { statement.isOneOf(["ADD", "WITH", "MODIFY", "CHANGE"]) }

  /// One of several changes. Whether it adds, so that the next one may leave `ADD` out.
  private mutating func readAction(on relation: inout Relation, isAdding: Bool) -> Bool {
    _ = statement.take("WITH", "CHECK") || statement.take("WITH", "NOCHECK")
    if statement.take("ADD") {
      readAddition(to: &relation)
      return true
    }
    if statement.take("ALTER") {
      if statement.take("TABLE") { return false }
      _ = statement.take("COLUMN")
      readColumnChange(of: &relation)
    } else if statement.take("DROP") {
      readRemoval(from: &relation)
    } else if statement.take("MODIFY") {
      _ = statement.take("COLUMN")
      // Oracle puts them into parentheses, and names what changes only.
      _ = statement.takeSymbol("(")
      readColumn(into: &relation)
    } else if statement.take("CHANGE") {
      _ = statement.take("COLUMN")
      if let old = statement.takeName() { relation.columns.removeAll { $0.column == old } }
      readColumn(into: &relation)
    } else if statement.take("RENAME") {
      readRenaming(of: &relation)
    } else if statement.take("VALIDATE", "CONSTRAINT") {
      let name = statement.takeName()
      for index in relation.constraints.indices where relation.constraints[index].name == name {
        relation.constraints[index].isValid = true
      }
    } else if isAdding {
      readAddition(to: &relation)
      return true
    }
    return false
  }

  private mutating func readAddition(to relation: inout Relation) {
    let isNamed = statement.isWord("CONSTRAINT") && statement.isWord("DEFAULT", at: 2)
    if isNamed || statement.isWord("DEFAULT") {
      return readAddedDefault(to: &relation)
    }
    if statement.take("COLUMN") {
      _ = statement.take("IF", "NOT", "EXISTS")
      readColumn(into: &relation)
      return
    }
    _ = statement.take("IF", "NOT", "EXISTS")
    if statement.takeSymbol("(") {
      repeat {
        readItem(into: &relation)
        statement.skipItem()
      } while statement.takeSymbol(",")
      return
    }
    let isPartition = statement.isOneOf(["PARTITION", "GENERATED"])
    if !isPartition { readItem(into: &relation) }
  }

  /// `CONSTRAINT name DEFAULT (value) FOR column`, SQL Server's.
  private mutating func readAddedDefault(to relation: inout Relation) {
    while !statement.isAtEnd, !statement.isWord("FOR"), !statement.isSymbol(",") {
      if statement.isSymbol("(") { statement.skipGroup() } else { statement.advance() }
    }
    guard statement.take("FOR"), let name = statement.takeName() else { return }
    for index in relation.columns.indices where relation.columns[index].column == name {
      relation.columns[index].hasDefault = true
    }
  }

  /// Behind `ALTER COLUMN`.
  private mutating func readColumnChange(of relation: inout Relation) {
    guard let name = statement.takeName(),
      var column = relation.columns.first(where: { $0.column == name })
    else { return }
    if statement.take("SET", "NOT", "NULL") {
      column.isNullable = false
    } else if statement.take("DROP", "NOT", "NULL") {
      column.isNullable = true
    } else if statement.take("SET", "DEFAULT") {
      readDefault(of: &column, in: relation)
    } else if statement.take("DROP", "DEFAULT") {
      column.hasDefault = false
      column.isGenerated = false
    } else if statement.take("DROP", "IDENTITY") {
      column.isGenerated = false
    } else if statement.take("ADD", "GENERATED") {
      readGenerated(&column, in: relation)
    } else if statement.take("SET", "DATA", "TYPE") || statement.take("TYPE") {
      column.lengthMax = nil
      readType(of: &column, in: relation)
    } else if statement.current?.kind == .word, !statement.isOneOf(["SET", "DROP", "RESET"]) {
      // SQL Server declares the column anew.
      column.lengthMax = nil
      readType(of: &column, in: relation)
      if statement.take("NOT", "NULL") {
        column.isNullable = false
      } else if statement.take("NULL") {
        column.isNullable = true
      }
    }
    relation.set(column)
  }

  private mutating func readRemoval(from relation: inout Relation) {
    if statement.take("PRIMARY", "KEY") {
      relation.constraints.removeAll { $0.kind == .primaryKey }
      return
    }
    let isRule =
      statement.take("CONSTRAINT") || statement.take("INDEX") || statement.take("KEY")
      || statement.take("FOREIGN", "KEY") || statement.take("CHECK")
    if !isRule { _ = statement.take("COLUMN") }
    _ = statement.take("IF", "EXISTS")
    guard let name = statement.takeName() else { return }
    if isRule {
      relation.constraints.removeAll { $0.name == name }
    } else {
      relation.columns.removeAll { $0.column == name }
      relation.constraints.removeAll { $0.columns.contains(name) }
    }
  }

  private mutating func readRenaming(of relation: inout Relation) {
    if statement.take("TO") || statement.take("AS") {
      relation.table = statement.takeQualifiedName()?.name ?? relation.table
      return
    }
    let isConstraint =
      statement.take("CONSTRAINT") || statement.take("INDEX") || statement.take("KEY")
    if !isConstraint { _ = statement.take("COLUMN") }
    guard let old = statement.takeName(), statement.take("TO"), let new = statement.takeName()
    else { return }
    if isConstraint {
      for index in relation.constraints.indices where relation.constraints[index].name == old {
        relation.constraints[index].name = new
      }
    } else {
      relation.renameColumn(old, to: new)
    }
  }
}

extension Relation {
  fileprivate mutating func renameColumn(_ old: String, to new: String) {
    for index in columns.indices where columns[index].column == old {
      columns[index].column = new
      columns[index].field = new
    }
    for index in constraints.indices {
      constraints[index].columns = constraints[index].columns.map { $0 == old ? new : $0 }
    }
  }
}
