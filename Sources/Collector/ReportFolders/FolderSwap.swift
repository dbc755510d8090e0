import Foundation
import Glibc

/// A folder that is replaced as a whole: a reader sees the old one or the new one.
///
/// The new one is made beside the old one and takes its place at once. Nothing on the way is
/// followed if it is a link: each name is opened in the folder before it.
struct FolderSwap: ~Copyable {
  private let parent: Int32
  private let parentPath: String
  private let name: String
  private let newName: String
  private let folder: Int32

  /// Begins a new folder. Its parent is made if need be.
  init(root: String, parents: [String], name: String) throws(FolderError) {
    let path = ([root] + parents).joined(separator: "/")
    guard mkdir(root, 0o755) == 0 || errno == EEXIST else { throw FolderError(doing: root) }
    var descriptor = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FolderError(doing: root) }
    for parent in parents {
      descriptor = try Self.descend(from: descriptor, to: parent, path: path)
    }
    let newName = ".\(name).new"
    let newPath = "\(path)/\(newName)"
    // What a crash left.
    try? FileManager.default.removeItem(atPath: newPath)
    let made = mkdirat(descriptor, newName, 0o755)
    let opened =
      made == 0 ? openat(descriptor, newName, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) : -1
    guard opened >= 0 else {
      let error = FolderError(doing: newPath)
      close(descriptor)
      throw error
    }
    parent = descriptor
    parentPath = path
    self.name = name
    self.newName = newName
    folder = opened
  }

  deinit {
    close(folder)
    close(parent)
  }

  /// Opens a folder in a folder, which is made if need be; closes the outer one.
  private static func descend(
    from outer: Int32, to name: String, path: String
  ) throws(FolderError) -> Int32 {
    defer { close(outer) }
    guard mkdirat(outer, name, 0o755) == 0 || errno == EEXIST else {
      throw FolderError(doing: path)
    }
    let inner = openat(outer, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard inner >= 0 else { throw FolderError(doing: path) }
    return inner
  }

  /// Writes one file of the new folder, and waits until it is on disk.
  borrowing func write(_ file: ReportFiles.File) throws(FolderError) {
    let path = file.path.joined(separator: "/")
    var directory = dup(folder)
    for name in file.path.dropLast() {
      directory = try Self.descend(from: directory, to: name, path: path)
    }
    defer { close(directory) }
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let descriptor = openat(directory, file.path.last ?? "", flags, 0o644)
    guard descriptor >= 0 else { throw FolderError(doing: path) }
    defer { close(descriptor) }
    var rest = Array(file.text.utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard written > 0 else { throw FolderError(doing: path) }
      rest = rest.dropFirst(written)
    }
    guard fsync(descriptor) == 0, fsync(directory) == 0 else { throw FolderError(doing: path) }
  }

  /// Puts the new folder into the old one's place, and removes the old one.
  consuming func finish() throws(FolderError) {
    guard fsync(folder) == 0 else { throw FolderError(doing: "\(parentPath)/\(newName)") }
    if !Self.exchange(newName, name, in: parent) {
      // There is no old one, or a file system that cannot exchange: then for a moment none.
      try? FileManager.default.removeItem(atPath: "\(parentPath)/\(name)")
      guard renameat(parent, newName, parent, name) == 0 else {
        throw FolderError(doing: "\(parentPath)/\(name)")
      }
    }
    fsync(parent)
    try? FileManager.default.removeItem(atPath: "\(parentPath)/\(newName)")
  }
}

extension FolderSwap {
  private typealias RenameAt2 =
    @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32

  /// The C library has it, though its Swift module does not show it.
  private static let renameAt2 = dlsym(nil, "renameat2").map {
    unsafeBitCast($0, to: RenameAt2.self)
  }

  /// `false` when one is not there, or the file system cannot do it.
  private static func exchange(_ one: String, _ other: String, in parent: Int32) -> Bool {
    let exchange: UInt32 = 2  // RENAME_EXCHANGE
    return renameAt2?(parent, one, parent, other, exchange) == 0
  }
}

/// Why a folder could not be written.
struct FolderError: Error, Sendable, Hashable, CustomStringConvertible {
  var doing: String
  var reason: String

  /// Of the system call that has just failed.
  init(doing: String) {
    self.doing = doing
    reason = String(cString: strerror(errno))
  }

  var description: String { "\(doing): \(reason)" }
}
