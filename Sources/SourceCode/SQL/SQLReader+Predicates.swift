/// One side of a comparison.
private struct SQLOperand {
  var column: String?
  /// Whether the column belongs to another table than the statement's first.
  var isForeign = false
  var foldsCase = false
  var parameterIndex: Int?
  var isValue = false
}

extension SQLReader {
  /// Reads the WHERE clause from after the word up to the next clause.
  mutating func predicates(of statement: inout SQLStatement) {
    var depth = 0
    while let kind = kind() {
      switch kind {
      case .keyword(.group), .keyword(.order), .keyword(.limit), .keyword(.offset),
        .keyword(.having), .keyword(.fetch), .keyword(.for), .keyword(.window), .keyword(.union),
        .keyword(.except), .keyword(.intersect), .keyword(.returning), .keyword(.lock):
        return
      case .keyword(.or):
        statement.hasDisjunction = true
        index += 1
      case .keyword(.exists):
        index += 1
        if isSymbol("(") { skipParentheses() }
      case .symbol(UInt8(ascii: "(")) where isKeyword(.select, 1): skipParentheses()
      case .symbol(UInt8(ascii: "(")):
        depth += 1
        index += 1
      case .symbol(UInt8(ascii: ")")):
        guard depth > 0 else { return }
        depth -= 1
        index += 1
      case .word, .quotedIdentifier, .placeholder, .string, .number,
        .keyword(.lower), .keyword(.upper), .keyword(.trim), .keyword(.btrim), .keyword(.unaccent):
        if let predicate = predicate() { statement.predicates.append(predicate) }
      default: index += 1
      }
    }
  }

  /// One comparison; `nil` for one that does not compare a column of the table with a value.
  private mutating func predicate() -> SQLStatement.Predicate? {
    let left = operand()
    let (comparison, isNegated) = comparison()
    switch comparison {
    case nil:
      return left.column.map { SQLStatement.Predicate(column: $0, comparison: .other) }
    case .isNull?, .isNotNull?:
      return left.column.map { column in
        SQLStatement.Predicate(column: column, comparison: left.isForeign ? .other : comparison ?? .other)
      }
    case .inList?:
      let parameter = listParameter()
      return left.column.map { column in
        SQLStatement.Predicate(
          column: column, comparison: isNegated || left.isForeign ? .other : .inList,
          foldsCase: left.foldsCase, parameterIndex: parameter)
      }
    case let comparison?:
      let right = operand()
      return compared(left, right, isNegated ? .other : comparison)
    }
  }

  private func compared(
    _ left: SQLOperand, _ right: SQLOperand, _ comparison: SQLStatement.Predicate.Comparison
  ) -> SQLStatement.Predicate? {
    let (columnSide, valueSide) = left.column != nil ? (left, right) : (right, left)
    guard let column = columnSide.column else { return nil }
    // Two columns are a join's condition, no look-up by a value.
    if valueSide.column != nil { return nil }
    return SQLStatement.Predicate(
      column: column, comparison: columnSide.isForeign ? .other : comparison,
      foldsCase: columnSide.foldsCase || valueSide.foldsCase || comparison == .like,
      parameterIndex: valueSide.parameterIndex)
  }

  /// A column, value or function over one, with casts, collations and arithmetic behind it.
  private mutating func operand() -> SQLOperand {
    var operand = SQLOperand()
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthMax else {
      index += 1
      return operand
    }
    while take(symbol: "(") || take(symbol: "-") || take(.binary) || take(.not) {}
    switch kind() {
    case .placeholder(let parameter)?:
      operand.parameterIndex = parameter
      operand.isValue = true
      index += 1
    case .string?, .number?, .keyword(.null)?:
      operand.isValue = true
      index += 1
    case .word?, .quotedIdentifier?, .keyword?:
      name(into: &operand)
    default: break
    }
    suffix(of: &operand)
    return operand
  }

