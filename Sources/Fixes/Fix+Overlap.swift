extension [Fix] {
  /// The same changes; one whose diff touches lines that an earlier one changes or shows becomes an
  /// alternative to it, since the two would not apply one after the other.
  public var withOverlapsAsAlternatives: [Fix] {
    var taken: [String: [Range<Int>]] = [:]
    return map { fix in
      guard fix.applicability != .guidance, !fix.isAlternative, !fix.diff.isEmpty else {
        return fix
      }
      let touched = fix.touchedLines
      let overlaps = touched.contains { path, lines in
        taken[path]?.contains { $0.overlaps(lines) } ?? false
      }
      guard !overlaps else {
        var fix = fix
        fix.isAlternative = true
        return fix
      }
      for (path, lines) in touched { taken[path, default: []].append(lines) }
      return fix
    }
  }
}

extension Fix {
  /// The lines of each file that the diff needs as they were, by its hunks.
  fileprivate var touchedLines: [(path: String, lines: Range<Int>)] {
    var found: [(path: String, lines: Range<Int>)] = []
    var path = ""
    for line in diff.split(separator: "\n") {
      if line.hasPrefix("+++ ") { path = String(line.dropFirst(4)) }
      guard line.hasPrefix("@@ -") else { continue }
      let numbers = line.dropFirst(4).prefix { $0 != " " }.split(separator: ",")
      let start = numbers.first.flatMap { Int($0) } ?? 0
      let count = numbers.count > 1 ? Int(numbers[1]) ?? 1 : 1
      // A new file is one place.
      found.append((path, start..<start + Swift.max(count, 1)))
    }
    return found
  }
}
