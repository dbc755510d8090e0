import Fixes
import Foundation
import TestRunners

/// The developer's command that runs the tests, as a shell takes it.
public struct TestCommand: Sendable, Hashable {
  /// `{tests}` stands for the paths of the tests to run, where the command has it.
  public var line: String
  /// Of one run.
  public var secondsMax: Double

  public init(_ line: String, secondsMax: Double = ProofLimits.testSeconds) {
    self.line = line
    self.secondsMax = secondsMax
  }

  static let placeholder = "{tests}"

  /// The command for the whole suite.
  var whole: String {
    line.replacingOccurrences(of: Self.placeholder, with: "")
  }

  /// The command for these test files alone; `nil` when it is of no known runner and has no place
  /// for them. `__init__.py` and its like are no tests.
  func selecting(_ paths: [String]) -> String? {
    let paths = paths.filter { lastComponent(of: $0) != "__init__.py" }
    guard !paths.isEmpty else { return nil }
    if line.contains(Self.placeholder) {
      let words = paths.map(shellQuoted).joined(separator: " ")
      return line.replacingOccurrences(of: Self.placeholder, with: words)
    }
    return TestRunner.of(command: line)?.selecting(paths, in: line)
  }

  /// One run: how it ended, what it printed, how long it took.
  struct Run {
    var ending: ChildProcess.Ending
    var text: String
    var seconds: Double
  }

  /// Runs a command line in a folder, with the environment of this process.
  static func run(
    _ line: String, in folder: String, secondsMax: Double, log path: String,
    _ interruption: Interruption?
  ) throws(ProofError) -> Run {
    var log = try TestLog(path: path)
    let environment = ProcessInfo.processInfo.environment.filter {
      !Git.misleadingVariables.contains($0.key)
    }.merging(["PWD": folder]) { $1 }
    let process = ChildProcess(
      program: "/bin/sh", arguments: ["-c", "cd \(shellQuoted(folder)) || exit 126\n\(line)"],
      environment: environment, secondsMax: secondsMax)
    let start = ContinuousClock.now
    let ending: ChildProcess.Ending
    do throws(ProofError) {
      ending = try process.run(interruption) { _, bytes in log.append(bytes) }
    } catch {
      _ = log.finish()
      throw error
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let text = log.finish()
    guard ending != .interrupted else { throw .interruption }
    return Run(ending: ending, text: text, seconds: seconds)
  }
}
