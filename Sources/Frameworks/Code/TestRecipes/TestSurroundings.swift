import DatabaseErrors
import EventSchema
import SourceCode

/// What a suite does around its tests: which database it uses, and what becomes of the rows.
///
/// Read from what stands around a test in its file, and from the files of the suite that hold no
/// tests: helpers, base classes, set-up.
struct TestSurroundings {
  /// What becomes of the rows that a test has made.
  enum Rows: Sendable, Hashable {
    /// They are stored, and deleted before the next test or after this one.
    case cleaned
    /// They are in a transaction that is rolled back, and the suite has a word by which a file of
    /// tests is left out of that.
    case rolledBack
    /// Something else, or nothing that is known.
    case unknown
  }

  /// Whether the test or what runs before it makes rows of its own.
  let preparesRows: Bool
  /// In lower case: of the test's file without its tests, and of the suite's other files.
  private let texts: [String]

  /// - Parameters:
  ///   - test: The whole test.
  ///   - own: Where it begins to do what is repeated.
  init(
    _ file: CodeSourceFile, _ style: TestStyle, groups: [CodeBlock], test: CodeSpan, own: Int,
    _ tree: SourceTree
  ) {
    let language = file.parsed.language
    let tests = file.walk.blocks.compactMap(\.last).filter(style.isTest).map(\.block.span)
    let setUp = ([file.parsed.body.statements] + groups.map(\.statements))
      .flatMap { $0 }
      .filter { statement in !tests.contains(where: statement.span.holds) }
      .map { file.text($0.span) }
    let others = tree.files.filter { other in
      other.path.isOfTests && !other.path.isOfOneTest
        && language.fileExtensions.contains { other.path.hasSuffix(".\($0)") }
    }.map(\.text)
    let heads = groups.compactMap { group -> String? in
      file.source.text(ofLine: group.span.firstLine).map { String($0) }
    }
    texts = (heads + setUp + others).map { $0.lowercased() }
    let before = file.source.bytes(test.start..<max(own, test.start)) ?? []
    let hooks = others.filter { text in Self.hooks.contains(where: text.mentions) }
    preparesRows = (setUp + hooks + [String(decoding: before, as: UTF8.self)]).contains { text in
      Self.makesRows.contains(where: text.mentions)
    }
  }

  /// Whether the tests run on PostgreSQL; `nil` when the suite's words do not say.
  var isOnPostgreSQL: Bool? {
    if mention(["sqlite", ":memory:", "mysql", "mariadb", "trilogy"]) { return false }
    return mention(["postgres", "pgsql"]) ? true : nil
  }

  var rows: Rows {
    if mention(Self.rollBacks) { return .unknown }
    if !mention(Self.leavesOut), mention(Self.switchable) { return .rolledBack }
    return mention(Self.cleanUps) ? .cleaned : .unknown
  }

  /// Whether tables hold no rows but those that the tests make: fixtures are loaded once for all.
  var beginsEmpty: Bool { !mention(["fixtures :", "fixtures("]) }

  /// Whether each test is, or may be, in a transaction that is open all the time.
  var isInTransaction: Bool {
    mention(Self.rollBacks) || mention(["databasetransactions"]) || rows == .rolledBack
  }

  private func mention(_ words: [String]) -> Bool {
    texts.contains { text in words.contains(where: text.mentions) }
  }

  private static let hooks = ["setup do", "before(", "def setup", "function setUp", "setup ["]

  /// In lower case, as all words that follow here.
  private static let rollBacks = [
    "strategy = :transaction", "strategy: :transaction", "activerecord::rollback",
    "rollback: :always", "begintransaction", "rollback()", "begin_transaction",
  ]

  private static let switchable = [
    "activesupport::testcase", "actiondispatch::integrationtest",
    "use_transactional_fixtures = true", "use_transactional_examples = true",
    "use_transactional_tests = true", "use refreshdatabase", "sandbox",
  ]

  private static let leavesOut = [
    "use_transactional_tests = false", "use_transactional_fixtures = false",
  ]

  private static let cleanUps = [
    "delete", "truncat", "databasecleaner", "destroy", "drop table", "drop_table", "drop schema",
    "dropifexists", "dropschema", "databasemigrations",
  ]

  /// As they are written.
  private static let makesRows = [
    "create", "insert", "save", "Fabricate", "FactoryBot", "factory", "seed", "let!", "build(",
  ]
}

extension String {
  /// Whether a file of tests is named as one that holds tests.
  fileprivate var isOfOneTest: Bool {
    let stem = fileStem.lowercased()
    return ["test", "spec", "tests"].contains { stem.hasSuffix($0) }
  }
}
