import EventSchema
import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Posts envelopes over one kept connection.
final class HTTPTransport: Sendable {
  private let session: URLSession
  private let request: URLRequest
  private let timeout: Duration
  private let running = Mutex<Running>(Running())

  private struct Running {
    var task: URLSessionTask?
    var isCancelled = false
  }

  /// What came back.
  enum Reply: Sendable {
    case status(Int, limits: String?, retryAfter: String?)
    case failure(String)
  }

  /// `nil` when the address makes no URL.
  init?(dsn: DSN, timeout: Duration) {
    guard let url = URL(string: dsn.envelopeURL) else { return nil }
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = timeout.seconds
    configuration.timeoutIntervalForResource = timeout.seconds
    configuration.httpMaximumConnectionsPerHost = 1
    configuration.httpShouldSetCookies = false
    configuration.urlCache = nil
    session = URLSession(configuration: configuration)
    var request = URLRequest(url: url)
    request.httpMethod = "POST"
    let client = "\(ProcessFacts.sdkName)/\(ProcessFacts.sdkVersion)"
    request.setValue("application/x-sentry-envelope", forHTTPHeaderField: "Content-Type")
    request.setValue(client, forHTTPHeaderField: "User-Agent")
    request.setValue(
      "Sentry sentry_version=7, sentry_client=\(client), sentry_key=\(dsn.key)",
      forHTTPHeaderField: "X-Sentry-Auth")
    self.request = request
    self.timeout = timeout
  }

  /// Waits for the reply, at most the timeout.
  func post(_ body: [UInt8]) -> Reply {
    var request = request
    request.httpBody = Data(body)
    let outcome = Outcome()
    let task = session.dataTask(with: request) { _, response, error in
      outcome.set(Self.reply(response, error))
    }
    let isCancelled = running.withLock { running in
      running.task = task
      return running.isCancelled
    }
    defer { running.withLock { $0.task = nil } }
    guard !isCancelled else { return .failure("cancelled") }
    task.resume()
    if let reply = outcome.wait(timeout) { return reply }
    task.cancel()
    return .failure("no reply within \(timeout)")
  }

  /// Gives up the request that runs, and every later one.
  func cancel() {
    let task = running.withLock { running in
      running.isCancelled = true
      return running.task
    }
    task?.cancel()
  }

  /// Frees the connection. The session keeps itself alive without this.
  func end() { session.invalidateAndCancel() }

  private static func reply(_ response: URLResponse?, _ error: (any Error)?) -> Reply {
    if let error { return .failure(error.localizedDescription) }
    guard let response = response as? HTTPURLResponse else { return .failure("no HTTP reply") }
    return .status(
      response.statusCode, limits: response.value(forHTTPHeaderField: "X-Sentry-Rate-Limits"),
      retryAfter: response.value(forHTTPHeaderField: "Retry-After"))
  }
}

/// One reply, handed from the session's queue to the monitor's thread.
private final class Outcome: Sendable {
  private let reply = Mutex<HTTPTransport.Reply?>(nil)
  private let done = DispatchSemaphore(value: 0)

  func set(_ value: HTTPTransport.Reply) {
    reply.withLock { $0 = value }
    done.signal()
  }

  func wait(_ timeout: Duration) -> HTTPTransport.Reply? {
    _ = done.wait(timeout: .now() + timeout.seconds)
    return reply.withLock { $0 }
  }
}
