import DatabaseErrors
import Fixes
import Frameworks
import SourceCode

extension Cause {
  static let race = Cause(
    id: "race",
    title: "Two requests passed the existence check before either wrote",
    rationale: """
      A look-up and a write are two statements, and another transaction fits between them. The \
      same request asked for exactly the key that was refused, found nothing and wrote; somebody \
      else wrote in between. Only the database can decide who was first, so the check alone can never \
      be the cure.
      """,
    examples: [
      .matches(
        "looked for the key, found nothing, was refused",
        #"duplicate key value violates unique constraint "accounts_user_email_key""#
          + "\nDETAIL:  Key (email)=(a@example.org) already exists.",
        statements: [
          #"SELECT 1 AS "a" FROM "accounts_user" WHERE "accounts_user"."email" = %s LIMIT 1"#,
          #"INSERT INTO "accounts_user" ("email", "name") VALUES (%s, %s)"#,
        ]),
      .matches(
        "a composite key, looked up in another order",
        "UNIQUE constraint failed: desk_booking.room_id, desk_booking.day",
        statements: [
          #"SELECT "id" FROM "desk_booking" WHERE ("day" = %s AND "room_id" = %s) LIMIT 1"#,
          #"INSERT INTO "desk_booking" ("room_id", "day") VALUES (%s, %s)"#,
        ]),
      .rejects(
        "nobody looked", "UNIQUE constraint failed: accounts_user.email",
        statements: [#"INSERT INTO "accounts_user" ("email", "name") VALUES (%s, %s)"#]),
      .rejects(
        "looked for something else", "UNIQUE constraint failed: accounts_user.email",
        statements: [
          #"SELECT "id" FROM "accounts_user" WHERE "name" = %s LIMIT 1"#,
          #"INSERT INTO "accounts_user" ("email", "name") VALUES (%s, %s)"#,
        ]),
    ]
  ) { evidence in
    switch evidence.violation.kind {
    case .deadlock, .serializationFailure: concurrentRetry(evidence)
    case .unique, .primaryKey, .exclusion: checkThenWrite(evidence)
    default: .silent
    }
  }

  private static func checkThenWrite(_ evidence: Evidence) -> Verdict {
    if evidence.context.isMigration || evidence.context.isFixtureOrSeed { return .silent }
    let looks = evidence.keyLookups
    guard let look = looks.first(where: \.isFromStatement) ?? looks.first(where: guards) else {
      if let pair = evidence.history.nearPair, !pair.sameActor, !evidence.trail.isComplete {
        return metInHistory(evidence, pair)
      }
      return evidence.nobodyLooked == nil
        ? .silent : .dismissed("The request did not look for the key before it wrote.")
    }
    if look.isNarrowedByConditions {
      return .dismissed(
        "The look-up has further conditions, so an old row may have hidden from it.")
    }
    if evidence.keyFoldsButLookDoesNot {
      return .dismissed("The key folds case and the look-up does not: an old row explains it.")
    }
    var grounds = looks.filter { $0.fact != look.fact }.map(\.fact)
    grounds += evidence.failingFacts
    if let window = evidence.windowMilliseconds {
      grounds.append(
        Fact(
          "Between the look-up and the write another request had \(window) ms", at: look.fact.place)
      )
    }
    var strength = Strength.likely
    if let pair = evidence.history.nearPair, !pair.sameActor {
      strength = .certain
      grounds.append(
        Fact("The same key failed twice within two seconds, from two requests", at: "issue history")
      )
    }
    let against = evidence.raceCounterFacts
    if evidence.sentValue == .sentDifferently || evidence.helperLookedAgain { strength = .possible }
    return .finding(
      Finding(
        cause: "race", strength: against.isEmpty ? strength : min(strength, .likely),
        grounds: look.fact, grounds, against: against,
        remedies: [
          evidence.remedy(.translateViolation), evidence.remedy(.insertOrRead),
        ]))
  }

  /// Nothing is known of the statements, but two requests met on one key.
  private static func metInHistory(
    _ evidence: Evidence, _ pair: HistoryFacts.Pair
  ) -> Verdict {
    var others = evidence.failingFacts
    if !pair.sameServer { others.append(Fact("They ran on two hosts", at: "issue history")) }
    return .finding(
      Finding(
        cause: "race", strength: .likely,
        grounds: Fact(
          "The same key failed twice within two seconds, from two requests", at: "issue history"),
        others, remedies: [evidence.remedy(.translateViolation), evidence.remedy(.insertOrRead)]))
  }

  private static func guards(_ look: Lookup) -> Bool { look.guardsWrite == true }

  private static func concurrentRetry(_ evidence: Evidence) -> Verdict {
    .finding(
      Finding(
        cause: "race", strength: .likely, grounds: evidence.messageFact,
        evidence.failingFacts, remedies: [evidence.remedy(.insertOrRead)]))
  }
}

extension Lookup {
  /// Whether conditions beside the key may hide the row that holds it.
  var isNarrowedByConditions: Bool { !otherConditions.isEmpty || relation == .more }
}

extension Evidence {
  /// Whether the violated key ignores case or blanks while the look-up compares exactly.
  var keyFoldsButLookDoesNot: Bool {
    let folds = violation.foldsKey || constraintExpressionFolds
    return folds && !keyLookups.isEmpty && keyLookups.allSatisfy { !$0.foldsCase }
  }

  private var constraintExpressionFolds: Bool {
    source.relation?.constraints.contains { constraint in
      constraint.name == violation.constraint
        && constraint.expression.map(foldsValue) == true
    } ?? false
  }

  var raceCounterFacts: [Fact] {
    var facts: [Fact] = []
    if sentValue == .sentDifferently {
      facts.append(
        Fact(
          "The client sent the value in other case or with blanks: the look-up may have asked for "
            + "that, and an old row explains the refusal", at: "request"))
    }
    if helperLookedAgain {
      facts.append(
        Fact(
          "After the refusal the helper looked again and found nothing; unless the transaction keeps "
            + "an old snapshot, it would have seen the other request's row",
          at: trail.failing?.place))
    }
    if let pair = history.farPair, history.nearPair == nil {
      facts.append(
        Fact(
          "The same key failed again \(Int(pair.seconds.rounded())) s later, which a race does not "
            + "explain", at: "issue history"))
    }
    return facts
  }

  /// Whether a get-or-create helper read the table once more after the violation: it raises only
  /// when that found nothing either.
  var helperLookedAgain: Bool {
    guard source.operation == .upsert, let failing = trail.failingIndex else { return false }
    return trail.steps[(failing + 1)...].contains {
      $0.statement.verb == .select && $0.statement.table?.lowercased() == table?.lowercased()
    }
  }

  func remedy(_ kind: Remedy.Kind) -> Remedy {
    Remedy(kind, table: table, columns: columns, constraint: violation.constraint)
  }
}
