public import EventSchema

extension Monitor {
  /// What is sent with every event.
  public typealias Event = EventSchema.Event
  /// Something that happened before an event in the same request.
  public typealias Breadcrumb = EventSchema.Breadcrumb
  /// The HTTP request that is being answered.
  public typealias Request = EventSchema.Request
  /// Who is affected.
  public typealias User = EventSchema.User
  /// A value of a context, an extra or a breadcrumb's data.
  public typealias JSON = EventSchema.JSON

  /// How the monitor works. Every option starts with a good value.
  public struct Options: Sendable {
    /// The version that runs, such as `signup@1.4.0`. Starts with the environment's
    /// `TRIAGE_RELEASE`.
    public var release: String? = ProcessFacts.environment["TRIAGE_RELEASE"]
    /// Starts with the environment's `TRIAGE_ENVIRONMENT`, else `production`.
    public var environment = ProcessFacts.environment["TRIAGE_ENVIRONMENT"] ?? "production"
    /// Starts with the host's name.
    public var serverName: String? = ProcessFacts.hostName
    /// The share of events that is sent: 1 is all, 0 none.
    public var sampleRate = 1.0
    /// Changes an event before it is sent, or drops it with `nil`.
    ///
    /// Runs on the monitor's own thread, with the finished stack trace, before secrets are
    /// scrubbed. What it captures itself is ignored.
    public var beforeSend: (@Sendable (Event) -> Event?)?
    /// Changes a breadcrumb before it is kept, or drops it with `nil`. Runs where it was added.
    public var beforeBreadcrumb: (@Sendable (Breadcrumb) -> Breadcrumb?)?
    /// Breadcrumbs kept for one request; beyond it, the oldest go.
    public var maxBreadcrumbs = 100
    /// Events that wait to be sent; beyond it, the oldest go and are counted.
    public var queueEventsMax = 1_000
    /// Approximate memory of the waiting events; beyond it, the oldest go and are counted.
    public var queueBytesMax = 8 << 20
    /// How long ``Monitor/close()`` waits for what is left.
    public var shutdownTimeout: Duration = .seconds(2)
    /// How long one request to the collector may take.
    public var requestTimeout: Duration = .seconds(10)
    /// Gets a line for whatever the monitor does; for debugging the monitor itself.
    public var log: (@Sendable (String) -> Void)?
    /// Whether passwords, tokens and the like are taken out before an event leaves the process.
    public var scrubsSecrets = true
    /// The newest migration that the database has, such as `0007_add_berths`: tells failures that
    /// began with it.
    public var appliedMigration: String?
    /// Whether events carry marks of the refused key, the actor and the input, by which the
    /// collector sees that the same one failed again. Values cannot be told from them.
    public var sendsMarks = true
    /// Modules that are the application's own. Empty: everything but the toolchain, checked-out
    /// packages and the monitor.
    public var inAppModules: [String] = []
    /// Whether frames carry the source lines around them, where the source files are on this
    /// machine.
    public var sendsSourceContext = true
    /// Whether each `throw` remembers its stack trace (some 4 µs), so that a captured error shows
    /// where it was thrown. Off, or where the runtime offers no hook, it shows where it was
    /// captured.
    public var tracesThrows = true

    /// The module that called ``Monitor/start(apiKey:fileID:configure:)``: surely the
    /// application's.
    var callerModule: String

    init(callerModule: String) {
      self.callerModule = callerModule
    }

    /// The same options, each within what the monitor can keep to.
    func bounded() -> Options {
      var options = self
      options.sampleRate = sampleRate.isNaN ? 1 : min(max(sampleRate, 0), 1)
      options.maxBreadcrumbs = min(max(maxBreadcrumbs, 0), Limits.breadcrumbsMax)
      options.queueEventsMax = min(max(queueEventsMax, 1), Bounds.queueEventsMax)
      options.queueBytesMax = min(max(queueBytesMax, Bounds.queueBytesMin), Bounds.queueBytesMax)
      options.shutdownTimeout = min(max(shutdownTimeout, .zero), Bounds.timeoutMax)
      options.requestTimeout = min(max(requestTimeout, Bounds.requestTimeoutMin), Bounds.timeoutMax)
      return options
    }
  }
}

/// Bounds of the monitor itself, each with its unit and its reason.
enum Bounds {
  static let queueEventsMax = 100_000
  /// Room for at least one event of the largest size.
  static let queueBytesMin = Limits.eventBytesMax
  static let queueBytesMax = 256 << 20
  static let requestTimeoutMin = Duration.milliseconds(100)
  static let timeoutMax = Duration.seconds(300)
  /// Characters of a breadcrumb's message: a long statement is still told apart from others.
  static let breadcrumbMessageLengthMax = 2_048
  /// Underlying errors of one error; also ends a chain that runs in a circle.
  static let errorChainMax = 8
  /// Calls of one stack trace.
  static let traceDepthMax = 64
  /// An executable whose symbols each thread that throws may read, to follow asynchronous callers:
  /// that takes a third of its size in memory.
  static let unwoundExecutableBytesMax = 16 << 20
  /// Throws whose traces are kept until somebody captures the error.
  static let recentThrowsMax = 64
  /// Traces a second of throws: a program that throws in a loop loses under one percent of a core.
  static let throwTracesPerSecondMax = 2_000
  /// Symbolicated traces that are kept, as the same places fail again.
  static let symbolicatedTracesMax = 256
  static let sourceFilesMax = 64
  static let sourceFileBytesMax = 1 << 20
  /// Lines before and after a frame's own.
  static let sourceContextLines = 5
  /// Attempts for one envelope, about a minute and a half.
  static let attemptsMax = 8
  static let backoffFirst = Duration.milliseconds(250)
  static let backoffMax = Duration.seconds(30)
  /// Events wait for the end of a rate limit up to this long; a longer limit drops them.
  static let rateLimitHeldMax = Duration.seconds(60)
  /// A limit without a length, as the protocol has it.
  static let rateLimitDefault = Duration.seconds(60)
  static let rateLimitMax = Duration.seconds(86_400)
}
