/// One Python expression with its place.
public struct PythonExpression: Sendable, Hashable {
  public var kind: Kind
  public var span: CodeSpan

  public init(_ kind: Kind, span: CodeSpan) {
    self.kind = kind
    self.span = span
  }

  public indirect enum Kind: Sendable, Hashable {
    case name(String)
    /// `base.name`
    case attribute(PythonExpression, String)
    case call(PythonExpression, [PythonArgument])
    /// `base[indices]`; slices appear as `.slice`.
    case subscripted(PythonExpression, [PythonExpression])
    case string(PythonString)
    /// As written: `1_000`, `0x1F`, `3j`.
    case number(String)
    case none, `true`, `false`, ellipsis
    /// `+ - * / // % @ ** << >> & | ^`
    case binary(PythonExpression, String, PythonExpression)
    /// `and` or `or`, all operands of one run.
    case boolean(String, [PythonExpression])
    /// `a < b <= c`: the first operand, then each operator (`not in` and `is not` with one blank)
    /// with its right operand.
    case comparison(PythonExpression, [Comparison])
    /// `not`, `-`, `+`, `~`
    case unary(String, PythonExpression)
    case list([PythonExpression])
    case tuple([PythonExpression])
    case set([PythonExpression])
    case dictionary([DictionaryItem])
    case comprehension(Comprehension)
    case lambda([PythonParameter], PythonExpression)
    case conditional(test: PythonExpression, then: PythonExpression, otherwise: PythonExpression)
    case await(PythonExpression)
    case yield(PythonExpression?)
    case yieldFrom(PythonExpression)
    /// `*value`
    case starred(PythonExpression)
    /// `name := value`
    case named(PythonExpression, PythonExpression)
    case slice(PythonExpression?, PythonExpression?, PythonExpression?)
    /// `Point(x=0)` in the pattern of a `case`: looks like a call, and is none.
    case classPattern(PythonExpression, [PythonArgument])
    /// What could not be read as written (cut off, too deep), with the parts that could.
    case unreadable([PythonExpression])
  }

  public struct Comparison: Sendable, Hashable {
    public var `operator`: String
    public var operand: PythonExpression
  }

  public struct DictionaryItem: Sendable, Hashable {
    /// `nil` for `**value`.
    public var key: PythonExpression?
    public var value: PythonExpression
  }

  public struct Comprehension: Sendable, Hashable {
    public var kind: Kind
    public var element: PythonExpression
    /// The value of a dictionary comprehension.
    public var value: PythonExpression?
    public var clauses: [Clause]

    public enum Kind: Sendable, Hashable { case list, set, dictionary, generator }

    /// `for target in iterable if condition …`
    public struct Clause: Sendable, Hashable {
      public var target: PythonExpression
      public var iterable: PythonExpression
      public var conditions: [PythonExpression]
    }
  }
}

/// String literals that stand side by side, as one value.
public struct PythonString: Sendable, Hashable {
  /// Escapes resolved; each interpolation of an f-string appears as `{}`.
  public var value: String
  public var isBytes = false
  /// Whether a part is an f-string (or a t-string).
  public var isFormatted = false
  /// The expressions inside the braces of f-strings, in order.
  public var interpolations: [PythonExpression] = []

  public init(value: String) {
    self.value = value
  }
}

/// One argument of a call, or one base of a class.
public struct PythonArgument: Sendable, Hashable {
  public var kind: Kind
  public var value: PythonExpression

  public init(_ kind: Kind, _ value: PythonExpression) {
    self.kind = kind
    self.value = value
  }

  public enum Kind: Sendable, Hashable {
    case positional
    case keyword(String)
    /// `*value`
    case star
    /// `**value`
    case doubleStar
  }

  /// The keyword's name, for a keyword argument.
  public var name: String? {
    if case .keyword(let name) = kind { name } else { nil }
  }
}

public struct PythonParameter: Sendable, Hashable {
  /// Empty for the bare `*` and `/`.
  public var name: String
  public var kind: Kind
  public var annotation: PythonExpression?
  public var defaultValue: PythonExpression?
  public var span: CodeSpan

  public enum Kind: Sendable, Hashable {
    case plain
    /// `*name`, or the bare `*` before keyword-only parameters.
    case star
    /// `**name`
    case doubleStar
    /// The `/` after positional-only parameters.
    case slash
  }
}
