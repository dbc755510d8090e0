import DatabaseErrors
import Fixes

extension Cause {
  static let staleRead = Cause(
    id: "stale_read",
    title: "The look-up saw an old state",
    rationale: """
      The question whether the key is taken went to a replica that lags, to a cache, or to rows \
      that this process had loaded before. The row in the way was there all the time; a single \
      worker is enough.
      """,
    rules: [
      .certain(.collisions, .lookIsStale, .rowIsOlder),
      .likely(.collisions, .lookIsStale, unless: [.inMigration, .inFixture]),
      .likely([.foreignKey], .lookIsStale, .readsParent),
    ],
    opposes: [.othersMetOnKey],
    remedies: [.readFromPrimary, .translateViolation],
    examples: [
      .matches(
        "a look into a replica", "UNIQUE constraint failed: boats.sail_no",
        statements: [
          #"SELECT 1 AS "a" FROM "boats" WHERE "boats"."sail_no" = %s LIMIT 1"#,
          #"INSERT INTO "boats" ("sail_no", "name") VALUES (%s, %s)"#,
        ], seen: [.lookIsStale]),
      .matches(
        "a look into rows loaded before", "UNIQUE constraint failed: boats.sail_no",
        seen: [.lookIsStale]),
      .rejects(
        "a look into the same database", "UNIQUE constraint failed: boats.sail_no",
        statements: [
          #"SELECT 1 AS "a" FROM "boats" WHERE "boats"."sail_no" = %s LIMIT 1"#,
          #"INSERT INTO "boats" ("sail_no", "name") VALUES (%s, %s)"#,
        ]),
      .rejects("nobody looked", "UNIQUE constraint failed: boats.sail_no"),
    ]
  )
}
