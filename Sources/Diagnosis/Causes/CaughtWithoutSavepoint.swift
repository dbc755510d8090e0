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
    rules: [
      .certain([.transactionAborted], .earlierErrorIsKnown, unless: [.inMigration, .inCommand]),
      .certain(
        Set(ConstraintViolation.Kind.allCases), .transactionWasBroken, .earlierErrorIsKnown,
        unless: [.inMigration]),
      .likely([.transactionAborted], unless: [.inMigration, .inCommand]),
      .possible([.transactionAborted]),
    ],
    supports: [.transactionWasBroken, .earlierErrorIsKnown, .catchesWithoutSavepoint],
    remedies: [.savepoint],
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
  )
}
