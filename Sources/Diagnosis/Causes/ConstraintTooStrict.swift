import Fixes

extension Cause {
  static let constraintTooStrict = Cause(
    id: "constraint_too_strict",
    title: "The constraint forbids what the business allows",
    rationale: """
      The code treats a value as unique within a tenant, a type or a state, and the key does not \
      have that column: rows that have nothing to do with each other collide. The look-up is \
      right, the constraint models another rule.
      """,
    rules: [
      .likely(
        .collisions, .looksWithinScope,
        unless: [.looksForKey, .lookHidesDeletedRows, .inMigration, .inFixture])
    ],
    remedies: [.widenConstraint],
    examples: [
      .matches(
        "unique within a club", "UNIQUE constraint failed: boats.name",
        statements: [
          #"SELECT 1 AS "a" FROM "boats" WHERE ("club_id" = %s AND "name" = %s) LIMIT 1"#,
          #"INSERT INTO "boats" ("club_id", "name") VALUES (%s, %s)"#,
        ]),
      .matches(
        "unique among drafts", "UNIQUE constraint failed: notices.slug",
        statements: [
          #"SELECT "id" FROM "notices" WHERE "slug" = %s AND "status" = %s LIMIT 1"#,
          #"INSERT INTO "notices" ("slug", "status") VALUES (%s, %s)"#,
        ]),
      .rejects(
        "the key has the scope as well", "UNIQUE constraint failed: boats.club_id, boats.name",
        statements: [
          #"SELECT 1 AS "a" FROM "boats" WHERE ("club_id" = %s AND "name" = %s) LIMIT 1"#,
          #"INSERT INTO "boats" ("club_id", "name") VALUES (%s, %s)"#,
        ]),
      .rejects(
        "what is added describes the row", "UNIQUE constraint failed: boats.name",
        statements: [
          #"SELECT 1 AS "a" FROM "boats" WHERE ("colour" = %s AND "name" = %s) LIMIT 1"#,
          #"INSERT INTO "boats" ("colour", "name") VALUES (%s, %s)"#,
        ]),
    ]
  )
}
