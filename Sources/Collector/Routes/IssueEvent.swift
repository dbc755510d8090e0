import Issues

extension Route {
  /// An issue's latest event, as its client sent it but for secrets: who has a checkout diagnoses
  /// it there. It holds row values, as a report with `show_values=1` does.
  static let issueEvent = Route(
    "GET", "/api/issues/{issue}/event",
    admit: { request, services in services.access.admit(request.head) },
    answer: { request, _, services in
      services.reading { () throws(IssueStoreError) in
        guard let number = Int64(request["issue"]),
          let event = try services.issues.latestEvent(issue: number)
        else { return Refusal.noIssue.response }
        return HTTPResponse(
          status: 200,
          fields: [
            HTTPField("Content-Type", "application/json"), HTTPField("Cache-Control", "no-store"),
          ], body: event)
      }
    })
}
