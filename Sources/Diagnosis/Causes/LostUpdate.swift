import DatabaseErrors
import Fixes

extension Cause {
  static let lostUpdate = Cause(
    id: "lost_update",
    title: "Two requests changed one value, each from what it had read",
    rationale: """
      The row is read, a new value is computed from it, and stored, without a lock or a version: \
      a second request does the same in between, and a counter or a stock passes the bound that \
      its CHECK guards. The code did look at the value, a moment too early.
      """,
    rules: [
      .likely(
        [.check], .readsThenSaves, unless: [.valueIsSent, .inMigration, .inFixture, .inTest]),
      .likely([.check], .computesColumn, .looksAtValue, unless: [.inMigration, .inFixture]),
      .likely([.check, .outOfRange], .othersMetOnKey, .computesColumn),
    ],
    supports: [.looksAtValue, .computesColumn, .othersMetOnKey],
    remedies: [.conditionalUpdate, .translateViolation],
    examples: [
      .matches(
        "a stock is read, lowered and stored", "CHECK constraint failed: stores_rope_metres_gte_0",
        statements: [
          #"SELECT "id", "metres" FROM "stores_rope" WHERE "id" = %s LIMIT 21"#,
          #"UPDATE "stores_rope" SET "metres" = %s WHERE "id" = %s"#,
        ]),
      .matches(
        "the stock was looked at before it was lowered",
        "CHECK constraint failed: stores_rope_metres_gte_0",
        statements: [#"UPDATE "stores_rope" SET "metres" = ("metres" - %s) WHERE "id" = %s"#],
        seen: [.looksAtValue]),
      .rejects(
        "nobody looked at the stock", "CHECK constraint failed: stores_rope_metres_gte_0",
        statements: [#"UPDATE "stores_rope" SET "metres" = ("metres" - %s) WHERE "id" = %s"#]),
      .rejects(
        "a row is added", "CHECK constraint failed: stores_rope_metres_gte_0",
        statements: [#"INSERT INTO "stores_rope" ("metres") VALUES (%s)"#]),
    ]
  )
}
