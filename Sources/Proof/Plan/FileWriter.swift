import Fixes
import Foundation

/// Writes the files of a plan below a folder: all of them, or none.
struct FileWriter {
  let root: String

  init(_ folder: String) {
    root = resolved(folder) ?? folder
  }

  /// - Throws: `ProofError` when one cannot be written; those before it are as they were then.
  func write(_ files: [Plan.File]) throws(ProofError) {
    for file in files { try demandWritable(file) }
    var written: [Plan.File] = []
    for file in files {
      do throws(ProofError) {
        try replace(file.path, with: file.after, isNew: file.before == nil)
        written.append(file)
      } catch {
        undo(written)
        throw error
      }
    }
  }

  /// Puts back what was there. What cannot be put back is left: there is nobody to tell.
  private func undo(_ files: [Plan.File]) {
    for file in files {
      if let before = file.before {
        try? replace(file.path, with: before, isNew: false)
      } else {
        unlink(root + "/" + file.path)
      }
    }
  }

  /// Nothing may have changed since the plan was made, and nothing may fail half-way that can be
  /// known before.
  private func demandWritable(_ file: Plan.File) throws(ProofError) {
    try demandInside(file.path, of: root)
    let path = root + "/" + file.path
    guard try readFile(path) == file.before else {
      throw ProofError(.file, "\(file.path) was changed meanwhile; run it again")
    }
    var parent = parentFolder(of: path)
    while FileKind(at: parent) == .missing { parent = parentFolder(of: parent) }
    for place in [parent] + (file.before == nil ? [] : [path])
    where access(place, W_OK) != 0 {
      throw ProofError(
        .file, "cannot write \(file.path): \(reason(errno)); make \(root) writable for this user")
    }
  }

  /// A file beside it takes its place, so that nobody reads half of it. Mode bits stay.
  private func replace(_ path: String, with bytes: [UInt8], isNew: Bool) throws(ProofError) {
    let target = root + "/" + path
    func failure() -> ProofError {
      ProofError(
        .file, "cannot write \(path): \(reason(errno)); make \(root) writable for this user")
    }
    guard makeFolders(for: path) else { throw failure() }
    var status = stat()
    let mode = stat(target, &status) == 0 ? status.st_mode & 0o7777 : 0o644
    let draft =
      parentFolder(of: target) + "/.triage-\(getpid())-\(lastComponent(of: path).utf8.count)"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw failure() }
    let problem = writeAll(bytes, to: descriptor)
    if !isNew { fchmod(descriptor, mode) }
    close(descriptor)
    guard problem == nil, rename(draft, target) == 0 else {
      if let problem { errno = problem }
      let error = failure()
      unlink(draft)
      throw error
    }
  }

  private func makeFolders(for path: String) -> Bool {
    var whole = root
    for component in parentFolder(of: path).split(separator: "/") {
      whole += "/" + component
      if mkdir(whole, 0o755) != 0, errno != EEXIST { return false }
    }
    return true
  }
}

extension Plan {
  /// Writes the changes and tests that are not there yet.
  ///
  /// - Throws: `ProofError` when a file cannot be written or has changed since the plan was made;
  ///   then nothing is changed.
  public func write(to folder: String) throws(ProofError) {
    try FileWriter(folder).write(files + testFiles)
  }
}
