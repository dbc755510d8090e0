import DatabaseErrors
import Fixes
import Frameworks
import SourceCode

extension Cause {
  static let missingCheck = Cause(
    id: "missing_check",
    title: "Nothing on this path checks the value before the database has to refuse it",
    rationale: """
      One request alone is enough: it brings a value that is taken or not allowed, no form, \
      serializer or controller on its path looks, and the database's refusal reaches the user as a \
      server error. Repeating the same input fails again. A race differs by having looked first.
      """,
    examples: [
      .matches(
        "an INSERT without any look-up", "UNIQUE constraint failed: accounts_user.email",
        statements: [#"INSERT INTO "accounts_user" ("email", "name") VALUES (%s, %s)"#]),
      .matches(
        "a quantity taken below its CHECK",
        "CHECK constraint failed: stock_item_units_gte_0",
        statements: [
          #"SELECT "id", "units" FROM "stock_item" WHERE "name" = %s LIMIT 21"#,
          #"UPDATE "stock_item" SET "units" = ("stock_item"."units" - %s) WHERE "id" = %s"#,
        ]),
      .rejects(
        "the key was looked up", "UNIQUE constraint failed: accounts_user.email",
        statements: [
          #"SELECT 1 AS "a" FROM "accounts_user" WHERE "email" = %s LIMIT 1"#,
          #"INSERT INTO "accounts_user" ("email", "name") VALUES (%s, %s)"#,
        ]),
      .rejects("a bare message tells nothing", "UNIQUE constraint failed: accounts_user.email"),
    ]
  ) { evidence in
    if evidence.context.isMigration || evidence.context.isFixtureOrSeed { return .silent }
    return switch evidence.violation.kind {
    case .unique, .primaryKey, .exclusion: uncheckedKey(evidence)
    case .check: uncheckedRule(evidence)
    default: .silent
    }
  }

  private static func uncheckedKey(_ evidence: Evidence) -> Verdict {
    guard let nobodyLooked = evidence.nobodyLooked else {
      return evidence.keyLookups.isEmpty
        ? .silent : .dismissed("The path does look for the key before it writes.")
    }
    var grounds = evidence.failingFacts
    grounds += evidence.validatorFacts
    if evidence.sentValue == .sent {
      grounds.append(Fact("The value that collided was sent by the client", at: "request"))
    }
    var against: [Fact] = []
    var strength = Strength.likely
    if evidence.sentValue == .notSent {
      // The code made the value, so a generator, a copy or an order of writes may be at fault.
      strength = .possible
      against.append(Fact("The value that collided is not in what the client sent", at: "request"))
    }
    if evidence.trail.failing?.statement.verb == .update, evidence.sentValue != .sent {
      strength = .possible
      against.append(
        Fact(
          "An UPDATE may also move the row onto a stale sibling, or pass over a value on the way to "
            + "a legal state", at: evidence.trail.failing?.place))
    }
    if evidence.context.isWorker {
      against.append(
        Fact("A worker ran this: an earlier run of the job may have written it", at: "stack trace"))
    }
    if let pair = evidence.history.nearPair {
      against.append(
        Fact(
          pair.sameActor
            ? "The same user failed with the same key twice within two seconds: a double submit"
            : "The same key failed twice within two seconds", at: "issue history"))
    }
    return .finding(
      Finding(
        cause: "missing_check", strength: strength, grounds: nobodyLooked, grounds,
        against: against,
        remedies: [evidence.remedy(.validateOnPath), evidence.remedy(.translateViolation)]))
  }

  private static func uncheckedRule(_ evidence: Evidence) -> Verdict {
    var grounds = evidence.failingFacts
    grounds += evidence.validatorFacts
    let computed = evidence.trail.failing?.statement.computedColumns ?? []
    if !computed.isEmpty {
      grounds.append(
        Fact(
          "`\(computed.joined(separator: ", "))` is computed in the statement, which has no "
            + "condition on what is left", at: evidence.trail.failing?.place))
    }
    let strength: Strength =
      evidence.trail.isComplete || evidence.source.sawWholeSource ? .likely : .possible
    return .finding(
      Finding(
        cause: "missing_check", strength: strength, grounds: evidence.messageFact, grounds,
        remedies: [
          evidence.remedy(computed.isEmpty ? .validateOnPath : .conditionalUpdate),
          evidence.remedy(.translateViolation),
        ]))
  }
}

extension Evidence {
  /// Forms and serializers on the path that do not look at the key.
  var validatorFacts: [Fact] {
    let key = Set(columns)
    return source.validators.filter { key.isDisjoint(with: $0.uniqueColumns) }.map {
      Fact(
        "`\($0.name)` validates this input and does not look whether it is taken",
        at: $0.place?.description)
    }
  }
}
