import Foundation

/// A folder for one test, in which git changes files.
enum ScratchFolder {
  /// The files after a diff, as `git apply` leaves them, by path.
  static func files(_ files: [String: String], after diff: String) throws -> [String: String] {
    let root = FileManager.default.temporaryDirectory.appending(path: "code-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    for (path, text) in files {
      let url = root.appending(path: path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    let patch = root.appending(path: "change.diff")
    try Data(diff.utf8).write(to: patch)
    try git(["init", "-q"], in: root)
    try git(["apply", "--whitespace=nowarn", "change.diff"], in: root)
    try FileManager.default.removeItem(at: patch)
    try FileManager.default.removeItem(at: root.appending(path: ".git"))
    var result: [String: String] = [:]
    for case let path as String in FileManager.default.enumerator(atPath: root.path) ?? .init() {
      let url = root.appending(path: path)
      guard let data = try? Data(contentsOf: url) else { continue }
      result[path] = String(decoding: data, as: UTF8.self)
    }
    return result
  }

  private static func git(_ arguments: [String], in folder: URL) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
    process.currentDirectoryURL = folder
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw DoesNotApply() }
  }

  struct DoesNotApply: Error {}
}
