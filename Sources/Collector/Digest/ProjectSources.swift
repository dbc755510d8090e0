import SourceCode

/// The checkouts that belong to projects.
struct ProjectSources: Sendable {
  private var trees: [Int64: SourceTree] = [:]

  init(_ projects: [Configuration.Project]) {
    _ = projects
  }

  func tree(of project: Int64) -> SourceTree { trees[project] ?? .empty }
}
