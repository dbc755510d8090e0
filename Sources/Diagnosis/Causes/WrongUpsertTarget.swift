import DatabaseErrors
import EventSchema
import Fixes

extension Cause {
  static let wrongUpsertTarget = Cause(
    id: "wrong_upsert_target",
    title: "The look-up asks by other columns than the violated key has",
    rationale: """
      A get-or-create, an upsert or a guarded insert looks for the row by columns that are not \
      the key. The row that holds the key differs in one of them, is not found, and the insert \
      meets it. Repeating the request fails again, without any second actor.
      """,
    rules: [
      .certain([.noUniqueForOnConflict]),
      .certain(.keys, .conflictTargetDiffers),
      .likely(.keys, .helperLooksByOtherColumns, unless: [.keyIsBlank]),
      .likely(.keys, .writesThroughHelper, .looksForMoreThanKey, unless: [.looksForKey]),
      .likely(.keys, .writesThroughHelper, .looksForOtherColumns, unless: [.looksForKey]),
      .likely(.keys, .writesThroughHelper, .looksForPartOfKey, unless: [.looksForKey]),
      .likely(.keys, .looksForMoreThanKey, unless: [.looksForKey, .looksWithinScope]),
      .likely(.keys, .guardAsksOtherColumns, .functionDoesNotLook, unless: notALookUp),
      .likely(.keys, .guardAsksOtherColumns, .nobodyLooked, unless: notALookUp),
      .likely(
        .keys, .createsWhenAbsent, .looksForOtherColumns, unless: notALookUp + [.looksForKey]),
      .likely(.keys, .createsWhenAbsent, .looksForPartOfKey, unless: notALookUp + [.looksForKey]),
      .possible(.keys, .helperReadsAgain, unless: [.looksForKey, .snapshotsAreKept]),
    ],
    supports: [.writesThroughHelper],
    dismissals: [
      .when(.helperLooksByKey, of: .keys, "The helper looks for exactly the violated key."),
      .when(.looksForKey, of: .keys, "The look-up asks for exactly the violated key."),
    ],
    remedies: [.correctConflictTarget, .translateViolation, .addConstraint],
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
      .matches(
        "a row that is made where a look-up by a flag finds none",
        "UNIQUE constraint failed: price.bread_id, price.valid_from",
        statements: [
          #"SELECT "id" FROM "price" WHERE ("bread_id" = %s AND "is_current") LIMIT 21"#,
          #"INSERT INTO "price" ("bread_id", "valid_from", "is_current") VALUES (%s, %s, %s)"#,
        ], sent: ["bread": 3, "valid_from": "2031-05-14"], seen: [.createsWhenAbsent]),
      .rejects(
        "what that look-up finds is only read",
        "UNIQUE constraint failed: price.bread_id, price.valid_from",
        statements: [
          #"SELECT "id" FROM "price" WHERE ("bread_id" = %s AND "is_current") LIMIT 21"#,
          #"INSERT INTO "price" ("bread_id", "valid_from", "is_current") VALUES (%s, %s, %s)"#,
        ], sent: ["bread": 3, "valid_from": "2031-05-14"]),
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
  )

  /// What explains a key that a guard by other columns did not see.
  private static let notALookUp: [Sign] = [
    .inMigration, .inFixture, .writeIsUpdate, .keyIsGenerated, .keyIsIdentity, .valueIsGenerated,
    .copiesRow, .computesKeyFromRows, .keyIsBlank, .keyNamesMessage, .actorMetOnKey,
    .taskFailedAgain, .inputCameAgain, .runIsRepeated, .wroteKeyBefore, .batchRepeatsKey,
    .listRepeatsKey, .rowTwiceInStatement, .othersMetOnKey, .validatorMissesKey,
  ]
}
