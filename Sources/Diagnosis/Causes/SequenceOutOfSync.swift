import DatabaseErrors
import Fixes
import SourceCode

extension Cause {
  static let sequenceOutOfSync = Cause(
    id: "sequence_out_of_sync",
    title: "The generator of the key lags behind rows that were written with explicit ids",
    rationale: """
      The database itself made the key that is taken: the INSERT does not list it. That happens \
      after a restore, a COPY or an import with ids, when the sequence was not set to the largest \
      one. Every attempt takes the next number, so the failures climb by one and end by themselves.
      """,
    examples: [
      .matches(
        "the id is not in the INSERT",
        #"duplicate key value violates unique constraint "member_pkey""#
          + "\nDETAIL:  Key (id)=(3) already exists.",
        statements: [#"INSERT INTO "member" ("name") VALUES (%s) RETURNING "member"."id""#]),
      .matches(
        "with a look-up of something else before",
        #"duplicate key value violates unique constraint "member_pkey""#
          + "\nDETAIL:  Key (id)=(12) already exists.",
        statements: [
          #"SELECT COUNT(*) AS "__count" FROM "member" WHERE "member"."name" = %s"#,
          #"INSERT INTO "member" ("name") VALUES (%s) RETURNING "member"."id""#,
        ]),
      .rejects(
        "the id was given",
        #"duplicate key value violates unique constraint "member_pkey""#
          + "\nDETAIL:  Key (id)=(3) already exists.",
        statements: [#"INSERT INTO "member" ("id", "name") VALUES (%s, %s)"#]),
      .rejects(
        "another key", "UNIQUE constraint failed: member.email",
        statements: [#"INSERT INTO "member" ("name", "email") VALUES (%s, %s)"#]),
    ]
  ) { evidence in
    guard evidence.isSingleKeyColumnOfPrimaryKey, let column = evidence.columns.first else {
      return .silent
    }
    guard let step = evidence.trail.failing else {
      return evidence.history.risesByOne ? rising(evidence) : .silent
    }
    guard step.statement.verb == .insert, !step.statement.writtenColumns.isEmpty else {
      return .silent
    }
    let written = step.statement.writtenColumns.map { $0.lowercased() }
    guard !written.contains(column.lowercased()) else {
      return .dismissed("The statement itself gives the key, so no sequence made it.")
    }
    guard evidence.violation.values.first.map({ Int($0) != nil }) ?? true else { return .silent }
    let rises = evidence.history.risesByOne
    let history =
      rises
      ? [Fact("The refused keys rise by one from event to event", at: "issue history")] : []
    return .finding(
      Finding(
        cause: "sequence_out_of_sync", strength: rises ? .certain : .likely,
        grounds: Fact(
          "The INSERT does not list `\(column)`, so the database generated the key that is taken",
          at: step.place), [evidence.messageFact] + history,
        remedies: [evidence.remedy(.resetSequence)]))
  }

  /// The statements are not known, but the keys climb as a sequence does.
  private static func rising(_ evidence: Evidence) -> Verdict {
    .finding(
      Finding(
        cause: "sequence_out_of_sync", strength: .likely,
        grounds: Fact("The refused keys rise by one from event to event", at: "issue history"),
        [evidence.messageFact], remedies: [evidence.remedy(.resetSequence)]))
  }
}

extension Evidence {
  fileprivate var isSingleKeyColumnOfPrimaryKey: Bool {
    guard columns.count == 1 else { return false }
    if violation.kind == .primaryKey { return true }
    return violation.kind == .unique && columns[0].lowercased() == "id"
  }
}
