/// What a unified diff does to one file, as whole lines that replace whole lines.
struct FileChange: Equatable {
  /// Relative to the source root.
  var path: String
  /// In the order of the file.
  var replacements: [Replacement]

  struct Replacement: Equatable {
    /// 1-based; the first line that goes, or before which text is inserted.
    var startLine: Int
    var deletedLines: Int
    /// With the end of each line.
    var insertedText: String
  }
}

/// Reads a unified diff with `a/` and `b/` prefixes. `nil` for one that whole lines cannot express
/// (a missing end of the last line, a rename), or that is no diff.
func fileChanges(ofDiff diff: String) -> [FileChange]? {
  var reader = DiffReader()
  for line in diff.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
    guard reader.read(String(line)) else { return nil }
  }
  return reader.finish()
}

private struct DiffReader {
  private var changes: [FileChange] = []
  private var pending: FileChange.Replacement?
  private var oldLine = 0
  private var oldLeft = 0
  private var newLeft = 0

  mutating func read(_ line: String) -> Bool {
    if oldLeft > 0 || newLeft > 0 { return readBody(line) }
    closeReplacement()
    if line.hasPrefix("+++ ") {
      guard let path = path(line) else { return false }
      changes.append(FileChange(path: path, replacements: []))
    } else if line.hasPrefix("@@ ") {
      return openHunk(line)
    } else if line.hasPrefix("\\") || line.hasPrefix("rename ") {
      return false
    }
    return true
  }

  mutating func finish() -> [FileChange]? {
    closeReplacement()
    guard oldLeft == 0, newLeft == 0 else { return nil }
    return changes
  }

  private func path(_ line: String) -> String? {
    let name = line.dropFirst(4).split(separator: "\t", maxSplits: 1).first ?? ""
    return name.hasPrefix("b/") ? String(name.dropFirst(2)) : nil
  }

  /// `@@ -12,3 +12,9 @@`
  private mutating func openHunk(_ line: String) -> Bool {
    let parts = line.split(separator: " ")
    guard !changes.isEmpty, parts.count >= 4, let old = range(parts[1], "-"),
      let new = range(parts[2], "+")
    else { return false }
    // A hunk without old lines names the line after which it inserts.
    oldLine = old.count == 0 ? old.start + 1 : old.start
    (oldLeft, newLeft) = (old.count, new.count)
    return true
  }

  private func range(_ text: Substring, _ sign: Character) -> (start: Int, count: Int)? {
    guard text.first == sign else { return nil }
    let numbers = text.dropFirst().split(separator: ",")
    guard let first = numbers.first, let start = Int(first), (0...9_999_999).contains(start) else {
      return nil
    }
    guard numbers.count > 1 else { return (start, 1) }
    guard let count = Int(numbers[1]), (0...9_999_999).contains(count) else { return nil }
    return (start, count)
  }

  private mutating func readBody(_ line: String) -> Bool {
    let content = String(line.unicodeScalars.dropFirst()) + "\n"
    switch line.unicodeScalars.first {
    case "+":
      newLeft -= 1
      var replacement = pending ?? .init(startLine: oldLine, deletedLines: 0, insertedText: "")
      replacement.insertedText += content
      pending = replacement
    case "-":
      oldLeft -= 1
      var replacement = pending ?? .init(startLine: oldLine, deletedLines: 0, insertedText: "")
      replacement.deletedLines += 1
      pending = replacement
      oldLine += 1
    case " ", nil:
      oldLeft -= 1
      newLeft -= 1
      closeReplacement()
      oldLine += 1
    default: return false
    }
    return oldLeft >= 0 && newLeft >= 0
  }

  private mutating func closeReplacement() {
    guard let replacement = pending, !changes.isEmpty else { return }
    changes[changes.count - 1].replacements.append(replacement)
    pending = nil
  }
}
