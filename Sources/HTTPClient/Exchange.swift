import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// What is asked of a server.
public struct WebRequest: Sendable, Hashable {
  public var method: String
  /// With scheme, host and query.
  public var address: String
  /// Names as they are sent.
  public var fields: [String: String]
  public var body: [UInt8]?
  /// Until the whole answer is there.
  public var timeoutSeconds: Double
  /// An answer that is longer is a failure.
  public var answerBytesMax: Int

  public init(
    _ method: String, _ address: String, fields: [String: String] = [:], body: [UInt8]? = nil,
    timeoutSeconds: Double, answerBytesMax: Int = 64 << 20
  ) {
    self.method = method
    self.address = address
    self.fields = fields
    self.body = body
    self.timeoutSeconds = timeoutSeconds
    self.answerBytesMax = answerBytesMax
  }
}

/// What a server answered, whatever the status.
public struct WebReply: Sendable, Hashable {
  public var status: Int
  /// Names in lower case.
  public var fields: [String: String]
  public var body: [UInt8]
}

/// Why there is no answer.
public struct WebFailure: Error, Sendable, Hashable {
  public var code: Code
  /// A clause without data of the request: "no answer within 20 seconds".
  public var reason: String

  public struct Code: Sendable, Hashable {
    private var name: String
    /// The address is none.
    public static let noAddress = Code(name: "no_address")
    public static let timedOut = Code(name: "timed_out")
    public static let unreachable = Code(name: "unreachable")
    public static let tooLong = Code(name: "too_long")
  }
}

/// Sends one request and waits for its answer. Follows no redirect, which would carry a token to
/// another host; keeps no cookie, cache or password.
public func exchange(_ request: WebRequest) throws(WebFailure) -> WebReply {
  guard let components = URLComponents(string: request.address), let url = components.url,
    components.scheme == "http" || components.scheme == "https",
    components.host?.isEmpty == false
  else { throw WebFailure(code: .noAddress, reason: "the address is none") }
  var sent = URLRequest(url: url, timeoutInterval: request.timeoutSeconds)
  sent.httpMethod = request.method
  sent.httpBody = request.body.map { Data($0) }
  for (name, value) in request.fields { sent.setValue(value, forHTTPHeaderField: name) }
  let listener = AnswerListener(bytesMax: request.answerBytesMax)
  let session = URLSession(configuration: .ephemeral, delegate: listener, delegateQueue: nil)
  defer { session.invalidateAndCancel() }
  session.dataTask(with: sent).resume()
  return try listener.answer(within: request.timeoutSeconds)
}

/// Gathers one answer, and decides what a session asks on the way.
private final class AnswerListener: NSObject, URLSessionDataDelegate {
  private struct State {
    var reply: WebReply?
    /// The server asked for credentials; what we have, the request had already.
    var wasChallenged = false
    var isTooLong = false
    var problem: String?
    var hasTimedOut = false
  }

  private let bytesMax: Int
  private let state = Mutex(State())
  private let done = DispatchSemaphore(value: 0)

  init(bytesMax: Int) {
    self.bytesMax = bytesMax
  }

  func answer(within seconds: Double) throws(WebFailure) -> WebReply {
    let wait = done.wait(timeout: .now() + seconds)
    let state = state.withLock { $0 }
    if state.isTooLong {
      throw WebFailure(code: .tooLong, reason: "the answer is longer than \(bytesMax) bytes")
    }
    if wait == .success, state.wasChallenged {
      return WebReply(status: 401, fields: [:], body: [])
    }
    if wait == .timedOut || state.hasTimedOut {
      throw WebFailure(code: .timedOut, reason: "no answer within \(Int(seconds)) seconds")
    }
    guard state.problem == nil, let reply = state.reply else {
      throw WebFailure(code: .unreachable, reason: state.problem ?? "no answer")
    }
    return reply
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    if let response = response as? HTTPURLResponse {
      var fields: [String: String] = [:]
      for (name, value) in response.allHeaderFields {
        fields["\(name)".lowercased()] = "\(value)"
      }
      let reply = WebReply(status: response.statusCode, fields: fields, body: [])
      state.withLock { $0.reply = reply }
    }
    completionHandler(.allow)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let isTooLong = state.withLock { state in
      state.reply?.body += Array(data)
      state.isTooLong = state.reply?.body.count ?? 0 > bytesMax
      return state.isTooLong
    }
    if isTooLong { dataTask.cancel() }
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    state.withLock { state in
      state.problem = error?.localizedDescription
      state.hasTimedOut = (error as? URLError)?.code == .timedOut
    }
    done.signal()
  }

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
    state.withLock { $0.wasChallenged = true }
    completionHandler(.rejectProtectionSpace, nil)
  }
}
