import DatabaseErrors
import Fixes
import Frameworks
import SourceCode
import Testing

/// What is written into a service that uses records and migrations.
@Suite struct HarborRecipesTests {
  @Test(arguments: HarborFault.all)
  func writesTheGoldenChangesAndTests(_ fault: HarborFault) throws {
    let failure = fault.failure()
    let framework = try #require(Framework.recognised(in: failure))
    let facts = framework.facts(of: failure)
    let remedies = fault.remedies.map {
      Remedy($0, table: fault.violation.table, columns: fault.violation.columns)
    }
    let fixes = remedies.flatMap { framework.fixes(for: $0, of: failure, facts) }
    expectHonesty(of: try #require(fixes.first))
    let shown = fixes.map { fix in
      let kind = fix.isAlternative ? "alternative" : fix.applicability.rawValue
      return "\(kind): \(fix.title)\n\n\(fix.diff)\(fix.sketch)"
    }
    try compare(shown.joined(separator: "\n"), with: "swift/harbor_office/\(fault.name).changes")
    let tests = framework.tests(for: remedies, of: failure, facts)
    let codes = tests.map { "// \($0.path)\n// \($0.title)\n\($0.code)" }
    try compare(codes.joined(separator: "\n"), with: "swift/harbor_office/\(fault.name).tests")
  }

  /// Whoever reads a change learns what it leaves undone.
  private func expectHonesty(of fix: Fix) {
    #expect(fix.applicability == .unsafe)
    #expect(!fix.isAlternative && !fix.diff.isEmpty && fix.sketch.isEmpty)
    #expect(fix.files.allSatisfy { path in HarborFault.files.contains { $0.path == path } })
    #expect(fix.rationale.contains(" not "), "\(fix.rationale)")
  }
}
