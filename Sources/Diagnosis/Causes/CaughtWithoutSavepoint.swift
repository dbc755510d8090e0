import DatabaseErrors
import Fixes

extension Cause {
  static let caughtWithoutSavepoint = Cause(
    id: "caught_without_savepoint",
    title: "A violation was caught, but its transaction is unusable",
    rationale: """
      After an error PostgreSQL and Django refuse every further statement of the transaction. The \
      visible error is a later, innocent statement; the first error of the transaction is the one \
      to diagnose, and a savepoint around it keeps the rest usable.
      """,
    examples: [
      .matches(
        "PostgreSQL refuses the next statement", exception: "django.db.utils.InternalError",
        "current transaction is aborted, commands ignored until end of transaction block"),
      .matches(
        "Django refuses it", exception: "django.db.transaction.TransactionManagementError",
        "An error occurred in the current transaction. You can't execute queries until the end of "
          + "the 'atomic' block."),
      .rejects("the first error itself", "UNIQUE constraint failed: tag.name"),
      .rejects("a required column", "NOT NULL constraint failed: tag.name"),
    ]
  ) { evidence in
    guard evidence.violation.kind == .transactionAborted else { return .silent }
    var grounds: [Fact] = []
    if let earlier = evidence.earlierViolation {
      let table = earlier.table.map { " in `\($0)`" } ?? ""
      grounds.append(
        Fact(
          "An earlier error of the chain: \(earlier.kind.words.lowercased())\(table)",
          at: "exception chain"))
    }
    return .finding(
      Finding(
        cause: "caught_without_savepoint", strength: .certain,
        grounds: Fact("The transaction had failed before this statement", at: "message"), grounds,
        remedies: [evidence.remedy(.savepoint)]))
  }
}
