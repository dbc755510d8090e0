extension DefinitionReader {
  /// A constraint of a table, with or without `CONSTRAINT name` before it. Whether it was one.
  mutating func readTableConstraint(into relation: inout Relation) -> Bool {
    let start = statement.position
    let place = place(of: statement.current)
    var name: String?
    if statement.take("CONSTRAINT") {
      let isNamed =
        !statement.isOneOf(["PRIMARY", "UNIQUE", "FOREIGN", "CHECK"])
        || statement.peek(1)?.kind == .word && !statement.isWord("KEY", at: 1)
      name = isNamed ? statement.takeName() : nil
    }
    guard var constraint = readConstraint(named: name, at: place, in: relation) else {
      statement.position = start
      return false
    }
    readConstraintOptions(of: &constraint, isOfTable: true)
    adopt(constraint, into: &relation)
    return true
  }

  private func adopt(_ constraint: Relation.Constraint, into relation: inout Relation) {
    if constraint.kind == .primaryKey {
      for index in relation.columns.indices
      where constraint.columns.contains(relation.columns[index].column) {
        relation.columns[index].isNullable = false
      }
    }
    relation.add(constraint)
  }

  /// From its kind on. `nil` when none is here; the position may have moved then.
  private mutating func readConstraint(
    named name: String?, at place: SourcePlace, in relation: Relation
  ) -> Relation.Constraint? {
    func made(_ kind: Relation.Constraint.Kind) -> Relation.Constraint {
      Relation.Constraint(kind: kind, name: name, columns: [], place: place)
    }
    if statement.take("PRIMARY", "KEY") {
      var constraint = made(.primaryKey)
      return readKey(of: &constraint, in: relation) ? constraint : nil
    }
    if statement.take("UNIQUE") {
      var constraint = made(.unique)
      return readKey(of: &constraint, in: relation) ? constraint : nil
    }
    if statement.take("FOREIGN", "KEY") {
      var constraint = made(.foreignKey)
      if !statement.isSymbol("("), let own = statement.takeName() {
        constraint.name = name ?? own
      }
      constraint.columns = readNames()
      guard statement.take("REFERENCES") else { return nil }
      readReference(of: &constraint)
      return constraint
    }
    if statement.isWord("CHECK"), statement.isSymbol("(", at: 1) || statement.isWord("NOT", at: 1) {
      statement.advance()
      _ = statement.take("NOT", "FOR", "REPLICATION")
      var constraint = made(.check)
      let condition = statement.skipGroup()
      constraint.expression = statement.source(condition)
      constraint.columns = mentions(in: condition, of: relation)
      return constraint
    }
    if statement.take("EXCLUDE") { return readExclusion(made(.exclusion), in: relation) }
    return nil
  }

  /// Behind the kind of a key: its index's name and form, and its columns.
  private mutating func readKey(
    of constraint: inout Relation.Constraint, in relation: Relation
  ) -> Bool {
    _ = statement.take("KEY") || statement.take("INDEX")
    while !statement.isAtEnd, !statement.isSymbol("(") {
      if statement.take("USING", "INDEX") {
        return adoptIndex(of: &constraint, in: relation)
      } else if statement.take("USING") {
        statement.advance()
      } else if statement.take("NULLS", "NOT", "DISTINCT") {
        constraint.nullsAreEqual = true
      } else if statement.take("NULLS", "DISTINCT") || statement.take("CLUSTERED")
        || statement.take("NONCLUSTERED")
      {
        continue
      } else if let own = statement.takeName() {
        constraint.name = constraint.name ?? own
      } else {
        return false
      }
    }
    readKeyColumns(of: &constraint, in: relation)
    return !constraint.columns.isEmpty || constraint.expression != nil
  }

  /// `ADD CONSTRAINT name UNIQUE USING INDEX index`: the index becomes the constraint.
  private mutating func adoptIndex(
    of constraint: inout Relation.Constraint, in relation: Relation
  ) -> Bool {
    guard let index = statement.takeName(),
      let known = relation.constraints.first(where: { $0.name == index })
    else { return false }
    constraint.columns = known.columns
    constraint.nullsAreEqual = known.nullsAreEqual
    return true
  }

  /// `(email, lower(name) DESC, title(20) COLLATE "C")`
  private mutating func readKeyColumns(
    of constraint: inout Relation.Constraint, in relation: Relation
  ) {
    let group = statement.skipGroup()
    let end = statement.position
    statement.position = group.lowerBound
    var isExpression = false
    while statement.position < group.upperBound {
      let start = statement.position
      statement.skipItem()
      let item = start..<min(statement.position, group.upperBound)
      if item.isEmpty {
        statement.position = start + 1
        continue
      }
      if let name = plainColumn(item, of: &constraint) {
        constraint.columns.append(name)
      } else {
        isExpression = true
        constraint.columns += mentions(in: item, of: relation)
        if foldsCase(item) { constraint.ignoresCase = true }
      }
      statement.position = max(statement.position, start) + 1
    }
    if isExpression { constraint.expression = statement.source(group) }
    statement.position = end
  }

  /// The column of an item that is nothing else: its order and class may follow, its length too.
  private mutating func plainColumn(
    _ item: Range<Int>, of constraint: inout Relation.Constraint
  ) -> String? {
    statement.position = item.lowerBound
    defer { statement.position = item.upperBound }
    guard let name = statement.takeName() else { return nil }
    if statement.isSymbol("("), statement.peek(1)?.kind == .number { statement.skipGroup() }
    while statement.position < item.upperBound {
      if statement.take("COLLATE"), let (_, collation) = statement.takeQualifiedName() {
        constraint.ignoresCase = ignoresCase(collation: collation)
      } else if statement.takeQualifiedName() == nil {
        return nil
      }
    }
    return name
  }

  private func foldsCase(_ item: Range<Int>) -> Bool {
    item.contains { index in
      var inner = statement
      inner.position = index
      return inner.isOneOf(["LOWER", "UPPER", "CASEFOLD", "LCASE", "UCASE"])
        && inner.isSymbol("(", at: 1)
    }
  }

  /// The names between the parentheses here.
  private mutating func readNames() -> [String] {
    let group = statement.skipGroup()
    return group.filter { statement.tokens[$0].kind != .symbol }
      .map { statement.text(of: statement.tokens[$0]) }
  }

  /// `USING gist (room WITH =, during WITH &&) WHERE (…)`
  private mutating func readExclusion(
    _ constraint: Relation.Constraint, in relation: Relation
  ) -> Relation.Constraint {
    var constraint = constraint
    if statement.take("USING") { statement.advance() }
    let group = statement.skipGroup()
    constraint.columns = mentions(in: group, of: relation)
    constraint.expression = statement.source(group)
    readCondition(of: &constraint)
    return constraint
  }

  private mutating func readCondition(of constraint: inout Relation.Constraint) {
    guard statement.take("WHERE") else { return }
    let start = statement.position
    if statement.isSymbol("(") {
      statement.skipGroup()
      // `(a) AND (b)`
      while statement.isOneOf(["AND", "OR"]) || statement.isSymbol("(") {
        statement.advance()
        statement.skipGroup()
      }
    } else {
      statement.position = statement.tokens.count
    }
    constraint.isConditional = true
    constraint.condition = statement.source(start..<statement.position)
  }

  /// Behind `CREATE UNIQUE INDEX`.
  mutating func readUniqueIndex() {
    let place = place(of: statement.tokens.first)
    _ = statement.take("CONCURRENTLY")
    _ = statement.take("IF", "NOT", "EXISTS")
    var constraint = Relation.Constraint(kind: .unique, name: nil, columns: [], place: place)
    if !statement.isWord("ON") { constraint.name = statement.takeQualifiedName()?.name }
    guard statement.take("ON") else { return skip("a CREATE UNIQUE INDEX without its table") }
    _ = statement.take("ONLY")
    guard let (schemaName, table) = statement.takeQualifiedName(),
      let index = index(of: table, in: schemaName)
    else { return skip("a CREATE UNIQUE INDEX on a table that is not declared before it") }
    if statement.take("USING") { statement.advance() }
    readKeyColumns(of: &constraint, in: schema.relations[index])
    while !statement.isAtEnd {
      if statement.take("NULLS", "NOT", "DISTINCT") {
        constraint.nullsAreEqual = true
      } else if statement.isWord("WHERE") {
        readCondition(of: &constraint)
      } else if statement.isSymbol("(") {
        statement.skipGroup()
      } else {
        statement.advance()
      }
    }
    guard !constraint.columns.isEmpty || constraint.expression != nil else { return }
    schema.relations[index].add(constraint)
  }
}

