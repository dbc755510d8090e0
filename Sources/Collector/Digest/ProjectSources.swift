import EventSchema
import SourceCode
import Synchronization

/// The checkouts that belong to projects. Each is read when it is first needed, and again when it
/// is older than a minute: a deployment changes it.
final class ProjectSources: Sendable {
  private struct Read {
    var tree: SourceTree
    var ticks: UInt64
  }

  private static let freshNanoseconds: UInt64 = 60_000_000_000

  private let folders: [Int64: String]
  private let log: Log
  private let read = Mutex<[Int64: Read]>([:])

  init(_ projects: [Configuration.Project], log: Log) {
    let folders = projects.compactMap { project in project.source.map { (project.id, $0) } }
    self.folders = Dictionary(folders) { first, _ in first }
    self.log = log
  }

  /// Empty when the project has none, or one that cannot be read.
  func tree(of project: Int64) -> SourceTree {
    guard let folder = folders[project] else { return .empty }
    return read.withLock { read in
      let now = Clock.ticks()
      if let known = read[project], now - known.ticks < Self.freshNanoseconds { return known.tree }
      let tree = self.tree(at: folder)
      read[project] = Read(tree: tree, ticks: now)
      return tree
    }
  }

  private func tree(at folder: String) -> SourceTree {
    do {
      return try SourceReader.read(folder: folder)
    } catch {
      log.warning("cannot read a checkout", ["why": .string("\(error)")])
      return .empty
    }
  }
}
