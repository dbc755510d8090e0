import Synchronization

/// The error monitor of a Swift application.
///
/// ```swift
/// Monitor.start(apiKey: "5f0c1d7e2b3a49688c7d6e5f4a3b2c1d") { options in
///   options.release = "signup@1.4.0"
/// }
/// do { try await accounts.register(form) } catch { Monitor.capture(error) }
/// ```
///
/// Nothing here blocks (but ``flush(timeout:)`` and ``close()``, which say how long), throws or
/// traps, and every call is harmless before ``start(apiKey:fileID:configure:)`` and after
/// ``close()``. What could not be delivered is counted, and the counts are sent with the next
/// event.
public enum Monitor {
  static let running = Mutex<Running>(.init())

  struct Running {
    var client: Client?
    var status = Status.notStarted
  }

  /// Whether events are on their way anywhere, and if not, why.
  public static var status: Status { running.withLock { $0.status } }

  /// Starts sending errors to a collector. Call it first in `main`, before there are other threads.
  ///
  /// A key or address that cannot be used leaves the monitor off: one line on standard error says
  /// why, and so does ``status``. Started again, the earlier monitor first sends what it still
  /// holds.
  ///
  /// - Parameters:
  ///   - apiKey: Either 32 hexadecimal digits (the collector is then the address in the environment
  /// variable `TRIAGE_ENDPOINT`, else `http://127.0.0.1:9090`, and the project is 1), or a whole
  ///     DSN: `http://KEY@host:port/prefix/project`.
  ///   - configure: Changes the options, which start with good values.
  public static func start(
    apiKey: String, fileID: StaticString = #fileID, configure: (inout Options) -> Void = { _ in }
  ) {
    var options = Options(callerModule: CaptureSite.module(ofFileID: fileID.description))
    configure(&options)
    let reporter = Reporter(log: options.log)
    switch Endpoint.read(apiKey, environment: ProcessFacts.environment) {
    case .failure(let problem):
      reporter.warn("the monitor stays off: \(problem.description)")
      replaceClient(with: nil, status: .off(reason: problem.description))
    case .success(let dsn):
      let client = Client(dsn: dsn, options: options.bounded(), reporter: reporter)
      replaceClient(with: client, status: .running(endpoint: dsn.publicDescription))
      client?.start()
    }
  }

  /// Sends an error with the stack trace of where it was thrown (or, where the runtime does not
  /// tell, of this call), its underlying errors and the current scope.
  ///
  /// - Returns: The event's id, 32 hexadecimal digits; `nil` when the monitor is off or the event
  ///   was
  ///   left out by the sample rate.
  @discardableResult
  public static func capture(
    _ error: any Error, fileID: StaticString = #fileID, filePath: StaticString = #filePath,
    line: UInt = #line, function: StaticString = #function
  ) -> String? {
    client?.capture(
      error, at: CaptureSite(fileID: fileID, filePath: filePath, line: line, function: function))
  }

  /// Sends a message with the current scope.
  ///
  /// - Returns: The event's id; `nil` when the monitor is off or the event was left out by the
  ///   sample
  ///   rate.
  @discardableResult
  public static func capture(
    message: String, level: Level = .info, fileID: StaticString = #fileID,
    filePath: StaticString = #filePath, line: UInt = #line, function: StaticString = #function
  ) -> String? {
    client?.capture(
      message: message, level: level,
      at: CaptureSite(fileID: fileID, filePath: filePath, line: line, function: function))
  }

  /// Waits until everything captured so far was delivered or given up.
  ///
  /// - Returns: Whether nothing is left to send, and nothing was lost since the last flush. `true`
  ///   when the monitor is off.
  @discardableResult
  public static func flush(timeout: Duration = .seconds(2)) -> Bool {
    client?.flush(timeout: timeout) ?? true
  }

  /// Waits, without holding a thread of the concurrency pool, until everything captured so far was
  /// delivered or given up.
  @discardableResult
  public static func flush(timeout: Duration = .seconds(2)) async -> Bool {
    guard let client else { return true }
    return await offPool { client.flush(timeout: timeout) }
  }

  /// Ends the monitor: sends what is left, for at most ``Options/shutdownTimeout``, and stops.
  public static func close() {
    replaceClient(with: nil, status: .closed)?.close()
  }

  /// Ends the monitor without holding a thread of the concurrency pool meanwhile.
  public static func close() async {
    guard let client = replaceClient(with: nil, status: .closed) else { return }
    await offPool { client.close() }
  }

  static var client: Client? { running.withLock { $0.client } }

  /// Returns the client that ran before, if the new status says that it has to be closed by the
  /// caller; on a new start it is closed in the background.
  @discardableResult
  private static func replaceClient(with client: Client?, status: Status) -> Client? {
    let previous = running.withLock { running in
      let previous = running.client
      running.client = client
      // What was never started, or is off, stays so: `status` keeps saying why.
      if status != .closed || previous != nil { running.status = status }
      return previous
    }
    guard let previous else { return nil }
    if status == .closed { return previous }
    previous.closeInBackground()
    return nil
  }
}
