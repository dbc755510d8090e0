/// What four runs of tests say about a plan.
public struct Proof: Sendable, Hashable {
  /// Whether tests that failed for the right reason pass, and nothing that passed fails.
  public var proven: Bool
  /// One sentence without a full stop: what was shown, or what was not.
  public var reason: String
  /// In the order in which they were made.
  public var steps: [Step]
  /// What somebody should know who relies on it; sentences.
  public var notes: [String]
  /// The full name of the commit that it was made on.
  public var commit: String
  /// Of everything, and of the test command alone.
  public var seconds: Double
  public var testSeconds: Double

  /// One run of tests, and what it had to show.
  public struct Step: Sendable, Hashable {
    public enum Name: String, Sendable, Hashable, CaseIterable {
      case suiteBefore = "suite before"
      case newTestsBefore = "new tests before"
      case newTestsAfter = "new tests after"
      case suiteAfter = "suite after"
    }

    public enum Outcome: String, Sendable, Hashable {
      case passed, failed
      case outOfTime = "out of time"
    }

    public var name: Name
    public var outcome: Outcome
    /// Whether it is what the proof needs.
    public var isExpected: Bool
    /// What counts, in a few words.
    public var detail: String
    /// The command that was run.
    public var command: String
    public var seconds: Double
    /// Path of what it printed.
    public var log: String
  }
}

/// What a proof is about to do, for somebody who waits.
public enum ProofProgress: Sendable, Hashable {
  case preparing(commit: String)
  case running(Proof.Step.Name, command: String)
  case finished(Proof.Step)
}
