import Fixes

extension Cause {
  static let generatedKeyCollision = Cause(
    id: "generated_key_collision",
    title: "A generator of keys repeats itself",
    rationale: """
      A token, number or slug is made by the code, at random, from the time or from a text, and \
      the same one comes out twice. The rows have nothing else in common, and it happens the more \
      often the more rows there are.
      """,
    rules: [
      .likely(
        .keys, .valueIsGenerated,
        unless: [
          .looksForKey, .valueIsSent, .keyIsGenerated, .batchRepeatsKey, .wroteKeyBefore,
          .inMigration, .inFixture, .actorMetOnKey, .taskFailedAgain,
        ]),
      .likely(
        .keys, .columnIsForGenerated, .valueIsNotSent, .nobodyLooked,
        unless: [
          .inMigration, .inFixture, .actorMetOnKey, .taskFailedAgain, .wroteKeyBefore,
          .batchRepeatsKey, .computesKeyFromRows,
        ]),
      .possible(.keys, .valueIsGenerated, unless: [.valueIsSent, .inMigration, .inFixture]),
    ],
    supports: [.columnIsForGenerated, .valueIsNotSent, .nobodyLooked],
    opposes: [.othersMetOnKey],
    remedies: [.retryWithNewKey],
    examples: [
      .matches(
        "a short code", "UNIQUE constraint failed: boats.code", seen: [.valueIsGenerated]),
      .matches(
        "a number from the time", "UNIQUE constraint failed: boats.number",
        statements: [#"INSERT INTO "boats" ("number") VALUES (%s)"#], seen: [.valueIsGenerated]),
      .rejects("nothing tells of a generator", "UNIQUE constraint failed: boats.code"),
      .rejects(
        "looked for a free one before", "UNIQUE constraint failed: boats.code",
        statements: [
          #"SELECT 1 AS "a" FROM "boats" WHERE "boats"."code" = %s LIMIT 1"#,
          #"INSERT INTO "boats" ("code") VALUES (%s)"#,
        ]),
    ]
  )
}
