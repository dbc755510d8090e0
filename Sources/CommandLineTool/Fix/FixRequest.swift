import Foundation
import Proof

/// What the options of `triage fix` ask for.
struct FixRequest {
  /// The source folder.
  var folder: String
  var revision: String?
  var applies: Bool
  var commits: Bool
  /// Whether a branch is made; its name may be left to the tool.
  var makesBranch: Bool
  var branch: String?
  var remote: String?
  /// `nil` unless a pull or merge request is to be opened.
  var hosting: HostingRequest?
  /// `nil` unless a job for continuous integration is to be proposed.
  var integration: IntegrationRequest?
  var patch: String?
  var allowsDirty: Bool
  /// `nil` unless it is to be proven.
  var testCommand: TestCommand?
  var logFolder: String?
  var isJSON: Bool

  /// - Throws: `CommandFailure` for options that do not go together.
  init(_ arguments: Arguments, _ console: Console) throws(CommandFailure) {
    folder = arguments.value("--source") ?? "."
    revision = arguments.value("--revision")
    commits = arguments.isSet("--commit")
    hosting = try HostingRequest(arguments, console)
    integration = IntegrationRequest(arguments)
    remote = arguments.value("--push") ?? hosting.map { _ in HostingRequest.standardRemote }
    makesBranch = arguments.isSet("--branch") || remote != nil
    branch = arguments.value("--branch")
    applies = arguments.isSet("--apply") || (commits && !makesBranch)
    patch = arguments.value("--patch")
    allowsDirty = arguments.isSet("--allow-dirty")
    logFolder = arguments.value("--keep-logs").map(absolutePath)
    switch arguments.value("--format") {
    case nil, "text": isJSON = false
    case "json": isJSON = true
    case let name?: throw CommandFailure("fix takes text or json, not \(quoted(name))")
    }
    testCommand = try Self.testCommand(arguments)
    if isJSON, patch == "-" {
      throw CommandFailure("--patch - and --format json both write standard output; name a file")
    }
  }

  private static func testCommand(
    _ arguments: Arguments
  ) throws(CommandFailure) -> TestCommand? {
    let seconds = arguments.value("--time-limit").map { Double($0) ?? 0 }
    if let seconds, !(1...86_400).contains(seconds) {
      throw CommandFailure("--time-limit takes 1 to 86400 seconds")
    }
    let line = arguments.value("--test-command")
    guard arguments.isSet("--verify") else {
      guard line == nil else {
        throw CommandFailure("--test-command is for --verify; give both")
      }
      return nil
    }
    guard let line, line.contains(where: { !$0.isWhitespace }) else {
      throw CommandFailure(
        "--verify needs to know how the tests are run: --test-command 'python manage.py test'")
    }
    return TestCommand(line, secondsMax: seconds ?? ProofLimits.testSeconds)
  }

  /// Whether standard output is for a program: a patch, or JSON at the end.
  var isQuiet: Bool { isJSON || patch == "-" }

  /// Whether anything is to be done beside showing the plan.
  var doesAnything: Bool { testCommand != nil || delivers }

  /// Whether files, commits or patches are to be made.
  var delivers: Bool { applies || commits || makesBranch || patch != nil }

  /// Whether it cannot be done without git.
  var needsRepository: Bool { testCommand != nil || commits || makesBranch || revision != nil }
}

func noRepository(_ request: FixRequest) -> ProofError {
  ProofError(
    .checkout,
    "\(quoted(request.folder)) is in no git repository, and --verify, --branch and --commit need "
      + "one; run git init and commit, or use --apply --allow-dirty")
}

private func absolutePath(_ path: String) -> String {
  path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
}
