import DatabaseErrors
import Fixes

extension Cause {
  static let deploySkew = Cause(
    id: "deploy_skew",
    title: "Code and database are of different releases for a while",
    rationale: """
      A migration has added a required column, or narrowed a rule, and code that does not know of \
      it is still running; or new code meets a database that is not migrated yet. It starts with \
      the migration and ends with the roll-out.
      """,
    rules: [
      .certain([.notNull], .columnIsLeftOut, .onlyOldReleaseFails),
      .likely([.notNull], .codeLacksColumn, unless: [.inMigration, .inFixture, .inTest]),
      .likely([.notNull], .columnIsLeftOut, .beganWithMigration),
      .likely([.notNull, .check], .onlyOldReleaseFails),
      .likely([.check, .invalidValue, .length], .beganWithMigration),
    ],
    supports: [.columnIsLeftOut, .beganWithMigration, .onlyOldReleaseFails],
    remedies: [.expandThenContract],
    examples: [
      .matches(
        "the code has no such column", "NOT NULL constraint failed: accounts_boat.berth",
        statements: [#"INSERT INTO "accounts_boat" ("name") VALUES (%s)"#],
        seen: [.codeLacksColumn]),
      .matches(
        "only the old release fails", "NOT NULL constraint failed: accounts_boat.berth",
        statements: [#"INSERT INTO "accounts_boat" ("name") VALUES (%s)"#],
        seen: [.onlyOldReleaseFails]),
      .rejects(
        "the code gives NULL", "NOT NULL constraint failed: accounts_boat.berth",
        statements: [#"INSERT INTO "accounts_boat" ("name", "berth") VALUES (%s, %s)"#]),
      .rejects(
        "the code leaves it out, and has always done", exception: "sqlite3.IntegrityError",
        "NOT NULL constraint failed: accounts_boat.berth",
        statements: [#"INSERT INTO "accounts_boat" ("name") VALUES (%s)"#]),
    ]
  )
}
