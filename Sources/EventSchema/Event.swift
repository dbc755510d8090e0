/// One capture of an error or message by an SDK. Immutable once it has arrived.
///
/// The field names and shapes are those of the Sentry event payload. Every field is optional on the
/// wire, and a field of a wrong type is dropped while the event is kept.
public struct Event: Sendable, Hashable {
  /// 32 lower-case hexadecimal digits; empty while none is known.
  public var id = ""
  /// Seconds since 1970, UTC.
  public var timestamp: Double?
  /// The runtime's family: `python`, `ruby`, `node`, `swift`, …
  public var platform: String?
  /// `fatal`, `error`, `warning`, `info` or `debug`.
  public var level = "error"
  public var logger: String?
  /// Route pattern, task name or function that the SDK took for the unit of work.
  public var transaction: String?
  public var serverName: String?
  public var release: String?
  public var environment: String?
  /// The log entry's text with its parameters filled in, instead of an exception or beside one.
  public var message: String?
  /// In the order of the payload.
  public var tags: [Tag] = []
  public var user: User?
  public var request: Request?
  /// Oldest first, as the SDK recorded them.
  public var breadcrumbs: [Breadcrumb] = []
  /// Timed parts of the unit of work, as the SDK listed them; most SDKs send them apart from
  /// errors.
  public var spans: [Span] = []
  /// Innermost cause first; the last one reached the SDK.
  public var exceptions: [Exception] = []
  /// Frames of the crashed or current thread, oldest first, for events whose exceptions have none.
  public var threadFrames: [Frame] = []
  /// The `contexts` object: `trace`, `runtime`, `os` and whatever else was attached.
  public var contexts: JSON = .object([])
  public var extra: JSON = .object([])
  /// Package name to version, as the SDK listed them.
  public var modules: [String: String] = [:]
  public var sdk: SDK?
  /// What the application set to override grouping; usually empty.
  public var fingerprint: [String] = []

  public init() {}

  /// The trace that this event belongs to: 32 hexadecimal digits.
  public var traceID: String? { contexts["trace"]?["trace_id"]?.string }

  public struct Tag: Sendable, Hashable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  public struct SDK: Sendable, Hashable {
    /// For example `sentry.python.django`.
    public var name: String
    public var version: String?

    public init(name: String, version: String?) {
      self.name = name
      self.version = version
    }
  }
}

/// Who was affected. All of it is personal data.
public struct User: Sendable, Hashable {
  public var id: String?
  public var username: String?
  public var email: String?
  public var ipAddress: String?

  public init(
    id: String? = nil, username: String? = nil, email: String? = nil, ipAddress: String? = nil
  ) {
    self.id = id
    self.username = username
    self.email = email
    self.ipAddress = ipAddress
  }
}

/// The HTTP request that was being answered.
public struct Request: Sendable, Hashable {
  public var url: String?
  public var method: String?
  public var queryString: JSON = .null
  /// Form fields or a parsed body as an object, else a string; often absent.
  public var data: JSON = .null
  /// Names as they came; compare without regard to case.
  public var headers: [Header] = []
  public var environment: JSON = .object([])

  public init(url: String? = nil, method: String? = nil) {
    self.url = url
    self.method = method
  }

  public struct Header: Sendable, Hashable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }
}

/// Something that happened before the event in the same unit of work.
public struct Breadcrumb: Sendable, Hashable {
  /// Seconds since 1970, UTC.
  public var timestamp: Double?
  public var type: String?
  /// `query` for a statement of the Python SDK, `sql.active_record`, `db.sql.query`, …
  public var category: String?
  public var message: String?
  public var level: String?
  public var data: JSON = .object([])

  public init(
    timestamp: Double? = nil, type: String? = nil, category: String? = nil, message: String? = nil,
    level: String? = nil, data: JSON = .object([])
  ) {
    self.timestamp = timestamp
    self.type = type
    self.category = category
    self.message = message
    self.level = level
    self.data = data
  }
}

