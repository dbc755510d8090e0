import DatabaseErrors
import SourceCode

/// One way in which projects are built and tested, as its files show it.
struct Toolchain: Sendable {
  var name: String
  /// The job for a project; `nil` when the files are not of this kind, or leave open how the tests
  /// run.
  var job: @Sendable (ProjectFiles, DBMS?) -> Job?
  var examples: [Example]

  /// In the order of trial: a project of one language often has files of another beside it, a page
  /// with scripts, say, so those that are seldom beside others come first.
  static let all: [Toolchain] = [
    .swift, .elixir, .rails, .laravel, .maven, .gradle, .dotNet, .go, .python, .node,
  ]

  /// A project's files, and what of its job they decide; one without a test is no such project.
  struct Example: Sendable {
    var files: [String: String]
    var dbms: DBMS?
    var test: String?
    var image: String?
    /// Commands and variables that have to be there.
    var holds: [String] = []

    var project: ProjectFiles {
      ProjectFiles(
        files.map { SourceFile(path: $0.key, text: $0.value) }, source: SourceTree(isComplete: true)
      )
    }
  }
}
