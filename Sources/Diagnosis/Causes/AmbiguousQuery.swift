import DatabaseErrors

extension Cause {
  static let ambiguousQuery = Cause(
    id: "ambiguous_query",
    title: "The look-up sees many rows though the data are right",
    rationale: """
      A look-up that expects one row joins another table, or covers a whole unique key and still \
      sees several: the query multiplies its rows. No constraint is missing; the query needs the \
      full key, or must leave out repetitions.
      """,
    rules: [
      .likely([.multipleObjectsReturned], .lookCoversKey),
      .likely([.multipleObjectsReturned], .queryJoins),
    ],
    supports: [.queryJoins],
    examples: [
      .matches(
        "a join to find by another table", exception: "desk.models.Seat.MultipleObjectsReturned",
        "get() returned more than one Seat -- it returned 2!",
        statements: [
          #"SELECT "s"."id" FROM "seat" "s" INNER JOIN "note" ON ("s"."id" = "note"."seat_id") "#
            + #"WHERE "note"."author_id" = %s LIMIT 21"#
        ]),
      .matches(
        "a join over many rows", exception: "desk.models.Team.MultipleObjectsReturned",
        "get() returned more than one Team -- it returned 3!",
        statements: [
          #"SELECT "team"."id" FROM "team" INNER JOIN "member" ON ("team"."id" = "member"."team_id") "#
            + #"WHERE "member"."name" = %s LIMIT 21"#
        ]),
      .rejects(
        "one table", exception: "desk.models.Booking.MultipleObjectsReturned",
        "get() returned more than one Booking -- it returned 2!",
        statements: [#"SELECT "id" FROM "desk_booking" WHERE "seat_id" = %s LIMIT 21"#]),
      .rejects("the database refuses", "UNIQUE constraint failed: desk_booking.seat_id"),
    ]
  )
}
