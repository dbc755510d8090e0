import DatabaseErrors
import Fixes

extension Cause {
  static let softDeleteConflict = Cause(
    id: "soft_delete_conflict",
    title: "A row that the look-up hides still holds the key",
    rationale: """
      Rows are marked as deleted instead of removed. The look-up leaves them out, the unique key \
      does not, so a name that seems free is taken for ever.
      """,
    examples: [
      .matches(
        "the look-up leaves deleted rows out", "UNIQUE constraint failed: project.slug",
        statements: [
          #"SELECT "id" FROM "project" WHERE ("slug" = %s AND "deleted_at" IS NULL) LIMIT 1"#,
          #"INSERT INTO "project" ("slug") VALUES (%s)"#,
        ]),
      .matches(
        "a flag instead of a date", "UNIQUE constraint failed: project.slug",
        statements: [
          #"SELECT "id" FROM "project" WHERE ("is_deleted" = %s AND "slug" = %s) LIMIT 1"#,
          #"INSERT INTO "project" ("slug", "is_deleted") VALUES (%s, %s)"#,
        ]),
      .rejects(
        "all rows are looked at", "UNIQUE constraint failed: project.slug",
        statements: [
          #"SELECT "id" FROM "project" WHERE "slug" = %s LIMIT 1"#,
          #"INSERT INTO "project" ("slug") VALUES (%s)"#,
        ]),
      .rejects(
        "nobody looked", "UNIQUE constraint failed: project.slug",
        statements: [#"INSERT INTO "project" ("slug") VALUES (%s)"#]),
    ]
  ) { evidence in
    guard evidence.violation.kind == .unique || evidence.violation.kind == .exclusion else {
      return .silent
    }
    let key = evidence.key
    guard !key.isEmpty, let look = evidence.lookups.last(where: { $0.hides(key) }) else {
      return .silent
    }
    return .finding(
      Finding(
        cause: "soft_delete_conflict", strength: .likely, grounds: look.fact,
        [
          Fact(
            "That look-up leaves out rows that are marked as deleted; the key \(evidence.keyName) "
              + "does not", at: look.fact.place)
        ], remedies: [evidence.remedy(.partialUniqueKey), evidence.remedy(.translateViolation)]))
  }
}

extension Lookup {
  /// Whether it asks for the key, yet only among rows that are not marked as deleted.
  func hides(_ key: Set<String>) -> Bool {
    guard columns.isSuperset(of: key), found != true else { return false }
    return (otherConditions + columns.subtracting(key)).contains { condition in
      let words = condition.lowercased().split { !$0.isLetter }
      return words.contains {
        $0 == "deleted" || $0 == "archived" || $0 == "removed" || $0 == "trashed"
      }
    }
  }
}
