/// One thing that the doctor looked at.
struct Check: Sendable {
  var status: Status
  /// `Store`, `Collector`, …
  var subject: String
  /// What was found.
  var finding: String
  /// What to do about it; `nil` when all is well.
  var advice: String?

  enum Status: String, Sendable {
    case fine = "ok"
    /// Worth knowing, but nothing is broken.
    case note
    case broken = "to do"
  }

  static func fine(_ subject: String, _ finding: String) -> Check {
    Check(status: .fine, subject: subject, finding: finding)
  }

  static func note(_ subject: String, _ finding: String, _ advice: String) -> Check {
    Check(status: .note, subject: subject, finding: finding, advice: advice)
  }

  static func broken(_ subject: String, _ finding: String, _ advice: String) -> Check {
    Check(status: .broken, subject: subject, finding: finding, advice: advice)
  }
}
