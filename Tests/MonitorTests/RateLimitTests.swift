import EventSchema
import Testing

@testable import Monitor

/// What the headers of a reply mean for errors.
struct RateLimitTests {
  @Test(
    arguments: [
      (429, nil, "7", 7), (429, nil, nil, 60), (429, nil, "Wed, 21 Oct 2026 07:28:00 GMT", 60),
      (429, "20::project:quota", "7", 20), (429, "20:error:key, 30:default;error:project", nil, 30),
      (200, "86400:transaction;span:organization", nil, nil),
      (429, "86400:transaction;span:organization", "7", 7),
      (200, "5:error:key", nil, 5), (200, nil, "7", nil), (503, nil, "7", nil),
      (429, "nonsense", nil, 60), (429, "nan::key, -1::key, 3::key:reason:more", nil, 3),
      (429, "1e300::key", nil, 86_400), (429, "2.5:error:key", nil, 2.5), (429, "", "9", 9),
    ] as [(Int, String?, String?, Double?)])
  func limits(status: Int, header: String?, retryAfter: String?, seconds: Double?) {
    var limits = RateLimits()
    let now = ContinuousClock.now
    limits.update(status: status, limits: header, retryAfter: retryAfter, at: now)
    #expect(limits.remaining(at: now) == seconds.map { .seconds($0) })
    #expect(limits.remaining(at: now + .seconds(86_401)) == nil)
  }

  @Test func keepsTheLongerLimit() {
    var limits = RateLimits()
    let now = ContinuousClock.now
    limits.update(status: 429, limits: "60::key", retryAfter: nil, at: now)
    limits.update(status: 429, limits: "5::key", retryAfter: nil, at: now)
    #expect(limits.remaining(at: now) == .seconds(60))
  }

  @Test func doublesItsPausesUpToABound() {
    var backoff = Backoff()
    let pauses = (0..<12).map { _ in backoff.pause() }
    for (index, pause) in pauses.enumerated() {
      let most = min(Bounds.backoffFirst * (1 << index), Bounds.backoffMax)
      #expect(pause <= most)
      #expect(pause >= most / 2)
    }
  }
}
