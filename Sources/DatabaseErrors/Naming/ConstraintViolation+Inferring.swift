extension ConstraintViolation {
  /// Fills `inferred` from the constraint's name, where exactly one reading is possible.
  mutating func inferFromNames() {
    guard let constraint = constraint?.withoutChunkNumbers else { return }
    if kind == .unique, isNameOfPrimaryKey(constraint) { kind = .primaryKey }
    guard keyExpressions.isEmpty || table == nil else { return }
    if let proven = DjangoName(constraint)?.reading(of: table) {
      if table == nil { inferred.table = proven.table }
      if columns.isEmpty { inferred.columns = proven.columns }
      return
    }
    let names = statement.map { StatementNames($0) }
    let name = Bytes(constraint)
    let readings = (NamingRule.byKind[kind] ?? []).compactMap { $0.reading(of: name, self, names) }
    let tables = Set(readings.compactMap(\.table))
    if table == nil, tables.count == 1 { inferred.table = tables.first }
    let lists = Set(readings.map(\.columns).filter { !$0.isEmpty })
    if columns.isEmpty, lists.count == 1, let list = lists.first { inferred.columns = list }
  }

  /// MySQL and SQLite say it themselves; for the others the name does.
  private func isNameOfPrimaryKey(_ name: String) -> Bool {
    guard dbms != .mySQL, dbms != .mariaDB, dbms != .sqlite else { return false }
    let folded = name.lowercased()
    return folded.hasSuffix("_pkey") || folded.hasSuffix("_pk") || folded.hasPrefix("pk_")
      || folded == "primary"
  }
}

extension NamingRule {
  typealias Reading = NamingConvention.Reading

  fileprivate static let byKind: [Kind: [NamingRule]] = {
    var rules: [Kind: [NamingRule]] = [:]
    for rule in NamingConvention.all.flatMap(\.rules) {
      for kind in rule.kinds { rules[kind, default: []].append(rule) }
    }
    return rules
  }()

  /// What the name tells under this rule, as far as the text leaves it open.
  fileprivate func reading(
    of name: Bytes, _ violation: ConstraintViolation, _ statement: StatementNames?
  ) -> Reading? {
    guard name.count <= Self.bytesMax, template.hasEnds(of: name) else { return nil }
    guard dbms.isEmpty || violation.dbms.map(dbms.contains) == true else { return nil }
    let known = known(violation, violation.table ?? statement?.table)
    guard !template.parts.contains(.parent) || known[.parent] != nil else { return nil }
    guard readsAlone || needsStatement || known[.table] != nil || known[.column] != nil,
      let match = template.onlyMatch(name, known: known), !isMaybeCut(name, match, known)
    else { return nil }
    guard var reading = reading(match, violation, statement) else { return nil }
    // The name confirms the statement's table.
    if template.parts.contains(.table), reading.table == nil { reading.table = statement?.table }
    return reading
  }

  private func known(_ violation: ConstraintViolation, _ table: String?) -> NameTemplate.Holes {
    var known = NameTemplate.Holes()
    known[.table] = table
    known[.pascalTable] = table
    known[.column] = violation.columns.first
    let separator: String? =
      switch columns {
      case .joined(let separator): separator
      case .maybeFirst: "_"
      case .qualified, .withDirections: nil
      }
    if let separator, !violation.columns.isEmpty {
      known[.columns] = violation.columns.joined(separator: separator)
      known[.pascalColumns] = known[.columns]
    }
    known[.parent] = violation.referencedTable
    known[.pascalParent] = violation.referencedTable
    known[.parentColumn] = violation.referencedColumns.first
    return known
  }

  private func reading(
    _ match: NameTemplate.Holes, _ violation: ConstraintViolation, _ statement: StatementNames?
  ) -> Reading? {
    var reading = Reading(table: match[.table] ?? match[.pascalTable])
    if let table = reading.table, Self.marks.contains(table.lowercased()) { return nil }
    if let column = match[.column] {
      guard !needsStatement || isAlone(column, violation, statement) else { return nil }
      reading.columns = columns == .maybeFirst ? [] : [column]
    } else if let text = match[.columns] ?? match[.pascalColumns] {
      // Side by side, a table is no more certain than the columns behind it.
      guard let parts = parts(of: text, violation, statement) else {
        return template.isBare ? nil : reading
      }
      reading.table = parts.table ?? reading.table
      reading.columns = parts.columns
    }
    return reading
  }

