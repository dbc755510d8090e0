import DatabaseErrors
import Fixes
import Frameworks
import SourceCode

extension Cause {
  static let missingDatabaseConstraint = Cause(
    id: "missing_db_constraint",
    title: "The rule lives in code only; the database has already stored what breaks it",
    rationale: """
      A reader that expects one row finds several. The writers were meant to keep the rule, but no \
      unique key binds, so two of them at once, or one that does not check, stored a second row. \
      The visible error comes later and elsewhere. When the look-up covers a whole unique key, or \
      joins to many rows, the query is at fault instead.
      """,
    examples: [
      .matches(
        "get() sees two rows", exception: "desk.models.Booking.MultipleObjectsReturned",
        "get() returned more than one Booking -- it returned 2!",
        statements: [
          #"SELECT "id" FROM "desk_booking" WHERE ("seat_id" = %s AND "left_on" IS NULL) LIMIT 21"#
        ]),
      .matches(
        "without statements", exception: "desk.models.Booking.MultipleObjectsReturned",
        "get() returned more than one Booking -- it returned 3!"),
      .rejects(
        "the database does refuse", "UNIQUE constraint failed: desk_booking.seat_id",
        statements: [#"INSERT INTO "desk_booking" ("seat_id") VALUES (%s)"#]),
      .rejects(
        "one row is missing, not one too many", exception: "desk.models.Booking.DoesNotExist",
        "Booking matching query does not exist."),
    ]
  ) { evidence in
    guard evidence.violation.kind == .multipleObjectsReturned else { return .silent }
    if evidence.trail.failing?.statement.predicates.contains(where: \.foldsCase) == true {
      return .dismissed("The look-up ignores case: rows that the key holds apart are equal to it.")
    }
    if let key = evidence.uniqueKeyInsideLookup {
      return .dismissed(
        "`\(key.joined(separator: ", "))` is unique already: the query multiplies rows.")
    }
    var grounds: [Fact] = []
    if let step = evidence.trail.failing {
      grounds.append(
        Fact(
          "One row was expected of `\(evidence.table ?? "?")` by \(evidence.keyName)",
          at: step.place))
    }
    let isJoined = evidence.joinsToCompare
    if let relation = evidence.source.relation, !evidence.columns.isEmpty, !isJoined {
      grounds.append(
        Fact(
          "`\(relation.name)` declares no unique key over these columns",
          at: relation.place.description))
    }
    return .finding(
      Finding(
        cause: "missing_db_constraint", strength: isJoined ? .possible : .likely,
        grounds: Fact("More than one row came back where the code keeps one", at: "message"),
        grounds,
        remedies: [
          Remedy(
            .addConstraint, table: evidence.table, columns: evidence.columns,
            onlyWhereNull: evidence.trail.failing?.statement.nullColumns ?? [])
        ]))
  }
}

extension Evidence {
  /// Whether the failing look-up compares columns of a joined table, which may multiply its rows.
  var joinsToCompare: Bool {
    trail.failing?.statement.predicates.contains { $0.otherTable != nil } ?? false
  }

  /// A declared unconditional unique key whose columns are all among those that were looked up.
  var uniqueKeyInsideLookup: [String]? {
    let compared = Set(columns.map { $0.lowercased() })
    return source.relation?.constraints.first { constraint in
      (constraint.kind == .unique || constraint.kind == .primaryKey) && !constraint.isConditional
        && !constraint.columns.isEmpty
        && constraint.columns.allSatisfy { compared.contains($0.lowercased()) }
    }?.columns
  }
}
