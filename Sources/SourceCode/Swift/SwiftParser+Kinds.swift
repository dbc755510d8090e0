extension SwiftParser {
  /// What kind of statement begins here, told by its first words; passes attributes, modifiers and
  /// the keyword.
  mutating func parseKind() -> SwiftStatement.Kind {
    skipAttributesAndModifiers()
    guard current.kind == .word else { return .expression }
    let keyword = text(of: current)
    if let kind = Self.plainKinds[keyword] {
      position += 1
      return kind
    }
    switch keyword {
    case "func":
      position += 1
      return .function(takeName())
    case "init", "deinit", "subscript":
      // `init` begins a declaration only with its parameters behind it.
      position += 1
      return .function(keyword)
    case "struct", "class", "enum", "actor", "protocol", "extension":
      guard token(at: position + 1).kind == .word else { return .expression }
      position += 1
      return .type(takeName())
    case "let", "var":
      position += 1
      return .binding(current.kind == .word ? takeName() : "")
    case "import":
      position += 1
      return .import(current.kind == .word ? takeName() : "")
    default: return .expression
    }
  }

  private static let plainKinds: [String: SwiftStatement.Kind] = [
    "if": .if, "guard": .guard, "for": .for, "while": .while, "repeat": .repeat, "do": .do,
    "switch": .switch, "defer": .defer, "return": .return, "throw": .throw,
  ]

  private static let modifiers: Set<String> = [
    "public", "private", "fileprivate", "internal", "open", "package", "static", "final",
    "override", "mutating", "nonmutating", "lazy", "weak", "unowned", "required", "convenience",
    "indirect", "nonisolated", "isolated", "dynamic", "optional", "async", "consuming",
    "borrowing", "prefix", "postfix", "infix", "distributed",
  ]

  private mutating func skipAttributesAndModifiers() {
    while true {
      if current.isPunctuation("@") {
        position += 1
        if current.kind == .word { position += 1 }
        let isAdjacent = token(at: position - 1).end == current.start
        if current.isPunctuation("("), isAdjacent { skipParenthesis() }
      } else if current.kind == .word, isModifier {
        position += 1
        if current.isPunctuation("("), token(at: position - 1).end == current.start {
          skipParenthesis()
        }
      } else {
        return
      }
    }
  }

  /// Whether the word is a modifier here: another word follows, on this line or the next.
  private var isModifier: Bool {
    let word = text(of: current)
    let next = token(at: position + 1)
    if word == "class" {
      return isWord(next, "func") || isWord(next, "var") || isWord(next, "let")
    }
    guard Self.modifiers.contains(word) else { return false }
    return next.kind == .word || next.isPunctuation("(") || next.isPunctuation("@")
  }

  private mutating func skipParenthesis() {
    var open = 0
    repeat {
      if current.isPunctuation("(") { open += 1 }
      if current.isPunctuation(")") { open -= 1 }
      position += 1
    } while open > 0 && !isAtEnd
  }

  /// A name with dots, or the sign of an operator function.
  private mutating func takeName() -> String {
    var name = text(of: current)
    guard !isAtEnd else { return "" }
    position += 1
    while current.isPunctuation("."), token(at: position + 1).kind == .word {
      name += "." + text(of: token(at: position + 1))
      position += 2
    }
    return name.hasPrefix("`") ? String(name.dropFirst().dropLast()) : name
  }
}

extension SwiftStatement.Kind {
  /// Whether the first block is the statement's own, not a closure.
  var hasBody: Bool {
    switch self {
    case .function, .type, .if, .guard, .for, .while, .repeat, .do, .switch, .defer: true
    default: false
    }
  }

  /// Whether nothing of the statement can follow its block.
  var endsWithBlock: Bool {
    switch self {
    case .function, .type, .guard, .for, .while, .defer, .switch: true
    default: false
    }
  }
}
