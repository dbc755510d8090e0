import DatabaseErrors
import Fixes

extension Cause {
  static let race = Cause(
    id: "race",
    title: "Two requests passed the existence check before either wrote",
    rationale: """
      A look-up and a write are two statements, and another transaction fits between them. The \
      same request asked for exactly the key that was refused, found nothing and wrote; somebody \
      else wrote in between. Only the database can decide who was first, so the check alone can \
      never be the cure.
      """,
    rules: [
      .certain(.collisions, .looksForKey, .rowCameBetween, unless: notARace),
      .certain(.collisions, .looksForKey, .othersMetOnKey, unless: notARace),
      .likely(.collisions, .looksForKey, unless: notARace),
      .likely(.collisions, .othersMetOnKey, unless: notARace + [.nobodyLooked]),
      .likely(.collisions, .computesKeyFromRows, unless: notARace),
      .likely(
        .keys, .replacesRows,
        unless: notARace + [.writesManyRows, .movesKeysBetweenRows, .atCommit, .valueIsSent]),
      .likely(.keys, .helperLooksByKey, unless: notARace + [.helperReadsAgain]),
      .likely(.keys, .helperLooksByKey, .snapshotsAreKept, unless: notARace),
      .likely(.collisions, .writeWaited, unless: notARace + [.nobodyLooked]),
      .likely(.keys, .catalogIsViolated),
      .likely(.conflicts),
      .possible(
        .collisions, .looksForKey, unless: [.inMigration, .inFixture, .lookComparesExactly]),
      .possible(.keys, .writesThroughHelper, .snapshotsAreKept, unless: notARace),
      .possible([.lockTimeout]),
    ],
    supports: [
      .looksForKey, .slowStepBeforeWrite, .writeWaited, .othersMetOnKey, .updateFoundNothing,
    ],
    opposes: [.valueIsSentDifferently, .helperFoundNothingAgain, .keyFailedLater, .rowIsOlder],
    dismissals: [
      .when(
        .nobodyLooked, of: .collisions, "The request did not look for the key before it wrote."),
      .when(
        .lookHidesDeletedRows, of: .collisions,
        "The look-up has further conditions, so an old row may have hidden from it."),
      .when(
        .looksForMoreThanKey, of: .collisions,
        "The look-up has further conditions, so an old row may have hidden from it."),
      .when(
        .lookComparesExactly, of: .collisions,
        "The key folds case and the look-up does not: an old row explains it."),
    ],
    remedies: [.translateViolation, .insertOrRead, .serializeAccess],
    examples: [
      .matches(
        "looked for the key, found nothing, was refused",
        #"duplicate key value violates unique constraint "accounts_user_email_key""#
          + "\nDETAIL:  Key (email)=(a@example.org) already exists.",
        statements: [
          #"SELECT 1 AS "a" FROM "accounts_user" WHERE "accounts_user"."email" = %s LIMIT 1"#,
          #"INSERT INTO "accounts_user" ("email", "name") VALUES (%s, %s)"#,
        ]),
      .matches(
        "a composite key, looked up in another order",
        "UNIQUE constraint failed: desk_booking.room_id, desk_booking.day",
        statements: [
          #"SELECT "id" FROM "desk_booking" WHERE ("day" = %s AND "room_id" = %s) LIMIT 1"#,
          #"INSERT INTO "desk_booking" ("room_id", "day") VALUES (%s, %s)"#,
        ]),
      .matches(
        "looked for the new key, then changed a row that was read before",
        "UNIQUE constraint failed: goods_product.slug",
        statements: [
          #"SELECT "id", "slug" FROM "goods_product" WHERE "id" = %s LIMIT 21"#,
          #"SELECT "id" FROM "goods_product" WHERE "slug" = %s LIMIT 21"#,
          #"UPDATE "goods_product" SET "slug" = %s, "name" = %s WHERE "id" = %s"#,
        ]),
      .rejects(
        "nobody looked", "UNIQUE constraint failed: accounts_user.email",
        statements: [#"INSERT INTO "accounts_user" ("email", "name") VALUES (%s, %s)"#]),
      .rejects(
        "looked for something else", "UNIQUE constraint failed: accounts_user.email",
        statements: [
          #"SELECT "id" FROM "accounts_user" WHERE "name" = %s LIMIT 1"#,
          #"INSERT INTO "accounts_user" ("email", "name") VALUES (%s, %s)"#,
        ]),
    ]
  )

  /// What says that no other transaction was needed.
  private static let notARace: [Sign] = [
    .inMigration, .inFixture, .lookComparesExactly, .valueIsSentDifferently, .valueIsSentUntidily,
    .keyIsBlank, .looksForOtherForm, .listRepeatsKey,
    .helperFoundNothingAgain, .wroteKeyBefore, .batchRepeatsKey, .rowTwiceInStatement, .rowIsOlder,
    .rowIsMarkedDeleted, .lookIsStale, .looksInOtherDatabase, .lookFoundRow, .actorMetOnKey,
    .taskFailedAgain, .inputCameAgain,
  ]
}
