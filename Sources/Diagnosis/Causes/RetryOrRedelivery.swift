import Fixes

extension Cause {
  static let retryOrRedelivery = Cause(
    id: "retry_or_redelivery",
    title: "The same operation ran again",
    rationale: """
      A double submit, a job that is retried, a message or webhook that is delivered twice: the \
      first run has stored its row, the second insists on storing it again. The right answer is \
      the first result, not an error.
      """,
    rules: [
      .certain(.keys, .taskFailedAgain, .runIsRepeated, unless: [.inMigration, .inFixture]),
      .likely(.keys, .taskFailedAgain, unless: [.inMigration, .inFixture]),
      .likely(.keys, .runIsRepeated, unless: [.inMigration, .inFixture, .keyIsGenerated]),
      .likely(.keys, .actorMetOnKey, unless: [.inMigration, .inFixture]),
      .likely(.keys, .inputCameAgain, unless: [.inMigration, .inFixture, .keyIsGenerated]),
      .likely(.keys, .jobRanTwice, unless: [.inMigration, .inFixture]),
      .likely(
        .keys, .keyFailedLater, .inWorker, unless: [.inMigration, .inFixture, .inputsDiffer]),
      .likely(.keys, .distancesAreConstant, unless: [.inMigration, .inFixture, .keysRiseByOne]),
      .likely(
        .keys, .keyNamesMessage,
        unless: Sign.looksAtKey + [.inMigration, .inFixture, .othersMetOnKey, .inputsDiffer]),
      .likely(
        .keys, .inWebhook,
        unless: Sign.looksAtKey + [
          .inMigration, .inFixture, .othersMetOnKey, .keyIsGenerated, .inputsDiffer,
        ]),
      .likely(
        .keys, .inWorker, .nobodyLooked,
        unless: [
          .inMigration, .inFixture, .keyIsGenerated, .wroteKeyBefore, .batchRepeatsKey,
          .inputsDiffer,
        ]),
      // Whatever a command writes first was written by its run before.
      .likely(
        .keys, .inCommand, .writesManyRows, .wroteNothingBefore,
        unless: Sign.looksAtKey + [
          .inMigration, .inFixture, .keyIsGenerated, .valueIsGenerated, .computesKeyFromRows,
          .writeIsUpdate, .inputsDiffer,
        ]),
      .possible(
        .keys, .inWorker, unless: Sign.looksAtKey + [.inMigration, .inFixture, .keyIsGenerated]),
    ],
    supports: [.nobodyLooked, .keyNamesMessage, .inWorker, .inWebhook],
    opposes: [.othersMetOnKey, .inputsDiffer],
    remedies: [.insertOrRead, .idempotencyKey],
    examples: [
      .matches(
        "a key that names a message", "UNIQUE constraint failed: inbox.message_id",
        statements: [#"INSERT INTO "inbox" ("message_id", "body") VALUES (%s, %s)"#]),
      .matches(
        "a key that names a delivery",
        #"duplicate key value violates unique constraint "hook_delivery_id_key""#
          + "\nDETAIL:  Key (delivery_id)=(77) already exists.",
        statements: [#"INSERT INTO "hook" ("delivery_id") VALUES (%s)"#]),
      .matches(
        "the first row of a command that writes many",
        "UNIQUE constraint failed: invoice.family_id, invoice.month",
        statements: [#"INSERT INTO "invoice" ("family_id", "month") VALUES (%s, %s)"#],
        seen: [.inCommand, .writesManyRows]),
      .rejects(
        "an ordinary key", "UNIQUE constraint failed: accounts_user.email",
        statements: [#"INSERT INTO "accounts_user" ("email") VALUES (%s)"#]),
      .rejects(
        "the key was looked up first", "UNIQUE constraint failed: inbox.message_id",
        statements: [
          #"SELECT 1 FROM "inbox" WHERE "message_id" = %s LIMIT 1"#,
          #"INSERT INTO "inbox" ("message_id", "body") VALUES (%s, %s)"#,
        ]),
    ]
  )
}
