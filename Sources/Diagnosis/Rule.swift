import DatabaseErrors

/// One row of a cause's decision table: which signs must be seen, and which must not.
struct Rule: Sendable, Hashable {
  var strength: Strength
  var kinds: Set<ConstraintViolation.Kind>
  var needs: [Sign]
  var unless: [Sign]

  /// The evidence excludes the other causes.
  static func certain(
    _ kinds: Set<ConstraintViolation.Kind>, _ needs: Sign..., unless: [Sign] = []
  ) -> Rule {
    Rule(strength: .certain, kinds: kinds, needs: needs, unless: unless)
  }

  static func likely(
    _ kinds: Set<ConstraintViolation.Kind>, _ needs: Sign..., unless: [Sign] = []
  ) -> Rule {
    Rule(strength: .likely, kinds: kinds, needs: needs, unless: unless)
  }

  static func possible(
    _ kinds: Set<ConstraintViolation.Kind>, _ needs: Sign..., unless: [Sign] = []
  ) -> Rule {
    Rule(strength: .possible, kinds: kinds, needs: needs, unless: unless)
  }

  func applies(to evidence: Evidence) -> Bool {
    kinds.contains(evidence.violation.kind) && needs.allSatisfy(evidence.facts.shows)
      && !unless.contains(where: evidence.facts.shows)
  }
}

extension Set<ConstraintViolation.Kind> {
  /// A row with the key is there already.
  static let keys: Self = [.unique, .primaryKey]
  static let collisions: Self = [.unique, .primaryKey, .exclusion]
  static let values: Self = [.length, .outOfRange, .invalidValue]
  static let conflicts: Self = [.deadlock, .serializationFailure]
  static let any = Self(ConstraintViolation.Kind.allCases)
}
