public import DatabaseErrors
public import Fixes

/// Everything the engine says about one failure: the value behind every report and the JSON format.
public struct Diagnosis: Sendable, Hashable {
  /// `nil` for what is no constraint failure; then there is no conclusion either.
  public var violation: ConstraintViolation?
  public var exception: ExceptionSummary
  public var culprit: Culprit?
  /// All frames of the exception that counts, oldest first.
  public var frames: [ReadFrame]
  public var conclusion: Conclusion?
  public var fixes: [Fix]
  public var tests: [TestCase]
  /// `v1:…`; the same for all events of one issue.
  public var fingerprint: String
  /// One line for lists: the violated rule and the place, without values.
  public var title: String
  /// All violations that the given text reports, the diagnosed one among them, with their lines;
  /// empty for what was no text.
  public var violations: [FoundViolation]

  public init(
    violation: ConstraintViolation? = nil, exception: ExceptionSummary = ExceptionSummary(),
    culprit: Culprit? = nil, frames: [ReadFrame] = [], conclusion: Conclusion? = nil,
    fixes: [Fix] = [], tests: [TestCase] = [], fingerprint: String, title: String,
    violations: [FoundViolation] = []
  ) {
    self.violation = violation
    self.exception = exception
    self.culprit = culprit
    self.frames = frames
    self.conclusion = conclusion
    self.fixes = fixes
    self.tests = tests
    self.fingerprint = fingerprint
    self.title = title
    self.violations = violations
  }

  public struct ExceptionSummary: Sendable, Hashable {
    /// With its module: `django.db.utils.IntegrityError`.
    public var type: String?
    /// Lower case: `python`, `swift`.
    public var language: String?
    /// `django`, `swift-sqlite`, …
    public var framework: String?

    public init(type: String? = nil, language: String? = nil, framework: String? = nil) {
      self.type = type
      self.language = language
      self.framework = framework
    }
  }

  /// The application's place to blame.
  public struct Culprit: Sendable, Hashable {
    /// Relative to the source root.
    public var path: String
    public var line: Int?
    public var function: String?
    /// `create`, `save`, `bulk_insert`, `upsert`, `update`, `delete`, `read`, `commit`, `migrate`,
    /// `raw_statement`; `nil` when it could not be told.
    public var operation: String?

    public init(path: String, line: Int?, function: String?, operation: String?) {
      self.path = path
      self.line = line
      self.function = function
      self.operation = operation
    }
  }

  /// A frame with the engine's own judgement of whether it is the application's.
  public struct ReadFrame: Sendable, Hashable {
    public var path: String?
    public var line: Int?
    public var function: String?
    public var module: String?
    public var inApp: Bool
    /// The source line, if the event carried it.
    public var contextLine: String?
    /// Source lines before and after `contextLine`.
    public var preContext: [String]
    public var postContext: [String]

    public init(
      path: String?, line: Int?, function: String?, module: String?, inApp: Bool,
      contextLine: String? = nil, preContext: [String] = [], postContext: [String] = []
    ) {
      self.path = path
      self.line = line
      self.function = function
      self.module = module
      self.inApp = inApp
      self.contextLine = contextLine
      self.preContext = preContext
      self.postContext = postContext
    }
  }
}

/// Why it happened, with the evidence.
public struct Conclusion: Sendable, Hashable {
  /// The identifier of a `Cause`: `missing_check`, …, `undetermined`.
  public var cause: String
  public var strength: Strength
  /// Strongest first; the first one is the conclusion's unless that is `undetermined`.
  public var findings: [Finding]
  /// Causes that were thought of and dismissed.
  public var considered: [Dismissal]
  /// Concrete acts that would settle it: "Give --source …".
  public var missingEvidence: [String]

  public init(
    cause: String, strength: Strength, findings: [Finding] = [], considered: [Dismissal] = [],
    missingEvidence: [String] = []
  ) {
    self.cause = cause
    self.strength = strength
    self.findings = findings
    self.considered = considered
    self.missingEvidence = missingEvidence
  }

  public struct Dismissal: Sendable, Hashable {
    public var cause: String
    /// A sentence.
    public var reason: String

    public init(cause: String, reason: String) {
      self.cause = cause
      self.reason = reason
    }
  }
}

/// How far the evidence goes.
public enum Strength: String, Sendable, Hashable, Comparable {
  case possible
  case likely
  /// The evidence excludes the other causes.
  case certain

  public static func < (one: Strength, other: Strength) -> Bool { one.rank < other.rank }

  private var rank: Int {
    switch self {
    case .possible: 0
    case .likely: 1
    case .certain: 2
    }
  }
}

/// One cause that the evidence supports. Cannot be made without grounds.
public struct Finding: Sendable, Hashable {
  public var cause: String
  public var strength: Strength
  public var grounds: [Fact]
  /// What speaks against it.
  public var against: [Fact]
  /// What the cause asks for, the best first.
  public var remedies: [Remedy]

  public init(
    cause: String, strength: Strength, grounds first: Fact, _ others: [Fact] = [],
    against: [Fact] = [], remedies: [Remedy] = []
  ) {
    self.cause = cause
    self.strength = strength
    self.grounds = [first] + others
    self.against = against
    self.remedies = remedies
  }
}

/// Something that was seen, as a sentence without row values, and where it was seen.
public struct Fact: Sendable, Hashable {
  public var sentence: String
  /// `path:line`, "SQL breadcrumb 3", "message", "issue history", …
  public var place: String?

  public init(_ sentence: String, at place: String? = nil) {
    self.sentence = sentence
    self.place = place
  }
}
