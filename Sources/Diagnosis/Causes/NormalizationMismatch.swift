import DatabaseErrors
import Fixes
import SourceCode

extension Cause {
  static let normalizationMismatch = Cause(
    id: "normalization_mismatch",
    title: "Look-up and key disagree about case, blanks or the empty value",
    rationale: """
      The check compares exactly while the key folds case or blanks, so a row that is equal to the \
      database is different to the code; or an empty text is stored where no value was meant, and \
      the second empty one collides. Repeating the request fails again.
      """,
    examples: [
      .matches(
        "the key folds case, the look-up does not",
        #"duplicate key value violates unique constraint "tag_name_ci""#
          + "\nDETAIL:  Key (upper(name::text))=(BLUE) already exists.",
        statements: [
          #"SELECT COUNT(*) AS "__count" FROM "tag" WHERE "tag"."name" = %s"#,
          #"INSERT INTO "tag" ("name") VALUES (%s)"#,
        ]),
      .matches(
        "an empty text in a unique column",
        #"duplicate key value violates unique constraint "member_phone_key""#
          + "\nDETAIL:  Key (phone)=() already exists.",
        statements: [#"INSERT INTO "member" ("phone") VALUES (%s)"#]),
      .rejects(
        "both fold",
        #"duplicate key value violates unique constraint "tag_name_ci""#
          + "\nDETAIL:  Key (upper(name::text))=(BLUE) already exists.",
        statements: [
          #"SELECT 1 FROM "tag" WHERE UPPER("tag"."name") = UPPER(%s) LIMIT 1"#,
          #"INSERT INTO "tag" ("name") VALUES (%s)"#,
        ]),
      .rejects(
        "a plain key",
        #"duplicate key value violates unique constraint "tag_name_key""#
          + "\nDETAIL:  Key (name)=(Blue) already exists.",
        statements: [
          #"SELECT 1 FROM "tag" WHERE "tag"."name" = %s LIMIT 1"#,
          #"INSERT INTO "tag" ("name") VALUES (%s)"#,
        ]),
    ]
  ) { evidence in
    if evidence.violation.kind == .multipleObjectsReturned { return foldedLook(evidence) }
    guard evidence.violation.kind == .unique else { return .silent }
    if evidence.keyFoldsButLookDoesNot, let look = evidence.keyLookups.first {
      let expression =
        evidence.violation.keyExpressions.first(where: foldsValue) ?? evidence.keyName
      return found(
        evidence, Fact("The violated key folds its value: `\(expression)`", at: "message"),
        [
          look.fact,
          Fact("That look-up compares the value exactly as it came", at: look.fact.place),
        ])
    }
    if evidence.hasBlankKey {
      return found(
        evidence,
        Fact("The value that collided is empty, and every empty value is equal", at: "message"),
        evidence.failingFacts)
    }
    if evidence.sentValue == .sentDifferently, let look = evidence.keyLookups.first {
      return found(
        evidence,
        Fact("The key holds what the client sent in other case or without blanks", at: "request"),
        [look.fact], .possible)
    }
    return .silent
  }

  /// A reader that ignores case meets rows that the key holds apart.
  private static func foldedLook(_ evidence: Evidence) -> Verdict {
    guard let step = evidence.trail.failing,
      step.statement.predicates.contains(where: { $0.foldsCase && $0.otherTable == nil })
    else { return .silent }
    return found(
      evidence, Fact("The look-up ignores case, and found rows that differ in it", at: step.place),
      [])
  }

  private static func found(
    _ evidence: Evidence, _ first: Fact, _ others: [Fact], _ strength: Strength = .likely
  ) -> Verdict {
    .finding(
      Finding(
        cause: "normalization_mismatch", strength: strength, grounds: first, others,
        remedies: [evidence.remedy(.normalize), evidence.remedy(.translateViolation)]))
  }
}

extension Evidence {
  /// Whether a key of one column collided with an empty or blank text.
  var hasBlankKey: Bool {
    columns.count == 1 && violation.values.count == 1
      && violation.values[0].allSatisfy { $0 == " " }
  }
}
