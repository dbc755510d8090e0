/// Whether the change of an issue has been tried, and what came of it.
public struct StoredProof: Sendable, Hashable {
  public var issue: Int64
  /// How often it has begun.
  public var attempts: Int
  /// JSON; `nil` while it waits or runs.
  public var result: String?

  public init(issue: Int64, attempts: Int, result: String?) {
    self.issue = issue
    self.attempts = attempts
    self.result = result
  }

  /// Whether it is tried no more: it has ended the process too often.
  public var isSetAside: Bool { result == nil && attempts >= StoreLimits.proofAttemptsMax }
}
