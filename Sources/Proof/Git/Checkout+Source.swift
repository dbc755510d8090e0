import Foundation
public import SourceCode

extension Checkout {
  /// The source of a commit, read from a worktree that is gone afterwards.
  public func sourceTree(of commit: String) throws(ProofError) -> SourceTree {
    try Worktree.with(commit, of: self) { worktree throws(ProofError) in
      do throws(SourceReadingError) {
        return try SourceReader.read(folder: worktree.folder)
      } catch {
        throw ProofError(.checkout, error.description)
      }
    }
  }

  /// A new place for the logs of one proof, below git's own folder, where nothing is in the way.
  /// The oldest are removed.
  ///
  /// - Parameter name: One component of a path; a time, so that names sort.
  public func makeLogFolder(named name: String) throws(ProofError) -> String {
    let parent = storage + "/triage/proofs"
    let known = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    for old in known.sorted().dropLast(ProofLimits.proofsKept - 1) {
      try? FileManager.default.removeItem(atPath: parent + "/" + old)
    }
    return parent + "/" + name
  }
}
