import Issues
import Reports

extension Route {
  /// An issue's report. `format` in the query wins over the header `Accept`; `show_values=1` prints
  /// row values, `color=1` and `width` are for a terminal.
  static let issueReport = Route(
    "GET", "/api/issues/{issue}/report",
    admit: { request, services in services.access.admit(request.head) },
    answer: { request, _, services in
      guard let format = format(of: request.head) else {
        let formats = ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")
        return .now(Refusal(400, "No such format", causes: ["Known are \(formats)"]).response)
      }
      return services.reading { () throws(IssueStoreError) in
        guard let number = Int64(request["issue"]), let report = try services.report(issue: number)
        else { return Refusal.noIssue.response }
        var options = RenderOptions()
        options.id = request["issue"]
        options.showsValues = request.head.parameter("show_values") == "1"
        options.usesColor = request.head.parameter("color") == "1"
        if let width = request.head.parameter("width").flatMap({ Int($0) }) {
          options.width = min(max(width, 40), 400)
        }
        return .page(render(report, as: format, options), type: format.mediaType)
      }
    })

  private static func format(of head: HTTPRequestHead) -> ReportFormat? {
    if let name = head.parameter("format") { return ReportFormat(rawValue: name) }
    for type in (head.field("accept") ?? "").split(separator: ",") {
      let name = type.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
      if let format = ReportFormat.allCases.first(where: { $0.mediaType.hasPrefix(name) }) {
        return name.isEmpty ? .json : format
      }
    }
    return .json
  }
}

extension ReportFormat {
  fileprivate var mediaType: String {
    switch self {
    case .text: "text/plain; charset=utf-8"
    case .markdown: "text/markdown; charset=utf-8"
    case .html: "text/html; charset=utf-8"
    case .json: "application/json"
    case .sarif: "application/sarif+json"
    }
  }
}

extension HTTPResponse {
  /// A page that loads nothing and is framed by nobody; no cache keeps it, it may hold what is
  /// secret.
  static func page(_ text: String, type: String) -> HTTPResponse {
    HTTPResponse(
      status: 200,
      fields: [
        HTTPField("Content-Type", type),
        HTTPField(
          "Content-Security-Policy",
          """
          default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
          frame-ancestors 'none'
          """),
        HTTPField("Referrer-Policy", "no-referrer"), HTTPField("Cache-Control", "no-store"),
      ] + crossOriginFields, body: Array(text.utf8))
  }
}
