import Diagnosis
import Fixes
import Reports

/// The files that make up the folder of one issue.
struct ReportFiles: Sendable {
  struct File: Sendable, Hashable {
    /// Names below the folder; none of them leads out of it.
    var path: [String]
    var text: String
  }

  private(set) var files: [File] = []

  init(_ report: Report) {
    add(["report.md"], render(report, as: .markdown))
    add(["report.json"], render(report, as: .json))
    let diagnosis = report.diagnosis
    let fixes = diagnosis.fixes.filter { !$0.diff.isEmpty && $0.applicability != .guidance }
    if let first = fixes.first {
      add(["fix.diff"], first.diff)
    }
    if fixes.count > 1 {
      for (index, fix) in fixes.enumerated() {
        add(["fixes", "\(index + 1)-\(Self.fileName(of: fix.title)).diff"], fix.diff)
      }
    }
    for test in diagnosis.tests {
      if let path = Self.safePath(test.path) { add(["tests"] + path, test.code) }
    }
  }

  private mutating func add(_ path: [String], _ text: String) {
    guard !files.contains(where: { $0.path == path }) else { return }
    files.append(File(path: path, text: text.hasSuffix("\n") ? text : text + "\n"))
  }

  /// Letters and digits of a title, in lower case, with dashes between the words.
  private static func fileName(of title: String) -> String {
    let words = title.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    return String(words.joined(separator: "-").prefix(60))
  }

  /// The path's names; `nil` when one of them leads elsewhere or is none that a file can have.
  static func safePath(_ path: String) -> [String]? {
    let names = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let areNames = names.allSatisfy { name in
      !name.isEmpty && name != "." && name != ".." && name.utf8.count <= 200
        && !name.utf8.contains { $0 < 0x20 || $0 == 0x7f || $0 == UInt8(ascii: "\\") }
    }
    return areNames && (1...20).contains(names.count) ? names : nil
  }
}
