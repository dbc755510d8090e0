extension SQLReader {
  mutating func readInsert() -> Bool {
    statement.verb = .insert
    statement.hasConflictClause = current.word == .replace
    // `replace(…)` is a function too.
    let isReplace = current.word == .replace
    advance()
    readInsertModifiers()
    let isInto = take(.into)
    guard !isReplace || isInto || (current.isName && following.isSymbol("(")) else { return false }
    guard readTableName() else { return current.kind == .end }
    if take(.as), current.isName, !relations.isEmpty {
      relations[relations.count - 1].alias = text(of: current)
      advance()
    }
    guard isInto || current.kind == .end || current.isSymbol("(") || startsRows else {
      return false
    }
    if current.isSymbol("("), following.word != .select, following.word != .with {
      statement.writtenColumns = readColumnList()
    }
    readRows()
    readConflictClause()
    return true
  }

  private mutating func readInsertModifiers() {
    while true {
      switch current.word {
      case .or:
        // SQLite: OR IGNORE, OR REPLACE, OR ABORT, …
        advance()
        if current.word == .ignore || current.word == .replace || current.word == .update {
          statement.hasConflictClause = true
        }
        advance()
      case .ignore:
        statement.hasConflictClause = true
        advance()
      case .lowPriority, .highPriority, .delayed: advance()
      default: return
      }
    }
  }

  private var startsRows: Bool {
    switch current.word {
    case .values, .value, .select, .set, .default, .with, .overriding, .output: true
    default: false
    }
  }

  /// The names in a parenthesis; of an expression, the names in it.
  private mutating func readColumnList() -> [String] {
    var columns: [String] = []
    columns.reserveCapacity(8)
    advance()
    var open = 1
    while open > 0, current.kind != .end {
      if current.isSymbol("(") { open += 1 }
      if current.isSymbol(")") { open -= 1 }
      // A name before a parenthesis is a function's, one before a dot a table's.
      if current.isName {
        let name = current
        advance()
        if !current.isSymbol("("), !current.isSymbol("."), name.word != .collate {
          columns.append(text(of: name))
        }
      } else {
        advance()
      }
    }
    return columns
  }

  private mutating func readRows() {
    while !isAtEnd {
      switch current.word {
      case .values, .value:
        advance()
        readValues()
        return
      case .select, .with:
        // Rows from a query: their number is unknown, and placeholders have no columns.
        if current.word == .select { statement.copiedColumns = columnsCopied() }
        while !isAtEnd, current.word != .on, current.word != .returning {
          if current.isSymbol("(") { skipParenthesis() } else { advance() }
          if current.word == .on, following.word != .conflict, following.word != .duplicate {
            advance()
          }
        }
        return
      case .set:
        advance()
        readAssignments()
        return
      case .default:
        advance()
      case .on, .returning: return
      default:
        if current.isSymbol("(") { skipParenthesis() } else { advance() }
      }
    }
  }

  /// The written columns that the query here takes from the same column of the same table.
  private func columnsCopied() -> [String] {
    guard !statement.writtenColumns.isEmpty else { return [] }
    var ahead = self
    var items: [String?] = []
    repeat {
      ahead.advance()
      items.append(ahead.readPlainColumn())
    } while ahead.current.isSymbol(",") && items.count <= statement.writtenColumns.count
    guard items.count == statement.writtenColumns.count, ahead.take(.from), ahead.current.isName,
      ahead.text(of: ahead.current).lowercased() == statement.table?.lowercased(),
      !ahead.following.isSymbol(".")
    else { return [] }
    return zip(statement.writtenColumns, items).compactMap { column, item in
      item?.lowercased() == column.lowercased() ? column : nil
    }
  }

  /// Passes one item of a SELECT's list; its name where it is a column as it stands.
  private mutating func readPlainColumn() -> String? {
    var names: [String] = []
    var isPlain = true
    while !isAtEnd, !current.isSymbol(","), current.word != .from {
      if current.isSymbol("(") {
        skipParenthesis()
        isPlain = false
        continue
      }
      if current.isName { names.append(text(of: current)) }
      if !current.isName, !current.isSymbol(".") { isPlain = false }
      advance()
    }
    return isPlain ? names.last : nil
  }

  private mutating func readValues() {
    var rows = 0
    while true {
      _ = take(.row)
      guard current.isSymbol("(") else { break }
      rows += 1
      if rows == 1, !statement.writtenColumns.isEmpty {
        readFirstRow()
      } else {
        skipParenthesis()
      }
      guard take(",") else { break }
    }
    statement.rowCount = max(rows, 1)
  }

  /// Finds the placeholder of each column.
  private mutating func readFirstRow() {
    var parameters: [Int?] = []
    parameters.reserveCapacity(statement.writtenColumns.count)
    advance()
    while current.kind != .end {
      parameters.append(readAssignedValue())
      if take(",") { continue }
      if current.isSymbol(")") { advance() }
      break
    }
    if parameters.count == statement.writtenColumns.count {
      statement.writtenParameters = parameters
    }
  }

  /// Passes a value up to the next comma or closing parenthesis; its placeholder, if it is one (a
  /// cast does not matter).
  private mutating func readAssignedValue() -> Int? {
    var parameter: Int?
    var isPlain = true
    if current.kind == .placeholder {
      parameter = current.parameter
      advance()
    }
    while !isAtEnd, !current.isSymbol(",") {
      let isCast = current.kind == .symbol && current.symbol == UInt8(ascii: ":")
      if current.isSymbol("(") {
        skipParenthesis()
        continue
      }
      if !isCast, current.kind != .word { isPlain = false }
      if current.word.endsCondition { break }
      advance()
    }
    return isPlain ? parameter : nil
  }

  private mutating func readConflictClause() {
    while !isAtEnd {
      guard take(.on) else {
        if current.word == .returning { statement.hasReturningClause = true }
        advance()
        continue
      }
      if take(.conflict) {
        statement.hasConflictClause = true
        if current.isSymbol("(") { statement.conflictColumns = readColumnList() }
      } else if take(.duplicate) {
        statement.hasConflictClause = true
      }
    }
  }

  mutating func readUpdate() -> Bool {
    statement.verb = .update
    advance()
    readInsertModifiers()
    statement.hasConflictClause = false
    _ = take(.only)
    let hasTable = readTableName()
    readAlias()
    // MySQL may join other tables here.
    while !isAtEnd, current.word != .set {
      if take(.join) || take(",") {
        readTableName()
        readAlias()
      } else {
        advance()
      }
    }
    guard take(.set) else { return current.kind == .end && hasTable }
    guard current.isName || current.isSymbol("(") || current.kind == .end else { return false }
    readAssignments()
    while !isAtEnd, current.word != .where, current.word != .returning {
      if current.isSymbol("(") { skipParenthesis() } else { advance() }
    }
    if take(.where) { readWhere() }
    return true
  }

  /// `column = value, …`
  private mutating func readAssignments() {
    while current.isName || current.isSymbol("(") {
      if current.isSymbol("(") {
        // `(a, b) = (…)`
        let columns = readColumnList()
        statement.writtenColumns += columns
        statement.writtenParameters += Array(repeating: nil, count: columns.count)
        while !isAtEnd, !current.isSymbol(","), !current.word.endsCondition {
          if current.isSymbol("(") { skipParenthesis() } else { advance() }
        }
      } else {
        readAssignment()
      }
      guard take(",") else { return }
    }
  }

  private mutating func readAssignment() {
    var column = current
    advance()
    while take(".") {
      guard current.isName else { return }
      column = current
      advance()
    }
    let name = text(of: column)
    statement.writtenColumns.append(name)
    guard take("=") else {
      statement.writtenParameters.append(nil)
      return
    }
    let value = current
    var open = 0
    while current.kind != .end, !current.isSymbol(";") {
      if current.isSymbol("(") { open += 1 }
      if current.isSymbol(")") {
        if open == 0 { break }
        open -= 1
      }
      if open == 0, current.isSymbol(",") || current.word.endsCondition { break }
      if current.isName, sameName(current, column), statement.computedColumns.last != name {
        statement.computedColumns.append(name)
      }
      advance()
    }
    // One token: the placeholder is all of the value.
    let isAlone = value.kind == .placeholder && endsRightBehind(value)
    statement.writtenParameters.append(isAlone ? value.parameter : nil)
  }

  private func endsRightBehind(_ token: SQLToken) -> Bool {
    var ahead = SQLLexer(bytes: lexer.bytes, position: token.end)
    return ahead.next().start == current.start
  }

  private func sameName(_ one: SQLToken, _ other: SQLToken) -> Bool {
    let first = content(of: one)
    let second = content(of: other)
    return first.count == second.count
      && zip(first, second).allSatisfy { $0.asciiLowercased == $1.asciiLowercased }
  }

  /// A name's bytes without its quotes.
  private func content(of token: SQLToken) -> Slice<UnsafeBufferPointer<UInt8>> {
    guard token.kind == .quoted, token.end - token.start >= 2 else {
      return lexer.bytes[token.start..<token.end]
    }
    return lexer.bytes[(token.start + 1)..<(token.end - 1)]
  }

  mutating func readDelete() -> Bool {
    statement.verb = .delete
    advance()
    while current.isName, current.word != .from { advance() }
    guard take(.from) else { return current.kind == .end }
    _ = take(.only)
    let hasTable = readTableName()
    readAlias()
    while !isAtEnd, current.word != .where, current.word != .returning {
      if take(.using) || take(.join) || take(",") {
        readTableName()
        readAlias()
      } else {
        advance()
      }
    }
    if take(.where) { readWhere() }
    return hasTable
  }

  /// `MERGE INTO table …` and `COPY table (columns) FROM …`: rows are inserted.
  mutating func readBulkWrite() -> Bool {
    let isMerge = current.word == .merge
    statement.verb = .insert
    statement.hasConflictClause = isMerge
    advance()
    guard take(.into) || !isMerge else { return false }
    let hasTable = readTableName()
    guard !isMerge else { return hasTable }
    if current.isSymbol("(") { statement.writtenColumns = readColumnList() }
    return current.word == .from && hasTable
  }
}