/// One timed part of a unit of work: a statement, a call of another service.
public struct Span: Sendable, Hashable {
  /// What kind of part it is: `db`, `db.sql.query`, `http.client`, `queue.process`.
  public var operation: String?
  /// For a statement its text.
  public var summary: String?
  /// Seconds since 1970, UTC.
  public var start: Double?
  public var end: Double?
  /// `ok`, `internal_error`, `aborted`, …
  public var status: String?
  /// 16 hexadecimal digits.
  public var id: String?
  public var parentID: String?
  public var data: JSON = .object([])

  public init(
    operation: String? = nil, summary: String? = nil, start: Double? = nil, end: Double? = nil,
    status: String? = nil, data: JSON = .object([])
  ) {
    self.operation = operation
    self.summary = summary
    self.start = start
    self.end = end
    self.status = status
    self.data = data
  }
}

/// One exception of a chain.
public struct Exception: Sendable, Hashable {
  /// The class's name as the SDK or runtime gave it: `IntegrityError`, `PG::UniqueViolation`, …
  public var type: String?
  /// Package or namespace of the class: `django.db.utils`.
  public var module: String?
  public var value: String?
  public var mechanism: Mechanism?
  /// Oldest call first; the last one raised. Empty when the exception came without a stack trace.
  public var frames: [Frame] = []

  public init(
    type: String? = nil, module: String? = nil, value: String? = nil, mechanism: Mechanism? = nil,
    frames: [Frame] = []
  ) {
    self.type = type
    self.module = module
    self.value = value
    self.mechanism = mechanism
    self.frames = frames
  }

  /// `module.type`, or the type alone when there is no module, the type repeats it, or it is the
  /// name of a .NET assembly (`Npgsql, Version=…`), which is no part of the type.
  public var qualifiedType: String? {
    guard let type else { return module }
    guard let module, !module.isEmpty, !type.hasPrefix(module), !module.utf8.contains(0x2C) else {
      return type
    }
    return "\(module).\(type)"
  }

  /// How the exception reached the SDK, and its place in a tree of exceptions.
  public struct Mechanism: Sendable, Hashable {
    public var type: String?
    /// `false` when nothing in the application caught it.
    public var handled: Bool?
    public var exceptionID: Int?
    public var parentID: Int?
    /// How the parent holds it: `__cause__`, `__context__`, `InnerException`, …
    public var source: String?
    /// Driver fields that some SDKs attach (`SqlState`, `ConstraintName`, …).
    public var data: JSON = .object([])
    public var meta: JSON = .object([])

    public init() {}
  }
}

/// One entry of a stack trace. A trace lists frames oldest first; the last one raised.
public struct Frame: Sendable, Hashable {
  /// Relative to the source root, `/`-separated; `nil` when the runtime gave none.
  public var filename: String?
  public var absolutePath: String?
  public var module: String?
  public var function: String?
  /// 1-based, as runtimes print it.
  public var lineNumber: Int?
  public var columnNumber: Int?
  /// What the SDK said; the engine judges for itself.
  public var inApp: Bool?
  public var contextLine: String?
  /// The lines directly before `contextLine`, in order.
  public var preContext: [String] = []
  /// The lines directly after `contextLine`, in order.
  public var postContext: [String] = []
  /// Local variables; the values are mostly `repr` strings.
  public var variables: [JSON.Member] = []
  public var package: String?

  public init(
    filename: String? = nil, absolutePath: String? = nil, module: String? = nil,
    function: String? = nil, lineNumber: Int? = nil, inApp: Bool? = nil, contextLine: String? = nil
  ) {
    self.filename = filename
    self.absolutePath = absolutePath
    self.module = module
    self.function = function
    self.lineNumber = lineNumber
    self.inApp = inApp
    self.contextLine = contextLine
  }

  /// Whether all but the variables is the same.
  public func isSamePlace(as other: Frame) -> Bool {
    lineNumber == other.lineNumber && function == other.function && filename == other.filename
      && module == other.module && contextLine == other.contextLine
      && absolutePath == other.absolutePath && columnNumber == other.columnNumber
      && inApp == other.inApp && package == other.package && preContext == other.preContext
      && postContext == other.postContext
  }

  public func variable(_ name: String) -> JSON? {
    variables.first { $0.name == name }?.value
  }
}
