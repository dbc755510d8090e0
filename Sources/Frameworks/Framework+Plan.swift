import EventSchema
public import Fixes
import SourceCode

extension Framework {
  /// The changes that each of the remedies means, written on the source as those of the ones before
  /// it leave it, so that they apply one after the other.
  ///
  /// Where the failing line does not outlive a change, later changes of the same file only stand in
  /// its place.
  public func fixes(
    for remedies: [Remedy], of failure: Failure, _ facts: SourceFacts
  ) -> [[Fix]] {
    var fixes: [[Fix]] = []
    var failure = failure
    var closedFiles: Set<String> = []
    for remedy in remedies {
      var found = self.fixes(remedy, failure, facts).withOverlapsAsAlternatives
      for index in found.indices where !closedFiles.isDisjoint(with: found[index].files) {
        found[index].isAlternative = true
      }
      fixes.append(found)
      for fix in found where !fix.diff.isEmpty && !fix.isAlternative {
        if let changed = failure.after(fix) {
          failure = changed
        } else {
          closedFiles.formUnion(fix.files)
        }
      }
    }
    return fixes
  }
}

extension Failure {
  /// The same failure, had the code been changed before; `nil` when a line of a frame is gone.
  fileprivate func after(_ fix: Fix) -> Failure? {
    let diff = DiffReading(fix.diff)
    var changed = self
    changed.tree = SourceTree(
      files: tree.files.map { diff.applied(to: $0) ?? $0 } + diff.added,
      isComplete: tree.isComplete)
    for index in frames.indices where inApp[index] {
      guard let path = frames[index].filename ?? frames[index].absolutePath,
        let line = frames[index].lineNumber,
        let file = tree.file(at: path, line: line), fix.files.contains(file.path)
      else { continue }
      guard let moved = diff.line(line, in: file.path) else { return nil }
      changed.frames[index].lineNumber = moved
    }
    return changed
  }
}
