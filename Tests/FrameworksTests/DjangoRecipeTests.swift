import DatabaseErrors
import EventSchema
import Fixes
import Foundation
import SourceCode
import Testing

@testable import Frameworks

/// Every recipe's examples: what must be proposed, and where nothing must.
@Suite struct DjangoRecipeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var recipe: DjangoRecipe
    var example: DjangoRecipe.Example

    var testDescription: String { "\(recipe.remedy.rawValue): \(example.title)" }

    var project: PythonProject { PythonProject(example.code) }

    func fixes(of files: [SourceFile]? = nil) -> [Fix] {
      let violation = example.violation
      var failure = project.failure(
        kind: violation.kind, table: violation.table, columns: violation.columns,
        library: example.library)
      failure.violation = violation
      if let files { failure.tree = SourceTree(files: files, isComplete: true) }
      let remedy = Remedy(
        recipe.remedy, table: violation.table, columns: violation.columns,
        constraint: violation.constraint)
      return Framework.django.fixes(for: remedy, of: failure, SourceFacts())
    }
  }

  static let cases = DjangoRecipe.all.flatMap { recipe in
    recipe.examples.map { Case(recipe: recipe, example: $0) }
  }

  @Test(arguments: cases)
  func proposesWhatItsExamplesSay(_ fault: Case) throws {
    let fixes = fault.fixes()
    #expect(fixes.first?.applicability == fault.example.applicability)
    guard let fix = fixes.first else { return }
    let text = fix.diff + fix.sketch
    for piece in fault.example.holds { #expect(text.contains(piece), "\(piece) in\n\(text)") }
    #expect(fix.applicability != .guidance || fix.diff.isEmpty)
    #expect(!fix.title.isEmpty && !fix.rationale.isEmpty)
  }

  @Test(arguments: cases.filter { $0.example.applicability != nil })
  func changesApplyOneAfterTheOtherAndParse(_ fault: Case) throws {
    var app = DjangoApp(files: fault.project.files)
    for fix in fault.fixes() where !fix.diff.isEmpty && !fix.isAlternative {
      app = try app.applying(fix.diff)
    }
    for file in app.files {
      #expect(PythonModule(parsing: file).unreadable.isEmpty, "\(file.path)\n\(file.text)")
    }
  }

  @Test func everyRecipeHasExamplesOfBothKinds() {
    for recipe in DjangoRecipe.all {
      let matches = recipe.examples.filter { $0.applicability != nil }
      #expect(matches.count >= 2, "\(recipe.remedy.rawValue)")
      #expect(recipe.examples.count - matches.count >= 2, "\(recipe.remedy.rawValue)")
    }
    #expect(Set(DjangoRecipe.all.map(\.remedy)).count == DjangoRecipe.all.count)
  }
}
