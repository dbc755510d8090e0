import DatabaseErrors

/// One row of a cause's decision table: which signs must be seen, and which must not.
struct Rule: Sendable, Hashable {
  let strength: Strength
  let kinds: Set<ConstraintViolation.Kind>
  /// In the order in which they are quoted.
  let needs: [Sign]
  private let needed: SignSet
  private let excluded: SignSet

  private init(
    _ strength: Strength, _ kinds: Set<ConstraintViolation.Kind>, _ needs: [Sign],
    unless: [Sign]
  ) {
    self.strength = strength
    self.kinds = kinds
    self.needs = needs
    needed = SignSet(needs)
    excluded = SignSet(unless)
  }

  /// The evidence excludes the other causes.
  static func certain(
    _ kinds: Set<ConstraintViolation.Kind>, _ needs: Sign..., unless: [Sign] = []
  ) -> Rule {
    Rule(.certain, kinds, needs, unless: unless)
  }

  static func likely(
    _ kinds: Set<ConstraintViolation.Kind>, _ needs: Sign..., unless: [Sign] = []
  ) -> Rule {
    Rule(.likely, kinds, needs, unless: unless)
  }

  static func possible(
    _ kinds: Set<ConstraintViolation.Kind>, _ needs: Sign..., unless: [Sign] = []
  ) -> Rule {
    Rule(.possible, kinds, needs, unless: unless)
  }

  /// Whether the signs fit; the kind is another question.
  func fits(_ signs: SignSet) -> Bool {
    needed.isSubset(of: signs) && excluded.isDisjoint(with: signs)
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
