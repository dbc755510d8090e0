extension ConstraintViolation {
  /// Adds what H2 prints between quotation marks: an index with its entry, the definition of a
  /// constraint or a column. Quotation marks inside are doubled; a single one ends the definition,
  /// and behind it the sentence may stand again in English.
  mutating func addH2(_ hole: Hole, _ text: Bytes) {
    let definition = text.withSingleQuotationMarks
    switch hole {
    case .indexEntry: addIndexEntry(definition)
    case .keyDefinition: addKeyDefinition(definition)
    case .checkDefinition: addCheckDefinition(definition)
    case .columnDefinition:
      if let name = definition.columnOfDefinition { columns = [name] }
    case .convertedValue: addConvertedValue(definition)
    default: break
    }
  }

  /// `PUBLIC.UQ_INDEX_3 ON PUBLIC.BOATS(SAIL_NO NULLS FIRST) VALUES ( /* 7 */ 'K-17' )`
  private mutating func addIndexEntry(_ text: Bytes) {
    guard let on = text.firstIndexOutsideQuotes(of: Array(" ON ".utf8)) else { return }
    let index = text[..<on].trimmed
    if index.string == "PRIMARY KEY" {
      kind = .primaryKey
    } else {
      constraint = index.qualifiedParts.last
      if constraint?.hasPrefix("PRIMARY_KEY_") == true { kind = .primaryKey }
    }
    guard let owner = text[(on + 4)...].tableAndColumns else { return }
    setOwner(owner.table)
    columns = owner.columns
    addIndexedValues(owner.after)
  }

  /// ` VALUES ( /* 7 */ 'K-17' )`, ` VALUES ('K-17', 1)` with the row's number or ` VALUES 1` with
  /// nothing else. A primary key comes with the whole row.
  private mutating func addIndexedValues(_ text: Bytes) {
    let words = Array(" VALUES (".utf8)
    guard text.hasPrefix(words), let close = text.lastIndex(of: UInt8(ascii: ")")) else { return }
    var inside = text[min(text.startIndex + words.count, close)..<close].trimmed
    if inside.hasPrefix(Array("/*".utf8)),
      let end = inside.firstIndex(of: Array("*/".utf8), from: inside.startIndex)
    {
      inside = inside[(end + 2)...].trimmed
    }
    let elements = inside.listElements
    guard elements.count == columns.count || elements.count == columns.count + 1 else { return }
    values = elements.prefix(columns.count).map(\.literalText)
  }

  /// `FK_PIER: PUBLIC.BERTHS FOREIGN KEY(PIER_ID) REFERENCES PUBLIC.PIERS(ID) (99)`
  private mutating func addKeyDefinition(_ text: Bytes) {
    let key = Array(" FOREIGN KEY(".utf8)
    guard let colon = text.firstIndexOutsideQuotes(of: Array(": ".utf8)),
      let open = text[colon...].firstIndexOutsideQuotes(of: key)
    else { return }
    constraint = text[..<colon].qualifiedParts.last
    setOwner(text[(colon + 2)..<open])
    let references = Array(") REFERENCES ".utf8)
    let list = text[(open + key.count)...]
    guard let end = list.endOfList, text.has(references, at: end) else { return }
    columns = list[..<end].listElements.map { KeyElement($0).column }
    guard let parent = text[(end + references.count)...].tableAndColumns else { return }
    referencedTable = parent.table.qualifiedParts.last
    referencedColumns = parent.columns
    let after = parent.after.trimmed
    guard after.first == UInt8(ascii: "("), after.last == UInt8(ascii: ")") else { return }
    let elements = after.dropFirst().dropLast().listElements
    if elements.count == columns.count { values = elements.map(\.literalText) }
  }

  /// `WEIGHT_SMALL: `, `WEIGHT_SMALL: (WEIGHT < 100)`, `WEIGHT_SMALL`, or the expression alone.
  private mutating func addCheckDefinition(_ text: Bytes) {
    let colon = text.firstIndexOutsideQuotes(of: Array(": ".utf8))
    let name = colon.map { text[..<$0] } ?? text
    guard name.isPlainName, !name.contains(where: { "<>=!+* ".utf8.contains($0) }) else {
      keyExpressions = [text.string]
      return
    }
    constraint = name.qualifiedParts.last
  }

  /// `'x' (BERTHS: "PIER_ID" INTEGER NOT NULL)`; older releases print the value alone.
  private mutating func addConvertedValue(_ text: Bytes) {
    let open = Array(" (".utf8)
    guard text.last == UInt8(ascii: ")"),
      let place = text.lastIndex(of: open, from: text.startIndex),
      let colon = text[place...].firstIndexOutsideQuotes(of: Array(": ".utf8))
    else {
      values = [text.literalText]
      return
    }
    values = [text[..<place].literalText]
    setOwner(text[(place + open.count)..<colon])
    if let name = text[(colon + 2)...].columnOfDefinition { columns = [name] }
  }

  private mutating func setOwner(_ name: Bytes) {
    let parts = name.trimmed.qualifiedParts
    table = parts.last
    if parts.count > 1 { schema = parts[parts.count - 2] }
  }
}

