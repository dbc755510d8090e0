import Fixes

extension Cause {
  static let updateOrderOrSwap = Cause(
    id: "update_order_or_swap",
    title: "The final state is legal, a statement on the way is not",
    rationale: """
      Positions are swapped or shifted, or a list is replaced, row by row: for a moment two rows \
      hold one key. The same happens when a unit of work inserts the new rows before it deletes \
      the old ones. Nothing is wrong with the data that were asked for.
      """,
    rules: [
      .certain(.keys, .writeIsUpdate, .writeShiftsKey),
      .likely(.keys, .writeIsUpdate, .movesKeysBetweenRows),
      .likely(
        .keys, .removalIsSentLast,
        unless: Sign.looksAtKey + [
          .keyIsGenerated, .othersMetOnKey, .listRepeatsKey, .batchRepeatsKey,
        ]),
      .likely(
        .keys, .movesKeysBetweenRows,
        unless: Sign.looksAtKey + [
          .keyIsGenerated, .othersMetOnKey, .valueIsSent, .listRepeatsKey,
        ]),
    ],
    supports: [.writesManyRows, .atCommit],
    opposes: [.othersMetOnKey, .valueIsSent],
    remedies: [.deferOrMoveInSteps],
    examples: [
      .matches(
        "positions are shifted", "UNIQUE constraint failed: piers_berth.position",
        statements: [
          #"UPDATE "piers_berth" SET "position" = ("position" + %s) WHERE "pier_id" = %s"#
        ]),
      .matches(
        "positions are shifted by a statement below the line that the frame names",
        "UNIQUE constraint failed: piers_berth.position",
        source: """
          → cursor.execute(
                "UPDATE piers_berth SET position = position + 1 WHERE pier_id = %s",
                [pier],
            )
          """),
      .matches(
        "two rows are saved one after the other",
        "UNIQUE constraint failed: piers_berth.pier_id, piers_berth.position",
        statements: [
          #"UPDATE "piers_berth" SET "position" = %s WHERE "id" = %s"#,
          #"UPDATE "piers_berth" SET "position" = %s WHERE "id" = %s"#,
        ]),
      .rejects(
        "one row takes a key that is taken", "UNIQUE constraint failed: piers_berth.name",
        statements: [#"UPDATE "piers_berth" SET "name" = %s WHERE "id" = %s"#]),
      .matches(
        "a list of rows is exchanged for one that was sent",
        "UNIQUE constraint failed: seats.hall_id, seats.label",
        statements: [#"INSERT INTO seats (hall_id, label) VALUES (?, ?)"#],
        seen: [.removalIsSentLast, .valueIsSent]),
      .rejects(
        "a list that is exchanged has a key twice",
        "UNIQUE constraint failed: seats.hall_id, seats.label",
        statements: [#"INSERT INTO seats (hall_id, label) VALUES (?, ?)"#],
        seen: [.removalIsSentLast, .valueIsSent, .listRepeatsKey]),
      .rejects(
        "a row is added", "UNIQUE constraint failed: piers_berth.position",
        statements: [#"INSERT INTO "piers_berth" ("position") VALUES (%s)"#]),
    ]
  )
}
