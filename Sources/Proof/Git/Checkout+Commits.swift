import Foundation

extension Checkout {
  /// Makes a commit of a plan on top of another commit. Neither the working tree nor the index nor
  /// any branch is touched: until a name is given to it, nobody sees it.
  ///
  /// - Returns: The full name of the commit.
  /// - Throws: `ProofError` when the plan does not fit that commit, or git does not know who
  /// commits.
  public func makeCommit(
    of plan: Plan, on parent: String, message: String
  ) throws(ProofError) -> String {
    let plan = try plan.remade(on: .commit(parent, of: self))
    guard plan.writesAnything else {
      throw ProofError(
        .change, "\(parent.prefix(12)) has the change already; there is nothing to commit")
    }
    let folder = try makeTemporaryFolder(named: "triage-index")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let top = Git(folder: root, interruption: git.interruption)
    let index = ["GIT_INDEX_FILE": folder + "/index"]
    try top.succeed(["read-tree", parent], environment: index, doing: "read \(parent.prefix(12))")
    for file in plan.files + plan.testFiles {
      let path = fromTop(file.path)
      let blob = try top.succeed(
        ["hash-object", "-w", "--stdin", "--path=\(path)"], input: file.after,
        doing: "store \(file.path)"
      ).line
      let mode = try mode(of: path, in: parent, top)
      try top.succeed(
        ["update-index", "--add", "--cacheinfo", "\(mode),\(blob),\(path)"], environment: index,
        doing: "add \(file.path)")
    }
    let tree = try top.succeed(["write-tree"], environment: index, doing: "store the change").line
    return try top.succeed(
      ["commit-tree", tree, "-p", parent, "-F", "-"], input: Array(message.utf8),
      doing: "make the commit"
    ).line
  }

  /// Of a file that a commit has, its mode; else that of a file that is not executable.
  private func mode(of path: String, in commit: String, _ git: Git) throws(ProofError) -> String {
    let listing = try git.run(["ls-tree", "-z", "--full-tree", commit, "--", path])
    let mode = listing.line.split(separator: " ").first.map(String.init) ?? ""
    return mode.hasPrefix("100") ? mode : "100644"
  }

  /// - Throws: `ProofError` when git does not know who commits.
  public func demandIdentity() throws(ProofError) {
    let output = try git.run(["var", "GIT_COMMITTER_IDENT"])
    guard output.status == 0 else {
      throw ProofError(
        .git,
        "git does not know who commits; run: git config user.name NAME, and user.email ADDRESS")
    }
  }

  /// - Throws: `ProofError` when no branch can have that name, or one has it.
  public func demandFree(branch name: String) throws(ProofError) {
    guard try git.run(["check-ref-format", "--branch", name]).status == 0, !name.hasPrefix("-")
    else {
      throw ProofError(.git, "“\(name)” is no name for a branch; give one like fix/boat-name")
    }
    guard try !hasBranch(name) else {
      throw ProofError(.git, "there is a branch \(name) already; give another name")
    }
  }

  /// The name, or the first of it with a number behind that no branch has.
  public func freeBranch(like name: String) throws(ProofError) -> String {
    var candidate = name
    var number = 2
    while try hasBranch(candidate) {
      candidate = "\(name)-\(number)"
      number += 1
    }
    return candidate
  }

  private func hasBranch(_ name: String) throws(ProofError) -> Bool {
    try git.run(["show-ref", "--verify", "--quiet", "refs/heads/\(name)"]).status == 0
  }

  /// Gives a commit a branch. The one that is checked out stays so.
  public func createBranch(_ name: String, at commit: String) throws(ProofError) {
    let none = String(repeating: "0", count: commit.count)
    try git.succeed(
      ["update-ref", "-m", "triage fix", "refs/heads/\(name)", commit, none],
      doing: "make the branch \(name)")
  }

  /// Moves the checked out branch to a commit on top of it, whose files are in the working tree.
  public func advance(to commit: String, paths: [String]) throws(ProofError) {
    guard let head else { return }
    try git.succeed(
      ["update-ref", "-m", "triage fix", "HEAD", commit, head], doing: "commit the change")
    try Git(folder: root, interruption: nil).succeed(
      ["add", "--force", "--"] + paths.map(fromTop), doing: "stage the change")
  }

  /// - Throws: `ProofError` when there is no such remote, and it is no address either.
  public func demandRemote(_ name: String) throws(ProofError) {
    let remotes = try git.succeed(["remote"], doing: "list the remotes").line
      .split(whereSeparator: \.isNewline).map(String.init)
    guard !remotes.contains(name),
      name.hasPrefix("-") || !name.contains(where: { "/:".contains($0) })
    else { return }
    let known =
      remotes.isEmpty ? "none is configured" : "there is \(remotes.joined(separator: ", "))"
    throw ProofError(.git, "there is no remote “\(name)” (\(known)); add it with git remote add")
  }

  /// Pushes one branch, and nothing else.
  public func push(_ branch: String, to remote: String) throws(ProofError) {
    try git.succeed(
      ["push", "--quiet", "--", remote, "refs/heads/\(branch):refs/heads/\(branch)"],
      secondsMax: ProofLimits.gitNetworkSeconds, doing: "push \(branch) to \(remote)")
  }

  /// A commit as a mail that `git am` takes, and `git apply` as well.
  public func patch(of commit: String) throws(ProofError) -> [UInt8] {
    try git.succeed(
      [
        "format-patch", "-1", "--stdout", "--no-stat", "--no-signature", "--no-attach",
        "--no-cover-letter", "--no-thread", "--full-index", "--no-ext-diff", "--no-relative",
        commit,
      ], doing: "write the patch"
    ).bytes
  }

  /// Files of the folder that git itself says are nobody's to change, with the reason: ignored,
  /// marked as generated or vendored, or of a submodule.
  public func protected(_ paths: [String]) throws(ProofError) -> [String: String] {
    guard !paths.isEmpty else { return [:] }
    let names: [UInt8] = paths.flatMap { path in Array(path.utf8) + [0] }
    var reasons: [String: String] = [:]
    for path in try git.run(["check-ignore", "-z", "--stdin"], input: names).entries {
      reasons[path] = "\(path) is ignored by git, so it is generated or private; change its origin"
    }
    let marks = try git.run(
      ["check-attr", "-z", "--stdin", "linguist-generated", "linguist-vendored"], input: names
    ).entries
    for start in stride(from: 0, to: marks.count - 2, by: 3)
    where marks[start + 2] == "set" || marks[start + 2] == "true" {
      reasons[marks[start]] = "\(marks[start]) is marked as \(marks[start + 1]); change its origin"
    }
    for (submodule, _) in try submodules() {
      for path in paths where fromTop(path).hasPrefix(submodule + "/") {
        reasons[path] =
          "\(path) is of the submodule \(submodule); run triage fix with --source there"
      }
    }
    return reasons
  }
}
