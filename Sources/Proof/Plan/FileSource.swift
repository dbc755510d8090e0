import Fixes
import Foundation

/// Where a plan reads the files that it changes: a folder, or a commit.
public struct FileSource: Sendable {
  /// The bytes of a file; `nil` when there is none. The path is relative and without `..`.
  let read: @Sendable (String) throws(ProofError) -> [UInt8]?

  public init(_ read: @escaping @Sendable (String) throws(ProofError) -> [UInt8]?) {
    self.read = read
  }

  /// The files below a folder. What a link leads out of it to is not read.
  public static func folder(_ folder: String) -> FileSource {
    let root = resolved(folder) ?? folder
    return FileSource { path throws(ProofError) in
      try demandInside(path, of: root)
      return try readFile(root + "/" + path)
    }
  }

  /// The files of the checkout's folder as a commit has them.
  public static func commit(_ commit: String, of checkout: Checkout) -> FileSource {
    FileSource { path throws(ProofError) in try checkout.file(path, in: commit) }
  }
}

/// Refuses a path whose folders are links that lead out of the root, or that is a link itself.
func demandInside(_ path: String, of root: String) throws(ProofError) {
  guard FileKind(at: root + "/" + path) != .link else {
    throw ProofError(.change, "\(path) is a link; change the file that it leads to by hand")
  }
  var ancestor = parentFolder(of: path)
  while !ancestor.isEmpty, FileKind(at: root + "/" + ancestor) == .missing {
    ancestor = parentFolder(of: ancestor)
  }
  let real = resolved(ancestor.isEmpty ? root : root + "/" + ancestor) ?? ""
  guard real == root || real.hasPrefix(root + "/") else {
    throw ProofError(
      .change,
      "\(path) leads out of \(root) through a link; name the folder that it leads to with "
        + "--source")
  }
}
