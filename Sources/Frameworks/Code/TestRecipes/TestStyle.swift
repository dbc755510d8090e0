import SourceCode

/// How the tests of a project are written: by what a file of them is known, what one test is, and
/// how it says what a call does.
///
/// A new test is written after a test that is there (`Exemplar`), so a style needs no words for
/// files, set-up or names: those are the neighbour's.
struct TestStyle: Sendable {
  /// As `TestCase.framework` says it.
  var framework: String
  var languages: Set<String>
  /// A file of such tests holds one piece of each group.
  var marks: [[String]]
  var form: Form
  /// Whether what a file declares is known to the others of its folder, so that a new one must not
  /// repeat it.
  var sharesFolder = false
  /// What a test sees, in the order of preference.
  var sights: [Sight]
  /// How a test says that the call works for another row after all that, with the hole
  /// `«other call»`; empty where nothing can stand behind a sight.
  var afterwards: [Sight] = []
  /// How a test runs a migration from the state before it, with the holes of `MigrationTest`.
  var migrations: [Sight] = []
  /// How a request is sent for each of two statuses.
  var loop: Loop?
  /// Names that the code of races declares and that a test may have declared already.
  var ownNames: Set<String> = []
  /// How requests are sent at once, in the order of preference.
  var requestRaces: [RequestRace] = []
  /// Files that hold one such test each, and near-misses: of another style, or without a test.
  var examples: Examples

  typealias Examples = (matches: [String], misses: [String])

  /// What one test is.
  enum Form: Sendable {
    /// A call that is given a title and a function: `test('…', () => {…})`.
    case call(Set<String>)
    /// A function, by the beginning of its name or by what stands before it.
    case function(prefixes: [String], annotations: Set<String>)
  }

  /// How a test says one thing about a call.
  struct Sight: Sendable {
    var answer: RefusedAnswer.Kind
    /// Whether the call is waited for; `nil` where that makes no difference.
    var isAwaited: Bool?
    /// Whether several callers run at once, instead of one after another.
    var isRace = false
    /// Pieces that the file of tests must not hold.
    var not: [String] = []
    /// With the holes of `EchoedTest.value(_:)`; each level of indentation is two blanks.
    var code: CodeTemplate
    var imports: [CodeImport] = []
    /// Whether the test's function has to say that it throws.
    var throwsChecked = false
    /// For a test that the suite must treat otherwise than the neighbour: in a file of its own.
    var apart: Apart?

    init(
      _ answer: RefusedAnswer.Kind, isAwaited: Bool? = nil, isRace: Bool = false,
      not: [String] = [], imports: [CodeImport] = [], throwsChecked: Bool = false,
      apart: Apart? = nil, _ code: CodeTemplate
    ) {
      self.apart = apart
      self.answer = answer
      self.isAwaited = isAwaited
      self.isRace = isRace
      self.not = not
      self.imports = imports
      self.throwsChecked = throwsChecked
      self.code = code
    }
  }

  /// How a file tells the suite to leave its tests out of the transaction that it rolls back.
  struct Apart: Sendable {
    /// The first lines of the tests' class or group.
    var opening: String?
    /// Words of the neighbour's file, and what stands in their place.
    var exchanged: [(word: String, by: String)] = []
  }

  /// How a test sends one request several times at once and compares the statuses.
  struct RequestRace: Sendable {
    /// With the holes of `EchoedRequestRace`.
    var code: CodeTemplate
    var imports: [CodeImport] = []
    /// What the test's function is given, by its name, before what it is given already.
    var parameter: String?
    /// Pieces that the file of tests must not hold.
    var not: [String] = []
    var apart: Apart?
    /// Whether the test's function has to say that it throws.
    var throwsChecked = false
  }

  /// How a test goes through statuses, and how it spells them.
  struct Loop: Sendable {
    /// With the holes `«first»` and `«second»`.
    var opening: CodeTemplate
    var closing: String
    var words: [Word]
    /// Other spellings than the number itself.
    var spellings: [Int: String] = [:]

    /// A status of success as tests name it.
    struct Word: Sendable {
      var shown: String
      /// What stands in its place in the loop.
      var becomes: String
      /// As a member of the list.
      var first: String
    }

    func spelled(_ status: Int) -> String { spellings[status] ?? String(status) }

    /// The numbers of success, in the place of each the variable.
    static func numbers(_ variable: String) -> [Word] {
      ["200", "201", "202", "204"].map { Word(shown: $0, becomes: variable, first: $0) }
    }
  }

  /// In the order of trial: the more particular one first.
  static let all: [TestStyle] = [
    .chai, .nodeAssert, .vitest, .jest,
    .rspec, .minitest, .titledMinitest, .pest, .phpunit,
    .jupiter, .jupiterKotlin, .kotlinTest, .junit4, .testify, .goTest, .xUnit, .nUnit, .exUnit,
  ]

  /// The style of a file; `nil` for one that holds no tests of a known kind.
  static func of(_ file: SourceFile, language: String) -> TestStyle? {
    all.first { style in
      style.languages.contains(language)
        && style.marks.allSatisfy { $0.contains(where: file.mentions) }
    }
  }
}
