import DatabaseErrors
import Fixes
import SourceCode
import Testing

@testable import ContinuousIntegration

@Suite struct ToolchainTests {
  static let examples = Toolchain.all.flatMap { toolchain in
    toolchain.examples.map { (toolchain.name, $0) }
  }

  @Test(arguments: examples)
  func readsItsExamples(name: String, example: Toolchain.Example) throws {
    let toolchain = try #require(Toolchain.all.first { $0.name == name })
    let job = toolchain.job(example.project, example.dbms)
    #expect(job?.test == example.test)
    guard let job else { return }
    #expect(job.image == example.image)
    let text = try Self.written(example, on: nil).replacing("\\\"", with: "\"")
    for part in example.holds { #expect(text.contains(part), "\(part) is not in\n\(text)") }
  }

  /// What is proposed for GitLab, whether it works as it is or is shown as guidance.
  private static func written(_ example: Toolchain.Example, on host: String?) throws -> String {
    let proposal = proposeIntegration(
      for: example.project, IntegrationFiles(workflows: [], gitLab: nil),
      hostKind: host ?? "gitlab", dbms: example.dbms)
    guard case .proposed(let fix) = proposal else {
      Issue.record("nothing is proposed: \(proposal)")
      return ""
    }
    return fix.diff.isEmpty
      ? fix.sketch
      : fix.diff.split(separator: "\n").filter { $0.hasPrefix("+") && !$0.hasPrefix("+++") }.map {
        $0.dropFirst()
      }
      .joined(separator: "\n")
  }

  @Test func hasExamplesOfBoth() {
    for toolchain in Toolchain.all {
      #expect(toolchain.examples.count { $0.test != nil } >= 2, "\(toolchain.name)")
      #expect(toolchain.examples.count { $0.test == nil } >= 2, "\(toolchain.name)")
    }
  }

  /// Both systems, each example: what is written reads back as it was meant.
  @Test(arguments: examples.filter { $0.1.test != nil }, ["github", "gitlab"])
  func writesWellFormedYAML(example: (String, Toolchain.Example), host: String) throws {
    let text = try Self.written(example.1, on: host)
    let document = try #require(YAMLReading(text), "\(text)")
    let job = try #require(
      host == "github"
        ? document["jobs"]?["test"] : document[(example.1.dbms?.rawValue ?? "") + "-tests"],
      "\(text)")
    if host == "github" {
      #expect(document["on"]?.keys == ["push", "pull_request"])
      #expect(job["runs-on"]?.text == "ubuntu-latest")
      #expect(job["steps"]?.elements.first?["uses"]?.text == "actions/checkout@v4")
      #expect(job["steps"]?.elements.last?["run"]?.text == example.1.test)
      #expect(job["services"]?.keys.count == 1)
      let isContainer = job["container"] != nil
      #expect((job["services"]?.first?["ports"] == nil) == isContainer)
    } else {
      #expect(job["script"]?.elements.last?.text == example.1.test)
      #expect(job["image"]?.text == example.1.image)
      #expect(job["services"]?.elements.first?["alias"]?.text == "database")
    }
  }
}
