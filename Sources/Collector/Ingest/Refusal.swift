import EventSchema

/// Why a request is not taken: a status, and words for whoever runs the SDK.
struct Refusal: Error, Sendable, Hashable {
  var status: Int
  /// A sentence without a full stop.
  var detail: String
  /// What is wrong in particular.
  var causes: [String] = []
  var fields: [HTTPField] = []

  init(_ status: Int, _ detail: String, causes: [String] = [], fields: [HTTPField] = []) {
    self.status = status
    self.detail = detail
    self.causes = causes
    self.fields = fields
  }

  /// Asks SDKs to be silent for a while: with words that hold for every kind of item, since a mere
  /// `Retry-After` is overridden by an earlier advertisement.
  static func backlog(retryAfterSeconds seconds: Int) -> Refusal {
    Refusal(
      429, "Too many events wait for their diagnosis; try again later",
      fields: [
        HTTPField("Retry-After", String(seconds)),
        HTTPField("X-Sentry-Rate-Limits", "\(seconds)::project:backlog"),
      ])
  }

  static func unavailable(_ detail: String, retryAfterSeconds seconds: Int) -> Refusal {
    Refusal(503, detail, fields: [HTTPField("Retry-After", String(seconds))])
  }

  var response: HTTPResponse {
    let body: JSON = [
      "detail": .string(detail), "causes": .array(causes.map { .string($0) }),
    ]
    // A header takes visible ASCII characters only.
    let sentence = detail.unicodeScalars.map { $0.value >= 0x20 && $0.value < 0x7f ? $0 : "?" }
    var line = ""
    line.unicodeScalars.append(contentsOf: sentence.prefix(1_000))
    return .json(status, body, fields: fields + [HTTPField("X-Sentry-Error", line)])
  }
}

extension HTTPResponse {
  static func json(_ status: Int, _ value: JSON, fields: [HTTPField] = []) -> HTTPResponse {
    HTTPResponse(
      status: status,
      fields: [HTTPField("Content-Type", "application/json")] + fields + crossOriginFields,
      body: value.serialisedBytes)
  }

  /// On every response, so that SDKs in browsers may send and may read what they are told.
  static let crossOriginFields = [
    HTTPField("Access-Control-Allow-Origin", "*"),
    HTTPField("Access-Control-Allow-Methods", "POST, OPTIONS"),
    HTTPField(
      "Access-Control-Allow-Headers",
      """
      x-sentry-auth, x-requested-with, x-forwarded-for, origin, referer, accept, content-type, \
      authentication, authorization, content-encoding, transfer-encoding, sentry-trace, baggage, \
      x-csrftoken
      """),
    HTTPField(
      "Access-Control-Expose-Headers", "x-sentry-error, x-sentry-rate-limits, retry-after"),
    HTTPField("Access-Control-Max-Age", "3600"),
    HTTPField("X-Content-Type-Options", "nosniff"),
  ]
}
