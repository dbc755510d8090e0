import Diagnosis
import Foundation
import TestSupport
import Testing

struct ExplainTests {
  private let triage = BuiltTool()

  @Test(arguments: Cause.all.map(\.id))
  func explainsEveryCause(id: String) throws {
    let cause = try #require(Cause.named(id))
    let outcome = try triage.run("explain", id)
    #expect(outcome.exitCode == 0)
    #expect(outcome.output.contains("`\(id)`"))
    #expect(cause.examples.isEmpty == !outcome.output.contains("Taken for it"))
    #expect(try triage.run("explain").output.contains("\(id) "))
  }

  @Test func theManualIsCurrent() throws {
    let file = fixtures.deletingLastPathComponent().appending(path: "docs/causes/README.md")
    let manual = try triage.run("explain", "--all", "--format", "markdown").output
    let message: Comment =
      "run: swift run triage explain --all --format markdown > docs/causes/README.md"
    #expect(try String(contentsOf: file, encoding: .utf8) == manual, message)
  }
}
