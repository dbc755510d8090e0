import EventSchema
import Fixes
import Foundation
import Frameworks
import SourceCode
import TestSupport
import Testing

@Suite struct DjangoFixesTests {
  let app = DjangoApp.libraryDesk

  @Test(arguments: DeskFailure.all)
  func proposesTheGoldenChangesAndTests(_ fault: DeskFailure) throws {
    let fixes = fault.fixes(in: app)
    #expect(!fixes.isEmpty)
    for (index, fix) in fixes.filter({ !$0.diff.isEmpty }).enumerated() {
      try compare(fix.diff, with: "django/\(fault.name)/\(index + 1).diff")
      #expect(fix.applicability == .unsafe)
      #expect(fix.files == fix.files.sorted())
    }
    for test in fault.tests(in: app) {
      let file = test.path.split(separator: "/").joined(separator: "_")
      try compare(test.code, with: "django/\(fault.name)/\(file)")
    }
  }

  @Test(arguments: DeskFailure.all)
  func changesApplyOneAfterTheOtherAndParse(_ fault: DeskFailure) throws {
    var changed = app
    for fix in fault.fixes(in: app) where !fix.diff.isEmpty {
      changed = try changed.applying(fix.diff)
    }
    for file in changed.files {
      #expect(PythonModule(parsing: file).unreadable.isEmpty, "\(file.path)")
    }
  }

  @Test(arguments: DeskFailure.all)
  func whatIsThereAlreadyIsNotProposedAgain(_ fault: DeskFailure) throws {
    var changed = app
    for fix in fault.fixes(in: app) where !fix.diff.isEmpty {
      changed = try changed.applying(fix.diff)
    }
    #expect(fault.fixes(in: changed).map(\.title) == [])
  }

  @Test(arguments: DeskFailure.all)
  func testsAreNewFilesThatParse(_ fault: DeskFailure) {
    for test in fault.tests(in: app) {
      #expect(!app.files.contains { $0.path == test.path })
      #expect(PythonModule(parsing: test.code).unreadable.isEmpty)
      #expect(test.framework == "django")
    }
  }

  @Test func testsKeepNothingOfTheEventsValues() throws {
    var request = Request(url: "http://desk.example/members/join", method: "POST")
    request.data = ["name": "Ida Berg-Lund", "email": "ida@berg.example"]
    let failure = app.failure(
      "members/views.py", "member.save()", table: "members_member", columns: ["email"],
      request: request)
    let framework = try #require(Framework.recognised(in: failure))
    let remedy = Remedy(.validateOnPath, table: "members_member", columns: ["email"])
    let test = try #require(
      framework.tests(for: [remedy], of: failure, framework.facts(of: failure)).first)
    #expect(!test.code.contains("Ida") && !test.code.contains("berg"))
    #expect(test.code.contains("\"name\": \"K"))
  }

  @Test func anExcerptGivesGuidance() throws {
    let excerpt = DjangoApp(
      files: [
        SourceFile(
          path: "catalog/views.py",
          text: """
            def add_shelf(request):
                shelf = Shelf.objects.create(code=request.POST["code"])
                return JsonResponse({"shelf": shelf.pk}, status=201)

            """, firstLine: 17, isWhole: false)
      ])
    var failure = excerpt.failure(
      "catalog/views.py", "Shelf.objects.create(", table: "catalog_shelf", columns: ["code"],
      isComplete: false)
    failure.frames[0].lineNumber = 18
    let framework = try #require(Framework.recognised(in: failure))
    let facts = framework.facts(of: failure)
    #expect(facts.sawWholeFunction && !facts.sawWholeSource)
    let remedy = Remedy(.validateOnPath, table: "catalog_shelf", columns: ["code"])
    let fix = try #require(framework.fixes(for: remedy, of: failure, facts).first)
    #expect(fix.applicability == .guidance)
    #expect(fix.diff.isEmpty && fix.sketch.contains("except IntegrityError"))
  }
}
