import DatabaseErrors
import Fixes

extension Cause {
  static let badMigrationOrFixture = Cause(
    id: "bad_migration_or_fixture",
    title: "A migration, seeder, fixture or restore meets rows that break the rule",
    rationale: """
      The failing statement belongs to a migration or to the loading of data, not to a request. \
      Either the existing rows break a new rule, or the loaded rows bring keys that are taken.
      """,
    rules: [
      .certain([.couldNotCreateUniqueIndex], unless: [.indexIsBroken]),
      .certain(.keys, .keyIsZero),
      .likely(.keys, .burstAtStart, unless: [.keyIsGenerated, .keysRiseByOne]),
      .likely(.any, .inMigration),
      .likely(.any, .inFixture, unless: [.helperLooksByOtherColumns, .leavesOutKnownRows]),
    ],
    supports: [.rowsBreakNewRule],
    remedies: [.cleanUpRows],
    examples: [
      .matches(
        "duplicates stop a new unique index",
        "could not create unique index \"member_email_key\""
          + "\nDETAIL:  Key (email)=(a@example.org) is duplicated."),
      .matches(
        "duplicates stop a new unique index, composite",
        "could not create unique index \"seat_row_no_key\""
          + "\nDETAIL:  Key (seat_row, no)=(A, 4) is duplicated."),
      .rejects("an ordinary violation", "UNIQUE constraint failed: member.email"),
      .rejects("a required column", "NOT NULL constraint failed: member.email"),
    ]
  )
}
