extension SQLReader {
  /// Everything behind the word SELECT, to the end of the statement or of its parenthesis.
  mutating func readSelect() {
    statement.verb = .select
    let isConstant = readSelectList()
    if isConstant { statement.isExistenceCheck = true }
    if take(.from) { readFrom() }
    if take(.where) { readWhere() }
    readTail()
  }

  /// Passes what is selected. Whether all of it is constants and counts, so that the rows' values
  /// are of no interest.
  private mutating func readSelectList() -> Bool {
    var isConstant = true
    var open = 0
    // Whether the item at hand has its value, so that a name is its alias.
    var hasValue = false
    while current.kind != .end, !current.isSymbol(";") {
      switch current.kind {
      case .literal, .placeholder:
        hasValue = true
        advance()
      case .symbol:
        if current.isSymbol(")") {
          guard open > 0 else { return isConstant }
          open -= 1
        } else if current.isSymbol("(") {
          open += 1
        } else if current.isSymbol(","), open == 0 {
          hasValue = false
        } else if current.isSymbol("*"), !hasValue {
          isConstant = false
        } else if current.symbol == UInt8(ascii: ":") {
          advance()
        }
        advance()
      case .quoted:
        if !hasValue { isConstant = false }
        hasValue = true
        advance()
      default:
        if open == 0, endsSelectList(current.word) { return isConstant }
        readSelectWord(&isConstant, &hasValue)
      }
    }
    return isConstant
  }

  private func endsSelectList(_ word: SQLWord) -> Bool {
    switch word {
    case .from, .where, .group, .having, .order, .limit, .union, .intersect, .except, .into: true
    default: false
    }
  }

  private mutating func readSelectWord(_ isConstant: inout Bool, _ hasValue: inout Bool) {
    let word = current.word
    advance()
    switch word {
    case .exists where current.isSymbol("("):
      hasValue = true
      readExists()
    case .select:
      // A subquery that gives a value.
      isConstant = false
      skipToClosing()
    case .count, .cast:
      hasValue = true
      if word == .count { readAggregate(.count) }
      if current.isSymbol("(") { skipParenthesis() }
    case .top:
      if current.isSymbol("(") {
        skipParenthesis()
      } else {
        statement.rowLimit = number(current)
        advance()
      }
    case .distinct, .all, .null, .true, .false: break
    case .as:
      if current.isName { advance() }
    default:
      readNamedFunction(word)
      if !hasValue { isConstant = false }
      hasValue = true
    }
  }

  /// The function whose name was just read, if it is one that is of interest.
  private mutating func readNamedFunction(_ word: SQLWord) {
    switch word {
    case .max: readAggregate(.max)
    case .min: readAggregate(.min)
    case .sum: readAggregate(.sum)
    // `nextval('berth_id_seq')`, `NEXT VALUE FOR berth_id_seq`
    case .nextval where current.isSymbol("("), .next where current.word == .value:
      statement.drawsFromSequence = true
    default: break
    }
  }

  /// Remembers an aggregate by its argument; the current token opens the parenthesis, and stays.
  private mutating func readAggregate(_ function: SQLStatement.Aggregate.Function) {
    guard current.isSymbol("("), statement.aggregates.count < Self.aggregatesMax else { return }
    var ahead = lexer
    var name: SQLToken?
    var token = ahead.next()
    if token.word == .distinct { token = ahead.next() }
    while token.isName {
      name = token
      token = ahead.next()
      guard token.isSymbol(".") else { break }
      token = ahead.next()
    }
    let isPlain = token.isSymbol(")")
    statement.aggregates.append(
      SQLStatement.Aggregate(function, of: isPlain ? name.map(text(of:)) : nil))
  }

  private static var aggregatesMax: Int { 8 }

  /// `EXISTS (SELECT … FROM table WHERE …)`: its table and condition are what the statement asks.
  private mutating func readExists() {
    guard statement.table == nil, depth < Self.depthMax else {
      skipParenthesis()
      return
    }
    depth += 1
    defer { depth -= 1 }
    advance()
    if take(.select) { readSelect() }
    skipToClosing()
    _ = take(")")
  }

  static var depthMax: Int { 24 }

