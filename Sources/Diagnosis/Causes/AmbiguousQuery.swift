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
  ) { evidence in
    guard evidence.violation.kind == .multipleObjectsReturned else { return .silent }
    if let key = evidence.uniqueKeyInsideLookup {
      return finding(
        evidence,
        Fact("The look-up covers the unique key `\(key.joined(separator: ", "))`", at: "source"))
    }
    guard evidence.joinsToCompare, let step = evidence.trail.failing else { return .silent }
    return finding(
      evidence, Fact("The look-up compares columns of a table that it joins", at: step.place))
  }

  private static func finding(_ evidence: Evidence, _ first: Fact) -> Verdict {
    .finding(
      Finding(
        cause: "ambiguous_query", strength: .likely, grounds: first,
        [Fact("More than one row came back where the code expects one", at: "message")]))
  }
}
