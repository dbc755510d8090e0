import Fixes

extension Cause {
  static let updateOntoSibling = Cause(
    id: "update_onto_sibling",
    title: "An UPDATE moves a row onto a sibling that was left behind",
    rationale: """
      The statement changes only a part of the key: a flag such as `is_current`, an owner, a \
      parent. Another row with the same rest is there already, stale or forgotten, and now both \
      would be one. Merging two owners and re-keying rows do the same.
      """,
    rules: [
      .likely(.keys, .writeIsUpdate, .writeChangesCondition),
      .likely(
        .keys, .writeIsUpdate, .writeChangesPartOfKey,
        unless: [.movesKeysBetweenRows, .onlyStatementIsKnown, .writeShiftsKey, .valueIsSent]),
      .likely(
        .keys, .writeIsUpdate, .writeChangesPartOfKey, .writeMovesRowsOfOwner,
        unless: [.writeShiftsKey]),
      .possible(
        .keys, .writeIsUpdate, .writeChangesPartOfKey, unless: [.writeShiftsKey, .writesManyRows]),
    ],
    remedies: [.mergeSibling, .translateViolation],
    examples: [
      .matches(
        "a flag", "UNIQUE constraint failed: piers_lease.berth_id, piers_lease.is_current",
        statements: [#"UPDATE "piers_lease" SET "is_current" = %s WHERE "id" = %s"#]),
      .matches(
        "an owner is merged into another",
        "UNIQUE constraint failed: piers_lease.owner_id, piers_lease.berth_id",
        statements: [#"UPDATE "piers_lease" SET "owner_id" = %s WHERE "owner_id" = %s"#]),
      .matches(
        "an owner is merged into another one that the request names",
        "UNIQUE constraint failed: piers_lease.owner_id, piers_lease.berth_id",
        statements: [#"UPDATE "piers_lease" SET "owner_id" = %s WHERE "owner_id" = %s"#],
        seen: [.valueIsSent]),
      .rejects(
        "one row gets the owner that the request names",
        "UNIQUE constraint failed: piers_lease.owner_id, piers_lease.berth_id",
        statements: [#"UPDATE "piers_lease" SET "owner_id" = %s WHERE "id" = %s"#],
        seen: [.valueIsSent]),
      .rejects(
        "the whole key changes", "UNIQUE constraint failed: piers_lease.number",
        statements: [#"UPDATE "piers_lease" SET "number" = %s WHERE "id" = %s"#]),
      .rejects(
        "a row is added", "UNIQUE constraint failed: piers_lease.berth_id, piers_lease.is_current",
        statements: [#"INSERT INTO "piers_lease" ("berth_id", "is_current") VALUES (%s, %s)"#]),
    ]
  )
}
