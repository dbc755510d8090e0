extension Route {
  /// How older SDKs and programs written by hand send: one event, as JSON.
  static let store = Route(
    "POST", "/api/{project}/store",
    admit: { request, services in
      services.ingest.admit(project: request["project"], request.head, bodyMayHaveKey: false)
    },
    answer: { request, body, services in
      services.ingest.takeEvent(project: request["project"], request.head, body)
    })
}
