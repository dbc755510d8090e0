import Fixes
import Foundation

/// A working tree of its own, in a temporary folder, for one commit.
struct Worktree {
  /// The top of the tree; its last component is that of the checkout's, which some tools take for
  /// the project's name.
  let root: String
  /// The same folder of it that the checkout was found at.
  let folder: String

  /// Runs `body` in a new worktree that is gone afterwards, also when `body` throws.
  static func with<Result>(
    _ commit: String, of checkout: Checkout, _ body: (Worktree) throws(ProofError) -> Result
  ) throws(ProofError) -> Result {
    let parent = try makeTemporaryFolder(named: "triage")
    let root = parent + "/" + lastComponent(of: checkout.root)
    defer { remove(root, in: parent, checkout) }
    try checkout.git.succeed(
      ["worktree", "add", "--detach", "--force", root, commit],
      doing: "make a worktree of \(checkout.root)")
    try fillSubmodules(of: checkout, in: root)
    let prefix = checkout.prefix.hasSuffix("/") ? checkout.prefix.dropLast() : checkout.prefix[...]
    return try body(Worktree(root: root, folder: prefix.isEmpty ? root : "\(root)/\(prefix)"))
  }

  /// Whatever happened: the folder, and what the repository remembers of it. It is not interrupted.
  private static func remove(_ root: String, in parent: String, _ checkout: Checkout) {
    let git = Git(folder: checkout.root, interruption: nil)
    _ = try? git.run(["worktree", "remove", "--force", "--force", root])
    try? FileManager.default.removeItem(atPath: parent)
    if FileKind(at: parent) != .missing {
      // Tools protect what they have downloaded.
      makeWritable(parent)
      try? FileManager.default.removeItem(atPath: parent)
    }
    _ = try? git.run(["worktree", "prune"])
  }

  private static func makeWritable(_ folder: String) {
    let paths = FileManager.default.enumerator(atPath: folder)
    chmod(folder, 0o700)
    while let path = paths?.nextObject() as? String {
      let whole = folder + "/" + path
      if FileKind(at: whole) == .folder { chmod(whole, 0o700) }
    }
  }

  /// git leaves submodules empty. Those that the checkout holds are cloned from it, without a
  /// network.
  private static func fillSubmodules(
    of checkout: Checkout, in root: String
  ) throws(ProofError) {
    for (path, commit) in try checkout.submodules() {
      let source = checkout.root + "/" + path
      guard FileKind(at: source + "/.git") != .missing else { continue }
      let git = Git(folder: root, interruption: checkout.git.interruption)
      try git.succeed(
        [
          "clone", "--quiet", "--shared", "--no-checkout", "--no-recurse-submodules", "--", source,
          path,
        ], doing: "copy the submodule \(path)")
      try Git(folder: root + "/" + path, interruption: checkout.git.interruption).succeed(
        ["checkout", "--quiet", "--detach", commit],
        doing: "check out the submodule \(path) at \(commit.prefix(12))")
    }
  }
}
