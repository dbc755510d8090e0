import Foundation
import HTTPClient

/// Asks a running collector, one request at a time.
struct CollectorClient: Sendable {
  /// Seconds until an answer is given up; a report of a large checkout takes one or two.
  static let timeoutSeconds = 20.0

  /// Without a slash at its end.
  var address: String
  /// For reading; `nil` when the collector asks for none.
  var token: String?

  struct Answer: Sendable {
    var status: Int
    var body: [UInt8]
  }

  /// The answer's body.
  ///
  /// - Throws: `CommandFailure`, with what to do, when nobody answers or the answer is a refusal.
  func get(_ path: String, _ parameters: [(String, String)] = []) throws(CommandFailure) -> [UInt8]
  {
    let answer = try request("GET", path, parameters, body: nil, headers: [:])
    switch answer.status {
    case 200: return answer.body
    case 401, 403:
      throw CommandFailure(
        "the collector at \(address) does not take the token; give one of its admin.tokens with "
          + "--token or TRIAGE_TOKEN")
    default:
      throw CommandFailure(
        "\(address)\(path) answered \(answer.status); is it a Triage collector of this version?")
    }
  }

  /// Any answer, whatever its status.
  func request(
    _ method: String, _ path: String, _ parameters: [(String, String)] = [], body: [UInt8]?,
    headers: [String: String]
  ) throws(CommandFailure) -> Answer {
    guard var components = URLComponents(string: address + path),
      components.scheme == "http" || components.scheme == "https", components.host != nil
    else {
      throw CommandFailure("\(quoted(address)) is no address; give one like http://127.0.0.1:9090")
    }
    if !parameters.isEmpty {
      components.queryItems = parameters.map { URLQueryItem(name: $0.0, value: $0.1) }
    }
    guard let url = components.url else {
      throw CommandFailure("\(quoted(address)) is no address; give one like http://127.0.0.1:9090")
    }
    var fields = headers
    if let token { fields["Authorization"] = "Bearer \(token)" }
    do throws(WebFailure) {
      let reply = try exchange(
        WebRequest(
          method, url.absoluteString, fields: fields, body: body,
          timeoutSeconds: Self.timeoutSeconds))
      return Answer(status: reply.status, body: reply.body)
    } catch {
      throw CommandFailure(
        "no collector answers at \(address) (\(error.reason)); start triage-collector, or give "
          + "--url, or --store FILE")
    }
  }
}
