public import EventSchema

/// One way in which constraint failures come about, named for the defect, never for the remedy.
public struct Cause: Sendable {
  /// In reports and URLs; never changes.
  public let id: String
  /// One line.
  public let title: String
  /// Why this leads to the failure, and what tells it from its neighbours.
  public let rationale: String
  /// At least two that must match and two that must not.
  public let examples: [Example]
  let judge: @Sendable (Evidence) -> Verdict

  init(
    id: String, title: String, rationale: String, examples: [Example],
    judge: @escaping @Sendable (Evidence) -> Verdict
  ) {
    self.id = id
    self.title = title
    self.rationale = rationale
    self.examples = examples
    self.judge = judge
  }

  /// In the order of trial and of the manual; at equal strength the earlier one is concluded.
  public static let all: [Cause] = [
    .caughtWithoutSavepoint, .badMigrationOrFixture, .testIsolation, .duplicateInBatch,
    .doubleWrite, .sequenceOutOfSync, .wrongUpsertTarget, .normalizationMismatch,
    .softDeleteConflict, .race, .retryOrRedelivery, .missingCheck, .ambiguousQuery,
    .missingDatabaseConstraint, .parentDeletedMeanwhile, .missingParent,
    .deleteOfReferencedParent, .nullNotProvided, .valueOutOfRange, .expectedNoise, .undetermined,
  ]

  public static func named(_ id: String) -> Cause? { all.first { $0.id == id } }

  /// What a cause makes of the evidence.
  enum Verdict {
    case finding(Finding)
    /// It was worth a thought, and this sentence says why it is not it.
    case dismissed(String)
    /// It does not come into question.
    case silent
  }

  /// A story in a few lines, with the verdict that it must get.
  public struct Example: Sendable {
    public let title: String
    /// The exception's class with its module, as the SDK gives it.
    public let exception: String
    public let message: String
    /// Statements of the same request in order; the last one failed.
    public let statements: [String]
    /// Paths of frames outside of the culprit's, oldest first.
    public let through: [String]
    /// How the exception reached the SDK: `logging`, …
    public let mechanism: String?
    /// Source around the failing line, which `→` marks; empty when there is none.
    public let source: String
    /// Whether the cause must be found, or must not.
    public let matches: Bool
    /// Whether it must also be the conclusion; else it is one possibility of several.
    public let isConcluded: Bool
    public let file: String
    public let line: Int

    static func matches(
      _ title: String, exception: String = "django.db.utils.IntegrityError", _ message: String,
      statements: [String] = [], through: [String] = [], mechanism: String? = nil,
      source: String = "", isConcluded: Bool = true, file: String = #fileID, line: Int = #line
    ) -> Example {
      Example(
        title: title, exception: exception, message: message, statements: statements,
        through: through, mechanism: mechanism, source: source, matches: true,
        isConcluded: isConcluded, file: file, line: line)
    }

    static func rejects(
      _ title: String, exception: String = "django.db.utils.IntegrityError", _ message: String,
      statements: [String] = [], through: [String] = [], mechanism: String? = nil,
      source: String = "", file: String = #fileID, line: Int = #line
    ) -> Example {
      Example(
        title: title, exception: exception, message: message, statements: statements,
        through: through, mechanism: mechanism, source: source, matches: false,
        isConcluded: true, file: file, line: line)
    }

    /// The event that an SDK would have sent.
    public var event: Event {
      var event = Event()
      event.platform = "python"
      event.timestamp = 1_900_000_000
      var frame = Frame(
        filename: "accounts/views.py", module: "accounts.views", function: "register",
        lineNumber: 23, inApp: true)
      let lines = source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      if let marked = lines.firstIndex(where: { $0.hasPrefix("→") }) {
        frame.preContext = Array(lines[..<marked])
        frame.contextLine = " " + lines[marked].dropFirst()
        frame.postContext = Array(lines[(marked + 1)...])
      }
      let parts = exception.split(separator: ".")
      let outer = through.map { Frame(filename: $0, function: "run", lineNumber: 1, inApp: false) }
      event.exceptions = [
        Exception(
          type: parts.last.map(String.init),
          module: parts.count > 1 ? parts.dropLast().joined(separator: ".") : nil, value: message,
          frames: outer + [frame])
      ]
      if let mechanism {
        event.exceptions[0].mechanism = Exception.Mechanism()
        event.exceptions[0].mechanism?.type = mechanism
        event.exceptions[0].mechanism?.handled = true
      }
      event.breadcrumbs = statements.enumerated().map { index, statement in
        Breadcrumb(
          timestamp: 1_900_000_000 - Double(statements.count - index) / 100, category: "query",
          message: statement)
      }
      return event
    }
  }
}
