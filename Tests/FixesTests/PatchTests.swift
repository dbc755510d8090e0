import Fixes
import Foundation
import SourceCode
import Testing

@Suite struct PatchTests {
  /// The same changes that git takes.
  @Test(arguments: UnifiedDiffTests.changes)
  func appliesWhatGitApplies(change: FileChange) throws {
    let patch = try #require(Patch(UnifiedDiff([change]).text))
    let file = try #require(patch.files.first)
    #expect(patch.files.count == 1)
    #expect(file.path == change.path)
    #expect(file.isNewFile == (change.before == nil))
    var text = PatchedText(change.before.map { Array($0.utf8) })
    #expect(text.apply(file) == .applied)
    #expect(text.bytes == Array(change.after.utf8))
  }

  @Test(arguments: UnifiedDiffTests.changes)
  func knowsWhatItHasAppliedAlready(change: FileChange) throws {
    let file = try #require(Patch(UnifiedDiff([change]).text)?.files.first)
    var text = PatchedText(Array(change.after.utf8))
    #expect(text.apply(file) == .present)
    #expect(text.bytes == Array(change.after.utf8))
  }

  /// Two changes that were both made of the first text, as the fixes of one diagnosis are.
  @Test func countsInWhatEarlierPatchesMoved() throws {
    let before = (1...40).map { "line \($0 % 7)\n" }.joined()
    let lines = before.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    func changed(_ index: Int, _ text: String) -> String {
      var copy = lines
      copy[index] = text
      return copy.joined(separator: "\n")
    }
    var text = PatchedText(Array(before.utf8))
    for after in ["import x\nimport y\n" + before, changed(20, "twenty"), changed(34, "last")] {
      let diff = UnifiedDiff([FileChange(path: "a.py", before: before, after: after)]).text
      let file = try #require(Patch(diff)?.files.first)
      #expect(text.apply(file) == .applied)
    }
    let result = String(decoding: try #require(text.bytes), as: UTF8.self)
    let expected = lines.enumerated().map { index, line in
      index == 20 ? "twenty" : index == 34 ? "last" : line
    }
    #expect(result == "import x\nimport y\n" + expected.joined(separator: "\n"))
  }

  /// What the text does not say, or says in two places, is left alone.
  static let refused: [(before: String, after: String, found: String)] = [
    ("a\nb\nc\n", "a\nB\nc\n", "a\nx\nc\n"),
    ("a\nb\nc\n", "a\nB\nc\n", "a\r\nb\r\nc\r\n"),
    ("a\nb\nc\nd\n", "a\nb\nc\nd\ne\n", "a\nb\nc\nd\nx\n"),
    (
      "0\n1\n2\n3\na\nb\nc\n4\n5\n6\n", "0\n1\n2\n3\na\nB\nc\n4\n5\n6\n",
      "x\n2\n3\na\nb\nc\n4\n5\n2\n3\na\nb\nc\n4\n5\n"
    ),
  ]

  @Test(arguments: refused)
  func refusesWhatDoesNotFit(_ texts: (before: String, after: String, found: String)) throws {
    let change = FileChange(path: "a.py", before: texts.before, after: texts.after)
    let file = try #require(Patch(UnifiedDiff([change]).text)?.files.first)
    var text = PatchedText(Array(texts.found.utf8))
    guard case .refused = text.apply(file) else {
      Issue.record("it was applied")
      return
    }
    #expect(text.bytes == Array(texts.found.utf8))
  }

  @Test func followsCodeThatHasMoved() throws {
    let before = (1...9).map { "line \($0)\n" }.joined()
    let after = before.replacingOccurrences(of: "line 5\n", with: "line five\n")
    let diff = UnifiedDiff([FileChange(path: "a.py", before: before, after: after)]).text
    var text = PatchedText(Array(("new\nnewer\n" + before).utf8))
    #expect(text.apply(try #require(Patch(diff)?.files.first)) == .applied)
    #expect(text.bytes == Array(("new\nnewer\n" + after).utf8))
  }

  @Test(arguments: [
    "", "no diff\n", "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n",
    "--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n",
    "diff --git a/x b/y\nrename from x\nrename to y\n",
    "--- a/x\n+++ b/x\n@@ -99999999999999999999 +1 @@\n-a\n+b\n",
  ])
  func isNoneForWhatItCannotExpress(diff: String) {
    #expect(Patch(diff) == nil)
  }
}
