/// A change of one or more files in the format that `git apply` and `patch -p1` take.
public struct UnifiedDiff: Sendable, Hashable {
  /// With `a/…` and `b/…` headers; empty when no file changes.
  public private(set) var text = ""
  /// Paths of the files that really change, sorted.
  public private(set) var files: [String] = []

  /// Unchanged lines that are shown around a change.
  static let contextLines = 3

  /// Files that stay as they are leave no trace in the diff.
  public init(_ changes: [FileChange]) {
    for change in changes.sorted(by: { $0.path < $1.path }) {
      let section = Self.section(change)
      guard !section.isEmpty else { continue }
      files.append(change.path)
      text += section
    }
  }

  private static func section(_ change: FileChange) -> String {
    let old = lines(of: change.before ?? "", isExcerpt: !change.isWhole)
    let new = lines(of: change.after, isExcerpt: !change.isWhole)
    guard old != new else { return "" }
    let steps = LineDifference(from: old, to: new).steps
    // A tab ends a name with blanks, or `patch` would take the rest for a time stamp.
    let terminator = change.path.utf8.contains(UInt8(ascii: " ")) ? "\t" : ""
    var text = "diff --git \(quoted("a/" + change.path)) \(quoted("b/" + change.path))\n"
    if change.before == nil {
      text += "new file mode 100644\n--- /dev/null\n"
    } else {
      text += "--- \(quoted("a/" + change.path))\(terminator)\n"
    }
    text += "+++ \(quoted("b/" + change.path))\(terminator)\n"
    for hunk in hunks(steps) {
      text += header(steps[hunk], firstLine: change.firstLine)
      for step in steps[hunk] {
        switch step {
        case .keep(let index, _): text += printed(old[index], sign: " ")
        case .remove(let index): text += printed(old[index], sign: "-")
        case .insert(let index): text += printed(new[index], sign: "+")
        }
      }
    }
    return text
  }

  /// Ranges of steps, each with its context; changes that are close share a hunk.
  private static func hunks(_ steps: [LineDifference.Step]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for (index, step) in steps.enumerated() {
      if case .keep = step { continue }
      let start = max(0, index - contextLines)
      let end = min(steps.count, index + 1 + contextLines)
      if let last = ranges.last, start <= last.upperBound {
        ranges[ranges.count - 1] = last.lowerBound..<end
      } else {
        ranges.append(start..<end)
      }
    }
    return ranges
  }

  private static func header(
    _ steps: ArraySlice<LineDifference.Step>, firstLine: Int
  ) -> String {
    var (oldStart, newStart): (Int?, Int?) = (nil, nil)
    var (oldCount, newCount) = (0, 0)
    // A hunk without a line of one side names the line before it.
    for step in steps {
      switch step {
      case .keep(let old, let new):
        oldStart = oldStart ?? old
        newStart = newStart ?? new
        oldCount += 1
        newCount += 1
      case .remove(let old):
        oldStart = oldStart ?? old
        oldCount += 1
      case .insert(let new):
        newStart = newStart ?? new
        newCount += 1
      }
    }
    func range(_ start: Int?, _ count: Int, other: Int?) -> String {
      let line = (start ?? (other ?? 0) - 1) + firstLine
      return count == 1 ? "\(line)" : "\(line),\(count)"
    }
    return "@@ -\(range(oldStart, oldCount, other: newStart))"
      + " +\(range(newStart, newCount, other: oldStart)) @@\n"
  }

  private static func printed(_ line: Line, sign: String) -> String {
    sign + String(decoding: line.bytes, as: UTF8.self)
      + (line.isTerminated ? "\n" : "\n\\ No newline at end of file\n")
  }

  /// One line without its line feed; a carriage return stays part of it.
  private struct Line: Hashable {
    var bytes: ArraySlice<UInt8>
    var isTerminated: Bool
  }

  /// The end of an excerpt is not the end of its file.
  private static func lines(of text: String, isExcerpt: Bool) -> [Line] {
    let bytes = Array(text.utf8)
    var lines: [Line] = []
    var start = 0
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      lines.append(Line(bytes: bytes[start..<index], isTerminated: true))
      start = index + 1
    }
    if start < bytes.count {
      lines.append(Line(bytes: bytes[start...], isTerminated: isExcerpt))
    }
    return lines
  }

  /// git quotes what could be taken for syntax, and bytes beyond ASCII.
  private static func quoted(_ path: String) -> String {
    let isPlain = path.utf8.allSatisfy { (0x20..<0x7F).contains($0) && $0 != 0x22 && $0 != 0x5C }
    guard !isPlain else { return path }
    var result = "\""
    for byte in path.utf8 {
      switch byte {
      case 0x22: result += "\\\""
      case 0x5C: result += "\\\\"
      case 0x20..<0x7F: result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let octal = String(byte, radix: 8)
        result += "\\" + String(repeating: "0", count: 3 - octal.utf8.count) + octal
      }
    }
    return result + "\""
  }
}

/// What becomes of one file.
public struct FileChange: Sendable, Hashable {
  /// Relative to the source root.
  public var path: String
  /// `nil` for a new file.
  public var before: String?
  public var after: String
  /// 1-based number of the first line of both texts in the file.
  public var firstLine: Int
  /// Whether both texts are all of the file.
  public var isWhole: Bool

  public init(
    path: String, before: String?, after: String, firstLine: Int = 1, isWhole: Bool = true
  ) {
    self.path = path
    self.before = before
    self.after = after
    self.firstLine = firstLine
    self.isWhole = isWhole
  }
}
