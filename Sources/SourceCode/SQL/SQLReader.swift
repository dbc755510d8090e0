/// Reads one statement from its tokens, in one pass.
struct SQLReader {
  var lexer: SQLLexer
  var current: SQLToken
  var statement = SQLStatement(verb: .other)
  /// The names by which the statement's tables are known in it; the first is the statement's own.
  var relations: [Relation] = []
  var depth = 0

  struct Relation {
    var alias: String?
    var table: String
  }

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    lexer = SQLLexer(bytes: bytes)
    current = lexer.next()
  }

  mutating func advance() { current = lexer.next() }

  /// The token behind the current one.
  var following: SQLToken {
    var ahead = lexer
    return ahead.next()
  }

  mutating func take(_ word: SQLWord) -> Bool {
    guard current.word == word else { return false }
    advance()
    return true
  }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard current.isSymbol(scalar) else { return false }
    advance()
    return true
  }

  func text(of token: SQLToken) -> String {
    guard token.kind == .quoted,
      let quote = lexer.bytes.indices.contains(token.start)
        ? lexer.bytes[token.start] : nil
    else {
      return String(decoding: lexer.bytes[token.start..<token.end], as: UTF8.self)
    }
    let closing = quote == UInt8(ascii: "[") ? UInt8(ascii: "]") : quote
    var end = token.end
    if end - token.start >= 2, lexer.bytes[end - 1] == closing { end -= 1 }
    let name = lexer.bytes[(token.start + 1)..<max(end, token.start + 1)]
    guard name.contains(closing) else { return String(decoding: name, as: UTF8.self) }
    // Inside, a quote is doubled.
    var bytes: [UInt8] = []
    for byte in name where byte != closing || bytes.last != closing { bytes.append(byte) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Passes a parenthesis with all that is in it; the current token is `(`.
  mutating func skipParenthesis() {
    var open = 0
    repeat {
      if current.isSymbol("(") { open += 1 }
      if current.isSymbol(")") { open -= 1 }
      advance()
    } while open > 0 && current.kind != .end
  }

  /// Whether the current token ends the statement or the parenthesis that it stands in.
  var isAtEnd: Bool {
    current.kind == .end || current.isSymbol(";") || current.isSymbol(")")
  }

  mutating func read() -> SQLStatement? {
    var first: SQLStatement?
    while true {
      while take(";") || take("(") {}
      guard current.kind == .word, isPlausible(current) else { return first }
      statement = SQLStatement(verb: .other)
      relations.removeAll(keepingCapacity: true)
      guard readStatement() else { return first }
      if statement.verb != .other, statement.verb != .begin { return statement }
      first = first ?? statement
      while current.kind != .end, !current.isSymbol(";") { advance() }
      if current.kind == .end { return first }
    }
  }

  /// Prose begins with a capital and goes on in small letters, SQL does not.
  private func isPlausible(_ token: SQLToken) -> Bool {
    guard token.end - token.start > 1 else { return false }
    let bytes = lexer.bytes[token.start..<token.end]
    let isUpper = bytes.allSatisfy { $0 == $0 & ~0x20 }
    return isUpper || bytes.allSatisfy { $0 == $0.asciiLowercased }
  }

  /// Whether a word is written in capitals: then one word alone is taken for SQL.
  private func isUppercase(_ token: SQLToken) -> Bool {
    lexer.bytes[token.start..<token.end].allSatisfy { $0 == $0 & ~0x20 }
  }

  /// Reads the statement at the current token; `false` when it is none.
  mutating func readStatement() -> Bool {
    let verb = current
    switch verb.word {
    case .select:
      advance()
      let isProse = !isUppercase(verb) && isPlainWord(current) && isPlainWord(following)
      readSelect()
      return !isProse || statement.table != nil
    case .insert, .replace: return readInsert()
    case .update: return readUpdate()
    case .delete: return readDelete()
    case .merge, .copy: return readBulkWrite()
    case .with: return readCommonTables()
    case .create, .alter, .drop, .truncate, .rename, .comment, .reindex: return readDefinition()
    case .begin, .start, .commit, .end, .rollback, .abort, .savepoint, .save, .release:
      return readTransaction(isUppercase: isUppercase(verb))
    case .set, .pragma, .show, .explain, .vacuum, .analyze, .lock, .unlock, .call, .do, .exec,
      .execute, .grant, .revoke, .use, .declare, .fetch, .listen, .notify, .discard,
      .deallocate, .prepare, .describe, .attach, .values, .table:
      return isUppercase(verb) || !following.isName || verb.word == .set || verb.word == .pragma
    default: return false
    }
  }

  /// Neither a keyword nor in quotes.
  private func isPlainWord(_ token: SQLToken) -> Bool {
    token.kind == .word && token.word == .none
  }

  private mutating func readTransaction(isUppercase: Bool) -> Bool {
    let word = current.word
    advance()
    switch word {
    case .begin: statement.verb = .begin
    case .start:
      guard take(.transaction) else { return false }
      statement.verb = .begin
    case .commit, .end: statement.verb = .commit
    case .savepoint: statement.verb = .savepoint
    case .save:
      guard take(.transaction) || take(.tran) else { return false }
      statement.verb = .savepoint
    case .release: statement.verb = .releaseSavepoint
    default:
      _ = take(.transaction) || take(.work) || take(.tran)
      statement.verb = current.word == .to ? .rollbackToSavepoint : .rollback
    }
    if isUppercase || word == .start || word == .save { return true }
    // In small letters it may be prose: nothing but the words of such a statement may follow.
    switch word {
    case .savepoint, .release: return current.isName && following.kind == .end
    case .end: return false
    default:
      return current.kind == .end || current.isSymbol(";") || current.word != .none
    }
  }

  /// `CREATE TABLE`, `CREATE UNIQUE INDEX … ON`, `ALTER TABLE`, …: the table that is defined.
  private mutating func readDefinition() -> Bool {
    let verb = current
    statement.verb = .definition
    advance()
    var isIndex = false
    while true {
      switch current.word {
      case .unique, .concurrently, .or, .replace, .not, .exists, .if, .only: advance()
      case .index:
        isIndex = true
        advance()
      case .table, .view, .column, .materialized:
        advance()
        while [.if, .not, .exists, .only].contains(current.word) { advance() }
        readTableName()
        return true
      case .on where isIndex:
        advance()
        _ = take(.only)
        readTableName()
        return true
      default:
        if isAtEnd || !isIndex {
          if verb.word == .truncate { readTableName() }
          return isUppercase(verb) || isIndex
        }
        advance()
      }
    }
  }

  /// `{}`, where code puts something in.
  private var isAtHole: Bool {
    current.kind == .placeholder && lexer.bytes[current.start] == UInt8(ascii: "{")
  }

  /// A table's name, perhaps with its schema. Whether there was a name, or code that puts one in.
  @discardableResult
  mutating func readTableName() -> Bool {
    if isAtHole {
      advance()
      return take(".") ? readTableName() : true
    }
    guard current.isName else { return false }
    var parts: (schema: SQLToken?, table: SQLToken) = (nil, current)
    advance()
    while current.isSymbol(".") {
      advance()
      if isAtHole {
        advance()
        return true
      }
      guard current.isName else { break }
      parts = (parts.table, current)
      advance()
    }
    guard relations.isEmpty else {
      let table = text(of: parts.table)
      relations.append(Relation(alias: nil, table: table))
      if statement.verb == .select { statement.joinedTables.append(table) }
      return true
    }
    statement.table = text(of: parts.table)
    statement.schema = parts.schema.map(text(of:))
    relations.append(Relation(alias: nil, table: text(of: parts.table)))
    return true
  }

  /// `AS alias`, or the bare alias, behind a table's name.
  mutating func readAlias() {
    let isNamed = take(.as)
    guard current.kind == .quoted || (current.kind == .word && (isNamed || current.word == .none)),
      !relations.isEmpty
    else { return }
    relations[relations.count - 1].alias = text(of: current)
    advance()
  }
}
