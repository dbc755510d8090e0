import Fixes
import Foundation
import Testing

@testable import Proof

@Suite struct PlanTests {
  private func source(_ files: [String: String]) -> FileSource {
    FileSource { path throws(ProofError) in files[path].map { Array($0.utf8) } }
  }

  private func text(_ plan: Plan, _ path: String) -> String? {
    (plan.files + plan.testFiles).first { $0.path == path }
      .map { String(decoding: $0.after, as: UTF8.self) }
  }

  private let module = (1...30).map { "line_\($0) = \($0)\n" }.joined()

  @Test func appliesChangesOneAfterTheOther() throws {
    let first = "import a\n" + module
    let second = module.replacingOccurrences(of: "line_20 = 20\n", with: "line_20 = 0\n")
    let plan = try Plan(
      fixes: [
        fix("a.py", from: module, to: first), fix("a.py", from: module, to: second),
        fix("a.py", from: module, to: "x = 1\n", isAlternative: true),
        Fix(title: "Lock it", applicability: .guidance, rationale: "", sketch: "lock()"),
      ], tests: [], source: source(["a.py": module]))
    #expect(text(plan, "a.py") == "import a\n" + second)
    #expect(plan.changes.map(\.state) == [.new, .new])
    #expect(plan.alternatives.count == 1 && plan.guidance.count == 1)
    #expect(plan.paths == ["a.py"])
  }

  @Test func saysWhatTheTreeHasAlready() throws {
    let after = "import a\n" + module
    let test = TestCase(path: "t.py", framework: "pytest", code: "x = 1\n", title: "")
    let plan = try Plan(
      fixes: [fix("a.py", from: module, to: after)], tests: [test],
      source: source(["a.py": after, "t.py": "x = 1\n"]))
    #expect(plan.isPresent && !plan.writesAnything)
    #expect(plan.tests.map(\.state) == [.present])
  }

  /// The endings of each line stay, whatever they are.
  @Test(arguments: ["\n", "\r\n", "mixed"])
  func keepsLineEndings(ending: String) throws {
    let lines = ["\tdef a():", "\t\treturn 1", "", "\tdef b():", "\t\treturn 2"]
    let before = lines.enumerated().map { index, line in
      line + (ending == "mixed" ? (index.isMultiple(of: 2) ? "\r\n" : "\n") : ending)
    }.joined()
    let after = before.replacingOccurrences(of: "return 2", with: "return 3")
    let plan = try Plan(
      fixes: [fix("a.rb", from: before, to: after)], tests: [], source: source(["a.rb": before]))
    #expect(text(plan, "a.rb") == after)
  }

  static let refusals: [(fixes: [Fix], tests: [TestCase], says: String)] = [
    ([fix("a.py", from: "x = 1\n", to: "x = 2\n")], [], "does not fit a.py at line 1"),
    ([fix("gone.py", from: "x = 1\n", to: "x = 2\n")], [], "is not in the source folder"),
    ([fix("b.py", from: "y = 1\n", to: "y = (1\n")], [], "b.py would not be valid any more"),
    ([fix("c.rb", from: "y = 1\n", to: "y = foo(1\n")], [], "c.rb would not be valid any more"),
    (
      [], [TestCase(path: "b.py", framework: "", code: "z = 1\n", title: "")],
      "would take the place of another file"
    ),
    (
      [], [TestCase(path: "../b.py", framework: "", code: "z = 1\n", title: "")],
      "outside of the source folder"
    ),
    ([Fix(title: "X", applicability: .safe, rationale: "", diff: "no diff")], [], "is no diff"),
  ]

  @Test(arguments: refusals)
  func refuses(_ example: (fixes: [Fix], tests: [TestCase], says: String)) {
    let files = ["a.py": "x = 0\n", "b.py": "y = 1\n", "c.rb": "y = 1\n"]
    let error = #expect(throws: ProofError.self) {
      try Plan(fixes: example.fixes, tests: example.tests, source: source(files))
    }
    #expect(error?.description.contains(example.says) == true, "\(String(describing: error))")
  }

  /// A test file that is extended keeps what was in it.
  @Test func extendsATestFile() throws {
    let known = "def test_a():\n    pass\n"
    let test = TestCase(
      path: "t.py", framework: "pytest", code: known + "\n\ndef test_b():\n    pass\n", title: "")
    let plan = try Plan(fixes: [], tests: [test], source: source(["t.py": known]))
    #expect(plan.testFiles.map(\.path) == ["t.py"])
  }

  @Test(
    arguments: Protection.all.flatMap { protection in
      protection.examples.map { (protection.name, $0) }
    })
  func protects(name: String, example: Protection.Example) throws {
    let protection = try #require(Protection.all.first { $0.name == name })
    let subject = Protection.Subject(
      path: example.path, text: example.text.map { Array($0.utf8) }, hasFailed: example.hasFailed,
      comesWithMigration: example.comesWithMigration)
    #expect((protection.reason(subject) != nil) == example.isProtected)
  }

  @Test func leavesProtectedCodeAlone() throws {
    let plan = try Plan(
      fixes: [
        fix("vendor/lib.php", from: "$x = 1;\n", to: "$x = 2;\n"),
        fix("own.py", from: "x = 1\n", to: "x = 2\n"),
        fix("../out.py", from: "x = 1\n", to: "x = 2\n"),
      ], tests: [], protected: ["own.py": "own.py is ignored by git"],
      source: source(["vendor/lib.php": "$x = 1;\n", "own.py": "x = 1\n"]))
    #expect(!plan.writesAnything)
    #expect(plan.leftOut.map(\.reason)[0].contains("code of others"))
    #expect(plan.leftOut.map(\.reason)[1] == "own.py is ignored by git")
    #expect(plan.leftOut.map(\.reason)[2].contains("outside"))
  }
}
