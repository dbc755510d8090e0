import Foundation

/// A copy of a repository that is kept for proofs: all branches and tags, and no files.
public struct Mirror: Sendable {
  /// The repository at `folder`, as something to make worktrees of.
  public let checkout: Checkout
  /// The branch that the remote calls its own, and its commit; `nil` for an empty repository.
  public let defaultBranch: (name: String, commit: String)?

  /// Makes the copy, or brings it up to date.
  ///
  /// - Parameters:
  ///   - remote: A URL or a path.
  ///   - folder: Of the copy alone; made when it is not there.
  /// - Throws: `ProofError` when the remote cannot be reached. A copy that is broken is made anew.
  public init(
    of remote: String, in folder: String, _ interruption: Interruption? = nil
  ) throws(ProofError) {
    guard !remote.isEmpty, !remote.hasPrefix("-") else {
      throw ProofError(.git, "the repository's address is none; give a URL or a path")
    }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw ProofError(.file, "cannot make the folder \(folder); grant this user access to it")
    }
    let git = Git(folder: folder, interruption: interruption)
    if try !Self.isWhole(git) {
      try? FileManager.default.removeItem(atPath: folder + "/.git")
      try Self.make(git)
    }
    try git.succeed(["config", "remote.origin.url", remote], doing: "name the remote")
    try git.succeed(
      [
        "fetch", "--quiet", "--prune", "--force", "--no-recurse-submodules", "origin",
        "+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*",
      ], secondsMax: ProofLimits.gitNetworkSeconds, doing: "fetch the repository")
    guard case .workingTree(let checkout) = try Checkout.find(at: folder, interruption) else {
      throw ProofError(.git, "\(folder) is no repository; remove it, and it is made anew")
    }
    self.checkout = checkout
    defaultBranch = try Self.defaultBranch(git, checkout)
  }

  /// Whether the folder is a repository of its own: one that was ended while it was made is none,
  /// and git would then take the one around it.
  private static func isWhole(_ git: Git) throws(ProofError) -> Bool {
    guard let folder = resolved(git.folder) else { return false }
    let answer = try git.run(["rev-parse", "--absolute-git-dir"])
    guard answer.status == 0, answer.line == folder + "/.git" else { return false }
    return try git.run(["config", "user.email"]).status == 0
  }

  private static func make(_ git: Git) throws(ProofError) {
    try git.succeed(["init", "--quiet"], doing: "make a repository in \(git.folder)")
    // Whoever runs the collector may have told git nothing about themselves.
    try git.succeed(["config", "user.name", "Triage"], doing: "name who commits")
    try git.succeed(["config", "user.email", "triage@localhost"], doing: "name who commits")
  }

  private static func defaultBranch(
    _ git: Git, _ checkout: Checkout
  ) throws(ProofError) -> (name: String, commit: String)? {
    let answer = try git.run(
      ["ls-remote", "--symref", "origin", "HEAD"], secondsMax: ProofLimits.gitNetworkSeconds)
    // ref: refs/heads/main<tab>HEAD
    let line = String(decoding: answer.bytes, as: UTF8.self).split(separator: "\n")
      .first { $0.hasPrefix("ref: refs/heads/") }
    let named = line?.dropFirst("ref: refs/heads/".count).prefix { $0 != "\t" }
    for name in [named.map(String.init), "main", "master"].compactMap({ $0 }) {
      if let commit = try checkout.commit(named: "refs/remotes/origin/\(name)") {
        return (name, commit)
      }
    }
    return nil
  }

  /// The commit that a release means: one that the repository has by that name, also a branch.
  public func commit(
    ofRelease release: String
  ) throws(ProofError) -> (name: String, commit: String)? {
    if let found = try checkout.commit(ofRelease: release) { return found }
    guard let commit = try checkout.commit(named: "refs/remotes/origin/\(release)") else {
      return nil
    }
    return (release, commit)
  }

  /// Whether the remote has a branch of this name.
  public func hasBranch(_ name: String) throws(ProofError) -> Bool {
    try checkout.commit(named: "refs/remotes/origin/\(name)") != nil
  }
}
