import DatabaseErrors
import EventSchema
import Fixes
import SourceCode
import TestSupport
import Testing

@testable import Frameworks

/// An example of a recipe with the framework that it belongs to.
struct RecipeCase: Sendable, CustomTestStringConvertible {
  var framework: String
  var recipe: CodeRecipe
  var example: RecipeExample

  var testDescription: String {
    "\(framework) \(recipe.remedy.rawValue) at \(example.file):\(example.line)"
  }

  static let listed: [RecipeCase] = RecipeBook.all.flatMap { name, book in
    book.recipes.flatMap { recipe in
      recipe.examples.map { RecipeCase(framework: name, recipe: recipe, example: $0) }
    }
  }

  /// Books of several languages share recipes, whose examples are of one.
  static let all = listed.filter(\.isRead)

  private var isRead: Bool {
    let failure = failure(files)
    let framework = Framework.all.first { $0.name == self.framework }
    return framework?.facts(of: failure).write != nil
  }

  func failure(_ files: [(path: String, text: String)]) -> Failure {
    let lines = example.before.split(separator: "\n", omittingEmptySubsequences: false)
    let marked = lines.firstIndex { $0.hasPrefix("↓") } ?? 0
    return Failure(
      event: Event(), violation: example.violation,
      frames: [Frame(filename: example.path, lineNumber: marked + 1, inApp: true)],
      inApp: [true], culpritIndex: 0,
      tree: SourceTree(files: files.map { SourceFile(path: $0.path, text: $0.text) }))
  }

  var files: [(path: String, text: String)] {
    [(example.path, example.before.replacing("↓", with: "") + "\n")]
      + example.files.map { ($0.path, $0.text.hasSuffix("\n") ? $0.text : $0.text + "\n") }
  }

  func fixes(_ files: [(path: String, text: String)]) throws -> [Fix] {
    let failure = failure(files)
    let framework = try #require(Framework.all.first { $0.name == self.framework })
    let violation = example.violation
    return framework.fixes(
      for: Remedy(
        recipe.remedy, table: violation.table, columns: violation.columns,
        constraint: violation.constraint),
      of: failure, framework.facts(of: failure))
  }
}

@Suite("Recipes of frameworks")
struct CodeRecipeTests {
  @Test(arguments: RecipeCase.all)
  func makesWhatItsExamplesShow(story: RecipeCase) throws {
    let fixes = try story.fixes(story.files)
    guard let after = story.example.after else {
      #expect(fixes.allSatisfy { $0.diff.isEmpty }, "\(fixes.first?.diff ?? "")")
      return
    }
    let fix = try #require(fixes.first { !$0.diff.isEmpty })
    let path = story.example.changedPath ?? story.example.path
    let changed = try ScratchFolder.files(
      Dictionary(story.files.map { ($0.path, $0.text) }) { first, _ in first }, after: fix.diff)
    #expect(changed[path] == after + "\n")
  }

  /// A change that was made is not proposed again.
  @Test(arguments: RecipeCase.all.filter { $0.example.after != nil })
  func changesOnce(story: RecipeCase) throws {
    let fix = try #require(try story.fixes(story.files).first { !$0.diff.isEmpty })
    let changed = try ScratchFolder.files(
      Dictionary(story.files.map { ($0.path, $0.text) }) { first, _ in first }, after: fix.diff)
    let marked = story.example.before.split(separator: "\n", omittingEmptySubsequences: false)
      .first { $0.hasPrefix("↓") }
    var again = story
    let line = String(marked?.dropFirst() ?? "").trimmingBlanks
    let first = try #require(changed[story.example.path])
    again.example.before = first.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.description.trimmingBlanks.hasSuffix(line) ? "↓\($0)" : String($0) }
      .joined(separator: "\n")
    let files = changed.map { ($0.key, $0.value) }
    let second = try again.fixes(files)
    #expect(
      !second.contains { $0.diff == fix.diff || !$0.diff.isEmpty && $0.title == fix.title },
      "\(second.first?.diff ?? "")")
  }

  /// Whatever a story is about, a change applies, leaves no hole, and names no file twice.
  @Test(arguments: CodeCase.all)
  func changesStoriesWholly(story: CodeCase) throws {
    let failure = story.failure
    let framework = try #require(Framework.recognised(in: failure))
    let facts = framework.facts(of: failure)
    let files = Dictionary(failure.tree.files.map { ($0.path, $0.text) }) { first, _ in first }
    for kind in Remedy.Kind.allCases {
      let remedy = Remedy(kind, table: story.table, columns: story.columns)
      for fix in framework.fixes(for: remedy, of: failure, facts) {
        #expect(!(fix.title + fix.rationale + fix.sketch + fix.diff).contains("«"))
        #expect(fix.diff.isEmpty != fix.sketch.isEmpty)
        guard !fix.diff.isEmpty else { continue }
        let changed = try ScratchFolder.files(files, after: fix.diff)
        #expect(changed != files)
      }
    }
  }

  @Test func runsEveryExample() {
    let run = Set(RecipeCase.all.map { "\($0.example.file):\($0.example.line)" })
    for story in RecipeCase.listed {
      let place = "\(story.example.file):\(story.example.line)"
      #expect(run.contains(place), "\(story.testDescription)")
    }
    #expect(run.count >= 30)
  }

  @Test func areWhole() {
    for (_, book) in RecipeBook.all {
      #expect(!book.recipes.isEmpty)
      for recipe in book.recipes {
        #expect(recipe.steps.isEmpty == (recipe.sketch != nil))
        #expect(!recipe.why.text.isEmpty)
      }
    }
  }
}

extension String {
  fileprivate var trimmingBlanks: String { String(drop { $0 == " " || $0 == "\t" }) }
}
