import Issues
import Reports

/// Issues in two lines each: what, and how certain, how often, how recent.
func issueList(_ listings: [IssueStore.Listing], _ console: Console) -> String {
  let numberWidth = listings.map { String($0.statistics.id).count }.max() ?? 0
  return listings.map { listing in
    let number = String(listing.statistics.id)
    let padding = String(repeating: " ", count: numberWidth - number.count)
    let indent = String(repeating: " ", count: numberWidth + 2)
    return """
      \(padding)\(console.style(number, .strong))  \(visibleLine(listing.title))
      \(indent)\(verdict(listing, console)) · \(console.style(counts(listing), .faint))

      """
  }.joined()
}

private func verdict(_ listing: IssueStore.Listing, _ console: Console) -> String {
  guard let cause = listing.statistics.cause else { return "no constraint failure" }
  guard cause != "undetermined", let strength = listing.strength else { return visibleLine(cause) }
  let style: Console.Style =
    switch strength {
    case "certain": .bad
    case "likely": .caution
    default: .faint
    }
  return "\(console.style(visibleLine(strength), style)) \(visibleLine(cause))"
}

private func counts(_ listing: IssueStore.Listing) -> String {
  let statistics = listing.statistics
  let users = statistics.usersTouched
  let parts = [
    statistics.count == 1 ? "once" : "\(statistics.count) times",
    users == 0 ? nil : users == 1 ? "1 user" : "\(users) users",
    "last \(timestamp(statistics.lastSeen))", visibleLine(statistics.projectName),
  ]
  return parts.compactMap { $0 }.joined(separator: " · ")
}

/// What to do when nothing has arrived yet.
let noIssues = """
  There are no issues yet. Point an app's Sentry SDK, or Monitor.start(apiKey:), at the collector:
    http://KEY@127.0.0.1:9090/PROJECT   (both from projects in the collector's configuration)

  """
