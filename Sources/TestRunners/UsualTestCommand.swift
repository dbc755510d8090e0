public import Fixes

/// A command that runs proposed tests in a project of which nothing more is known.
public struct UsualTestCommand: Sendable, Hashable {
  /// The word of `TestCase.framework`: `rspec`.
  public var framework: String
  /// One line for a POSIX shell: `bundle exec rspec spec/models/boat_spec.rb`.
  public var line: String

  /// One for each test framework among the tests, in the order of their first tests. None for
  /// frameworks whose runner is not known.
  public static func all(for tests: [TestCase]) -> [UsualTestCommand] {
    distinct(tests.map(\.framework)).compactMap { framework in
      let paths = tests.filter { $0.framework == framework }.map(\.path)
      return line(framework, distinct(paths)).map {
        UsualTestCommand(framework: framework, line: $0)
      }
    }
  }

  private static func line(_ framework: String, _ paths: [String]) -> String? {
    for runner in TestRunner.all {
      guard let usual = runner.usual, usual.frameworks.contains(framework) else { continue }
      return runner.selecting(paths, in: usual.command) ?? usual.command
    }
    return nil
  }

  private static func distinct(_ words: [String]) -> [String] {
    var found: [String] = []
    for word in words where !found.contains(word) { found.append(word) }
    return found
  }
}
