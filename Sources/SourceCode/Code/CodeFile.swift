/// A file or excerpt of code, read without running it.
///
/// The reader is light: it knows the blocks, the statements in them and the calls with their
/// arguments, and nothing of types. A chain (`User.where(a: 1).first`) is one value with links, so
/// that a look-up reads as it stands; operators are kept in a flat list without precedence.
public struct CodeFile: Sendable {
  public let language: CodeLanguage
  public let text: String
  public let body: CodeBlock

  /// Reads a text; never fails, and is content with one that is cut off at both ends.
  ///
  /// - Parameter firstLine: 1-based number of the text's first line in the file.
  public init(parsing text: String, language: CodeLanguage, firstLine: Int = 1) {
    let tokens = CodeTokenizer.tokens(of: text, language, firstLine: firstLine)
    var parser = CodeParser(tokens: tokens, language: language)
    self.language = language
    self.text = text
    body = parser.readFile(firstLine: firstLine, end: text.utf8.count)
  }

  /// The file read by its extension; `nil` for a language that is not known.
  public init?(parsing file: SourceFile) {
    guard let language = CodeLanguage.of(path: file.path) else { return nil }
    self.init(parsing: file.text, language: language, firstLine: file.firstLine)
  }

  /// The blocks around a line, outermost first; the file's own is the first.
  public func blocks(aroundLine line: Int) -> [CodeBlock] {
    var path = [body]
    while path.count <= SourceLimits.nestingMax * 2,
      let inner = path[path.count - 1].innerBlocks.last(where: { $0.span.contains(line: line) })
    {
      path.append(inner)
    }
    return path
  }

  /// The function around a line with the types and functions around it and dots between:
  /// `UsersController.create`; `nil` outside of functions.
  public func functionName(ofLine line: Int) -> String? {
    let path = blocks(aroundLine: line)
    guard let last = path.lastIndex(where: { $0.kind == .function }) else { return nil }
    return path[...last].filter { $0.kind == .function || $0.kind == .type }
      .compactMap(\.name).joined(separator: ".")
  }

  /// All functions with a name, outermost first, each with the names of the types around it.
  public var functions: [(types: [String], block: CodeBlock)] {
    var found: [(types: [String], block: CodeBlock)] = []
    func collect(_ block: CodeBlock, _ types: [String]) {
      var types = types
      if block.kind == .type, let name = block.name { types.append(name) }
      for inner in block.innerBlocks {
        if inner.kind == .function { found.append((types, inner)) }
        collect(inner, types)
      }
    }
    collect(body, [])
    return found
  }

  /// The declared types, outermost first.
  public var types: [CodeBlock] {
    var found: [CodeBlock] = []
    func collect(_ block: CodeBlock) {
      for inner in block.innerBlocks {
        if inner.kind == .type { found.append(inner) }
        collect(inner)
      }
    }
    collect(body)
    return found
  }

  /// All calls, in the order of the source.
  public var calls: [CodeCall] { body.calls }
}

/// A stretch of statements and what it is for.
public struct CodeBlock: Sendable {
  public enum Kind: Sendable, Hashable {
    case file, function, type
    /// A function without a name, a block that is passed to a call.
    case lambda
    /// The body of `if`; of `unless` and `guard` one that runs when the condition does not hold.
    case condition, negatedCondition
    /// `else`.
    case alternative
    case loop
    /// `switch` and its kin, which hold clauses.
    case choice, clause
    /// `try`, `catch`, `finally`.
    case attempt, handler, cleanup
    case scope
    /// What was before a bracket that closes nothing in sight: the rest of a block whose beginning
    /// is not in the excerpt.
    case cut
  }

  public var kind: Kind
  /// Of a function or type.
  public var name: String?
  /// The condition, the subject, the pattern, the exceptions of a handler.
  public var head: CodeExpression?
  public var parameters: [CodeParameter] = []
  /// What a type inherits or implements, without type arguments.
  public var bases: [String] = []
  /// `@Transactional`, `[HttpPost("/x")]`, `#[Route(…)]`, as calls.
  public var annotations: [CodeCall] = []
  /// Words before a definition: `private`, `async`, `static`.
  public var modifiers: [String] = []
  public var statements: [CodeStatement] = []
  /// From the head (with its annotations) to the end of the block.
  public var span: CodeSpan

