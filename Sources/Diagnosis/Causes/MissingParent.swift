import DatabaseErrors
import Fixes
import Frameworks
import SourceCode

extension Cause {
  static let missingParent = Cause(
    id: "missing_parent",
    title: "A child is written for a parent that is not there",
    rationale: """
      The reference comes from outside or is written in the wrong order, and nothing looked \
      whether the row it points to exists. If this request had read the parent before, somebody \
      else would have deleted it meanwhile.
      """,
    examples: [
      .matches(
        "an id from the client", "FOREIGN KEY constraint failed",
        statements: [#"INSERT INTO "referral" ("doctor_id", "reason") VALUES (%s, %s)"#]),
      .matches(
        "PostgreSQL names all of it",
        #"insert or update on table "loan" violates foreign key constraint "loan_device_id_fkey""#
          + "\nDETAIL:  Key (device_id)=(9) is not present in table \"device\".",
        statements: [#"INSERT INTO "loan" ("device_id") VALUES (%s)"#]),
      .rejects(
        "the parent was read before",
        #"insert or update on table "loan" violates foreign key constraint "loan_device_id_fkey""#
          + "\nDETAIL:  Key (device_id)=(9) is not present in table \"device\".",
        statements: [
          #"SELECT "id" FROM "device" WHERE "device"."id" = %s LIMIT 21"#,
          #"INSERT INTO "loan" ("device_id") VALUES (%s)"#,
        ]),
      .rejects(
        "the parent's side",
        #"update or delete on table "device" violates foreign key constraint "#
          + #""loan_device_id_fkey" on table "loan""#
          + "\nDETAIL:  Key (id)=(9) is still referenced from table \"loan\".",
        statements: [#"DELETE FROM "device" WHERE "id" = %s"#]),
    ]
  ) { evidence in
    guard evidence.violation.kind == .foreignKey, evidence.violation.side == .child else {
      return .silent
    }
    if evidence.context.isMigration || evidence.context.isFixtureOrSeed { return .silent }
    if evidence.parentLook != nil { return .dismissed("This request had read the parent before.") }
    var grounds = evidence.failingFacts
    if evidence.trail.isComplete {
      grounds.append(
        Fact(
          "The request's statements are recorded, and none of them reads the parent",
          at: evidence.trail.failing?.place))
    }
    if evidence.sentValue == .sent {
      grounds.append(Fact("The reference was sent by the client", at: "request"))
    }
    return .finding(
      Finding(
        cause: "missing_parent", strength: evidence.trail.isComplete ? .likely : .possible,
        grounds: evidence.messageFact, grounds,
        remedies: [evidence.remedy(.validateParent), evidence.remedy(.translateViolation)]))
  }
}

extension Evidence {
  /// The statement that read the parent before the child was written.
  var parentLook: StatementTrail.Step? {
    let parents = parentTables
    guard !parents.isEmpty else { return nil }
    return trail.before.last {
      $0.statement.verb == .select && $0.rows != 0
        && parents.contains($0.statement.table?.lowercased() ?? "")
        && $0.statement.predicates.contains { $0.comparison == .equal || $0.comparison == .inList }
    }
  }

  private var parentTables: Set<String> {
    if let referenced = violation.referencedTable { return [referenced.lowercased()] }
    let key = Set(columns.map { $0.lowercased() })
    let declared = source.relation?.columns.filter { key.contains($0.column.lowercased()) }
      .compactMap(\.referencedTable)
    return Set((declared ?? []).map { $0.lowercased() })
  }
}
