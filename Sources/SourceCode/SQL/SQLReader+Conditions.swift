/// One side of a comparison.
struct SQLOperand {
  var column: SQLToken?
  /// The name before the column's dot.
  var qualifier: SQLToken?
  var parameter: Int?
  var foldsCase = false
  /// Whether it is an expression of the column, not the column itself.
  var isComputed = false
  var isNull = false
  /// `ANY (…)`
  var isAny = false
  /// How many values a parenthesis holds.
  var count = 1
}

extension SQLReader {
  /// The condition of a WHERE clause.
  mutating func readWhere() {
    for operand in readCondition(isNegated: false) {
      append(operand, SQLOperand(), .other, isNegated: false)
    }
  }

  /// Reads predicates up to the end of the clause or of the parenthesis. Returns the operands that
  /// are not compared: the parts of `(a, b)`, or a column that is a condition by itself.
  private mutating func readCondition(isNegated outer: Bool) -> [SQLOperand] {
    var operands: [SQLOperand] = []
    var isNegated = outer
    var expectsOperand = true
    while !isAtEnd {
      switch current.word {
      case .and, .or:
        if current.word == .or { statement.hasDisjunction = true }
        advance()
        isNegated = outer
        expectsOperand = true
        continue
      case .not where following.word != .in || expectsOperand:
        advance()
        isNegated.toggle()
        continue
      case .exists where expectsOperand:
        advance()
        if current.isSymbol("(") { skipParenthesis() }
        expectsOperand = false
        continue
      case let word where word.endsCondition && !expectsOperand: return operands
      default: break
      }
      if take(",") {
        expectsOperand = true
        continue
      }
      expectsOperand = false
      operands += readPredicate(isNegated: isNegated)
    }
    return operands
  }

  /// Reads one comparison, or a parenthesis with several. Always takes a token.
  private mutating func readPredicate(isNegated: Bool) -> [SQLOperand] {
    var left: [SQLOperand]
    if current.isSymbol("("), depth < Self.depthMax {
      left = readGroup(isNegated: isNegated)
      let computed = continueOperand(left.first ?? SQLOperand())
      if let computed, !left.isEmpty { left = [computed] }
    } else {
      left = [readOperand()]
    }
    guard isAtComparison else {
      // `WHERE active`, or a part of `(a, b)`: whoever opened the parenthesis knows.
      if depth > 0 { return left }
      for operand in left { append(operand, SQLOperand(), .other, isNegated: isNegated) }
      return []
    }
    readComparison(of: left, isNegated: isNegated)
    return []
  }

  private mutating func readGroup(isNegated: Bool) -> [SQLOperand] {
    if following.word == .select || following.word == .with || following.word == .values {
      skipParenthesis()
      return []
    }
    depth += 1
    defer { depth -= 1 }
    advance()
    let operands = readCondition(isNegated: isNegated)
    skipToClosing()
    _ = take(")")
    return operands
  }

  private var isAtComparison: Bool {
    switch current.word {
    case .in, .is, .like, .ilike, .rlike, .regexp, .glob, .match, .similar, .between, .not: true
    default: current.kind == .symbol && isComparison(current)
    }
  }

  private func isComparison(_ token: SQLToken) -> Bool {
    switch token.symbol {
    case UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "!"),
      UInt8(ascii: "~"), UInt8(ascii: "@"):
      true
    default: false
    }
  }

  private mutating func readComparison(of left: [SQLOperand], isNegated: Bool) {
    var isNegated = isNegated
    if take(.not) { isNegated.toggle() }
    let operation = current
    advance()
    switch operation.word {
    case .is: readIs(of: left, isNegated: isNegated)
    case .in:
      let right = readOperand()
      append(left, right, .inList, isNegated: isNegated)
    case .between:
      let lower = readOperand()
      _ = take(.and)
      _ = readOperand()
      append(left, lower, .other, isNegated: isNegated)
    case .like, .ilike, .rlike, .regexp, .glob, .match, .similar:
      _ = take(.to)
      _ = take(.binary)
      var right = readOperand()
      right.foldsCase = right.foldsCase || operation.word == .ilike
      if take(.escape) { advance() }
      let isPattern = operation.word == .like || operation.word == .ilike
      append(left, right, isPattern ? .like : .other, isNegated: isNegated)
    default:
      var right = readOperand()
      let length = operation.end - operation.start
      let isEqual =
        operation.symbol == UInt8(ascii: "=")
        || (operation.symbol == UInt8(ascii: "<") && length == 3)
      if lexer.bytes[operation.end - 1] == UInt8(ascii: "*") { right.foldsCase = true }
      append(
        left, right, !isEqual ? .other : right.isAny ? .inList : .equal, isNegated: isNegated)
    }
  }

  private mutating func readIs(of left: [SQLOperand], isNegated: Bool) {
    let isInverse = take(.not)
    if take(.distinct) {
      _ = take(.from)
      append(left, readOperand(), .equal, isNegated: isInverse == isNegated)
    } else if take(.null) {
      append(left, SQLOperand(), isInverse ? .isNotNull : .isNull, isNegated: isNegated)
    } else if current.word == .true || current.word == .false || current.word == .unknown {
      advance()
      append(left, SQLOperand(), .other, isNegated: false)
    } else {
      append(left, readOperand(), .equal, isNegated: isInverse != isNegated)
    }
  }

  /// A comparison of one column, or of each of `(a, b)` with its own value.
  private mutating func append(
    _ left: [SQLOperand], _ right: SQLOperand, _ comparison: SQLStatement.Predicate.Comparison,
    isNegated: Bool
  ) {
    for (index, operand) in left.enumerated() {
      var value = right
      if left.count > 1 {
        let isRow = comparison == .equal && right.count == left.count
        value.parameter = isRow ? right.parameter.map { $0 + index } : nil
      }
      append(operand, value, comparison, isNegated: isNegated)
    }
  }

  private mutating func append(
    _ left: SQLOperand, _ right: SQLOperand, _ comparison: SQLStatement.Predicate.Comparison,
    isNegated: Bool
  ) {
    let (subject, value) = left.column == nil ? (right, left) : (left, right)
    guard let column = subject.column else { return }
    var kind = comparison
    // Another column is no value; MySQL and SQLite take "text" for one.
    let comparesColumns =
      value.column.map { value.qualifier != nil || $0.kind == .word } ?? false
    let table = subject.qualifier.flatMap(otherTable)
    if subject.isComputed || comparesColumns || table != nil { kind = .other }
    if isNegated {
      switch kind {
      case .isNull: kind = .isNotNull
      case .isNotNull: kind = .isNull
      default: kind = .other
      }
    }
    statement.predicates.append(
      SQLStatement.Predicate(
        column: text(of: column), comparison: kind,
        foldsCase: subject.foldsCase || value.foldsCase, parameterIndex: value.parameter,
        otherTable: table))
  }

  /// The table that a qualifier means, if it is not the statement's own.
  private func otherTable(_ qualifier: SQLToken) -> String? {
    let name = text(of: qualifier)
    guard let own = relations.first, own.table != name, own.alias != name else { return nil }
    return relations.first { $0.alias == name }?.table ?? name
  }
}
