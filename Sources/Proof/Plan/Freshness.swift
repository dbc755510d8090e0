public import Diagnosis
public import SourceCode
import TestRunners

/// Whether a tree is the source that failed.
public enum Freshness: Sendable, Hashable {
  /// Every line that the failure shows is where it says; or it shows none.
  case same
  /// A line reads otherwise, or the file ends before it.
  case otherRevision(path: String, line: Int)
  /// The failing file is not in the tree. `elsewhere` is the one file that has the line.
  case missing(path: String, elsewhere: String?)

  /// Compares the application's frames with the tree. Frames whose files are not in the tree count
  /// only when the failing one is among them.
  public init(of diagnosis: Diagnosis, in tree: SourceTree) {
    let frames = diagnosis.frames.filter(\.inApp)
    let failing = frames.last { $0.path == diagnosis.culprit?.path } ?? frames.last
    if let failing, let path = failing.path, tree.file(at: path, line: failing.line) == nil {
      self = .missing(path: path, elsewhere: Self.file(having: failing, in: tree))
      return
    }
    for frame in frames.reversed() {
      guard let path = frame.path, let line = frame.line, let shown = frame.contextLine,
        let file = tree.file(at: path, line: line), file.isWhole
      else { continue }
      let text = file.text(ofLine: line)
      if text.map({ reads(shown, as: $0) }) != true {
        self = .otherRevision(path: file.path, line: line)
        return
      }
    }
    self = .same
  }

  /// The one file of the same name that has the failing line somewhere.
  private static func file(having frame: Diagnosis.ReadFrame, in tree: SourceTree) -> String? {
    guard let path = frame.path, let shown = frame.contextLine, isTelling(shown) else { return nil }
    let name = path.split(separator: "/").last
    let files = tree.files.filter { file in
      file.path.split(separator: "/").last == name
        && file.text.split(whereSeparator: \.isNewline).contains { reads(shown, as: $0) }
    }
    return files.count == 1 ? files[0].path : nil
  }
}

/// Whether a line that was shown is the line of the file, blanks around it aside. Clients cut long
/// lines, and scrubbers take parts out of them.
private func reads(_ shown: String, as line: Substring) -> Bool {
  let shown = trimmed(shown[...])
  let line = trimmed(line)
  if shown == line { return true }
  for mark in ["...", "…"] where shown.hasSuffix(mark) {
    return line.hasPrefix(shown.dropLast(mark.count))
  }
  return ["[Filtered]", "<masked>", "********"].contains { shown.contains($0) }
}

/// Whether a line is more than a bracket.
private func isTelling(_ line: String) -> Bool { trimmed(line[...]).count > 6 }