extension Bytes {
  /// What stands before a quotation mark that is not doubled, with single ones.
  fileprivate var withSingleQuotationMarks: Bytes {
    let mark = UInt8(ascii: "\"")
    guard contains(mark) else { return self }
    var text: [UInt8] = []
    var rest = self
    while let byte = rest.popFirst() {
      if byte == mark {
        guard rest.first == mark else { break }
        rest = rest.dropFirst()
      }
      text.append(byte)
    }
    return text[...]
  }

  /// Where the words stand for the first time outside of names in quotation marks.
  fileprivate func firstIndexOutsideQuotes(of words: [UInt8]) -> Int? {
    var isQuoted = false
    for index in indices {
      if self[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted, has(words, at: index) { return index }
    }
    return nil
  }

  /// `PUBLIC.BOATS(SAIL_NO NULLS FIRST, "no" DESC)` and what follows it.
  fileprivate var tableAndColumns: (table: Bytes, columns: [String], after: Bytes)? {
    guard let open = firstIndexOutsideQuotes(of: [UInt8(ascii: "(")]),
      let close = self[(open + 1)...].endOfList
    else { return nil }
    let columns = self[(open + 1)..<close].listElements.map { KeyElement($0.withoutOrder).column }
    return (self[..<open], columns, self[(close + 1)...])
  }

  private var withoutOrder: Bytes {
    var name = self
    for order in [" NULLS FIRST", " NULLS LAST", " DESC", " ASC"]
    where name.hasSuffix(Array(order.utf8)) {
      name = name.dropLast(order.utf8.count)
    }
    return name
  }

  /// The name in `SAIL_NO CHARACTER VARYING(12)`; a cast and the list of an enumeration have none.
  fileprivate var columnOfDefinition: String? {
    guard let first, first != UInt8(ascii: "(") else { return nil }
    if first == UInt8(ascii: "\"") {
      let name = dropFirst().prefix { $0 != UInt8(ascii: "\"") }
      return name.isEmpty ? nil : name.string
    }
    let name = prefix { !$0.isBlank && $0 != UInt8(ascii: "(") }
    return name.isEmpty || Self.typeWords.contains(name.string) ? nil : name.string
  }

  /// First words of types. As names of columns they would be quoted.
  private static let typeWords: Set<String> = [
    "CHARACTER", "CHAR", "VARCHAR", "NUMERIC", "DECIMAL", "BINARY", "VARBINARY", "INTEGER",
    "BIGINT", "SMALLINT", "TINYINT", "DATE", "TIME", "TIMESTAMP", "ENUM", "UUID", "BOOLEAN",
  ]

  /// The text of `'K-17'`, `CAST(99 AS BIGINT)`, `12`.
  fileprivate var literalText: String {
    var text = trimmed
    let cast = Array("CAST(".utf8)
    if text.hasPrefix(cast), text.last == UInt8(ascii: ")"),
      let type = text.lastIndex(of: Array(" AS ".utf8), from: text.startIndex + cast.count)
    {
      text = text[(text.startIndex + cast.count)..<type]
    }
    return text.first == UInt8(ascii: "'") ? text.unquoted : text.string
  }
}
