import DatabaseErrors
import Fixes

extension Cause {
  static let missingCheck = Cause(
    id: "missing_check",
    title: "Nothing on this path checks the value before the database has to refuse it",
    rationale: """
      One request alone is enough: it brings a value that is taken or not allowed, no form, \
      serializer or controller on its path looks, and the database's refusal reaches the user as \
      a server error. Repeating the same input fails again. A race differs by having looked \
      first.
      """,
    rules: [
      .certain(.collisions, .nobodyLooked, .rowIsOlder, .valueIsSent, unless: notAnInput),
      .likely(.collisions, .nobodyLooked, .valueIsSent, unless: notAnInput),
      .likely(.collisions, .nobodyLooked, .inputsDiffer, unless: notAnInput),
      .likely(.collisions, .nobodyLooked, unless: notAnInput + unsure),
      .likely(
        .collisions, .validatorMissesKey,
        unless: notAnInput + unsure + Sign.looksAtKey + [.othersMetOnKey]),
      .possible(.collisions, .nobodyLooked, unless: [.inMigration, .inFixture, .valueIsNotSent]),
      .possible(
        .collisions, .functionDoesNotLook,
        unless: notAnInput + unsure + [.writeChangesPartOfKey, .movesKeysBetweenRows]),
      .possible(
        .collisions, .functionDoesNotLook, .writeIsUpdate,
        unless: notAnInput + unsure.filter { $0 != .writeIsUpdate } + [
          .writeChangesPartOfKey, .movesKeysBetweenRows, .writesManyRows, .writeShiftsKey,
        ]),
      .possible(
        .keys, .writeIsUpdate, .writeChangesPartOfKey, .onlyStatementIsKnown,
        unless: [.inMigration, .inFixture, .writeShiftsKey, .writesManyRows]),
      .likely([.check], .computesColumn, unless: [.inMigration, .looksAtValue, .readsThenSaves]),
      .likely([.check], .valueIsSent, unless: [.inMigration, .looksAtValue, .readsThenSaves]),
      .likely(
        [.check], .validatorMissesKey, unless: [.inMigration, .readsThenSaves, .valueIsSent]),
      .possible([.check], unless: [.inMigration, .inFixture, .noPartition]),
    ],
    supports: [
      .validatorMissesKey, .siblingPathLooks, .bypassesValidation, .valueIsSent, .computesColumn,
    ],
    opposes: [
      .valueIsNotSent, .inWorker, .actorMetOnKey, .othersMetOnKey, .keyNamesMessage,
      .valueIsGenerated,
    ],
    dismissals: [
      .when(.looksForKey, of: .collisions, "The path does look for the key before it writes.")
    ],
    remedies: { evidence in
      let computes = evidence.facts.shows(.computesColumn)
      return [
        evidence.remedy(computes ? .conditionalUpdate : .validateOnPath),
        evidence.remedy(.translateViolation),
      ]
    },
    examples: [
      .matches(
        "an INSERT without any look-up", "UNIQUE constraint failed: accounts_user.email",
        statements: [#"INSERT INTO "accounts_user" ("email", "name") VALUES (%s, %s)"#]),
      .matches(
        "a look at another column's largest value is none for the key",
        "UNIQUE constraint failed: membership.member_id",
        statements: [
          #"SELECT MAX("membership"."number") AS "last" FROM "membership""#,
          #"INSERT INTO "membership" ("member_id", "number") VALUES (%s, %s)"#,
        ]),
      .matches(
        "a row that was read by its old key takes the key of another one",
        "UNIQUE constraint failed: goods_product.slug",
        statements: [
          #"SELECT "id", "slug" FROM "goods_product" WHERE "slug" = %s LIMIT 21"#,
          #"UPDATE "goods_product" SET "slug" = %s, "name" = %s WHERE "id" = %s"#,
        ], seen: [.valueIsSent]),
      .matches(
        "a quantity taken below its CHECK",
        "CHECK constraint failed: stock_item_units_gte_0",
        statements: [
          #"SELECT "id", "units" FROM "stock_item" WHERE "name" = %s LIMIT 21"#,
          #"UPDATE "stock_item" SET "units" = ("stock_item"."units" - %s) WHERE "id" = %s"#,
        ]),
      .rejects(
        "the key was looked up", "UNIQUE constraint failed: accounts_user.email",
        statements: [
          #"SELECT 1 AS "a" FROM "accounts_user" WHERE "email" = %s LIMIT 1"#,
          #"INSERT INTO "accounts_user" ("email", "name") VALUES (%s, %s)"#,
        ]),
      .rejects("a bare message tells nothing", "UNIQUE constraint failed: accounts_user.email"),
    ]
  )

  /// What says that it was not the client's input.
  private static let notAnInput: [Sign] = [
    .inMigration, .inFixture, .valueIsNotSent, .keyIsGenerated, .actorMetOnKey, .taskFailedAgain,
    .inputCameAgain, .runIsRepeated, .wroteKeyBefore, .batchRepeatsKey, .listRepeatsKey,
    .keyIsBlank,
    .writeChangesCondition,
  ]
  /// With these an input is only one possibility.
  private static let unsure: [Sign] = [
    .writeIsUpdate, .keyNamesMessage, .valueIsGenerated, .copiesRow, .computesKeyFromRows,
    .keyIsIdentity,
  ]
}
