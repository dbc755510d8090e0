import DatabaseErrors
import EventSchema
import Fixes
import Foundation
import Frameworks
import SourceCode
import TestSupport

/// A Django project in memory, and failures at given lines of it.
struct DjangoApp {
  var files: [SourceFile]

  /// The project under `fixtures/apps/`.
  static let libraryDesk: DjangoApp = {
    let root = fixtures.appending(path: "apps/library_desk")
    let paths =
      FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    return DjangoApp(
      files: paths.filter { $0.hasSuffix(".py") }.sorted().compactMap { path in
        guard let data = try? Data(contentsOf: root.appending(path: path)) else { return nil }
        return SourceFile(path: path, text: String(decoding: data, as: UTF8.self))
      })
  }()

  init(files: [SourceFile]) {
    self.files = files
  }

  init(_ files: [String: String]) {
    self.files = files.map { SourceFile(path: $0.key, text: $0.value) }
  }

  /// A failure of the statement on the first line of a file that holds `code`, called from the line
  /// of another file, if any.
  func failure(
    _ path: String, _ code: String, kind: ConstraintViolation.Kind = .unique, table: String,
    columns: [String], through django: (module: String, function: String)? = nil,
    calledBy caller: (path: String, code: String)? = nil, isComplete: Bool = true,
    request: Request? = nil
  ) -> Failure {
    var event = Event()
    event.platform = "python"
    event.sdk = Event.SDK(name: "sentry.python.django", version: nil)
    event.request = request
    let places = (caller.map { [$0] } ?? []) + [(path, code)]
    var frames = places.map { place in
      Frame(filename: place.0, lineNumber: line(of: place.1, in: place.0), inApp: true)
    }
    let culprit = frames.count - 1
    if let django {
      frames.append(Frame(module: django.module, function: django.function, lineNumber: 1))
    }
    return Failure(
      event: event, violation: ConstraintViolation(kind: kind, table: table, columns: columns),
      frames: frames, inApp: frames.indices.map { $0 <= culprit }, culpritIndex: culprit,
      tree: SourceTree(files: files, isComplete: isComplete))
  }

  func line(of code: String, in path: String) -> Int? {
    let lines = files.first { $0.path == path }?.text.split(
      separator: /\r?\n/, omittingEmptySubsequences: false)
    return lines?.firstIndex { $0.contains(code) }.map { $0 + 1 }
  }

  /// The files after a diff, as `git apply` leaves them.
  func applying(_ diff: String) throws -> DjangoApp {
    let root = FileManager.default.temporaryDirectory.appending(path: "app-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    for file in files {
      let url = root.appending(path: file.path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.text.utf8).write(to: url)
    }
    try Data(diff.utf8).write(to: root.appending(path: "change.diff"))
    try git(["init", "-q"], in: root)
    try git(["apply", "change.diff"], in: root)
    let paths =
      FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    return DjangoApp(
      files: try paths.filter { $0.hasSuffix(".py") }.map { path in
        let data = try Data(contentsOf: root.appending(path: path))
        return SourceFile(path: path, text: String(decoding: data, as: UTF8.self))
      })
  }

  private func git(_ arguments: [String], in folder: URL) throws {
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