  init(kind: Kind, name: String? = nil, span: CodeSpan) {
    self.kind = kind
    self.name = name
    self.span = span
  }
}

/// A parameter of a function or of a lambda.
public struct CodeParameter: Sendable {
  public var name: String
  /// The last word of its type without type arguments: `RegisterRequest`.
  public var type: String?
  public var annotations: [CodeCall] = []
}

/// One statement.
public struct CodeStatement: Sendable {
  public enum Kind: Sendable, Hashable {
    case expression
    /// A function or type: `blocks` holds it.
    case definition
    /// `if`, `while`, `try`, …: `blocks` holds its parts in order.
    case control
    case result, raise
    /// `break`, `continue`, `next`.
    case leave
    case using
  }

  public var kind: Kind
  /// What is assigned to; of a destructuring assignment a list or an object.
  public var targets: [CodeExpression] = []
  /// `=`, `:=`, `+=`, `||=`, …; `nil` for what assigns nothing.
  public var assignment: String?
  public var value: CodeExpression?
  public var blocks: [CodeBlock] = []
  public var annotations: [CodeCall] = []
  public var modifiers: [String] = []
  /// The type that a declaration names, if any, without type arguments.
  public var type: String?
  public var span: CodeSpan

  init(kind: Kind, span: CodeSpan) {
    self.kind = kind
    self.span = span
  }
}

/// A value of the source.
public struct CodeExpression: Sendable {
  public indirect enum Kind: Sendable {
    /// A variable, a constant, `nil`, `this`: as it is written.
    case name(String)
    case number(String)
    case string(CodeString)
    /// `:name`.
    case symbol(String)
    /// At least one call, member or index.
    case chain([CodeLink])
    case list([CodeExpression])
    case object([CodeArgument])
    case lambda(CodeBlock)
    /// Values with the operators between them: one operator fewer than values. An empty operator
    /// stands between two values side by side.
    case operation([CodeExpression], [String])
    /// `!x`, `await x`, `...x`.
    case prefixed(String, CodeExpression)
    /// A statement that is used as a value.
    case control(CodeStatement)
    case nothing
  }

  public var kind: Kind
  public var span: CodeSpan
}

/// A text literal.
public struct CodeString: Sendable, Hashable {
  /// The value; `{}` where something is put in.
  public var value: String
  /// What is put in, as it is written, cut to a reasonable length.
  public var interpolations: [String]
  public var isPattern: Bool
}

/// One step of a chain: `User`, `.where(…)`, `[0]`.
public struct CodeLink: Sendable {
  /// Empty when `head` is the value, and for a call or index of what is before it.
  public var name: String
  /// What is before the name: empty for the first link, `new`, `.`, `?.`, `->`, `::`, `|>`.
  public var separator: String
  /// The first link's value when it is no name: `(a + b).round`.
  public var head: CodeExpression?
  /// `nil` when nothing is called.
  public var arguments: [CodeArgument]?
  public var index: [CodeArgument]?
  /// The function behind the call: `{ … }`, `do … end`.
  public var block: CodeBlock?
  public var span: CodeSpan
}

extension CodeLink {
  /// A call without parentheses and arguments.
  public init(calling name: String, span: CodeSpan) {
    self.init(name: name, separator: "", arguments: [], span: span)
  }
}

/// What is given to a call, or a member of an object literal.
public struct CodeArgument: Sendable {
  /// `name:`, `"name" =>`, `name =`.
  public var key: String?
  public var value: CodeExpression

  public init(key: String?, value: CodeExpression) {
    self.key = key
    self.value = value
  }
}

/// A call with the chain before it.
public struct CodeCall: Sendable {
  /// The links before the call, in order; empty for a bare call.
  public var receiver: [CodeLink]
  public var name: String
  /// `new` for a constructor's.
  public var separator: String
  public var arguments: [CodeArgument]
  public var block: CodeBlock?
  /// From the start of the chain to the end of the call.
  public var span: CodeSpan
  /// The call's own link.
  public var linkSpan: CodeSpan
}
