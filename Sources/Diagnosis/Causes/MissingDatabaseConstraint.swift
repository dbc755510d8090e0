import DatabaseErrors
import Fixes

extension Cause {
  static let missingDatabaseConstraint = Cause(
    id: "missing_db_constraint",
    title: "The rule lives in code only; the database has already stored what breaks it",
    rationale: """
      A reader that expects one row finds several. The writers were meant to keep the rule, but \
      no unique key binds, so two of them at once, or one that does not check, stored a second \
      row. The visible error comes later and elsewhere. When the look-up covers a whole unique \
      key, or joins to many rows, the query is at fault instead.
      """,
    rules: [
      .certain([.multipleObjectsReturned], .noKeyIsDeclared, .duplicatesAreStored),
      .likely(
        [.multipleObjectsReturned], .keyIsNullable, unless: [.lookFolds, .lookCoversKey]),
      .likely(
        [.multipleObjectsReturned], .looksAtOneTable,
        unless: [.lookFolds, .lookCoversKey, .queryJoins]),
      .likely(
        [.multipleObjectsReturned], .noKeyIsDeclared,
        unless: [.lookFolds, .lookCoversKey, .queryJoins]),
      .likely(
        [.multipleObjectsReturned], .writesThroughHelper,
        unless: [.lookFolds, .lookCoversKey, .queryJoins]),
      .likely(
        [.multipleObjectsReturned], .createsWhenAbsent,
        unless: [.lookFolds, .lookCoversKey, .queryJoins]),
      .possible([.multipleObjectsReturned], unless: [.lookFolds, .lookCoversKey]),
    ],
    supports: [.looksAtOneTable, .noKeyIsDeclared, .keyIsNullable, .duplicatesAreStored],
    dismissals: [
      .when(
        .lookFolds, of: [.multipleObjectsReturned],
        "The look-up ignores case: rows that the key holds apart are equal to it."),
      .when(
        .lookCoversKey, of: [.multipleObjectsReturned],
        "The columns of the look-up are unique already: the query multiplies rows."),
    ],
    remedies: [.addConstraint],
    examples: [
      .matches(
        "get() sees two rows", exception: "desk.models.Booking.MultipleObjectsReturned",
        "get() returned more than one Booking -- it returned 2!",
        statements: [
          #"SELECT "id" FROM "desk_booking" WHERE ("seat_id" = %s AND "left_on" IS NULL) LIMIT 21"#
        ]),
      .matches(
        "without statements", exception: "desk.models.Booking.MultipleObjectsReturned",
        "get() returned more than one Booking -- it returned 3!", isConcluded: false),
      .rejects(
        "the database does refuse", "UNIQUE constraint failed: desk_booking.seat_id",
        statements: [#"INSERT INTO "desk_booking" ("seat_id") VALUES (%s)"#]),
      .rejects(
        "one row is missing, not one too many", exception: "desk.models.Booking.DoesNotExist",
        "Booking matching query does not exist."),
    ]
  )
}
