import SourceCode

extension DjangoScenario {
  /// Whether Django REST framework answers the request.
  var isRest: Bool {
    views.contains { $0.isRestView(in: reading.source) }
      || site.type?.bases.contains { $0.hasSuffix("Serializer") } == true
  }

  /// The functions and classes that the request reaches: those of the trace, and the class that the
  /// URL leads to, whose own frames may all be the framework's.
  var views: [PythonSite] {
    [site, reading.viewByURL].compactMap(\.self)
  }

  /// The client whose requests a view of REST framework takes for those of somebody who is logged
  /// in, whether the project knows people by sessions, tokens or something of its own.
  var usesRestClient: Bool { isRest && needsLogin }

  var clientType: String { usesRestClient ? "APIClient" : "Client" }

  /// Lets a test that makes clients of its own import their class.
  func needClient(in file: inout DjangoTestFile) {
    if !usesRestClient { file.need(clientType, from: "django.test") }
  }

  /// Lines that make the client, which may be a variable or `self.client`, somebody's who is logged
  /// in.
  func login(_ client: String) -> [String] {
    guard needsLogin else { return [] }
    return ["\(client).force_\(usesRestClient ? "authenticate" : "login")(self.user)"]
  }

  /// The lines of `setUp` that each test needs, without a client of its own.
  var rows: [String] { setUp.filter { !$0.hasPrefix("self.client") } }

  /// How the arguments of a request tell what its body is.
  func argument(ofType type: String?) -> String {
    guard let type else { return usesRestClient && !files.isEmpty ? ", format=\"multipart\"" : "" }
    // This client takes what is sent with a type for bytes.
    let isFormat = usesRestClient && type == "application/json"
    return isFormat ? ", format=\"json\"" : ", content_type=\"\(type)\""
  }
}