extension DefinitionReader {
  /// Behind `REFERENCES`: the other table and its columns.
  mutating func readReference(of constraint: inout Relation.Constraint) {
    guard let (_, table) = statement.takeQualifiedName() else { return }
    constraint.referencedTable = table
    if statement.isSymbol("(") { constraint.referencedColumns = readNames() }
  }

  /// `ON DELETE CASCADE`, `DEFERRABLE INITIALLY DEFERRED`, `NOT VALID`, in any order.
  mutating func readConstraintOptions(
    of constraint: inout Relation.Constraint, isOfTable: Bool = false
  ) {
    while !statement.isAtEnd, !statement.isSymbol(","), !statement.isSymbol(")") {
      if statement.take("ON", "DELETE") {
        constraint.onDelete = readAction()
      } else if statement.take("ON", "UPDATE") {
        _ = readAction()
      } else if statement.take("NOT", "DEFERRABLE") {
        constraint.isDeferrable = false
      } else if statement.take("DEFERRABLE") {
        constraint.isDeferrable = true
      } else if statement.take("INITIALLY") {
        constraint.isDeferred = statement.isWord("DEFERRED")
        constraint.isDeferrable = constraint.isDeferrable || constraint.isDeferred
        statement.advance()
      } else if statement.take("NOT", "VALID") || statement.take("NOT", "ENFORCED")
        || statement.take("DISABLE")
      {
        constraint.isValid = false
      } else if statement.take("MATCH") || statement.take("ON", "CONFLICT") {
        statement.advance()
      } else if statement.take("NULLS", "NOT", "DISTINCT") {
        constraint.nullsAreEqual = true
      } else if statement.isOneOf([
        "NO", "ENABLE", "VALIDATE", "NOVALIDATE", "RELY", "CLUSTERED", "NONCLUSTERED", "ASC",
        "DESC", "NULLS", "DISTINCT", "INHERIT", "ENFORCED",
      ]) {
        statement.advance()
      } else if isOfTable {
        if statement.isSymbol("(") { statement.skipGroup() } else { statement.advance() }
      } else {
        return
      }
    }
  }

  private mutating func readAction() -> String? {
    if statement.take("SET", "NULL") { return "set null" }
    if statement.take("SET", "DEFAULT") { return "set default" }
    if statement.take("NO", "ACTION") { return "no action" }
    return statement.takeName()?.lowercased()
  }

  /// The columns of the relation that an expression names, in its order.
  func mentions(in range: Range<Int>, of relation: Relation) -> [String] {
    guard relation.constraints.count < SourceLimits.columnsMax else { return [] }
    var places: [String: Int] = [:]
    for index in range.clamped(to: statement.tokens.indices).prefix(Self.mentionsMax) {
      let token = statement.tokens[index]
      let isCall = statement.isSymbol("(", at: index + 1 - statement.position)
      guard token.kind == .word || token.kind == .quoted, !isCall else { continue }
      let name = statement.text(of: token).lowercased()
      places[name] = min(places[name] ?? index, index)
    }
    let found = relation.columns.compactMap { column in
      places[column.column.lowercased()].map { (column: column.column, place: $0) }
    }
    return found.sorted { $0.place < $1.place }.map(\.column)
  }

  /// Tokens of an expression that are looked at for columns.
  private static let mentionsMax = 500
}
