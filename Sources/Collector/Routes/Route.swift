/// One thing that can be asked for.
struct Route: Sendable {
  /// `GET` answers `HEAD`, too.
  var method: String
  /// Below the prefix, without a slash at its end; `{name}` stands for one segment, `{name…}` for
  /// all that follow.
  var template: String
  /// Judges the head of a request; the rest of it is read only when it is admitted.
  var admit: @Sendable (RouteRequest, Services) -> HTTPAdmission
  var answer: @Sendable (RouteRequest, [UInt8], Services) -> HTTPAnswer

  init(
    _ method: String, _ template: String,
    admit: @escaping @Sendable (RouteRequest, Services) -> HTTPAdmission = { _, _ in
      .body(bytesMax: Route.ignoredBodyBytesMax)
    },
    answer: @escaping @Sendable (RouteRequest, [UInt8], Services) -> HTTPAnswer
  ) {
    self.method = method
    self.template = template
    self.admit = admit
    self.answer = answer
  }

  /// The order does not matter, except that a template for any path comes after narrower ones.
  static let all: [Route] =
    [
      envelope, store, health, issueList, issue, issueReport, issueEvent, listPage, issuePage,
    ] + refused

  /// A body where none belongs is passed over up to here.
  static let ignoredBodyBytesMax = 64 << 10

  /// The values of the template's names, when the path is one of this route's.
  func parameters(of path: [Substring]) -> [String: String]? {
    var found: [String: String] = [:]
    let segments = template.split(separator: "/")
    for (index, segment) in segments.enumerated() {
      if segment.hasSuffix("…}") { return found }
      guard index < path.count else { return nil }
      if segment.hasPrefix("{") {
        found[String(segment.dropFirst().dropLast())] = String(path[index])
      } else if segment != path[index] {
        return nil
      }
    }
    return segments.count == path.count ? found : nil
  }
}

/// A request that a route was found for.
struct RouteRequest: Sendable {
  var head: HTTPRequestHead
  var parameters: [String: String]

  subscript(name: String) -> String { parameters[name] ?? "" }
}
