public import EventSchema

/// What came of trying an issue's change in a checkout: the new tests before and after it, and the
/// whole suite.
public struct IssueProof: Sendable, Hashable {
  public var state: State
  /// A sentence without a full stop; `nil` while it waits.
  public var reason: String?
  /// The full name of the commit that it was tried on.
  public var commit: String?
  /// What the commit is: a tag or branch of the repository.
  public var revision: String?
  public var steps: [Step]
  /// What somebody should know who relies on it; sentences.
  public var notes: [String]
  /// The change and its tests, as they were tried.
  public var diff: String
  /// The branch that was pushed.
  public var branch: String?
  /// The address of the pull or merge request.
  public var pullRequest: String?
  /// Of all of it, the test command included.
  public var seconds: Double?

  public enum State: String, Sendable, Hashable {
    /// It waits for its turn, or runs.
    case waiting
    case proven
    case notProven = "not_proven"
    /// It could not be tried.
    case impossible
  }

  /// One run of tests.
  public struct Step: Sendable, Hashable {
    public var name: String
    /// `passed`, `failed` or `out of time`.
    public var outcome: String
    /// Whether it is what the proof needs.
    public var isExpected: Bool
    public var detail: String
    public var seconds: Double

    public init(
      name: String, outcome: String, isExpected: Bool, detail: String, seconds: Double
    ) {
      self.name = name
      self.outcome = outcome
      self.isExpected = isExpected
      self.detail = detail
      self.seconds = seconds
    }
  }

  public init(
    state: State, reason: String? = nil, commit: String? = nil, revision: String? = nil,
    steps: [Step] = [], notes: [String] = [], diff: String = "", branch: String? = nil,
    pullRequest: String? = nil,
    seconds: Double? = nil
  ) {
    self.state = state
    self.reason = reason
    self.commit = commit
    self.revision = revision
    self.steps = steps
    self.notes = notes
    self.diff = diff
    self.branch = branch
    self.pullRequest = pullRequest
    self.seconds = seconds
  }
}

extension IssueProof {
  /// Every key always present.
  public var json: JSON {
    [
      "state": .string(state.rawValue),
      "reason": reason.map(JSON.string) ?? nil,
      "commit": commit.map(JSON.string) ?? nil,
      "revision": revision.map(JSON.string) ?? nil,
      "steps": .array(
        steps.map { step in
          [
            "name": .string(step.name), "outcome": .string(step.outcome),
            "expected": .bool(step.isExpected), "detail": .string(step.detail),
            "seconds": .number(step.seconds),
          ]
        }),
      "notes": .array(notes.map(JSON.string)),
      "diff": .string(diff),
      "branch": branch.map(JSON.string) ?? nil,
      "pull_request": pullRequest.map(JSON.string) ?? nil,
      "seconds": seconds.map(JSON.number) ?? nil,
    ]
  }

  /// `nil` for what `json` did not write.
  public init?(json: JSON) {
    guard let state = json["state"]?.string.flatMap(State.init(rawValue:)) else { return nil }
    self.init(
      state: state, reason: json["reason"]?.string, commit: json["commit"]?.string,
      revision: json["revision"]?.string,
      steps: (json["steps"]?.array ?? []).map { step in
        Step(
          name: step["name"]?.string ?? "", outcome: step["outcome"]?.string ?? "",
          isExpected: step["expected"]?.bool ?? false, detail: step["detail"]?.string ?? "",
          seconds: step["seconds"]?.double ?? 0)
      },
      notes: (json["notes"]?.array ?? []).compactMap(\.string),
      diff: json["diff"]?.string ?? "", branch: json["branch"]?.string,
      pullRequest: json["pull_request"]?.string,
      seconds: json["seconds"]?.double)
  }
}
