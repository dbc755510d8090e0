import EventSchema
import Foundation
import Issues
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

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
    var request = URLRequest(url: url, timeoutInterval: Self.timeoutSeconds)
    request.httpMethod = method
    request.httpBody = body.map { Data($0) }
    if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
    for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
    return try perform(request)
  }

  private func perform(_ request: URLRequest) throws(CommandFailure) -> Answer {
    let referee = Referee()
    let session = URLSession(configuration: .ephemeral, delegate: referee, delegateQueue: nil)
    defer { session.invalidateAndCancel() }
    let outcome = Mutex<(answer: Answer?, problem: String?)>((nil, nil))
    let done = DispatchSemaphore(value: 0)
    session.dataTask(with: request) { data, response, error in
      outcome.withLock { outcome in
        if let response = response as? HTTPURLResponse {
          outcome.answer = Answer(status: response.statusCode, body: Array(data ?? Data()))
        } else if referee.wasRefused {
          outcome.answer = Answer(status: 401, body: [])
        }
        outcome.problem = error?.localizedDescription
      }
      done.signal()
    }.resume()
    let wait = done.wait(timeout: .now() + Self.timeoutSeconds)
    let (answer, problem) = outcome.withLock { $0 }
    guard wait == .success, let answer else {
      throw CommandFailure(
        "no collector answers at \(address) (\(problem ?? "no answer")); start triage-collector, "
          + "or give --url, or --store FILE")
    }
    return answer
  }
}

/// Decides what a session asks during a request.
private final class Referee: NSObject, URLSessionTaskDelegate {
  private let refused = Mutex(false)

  /// Whether the server asked for credentials: what we have, the request had already.
  var wasRefused: Bool { refused.withLock { $0 } }

  /// A redirect would carry the token to another host.
  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
    completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }

  /// Foundation on Linux never finishes a request that was answered with a challenge, unless it is
  /// rejected here; the response is then lost, so the refusal is remembered.
  func urlSession(
    _ session: URLSession, task: URLSessionTask, didReceive challenge: URLAuthenticationChallenge,
    completionHandler:
      @escaping @Sendable (
        URLSession.AuthChallengeDisposition, URLCredential?
      ) -> Void
  ) {
    let passwords = [
      NSURLAuthenticationMethodDefault, NSURLAuthenticationMethodHTTPBasic,
      NSURLAuthenticationMethodHTTPDigest,
    ]
    guard passwords.contains(challenge.protectionSpace.authenticationMethod) else {
      return completionHandler(.performDefaultHandling, nil)
    }
    refused.withLock { $0 = true }
    completionHandler(.rejectProtectionSpace, nil)
  }
}
