/// One word after `triage`: what it takes and what it does.
struct Command: Sendable {
  var name: String
  /// One line for the list of commands.
  var summary: String
  /// What stands after the name: `[FILE|-]`.
  var operands: String
  var operandsMax: Int
  var options: [Option]
  /// What it does, in a few sentences.
  var description: String
  /// Command lines with what they do.
  var examples: [Example]
  /// What the exit code 0 means here.
  var success: String
  /// What 1 means, if it can happen; 2 is always "could not run".
  var failure: String? = nil
  var run: @Sendable (Arguments, Console) throws -> ExitCode

  struct Option: Sendable {
    var name: String
    /// What it takes: `DIR`; `nil` for a switch.
    var value: String?
    var summary: String

    init(_ name: String, _ summary: String, value: String? = nil) {
      self.name = name
      self.value = value
      self.summary = summary
    }
  }

  struct Example: Sendable {
    var line: String
    var effect: String

    init(_ line: String, _ effect: String) {
      self.line = line
      self.effect = effect
    }
  }

  /// In the order of the help.
  static let all: [Command] = [.diagnose, .report, .issues, .explain, .doctor]
}

/// How a process ends.
enum ExitCode: Int32, Sendable {
  case fine = 0
  /// Findings, or something to do.
  case attention = 1
  case couldNotRun = 2
}

/// Why a command could not run, in one line that names the mend.
struct CommandFailure: Error, Sendable {
  var message: String

  init(_ message: String) {
    self.message = message
  }
}
