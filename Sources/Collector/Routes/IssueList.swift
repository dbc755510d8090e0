import EventSchema
import Issues

extension Route {
  /// Issues as JSON, newest activity first; `project` and `limit` in the query narrow it.
  static let issueList = Route(
    "GET", "/api/issues", admit: { request, services in services.access.admit(request.head) },
    answer: { request, _, services in
      let project = request.head.parameter("project")
      let limit = request.head.parameter("limit")
      guard project.map({ Int64($0) != nil }) ?? true, limit.map({ Int($0) ?? 0 > 0 }) ?? true
      else { return .now(Refusal(400, "project and limit are whole numbers").response) }
      return services.reading { () throws(IssueStoreError) in
        let issues = try services.issues.issues(
          project: project.flatMap { Int64($0) },
          limit: min(limit.flatMap { Int($0) } ?? 100, CollectorLimits.issuesListedMax))
        return .json(200, ["issues": .array(issues.map(\.json))])
      }
    })

  /// One issue's line of that list.
  static let issue = Route(
    "GET", "/api/issues/{issue}",
    admit: { request, services in services.access.admit(request.head) },
    answer: { request, _, services in
      services.reading { () throws(IssueStoreError) in
        guard let number = Int64(request["issue"]),
          let issue = try services.issues.listing(issue: number)
        else { return Refusal.noIssue.response }
        return .json(200, issue.json)
      }
    })
}

extension Refusal {
  static let noIssue = Refusal(404, "There is no such issue")
}
