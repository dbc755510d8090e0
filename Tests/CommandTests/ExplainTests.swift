import Diagnosis
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
}
