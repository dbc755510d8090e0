import Foundation

/// The git executable, called so that nothing of the user's set-up can stall or colour it: no
/// hooks, editor, pager, prompt, signature or external diff; each call ends within a bound.
struct Git: Sendable {
  /// The folder that it is run for.
  var folder: String
  var interruption: Interruption?

  struct Output: Sendable {
    var status: Int32
    var bytes: [UInt8]
    var errors: String

    /// Without the line feed at the end.
    var line: String {
      var text = Substring(String(decoding: bytes, as: UTF8.self))
      while text.unicodeScalars.last == "\n" { text.unicodeScalars.removeLast() }
      return String(text)
    }

    /// What `-z` separates.
    var entries: [String] {
      bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }
  }

  /// Switched off for every call: what runs programs, waits for people or changes the output.
  private static let settings = [
    "core.hooksPath=/dev/null", "core.fsmonitor=false", "core.quotePath=false", "color.ui=false",
    "commit.gpgSign=false", "tag.gpgSign=false", "push.gpgSign=false", "gc.auto=0",
    "maintenance.auto=false", "submodule.recurse=false", "diff.noprefix=false",
    "diff.mnemonicPrefix=false", "apply.whitespace=nowarn", "advice.detachedHead=false",
  ]

  /// Variables that would point git at another repository than the one of `folder`.
  static let misleadingVariables: Set<String> = [
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "GIT_PREFIX", "GIT_EXTERNAL_DIFF",
    "GIT_DIFF_OPTS", "GIT_CONFIG", "GIT_INTERNAL_SUPER_PREFIX", "GIT_QUARANTINE_PATH",
  ]

  /// Runs it and returns what it printed, whatever its status.
  ///
  /// - Throws: `ProofError` when it cannot be started, does not end in time, or is interrupted.
  func run(
    _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:],
    secondsMax: Double = ProofLimits.gitSeconds
  ) throws(ProofError) -> Output {
    let process = ChildProcess(
      program: "git",
      arguments: Self.settings.flatMap { ["-c", $0] } + ["-C", folder] + arguments,
      environment: Self.environment.merging(environment) { $1 }, secondsMax: secondsMax,
      input: input)
    var (bytes, errors): ([UInt8], [UInt8]) = ([], [])
    let ending = try process.run(interruption) { stream, chunk in
      if stream == .output, bytes.count < ProofLimits.gitOutputBytes { bytes += chunk }
      if stream == .errors, errors.count < 64 << 10 { errors += chunk }
    }
    switch ending {
    case .exited(127) where bytes.isEmpty && errors.isEmpty:
      throw ProofError(.git, "git is not installed; install it (apt install git)")
    case .exited(let status):
      return Output(
        status: status, bytes: bytes, errors: String(decoding: errors, as: UTF8.self))
    case .killed(let signal):
      throw ProofError(.git, "git \(arguments.first ?? "") was ended by signal \(signal)")
    case .outOfTime:
      throw ProofError(
        .git,
        "git \(arguments.first ?? "") took more than \(Int(secondsMax)) s in \(folder); run it "
          + "there to see why")
    case .interrupted: throw .interruption
    }
  }

  /// Runs it and demands success.
  ///
  /// - Throws: `ProofError` with what could not be done, git's own last line, and the mend.
  @discardableResult
  func succeed(
    _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:],
    secondsMax: Double = ProofLimits.gitSeconds, doing: String
  ) throws(ProofError) -> Output {
    let output = try run(
      arguments, input: input, environment: environment, secondsMax: secondsMax)
    guard output.status == 0 else {
      throw ProofError(.git, "cannot \(doing): \(output.complaint)")
    }
    return output
  }

  private static let environment: [String: String] = {
    var variables = ProcessInfo.processInfo.environment.filter {
      !misleadingVariables.contains($0.key)
    }
    variables["GIT_TERMINAL_PROMPT"] = "0"
    variables["GIT_EDITOR"] = ":"
    variables["GIT_SEQUENCE_EDITOR"] = ":"
    variables["GIT_PAGER"] = "cat"
    variables["GIT_OPTIONAL_LOCKS"] = "0"
    variables["GCM_INTERACTIVE"] = "never"
    variables["LC_ALL"] = "C"
    return variables
  }()
}

extension Git.Output {
  /// git's own words about what is wrong, on one line: its first error, else its last line.
  var complaint: String {
    let lines = errors.split(whereSeparator: \.isNewline).map(String.init)
    let marks = ["fatal: ", "error: ", "! [", "remote: error"]
    let telling = lines.first { line in
      marks.contains { line.drop { $0 == " " }.hasPrefix($0) }
    }
    let line = (telling ?? lines.last ?? "git ended with \(status)").drop { $0 == " " }
    for mark in marks.prefix(2) where line.hasPrefix(mark) {
      return String(line.dropFirst(mark.count))
    }
    return String(line)
  }
}
