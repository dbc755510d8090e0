extension DefinitionReader {
  /// `name type option…`
  mutating func readColumn(into relation: inout Relation) {
    let token = statement.current
    guard relation.columns.count < SourceLimits.columnsMax, let name = statement.takeName(),
      !statement.isSymbol("(")
    else { return }
    var column = Relation.Column(
      field: name, column: name, isNullable: true, place: place(of: token))
    readType(of: &column, in: relation)
    var constraintName: String?
    while !statement.isAtEnd, !statement.isSymbol(","), !statement.isSymbol(")") {
      if statement.take("CONSTRAINT") {
        constraintName = statement.takeName()
        continue
      }
      let isConstraint = readOption(of: &column, in: &relation, named: constraintName)
      if isConstraint { constraintName = nil }
    }
    relation.set(column)
  }

  /// Words that end a column's type.
  private static let optionWords: [StaticString] = [
    "NOT", "NULL", "DEFAULT", "PRIMARY", "UNIQUE", "REFERENCES", "CHECK", "COLLATE", "CONSTRAINT",
    "GENERATED", "AS", "AUTO_INCREMENT", "AUTOINCREMENT", "IDENTITY", "COMMENT", "CHARACTER",
    "CHARSET", "ON", "KEY", "ENABLE", "DISABLE", "STORAGE", "COMPRESSION", "INVISIBLE", "VISIBLE",
    "FIRST", "AFTER", "SPARSE", "ROWGUIDCOL", "FOREIGN", "USING", "DEFERRABLE", "ENCODE",
  ]

  mutating func readType(of column: inout Relation.Column, in relation: Relation) {
    var words: [String] = []
    while let token = statement.current, token.kind == .word || token.kind == .quoted {
      // `character varying` and `character set`.
      let isType = statement.isWord("CHARACTER") && !statement.isWord("SET", at: 1)
      if token.kind == .word, statement.isOneOf(Self.optionWords), !isType { break }
      guard let (_, word) = statement.takeQualifiedName() else { break }
      words.append(word)
      if statement.isSymbol("(") { readTypeParameters(of: &column, words) }
    }
    // `text[]`
    while statement.isSymbol("[") || statement.isSymbol("]") || statement.current?.kind == .number {
      statement.advance()
    }
    guard !words.isEmpty else { return }
    let type = words.joined(separator: " ")
    column.type = type
    let folded = type.lowercased()
    if folded == "citext" { column.ignoresCase = true }
    if folded.contains("serial"), !folded.contains("serializ") {
      column.isNullable = false
      markGenerated(&column, in: relation, sequence: "\(relation.table)_\(column.column)_seq")
    }
  }

  private mutating func readTypeParameters(of column: inout Relation.Column, _ words: [String]) {
    let group = statement.skipGroup()
    let isText = words.last?.lowercased().contains("char") ?? false
    guard isText || words.last?.lowercased() == "varying", let first = group.first,
      statement.tokens[first].kind == .number
    else { return }
    column.lengthMax = Int(statement.text(of: statement.tokens[first]))
  }

  /// Reads one option, at least a token of it. Whether it was one that takes a constraint's name.
  private mutating func readOption(
    of column: inout Relation.Column, in relation: inout Relation, named name: String?
  ) -> Bool {
    if statement.take("NOT", "NULL") {
      column.isNullable = false
    } else if statement.take("NULL") {
      column.isNullable = true
    } else if statement.take("DEFAULT") {
      readDefault(of: &column, in: relation)
      return name != nil
    } else if readColumnConstraint(of: &column, in: &relation, named: name) {
      return true
    } else if statement.take("COLLATE") {
      if let (_, collation) = statement.takeQualifiedName() {
        column.collation = collation
        column.ignoresCase = ignoresCase(collation: collation)
      }
    } else if statement.take("CHARACTER", "SET") || statement.take("CHARSET") {
      // Its default collation ignores case unless it is that of bytes.
      let isBinary = statement.takeName()?.lowercased() == "binary"
      column.ignoresCase = column.ignoresCase ?? !isBinary
    } else if statement.take("GENERATED") {
      readGenerated(&column, in: relation)
    } else if statement.take("AS") {
      statement.skipGroup()
      column.isGenerated = true
    } else if statement.take("AUTO_INCREMENT") || statement.take("AUTOINCREMENT") {
      markGenerated(&column, in: relation, sequence: nil)
    } else if statement.take("IDENTITY") {
      statement.skipGroup()
      markGenerated(&column, in: relation, sequence: nil)
    } else if statement.isSymbol("(") {
      statement.skipGroup()
    } else {
      statement.advance()
    }
    return false
  }

  private mutating func readColumnConstraint(
    of column: inout Relation.Column, in relation: inout Relation, named name: String?
  ) -> Bool {
    let place = place(of: statement.current)
    var constraint: Relation.Constraint
    if statement.take("PRIMARY", "KEY") {
      column.isNullable = false
      constraint = Relation.Constraint(
        kind: .primaryKey, name: name, columns: [column.column], place: place)
      if schema.dbms == "sqlite", column.type?.uppercased() == "INTEGER", !column.isGenerated {
        markGenerated(&column, in: relation, sequence: nil)
      }
    } else if statement.take("UNIQUE") {
      _ = statement.take("KEY")
      constraint = Relation.Constraint(
        kind: .unique, name: name, columns: [column.column], place: place)
    } else if statement.take("REFERENCES") {
      constraint = Relation.Constraint(
        kind: .foreignKey, name: name, columns: [column.column], place: place)
      readReference(of: &constraint)
    } else if statement.isWord("CHECK"), statement.isSymbol("(", at: 1) {
      statement.advance()
      constraint = Relation.Constraint(
        kind: .check, name: name, columns: [column.column], place: place)
      constraint.expression = statement.source(statement.skipGroup())
    } else {
      return false
    }
    readConstraintOptions(of: &constraint)
    relation.add(constraint)
    return true
  }

  mutating func readDefault(of column: inout Relation.Column, in relation: Relation) {
    let start = statement.position
    column.hasDefault = !statement.isWord("NULL")
    skipExpression()
    let words = statement.source(start..<statement.position).lowercased()
    guard
      words.hasPrefix("nextval") || words.hasPrefix("next value") || words.contains(".nextval")
    else { return }
    let literal = statement.tokens[start..<statement.position].first { $0.kind == .literal }
    markGenerated(
      &column, in: relation, sequence: literal.map { unqualified(statement.text(of: $0)) })
  }

  /// An operand with what follows it: `'x'::text`, `now()`, `(a + b)`, `-1`, `next value for s`.
  private mutating func skipExpression() {
    if statement.take("NEXT", "VALUE", "FOR") {
      _ = statement.takeQualifiedName()
      return
    }
    if statement.isSymbol("-") || statement.isSymbol("+") { statement.advance() }
    if statement.isSymbol("(") { statement.skipGroup() } else { statement.advance() }
    while let token = statement.current {
      if statement.isSymbol("(") {
        statement.skipGroup()
      } else if token.kind == .symbol, !statement.isSymbol(","), !statement.isSymbol(")") {
        // An operator with its right side; a cast's type may have two words.
        let isCast = token.end - token.start == 2
        statement.advance()
        if isCast { skipTypeName() } else { statement.advance() }
      } else if statement.take("AT", "TIME", "ZONE") {
        statement.advance()
      } else {
        return
      }
    }
  }

  private mutating func skipTypeName() {
    _ = statement.takeQualifiedName()
    _ = statement.take("VARYING") || statement.take("PRECISION")
    if statement.isSymbol("(") { statement.skipGroup() }
    _ = statement.take("WITHOUT", "TIME", "ZONE") || statement.take("WITH", "TIME", "ZONE")
    while statement.isSymbol("[") || statement.isSymbol("]") { statement.advance() }
  }

  /// Behind `GENERATED`: an identity or an expression.
  mutating func readGenerated(_ column: inout Relation.Column, in relation: Relation) {
    let isAlways = statement.take("ALWAYS")
    _ = statement.take("BY", "DEFAULT")
    _ = statement.take("ON", "NULL")
    guard statement.take("AS") else { return }
    guard statement.take("IDENTITY") else {
      statement.skipGroup()
      column.isGenerated = true
      return
    }
    column.isNullable = false
    let options = statement.skipGroup()
    var inner = statement
    inner.position = options.lowerBound
    var name: String?
    while inner.position < options.upperBound {
      if inner.take("SEQUENCE", "NAME") {
        name = inner.takeQualifiedName()?.name
      } else {
        inner.advance()
      }
    }
    markGenerated(
      &column, in: relation, sequence: name ?? "\(relation.table)_\(column.column)_seq",
      refusesGivenValues: isAlways)
  }
}

extension Relation {
  /// Adds the column, or puts it in the place of the one of its name.
  mutating func set(_ column: Column) {
    if let known = columns.firstIndex(where: { $0.column == column.column }) {
      columns[known] = column
    } else if columns.count < SourceLimits.columnsMax {
      columns.append(column)
    }
  }

  mutating func add(_ constraint: Constraint) {
    if constraints.count < SourceLimits.columnsMax { constraints.append(constraint) }
  }
}
