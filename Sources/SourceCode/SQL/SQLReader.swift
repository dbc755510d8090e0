extension SQLStatement {
  /// Reads one statement; `nil` for what does not begin like SQL. Linear; a statement that was cut
  /// off gives what was there.
  public static func read(_ text: String) -> SQLStatement? {
    var text = text
    return text.withUTF8 { bytes in
      var tokenizer = SQLTokenizer(bytes)
      var reader = SQLReader(bytes: bytes, tokens: tokenizer.tokens())
      return reader.statement()
    }
  }
}

/// Walks over the tokens of one statement.
struct SQLReader {
  let bytes: UnsafeBufferPointer<UInt8>
  let tokens: [SQLToken]
  var index = 0
  /// Aliases and names of the statement's first table.
  var ownNames: Set<String> = []
  /// How deep the reader is in functions, arithmetic or sub-selects.
  var depth = 0

  /// Deeper nesting is skipped, so that hostile text cannot exhaust the stack.
  static let depthMax = 40

  mutating func statement() -> SQLStatement? {
    skipOpenParentheses()
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthMax else { return nil }
    guard case .keyword(let keyword)? = kind() else { return nil }
    index += 1
    switch keyword {
    case .with: return commonTableExpression()
    case .select: return select()
    case .insert, .replace: return insert(replaces: keyword == .replace)
    case .update: return update()
    case .delete: return delete()
    case .begin, .start: return SQLStatement(verb: .begin)
    case .commit, .end: return SQLStatement(verb: .commit)
    case .rollback, .abort: return SQLStatement(verb: rollbackVerb())
    case .savepoint: return SQLStatement(verb: .savepoint)
    case .release: return SQLStatement(verb: .releaseSavepoint)
    case .create, .alter, .drop, .truncate, .rename, .comment: return definition()
    case .set, .explain, .pragma, .show, .lock, .analyze, .vacuum, .call, .exec, .copy, .grant,
      .use, .merge, .declare, .fetch, .close, .deallocate, .prepare, .execute:
      return SQLStatement(verb: .other)
    default: return nil
    }
  }

  // MARK: Tokens

  func kind(_ offset: Int = 0) -> SQLToken.Kind? {
    let position = index + offset
    return position < tokens.count ? tokens[position].kind : nil
  }

  func isKeyword(_ keyword: SQLKeyword, _ offset: Int = 0) -> Bool {
    kind(offset) == .keyword(keyword)
  }

  func isSymbol(_ symbol: Unicode.Scalar, _ offset: Int = 0) -> Bool {
    kind(offset) == .symbol(UInt8(ascii: symbol))
  }

  mutating func take(_ keyword: SQLKeyword) -> Bool {
    guard isKeyword(keyword) else { return false }
    index += 1
    return true
  }

  mutating func take(symbol: Unicode.Scalar) -> Bool {
    guard isSymbol(symbol) else { return false }
    index += 1
    return true
  }

