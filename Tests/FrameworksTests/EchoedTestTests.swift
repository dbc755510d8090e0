import DatabaseErrors
import EventSchema
import Fixes
import SourceCode
import TestSupport
import Testing

@testable import Frameworks

/// Tests that are written after tests at hand.
@Suite("Tests after tests")
struct EchoedTestTests {
  @Test(arguments: TestStyle.all.indices)
  func knowsItsExamples(index: Int) {
    let style = TestStyle.all[index]
    #expect(style.examples.matches.count >= 2 && style.examples.misses.count >= 2)
    for text in style.examples.matches {
      #expect(tests(in: text, of: style) == 1, "\(style.framework): \(text)")
    }
    for text in style.examples.misses {
      #expect(tests(in: text, of: style) == 0, "\(style.framework): \(text)")
    }
  }

  /// How many tests of the style a file holds; none when it is of another one.
  private func tests(in text: String, of style: TestStyle) -> Int {
    let language = CodeLanguage.all.first { style.languages.contains($0.name) }
    guard let language else { return 0 }
    let source = SourceFile(path: "tests/boats", text: text)
    let known = TestStyle.of(source, language: language.name)
    guard known?.examples.matches == style.examples.matches else { return 0 }
    return CodeSourceFile(source, language).walk.blocks.compactMap(\.last).filter(style.isTest)
      .count
  }

  @Test(arguments: EchoStory.all)
  func repeatsItsNeighbour(story: EchoStory) throws {
    let made = try story.tests
    guard let code = story.code else {
      #expect(made.isEmpty, "\(made.first?.code ?? "")")
      return
    }
    let test = try #require(made.first)
    #expect(test.path == story.path)
    #expect(test.code == code)
    // A file that was made is not made again.
    var again = story
    again.files[test.path] = test.code
    #expect(try again.tests.isEmpty)
  }

  /// Threads do not see the rows of a transaction that the suite rolls back.
  @Test func callersMeetOutsideOfTheSuitesTransaction() throws {
    let story = try #require(EchoStory.scripts.first { $0.name == "rolled back" })
    let apart = try #require(try story.tests.last)
    #expect(apart.path == "spec/services/reserve_taken_number_at_once_spec.rb")
    #expect(apart.code.contains("  self.use_transactional_tests = false\n\n  it "))
    #expect(apart.code.contains("LOCK TABLE moorings IN SHARE MODE"))
    #expect(apart.code.contains("where.not(Mooring.primary_key => known).delete_all"))
    // Rows that are made before the test go with all those of tables that were empty.
    var prepared = story
    let spec = "spec/services/reserve_spec.rb"
    prepared.files[spec] = story.files[spec]?.replacing(
      "Reserve do\n", with: "Reserve do\n  before { Pier.create!(name: \"North\") }\n\n")
    let emptied = try #require(try prepared.tests.last)
    #expect(emptied.code.contains("connection.execute(\"TRUNCATE #{empty.join(\", \")}\")"))
    // Where fixtures fill the tables they would stay.
    prepared.files["spec/rails_helper.rb"]? += "\nRSpec.configure { |one| one.fixtures :all }\n"
    #expect(try prepared.tests.isEmpty)
  }

  /// A look-up before the write is passed by requests that come at once.
  @Test(arguments: EchoStory.requests)
  func requestsMeet(story: EchoStory) throws {
    let test = try #require(try story.tests.last)
    #expect(test.path == story.path)
    for piece in (story.code ?? "").split(separator: "\n") {
      #expect(test.code.contains(piece), "\(piece)\n\n\(test.code)")
    }
  }

  @Test(
    arguments: [
      ("throw new SailTaken(sail);", "php", RefusedAnswer.type("SailTaken")),
      ("throw new Error('this sail is taken');", "javascript", .message("this sail is taken")),
      ("throw new Error(`${sail} is taken`);", "javascript", nil),
      ("raise SailTaken, \"this sail is taken\"", "ruby", .message("this sail is taken")),
      ("raise SailTaken", "ruby", .type("SailTaken")),
      ("raise ActiveRecord::RecordInvalid.new(boat)", "ruby", .type("RecordInvalid")),
      ("return res.status(409).json({ error: 'taken' });", "javascript", .status(409)),
      ("http.Error(w, \"taken\", http.StatusConflict)\nreturn", "go", .status(409)),
      ("return 0, ErrTaken", "go", .type("ErrTaken")),
      ("return 0, err", "go", nil),
      (
        "return { ok: false, reason: 'taken' };", "javascript",
        .value("{ ok: false, reason: 'taken' }")
      ),
      ("return known;", "javascript", nil),
      ("return null;", "java", .value("null")),
      ("{:error, :taken}", "elixir", .value("{:error, :taken}")),
      ("callback(error)", "javascript", nil),
    ] as [(String, String, RefusedAnswer?)])
  func readsARefusal(text: String, language: String, answer: RefusedAnswer?) {
    #expect(RefusedAnswer(text, language: language) == answer)
  }
}

/// A source with a test, and the test that is made of it.
struct EchoStory: Sendable, CustomTestStringConvertible {
  var name: String
  var framework: String
  var culprit: (path: String, line: Int)
  var violation: ConstraintViolation
  var files: [String: String]
  /// Of the new file; `nil` when none may be made.
  var path: String? = nil
  var code: String? = nil
  var remedies: [Remedy.Kind] = [.validateOnPath, .translateViolation, .insertOrRead]

  var testDescription: String { name }

  var tests: [TestCase] {
    get throws {
      let failure = Failure(
        event: Event(), violation: violation,
        frames: [Frame(filename: culprit.path, lineNumber: culprit.line, inApp: true)],
        inApp: [true], culpritIndex: 0,
        tree: SourceTree(files: files.map { SourceFile(path: $0.key, text: $0.value) }))
      let framework = try #require(Framework.all.first { $0.name == self.framework })
      let facts = framework.facts(of: failure)
      let remedies = remedies.map {
        Remedy($0, table: violation.table, columns: violation.columns)
      }
      return framework.tests(for: remedies, of: failure, facts)
    }
  }
}
