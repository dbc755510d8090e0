import DatabaseErrors
import Fixes

/// One way in which constraint failures come about, named for the defect, never for the remedy.
///
/// A cause is data: rows of a decision table over signs. It sees no database's, language's or
/// framework's words. A class, since all of them are asked about each failure.
public final class Cause: Sendable {
  /// In reports and URLs; never changes.
  public let id: String
  /// One line.
  public let title: String
  /// Why this leads to the failure, and what tells it from its neighbours.
  public let rationale: String
  /// The rows of its decision table for each kind; the strongest that fits counts, the first of
  /// equals.
  private let rules: [ConstraintViolation.Kind: [Rule]]
  /// Signs that are quoted for it where it is found, and those that are quoted against it and keep
  /// it from being certain.
  let supports: [Sign]
  let opposes: [Sign]
  /// Why it is not this one after all.
  let dismissals: [Dismissal]
  /// What it asks for, the best first.
  let remedies: @Sendable (Evidence) -> [Remedy]
  /// At least two that must match and two that must not.
  public let examples: [Example]

  init(
    id: String, title: String, rationale: String, rules: [Rule], supports: [Sign] = [],
    opposes: [Sign] = [], dismissals: [Dismissal] = [],
    remedies: @escaping @Sendable (Evidence) -> [Remedy], examples: [Example]
  ) {
    self.id = id
    self.title = title
    self.rationale = rationale
    self.rules = rules.reduce(into: [:]) { table, rule in
      for kind in rule.kinds { table[kind, default: []].append(rule) }
    }
    self.supports = supports
    self.opposes = opposes
    self.dismissals = dismissals
    self.remedies = remedies
    self.examples = examples
  }

  convenience init(
    id: String, title: String, rationale: String, rules: [Rule], supports: [Sign] = [],
    opposes: [Sign] = [], dismissals: [Dismissal] = [], remedies: [Remedy.Kind] = [],
    examples: [Example]
  ) {
    self.init(
      id: id, title: title, rationale: rationale, rules: rules, supports: supports,
      opposes: opposes, dismissals: dismissals,
      remedies: { evidence in remedies.filter(evidence.allows).map(evidence.remedy) },
      examples: examples)
  }

  /// In the order of trial and of the manual; at equal strength the earlier one is concluded.
  public static let all: [Cause] = [
    .caughtWithoutSavepoint, .identifierExhausted, .missingPartition, .corruptIndex, .testIsolation,
    .badMigrationOrFixture, .deploySkew, .duplicateInBatch, .doubleWrite, .sequenceOutOfSync,
    .updateOrderOrSwap, .updateOntoSibling, .copiedUniqueValue, .wrongDatabase, .softDeleteConflict,
    .constraintTooStrict, .wrongUpsertTarget, .normalizationMismatch, .staleRead,
    .retryOrRedelivery, .race, .generatedKeyCollision, .lostUpdate, .missingCheck, .ambiguousQuery,
    .missingDatabaseConstraint, .deleteOfReferencedParent, .taskBeforeCommit,
    .parentDeletedMeanwhile, .missingParent, .nullNotProvided, .valueOutOfRange, .expectedNoise,
    .undetermined,
  ]

  public static func named(_ id: String) -> Cause? { all.first { $0.id == id } }

  /// A sign that rules a cause out which one thinks of for these kinds.
  struct Dismissal: Sendable {
    var kinds: Set<ConstraintViolation.Kind>
    var sign: Sign
    /// Said to the reader, as a sentence.
    var reason: String

    static func when(
      _ sign: Sign, of kinds: Set<ConstraintViolation.Kind>, _ reason: String
    ) -> Dismissal {
      Dismissal(kinds: kinds, sign: sign, reason: reason)
    }
  }

  /// What a cause makes of the evidence.
  enum Verdict {
    case finding(Finding)
    /// It was worth a thought, and this sentence says why it is not it.
    case dismissed(String)
    /// It does not come into question.
    case silent
  }

  func judge(_ evidence: Evidence) -> Verdict {
    guard let rule = strongestRule(for: evidence) else {
      let dismissal = dismissals.first {
        evidence.facts.shows($0.sign) && $0.kinds.contains(evidence.violation.kind)
      }
      return dismissal.map { .dismissed($0.reason) } ?? .silent
    }
    let against = evidence.facts.showing(opposes)
    var grounds = evidence.facts.showing(rule.needs + supports) + evidence.failingFacts
    // Where nothing but the kind decides, the message is the ground.
    grounds.insert(evidence.messageFact, at: rule.needs.isEmpty ? 0 : grounds.endIndex)
    grounds = grounds.unique
    return .finding(
      Finding(
        cause: id, strength: against.isEmpty ? rule.strength : min(rule.strength, .likely),
        grounds: grounds[0], Array(grounds.dropFirst()), against: against,
        remedies: remedies(evidence)))
  }

  private func strongestRule(for evidence: Evidence) -> Rule? {
    var best: Rule?
    for rule in rules[evidence.violation.kind] ?? [] where rule.fits(evidence.facts.signs) {
      if best.map({ $0.strength < rule.strength }) ?? true { best = rule }
    }
    return best
  }
}
