extension Route {
  /// What SDKs and tools ask of other servers and this one does not do. They learn it in a sentence
  /// and go on; a browser that reports a policy violation is thanked.
  static let refused: [Route] =
    [
      ("POST", "/api/{project}/minidump", "minidumps are not supported"),
      ("POST", "/api/{project}/unreal/{key}", "Unreal crash reports are not supported"),
      ("POST", "/api/{project}/playstation", "console crash reports are not supported"),
      ("GET", "/api/{project}/cron/{rest…}", "monitors of scheduled jobs are not supported"),
      ("POST", "/api/{project}/cron/{rest…}", "monitors of scheduled jobs are not supported"),
      ("POST", "/api/{project}/otlp/{rest…}", "traces are not supported"),
      ("POST", "/api/{project}/integration/{rest…}", "traces are not supported"),
      (
        "POST", "/api/{project}/events/{event}/attachments",
        "attachments to earlier events are not supported"
      ),
      ("POST", "/api/store", "the project is missing: events go to /api/{project}/envelope/"),
    ].map { method, template, sentence in refusal(method, template, sentence) }
    + ["GET", "POST", "PUT", "DELETE"].map { method in
      refusal(method, "/api/0/{rest…}", "releases and source maps are not needed and not taken")
    }
    + ["security", "csp-report", "nel"].map { name in
      Route("POST", "/api/{project}/\(name)") { _, _, _ in
        .now(HTTPResponse(status: 200, fields: HTTPResponse.crossOriginFields))
      }
    }

  private static func refusal(_ method: String, _ template: String, _ sentence: String) -> Route {
    Route(
      method, template, admit: { _, _ in .answered(Refusal(404, sentence).response) },
      answer: { _, _, _ in .now(Refusal(404, sentence).response) })
  }
}