  private mutating func name(into operand: inout SQLOperand) {
    let keyword = kind()
    guard let parts = qualifiedName(), let last = parts.last else { return }
    guard isSymbol("(") else {
      operand.column = last
      if parts.count > 1, !ownNames.isEmpty {
        operand.isForeign = !ownNames.contains(parts[parts.count - 2].lowercased())
      }
      return
    }
    let folding: [SQLToken.Kind] = [
      .keyword(.lower), .keyword(.upper), .keyword(.trim), .keyword(.btrim), .keyword(.unaccent),
    ]
    index += 1
    let inner = self.operand()
    operand = inner
    operand.foldsCase = inner.foldsCase || keyword.map(folding.contains) ?? false
    skipToClosing()
  }

  /// Past the rest of a function's arguments.
  private mutating func skipToClosing() {
    var depth = 0
    while let kind = kind() {
      if kind == .symbol(UInt8(ascii: "(")) { depth += 1 }
      if kind == .symbol(UInt8(ascii: ")")) {
        index += 1
        if depth == 0 { return }
        depth -= 1
        continue
      }
      index += 1
    }
  }

  private mutating func suffix(of operand: inout SQLOperand) {
    while let kind = kind() {
      switch kind {
      case .cast:
        index += 1
        _ = qualifiedName()
        if isKeyword(.with) || identifier()?.lowercased() == "varying" { index += 1 }
        if isSymbol("(") { skipParentheses() }
      case .keyword(.collate):
        index += 1
        let collation = qualifiedName()?.last?.lowercased() ?? ""
        if collation.hasSuffix("nocase") || collation.hasSuffix("_ci") { operand.foldsCase = true }
      case .keyword(.escape): index += 2
      case .symbol(UInt8(ascii: "+")), .symbol(UInt8(ascii: "-")), .symbol(UInt8(ascii: "*")),
        .symbol(UInt8(ascii: "/")):
        index += 1
        _ = self.operand()
      default: return
      }
    }
  }

  /// The operator at the position, and whether it is negated.
  private mutating func comparison() -> (SQLStatement.Predicate.Comparison?, Bool) {
    var isNegated = false
    if take(.not) { isNegated = true }
    switch kind() {
    case .keyword(.is)?: return (nullTest(), false)
    case .keyword(.in)?:
      index += 1
      return (.inList, isNegated)
    case .keyword(.like)?, .keyword(.ilike)?:
      index += 1
      return (.like, isNegated)
    case .keyword(.regexp)?, .keyword(.glob)?, .keyword(.rlike)?, .keyword(.similar)?:
      index += 1
      return (.other, isNegated)
    case .keyword(.between)?:
      index += 1
      _ = operand()
      _ = take(.and)
      return (.other, isNegated)
    case .symbol?: return (symbolic(), isNegated)
    default: return (nil, isNegated)
    }
  }

  private mutating func nullTest() -> SQLStatement.Predicate.Comparison {
    index += 1
    let isNegated = take(.not)
    if take(.distinct) {
      _ = take(.from)
      return isNegated ? .equal : .other
    }
    guard take(.null) else { return .other }
    return isNegated ? .isNotNull : .isNull
  }

  private mutating func symbolic() -> SQLStatement.Predicate.Comparison? {
    var symbols: [UInt8] = []
    while case .symbol(let symbol)? = kind(), !"()[],.;".utf8.contains(symbol), symbols.count < 4 {
      symbols.append(symbol)
      index += 1
    }
    switch symbols {
    case []: return nil
    case Array("=".utf8), Array("==".utf8), Array("<=>".utf8): return .equal
    default: return .other
    }
  }

  /// The first placeholder of a list in parentheses, which is skipped; also `= ANY(…)`-like ones.
  private mutating func listParameter() -> Int? {
    guard isSymbol("(") else {
      return operand().parameterIndex
    }
    let start = index
    skipParentheses()
    for token in tokens[start..<index] {
      if case .placeholder(let parameter) = token.kind { return parameter }
    }
    return nil
  }
}
