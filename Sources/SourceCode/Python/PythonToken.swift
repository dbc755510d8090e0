/// One token of Python source. Offsets are 32-bit: a module is bounded far below that.
struct PythonToken {
  var kind: Kind
  /// The keyword or operator; `.none` for everything else.
  var word: PythonWord = .none
  var start: Int32
  var end: Int32
  /// 1-based lines of the text (not of the file) where the token begins and ends.
  var line: Int32
  var endLine: Int32

  enum Kind: UInt8 {
    case name, keyword, number, string, `operator`, unknown
    /// The pieces of an f-string: its opening quotes, literal text, closing quotes. The braces and
    /// what is between them are ordinary tokens.
    case formattedStart, formattedText, formattedEnd
    case newline, indent, dedent
    /// The line is indented less than everything before it: blocks end whose heads were not seen.
    case outdent
    /// The excerpt begins inside a bracket.
    case unseenBracket
    case end
  }
}

/// Keywords and operators.
enum PythonWord: String, CaseIterable {
  case none = ""
  case and, `as`, assert, async, await, `break`, `class`, `continue`, def, del, elif, `else`, except
  case finally, `for`, from, global, `if`, `import`, `in`, `is`, lambda, nonlocal, not, or, pass
  case raise, `return`, `try`, `while`, with, yield
  case falseValue = "False"
  case noneValue = "None"
  case trueValue = "True"
  case leftParenthesis = "("
  case rightParenthesis = ")"
  case leftBracket = "["
  case rightBracket = "]"
  case leftBrace = "{"
  case rightBrace = "}"
  case comma = ","
  case colon = ":"
  case semicolon = ";"
  case dot = "."
  case ellipsis = "..."
  case arrow = "->"
  case at = "@"
  case assign = "="
  case walrus = ":="
  case plus = "+"
  case minus = "-"
  case times = "*"
  case power = "**"
  case divide = "/"
  case floorDivide = "//"
  case remainder = "%"
  case shiftLeft = "<<"
  case shiftRight = ">>"
  case bitAnd = "&"
  case bitOr = "|"
  case bitXor = "^"
  case invert = "~"
  case equal = "=="
  case notEqual = "!="
  case oldNotEqual = "<>"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case plusAssign = "+="
  case minusAssign = "-="
  case timesAssign = "*="
  case powerAssign = "**="
  case divideAssign = "/="
  case floorDivideAssign = "//="
  case remainderAssign = "%="
  case atAssign = "@="
  case andAssign = "&="
  case orAssign = "|="
  case xorAssign = "^="
  case shiftLeftAssign = "<<="
  case shiftRightAssign = ">>="

  /// By the text's bytes, packed into one integer.
  private static let byBytes: [UInt64: PythonWord] = Dictionary(
    uniqueKeysWithValues: allCases.map { word in
      (word.rawValue.utf8.reduce(0) { $0 << 8 | UInt64($1) }, word)
    })

  /// The word that these bytes spell, `.none` if they spell none.
  init(spelled bytes: ArraySlice<UInt8>) {
    guard bytes.count <= 8 else {
      self = .none
      return
    }
    self = Self.byBytes[bytes.reduce(0) { $0 << 8 | UInt64($1) }] ?? .none
  }

  /// A word that can stand at the beginning of a line only when that line begins a statement. Tells
  /// that a bracket before it was never closed.
  var alwaysBeginsStatement: Bool {
    switch self {
    case .assert, .break, .class, .continue, .def, .del, .elif, .except, .finally, .global,
      .import, .nonlocal, .pass, .raise, .return, .try, .while, .with:
      true
    default: false
    }
  }

  var isAugmentedAssignment: Bool {
    switch self {
    case .plusAssign, .minusAssign, .timesAssign, .powerAssign, .divideAssign,
      .floorDivideAssign, .remainderAssign, .atAssign, .andAssign, .orAssign, .xorAssign,
      .shiftLeftAssign, .shiftRightAssign:
      true
    default: false
    }
  }

  var isClosingBracket: Bool {
    self == .rightParenthesis || self == .rightBracket || self == .rightBrace
  }

  var isOpeningBracket: Bool {
    self == .leftParenthesis || self == .leftBracket || self == .leftBrace
  }

  /// How tightly a binary operator binds; `nil` for other words. `not` is `not in` there.
  var precedence: Int? {
    switch self {
    case .or: 1
    case .and: 2
    case .in, .not, .is, .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual,
      .oldNotEqual:
      4
    case .bitOr: 5
    case .bitXor: 6
    case .bitAnd: 7
    case .shiftLeft, .shiftRight: 8
    case .plus, .minus: 9
    case .times, .divide, .floorDivide, .remainder, .at: 10
    default: nil
    }
  }
}
