import Fixes

extension Cause {
  static let softDeleteConflict = Cause(
    id: "soft_delete_conflict",
    title: "A row that the look-up hides still holds the key",
    rationale: """
      Rows are marked as deleted instead of removed. The look-up leaves them out, the unique key \
      does not, so a name that seems free is taken for ever.
      """,
    rules: [
      .certain(.collisions, .rowIsMarkedDeleted),
      .likely(
        .collisions, .lookHidesDeletedRows,
        unless: [.keyIsConditional, .othersMetOnKey, .rowCameBetween]),
      .likely(
        .collisions, .relationHidesRows, .sourceLooksForKey,
        unless: [
          .statementLooksForKey, .keyIsConditional, .othersMetOnKey, .rowCameBetween,
          .looksForOtherForm,
        ]),
      .possible(
        .collisions, .relationHidesRows, unless: [.keyIsConditional, .looksForKey, .nobodyLooked]),
    ],
    supports: [.relationHidesRows],
    remedies: [.partialUniqueKey, .translateViolation],
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
        "the look-up asked for another form of the value",
        "UNIQUE constraint failed: project.slug", statements: [],
        seen: [.relationHidesRows, .sourceLooksForKey, .looksForKey, .looksForOtherForm]),
      .rejects(
        "nobody looked", "UNIQUE constraint failed: project.slug",
        statements: [#"INSERT INTO "project" ("slug") VALUES (%s)"#]),
    ]
  )
}
