extension Route {
  /// How every modern SDK sends.
  static let envelope = Route(
    "POST", "/api/{project}/envelope",
    admit: { request, services in
      services.ingest.admit(project: request["project"], request.head, bodyMayHaveKey: true)
    },
    answer: { request, body, services in
      services.ingest.takeEnvelope(project: request["project"], request.head, body)
    })
}
