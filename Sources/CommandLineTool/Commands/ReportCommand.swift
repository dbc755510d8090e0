import Issues
import Reports

extension Command {
  static let report = Command(
    name: "report",
    summary: "Print the report of an issue: cause, evidence, fix, tests.",
    operands: "[ISSUE]", operandsMax: 1,
    options: [
      .url, .token, .store,
      Option(
        "--source", "With a store: the application's checkout. A collector reads its own.",
        value: "DIR"),
      .format, .showValues,
    ],
    description: """
      ISSUE is a number of triage issues. Without it the report is that of the newest constraint \
      failure, as text below a list of the latest issues.
      """,
    examples: [
      Example("triage report", "What happened last, and why."),
      Example("triage report 12 --format markdown > issue-12.md", "A report to paste elsewhere."),
      Example("triage report 12 --store triage.sqlite --source .", "Read a store and a checkout."),
    ],
    success: "the report is printed, or there are no issues yet",
    failure: "there is no issue of that number",
    run: runReport)
}

/// Issues in the list above a report.
private let listedIssuesMax = 5

private func runReport(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
  let format = try format(arguments)
  let options = console.renderOptions(showsValues: arguments.isSet("--show-values"))
  let issue = try arguments.operands.first.map(issueNumber)
  let source = try SourceCache(folder: arguments.value("--source"), nil)
  let origin = try IssueOrigin(arguments, console)
  if case .collector = origin, arguments.value("--source") != nil {
    throw CommandFailure(
      "a collector reads the folder that projects.source names; --source works with --store FILE")
  }
  guard let issue = try issue ?? newest(origin, format, console) else { return .fine }
  guard let report = try origin.report(issue: issue, as: format, options, source) else {
    console.complain("there is no issue \(issue); triage issues lists them")
    return .attention
  }
  console.write(report)
  return .fine
}

private func issueNumber(_ text: String) throws(CommandFailure) -> Int64 {
  guard let number = Int64(text.hasPrefix("#") ? String(text.dropFirst()) : text), number > 0 else {
    throw CommandFailure("an issue is a number, not \(quoted(text)); triage issues lists them")
  }
  return number
}

/// The newest constraint failure, else the newest issue; for a reader, below a list of the latest.
private func newest(
  _ origin: IssueOrigin, _ format: ReportFormat, _ console: Console
) throws(CommandFailure) -> Int64? {
  let listings = try origin.issues(limit: 50)
  guard let newest = listings.first(where: { $0.statistics.cause != nil }) ?? listings.first else {
    if format == .text {
      console.write(noIssues)
    } else {
      console.complain("there are no issues yet")
    }
    return nil
  }
  if format == .text, listings.count > 1 {
    let heading = console.style("Latest issues", .strong)
    let shown = Array(listings.prefix(listedIssuesMax))
    console.write(heading + "\n\n" + issueList(shown, console) + "\n")
    console.write(
      "Issue \(newest.statistics.id) in full; triage report NUMBER prints another one.\n\n")
  }
  return newest.statistics.id
}