  /// Passes everything up to the closing parenthesis of the one that is open.
  mutating func skipToClosing() {
    while current.kind != .end, !current.isSymbol(")") {
      if current.isSymbol("(") { skipParenthesis() } else { advance() }
    }
  }

  private mutating func readFrom() {
    readRelation()
    while !isAtEnd {
      switch current.word {
      case .where, .group, .having, .order, .limit, .offset, .fetch, .for, .union, .intersect,
        .except, .window, .lock, .returning, .set:
        return
      case .join, .straightJoin:
        advance()
        readRelation()
      case .with: readHints()
      default:
        if take(",") {
          readRelation()
        } else if current.isSymbol("(") {
          skipParenthesis()
        } else {
          advance()
        }
      }
    }
  }

  /// SQL Server's `WITH (UPDLOCK, …)` behind a table.
  private mutating func readHints() {
    advance()
    guard current.isSymbol("(") else { return }
    while !isAtEnd {
      if current.word == .updlock || current.word == .xlock { statement.locks = true }
      advance()
    }
    _ = take(")")
  }

  /// One table of FROM or JOIN, or a subquery in its place.
  private mutating func readRelation() {
    _ = take(.lateral) || take(.only)
    if current.isSymbol("(") {
      guard relations.isEmpty, depth < Self.depthMax else {
        skipParenthesis()
        return
      }
      depth += 1
      defer { depth -= 1 }
      advance()
      if take(.select) {
        let isExistenceCheck = statement.isExistenceCheck
        readSelect()
        statement.isExistenceCheck = isExistenceCheck
        skipToClosing()
        _ = take(")")
      } else {
        readRelation()
      }
    } else if current.kind == .word, following.isSymbol("(") {
      // A function that returns rows.
      advance()
      skipParenthesis()
    } else {
      readTableName()
    }
    readAlias()
  }

  /// What follows the condition: order, limit and locks.
  mutating func readTail() {
    while !isAtEnd {
      switch current.word {
      case .order: readOrder()
      case .limit:
        advance()
        statement.rowLimit = number(current)
      case .fetch:
        // FETCH FIRST 1 ROWS ONLY
        advance()
        if current.kind == .word { advance() }
        statement.rowLimit = number(current)
      case .for:
        advance()
        switch current.word {
        case .update, .no, .share, .key: statement.locks = true
        default: break
        }
      case .lock:
        advance()
        if current.word == .in { statement.locks = true }
      default:
        if current.isSymbol("(") { skipParenthesis() } else { advance() }
      }
    }
  }

  /// `ORDER BY column DESC, …`: the first one.
  private mutating func readOrder() {
    advance()
    // BY is no word of its own here.
    guard current.kind == .word, following.isName, statement.orderColumn == nil else { return }
    advance()
    var name = current
    advance()
    while take(".") {
      guard current.isName else { return }
      name = current
      advance()
    }
    guard !current.isSymbol("(") else { return }
    statement.orderColumn = text(of: name)
    statement.ordersDescending = current.word == .desc
  }

  /// A literal whole number.
  private func number(_ token: SQLToken) -> Int? {
    token.kind == .literal
      ? Int(String(decoding: lexer.bytes[token.start..<token.end], as: UTF8.self)) : nil
  }

  /// `WITH name AS (…), … statement`. A statement that writes inside of one counts for a SELECT of
  /// its result.
  mutating func readCommonTables() -> Bool {
    advance()
    _ = take(.recursive)
    var written: SQLStatement?
    while current.isName {
      advance()
      if current.isSymbol("(") { skipParenthesis() }
      guard take(.as) else { return false }
      _ = take(.not)
      _ = take(.materialized)
      guard take("(") else { return current.kind == .end }
      switch current.word {
      case .insert, .update, .delete:
        if readStatement() { written = statement }
        statement = SQLStatement(verb: .other)
        relations.removeAll(keepingCapacity: true)
      default: break
      }
      skipToClosing()
      _ = take(")")
      guard take(",") else { break }
    }
    switch current.word {
    case .select, .insert, .replace, .update, .delete, .merge: break
    default:
      if let written { statement = written }
      return written != nil || current.kind == .end
    }
    guard readStatement() else { return false }
    if statement.verb == .select, let written { statement = written }
    return true
  }
}
