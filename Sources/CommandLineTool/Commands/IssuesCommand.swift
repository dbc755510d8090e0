import EventSchema
import Issues
import Reports

extension Command {
  static let issues = Command(
    name: "issues",
    summary: "List the issues of a collector or a store, newest activity first.",
    operands: "", operandsMax: 0,
    options: [
      .url, .token, .store,
      Option("--limit", "How many at most; 20 by default.", value: "NUMBER"),
      Option("--format", "text (default) or json.", value: "FORMAT"),
    ],
    description: """
      One issue is what was violated and where it was written; its number is what triage report \
      takes.
      """,
    examples: [
      Example("triage issues", "List what the collector on this host knows."),
      Example(
        "triage issues --store /var/lib/triage/triage.sqlite --limit 5", "Read a store's file."),
    ],
    success: "the list is printed, even an empty one",
    run: runIssues)
}

private func runIssues(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
  let text = arguments.value("--limit") ?? "20"
  guard let limit = Int(text), (1...10_000).contains(limit) else {
    throw CommandFailure("--limit takes a number from 1 to 10000, not \(quoted(text))")
  }
  let format = try format(arguments)
  guard format == .text || format == .json else {
    throw CommandFailure("issues are listed as text or json, not as \(format.rawValue)")
  }
  let listings = try IssueOrigin(arguments, console).issues(limit: limit)
  if format == .json {
    let list: JSON = ["issues": .array(listings.map(\.json))]
    console.write(terminalSafe(json: list.prettyPrinted) + "\n")
  } else {
    console.write(listings.isEmpty ? noIssues : issueList(listings, console))
  }
  return .fine
}
