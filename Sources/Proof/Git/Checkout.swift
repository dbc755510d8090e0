import Foundation

/// A folder of a repository's working tree.
public struct Checkout: Sendable {
  /// The folder that was named, without links.
  public let folder: String
  /// The top of the working tree.
  public let root: String
  /// From the top to the folder: `services/shop/`, or nothing.
  public let prefix: String
  /// The repository's own folder, which all its worktrees share.
  public let storage: String
  /// The full name of the commit that is checked out; `nil` before the first one.
  public let head: String?
  /// `nil` while no branch is checked out.
  public let branch: String?
  let git: Git

  /// What a folder is to git.
  public enum Kind: Sendable {
    case workingTree(Checkout)
    /// A repository without files of its own.
    case bare
    case noRepository
  }

  /// - Throws: `ProofError` when git is missing or does not trust the folder.
  public static func find(
    at folder: String, _ interruption: Interruption? = nil
  ) throws(ProofError) -> Kind {
    let git = Git(folder: folder, interruption: interruption)
    let inside = try git.run(["rev-parse", "--is-inside-work-tree"])
    guard inside.status == 0 else {
      if inside.errors.contains("not a git repository") { return .noRepository }
      throw ProofError(.git, "git refuses \(folder): \(inside.complaint)")
    }
    guard inside.line == "true" else { return .bare }
    return .workingTree(try Checkout(git))
  }

  private init(_ git: Git) throws(ProofError) {
    func answer(_ words: String...) throws(ProofError) -> String {
      try git.succeed(["rev-parse"] + words, doing: "read the repository of \(git.folder)").line
    }
    self.git = git
    folder = resolved(git.folder) ?? git.folder
    root = try answer("--show-toplevel")
    prefix = try answer("--show-prefix")
    storage = try answer("--path-format=absolute", "--git-common-dir")
    let head = try git.run(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"])
    self.head = head.status == 0 ? head.line : nil
    let branch = try git.run(["symbolic-ref", "--quiet", "--short", "HEAD"])
    self.branch = branch.status == 0 ? branch.line : nil
  }

  /// A commit by any name that git knows: a hash, a tag, a branch; `nil` when there is none.
  public func commit(named name: String) throws(ProofError) -> String? {
    guard !name.isEmpty, !name.hasPrefix("-"), !name.utf8.contains(0) else { return nil }
    let output = try git.run([
      "rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}",
    ])
    return output.status == 0 && !output.line.isEmpty ? output.line : nil
  }

  /// The commit that a release means: its own name, the part behind `@`, without what was built of
  /// it, each also with a `v` before it. Names that are too short for a hash are not taken for one.
  public func commit(ofRelease release: String) throws(ProofError) -> (
    name: String, commit: String
  )? {
    for name in releaseNames(release) {
      let isHash = name.count >= 7 && name.allSatisfy(\.isHexDigit)
      let wanted = isHash ? [name, "refs/tags/\(name)"] : ["refs/tags/\(name)"]
      for reference in wanted {
        if let commit = try commit(named: reference) { return (name, commit) }
      }
    }
    return nil
  }

  /// Tracked files of the folder's repository that differ from the commit, staged or not, sorted,
  /// relative to the top.
  public func changedFiles() throws(ProofError) -> [String] {
    guard head != nil else { return [] }
    let entries = try git.succeed(
      ["status", "--porcelain", "-z", "--untracked-files=no", "--ignore-submodules=dirty"],
      doing: "look for changes in \(root)"
    ).entries
    var paths: [String] = []
    var rest = entries[...]
    while let entry = rest.popFirst() {
      paths.append(String(entry.dropFirst(3)))
      // A rename or copy tells its source in the next entry.
      if entry.hasPrefix("R") || entry.hasPrefix("C") { _ = rest.popFirst() }
    }
    return paths.sorted()
  }

  /// The submodules that hold files, relative to the top, with the commits that are checked out.
  func submodules() throws(ProofError) -> [(path: String, commit: String)] {
    guard FileKind(at: root + "/.gitmodules") == .file else { return [] }
    let staged = try Git(folder: root, interruption: git.interruption).succeed(
      ["ls-files", "--stage", "-z"], doing: "list the files of \(root)")
    return staged.entries.compactMap { entry in
      // 160000 HASH STAGE<tab>PATH
      guard entry.hasPrefix("160000 "), let tab = entry.firstIndex(of: "\t") else { return nil }
      let fields = entry[..<tab].split(separator: " ")
      guard fields.count == 3 else { return nil }
      return (String(entry[entry.index(after: tab)...]), String(fields[1]))
    }
  }

  /// A path of the folder as git names it: from the top.
  func fromTop(_ path: String) -> String { prefix + path }

  /// The bytes of a file of the folder as a commit's checkout has them; `nil` when it has none.
  func file(_ path: String, in commit: String) throws(ProofError) -> [UInt8]? {
    let output = try git.run(["cat-file", "--filters", "\(commit):\(fromTop(path))"])
    return output.status == 0 ? output.bytes : nil
  }
}

/// What a release may be called in the repository, the most telling first.
func releaseNames(_ release: String) -> [String] {
  let version = release.split(separator: "@", maxSplits: 1).last.map(String.init) ?? release
  let plain = version.split(separator: "+", maxSplits: 1).first.map(String.init) ?? version
  let package = release.split(separator: "@").first.map(String.init) ?? ""
  var names = [release, version, plain, "v" + version, "v" + plain]
  if package != release {
    names += ["\(package)-\(plain)", "\(package)-v\(plain)", "\(package)/\(plain)"]
  }
  var seen: Set<String> = []
  return names.filter { !$0.isEmpty && seen.insert($0).inserted }
}
