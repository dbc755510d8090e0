import EventSchema

/// What the light reader of code must know of one language: its lexis and its grammar, as tables.
///
/// Nothing here names a library. A language is one file in `Code/Languages` and one line in `all`.
public struct CodeLanguage: Sendable {
  /// As `exception.language` says it: `ruby`, `javascript`.
  public var name: String
  /// Without the dot, in lower case.
  public var fileExtensions: [String]
  var lexis: CodeLexis
  var grammar: CodeGrammar
  /// Sources with what is found in them, and near-misses.
  public var examples: [Example]

  /// In the order of the manual.
  public static let all: [CodeLanguage] = [
    .ruby, .javaScript, .php, .elixir, .java, .kotlin, .cSharp, .go, .swift, .rust,
  ]

  /// The language of a file, by its extension.
  public static func of(path: String) -> CodeLanguage? {
    guard path.contains(ascii: ".") else { return nil }
    let fileExtension = path.part(behindLast: ".")
    return byExtension[fileExtension] ?? byExtension[fileExtension.lowercased()[...]]
  }

  private static let byExtension = Dictionary(
    all.flatMap { language in language.fileExtensions.map { ($0[...], language) } },
    uniquingKeysWith: { first, _ in first })

  /// A source and an outline of what is read in it.
  public struct Example: Sendable {
    public var source: String
    /// Names of the functions around `↓`'s line with dots between; `nil` outside of functions.
    public var function: String?
    /// The calls of the source in order, each as `receiver.name(arguments)` without values:
    /// `User.create(name:, 1)` is a call with a named argument and one that has no name.
    public var calls: [String]
    let file: StaticString
    let line: UInt

    init(
      _ source: String, function: String?, calls: [String], file: StaticString = #filePath,
      line: UInt = #line
    ) {
      self.source = source
      self.function = function
      self.calls = calls
      self.file = file
      self.line = line
    }
  }
}

/// How a language's text falls into tokens.
struct CodeLexis: Sendable {
  /// What begins a comment to the end of the line.
  var lineComments: [String]
  /// What begins as a comment does and is none (`#[`).
  var notComments: [String] = []
  var blockComments: [BlockComment] = []
  /// In the order of trial: the longer opening first.
  var strings: [StringForm]
  /// What begins a text that stands on the next lines: `<<` (Ruby), `<<<` (PHP).
  var heredoc: String? = nil
  /// `%w[a b]`, `%q(text)`.
  var hasPercentLiterals = false
  /// `~s(text)`, `~r/pattern/`.
  var hasSigils = false
  /// `/pattern/` where a value is expected.
  var hasRegularExpressions = false
  /// Bytes beside letters and `_` that begin a name: `$` and `@`.
  var namePrefixes: [UInt8] = []
  /// Bytes that may end a name: `?` and `!`.
  var nameSuffixes: [UInt8] = []
  /// `:name` is a value of its own.
  var hasSymbols = false
  /// `name:` without a blank is one word, a key.
  var hasLabels = false
  /// `'a` is a name (Rust's lifetimes) unless a quote closes it.
  var quoteMayBeginName = false
  /// What code begins behind and ends before; other text is passed over (`<?php`, `?>`).
  var island: (opening: [String], closing: String)? = nil

  struct BlockComment: Sendable {
    var opening: String
    var closing: String
    var nests = false
    /// Only at the start of a line (`=begin`).
    var startsLine = false
  }

  struct StringForm: Sendable {
    var opening: String
    var closing: String
    /// What is put before a character that does not mean itself.
    var escape: UInt8? = UInt8(ascii: "\\")
    /// Whether the closing quote stands for itself when it is doubled.
    var doublesQuote = false
    var spansLines = false
    /// What begins an expression inside; it ends with the bracket that closes the one in it.
    var interpolation: String? = nil
    /// `$name` inside is a value.
    var interpolatesNames = false
    /// Any number of `#` before the quote, at least `fencesMin`, which must follow it at the end.
    var isFenced = false
    var fencesMin = 0
  }
}

/// How a language's tokens fall into blocks and calls.
struct CodeGrammar: Sendable {
  var keywords: [String: CodeKeyword]
  /// Blocks end with `end` (Ruby, Elixir) and not with `}`.
  var blocksEndWithWord = false
  /// A line's end ends a statement that could end there.
  var newlinesEndStatements: Bool
  /// What stands between a value and its member.
  var memberOperators: Set<String>
  /// What stands between the parameters and the body of a function without a name.
  var lambdaArrows: Set<String> = []
  /// `x |> f(y)`.
  var pipe: String? = nil
  /// `name(…) {` inside of a type's body, or of an object, is a function.
  var definesWithoutKeyword = false
  /// `if x {` and not `if (x) {`.
  var headsAreBare = false
  /// What `{` means where a value is expected.
  var braces: Braces = .object
  /// `name(…) { … }` passes a function.
  var hasTrailingLambdas = false
  /// `Name{…}` and `new Name {…}` are values.
  var literalsFollowNames = false
  /// `name value, value` is a call.
  var callsWithoutParentheses = false
  /// `name<Type>(…)`.
  var hasGenerics = false
  /// `(a: 1)`, `(a = 1)`, `("a" => 1)`.
  var keySeparators: Set<String> = [":"]
  /// What begins an annotation: `@`, `#[`, `[`.
  var annotation: String? = nil
  /// Calls that make a list or an object: PHP's `array(…)`.
  var literalCalls: Set<String> = []
  /// `|a, b| …` where a value is expected is a function (Rust).
  var barsAreLambdas = false
  /// `.name` where a value is expected is a value (Swift).
  var startsWithDot = false
  /// Keywords of functions that are their names too: `init`.
  var namesOfFunctionWords: Set<String> = []
  /// Marks that may follow a value without a meaning for us: `!`, `?`.
  var suffixMarks: Set<String> = ["++", "--"]
  /// `name: Type` or `name Type` in declarations.
  var typesFollowNames = false

  enum Braces: Sendable {
    case object, lambda, list
  }
}

/// What a word of a language does.
enum CodeKeyword: Sendable, Hashable {
  case function, type
  /// `if`, and one whose body runs when it does not hold.
  case condition, negatedCondition
  /// `guard … else {}`.
  case requirement
  case alternativeCondition, alternative
  case loop, choice, clause, attempt, handler, cleanup
  /// A block with or without a head that is none of those: `using`, `synchronized`, `defer`.
  case scope
  /// `return`, `raise`, and `break` or `continue`.
  case result, raise, leave
  case using, modifier, declaration, new
  /// A function without a name that ends with `end`: Elixir's `fn`.
  case lambda
  /// `end`, `do`, `then`.
  case end, opening
  /// Words between or before values: `and`, `not`, `instanceof`, `await`.
  case infix, prefix
}
