extension ConstraintViolation {
  init(_ message: Message, _ match: MessageTemplate.Match, dbms: DBMS?) {
    self.init(
      kind: message.kind, dbms: dbms, sqlState: message.sqlState, vendorCode: message.vendorCode,
      side: message.side)
    add(match)
    // What CockroachDB called a key that nobody named.
    if kind == .primaryKey, dbms == .cockroachDB, constraint == nil { constraint = "primary" }
  }

  /// Adds what the holes state. Values come last: their split depends on the columns.
  mutating func add(_ match: MessageTemplate.Match) {
    for (hole, text) in match.holes {
      switch hole {
      case .constraint: setConstraint(text)
      case .table: setTable(text)
      case .schema: schema = text.insideQuoted
      case .column: columns = [text.unquoted]
      case .key: setKey(text)
      case .attribute: inferColumn(ofAttribute: text)
      case .constraintPath: setConstraintPath(text)
      case .propertyPath: columns = text.qualifiedParts.suffix(1).map { $0 }
      case .parent: referencedTable = text.qualifiedParts.last
      case .columns: setColumns(text.listElements.map(KeyElement.init), text.listElements)
      case .plainColumns: columns = text.listElements.map(\.unquoted)
      case .parentColumns: referencedColumns = text.listElements.map { KeyElement($0).column }
      case .qualifiedColumns: setQualifiedColumns(text)
      case .qualifiedParent:
        if let (table, columns) = text.qualifiedColumns {
          referencedTable = table
          referencedColumns = columns
        }
      case .names: columns = text.split(at: [UInt8(ascii: ","), 0x20]).map(\.string)
      case .pairs: columns = setPairs(text)
      case .parentPairs: referencedColumns = setPairs(text)
      case .quotedConstraint: constraint = text.withoutQuotationMarks.string
      case .quotedColumn: columns = [text.withoutQuotationMarks.string]
      case .quotedParentColumn: referencedColumns = [text.withoutQuotationMarks.string]
      case .object: setObject(ObjectName(text))
      case .databaseObject: setObject(ObjectName(withDatabase: text))
      case .parentObject: referencedTable = ObjectName(text).table
      case .selfObject:
        setObject(ObjectName(text))
        referencedTable = table
      case .schemaConstraint:
        let parts = text.withoutQuotationMarks.qualifiedParts
        schema = parts.count > 1 ? parts[0] : nil
        constraint = parts.dropFirst(parts.count > 1 ? 1 : 0).joined(separator: ".")
      case .tableConstraint: setTableConstraint(text)
      case .sqlState: sqlState = text.string
      case .parentKeyedValues:
        let pairs = KeyedValues(text)
        referencedColumns = pairs.keys
        values = pairs.values
      case .keyedValues, .document: setKeyedValues(KeyedValues(text))
      case .value, .plainValue: values = [text.string]
      case .indexEntry, .keyDefinition, .checkDefinition, .columnDefinition, .convertedValue:
        addH2(hole, text)
      case .rest where kind == .check && dbms == .sqlite: setSQLiteCheck(text)
      case .rest where kind == .check && dbms == .duckDB: keyExpressions = [text.string]
      case .rest where kind == .check && dbms == .cockroachDB: setExpression(text)
      default: break
      }
    }
    if let text = match[.values] { setValues(text) }
  }

  private mutating func setConstraint(_ text: Bytes) {
    let name = text.insideQuoted
    // Named after the copy that ALTER TABLE makes: another name each time.
    guard !name.hasPrefix("#sql") else { return }
    constraint = name
  }

  private mutating func setTable(_ text: Bytes) {
    let name = text.insideQuoted
    // ALTER TABLE copies into a table of such a name; it says nothing about the real one.
    guard !name.hasPrefix("#sql") else { return }
    table = name
  }

  private mutating func setObject(_ name: ObjectName) {
    schema = name.schema ?? schema
    table = name.table
  }

  private mutating func setTableConstraint(_ text: Bytes) {
    let parts = text.withoutQuotationMarks.qualifiedParts.map { Bytes($0).trimmed.string }
    constraint = parts.last
    if parts.count >= 2 { table = parts[parts.count - 2] }
    if parts.count >= 3 { schema = parts[parts.count - 3] }
  }

  /// Before 4.2 MongoDB printed values without their fields.
  private mutating func setKeyedValues(_ pairs: KeyedValues) {
    if !pairs.keys.contains(where: \.isEmpty) { columns = pairs.keys }
    values = pairs.values
    if dbms == .mongoDB, constraint == "_id_" { kind = .primaryKey }
  }

