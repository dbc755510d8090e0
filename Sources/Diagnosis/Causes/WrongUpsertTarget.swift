import DatabaseErrors
import Fixes
import Frameworks
import SourceCode

extension Cause {
  static let wrongUpsertTarget = Cause(
    id: "wrong_upsert_target",
    title: "The look-up asks by other columns than the violated key has",
    rationale: """
      A get-or-create, an upsert or a guarded insert looks for the row by columns that are not the \
      key. The row that holds the key differs in one of them, is not found, and the insert meets \
      it. Repeating the request fails again, without any second actor.
      """,
    examples: [
      .matches(
        "update_or_create by phone, unique by number",
        "UNIQUE constraint failed: member.number",
        statements: [
          #"SELECT "id" FROM "member" WHERE "member"."phone" = %s LIMIT 21 FOR UPDATE"#,
          #"SAVEPOINT "s1""#,
          #"INSERT INTO "member" ("number", "phone") VALUES (%s, %s)"#,
        ],
        source: """
          →    member, created = Member.objects.update_or_create(
                  phone=phone, defaults={"number": number}
              )
          """),
      .matches(
        "ON CONFLICT names another key", "UNIQUE constraint failed: member.email",
        statements: [
          #"INSERT INTO member (number, email) VALUES (%s, %s) ON CONFLICT (number) DO NOTHING"#
        ]),
      .rejects(
        "the same columns", "UNIQUE constraint failed: member.number",
        statements: [
          #"SELECT "id" FROM "member" WHERE "member"."number" = %s LIMIT 21"#,
          #"INSERT INTO "member" ("number", "phone") VALUES (%s, %s)"#,
        ]),
      .rejects(
        "no look-up at all", "UNIQUE constraint failed: member.number",
        statements: [#"INSERT INTO "member" ("number", "phone") VALUES (%s, %s)"#]),
    ]
  ) { evidence in
    switch evidence.violation.kind {
    case .unique, .primaryKey: lookedByOtherColumns(evidence)
    case .noUniqueForOnConflict: noSuchKey(evidence)
    default: .silent
    }
  }

  private static func lookedByOtherColumns(_ evidence: Evidence) -> Verdict {
    let key = evidence.key
    guard !key.isEmpty else { return .silent }
    if let target = conflictTarget(evidence, key) { return target }
    guard evidence.keyLookups.isEmpty else {
      return .dismissed("The look-up asks for exactly the violated key.")
    }
    let looks = evidence.lookups.filter {
      $0.relation != .equal && $0.relation != .unknown && !$0.columns.isEmpty && $0.found != true
        && !$0.hides(key)
    }
    let upsert = evidence.source.upsert
    let helperLooks = upsert.map { Set($0.lookupColumns.map { $0.lowercased() }) }
    if let upsert, let helperLooks, !helperLooks.isEmpty, helperLooks == key {
      return .dismissed("`\(upsert.helper)` looks for exactly the violated key.")
    }
    guard let look = looks.last(where: \.isFromStatement) ?? looks.last else {
      guard let upsert, let helperLooks, !helperLooks.isEmpty else { return .silent }
      return finding(
        evidence,
        Fact(
          "`\(upsert.helper)` looks by `\(upsert.lookupColumns.joined(separator: ", "))`, the "
            + "violated key is \(evidence.keyName)", at: upsert.place?.description), [], .likely)
    }
    var others: [Fact] = []
    if let upsert {
      others.append(
        Fact("The write goes through `\(upsert.helper)`", at: upsert.place?.description))
    } else if evidence.source.operation == .upsert {
      others.append(
        Fact(
          "The write goes through a helper that looks up, then creates", at: evidence.culpritPlace))
    } else if look.relation == .other || (look.guardsWrite != true && look.relation != .more) {
      // A check of another key stands beside many writes and says nothing about this one.
      return .silent
    }
    return finding(evidence, look.fact, others, .likely)
  }

  private static func conflictTarget(_ evidence: Evidence, _ key: Set<String>) -> Verdict? {
    guard let step = evidence.trail.failing, !step.statement.conflictColumns.isEmpty else {
      return nil
    }
    let target = step.statement.conflictColumns
    guard Set(target.map { $0.lowercased() }) != key else { return nil }
    return finding(
      evidence,
      Fact(
        "The statement's conflict target is `\(target.joined(separator: ", "))`, the violated key "
          + "is \(evidence.keyName)", at: step.place), [], .certain)
  }

  private static func noSuchKey(_ evidence: Evidence) -> Verdict {
    finding(
      evidence,
      Fact("No unique index matches the conflict target of the statement", at: "message"),
      evidence.failingFacts, .certain)
  }

  private static func finding(
    _ evidence: Evidence, _ first: Fact, _ others: [Fact], _ strength: Strength
  ) -> Verdict {
    .finding(
      Finding(
        cause: "wrong_upsert_target", strength: strength, grounds: first,
        others + [Fact("The violated key is \(evidence.keyName)", at: "message")],
        remedies: [evidence.remedy(.correctConflictTarget), evidence.remedy(.translateViolation)]))
  }
}