  /// Whether the name is a column's that the statement writes and the key has no other part: MySQL
  /// joins the values of several by a hyphen.
  private func isAlone(
    _ column: String, _ violation: ConstraintViolation, _ statement: StatementNames?
  ) -> Bool {
    guard let statement, let value = violation.values.first, violation.values.count == 1 else {
      return false
    }
    return statement.columns.contains(column) && !value.utf8.contains(UInt8(ascii: "-"))
  }

  /// The columns that the text joins, when there is one way to part them.
  private func parts(
    of text: String, _ violation: ConstraintViolation, _ statement: StatementNames?
  ) -> Reading? {
    switch columns {
    case .maybeFirst: return nil
    case .qualified: return text.qualifiedColumns(isForeignKey: violation.kind == .foreignKey)
    case .withDirections: return text.columnsWithDirections.map { Reading(columns: $0) }
    case .joined(let separator):
      let parts = Bytes(text).split(at: Array(separator.utf8)).map(\.string)
      guard !parts.contains(where: { $0.isEmpty || Self.marks.contains($0.lowercased()) }) else {
        return nil
      }
      if separator != "_" || parts.count == 1 { return Reading(columns: parts) }
      if let columns = statement?.columns(joinedAs: text) { return Reading(columns: columns) }
      // Whoever writes `pierId` or `PierId` parts columns by `_` alone.
      return parts.contains(where: \.hasInnerCapital) ? Reading(columns: parts) : nil
    }
  }

  /// Whether the table or the columns are as long as Django cuts them when a name is too long.
  private func isMaybeCut(
    _ name: Bytes, _ match: NameTemplate.Holes, _ known: NameTemplate.Holes
  ) -> Bool {
    guard match[.hash] != nil else { return false }
    let holes: [NameTemplate.Part] = [.table, .columns, .column]
    let lengths = holes.filter(template.parts.contains)
      .compactMap { (match[$0] ?? known[$0])?.utf8.count }
    let others = name.count - lengths.reduce(0, +) - 2
    let cut = (Self.bytesMax + 1 - others) / 2 - 1
    return lengths.contains(cut) && !lengths.contains { $0 > cut }
  }

  /// PostgreSQL cuts at 63 bytes, MySQL at 64.
  private static let bytesMax = 62

  /// Words of people's own names for constraints, which are no tables or columns, and functions,
  /// after which PostgreSQL names the index of an expression.
  private static let marks: Set<String> = [
    "uq", "uk", "ux", "un", "unq", "uni", "uniq", "unique", "idx", "ix", "index", "key", "pk", "fk",
    "ck", "chk", "check", "constraint", "lower", "upper", "coalesce", "expr", "md5", "date",
  ]
}

extension NameTemplate {
  /// Whether table and columns stand side by side, parted by nothing that a name could not hold.
  fileprivate var isBare: Bool {
    zip(parts, parts.dropFirst()).contains { $0 == .table && $1 == .words("_") }
  }
}

extension String {
  fileprivate var hasInnerCapital: Bool {
    dropFirst().contains(where: \.isUppercase) && contains(where: \.isLowercase)
  }

  /// `boats.pier_id+boats.berth`; of a foreign key the first half is the child's.
  fileprivate func qualifiedColumns(isForeignKey: Bool) -> NamingConvention.Reading? {
    let parts = split(separator: "+", omittingEmptySubsequences: false)
      .map { $0.split(separator: ".", omittingEmptySubsequences: false).map { String($0) } }
    guard !isForeignKey || parts.count.isMultiple(of: 2) else { return nil }
    let own = isForeignKey ? parts.prefix(parts.count / 2) : parts[...]
    guard let table = own.first?.first, !table.isEmpty,
      own.allSatisfy({ $0.count == 2 && $0[0] == table && !$0[1].isEmpty })
    else { return nil }
    return .init(table: table, columns: own.map { $0[1] })
  }

  /// The fields of `pier_1_berth_-1`.
  fileprivate var columnsWithDirections: [String]? {
    var columns: [String] = []
    var name: [Substring] = []
    for part in split(separator: "_", omittingEmptySubsequences: false) {
      if ["1", "-1", "text", "hashed", "2d", "2dsphere"].contains(part), !name.isEmpty {
        columns.append(name.joined(separator: "_"))
        name = []
      } else {
        name.append(part)
      }
    }
    return name.isEmpty && !columns.isEmpty ? columns : nil
  }
}
