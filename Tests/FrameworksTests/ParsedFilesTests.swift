import SourceCode
import Testing

@testable import Frameworks

/// Sharing what was parsed must never show the syntax of another text.
struct ParsedFilesTests {
  @Test func aChangedTextIsParsedAnew() throws {
    let files = ParsedFiles()
    let berth = SourceFile(path: "harbour/berths.py", text: "a = 1\n")
    let changed = SourceFile(path: "harbour/berths.py", text: "a = 1\nb = 2\n")
    let excerpt = SourceFile(
      path: "harbour/berths.py", text: "c = 3\nd = 4\ne = 5\n", firstLine: 7, isWhole: false)
    for (file, count) in [(berth, 1), (changed, 2), (excerpt, 3), (berth, 1)] {
      #expect(files.python(file).module.statements.count == count)
    }
    let script = SourceFile(path: "lib/pier.rb", text: "x = 1\n")
    let longer = SourceFile(path: "lib/pier.rb", text: "x = 1\ny = 2\n")
    let ruby = try #require(CodeLanguage.of(path: script.path))
    for (file, count) in [(script, 1), (longer, 2), (script, 1)] {
      #expect(files.code(file, ruby).parsed.body.statements.count == count)
    }
  }

  @Test func whatANameWasGivenIsToldForEachPlace() {
    let file = PythonFile(
      SourceFile(path: "berths.py", text: "a = 1\ndef moor():\n    a = 2\n    a = 3\n    go(a)\n"))
    let inner = PythonSite(file: file, line: 5)
    let outer = PythonSite(file: file, line: 1)
    for _ in 1...2 {
      #expect(inner.bindings(before: 6)["a"] == nil)
      #expect(inner.bindings(before: 30)["a"].map { file.source(of: $0) } == "2")
      #expect(inner.bindings(before: .max)["a"].map { file.source(of: $0) } == "3")
      #expect(outer.bindings(before: 6)["a"].map { file.source(of: $0) } == "1")
    }
  }
  @Test func namesOfPairsAndConditionsAreGivenValues() {
    let file = PythonFile(
      SourceFile(
        path: "berths.py",
        text: """
          def moor(request):
              boat, pier = request.boat, request.pier
              berth, created = find(pier)
              if (owner := boat.owner) is None:
                  return
          """))
    let bindings = PythonSite(file: file, line: 5).bindings(before: .max)
    let given = ["boat", "pier", "berth", "created", "owner"].map { name in
      bindings[name].map { file.source(of: $0) }
    }
    #expect(given == ["request.boat", "request.pier", "find(pier)", nil, "boat.owner"])
  }
}