  /// One dot parts table and key, as MySQL prints them since 8.0.19; more dots do not tell where,
  /// unless the key's name repeats the table.
  private mutating func setKey(_ text: Bytes) {
    // MariaDB never prints the table there.
    let parts = dbms == .mariaDB ? [text] : text.split(at: [UInt8(ascii: ".")])
    let rest = text.dropFirst(parts[0].count + 1)
    if parts.count == 2 || rest.repeatsTable(parts[0]), !parts[0].isEmpty, !parts[1].isEmpty {
      setTable(parts[0])
      constraint = rest.string
    } else {
      constraint = text.string
    }
    if kind == .unique, constraint == "PRIMARY" { kind = .primaryKey }
  }

  /// Of several errors the last one before the words is meant: `Name can't be blank, Sail no`. A
  /// column `pier_id` is shown as `Pier` too, so that the name is a conjecture.
  private mutating func inferColumn(ofAttribute text: Bytes) {
    guard let name = text.split(at: [UInt8(ascii: ","), 0x20]).last, !name.isEmpty else { return }
    inferred.columns = [name.string.lowercased().split(separator: " ").joined(separator: "_")]
  }

  /// Capitals are Oracle's, whose first part is the schema, or those of a MySQL table; nothing
  /// tells which.
  private mutating func setConstraintPath(_ text: Bytes) {
    guard text.contains(where: { $0.isLetter && !$0.isUpper }) else {
      constraint = text.qualifiedParts.last
      return
    }
    setKey(text)
  }

  private mutating func setColumns(_ elements: [KeyElement], _ texts: [Bytes]) {
    // Prisma puts back-ticks around names that PostgreSQL had quoted.
    columns = elements.map { Bytes($0.column).unquoted }
    guard elements.contains(where: \.isExpression) else { return }
    keyExpressions = texts.map(\.string)
  }

  private mutating func setQualifiedColumns(_ text: Bytes) {
    guard let (table, columns) = text.qualifiedColumns else { return }
    self.table = table
    self.columns = columns
    // The key of a table of SQLite without a primary key column.
    if dbms == .sqlite, kind == .unique, columns == ["rowid"] { kind = .primaryKey }
  }

  /// The columns of `pier: 1, berth: 7`, when each part begins with a plain name; sets the values.
  private mutating func setPairs(_ text: Bytes) -> [String] {
    let parts = text.split(at: [UInt8(ascii: ","), 0x20]).map { part in
      part.firstIndex(of: [UInt8(ascii: ":"), 0x20], from: part.startIndex).map {
        (name: part[..<$0], value: part[($0 + 2)...])
      }
    }
    let pairs = parts.compactMap(\.self).filter { $0.name.allSatisfy(\.isIdentifier) }
    guard pairs.count == parts.count else {
      values = [text.string]
      return []
    }
    values = pairs.map(\.value.string)
    return pairs.map(\.name.string)
  }

  /// The parts are joined without quoting: only as many separators as the key needs split them.
  private mutating func setValues(_ text: Bytes) {
    let keyCount = max(columns.count, referencedColumns.count)
    let parts = text.split(at: [UInt8(ascii: ","), 0x20])
    values = keyCount > 1 && parts.count == keyCount ? parts.map(\.string) : [text.string]
  }

  /// A name, or for a check without one its expression, which is no name.
  private mutating func setExpression(_ text: Bytes) {
    keyExpressions = [text.string]
    let names = KeyElement.columnNames(in: text)
    if names.count == 1 { columns = names }
  }

  private mutating func setSQLiteCheck(_ text: Bytes) {
    if text.isNameInSentence {
      constraint = text.prefix(while: \.isIdentifier).string
      return
    }
    let isName = text.isPlainName && !text.contains { "<>=!+*/%,'".utf8.contains($0) }
    if isName { constraint = text.unquoted } else { keyExpressions = [text.string] }
  }
}

extension Bytes {
  /// Whether a key's name holds the table as Fluent's do: `uq:boats.pier+boats.berth`.
  fileprivate func repeatsTable(_ table: Bytes) -> Bool {
    guard !table.isEmpty else { return false }
    let mark = [UInt8(ascii: ":")] + table + [UInt8(ascii: ".")]
    return firstIndex(of: mark, from: startIndex) != nil
  }

  /// SQLite's `boats.pier, boats.berth` as table and columns; names are printed without quotes.
  var qualifiedColumns: (table: String, columns: [String])? {
    let firstElement =
      firstIndex(of: [UInt8(ascii: ","), 0x20], from: startIndex).map { self[..<$0] } ?? self
    guard let dot = firstElement.lastIndex(of: UInt8(ascii: ".")), dot > startIndex else {
      return nil
    }
    let table = self[..<dot]
    let separator = [UInt8(ascii: ","), 0x20] + table + [UInt8(ascii: ".")]
    let columns = self[(dot + 1)...].split(at: separator)
    guard !columns.contains(where: \.isEmpty) else { return nil }
    return (table.string, columns.map(\.string))
  }
}
