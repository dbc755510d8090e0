import Fixes

extension Cause {
  static let copiedUniqueValue = Cause(
    id: "copied_unique_value",
    title: "A copy takes a value along that must be unique",
    rationale: """
      A row is duplicated, or an object that was deleted or loaded is stored again as a new one, \
      and a unique value of the first comes with it. One request alone is enough, and it fails \
      every time.
      """,
    rules: [
      .likely(
        .keys, .copiesRow,
        unless: [
          .looksForKey, .valueIsSent, .keyIsGenerated, .othersMetOnKey, .inMigration, .inFixture,
          .movesKeysBetweenRows,
        ]),
      .likely(
        .keys, .copiesRow, .lookFoundRow,
        unless: [.keyIsGenerated, .othersMetOnKey, .movesKeysBetweenRows]),
    ],
    opposes: [.valueIsSent],
    remedies: [.resetCopiedValue],
    examples: [
      .matches(
        "a boat is copied", "UNIQUE constraint failed: boats.sail_no",
        statements: [#"INSERT INTO "boats" ("sail_no", "name") VALUES (%s, %s)"#],
        seen: [.copiesRow]),
      .matches(
        "known from source alone", "UNIQUE constraint failed: boats.sail_no", seen: [.copiesRow]),
      .rejects("nothing tells of a copy", "UNIQUE constraint failed: boats.sail_no"),
      .rejects(
        "a copy whose key was looked up", "UNIQUE constraint failed: boats.sail_no",
        statements: [
          #"SELECT 1 AS "a" FROM "boats" WHERE "boats"."sail_no" = %s LIMIT 1"#,
          #"INSERT INTO "boats" ("sail_no", "name") VALUES (%s, %s)"#,
        ], seen: [.copiesRow]),
      .matches(
        "the look-up by the key is the one that read the original",
        "UNIQUE constraint failed: boats.sail_no",
        statements: [
          #"SELECT "id", "sail_no" FROM "boats" WHERE "boats"."sail_no" = %s LIMIT 21"#,
          #"INSERT INTO "boats" ("sail_no", "name") VALUES (%s, %s)"#,
        ], seen: [.copiesRow, .lookFoundRow]),
      .rejects(
        "two rows exchange their values", "UNIQUE constraint failed: piers_berth.position",
        statements: [#"UPDATE "piers_berth" SET "position" = %s WHERE "id" = %s"#],
        seen: [.copiesRow, .movesKeysBetweenRows]),
    ]
  )
}
