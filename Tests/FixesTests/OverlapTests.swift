import Fixes
import Testing

@Suite("Changes that meet")
struct OverlapTests {
  private func fix(_ lines: [String], changing index: Int, in path: String = "a.rb") -> Fix {
    var after = lines
    after[index] += "!"
    let diff = UnifiedDiff([
      FileChange(
        path: path, before: lines.joined(separator: "\n") + "\n",
        after: after.joined(separator: "\n") + "\n")
    ])
    return Fix(
      title: "\(index)", applicability: .unsafe, rationale: "", files: diff.files, diff: diff.text)
  }

  private let lines = (0..<30).map { "line \($0)" }

  @Test func theLaterOneIsAnAlternative() {
    let fixes = [fix(lines, changing: 3), fix(lines, changing: 5), fix(lines, changing: 20)]
    #expect(fixes.withOverlapsAsAlternatives.map(\.isAlternative) == [false, true, false])
  }

  @Test func otherFilesAndGuidanceDoNotMeet() {
    var guidance = fix(lines, changing: 3)
    guidance.applicability = .guidance
    let fixes = [guidance, fix(lines, changing: 3), fix(lines, changing: 3, in: "b.rb")]
    #expect(fixes.withOverlapsAsAlternatives.map(\.isAlternative) == [false, false, false])
  }

  @Test func twoNewFilesOfOneNameMeet() {
    let diff = UnifiedDiff([FileChange(path: "new.sql", before: nil, after: "a\nb\n")])
    let fix = Fix(
      title: "", applicability: .unsafe, rationale: "", files: diff.files, diff: diff.text)
    #expect([fix, fix].withOverlapsAsAlternatives.map(\.isAlternative) == [false, true])
  }
}
