/// Finds the route for a request.
struct Router: HTTPService {
  let services: Services
  private let prefix: [Substring]

  init(_ services: Services, prefix: String) {
    self.services = services
    self.prefix = prefix.split(separator: "/")
  }

  func admit(_ head: HTTPRequestHead) -> HTTPAdmission {
    guard head.method != "OPTIONS" else {
      return .answered(HTTPResponse(status: 204, fields: HTTPResponse.crossOriginFields))
    }
    switch find(head) {
    case .success(let (route, request)):
      switch route.admit(request, services) {
      case .answered(let response): return .answered(response.readable(by: head))
      case let body: return body
      }
    case .failure(let refusal): return .answered(refusal.response.readable(by: head))
    }
  }

  func answer(_ head: HTTPRequestHead, body: [UInt8]) -> HTTPAnswer {
    switch find(head) {
    case .success(let (route, request)):
      switch route.answer(request, body, services) {
      case .now(let response): .now(response.readable(by: head))
      case let later: later
      }
    case .failure(let refusal): .now(refusal.response.readable(by: head))
    }
  }

  func refusal(_ refusal: HTTPRefusal) -> HTTPResponse {
    switch refusal {
    case .bodyTooLarge(let bytesMax):
      Refusal(413, "The body has more than \(bytesMax) bytes").response
    case .tooBusy:
      Refusal.unavailable(
        "Too many bodies are being read at once",
        retryAfterSeconds: CollectorLimits.storeRetrySeconds
      ).response
    case .tooSlow(let seconds):
      Refusal(408, "The request took more than \(seconds) seconds").response
    case .shuttingDown:
      Refusal.unavailable(
        "The collector is stopping", retryAfterSeconds: CollectorLimits.storeRetrySeconds
      ).response
    }
  }

  private func find(_ head: HTTPRequestHead) -> Result<(Route, RouteRequest), Refusal> {
    let path = head.path.split(separator: "/")
    guard path.starts(with: prefix) else { return .failure(Self.unknown(head)) }
    let rest = Array(path.dropFirst(prefix.count))
    let method = head.method == "HEAD" ? "GET" : head.method
    var allowed: [String] = []
    for route in Route.all {
      guard let parameters = route.parameters(of: rest) else { continue }
      guard route.method == method else {
        allowed.append(route.method)
        continue
      }
      return .success((route, RouteRequest(head: head, parameters: parameters)))
    }
    guard !allowed.isEmpty else { return .failure(Self.unknown(head)) }
    let methods = allowed.joined(separator: ", ")
    return .failure(
      Refusal(
        405, "This address takes \(methods) only",
        fields: [HTTPField("Allow", "\(methods), OPTIONS")]))
  }

  private static func unknown(_ head: HTTPRequestHead) -> Refusal {
    Refusal(
      404, "There is nothing at this address",
      causes: ["Events go to /api/{project}/envelope/ by POST"])
  }
}

extension HTTPResponse {
  /// Scripts of other sites may send events and read what becomes of them, and nothing else: issues
  /// are read without a token on a machine of one's own.
  fileprivate func readable(by head: HTTPRequestHead) -> HTTPResponse {
    guard head.method == "GET" || head.method == "HEAD" else { return self }
    var response = self
    response.fields.removeAll { $0.name.hasPrefix("Access-Control-") }
    return response
  }
}
