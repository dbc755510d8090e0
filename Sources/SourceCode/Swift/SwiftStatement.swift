/// One statement or declaration of Swift, at the depth of lines and blocks. It reaches to the end
/// of its last block.
public struct SwiftStatement: Sendable, Hashable {
  public var kind: Kind
  public var span: CodeSpan
  /// Everything outside of the blocks, up to the first of them: the condition of an `if`, a
  /// function's signature.
  public var head: CodeSpan
  /// Calls outside of the blocks, in the order in which they are closed.
  public var calls: [SwiftCall] = []
  /// String literals outside of the blocks.
  public var strings: [SwiftString] = []
  /// In the order of the source; closures are blocks too.
  public var blocks: [SwiftBlock] = []

  public enum Kind: Sendable, Hashable {
    /// `func`, `init`, `deinit` and `subscript`, by name.
    case function(String)
    /// `struct`, `class`, `enum`, `actor`, `protocol` and `extension`, by name.
    case type(String)
    case `if`, `guard`, `for`, `while`, `repeat`, `do`, `switch`, `defer`
    /// One `case …:` or `default:` of a switch with its statements.
    case switchCase
    /// `let` or `var`, with the first name.
    case binding(String)
    case `import`(String)
    case `return`, `throw`
    /// A block whose head lies before the excerpt.
    case unseenHead
    case expression
  }
}

public struct SwiftBlock: Sendable, Hashable {
  public var role: Role
  public var statements: [SwiftStatement]
  public var span: CodeSpan

  public enum Role: Sendable, Hashable {
    case body, orelse, `catch`, closure
    /// Of an `else if`.
    case alternative
  }
}

/// A call with what can be told without types.
public struct SwiftCall: Sendable, Hashable {
  /// `Table.insert` for names alone; only the last name when the base is more than names.
  public var callee: String
  /// Whether `callee` is all of it.
  public var isWholeCallee: Bool
  public var arguments: [Argument]
  public var span: CodeSpan

  public struct Argument: Sendable, Hashable {
    public var label: String?
    public var span: CodeSpan
  }

  /// The last name: `insert`.
  public var name: String {
    callee.lastIndex(of: ".").map { String(callee[callee.index(after: $0)...]) } ?? callee
  }
}

public struct SwiftString: Sendable, Hashable {
  /// Escapes resolved, each interpolation as `{}`.
  public var value: String
  public var span: CodeSpan
}

extension SwiftStatement {
  /// Calls `body` for this statement and every one below it, outermost first; `false` keeps out of
  /// a statement's blocks.
  public func visit(_ body: (SwiftStatement) -> Bool) {
    guard body(self) else { return }
    for block in blocks {
      for statement in block.statements { statement.visit(body) }
    }
  }

  /// The calls of this statement and of those below it.
  public var allCalls: [SwiftCall] {
    var calls: [SwiftCall] = []
    visit { statement in
      calls += statement.calls
      return true
    }
    return calls
  }
}
