extension SQLReader {
  /// A column, a value, or an expression of them. Always takes a token.
  mutating func readOperand() -> SQLOperand {
    let operand = readPrimary()
    return continueOperand(operand) ?? operand
  }

  /// What follows an operand and belongs to it: casts, collations, arithmetic; `nil` for nothing.
  mutating func continueOperand(_ first: SQLOperand) -> SQLOperand? {
    var operand = first
    var isContinued = false
    while true {
      if current.word == .collate {
        advance()
        operand.foldsCase = operand.foldsCase || isCaseless(current)
        advance()
      } else if current.word == .at, following.kind == .word {
        // AT TIME ZONE
        advance()
        advance()
        advance()
        _ = readPrimary()
        operand.isComputed = true
      } else if current.kind == .symbol, current.symbol == UInt8(ascii: ":") {
        advance()
        readType(&operand)
      } else if isArithmetic(current) {
        advance()
        let other = readPrimary()
        if operand.column == nil {
          operand.column = other.column
          operand.qualifier = other.qualifier
        }
        operand.parameter = operand.parameter ?? other.parameter
        operand.isComputed = true
      } else {
        return isContinued ? operand : nil
      }
      isContinued = true
    }
  }

  private func isArithmetic(_ token: SQLToken) -> Bool {
    guard token.kind == .symbol else { return false }
    switch token.symbol {
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "/"),
      UInt8(ascii: "%"), UInt8(ascii: "|"), UInt8(ascii: "&"), UInt8(ascii: "#"),
      UInt8(ascii: "^"), UInt8(ascii: "["), UInt8(ascii: "]"):
      return true
    default: return false
    }
  }

  /// The type of a cast: `::character varying(20)[]`.
  private mutating func readType(_ operand: inout SQLOperand) {
    operand.foldsCase = operand.foldsCase || isCaseless(current)
    guard current.isName else { return }
    advance()
    while current.kind == .word, current.word == .none { advance() }
    if current.isSymbol("(") { skipParenthesis() }
    if current.isSymbol("["), following.isSymbol("]") {
      advance()
      advance()
    }
  }

  /// `NOCASE`, `utf8mb4_general_ci`, `citext`.
  private func isCaseless(_ token: SQLToken) -> Bool {
    let name = text(of: token).lowercased()
    return name == "nocase" || name == "citext" || name.hasSuffix("_ci") || name.contains("_ci_")
  }

  private mutating func readPrimary() -> SQLOperand {
    while current.isSymbol("-") || current.isSymbol("+") || current.isSymbol("~") { advance() }
    var operand = SQLOperand()
    switch current.kind {
    case .placeholder:
      operand.parameter = current.parameter
      advance()
    case .quoted: readColumn(&operand)
    case .word: readWordOperand(&operand)
    case .symbol where current.isSymbol("("): return readParenthesis()
    default:
      if !current.isSymbol(")"), !current.isSymbol(";") { advance() }
    }
    return operand
  }

  private mutating func readWordOperand(_ operand: inout SQLOperand) {
    switch current.word {
    case .null:
      operand.isNull = true
      advance()
    case .true, .false, .default: advance()
    case .binary:
      advance()
      operand = readPrimary()
    case .case: skipCase()
    case .any, .some, .all:
      advance()
      if current.isSymbol("(") { operand = readParenthesis() }
      operand.isAny = true
    case .array where following.isSymbol("["):
      while current.kind != .end, !current.isSymbol("]"), !current.isSymbol(";") { advance() }
      advance()
    case .select: skipToClosing()
    default:
      readColumn(&operand)
    }
  }

  /// A column with its table, or a function with its arguments.
  private mutating func readColumn(_ operand: inout SQLOperand) {
    var name = current
    var qualifier: SQLToken?
    advance()
    // `DATE '2026-01-01'`, `INTERVAL '1 day'`
    if name.kind == .word, current.kind == .literal {
      advance()
      return
    }
    while current.isSymbol(".") {
      advance()
      guard current.isName else { break }
      qualifier = name
      name = current
      advance()
    }
    guard current.isSymbol("(") else {
      operand.column = name
      operand.qualifier = qualifier
      return
    }
    let isCast = name.word == .cast
    let isDirect = name.word.foldsCase || isCast
    operand = readParenthesis()
    operand.foldsCase = operand.foldsCase || name.word.foldsCase
    operand.isComputed = operand.isComputed || !isDirect
  }

  /// A parenthesis: a subquery, a list of values, the arguments of a function. The first column and
  /// the first placeholder stand for it.
  private mutating func readParenthesis() -> SQLOperand {
    guard depth < Self.depthMax, following.word != .select, following.word != .with else {
      skipParenthesis()
      var operand = SQLOperand()
      operand.isComputed = true
      return operand
    }
    depth += 1
    defer { depth -= 1 }
    advance()
    if take(.distinct) {}
    guard !current.isSymbol(")") else {
      advance()
      return SQLOperand()
    }
    var operand = readOperand()
    while current.kind != .end, !current.isSymbol(")"), !current.isSymbol(";") {
      if take(",") {
        operand.count += 1
        let other = readOperand()
        if operand.column == nil {
          (operand.column, operand.qualifier) = (other.column, other.qualifier)
        }
      } else if take(.as) {
        readType(&operand)
      } else {
        operand.isComputed = true
        if current.isSymbol("(") { skipParenthesis() } else { advance() }
      }
    }
    _ = take(")")
    return operand
  }

  /// `CASE … END`
  private mutating func skipCase() {
    var open = 0
    repeat {
      if current.word == .case { open += 1 }
      if current.word == .end { open -= 1 }
      advance()
    } while open > 0 && current.kind != .end && !current.isSymbol(";")
  }
}
