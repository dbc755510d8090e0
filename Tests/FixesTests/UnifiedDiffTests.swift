import Fixes
import Foundation
import SourceCode
import Testing

@Suite struct UnifiedDiffTests {
  @Test func showsOneChangeWithItsContext() {
    let before = (1...9).map { "line \($0)\n" }.joined()
    let after = before.replacingOccurrences(of: "line 5\n", with: "line five\n")
    let diff = UnifiedDiff([FileChange(path: "app/views.py", before: before, after: after)])
    #expect(diff.files == ["app/views.py"])
    #expect(
      diff.text == """
        diff --git a/app/views.py b/app/views.py
        --- a/app/views.py
        +++ b/app/views.py
        @@ -2,7 +2,7 @@
         line 2
         line 3
         line 4
        -line 5
        +line five
         line 6
         line 7
         line 8

        """)
  }

  @Test func anUnchangedFileLeavesNoTrace() {
    let diff = UnifiedDiff([FileChange(path: "a.py", before: "x\n", after: "x\n")])
    #expect(diff.text.isEmpty && diff.files.isEmpty)
  }

  @Test func anExcerptCountsFromItsFirstLine() {
    let diff = UnifiedDiff([
      FileChange(path: "a.py", before: "x\ny\nz", after: "x\nY\nz", firstLine: 40, isWhole: false)
    ])
    #expect(diff.text.contains("@@ -40,3 +40,3 @@"))
    #expect(!diff.text.contains("No newline"))
  }

  /// Texts before and after that stress the format: `nil` is a file that is not there yet.
  static let changes: [FileChange] = {
    let long = (1...60).map { "row \($0)\n" }.joined()
    var scattered = long
    for line in [1, 2, 9, 17, 40, 60] {
      scattered = scattered.replacingOccurrences(of: "row \(line)\n", with: "ROW \(line)\nmore\n")
    }
    return [
      FileChange(path: "new.py", before: nil, after: "a\nb\n"),
      FileChange(path: "app/new one.py", before: nil, after: "a\nb"),
      FileChange(path: "empty.py", before: "", after: "a\n"),
      FileChange(path: "end.py", before: "a\nb", after: "a\nc"),
      FileChange(path: "ended.py", before: "a\nb", after: "a\nb\n"),
      FileChange(path: "crlf.py", before: "a\r\nb\r\nc\r\n", after: "a\r\nB\r\nc\r\n"),
      FileChange(path: "größe.py", before: "ä\nö\n", after: "ä\nü\n"),
      FileChange(path: "a b.py", before: "ä\nö\n", after: "ä\nü\n"),
      FileChange(path: "tabs.py", before: "\tif x:\n\t\ty\n", after: "\tif x:\n\t\tz\n\t\ty\n"),
      FileChange(path: "long.py", before: long, after: scattered),
      FileChange(path: "first.py", before: long, after: "import x\n" + long),
      FileChange(path: "last.py", before: long, after: long + "end\n"),
      FileChange(path: "halved.py", before: long, after: String(long.prefix(200))),
      FileChange(path: "other.py", before: long, after: String(long.reversed())),
    ]
  }()

  @Test(arguments: changes)
  func gitAppliesItOnceAndRefusesItTwice(change: FileChange) throws {
    let folder = try Checkout(change)
    defer { folder.remove() }
    let diff = UnifiedDiff([change])
    #expect(try folder.apply(diff.text) == 0)
    #expect(try folder.text(at: change.path) == change.after)
    #expect(try folder.apply(diff.text) != 0)
    #expect(try folder.text(at: change.path) == change.after)
  }

  @Test func severalFilesAreSortedByPath() {
    let diff = UnifiedDiff([
      FileChange(path: "b.py", before: "1\n", after: "2\n"),
      FileChange(path: "a.py", before: nil, after: "2\n"),
    ])
    #expect(diff.files == ["a.py", "b.py"])
    #expect(diff.text.hasPrefix("diff --git a/a.py b/a.py\nnew file mode 100644\n--- /dev/null\n"))
  }
}

@Suite struct EditTests {
  let file = SourceFile(path: "a.py", text: "naïve = 1\n")

  @Test func insertsAtOnePlaceKeepTheirOrder() {
    #expect(file.applying([.insert("b", at: 0), .insert("c", at: 0)]) == "bcnaïve = 1\n")
  }

  @Test func rangesCountBytes() {
    #expect(file.applying([Edit(0..<6, with: "x")]) == "x = 1\n")
    #expect(file.applying([Edit(9..<10, with: "2")]) == "naïve = 2\n")
  }

  @Test func overlappingAndForeignRangesAreRefused() {
    #expect(file.applying([Edit(0..<3, with: ""), Edit(2..<4, with: "")]) == nil)
    #expect(file.applying([Edit(0..<400, with: "")]) == nil)
  }
}

/// A folder with one file and a git repository around it.
private struct Checkout {
  private let root: URL

  init(_ change: FileChange) throws {
    root = FileManager.default.temporaryDirectory.appending(path: "diff-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    try run(["init", "-q"])
    guard let before = change.before else { return }
    try before.write(to: root.appending(path: change.path), atomically: true, encoding: .utf8)
  }

  func remove() { try? FileManager.default.removeItem(at: root) }

  func text(at path: String) throws -> String {
    String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
  }

  func apply(_ diff: String) throws -> Int32 {
    try diff.write(to: root.appending(path: ".git/change.diff"), atomically: true, encoding: .utf8)
    return try run(["apply", ".git/change.diff"])
  }

  @discardableResult private func run(_ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
    process.currentDirectoryURL = root
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
