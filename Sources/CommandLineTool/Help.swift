/// The version of this build.
let version = "0.1.0"

/// What `triage help` prints.
func overview(_ console: Console) -> String {
  let width = Command.all.map(\.name.count).max() ?? 0
  let commands = Command.all.map { command in
    let gap = String(repeating: " ", count: width - command.name.count + 3)
    return "  \(console.style(command.name, .strong))\(gap)\(command.summary)"
  }
  return """
    Why a database refused a statement, and the change and the tests that mend it.

    \(console.style("Usage", .strong))
      triage COMMAND [OPTIONS]

    \(console.style("Commands", .strong))
    \(commands.joined(separator: "\n"))

    \(console.style("Example", .strong))
      triage diagnose error.log --source .

    triage COMMAND --help says more. Exit codes: 0 fine, 1 something to do, 2 could not run.

    """
}

/// What `triage COMMAND --help` prints.
func manual(_ command: Command, _ console: Console) -> String {
  var lines = [
    command.summary, "", console.style("Usage", .strong),
    "  triage \(command.name) \(command.operands.isEmpty ? "" : command.operands + " ")[OPTIONS]",
    "",
  ]
  lines += wrapped(command.description, width: 78)
  let options = command.options + [Command.Option("--help", "Show this help.")]
  let names = options.map(\.synopsis)
  let width = names.map(\.count).max() ?? 0
  lines += ["", console.style("Options", .strong)]
  for (name, option) in zip(names, options) {
    let gap = String(repeating: " ", count: width - name.count + 3)
    let texts = wrapped(option.summary, width: 78 - width - 5)
    lines.append("  \(name)\(gap)\(texts.first ?? "")")
    lines += texts.dropFirst().map { String(repeating: " ", count: width + 5) + $0 }
  }
  lines += ["", console.style(command.examples.count == 1 ? "Example" : "Examples", .strong)]
  for example in command.examples {
    lines += ["  " + example.line, "      " + console.style(example.effect, .faint)]
  }
  lines += ["", console.style("Exit codes", .strong), "  0  \(command.success)"]
  if let failure = command.failure { lines.append("  1  \(failure)") }
  lines.append("  2  could not run; one line on standard error says why and what to do")
  return lines.joined(separator: "\n") + "\n"
}

/// The words of a text on lines of a width.
func wrapped(_ text: String, width: Int) -> [String] {
  var lines: [String] = []
  var line = ""
  for word in text.split(separator: " ") {
    if !line.isEmpty, line.count + 1 + word.count > width {
      lines.append(line)
      line = ""
    }
    line += (line.isEmpty ? "" : " ") + word
  }
  return line.isEmpty ? lines : lines + [line]
}
