/// Until when the collector wants no events, from the headers of its replies.
struct RateLimits: Sendable {
  private var until: ContinuousClock.Instant?

  /// How long no event may be sent; `nil` if one may.
  func remaining(at now: ContinuousClock.Instant) -> Duration? {
    guard let until, until > now else { return nil }
    return until - now
  }

  /// Reads a reply. The protocol's own header beats `Retry-After`; a 429 with neither means a
  /// minute, and so does one whose header speaks of other things than errors.
  mutating func update(
    status: Int, limits: String?, retryAfter: String?, at now: ContinuousClock.Instant
  ) {
    var limit = limits.flatMap(Self.errorLimit)
    if limit == nil, status == 429 {
      limit = Self.seconds(retryAfter) ?? Bounds.rateLimitDefault
    }
    guard let limit else { return }
    let end = now + min(limit, Bounds.rateLimitMax)
    until = max(until ?? end, end)
  }

  /// The longest limit that covers errors, out of `60:transaction;span:key, 20::project:quota`: an
  /// empty list of categories covers everything, a list of others nothing.
  private static func errorLimit(_ header: String) -> Duration? {
    header.split(separator: ",").compactMap { entry -> Duration? in
      let fields = entry.split(separator: ":", omittingEmptySubsequences: false)
      guard let length = fields.first.flatMap({ seconds(String($0)) }) else { return nil }
      let categories = fields.dropFirst().first?.split(separator: ";") ?? []
      let covers = categories.isEmpty || categories.contains { $0 == "error" || $0 == "default" }
      return covers ? length : nil
    }.max()
  }

  /// Whole or broken seconds; `nil` for a date or nonsense.
  static func seconds(_ text: String?) -> Duration? {
    guard let text, let seconds = Double(text.filter { $0 != " " }), seconds.isFinite, seconds >= 0
    else { return nil }
    return .seconds(min(seconds, Bounds.rateLimitMax.seconds))
  }
}

/// Pauses between attempts that double, each with chance in it, so that a fleet does not come back
/// at one moment.
struct Backoff: Sendable {
  private var next = Bounds.backoffFirst

  mutating func pause() -> Duration {
    let pause = next * Double.random(in: 0.5...1)
    next = min(next * 2, Bounds.backoffMax)
    return pause
  }

  mutating func reset() { next = Bounds.backoffFirst }
}
