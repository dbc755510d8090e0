/// One Python statement with its place. A compound statement reaches to the end of its last block.
public struct PythonStatement: Sendable, Hashable {
  public var kind: Kind
  public var span: CodeSpan

  public init(_ kind: Kind, span: CodeSpan) {
    self.kind = kind
    self.span = span
  }

  public indirect enum Kind: Sendable, Hashable {
    case function(PythonFunction)
    case `class`(PythonClass)
    /// `if` and every `elif` as one branch each, then `else`.
    case `if`([PythonBranch], orelse: [PythonStatement])
    case `while`(PythonExpression, body: [PythonStatement], orelse: [PythonStatement])
    case `for`(PythonLoop)
    case `try`(PythonTry)
    case with([PythonWithItem], body: [PythonStatement])
    case match(PythonExpression, [PythonCase])
    case `return`(PythonExpression?)
    case raise(PythonExpression?, cause: PythonExpression?)
    /// `a = b = value`
    case assign([PythonExpression], PythonExpression)
    /// `target: annotation = value`
    case annotate(PythonExpression, PythonExpression, value: PythonExpression?)
    /// `target += value`; the operator as written, with its `=`.
    case augment(PythonExpression, String, PythonExpression)
    case expression(PythonExpression)
    /// `import a.b as c`
    case `import`([PythonImportedName])
    /// `from ..module import name as alias`; the module is empty for `from . import name`.
    case importFrom(module: String, level: Int, [PythonImportedName])
    case delete([PythonExpression])
    case assert(PythonExpression, message: PythonExpression?)
    case global([String])
    case nonlocal([String])
    /// `type Name = value`
    case typeAlias(String, PythonExpression)
    case pass, `break`, `continue`
    /// A block whose first line lies before the excerpt.
    case unseenHead([PythonStatement])
    /// A compound statement whose head begins before the excerpt: the expressions of what is left
    /// of the head, and the block.
    case partialHead([PythonExpression], [PythonStatement])
    /// What could not be read as written, with the expressions that could.
    case unreadable([PythonExpression])
  }
}

public struct PythonFunction: Sendable, Hashable {
  public var name: String
  public var parameters: [PythonParameter]
  public var returns: PythonExpression?
  public var decorators: [PythonExpression]
  public var isAsync: Bool
  public var body: [PythonStatement]
  /// The line of `def`, which is not that of the first decorator.
  public var line: Int
}

public struct PythonClass: Sendable, Hashable {
  public var name: String
  /// Bases, and keywords such as `metaclass=`.
  public var arguments: [PythonArgument]
  public var decorators: [PythonExpression]
  public var body: [PythonStatement]
  /// The line of `class`.
  public var line: Int

  /// The dotted names of the bases, as written; of a generic one (`Repository[Boat]`) the class.
  public var bases: [String] {
    arguments.compactMap { argument in
      guard argument.kind == .positional else { return nil }
      if case .subscripted(let base, _) = argument.value.kind { return base.dottedName }
      return argument.value.dottedName
    }
  }
}

public struct PythonBranch: Sendable, Hashable {
  /// `nil` when the branch's head lies before the excerpt.
  public var test: PythonExpression?
  public var body: [PythonStatement]
}

public struct PythonLoop: Sendable, Hashable {
  public var target: PythonExpression
  public var iterable: PythonExpression
  public var body: [PythonStatement]
  public var orelse: [PythonStatement]
  public var isAsync: Bool
}

public struct PythonTry: Sendable, Hashable {
  public var body: [PythonStatement]
  public var handlers: [Handler] = []
  public var orelse: [PythonStatement] = []
  public var finally: [PythonStatement] = []

  public struct Handler: Sendable, Hashable {
    /// `IntegrityError`, a tuple of them, or `nil` for a bare `except:`.
    public var type: PythonExpression?
    public var name: String?
    public var body: [PythonStatement]
    public var span: CodeSpan

    /// The dotted names of the types that are caught; empty for a bare `except:`.
    public var typeNames: [String] {
      guard let type else { return [] }
      if case .tuple(let types) = type.kind { return types.compactMap(\.dottedName) }
      return type.dottedName.map { [$0] } ?? []
    }
  }
}

public struct PythonWithItem: Sendable, Hashable {
  public var context: PythonExpression
  public var target: PythonExpression?
}

public struct PythonCase: Sendable, Hashable {
  /// The pattern as far as it reads as an expression.
  public var pattern: PythonExpression
  public var `guard`: PythonExpression?
  public var body: [PythonStatement]
}

public struct PythonImportedName: Sendable, Hashable {
  /// Dotted for `import a.b`; `*` for a star import.
  public var name: String
  public var alias: String?
}
