/// A tool that runs tests: how its command is told to run some files only, and how its output
/// reads.
///
/// One value per tool, with examples: what people type, and what the tool prints.
public struct TestRunner: Sendable {
  var name: String
  /// How it is usually run; `nil` for one that no proposed test is written for.
  var usual: Usual? = nil
  /// The words by which a command is known as this runner's, each list in order: `manage.py`
  /// `test`.
  var words: [[String]]
  /// The command with these files alone; `nil` when it cannot be told to.
  var select: @Sendable (CommandLine) -> String?
  /// What the lines say; `nil` when they are not of this runner.
  var read: @Sendable ([Substring]) -> TestReport?
  /// What it prints when there is no test to run; some then end as if one had failed.
  var emptyWords: [String] = []
  /// What failing tests say when the test itself is broken and the failure shows nothing.
  var brokenTestWords: [String] = []
  var selections: [Selection]
  var outputs: [Output]

  /// The command that people type, and the test frameworks it runs, by the words of
  /// `TestCase.framework`.
  struct Usual: Sendable {
    var command: String
    var frameworks: Set<String>

    init(_ command: String, runs frameworks: Set<String>) {
      self.command = command
      self.frameworks = frameworks
    }
  }

  /// A command, and the test files that it is to run.
  struct CommandLine {
    var line: String
    /// Relative to the folder of the command.
    var paths: [String]

    /// The command with words at its end.
    func appending(_ words: [String]) -> String {
      ([line] + words.map(shellQuoted)).joined(separator: " ")
    }

    /// The command with the files at its end.
    var appendingPaths: String { appending(paths) }
  }

  struct Selection: Sendable {
    var command: String
    var paths: [String]
    var selected: String?

    init(_ command: String, _ paths: [String], _ selected: String?) {
      self.command = command
      self.paths = paths
      self.selected = selected
    }
  }

  struct Output: Sendable {
    var text: String
    var passed = 0
    var failed = 0
    var skipped = 0
    /// Of tests that the runner names, with the reason where it is printed.
    var failing: [String: String] = [:]
    var passing: [String] = []
    var unprepared: [String] = []
    var obstacle: TestReport.Obstacle.Kind? = nil
  }

  /// In the order of trial: the more particular command before the more general one.
  static let all: [TestRunner] = [
    .unittest, .pytest, .swiftTest, .goTest, .vitest, .jest, .mocha, .rspec, .minitest, .phpunit,
    .pest, .maven, .gradle, .dotnet, .exUnit, .cargo, .tap,
  ]

  /// The runner of a command, by its words; the one that is named last counts: `coverage run -m
  /// pytest`, `docker compose run web pytest`.
  public static func of(command: String) -> TestRunner? {
    let words = shellWords(command)
    var best: (runner: TestRunner, place: Int)?
    for runner in all {
      for form in runner.words {
        guard let place = place(of: form, in: words), place > best?.place ?? -1 else { continue }
        best = (runner, place)
      }
    }
    return best?.runner
  }

  /// The command for some files only. Not for one that goes on behind the runner's words, or goes
  /// elsewhere before them: then the paths would not be those of its folder.
  public func selecting(_ paths: [String], in line: String) -> String? {
    let commands = line.split(omittingEmptySubsequences: true) { ";&\n".contains($0) }
    guard let last = commands.last, Self.of(command: String(last))?.name == name,
      !last.contains(where: { "|<>`".contains($0) }),
      !commands.contains(where: { ["cd", "pushd"].contains(shellWords(String($0)).first) })
    else { return nil }
    return select(CommandLine(line: trimmed(line[...]), paths: paths))
  }

  /// Whether a test failed because the test itself is broken: by a missing name, say.
  public static func saysThatTheTestIsBroken(_ reason: String) -> Bool {
    all.contains { $0.brokenTestWords.contains { reason.contains($0) } }
  }

  /// Whether a line begins with what the runner says when there is no test.
  func saysThatThereAreNone(_ lines: [Substring]) -> Bool {
    !emptyWords.isEmpty
      && lines.contains { line in emptyWords.contains { trimmed(line).hasPrefix($0) } }
  }

  /// Where the last word of a form stands, when all are there in order.
  private static func place(of form: [String], in words: [String]) -> Int? {
    var place = -1
    for word in form {
      guard
        let next = words[(place + 1)...].firstIndex(where: {
          $0 == word || $0.hasSuffix("/" + word)
        })
      else { return nil }
      place = next
    }
    return place
  }
}
