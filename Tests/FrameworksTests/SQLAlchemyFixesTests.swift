import Fixes
import Foundation
import Frameworks
import SourceCode
import TestSupport
import Testing

@Suite struct SQLAlchemyFixesTests {
  @Test(arguments: SQLAlchemyBug.all)
  func proposesTheGoldenChangesAndTests(_ bug: SQLAlchemyBug) throws {
    let plan = bug.fixes(in: bug.app).plan
    #expect(!plan.isEmpty)
    for (index, fix) in plan.enumerated() {
      try compare(fix.diff, with: "sqlalchemy/\(bug.name)/\(index + 1).diff")
      #expect(fix.files == fix.files.sorted())
    }
    let tests = bug.tests(in: bug.app)
    #expect(!tests.isEmpty)
    for test in tests {
      let file = test.path.split(separator: "/").joined(separator: "_")
      try compare(test.code, with: "sqlalchemy/\(bug.name)/\(file)")
    }
  }

  @Test(arguments: SQLAlchemyBug.all)
  func changesApplyOneAfterTheOtherAndParse(_ bug: SQLAlchemyBug) throws {
    var changed = bug.app
    for fix in bug.fixes(in: bug.app).plan { changed = try changed.applying(fix.diff) }
    for file in changed.files {
      #expect(PythonModule(parsing: file).unreadable.isEmpty, "\(file.path)")
    }
  }

  @Test(arguments: SQLAlchemyBug.all)
  func whatIsThereAlreadyIsNotProposedAgain(_ bug: SQLAlchemyBug) throws {
    var changed = bug.app
    for fix in bug.fixes(in: bug.app).plan { changed = try changed.applying(fix.diff) }
    #expect(bug.fixes(in: changed).plan.map(\.title) == [])
  }

  @Test(arguments: SQLAlchemyBug.all)
  func testsAreNewFilesThatParse(_ bug: SQLAlchemyBug) {
    for test in bug.tests(in: bug.app) {
      #expect(!bug.app.files.contains { $0.path == test.path })
      #expect(PythonModule(parsing: test.code).unreadable.isEmpty)
      #expect(test.framework == "pytest")
    }
  }

  @Test(arguments: SQLAlchemyBug.all)
  func everyChangeSaysWhyAndWhatItLeaves(_ bug: SQLAlchemyBug) {
    for fix in bug.fixes(in: bug.app) {
      #expect(fix.rationale.split(separator: " ").count > 12, "\(fix.title)")
      #expect(!fix.title.hasSuffix("."))
    }
  }
}
