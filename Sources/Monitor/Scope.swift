public import EventSchema
import Synchronization

extension Monitor {
  /// What is known while something is done: a request, its user, tags, breadcrumbs and trace.
  ///
  /// It follows structured concurrency: child tasks of a request see the request's scope.
  public final class Scope: Sendable {
    let values: Mutex<Values>
    let trail: BreadcrumbTrail

    struct Values: Sendable {
      var tags: [Event.Tag] = []
      var user: User?
      var request: Request?
      var transaction: String?
      var level: Level?
      var fingerprint: [String] = []
      var contexts: [JSON.Member] = []
      var extra: [JSON.Member] = []
      var trace = TraceContext.random()
    }

    init(values: Values = Values(), trail: BreadcrumbTrail = BreadcrumbTrail()) {
      self.values = Mutex(values)
      self.trail = trail
    }

    /// A scope that starts with the values of this one and shares its breadcrumbs.
    func fork() -> Scope { Scope(values: values.withLock { $0 }, trail: trail) }

    /// A scope for a request made inside this one: same user and tags, own trace and breadcrumbs.
    func fork(for request: Request, transaction: String?) -> Scope {
      var values = values.withLock { $0 }
      values.request = request
      values.transaction = transaction ?? request.method.map { "\($0) \(request.path)" }
      values.trace = TraceContext.continuing(request)
      return Scope(values: values)
    }

    /// Sets who is affected; `nil` forgets it.
    public func setUser(_ user: User?) {
      values.withLock { $0.user = user }
    }

    /// Sets a tag, by which events can be searched; `nil` takes it away.
    public func setTag(_ name: String, _ value: String?) {
      values.withLock { values in
        values.tags.removeAll { $0.name == name }
        guard let value, values.tags.count < Limits.tagsMax else { return }
        values.tags.append(
          Event.Tag(name.bounded(to: Limits.tagLengthMax), value.bounded(to: Limits.tagLengthMax)))
      }
    }

    /// Sets a group of facts that is shown with the event; `nil` takes it away.
    public func setContext(_ name: String, _ value: JSON?) {
      values.withLock { $0.contexts.set(name, value) }
    }

    /// Sets one further fact; `nil` takes it away.
    public func setExtra(_ name: String, _ value: JSON?) {
      values.withLock { $0.extra.set(name, value) }
    }

    /// Names the unit of work: a route's pattern, a task's name.
    public func setTransaction(_ name: String?) {
      values.withLock { $0.transaction = name }
    }

    /// Overrides the level of every event captured here; `nil` leaves it to the events.
    public func setLevel(_ level: Level?) {
      values.withLock { $0.level = level }
    }

    /// Overrides how the collector groups events captured here; empty leaves it to the collector.
    public func setFingerprint(_ parts: [String]) {
      values.withLock { $0.fingerprint = parts }
    }
  }
}

extension Monitor.Scope.Values {
  /// Lays these values over those of the whole process.
  func over(_ base: Self) -> Self {
    var merged = self
    merged.tags = base.tags.filter { tag in !tags.contains { $0.name == tag.name } } + tags
    merged.contexts =
      base.contexts.filter { member in
        !contexts.contains { $0.name == member.name }
      } + contexts
    merged.extra =
      base.extra.filter { member in
        !extra.contains { $0.name == member.name }
      } + extra
    merged.user = user ?? base.user
    merged.request = request ?? base.request
    merged.transaction = transaction ?? base.transaction
    merged.level = level ?? base.level
    if fingerprint.isEmpty { merged.fingerprint = base.fingerprint }
    return merged
  }

  /// Writes the values into an event.
  func apply(to event: inout Event) {
    event.tags = tags
    event.user = user
    event.request = request
    event.transaction = transaction
    event.fingerprint = fingerprint
    if let level { event.level = level.rawValue }
    var members = [JSON.Member("trace", trace.json)]
    members.append(
      JSON.Member("runtime", ["name": "Swift", "version": .string(ProcessFacts.swiftVersion)]))
    members.append(
      JSON.Member(
        "os",
        [
          "name": .string(ProcessFacts.operatingSystemName),
          "version": .string(ProcessFacts.operatingSystemVersion),
        ]))
    for context in contexts { members.set(context.name, context.value) }
    event.contexts = .object(members)
    event.extra = .object(extra)
  }
}

/// The place of a unit of work in a distributed trace.
struct TraceContext: Sendable, Hashable {
  /// 32 lower-case hexadecimal digits.
  var traceID: String
  /// 16 lower-case hexadecimal digits.
  var spanID: String
  var parentSpanID: String?

  static func random() -> TraceContext {
    TraceContext(traceID: Identifier.random128(), spanID: Identifier.random64())
  }

  /// Joins the trace that the caller's headers name (W3C `traceparent`, else `sentry-trace`), or
  /// begins one.
  static func continuing(_ request: Request) -> TraceContext {
    func header(_ name: String) -> [Substring] {
      let header = request.headers.first { $0.name.lowercased() == name }
      return header?.value.split(separator: "-", omittingEmptySubsequences: false) ?? []
    }
    let w3c = header("traceparent")
    let sentry = header("sentry-trace")
    let ids = w3c.count >= 4 ? w3c[1...2] : sentry.count >= 2 ? sentry[0...1] : []
    guard let trace = ids.first, let parent = ids.last,
      isIdentifier(trace, digits: 32), isIdentifier(parent, digits: 16)
    else { return .random() }
    return TraceContext(
      traceID: trace.lowercased(), spanID: Identifier.random64(),
      parentSpanID: parent.lowercased())
  }

  var json: JSON {
    var members = [
      JSON.Member("trace_id", .string(traceID)), JSON.Member("span_id", .string(spanID)),
    ]
    if let parentSpanID { members.append(JSON.Member("parent_span_id", .string(parentSpanID))) }
    return .object(members)
  }

  private static func isIdentifier(_ text: Substring, digits: Int) -> Bool {
    text.utf8.count == digits && text.allSatisfy { $0.isASCII && $0.isHexDigit }
      && text.contains { $0 != "0" }
  }
}

extension Request {
  /// The URL's path, without host and query.
  var path: String {
    guard var rest = url?[...] else { return "/" }
    if let scheme = rest.firstRange(of: "://") {
      rest = rest[scheme.upperBound...]
      rest = rest.firstIndex(of: "/").map { rest[$0...] } ?? "/"
    }
    return String(rest.prefix { $0 != "?" && $0 != "#" })
  }
}

extension [JSON.Member] {
  mutating func set(_ name: String, _ value: JSON?) {
    removeAll { $0.name == name }
    if let value { append(JSON.Member(name, value)) }
  }
}

extension String {
  /// At most that many characters, with a mark where text was cut.
  func bounded(to length: Int) -> String {
    // A string has at least as many bytes as characters, and its bytes are counted at once.
    guard utf8.count > length, count > length else { return self }
    return prefix(max(length - 1, 0)) + "…"
  }
}
