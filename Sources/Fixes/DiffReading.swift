public import SourceCode

/// A unified diff read back: what its files become, and where their lines go.
///
/// Reads what `UnifiedDiff` writes; a file whose name is quoted there is left as it is.
public struct DiffReading: Sendable {
  private var hunks: [String: [Hunk]] = [:]
  /// Files that the diff adds, with their texts, sorted by path.
  public private(set) var added: [SourceFile] = []

  private struct Hunk: Sendable {
    /// 1-based number of its first line before the change.
    var start: Int
    var lines: [(sign: Character, text: Substring)] = []
  }

  public init(_ diff: String) {
    var path: String?
    for line in diff.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("diff --git ") {
        path = nil
      } else if path == nil, line.hasPrefix("+++ b/") {
        let name = line.dropFirst("+++ b/".count)
        path = String(name.hasSuffix("\t") ? name.dropLast() : name)
      } else if let path, line.hasPrefix("@@ -") {
        let start = Int(line.dropFirst("@@ -".count).prefix { $0.isNumber }) ?? 1
        hunks[path, default: []].append(Hunk(start: max(start, 1)))
      } else if let path, let sign = line.first, " +-".contains(sign),
        let last = hunks[path]?.indices.last
      {
        hunks[path]?[last].lines.append((sign, line.dropFirst()))
      }
    }
    for (path, hunks) in hunks.sorted(by: { $0.key < $1.key }) where Self.isNew(path, in: diff) {
      let text = hunks.flatMap(\.lines).map { $0.text + "\n" }.joined()
      added.append(SourceFile(path: path, text: text))
    }
  }

  private static func isNew(_ path: String, in diff: String) -> Bool {
    diff.contains("--- /dev/null\n+++ b/\(path)\n")
  }

  /// The file after the change; `nil` when the change is not about it or does not fit its lines.
  public func applied(to file: SourceFile) -> SourceFile? {
    guard let hunks = hunks[file.path] else { return nil }
    let old = file.text.split(separator: "\n", omittingEmptySubsequences: false)
    var result: [Substring] = []
    var index = 0
    for hunk in hunks {
      let start = hunk.start - file.firstLine
      guard start >= index, start <= old.count else { return nil }
      result += old[index..<start]
      index = start
      for line in hunk.lines {
        if line.sign == "+" {
          result.append(line.text)
        } else {
          guard old.indices.contains(index), old[index] == line.text else { return nil }
          if line.sign == " " { result.append(line.text) }
          index += 1
        }
      }
    }
    result += old[index...]
    var changed = file
    changed.text = result.joined(separator: "\n")
    return changed
  }

  /// The number of a line after the change. A line that is taken away and put back with other
  /// blanks before it, as one that moves into a block, is the same line; `nil` for one that is
  /// gone.
  public func line(_ number: Int, in path: String) -> Int? {
    var shift = 0
    for hunk in hunks[path] ?? [] {
      guard hunk.start <= number else { break }
      var (old, new) = (hunk.start, hunk.start + shift)
      for (index, line) in hunk.lines.enumerated() {
        if old == number, line.sign == " " { return new }
        if old == number, line.sign == "-" { return Self.moved(index, in: hunk, shift) }
        if line.sign != "+" { old += 1 }
        if line.sign != "-" { new += 1 }
      }
      shift = new - old
    }
    return number + shift
  }

  /// Where the hunk puts the removed line back: the same one of several that read the same.
  private static func moved(_ index: Int, in hunk: Hunk, _ shift: Int) -> Int? {
    let text = hunk.lines[index].text.trimmedBlanks
    func count(_ sign: Character, before end: Int) -> Int {
      hunk.lines[..<end].count { $0.sign == sign && $0.text.trimmedBlanks == text }
    }
    let wanted = count("-", before: index)
    var new = hunk.start + shift
    var seen = 0
    for line in hunk.lines {
      if line.sign == "+", line.text.trimmedBlanks == text {
        if seen == wanted { return new }
        seen += 1
      }
      if line.sign != "-" { new += 1 }
    }
    return nil
  }
}

extension Substring {
  fileprivate var trimmedBlanks: Substring {
    var view = self
    while let first = view.first, first.isWhitespace { view.removeFirst() }
    while let last = view.last, last.isWhitespace { view.removeLast() }
    return view
  }
}
