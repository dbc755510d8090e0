import Fixes

extension Cause {
  static let missingPartition = Cause(
    id: "missing_partition",
    title: "No partition takes the row",
    rationale: """
      A partitioned table has a part for each period or range, and the part for this row is not \
      there: the job that makes them ahead of time died, the last bound excludes its day, or the \
      column that chooses is NULL.
      """,
    rules: [.certain(.any, .noPartition)],
    remedies: [.addPartition],
    examples: [
      .matches(
        "a month without its table", exception: "psycopg.errors.CheckViolation",
        #"no partition of relation "tides" found for row"#
          + "\nDETAIL:  Partition key of the failing row contains (measured_at) = (2027-01-01)."),
      .matches(
        "MySQL says so too", exception: "MySQLdb.OperationalError",
        "(1526, 'Table has no partition for value 2027')"),
      .rejects(
        "a check with a name", exception: "psycopg.errors.CheckViolation",
        #"new row for relation "boats" violates check constraint "boats_length_check""#),
      .rejects("a check of SQLite", "CHECK constraint failed: length > 0"),
    ]
  )
}
