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
    /// Whether it may also stand alone. A value is then joined by `=`, or the next word once the
    /// operand is there: `triage fix 12 --branch NAME`.
    var isValueOptional: Bool
    var summary: String

    init(_ name: String, _ summary: String, value: String? = nil, isValueOptional: Bool = false) {
      self.name = name
      self.value = value
      self.isValueOptional = isValueOptional
      self.summary = summary
    }

    /// As the manual prints it: `--source DIR`, `--branch[=NAME]`.
    var synopsis: String {
      guard let value else { return name }
      return isValueOptional ? "\(name)[=\(value)]" : "\(name) \(value)"
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
  static let all: [Command] = [.diagnose, .fix, .report, .issues, .explain, .doctor]
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
