extension DefinitionReader {
  /// The database makes the column's values from now on.
  mutating func markGenerated(
    _ column: inout Relation.Column, in relation: Relation, sequence name: String?,
    refusesGivenValues: Bool = false
  ) {
    column.isGenerated = true
    column.hasDefault = true
    let own = sequencesByTable[relation.table]?.first {
      schema.sequences[$0].column == column.column
    }
    let named = name.flatMap { sequencesByName[$0] }
    guard let index = named ?? own ?? addSequence(name, at: column.place) else { return }
    schema.sequences[index].name = name ?? schema.sequences[index].name
    schema.sequences[index].refusesGivenValues = refusesGivenValues
    setOwner(of: index, table: relation.table, column: column.column)
  }

  /// The index of a new sequence; `nil` when there are too many.
  private mutating func addSequence(_ name: String?, at place: SourcePlace) -> Int? {
    guard schema.sequences.count < SourceLimits.sequencesMax else { return nil }
    if let name { sequencesByName[name] = schema.sequences.count }
    schema.sequences.append(Schema.Sequence(name: name, place: place))
    return schema.sequences.count - 1
  }

  private mutating func setOwner(of index: Int, table: String, column: String) {
    if schema.sequences[index].table != table {
      sequencesByTable[table, default: []].append(index)
    }
    schema.sequences[index].table = table
    schema.sequences[index].column = column
  }

  /// The counter of a table without a name of its own was last at this value.
  mutating func setCounter(ofTable table: String, last: Int) {
    guard let index = sequencesByTable[table]?.last else { return }
    schema.sequences[index].lastValue = max(0, last)
  }

  /// Behind `CREATE SEQUENCE`.
  mutating func readSequence() {
    let place = place(of: statement.tokens.first)
    _ = statement.take("IF", "NOT", "EXISTS")
    guard let (_, name) = statement.takeQualifiedName(), sequencesByName[name] == nil,
      let index = addSequence(name, at: place)
    else { return }
    while !statement.isAtEnd {
      if statement.take("INCREMENT") {
        _ = statement.take("BY")
        schema.sequences[index].increment = statement.takeInteger() ?? 1
      } else {
        statement.advance()
      }
    }
  }

  /// Behind `ALTER SEQUENCE`: `name OWNED BY boats.id`.
  mutating func readSequenceChange() {
    _ = statement.take("IF", "EXISTS")
    guard let (_, name) = statement.takeQualifiedName(), statement.take("OWNED", "BY"),
      let (table, column) = statement.takeQualifiedName(), let table,
      let index = sequencesByName[name]
    else { return }
    setOwner(of: index, table: table, column: column)
  }

  /// Behind `SELECT`: `pg_catalog.setval('public.boats_id_seq', 42, true)`.
  mutating func readSetValue() {
    guard let (_, function) = statement.takeQualifiedName(), function.lowercased() == "setval",
      statement.takeSymbol("("), let token = statement.current, token.kind == .literal
    else { return }
    let name = unqualified(statement.text(of: token))
    statement.advance()
    guard statement.takeSymbol(","), let value = statement.takeInteger(),
      let index = sequencesByName[name]
    else { return }
    // With `false` the next value is this one.
    let isUsed = !(statement.takeSymbol(",") && statement.isWord("FALSE"))
    schema.sequences[index].lastValue = isUsed ? value : value &- 1
  }

  /// Behind `INSERT INTO`: SQLite's dump of `sqlite_sequence`.
  mutating func readCounterRow() {
    guard statement.takeName()?.lowercased() == "sqlite_sequence", statement.take("VALUES"),
      statement.takeSymbol("("), let token = statement.current, token.kind == .literal
    else { return }
    let table = statement.text(of: token)
    statement.advance()
    guard statement.takeSymbol(","), let value = statement.takeInteger() else { return }
    setCounter(ofTable: table, last: value)
  }

  /// The last part of `public.boats_id_seq` or `public."Boats_id_seq"`.
  func unqualified(_ name: String) -> String {
    let last = name.split(separator: ".").last ?? ""
    return last.split(separator: "\"").joined()
  }
}
