import EventSchema
import Issues
import Reports

extension Route {
  /// The list of issues, for a browser.
  static let listPage = Route(
    "GET", "/", admit: { request, services in services.access.admit(request.head) },
    answer: { _, _, services in
      services.reading { () throws(IssueStoreError) in
        let issues = try services.issues.issues(limit: CollectorLimits.issuesListedMax)
        let page = htmlPage(title: "Issues", body: body(issues, prefix: services.prefix))
        return .page(page, type: "text/html; charset=utf-8")
      }
    })

  /// The report of one issue, for a browser.
  static let issuePage = Route(
    "GET", "/issues/{issue}",
    admit: { request, services in services.access.admit(request.head) },
    answer: { request, _, services in
      services.reading { () throws(IssueStoreError) in
        guard let number = Int64(request["issue"]), let report = try services.report(issue: number)
        else { return Refusal.noIssue.response }
        return .page(render(report, as: .html), type: "text/html; charset=utf-8")
      }
    })

  private static func body(_ issues: [IssueStore.Listing], prefix: String) -> String {
    guard !issues.isEmpty else {
      return """
        <header><h1>Issues</h1></header>
        <p>Nothing has failed so far. Point an SDK at this collector: the DSN is
        <code>http://KEY@HOST:PORT\(htmlEscaped(prefix))/PROJECT</code>.</p>
        """
    }
    let head =
      "<tr><th>Issue</th><th>Cause</th><th>Events</th><th>Users</th><th>Last seen</th></tr>"
    let rows = issues.map { row($0, prefix: prefix) }.joined(separator: "\n")
    return """
      <header><h1>Issues</h1></header>
      <table class="issues">
      <thead>\(head)</thead>
      <tbody>
      \(rows)
      </tbody>
      </table>
      """
  }

  private static func row(_ issue: IssueStore.Listing, prefix: String) -> String {
    let statistics = issue.statistics
    let place = issue.culprit.map { "<br><code>\(htmlEscaped($0))</code>" } ?? ""
    let cause = statistics.cause.map { cause in
      let tone = issue.strength == "certain" ? "bad" : issue.strength == "likely" ? "caution" : ""
      let words = cause.split(separator: "_").joined(separator: " ")
      return "<span class=\"label \(tone.isEmpty ? "neutral" : tone)\">\(htmlEscaped(words))</span>"
        + (cause == "undetermined" ? "" : " \(htmlEscaped(issue.strength ?? ""))")
    }
    let seen = Timestamp.text(statistics.lastSeen).prefix(16).split(separator: "T")
    return """
      <tr>
      <td><a href="\(htmlEscaped(prefix))/issues/\(statistics.id)">\(htmlEscaped(issue.title))</a>\
      \(place)<br>\(htmlEscaped(statistics.projectName))</td>
      <td>\(cause ?? "")</td>
      <td>\(statistics.count)</td>
      <td>\(statistics.usersTouched)</td>
      <td>\(seen.joined(separator: " ")) UTC</td>
      </tr>
      """
  }
}
