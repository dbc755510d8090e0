import Diagnosis
import Reports

extension Command {
  static let explain = Command(
    name: "explain",
    summary: "Explain a cause: what it means and how it is told from the others.",
    operands: "[CAUSE]", operandsMax: 1,
    options: [
      Option("--all", "Explain all causes: this makes docs/causes/README.md."),
      Option("--format", "text (default), markdown, html or json.", value: "FORMAT"),
    ],
    description: """
      Prints the cause's title and mechanism, and the examples by which it is tested: what is \
      taken for it and what is not. Without CAUSE it lists all causes.
      """,
    examples: [
      Example("triage explain race", "Explain the race between check and write."),
      Example("triage explain --all --format markdown", "Print the whole manual."),
    ],
    success: "printed",
    run: runExplain)
}

private func runExplain(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
  let format = try format(arguments)
  let options = console.renderOptions(showsValues: false)
  guard !arguments.isSet("--all") else {
    return try write(renderManual(of: Cause.all, as: format, options), console)
  }
  guard let name = arguments.operands.first else {
    console.write(list(console))
    return .fine
  }
  guard let cause = Cause.named(name) else {
    throw CommandFailure(
      "unknown cause \(quoted(name)); \(nearest(name, among: Cause.all.map(\.id)))"
        + "triage explain lists them")
  }
  return try write(renderManual(of: [cause], as: format, options), console)
}

private func write(_ manual: String?, _ console: Console) throws -> ExitCode {
  guard let manual else {
    throw CommandFailure("sarif has no words for a manual; take text, markdown, html or json")
  }
  console.write(manual)
  return .fine
}

private func list(_ console: Console) -> String {
  let width = Cause.all.map(\.id.count).max() ?? 0
  return Cause.all.map { cause in
    let gap = String(repeating: " ", count: width - cause.id.count + 2)
    return "\(console.style(cause.id, .strong))\(gap)\(cause.title)\n"
  }.joined()
}
