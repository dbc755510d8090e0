import Fixes

extension Cause {
  static let duplicateInBatch = Cause(
    id: "duplicate_in_batch",
    title: "One statement or payload holds the key twice",
    rationale: """
      The rows of one bulk write collide with each other, not with a stored one. Nothing that \
      looks into the table beforehand would notice.
      """,
    rules: [
      .certain(.keys, .rowTwiceInStatement),
      .certain(.keys, .batchRepeatsKey),
      .certain(.keys, .keyHoldsNewRow, .writesManyRows, unless: [.pathWritesTwice]),
      .likely(.keys, .listRepeatsKey),
      .likely(
        .keys, .writesManyRows, .leavesOutKnownRows,
        unless: [.othersMetOnKey, .batchHasDistinctKeys, .keyIsGenerated]),
      .likely(
        .keys, .writesManyRows, .emptiesTable,
        unless: [
          .othersMetOnKey, .batchHasDistinctKeys, .keyIsGenerated, .movesKeysBetweenRows, .atCommit,
        ]),
      .possible(
        .keys, .writesManyRows,
        unless: Sign.looksAtKey + [
          .othersMetOnKey, .valueIsSent, .batchHasDistinctKeys, .writeIsUpdate,
          .wroteNothingBefore,
        ]),
    ],
    supports: [.writesManyRows],
    remedies: [.deduplicateBatch],
    examples: [
      .matches(
        "PostgreSQL says so",
        "ON CONFLICT DO UPDATE command cannot affect row a second time",
        statements: [
          #"INSERT INTO "device" ("serial") VALUES (%s), (%s) "#
            + #"ON CONFLICT ("serial") DO UPDATE SET "serial" = %s"#
        ]),
      .matches(
        "PostgreSQL says so, driver's class", exception: "psycopg.errors.CardinalityViolation",
        "ON CONFLICT DO UPDATE command cannot affect row a second time"),
      .matches(
        "rows of a file without those that are stored",
        "UNIQUE constraint failed: device.serial",
        statements: [#"INSERT INTO "device" ("serial") VALUES (%s), (%s)"#],
        seen: [.inFixture, .leavesOutKnownRows]),
      .rejects(
        "the first row of a loop", "UNIQUE constraint failed: device.serial",
        statements: [#"INSERT INTO "device" ("serial") VALUES (%s)"#], seen: [.writesManyRows]),
      .rejects(
        "one row", "UNIQUE constraint failed: device.serial",
        statements: [#"INSERT INTO "device" ("serial") VALUES (%s)"#]),
      .rejects(
        "several rows, nothing repeated that is known",
        "UNIQUE constraint failed: device.serial",
        statements: [#"INSERT INTO "device" ("serial") VALUES (%s), (%s)"#]),
    ]
  )
}
