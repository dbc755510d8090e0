import Fixes
import Foundation

@testable import Proof

/// A repository in a temporary folder, with the berths of a harbour and a test runner of a few
/// lines.
final class Repository {
  let folder: URL

  /// The application: a berth that is taken is given away again.
  static let app = """
    # Gives a boat the berth that it asks for.
    give() {
      echo "$2"
    }

    """
  static let fixed = """
    # Gives a boat the berth that it asks for.
    give() {
      case " $1 " in *" $2 "*) return 1 ;; esac
      echo "$2"
    }

    """

  /// Runs the functions `test_*` of the files that it is given, or of all, and prints as pytest
  /// does.
  static let runner = #"""
    [ $# -gt 0 ] || set -- tests/test_*.sh
    echo "=== short test summary info ==="
    passed=0 failed=0 errors=0
    for file in "$@"; do
      if ! sh -n "$file" 2>/dev/null; then
        errors=$((errors + 1))
        echo "ERROR $file - SyntaxError: it does not parse"
        continue
      fi
      for name in $(sed -n 's/^\(test_[a-z_]*\)() {.*/\1/p' "$file"); do
        if reason=$(sh -c '. ./harbour.sh; . "./$1"; $2' sh "$file" "$name" 2>&1); then
          passed=$((passed + 1))
        else
          failed=$((failed + 1))
          echo "FAILED $file::$name - $reason"
        fi
      done
    done
    echo "$failed failed, $passed passed, $errors error in 0.01s"
    [ $((failed + errors)) -eq 0 ]

    """#

  static let goodTest = """
    test_a_free_berth_is_given() {
      [ "$(give "" 4)" = 4 ] || { echo "AssertionError: not given"; return 1; }
    }

    """
  static let newTest = TestCase(
    path: "tests/test_taken.sh", framework: "shell",
    code: """
      test_a_taken_berth_is_refused() {
        give "4 5" 4 >/dev/null && { echo "AssertionError: given twice"; return 1; }
        return 0
      }
      test_another_berth_is_given() {
        [ "$(give "4 5" 6)" = 6 ]
      }

      """, title: "A taken berth is refused")

  /// `inner` is the application's folder below the top.
  init(inner: String = "", files: [String: String] = [:]) throws {
    folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appending(path: "triage-proof-\(UUID().uuidString)")
    let prefix = inner.isEmpty ? "" : inner + "/"
    try write("harbour.sh", Self.app, prefix)
    try write("run_tests.sh", Self.runner, prefix)
    try write("tests/test_good.sh", Self.goodTest, prefix)
    for (path, text) in files { try write(path, text) }
    try git("init", "--quiet", "--initial-branch=main")
    try git("config", "user.name", "Ada")
    try git("config", "user.email", "ada@example.org")
    try git("config", "core.autocrlf", "false")
    try git("add", "--all")
    try git("commit", "--quiet", "--message=Begin")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  var path: String { folder.path }

  func write(_ path: String, _ text: String, _ prefix: String = "") throws {
    let file = folder.appending(path: prefix + path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appending(path: path)), as: UTF8.self)
  }

  func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: path).path)
  }

  @discardableResult
  func git(_ words: String...) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git", "-C", folder.path] + words
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .newlines)
  }

  func checkout(_ inner: String = "") throws -> Checkout {
    let kind = try Checkout.find(at: inner.isEmpty ? path : path + "/" + inner)
    guard case .workingTree(let checkout) = kind else { throw Missing() }
    return checkout
  }

  struct Missing: Error {}
}

/// A change of one file, as a framework proposes it.
func fix(
  _ path: String, from before: String?, to after: String, _ applicability: Applicability = .unsafe,
  isAlternative: Bool = false, title: String = "Refuse a taken berth"
) -> Fix {
  let diff = UnifiedDiff([FileChange(path: path, before: before, after: after)])
  return Fix(
    title: title, applicability: applicability, rationale: "Two boats need two berths.",
    files: diff.files, diff: diff.text, isAlternative: isAlternative)
}

/// The change that makes the repository's application right.
let rightFix = fix("harbour.sh", from: Repository.app, to: Repository.fixed)
