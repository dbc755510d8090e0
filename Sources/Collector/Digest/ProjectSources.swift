import EventSchema
import SourceCode
import Synchronization

/// The checkouts that belong to projects. Each is read when it is first needed, and again when it
/// is older than a minute: a deployment changes it.
final class ProjectSources: Sendable {
  /// The source of a project, with what it declares of its database.
  struct Checkout: Sendable {
    var tree = SourceTree.empty
    var schema = Schema.empty
  }

  private struct Read {
    var checkout: Checkout
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
  func checkout(of project: Int64) -> Checkout {
    guard let folder = folders[project] else { return Checkout() }
    return read.withLock { read in
      let now = Clock.ticks()
      if let known = read[project], now - known.ticks < Self.freshNanoseconds {
        return known.checkout
      }
      let checkout = self.checkout(at: folder)
      read[project] = Read(checkout: checkout, ticks: now)
      return checkout
    }
  }

  private func checkout(at folder: String) -> Checkout {
    do {
      let tree = try SourceReader.read(folder: folder)
      return Checkout(tree: tree, schema: Schema.declared(in: tree))
    } catch {
      log.warning("cannot read a checkout", ["why": .string("\(error)")])
      return Checkout()
    }
  }
}
