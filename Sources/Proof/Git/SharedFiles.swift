import Fixes
import Foundation

/// What a checkout has beside what git keeps, and the tests need: installed packages, local
/// settings.
///
/// Packages are linked, for they are large and nobody changes them; settings are copied. What is
/// built is left behind: it would be built into by two trees.
struct SharedFiles {
  let checkout: Checkout
  let worktree: Worktree

  /// How a folder of packages is known and taken along.
  private enum Way {
    case linked
    /// A folder of links, but for these entries, which look up where they are and are copied.
    case entriesLinked(copied: Set<String>)
  }

  private static let packages: [String: Way] = [
    "node_modules": .linked, ".venv": .linked, "venv": .linked, ".bundle": .linked,
    "bundle": .linked, "deps": .linked,
    "vendor": .entriesLinked(copied: ["composer", "autoload.php"]),
  ]

  func share() throws(ProofError) {
    let listing = try Git(folder: checkout.root, interruption: checkout.git.interruption).succeed(
      ["ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory"],
      doing: "list the ignored files of \(checkout.root)")
    for entry in listing.entries.prefix(ProofLimits.sharedEntries) {
      let path = entry.hasSuffix("/") ? String(entry.dropLast()) : entry
      guard FileKind(at: worktree.root + "/" + path) == .missing else { continue }
      switch FileKind(at: checkout.root + "/" + path) {
      case .folder: try shareFolder(path)
      case .file: copySettings(path)
      case .link: copyLink(path)
      default: continue
      }
    }
  }

  private func shareFolder(_ path: String) throws(ProofError) {
    let source = checkout.root + "/" + path
    let isEnvironment = FileKind(at: source + "/pyvenv.cfg") == .file
    guard let way = isEnvironment ? .linked : Self.packages[lastComponent(of: path)] else { return }
    switch way {
    case .linked: link(path)
    case .entriesLinked(let copied):
      guard FileKind(at: source + "/autoload.php") == .file else { return link(path) }
      makeFolder(worktree.root + "/" + path)
      for entry in entries(of: source) {
        if copied.contains(entry) {
          try? FileManager.default.copyItem(
            atPath: source + "/" + entry, toPath: "\(worktree.root)/\(path)/\(entry)")
        } else {
          link(path + "/" + entry)
        }
      }
    }
  }

  private func link(_ path: String) {
    makeFolder(parentFolder(of: worktree.root + "/" + path))
    symlink(checkout.root + "/" + path, worktree.root + "/" + path)
  }

  private func copySettings(_ path: String) {
    let isWaste = [".pyc", ".log", ".o", ".swp", ".DS_Store"].contains { path.hasSuffix($0) }
    guard !isWaste else { return }
    copy(path, bytesMax: ProofLimits.sharedFileBytes)
  }

  private func copyLink(_ path: String) {
    guard let target = resolved(checkout.root + "/" + path) else { return }
    makeFolder(parentFolder(of: worktree.root + "/" + path))
    symlink(target, worktree.root + "/" + path)
  }

  private func copy(_ path: String, bytesMax: Int) {
    guard let found = try? readFile(checkout.root + "/" + path, bytesMax: bytesMax) else { return }
    let target = worktree.root + "/" + path
    makeFolder(parentFolder(of: target))
    var status = stat()
    let mode = stat(checkout.root + "/" + path, &status) == 0 ? status.st_mode & 0o777 : 0o600
    let descriptor = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else { return }
    _ = writeAll(found, to: descriptor)
    close(descriptor)
  }

  private func makeFolder(_ path: String) {
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  private func entries(of folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  }

  /// What the working tree changed since the commit: its changes, and files that are new to git.
  func takeChanges() throws(ProofError) {
    let source = Git(folder: checkout.root, interruption: checkout.git.interruption)
    let target = Git(folder: worktree.root, interruption: checkout.git.interruption)
    let changes = try source.succeed(
      ["diff", "--binary", "--no-ext-diff", "--no-textconv", "--ignore-submodules", "HEAD"],
      doing: "read the changes of \(checkout.root)")
    if !changes.bytes.isEmpty {
      try target.succeed(
        ["apply", "--whitespace=nowarn", "-"], input: changes.bytes,
        doing: "take the uncommitted changes along")
    }
    let others = try source.succeed(
      ["ls-files", "-z", "--others", "--exclude-standard"], doing: "list the new files")
    for path in others.entries where FileKind(at: checkout.root + "/" + path) == .file {
      copy(path, bytesMax: ProofLimits.fileBytes)
    }
  }
}