  func text(_ token: SQLToken) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[token.start..<token.end]), as: UTF8.self)
  }

  /// An identifier at the position: a word, a quoted one, or a keyword used as a name.
  func identifier(_ offset: Int = 0) -> String? {
    switch kind(offset) {
    case .word?, .quotedIdentifier?, .keyword?: text(tokens[index + offset])
    default: nil
    }
  }

  /// Past the parenthesis that matches the one at the position.
  mutating func skipParentheses() {
    var depth = 0
    while let kind = kind() {
      if kind == .symbol(UInt8(ascii: "(")) { depth += 1 }
      if kind == .symbol(UInt8(ascii: ")")) { depth -= 1 }
      index += 1
      if depth <= 0 { return }
    }
  }

  private mutating func skipOpenParentheses() {
    while take(symbol: "(") {}
  }

  /// `a`, `a.b` or `a.b.c` at the position.
  mutating func qualifiedName() -> [String]? {
    guard let first = identifier() else { return nil }
    index += 1
    var parts = [first]
    while isSymbol("."), let part = identifier(1) {
      index += 2
      parts.append(part)
    }
    return parts
  }

  // MARK: Statements

  private mutating func commonTableExpression() -> SQLStatement? {
    while let kind = kind() {
      switch kind {
      case .symbol(UInt8(ascii: "(")): skipParentheses()
      case .keyword(.select), .keyword(.insert), .keyword(.update), .keyword(.delete),
        .keyword(.replace):
        return statement()
      default: index += 1
      }
    }
    return SQLStatement(verb: .other)
  }

  private mutating func rollbackVerb() -> SQLStatement.Verb {
    _ = take(.transaction)
    return isKeyword(.to) ? .rollbackToSavepoint : .rollback
  }

  private mutating func definition() -> SQLStatement {
    var statement = SQLStatement(verb: .definition)
    let table = tokens.indices.first { position in
      position < 4 && tokens[position].kind == .word
        && text(tokens[position]).lowercased() == "table"
    }
    if let table {
      index = table + 1
      while ["if", "not", "exists"].contains(identifier()?.lowercased()) { index += 1 }
      if let names = qualifiedName() { statement.table = names.last }
    }
    return statement
  }

  private mutating func select() -> SQLStatement {
    var statement = SQLStatement(verb: .select)
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthMax else { return statement }
    statement.isExistenceCheck = asksForExistence()
    while let kind = kind(), kind != .keyword(.from) {
      if kind == .symbol(UInt8(ascii: "(")) {
        if isKeyword(.select, 1), statement.isExistenceCheck {
          index += 2
          var inner = select()
          inner.isExistenceCheck = true
          return inner
        }
        skipParentheses()
      } else {
        index += 1
      }
    }
    guard take(.from) else { return statement }
    if isSymbol("("), isKeyword(.select, 1) {
      index += 2
      let inner = select()
      statement.table = inner.table
      statement.schema = inner.schema
      statement.predicates = inner.predicates
      statement.hasDisjunction = inner.hasDisjunction
      _ = take(symbol: ")")
    } else {
      table(of: &statement)
    }
    clauses(of: &statement)
    return statement
  }

  /// Whether the list of a SELECT holds a constant, `EXISTS (…)` or `COUNT(…)` and nothing else.
  private func asksForExistence() -> Bool {
    switch kind() {
    case .number?, .string?, .placeholder?: !isSymbol(",", 1)
    case .keyword(.exists)?, .keyword(.count)?: isSymbol("(", 1)
    default: false
    }
  }

  private mutating func table(of statement: inout SQLStatement) {
    _ = take(.only)
    guard let names = qualifiedName() else { return }
    statement.table = names.last
    statement.schema = names.count > 1 ? names[names.count - 2] : nil
    ownNames = [statement.table?.lowercased() ?? ""]
    _ = take(.as)
    switch kind() {
    case .word?, .quotedIdentifier?:
      if let alias = identifier() { ownNames.insert(alias.lowercased()) }
      index += 1
    default: break
    }
  }

  /// Joins, WHERE and the lock of a SELECT, UPDATE or DELETE.
  mutating func clauses(of statement: inout SQLStatement) {
    while let kind = kind() {
      switch kind {
      case .keyword(.join):
        index += 1
        if let names = qualifiedName(), let table = names.last {
          statement.joinedTables.append(table)
        }
      case .keyword(.where):
        index += 1
        predicates(of: &statement)
      case .keyword(.for):
        statement.locks = isKeyword(.update, 1) || isKeyword(.share, 1)
          || identifier(1)?.lowercased() == "no" || isKeyword(.key, 1)
        return
      case .keyword(.union), .keyword(.except), .keyword(.intersect): return
      case .symbol(UInt8(ascii: "(")): skipParentheses()
      case .symbol(UInt8(ascii: ")")): return
      default: index += 1
      }
    }
  }

  private mutating func insert(replaces: Bool) -> SQLStatement {
    var statement = SQLStatement(verb: .insert)
    statement.hasConflictClause = replaces
    while let kind = kind(), kind != .keyword(.into) {
      guard case .keyword(let keyword) = kind else { break }
      if keyword == .ignore || keyword == .replace { statement.hasConflictClause = true }
      index += 1
    }
    _ = take(.into)
    table(of: &statement)
    if isSymbol("("), !isKeyword(.select, 1) { statement.writtenColumns = columnList() }
    while let kind = kind() {
      switch kind {
      case .keyword(.values):
        index += 1
        statement.rowCount = max(1, rows())
      case .keyword(.set) where statement.writtenColumns.isEmpty:
        index += 1
        assignments(of: &statement)
      case .keyword(.on): conflict(of: &statement)
      case .keyword(.returning): return statement
      case .symbol(UInt8(ascii: "(")): skipParentheses()
      default: index += 1
      }
    }
    return statement
  }

  /// `(a, b, c)` as names.
  private mutating func columnList() -> [String] {
    var names: [String] = []
    guard take(symbol: "(") else { return [] }
    while let kind = kind(), kind != .symbol(UInt8(ascii: ")")) {
      if kind == .symbol(UInt8(ascii: "(")) {
        skipParentheses()
      } else if let parts = qualifiedName() {
        if let name = parts.last, !isSymbol("(") { names.append(name) }
      } else {
        index += 1
      }
    }
    _ = take(symbol: ")")
    return names
  }

  private mutating func rows() -> Int {
    var count = 0
    while isSymbol("(") {
      skipParentheses()
      count += 1
      guard take(symbol: ",") else { break }
    }
    return count
  }

  private mutating func conflict(of statement: inout SQLStatement) {
    index += 1
    if take(.conflict) {
      statement.hasConflictClause = true
      if isSymbol("(") { statement.conflictColumns = columnList() }
    } else if take(.duplicate) {
      statement.hasConflictClause = true
    }
  }

  private mutating func update() -> SQLStatement {
    var statement = SQLStatement(verb: .update)
    while isKeyword(.or) || isKeyword(.ignore) || isKeyword(.replace) || isKeyword(.rollback)
      || isKeyword(.abort) || isKeyword(.fail) || isKeyword(.low_priority)
    {
      index += 1
    }
    table(of: &statement)
    while let kind = kind(), kind != .keyword(.set) {
      if kind == .symbol(UInt8(ascii: "(")) { skipParentheses() } else { index += 1 }
    }
    if take(.set) { assignments(of: &statement) }
    clauses(of: &statement)
    return statement
  }

  /// `a = …, b = …` up to the next clause.
  private mutating func assignments(of statement: inout SQLStatement) {
    while let parts = qualifiedName(), let column = parts.last {
      statement.writtenColumns.append(column)
      guard take(symbol: "=") else { return }
      if expressionMentions(column) { statement.computedColumns.append(column) }
      guard take(symbol: ",") else { return }
    }
  }

  /// Skips one assigned expression and tells whether it reads the column itself.
  private mutating func expressionMentions(_ column: String) -> Bool {
    var depth = 0
    var mentions = false
    let name = column.lowercased()
    while let kind = kind() {
      switch kind {
      case .symbol(UInt8(ascii: "(")): depth += 1
      case .symbol(UInt8(ascii: ")")):
        if depth == 0 { return mentions }
        depth -= 1
      case .symbol(UInt8(ascii: ",")) where depth == 0: return mentions
      case .keyword(.where) where depth == 0, .keyword(.from) where depth == 0,
        .keyword(.returning) where depth == 0:
        return mentions
      case .word, .quotedIdentifier, .keyword:
        if text(tokens[index]).lowercased() == name { mentions = true }
      default: break
      }
      index += 1
    }
    return mentions
  }

  private mutating func delete() -> SQLStatement {
    var statement = SQLStatement(verb: .delete)
    _ = take(.from)
    table(of: &statement)
    clauses(of: &statement)
    return statement
  }
}
