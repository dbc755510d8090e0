import Fixes

/// How the tests of one test framework are run, here and in a continuous integration job.
struct TestRunner: Sendable {
  /// The word of `TestCase.framework`.
  var framework: String
  /// The command for these files, relative to the source root.
  var command: @Sendable ([String]) -> String
  /// Steps of a job that make the tools available, as YAML lines of a step list.
  var setUp: [String]

  static let all = [django, pytest, swiftTesting, xcTest]

  static let django = TestRunner(
    framework: "django",
    command: { paths in
      "python manage.py test " + paths.map(pythonModule).map(shellQuoted).joined(separator: " ")
    },
    setUp: python)

  static let pytest = TestRunner(
    framework: "pytest",
    command: { paths in "pytest " + paths.map(shellQuoted).joined(separator: " ") },
    setUp: python)

  static let swiftTesting = TestRunner(
    framework: "swift-testing", command: { paths in "swift test" + swiftFilter(paths) },
    setUp: swift)

  static let xcTest = TestRunner(
    framework: "xctest", command: { paths in "swift test" + swiftFilter(paths) }, setUp: swift)

  private static let python = [
    "- uses: actions/setup-python@v5",
    "  with: {python-version: \"3.x\"}",
    "- run: pip install -r requirements.txt",
  ]
  private static let swift = ["- run: swift build --build-tests"]
}

/// One command for each test framework among the tests.
func testCommands(_ tests: [TestCase]) -> [String] {
  TestRunner.all.compactMap { runner in
    let paths = tests.filter { $0.framework == runner.framework }.map(\.path)
    return paths.isEmpty ? nil : runner.command(paths)
  }
}

/// `accounts/tests/test_register.py` is the module `accounts.tests.test_register`.
private func pythonModule(_ path: String) -> String {
  let stem = path.hasSuffix(".py") ? String(path.dropLast(3)) : path
  return stem.split(separator: "/").joined(separator: ".")
}

/// The test target is the folder below `Tests`; several targets are run without a filter.
private func swiftFilter(_ paths: [String]) -> String {
  let targets = Set(
    paths.compactMap { path -> String? in
      let parts = path.split(separator: "/")
      guard parts.count > 2, parts[0] == "Tests" else { return nil }
      return String(parts[1])
    })
  guard targets.count == 1, let target = targets.first else { return "" }
  return " --filter " + shellQuoted(target)
}
