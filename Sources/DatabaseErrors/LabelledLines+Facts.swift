extension ConstraintViolation {
  /// Adds the lines behind the message: the detail, where it happened and, in verbose forms, the
  /// names.
  mutating func add(_ lines: LabelledLines, _ dialect: Dialect) {
    let end = addDetail(lines, dialect)
    if let name = lines.value(of: .schemaName, from: end) { schema = name.firstLine.string }
    if let name = lines.value(of: .tableName, from: end) { table = name.firstLine.string }
    if let name = lines.value(of: .columnName, from: end) { columns = [name.firstLine.string] }
    if let name = lines.value(of: .constraintName, from: end) { constraint = name.firstLine.string }
    if let text = lines.value(of: .statement, from: end) { statement = text.string }
    addContext(lines, dialect)
  }

  /// Where the detail ends. Labels inside it are somebody's value.
  private mutating func addDetail(_ lines: LabelledLines, _ dialect: Dialect) -> Int {
    for text in lines.details {
      for detail in dialect.details {
        guard let match = detail.template.match(text), !match.isTruncated else { continue }
        add(match)
        return text.endIndex
      }
    }
    return addFollowedDetail(lines, dialect) ?? addCutDetail(lines) ?? 0
  }

  /// Of a detail that goes on with a client's own words: pgjdbc's of a batch.
  private mutating func addFollowedDetail(_ lines: LabelledLines, _ dialect: Dialect) -> Int? {
    guard let text = lines.details.last else { return nil }
    for detail in dialect.details {
      guard let (match, end) = detail.template.matchStart(of: text) else { continue }
      add(match)
      return end
    }
    return nil
  }

  /// The columns of a key whose values were cut.
  private mutating func addCutDetail(_ lines: LabelledLines) -> Int? {
    guard [.unique, .primaryKey, .exclusion].contains(kind), columns.isEmpty,
      let text = lines.details.last, text.starts(with: Array("Key (".utf8)),
      let close = text.dropFirst(5).endOfList, text[close...].starts(with: Array(")=(".utf8)),
      close > text.startIndex + 5
    else { return nil }
    var match = MessageTemplate.Match()
    match.holes = [(.columns, text[(text.startIndex + 5)..<close])]
    add(match)
    return text.endIndex
  }

  /// The innermost place: `COPY boats, line 12, column length`, an SQL statement of a function.
  private mutating func addContext(_ lines: LabelledLines, _ dialect: Dialect) {
    for text in lines.forms(of: .context) {
      if text.hasPrefix(Self.placeOfShard) { removeShardNumbers() }
      for context in dialect.contexts {
        guard let match = context.template.match(text), !match.isTruncated else { continue }
        if table == nil, let name = match[.table] { table = name.unquoted }
        if columns.isEmpty, Self.kindsOfValues.contains(kind), let name = match[.column] {
          columns = [name.unquoted]
        }
        if statement == nil, let text = match[.statement], !text.isReferentialCheck {
          statement = text.string
        }
        return
      }
    }
  }

  /// How Citus tells that one of its workers failed, whose names end with the shard's number.
  private static let placeOfShard = Array("while executing command on ".utf8)

  private mutating func removeShardNumbers() {
    constraint = constraint?.withoutShardNumber
    table = table?.withoutShardNumber
    referencedTable = referencedTable?.withoutShardNumber
  }

  /// Failures of a value before it is in a row; their messages never name the column.
  private static let kindsOfValues: Set<Kind> = [.length, .outOfRange, .invalidValue]

  /// What can be read of a message in unknown words: a key's name is the only one in it, and the
  /// detail shows the key as `(columns)=(values)` in every language.
  mutating func addQuotedNames(_ lines: LabelledLines) {
    guard [.unique, .primaryKey, .exclusion, .couldNotCreateUniqueIndex].contains(kind) else {
      return
    }
    let names = lines.primary.quotedNames
    if names.count == 1 { constraint = names[0].string }
    guard let detail = lines.details.last, let open = detail.firstIndex(of: UInt8(ascii: "(")),
      let close = detail[(open + 1)...].endOfList
    else { return }
    let columns = detail[(open + 1)..<close]
    let rest = detail[close...]
    guard rest.hasPrefix(Array(")=(".utf8)), !columns.isEmpty,
      let end = kind == .exclusion
        ? rest.firstIndex(of: Array(") ".utf8), from: rest.startIndex)
        : rest.lastIndex(of: UInt8(ascii: ")")), end >= rest.startIndex + 3
    else { return }
    var match = MessageTemplate.Match()
    match.holes = [(.columns, columns), (.values, rest[(rest.startIndex + 3)..<end])]
    add(match)
  }
}

extension String {
  /// Without the numbers that TimescaleDB puts before the name of a chunk's constraint:
  /// `3_12_boats_pkey`. Nobody begins a name with digits, which would have to be quoted.
  var withoutChunkNumbers: String {
    guard utf8.first?.isDigit == true else { return self }
    let parts = split(separator: "_", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[..<2].allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(\.isDigit) })
    else { return self }
    return String(parts[2])
  }

  /// Without `_102008` at the end; such numbers have six digits at least.
  fileprivate var withoutShardNumber: String {
    let number = utf8.reversed().prefix(while: \.isDigit)
    let name = utf8.dropLast(number.count)
    guard number.count >= 6, name.last == UInt8(ascii: "_") else { return self }
    return String(decoding: name.dropLast(), as: UTF8.self)
  }
}

extension Bytes {
  /// The server's own query for a foreign key, which no application wrote.
  fileprivate var isReferentialCheck: Bool {
    firstIndex(of: Array("OPERATOR(pg_catalog.".utf8), from: startIndex) != nil
  }

  /// Every text between the quotation marks that PostgreSQL's translators use.
  fileprivate var quotedNames: [Bytes] {
    var names: [Bytes] = []
    var rest = self
    search: while !rest.isEmpty {
      for (open, close) in Self.quotationMarks where rest.starts(with: open) {
        let inside = rest.dropFirst(open.count)
        guard let end = inside.firstIndex(of: close, from: inside.startIndex) else { continue }
        names.append(inside[..<end].trimmedNoBreakSpaces)
        rest = rest[(end + close.count)...]
        continue search
      }
      rest = rest.dropFirst()
    }
    return names
  }

  private var trimmedNoBreakSpaces: Bytes {
    var text = trimmed
    let blank = Array("\u{A0}".utf8)
    while text.hasPrefix(blank) { text = text.dropFirst(blank.count).trimmed }
    while text.hasSuffix(blank) { text = text.dropLast(blank.count).trimmed }
    return text
  }

  private static let quotationMarks: [([UInt8], [UInt8])] = [
    ("\"", "\""), ("»", "«"), ("«", "»"), ("„", "“"), ("“", "”"), ("「", "」"),
  ].map { (Array($0.0.utf8), Array($0.1.utf8)) }
}

extension Bytes {
  /// A name has one line; what follows it is something else without a label.
  /// Bun prints names as properties: `table: "boats",`.
  fileprivate var firstLine: Bytes { prefix { !$0.isLineFeed }.trimmed.withoutPropertyMarks }
}
